//! `sutradhar export`: what the library holds, in the formats that others read.

use super::Status;
use crate::args::{ExportArgs, Ui};
use crate::output::Output;
use crate::request::Request;
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use engine::library::Overlay;
use export::{Counts, Documents, Fault, Options, Source, Threads, Wording};
use model::{DocId, Document, Grouped, ThreadId, ThreadRecord};
use store::{Reader, Whereabouts};

/// Writes an export.
pub(crate) fn run(args: &ExportArgs, settings: &Settings) -> Result<Status> {
    let what = args.what.unwrap_or(args.format.usual());
    if !args.format.carries().contains(&what) {
        return Err(export::Error::Pair { format: args.format, what }.into());
    }
    let mut output = Output::open(args.output.output.as_deref())?;
    if args.format.is_binary() && output.is_terminal() {
        bail!("{} is not for a terminal: name a file with -o", args.format);
    }
    let request = Request::new(settings)?;
    let source = open(args, settings)?;
    let wording = if request.ui == Ui::Hi { Wording::Hi } else { Wording::En };
    let options = Options { wording, address: args.address.clone() };
    let counts = export::write(args.format, what, &source, &options, output.writer())
        .with_context(|| format!("export {what} from {}", settings.library.value.display()))?;
    output.finish()?;
    tell(&counts);
    Ok(Status::Done)
}

/// What of a library is exported, read as it is asked for.
struct Kept {
    library: Reader,
    overlay: Overlay,
    /// The only thread, where one is named.
    thread: Option<ThreadRecord>,
}

/// Opens what is exported: the library, or one thread of it.
fn open(args: &ExportArgs, settings: &Settings) -> Result<Kept> {
    let folder = &settings.library.value;
    let library = Reader::open(folder)?;
    let thread = match &args.thread {
        None => None,
        Some(id) => {
            let id = match library.find_thread(&ThreadId::given(id))? {
                Some(Whereabouts::Here(_)) => ThreadId::given(id),
                Some(Whereabouts::Moved(now)) => now,
                None => bail!("no thread {id} in {}", folder.display()),
            };
            library.thread(&id)?
        }
    };
    Ok(Kept { overlay: Overlay::of(&library)?, library, thread })
}

impl Source for Kept {
    fn documents(&self) -> Documents<'_> {
        let corrected = |document: Document| self.overlay.applied(&document).unwrap_or(document);
        match &self.thread {
            Some(thread) => {
                let mut ids: Vec<&DocId> = thread.articles.iter().map(|article| &article.id).collect();
                ids.sort();
                Box::new(ids.into_iter().filter_map(|id| self.document(id).transpose()))
            }
            None => match self.library.documents() {
                Ok(all) => Box::new(all.map(move |document| document.map(corrected).map_err(Into::into))),
                Err(error) => Box::new(std::iter::once(Err(error.into()))),
            },
        }
    }

    fn threads(&self) -> Threads<'_> {
        if let Some(thread) = &self.thread {
            return Box::new(std::iter::once(Ok(thread.clone())));
        }
        match self.library.thread_ids() {
            Ok(ids) => {
                let read = |id| self.library.thread(&id).map_err(Into::into).transpose();
                Box::new(ids.into_iter().filter_map(read))
            }
            Err(error) => Box::new(std::iter::once(Err(error.into()))),
        }
    }

    fn document(&self, id: &DocId) -> Result<Option<Document>, Fault> {
        let document = self.library.document(id)?;
        Ok(document.map(|document| self.overlay.applied(&document).unwrap_or(document)))
    }

    fn group(&self, id: &DocId) -> Result<Option<Grouped>, Fault> {
        Ok(self.library.place(id)?)
    }
}

/// Tells what the format had no place for.
fn tell(counts: &Counts) {
    let left_out: Vec<String> =
        counts.left_out.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    if !left_out.is_empty() {
        eprintln!("left out: {}", left_out.join(", "));
    }
}
