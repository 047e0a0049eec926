//! Files of gold: JSON Lines and tables, packed or not.

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Returns the file of this name, or the packed one where only that is there.
pub(crate) fn either(folder: &Path, name: &str) -> PathBuf {
    let packed = folder.join(format!("{name}.gz"));
    let plain = folder.join(name);
    if plain.exists() || !packed.exists() { plain } else { packed }
}

/// Opens a file of text, unpacked where its name says that it is packed.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("read {}", path.display()))?;
    let is_packed = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn Read> = if is_packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(Box::new(BufReader::new(reader)))
}

/// Reads a file whole.
pub(crate) fn text(path: &Path) -> Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text).with_context(|| format!("read {}", path.display()))?;
    Ok(text)
}

/// Reads a value from each line that is not empty.
pub(crate) fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let mut values = Vec::new();
    for (at, line) in open(path)?.lines().enumerate() {
        let place = || format!("read line {} of {}", at + 1, path.display());
        let line = line.with_context(place)?;
        if !line.trim().is_empty() {
            values.push(serde_json::from_str(&line).with_context(place)?);
        }
    }
    Ok(values)
}
