//! `sutradhar library`, and reading from the library what other commands show.

use super::Status;
use crate::args::{InputArgs, LibraryCommand, TableFormat};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::Request;
use crate::settings::{Origin, Settings};
use anyhow::{Result, bail};
use engine::library::{Regrouped, Step, index_folder};
use engine::{Reading, Setup};
use search::Index;
use std::path::Path;
use store::{Library, Reader};
use text::pad;

/// Runs a command about the library.
pub(crate) fn run(command: &LibraryCommand, settings: &Settings) -> Result<Status> {
    let folder = &settings.library.value;
    match command {
        LibraryCommand::Stats { format } => stats(&Reader::open(folder)?, *format),
        LibraryCommand::Check { format } => check(&Reader::open(folder)?, *format),
        LibraryCommand::Backup { to } => {
            Reader::open(folder)?.backup(to)?;
            say(&format!("{} holds a copy of {}\n", to.display(), folder.display()))
        }
        LibraryCommand::Compact => {
            let mut library = Library::open(existing(folder)?)?;
            let before = library.stats()?.file_bytes;
            library.compact()?;
            let after = library.stats()?.file_bytes;
            say(&format!("{before} bytes before, {after} after\n"))
        }
        LibraryCommand::Refresh => refresh(settings),
    }
}

/// Reads every kept page again.
fn refresh(settings: &Settings) -> Result<Status> {
    let request = Request::new(settings)?;
    let mut library = Library::open(existing(&settings.library.value)?)?;
    let bar = Bar::new(usize::try_from(library.articles()?).unwrap_or(0));
    let progress = |done| bar.set(done);
    let setup = Setup { progress: &progress, ..Setup::of(&request.packs, &request.workers) };
    let refreshed = engine::library::refresh(&mut library, &setup, &|step| bar.say(&step_line(step)))?;
    drop(bar);
    settle(&mut library, &request)?;
    for aside in &refreshed.set_aside {
        eprintln!(
            "{}: {}: {}; what was read of it before stays",
            aside.path,
            aside.reason.name(),
            aside.advice
        );
    }
    say(&format!(
        "{} articles read again, {} came out otherwise; {} threads drawn up\n",
        refreshed.articles, refreshed.changed, refreshed.regrouped.threads
    ))
}

/// Gives what is pending its place and brings the search index up to date, telling how far it is.
pub(crate) fn settle(library: &mut Library, request: &Request) -> Result<Regrouped> {
    let bar = Bar::new(0);
    let notice = |step| bar.say(&step_line(step));
    let setup = Setup::of(&request.packs, &request.workers);
    let index = Index::open(&index_folder(library.folder()), &request.packs)?;
    Ok(engine::library::settle(library, &index, &setup, &notice)?)
}

pub(crate) fn step_line(step: Step) -> String {
    match step {
        Step::Grouping(articles) => format!("grouping {articles} articles"),
        Step::Records(done, all) => format!("records: {done} of {all} threads"),
        Step::Indexing(done, all) => format!("search index: {done} of {all} articles"),
    }
}

/// Refuses to make a library where a command needs one that is there; an older one is brought up to date when opened.
fn existing(folder: &Path) -> Result<&Path> {
    match Reader::open(folder) {
        Ok(_) | Err(store::Error::Older { .. }) => Ok(folder),
        Err(error) => Err(error.into()),
    }
}

fn say(line: &str) -> Result<Status> {
    let mut output = Output::open(None)?;
    output.text(line)?;
    output.finish()?;
    Ok(Status::Done)
}

/// Tells whether a command without pages means the library; one must be named, and pages must not.
pub(crate) fn is_meant(input: &InputArgs, settings: &Settings) -> Result<bool> {
    let no_pages = input.paths.is_empty() && input.manifest.is_empty();
    match settings.library.origin {
        Origin::Flag(_) if !no_pages => {
            bail!("name pages or a library, not both: `sutradhar add` brings pages into a library")
        }
        Origin::BuiltIn => Ok(false),
        _ => Ok(no_pages),
    }
}

/// Returns the record of a library as it was drawn up last.
pub(crate) fn reading(folder: &Path) -> Result<Reading> {
    let library = Reader::open(folder)?;
    let pending = library.pending_count()?;
    if pending > 0 {
        eprintln!("{pending} articles wait for their place; any `sutradhar add` gives it to them");
    }
    Ok(engine::library::reading(&library)?)
}

fn stats(library: &Reader, format: TableFormat) -> Result<Status> {
    let stats = library.stats()?;
    let mut output = Output::open(None)?;
    match format {
        TableFormat::Json => output.json_line(&stats)?,
        TableFormat::Text => {
            for (name, count) in stats.rows() {
                output.text(&format!("{}  {count:>12}\n", pad(name, 12)))?;
            }
        }
    }
    output.finish()?;
    Ok(Status::Done)
}

fn check(library: &Reader, format: TableFormat) -> Result<Status> {
    let faults = library.check()?;
    let mut output = Output::open(None)?;
    match format {
        TableFormat::Json => output.json_line(&faults)?,
        TableFormat::Text if faults.is_empty() => {
            let stats = library.stats()?;
            output
                .text(&format!("no fault in {} articles, {} revisions\n", stats.articles, stats.revisions))?;
        }
        TableFormat::Text => {
            for fault in &faults {
                output.text(&format!("{}  {}\n", pad(fault.kind.name(), 9), fault.detail))?;
            }
        }
    }
    output.finish()?;
    Ok(if faults.is_empty() { Status::Done } else { Status::Holds })
}
