//! `sutradhar export`: what the library holds, in the formats that others read.

use super::Status;
use crate::args::{ExportArgs, Ui};
use crate::output::Output;
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use engine::library::Overlay;
use export::{Counts, Documents, Fault, Options, Source, Threads, Wording};
use model::{DocId, Document, Grouped, ThreadId, ThreadRecord};
use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use store::{Reader, Whereabouts};

/// Writes an export.
pub(crate) fn run(args: &ExportArgs, settings: &Settings) -> Result<Status> {
    let what = args.what.unwrap_or(args.format.usual());
    if !args.format.carries().contains(&what) {
        return Err(export::Error::Pair { format: args.format, what }.into());
    }
    if args.format.is_binary() && args.output.output.is_none() && std::io::stdout().is_terminal() {
        bail!("{} is not for a terminal: name a file with -o", args.format);
    }
    let library = Reader::open(&settings.library.value)?;
    let wording = if settings.ui.value == Ui::Hi { Wording::Hi } else { Wording::En };
    let options = Options { wording, address: args.address.clone() };
    // One view for all that is read: an export of a library that grows meanwhile is still one state of it.
    let counts = library.at_once(|library| -> Result<Counts> {
        let shelf = Shelf::open(library, args.thread.as_deref())?;
        // The file is made when there is something to put into it.
        let mut output = Output::open(args.output.output.as_deref())?;
        let counts = export::write(args.format, what, &shelf, &options, output.writer())
            .with_context(|| format!("export {what} from {}", settings.library.value.display()))?;
        output.finish()?;
        Ok(counts)
    })??;
    tell(&counts, library.pending_count()?);
    Ok(Status::Done)
}

/// What is exported: the library, or one thread of it.
struct Shelf<'a> {
    library: &'a Reader,
    overlay: Overlay,
    only: Option<(ThreadRecord, BTreeSet<DocId>)>,
}

impl<'a> Shelf<'a> {
    fn open(library: &'a Reader, thread: Option<&str>) -> Result<Self> {
        let overlay = Overlay::of(library)?;
        let Some(id) = thread else { return Ok(Self { library, overlay, only: None }) };
        let given = ThreadId::given(id);
        let found = match library.find_thread(&given)? {
            Some(Whereabouts::Here(thread) | Whereabouts::Moved(thread)) => library.thread(&thread)?,
            None => None,
        };
        let Some(record) = found else {
            bail!("no thread {id} in {}", library.folder().display());
        };
        let articles = record.articles.iter().map(|line| line.id.clone()).collect();
        Ok(Self { library, overlay, only: Some((record, articles)) })
    }

    fn corrected(&self, document: Document) -> Document {
        self.overlay.applied(&document).unwrap_or(document)
    }

    fn holds(&self, id: &DocId) -> bool {
        self.only.as_ref().is_none_or(|(_, articles)| articles.contains(id))
    }
}

impl Source for Shelf<'_> {
    fn documents(&self) -> Documents<'_> {
        match self.library.documents() {
            Ok(documents) => Box::new(
                documents
                    .filter(move |document| document.as_ref().map_or(true, |of| self.holds(&of.article().id)))
                    .map(|document| {
                        document.map(|document| self.corrected(document)).map_err(Into::into)
                    }),
            ),
            Err(error) => Box::new(std::iter::once(Err(error.into()))),
        }
    }

    fn threads(&self) -> Threads<'_> {
        if let Some((record, _)) = &self.only {
            return Box::new(std::iter::once(Ok(record.clone())));
        }
        match self.library.thread_ids() {
            // All ids are of the same view as the records, so each has its record.
            Ok(ids) => Box::new(
                ids.into_iter()
                    .filter_map(move |id| self.library.thread(&id).map_err(Into::into).transpose()),
            ),
            Err(error) => Box::new(std::iter::once(Err(error.into()))),
        }
    }

    fn document(&self, id: &DocId) -> Result<Option<Document>, Fault> {
        Ok(self.library.document(id)?.map(|document| self.corrected(document)))
    }

    fn group(&self, id: &DocId) -> Result<Option<Grouped>, Fault> {
        Ok(self.library.place(id)?)
    }
}

/// Tells what the format had no place for, and what stands in no thread yet.
fn tell(counts: &Counts, pending: u64) {
    let left_out: Vec<String> =
        counts.left_out.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    if !left_out.is_empty() {
        eprintln!("left out: {}", left_out.join(", "));
    }
    if pending > 0 {
        eprintln!("{pending} articles stand in no thread yet: any `sutradhar add` groups them");
    }
}
