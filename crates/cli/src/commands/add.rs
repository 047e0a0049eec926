//! `sutradhar add`: pages into the library.

use super::{Status, summary::Summary};
use crate::args::{AddArgs, LineFormat};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::Settings;
use anyhow::Result;
use engine::{Setup, pipeline};
use model::{Document, Page, SetAside};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use store::{Added, Library};

/// So many pages are written at once: each time costs one wait for the disk.
const BATCH_PAGES: usize = 64;
/// A batch is written earlier when its pages hold so many bytes.
const BATCH_BYTES: usize = 16 << 20;

/// Reads pages and keeps them.
pub(crate) fn run(args: &AddArgs, settings: &Settings) -> Result<Status> {
    let inputs = request::inputs(&args.input)?;
    let request = Request::new(settings)?;
    let mut output = Output::open(None)?;
    let mut adding = Adding {
        library: Library::open(&settings.library.value)?,
        pages: Vec::new(),
        bytes: 0,
        asides: Vec::new(),
        added: BTreeMap::new(),
        summary: Summary::default(),
        lines: (args.format == LineFormat::Jsonl).then_some(&mut output),
    };
    let bar = Bar::new(intake::estimate(&inputs, &request.limits));
    let progress = |done| bar.set(done);
    let setup = Setup { packs: &request.packs, workers: &request.workers, progress: &progress };
    let flow = pipeline::pages_and_documents(intake::read(&inputs, &request.limits), &setup, |outcome| {
        let taken = match outcome {
            Ok((page, document)) => adding.take(page, document),
            Err(aside) => adding.set_aside(aside),
        };
        taken.map_or_else(ControlFlow::Break, ControlFlow::Continue)
    });
    drop(bar);
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    adding.write()?;
    let Adding { library, added, summary, .. } = adding;
    if args.format == LineFormat::Text {
        let count = |what| added.get(what).copied().unwrap_or(0);
        output.text(&format!(
            "{} new, {} revised, {} known; {} articles in {}\n",
            count(Added::New.name()),
            count(Added::Revised.name()),
            count(Added::Known.name()),
            library.stats()?.articles,
            library.folder().display()
        ))?;
    }
    output.finish()?;
    Ok(summary.close("articles"))
}

/// Pages on their way into the library; what is told of them is told after they are safe.
struct Adding<'a> {
    library: Library,
    pages: Vec<(Page, Document)>,
    bytes: usize,
    asides: Vec<SetAside>,
    added: BTreeMap<&'static str, usize>,
    summary: Summary,
    lines: Option<&'a mut Output>,
}

impl Adding<'_> {
    fn take(&mut self, page: Page, document: Document) -> Result<()> {
        self.bytes += page.bytes.len();
        self.pages.push((page, document));
        self.write_when_full()
    }

    fn set_aside(&mut self, aside: SetAside) -> Result<()> {
        self.summary.set_aside(&aside);
        self.asides.push(aside);
        self.write_when_full()
    }

    fn write_when_full(&mut self) -> Result<()> {
        let full = self.pages.len() + self.asides.len() >= BATCH_PAGES || self.bytes >= BATCH_BYTES;
        if full { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<()> {
        let mut told = Vec::with_capacity(self.pages.len());
        let mut batch = self.library.batch()?;
        // An input that is used now and set aside in the same batch stays set aside, in whatever order they came.
        for (page, document) in self.pages.drain(..) {
            let added = batch.add(&page, &document)?.name();
            told.push((page.id, page.path, added));
        }
        for aside in self.asides.drain(..) {
            batch.set_aside(&aside)?;
        }
        batch.commit()?;
        self.bytes = 0;
        for (id, path, added) in told {
            self.summary.used(1);
            *self.added.entry(added).or_default() += 1;
            if let Some(lines) = &mut self.lines {
                lines.json_line(
                    &serde_json::json!({"format": "added/1", "id": id, "path": path, "added": added}),
                )?;
            }
        }
        self.lines.as_deref_mut().map_or(Ok(()), Output::show)
    }
}
