//! `sutradhar library`, and reading from the library what other commands show.

use super::Status;
use crate::args::{InputArgs, LibraryCommand, TableFormat};
use crate::output::Output;
use crate::request::Request;
use crate::settings::{Origin, Settings};
use anyhow::{Result, bail};
use engine::{Reading, pipeline};
use model::{SetAside, SetAsideReason};
use std::path::Path;
use store::Reader;
use text::pad;

/// Runs a command about the library.
pub(crate) fn run(command: &LibraryCommand, settings: &Settings) -> Result<Status> {
    let library = Reader::open(&settings.library.value)?;
    match command {
        LibraryCommand::Stats { format } => stats(&library, *format),
        LibraryCommand::Check { format } => check(&library, *format),
    }
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

/// Draws up the record of a library.
pub(crate) fn reading(folder: &Path, request: &Request) -> Result<Reading> {
    let library = Reader::open(folder)?;
    let asides = library.set_aside()?.into_iter().map(Err);
    let documents = library.documents()?.map(|document| {
        document.map_err(|error| {
            let advice = format!("{:#}; see `sutradhar library check`", anyhow::Error::from(error));
            SetAside::new(folder.display().to_string(), SetAsideReason::Corrupt, advice)
        })
    });
    Ok(pipeline::record_of(asides.chain(documents), &request.packs)?)
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
