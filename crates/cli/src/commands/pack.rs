//! `sutradhar pack check` and `sutradhar pack list`.

use super::Status;
use crate::args::{PackCommand, TableFormat};
use crate::output::Output;
use crate::request::{pack_folders, pack_sources};
use crate::settings::Settings;
use anyhow::{Context, Result};
use lang::{PackSource, Packs};
use std::path::{Path, PathBuf};
use text::pad;

/// Runs a command about packs.
pub(crate) fn run(command: &PackCommand, settings: &Settings) -> Result<Status> {
    match command {
        PackCommand::Check { dirs } => check(dirs, settings),
        PackCommand::List { format } => list(*format, settings),
    }
}

/// Checks packs and prints the first fault of each set.
///
/// A folder that holds one pack is checked together with the packs in use, so that its parent is there.
fn check(dirs: &[PathBuf], settings: &Settings) -> Result<Status> {
    let mut output = Output::open(None)?;
    let mut status = Status::Done;
    let sets: Vec<(String, lang::Result<Vec<PackSource>>)> = if dirs.is_empty() {
        let name =
            settings.packs.value.as_ref().map_or("built-in".to_owned(), |dir| dir.display().to_string());
        vec![(name, Ok(pack_sources(settings.packs.value.as_deref())?))]
    } else {
        dirs.iter()
            .map(|dir| Ok((dir.display().to_string(), beside_those_in_use(dir, settings)?)))
            .collect::<Result<_>>()?
    };
    for (name, sources) in sets {
        match sources.and_then(|sources| Packs::load(&sources)) {
            Ok(packs) => {
                let codes: Vec<&str> = packs.iter().map(|pack| pack.code.as_str()).collect();
                output.text(&format!("{name}: no fault in {}\n", codes.join(", ")))?;
            }
            Err(error) => {
                status = Status::Holds;
                let error = anyhow::Error::from(error);
                output.text(&format!("{name}: {error:#}\n"))?;
            }
        }
    }
    output.finish()?;
    Ok(status)
}

fn beside_those_in_use(dir: &Path, settings: &Settings) -> Result<lang::Result<Vec<PackSource>>> {
    let folders = pack_folders(dir)?;
    let sources: lang::Result<Vec<PackSource>> =
        folders.iter().map(|folder| PackSource::from_dir(folder)).collect();
    let Ok(mut sources) = sources else { return Ok(sources) };
    if folders == [dir.to_owned()] {
        let in_use = pack_sources(settings.packs.value.as_deref()).context("read the packs in use")?;
        let own = sources[0].code().to_owned();
        sources.extend(in_use.into_iter().filter(|source| source.code() != own));
    }
    Ok(Ok(sources))
}

fn list(format: TableFormat, settings: &Settings) -> Result<Status> {
    let packs = Packs::load(&pack_sources(settings.packs.value.as_deref())?)?;
    let mut output = Output::open(None)?;
    match format {
        TableFormat::Json => {
            let rows: Vec<_> = packs
                .iter()
                .map(|pack| {
                    let info = &pack.info;
                    serde_json::json!({
                        "code": pack.code, "name": info.name, "native": info.native, "script": info.script,
                        "parent": info.parent, "licence": info.licence, "sources": info.sources,
                    })
                })
                .collect();
            output.json_line(&rows)?;
        }
        TableFormat::Text => {
            for pack in packs.iter() {
                let info = &pack.info;
                let parent = info.parent.as_deref().unwrap_or("-");
                output.text(&format!(
                    "{}  {}  {}  {}  {}\n",
                    pad(&pack.code, 6),
                    pad(&info.script, 4),
                    pad(parent, 6),
                    pad(&info.name, 24),
                    info.native,
                ))?;
            }
        }
    }
    output.finish()?;
    Ok(Status::Done)
}
