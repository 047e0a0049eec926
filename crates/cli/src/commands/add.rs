//! `sutradhar add`: pages into the library.

use super::{Status, library, summary::Summary};
use crate::args::{AddArgs, LineFormat};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::Settings;
use anyhow::Result;
use engine::library::Kept;
use engine::{Outcome, Setup};
use model::Page;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use store::{Added, Library};

/// Reads pages, keeps them, and puts them into their threads.
pub(crate) fn run(args: &AddArgs, settings: &Settings) -> Result<Status> {
    let inputs = request::inputs(&args.input)?;
    let request = Request::new(settings)?;
    let mut output = Output::open(None)?;
    let mut store = Library::open(&settings.library.value)?;
    let lines = (args.format == LineFormat::Jsonl).then_some(&mut output);
    let pages = intake::read(&inputs, &request.limits);
    let bar = Bar::new(intake::estimate(&inputs, &request.limits));
    let (added, summary) = keep(&mut store, pages, &request, &bar, lines)?;
    drop(bar);
    let regrouped = library::settle(&mut store, &request)?;
    if args.format == LineFormat::Text {
        let count = |what: Added| added.get(what.name()).copied().unwrap_or(0);
        output.text(&format!(
            "{} new, {} revised, {} known; {} threads drawn up; {} articles in {}\n",
            count(Added::New),
            count(Added::Revised),
            count(Added::Known),
            regrouped.threads,
            store.articles()?,
            store.folder().display()
        ))?;
    }
    output.finish()?;
    Ok(summary.close("articles"))
}

/// Keeps pages, and prints a line for each once it is safe on disk; returns how many came to what.
pub(crate) fn keep(
    store: &mut Library,
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    request: &Request,
    bar: &Bar,
    mut lines: Option<&mut Output>,
) -> Result<(BTreeMap<&'static str, usize>, Summary)> {
    let progress = |done| bar.set(done);
    let setup = Setup { progress: &progress, ..Setup::of(&request.packs, &request.workers) };
    let mut added: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut summary = Summary::default();
    let mut fault = None;
    engine::library::add(store, pages, &setup, |kept| {
        let told = match kept {
            Kept::Page { id, path, added: what } => {
                summary.used(1);
                *added.entry(what.name()).or_default() += 1;
                let line =
                    serde_json::json!({"format": "added/1", "id": id, "path": path, "added": what.name()});
                lines
                    .as_deref_mut()
                    .map_or(Ok(()), |lines| lines.json_line(&line).and_then(|()| lines.show()))
            }
            Kept::SetAside(aside) => {
                summary.set_aside(&aside);
                Ok(())
            }
        };
        match told {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    fault.map_or(Ok((added, summary)), Err)
}
