//! `sutradhar demo`.

use super::{Status, read, serve};
use crate::args::{DemoArgs, RecordFormat};
use crate::demo::{self, Corpus};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::Request;
use crate::settings::Settings;
use anyhow::Result;

/// Prints the record of the built-in pages, shows it in a browser, or saves the pages.
pub(crate) fn run(args: &DemoArgs, settings: &Settings) -> Result<Status> {
    if let Some(folder) = &args.save {
        demo::save(folder)?;
        let folder = folder.display();
        eprintln!("saved; next:");
        eprintln!(
            "  sutradhar read --names {folder}/names.tsv --manifest {folder}/pages/manifest.jsonl {folder}/pages/feeds"
        );
        return Ok(Status::Done);
    }
    let door = if args.serve { Some(serve::open(&args.door)?) } else { None };
    let corpus = Corpus::unpack()?;
    let request = Request::with_names(settings, &[demo::names()?])?;
    let bar = Bar::new(0);
    if let Some(door) = door {
        let limits = request.limits;
        return serve::pages(door, corpus.pages(&limits), request, &bar, &args.door);
    }
    let reading = read::reading(corpus.pages(&request.limits), &request, &bar)?;
    drop(bar);
    let output = Output::open(args.output.output.as_deref())?;
    let shown = read::Shown { format: args.format, all: args.all };
    let status = read::print(&reading, shown, &request, settings, output)?;
    if matches!(args.format, RecordFormat::Text) {
        eprintln!();
        eprintln!("These pages are built in and invented. Next, with saved pages of your own:");
        eprintln!("  sutradhar read FOLDER");
    }
    Ok(status)
}
