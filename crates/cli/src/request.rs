//! What a command is asked to do, checked: inputs that were named, packs that load, threads that run.

use crate::args::{InputArgs, Offsets, Ui};
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use engine::Workers;
use intake::{Input, Limits};
use lang::{PackSource, Packs, Table};
use std::path::{Path, PathBuf};

/// Everything a command needs beside its own options.
pub(crate) struct Request {
    pub(crate) packs: Packs,
    pub(crate) workers: Workers,
    pub(crate) limits: Limits,
    pub(crate) offsets: Offsets,
    pub(crate) ui: Ui,
}

impl Request {
    /// Loads packs and names and starts the threads.
    pub(crate) fn new(settings: &Settings) -> Result<Self> {
        Self::with_names(settings, &[])
    }

    /// The same, with a table of names that comes with the data.
    pub(crate) fn with_names(settings: &Settings, tables: &[Table]) -> Result<Self> {
        let mut all = tables.to_vec();
        for path in &settings.names.value {
            all.push(read_names(path)?);
        }
        let sources = pack_sources(settings.packs.value.as_deref())?;
        let limits = Limits { max_page_bytes: settings.max_page_bytes.value, ..Limits::default() };
        Ok(Self {
            packs: Packs::with_names(&sources, &all).context("load packs and names")?,
            workers: Workers::new(settings.jobs.value)?,
            limits,
            offsets: settings.offsets.value,
            ui: settings.ui.value,
        })
    }
}

/// Returns the inputs that the arguments name.
pub(crate) fn inputs(args: &InputArgs) -> Result<Vec<Input>> {
    let manifests = args.manifest.iter().cloned().map(Input::Manifest);
    let inputs: Vec<Input> = manifests.chain(args.paths.iter().cloned().map(Input::of_argument)).collect();
    if inputs.is_empty() {
        bail!("no input: name files or folders, or - for standard input, or --manifest FILE");
    }
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        bail!("standard input (-) can be read once only");
    }
    Ok(inputs)
}

/// Returns the packs of a folder, or the built-in ones.
pub(crate) fn pack_sources(folder: Option<&Path>) -> Result<Vec<PackSource>> {
    match folder {
        None => Ok(PackSource::embedded()?),
        Some(folder) => pack_folders(folder)?.iter().map(|path| Ok(PackSource::from_dir(path)?)).collect(),
    }
}

/// Returns the packs in a folder: the folder itself, or those of its folders that hold a `pack.toml`, by name.
pub(crate) fn pack_folders(folder: &Path) -> Result<Vec<PathBuf>> {
    if folder.join("pack.toml").is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("read packs from {}", folder.display()))?;
    let mut packs = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("read packs from {}", folder.display()))?.path();
        if path.join("pack.toml").is_file() {
            packs.push(path);
        }
    }
    packs.sort();
    if packs.is_empty() {
        bail!("no packs in {}: a pack is a folder with a pack.toml", folder.display());
    }
    Ok(packs)
}

fn read_names(path: &Path) -> Result<Table> {
    let failed = || format!("read names from {}", path.display());
    let text = std::fs::read_to_string(path).with_context(failed)?;
    let name = path.display().to_string();
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return Ok(Table::parse_open(&name, &text)?);
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_reader(text.as_bytes());
    let columns = reader.headers().with_context(failed)?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.with_context(failed)?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((usize::try_from(line).unwrap_or(0), record.iter().map(str::to_owned).collect()));
    }
    Ok(Table::of_rows(&name, columns, rows)?)
}
