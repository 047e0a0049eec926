//! Bad files for scale tests: what a real crawl also holds.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::chance::{Chance, hash};
use crate::page::encode;

/// Which kinds are wanted besides the usual ones.
pub(crate) struct Kinds {
    pub(crate) huge: bool,
}

/// How a file in the place of a page is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Empty,
    Binary,
    /// Cut inside a letter, halfway through the page.
    Truncated,
    /// Declared as UTF-8 and encoded as UTF-16 without a mark.
    WrongCharset,
    /// A hundred thousand open elements.
    Nested,
    /// A gigabyte of zeros in a small gzip file.
    Bomb,
    /// Two hundred megabytes.
    Huge,
}

/// The kinds that come again and again; a bomb and a huge page come once.
const USUAL: [Kind; 5] = [Kind::Empty, Kind::Binary, Kind::Truncated, Kind::WrongCharset, Kind::Nested];

const DEPTH: usize = 100_000;
const BOMB: usize = 1 << 30;
const HUGE: usize = 200 << 20;

/// Returns which of `count` pages are bad: one in a hundred, but at least one of each kind.
pub(crate) fn plan(count: usize, kinds: &Kinds) -> BTreeMap<usize, Kind> {
    let mut wanted: Vec<Kind> = USUAL.to_vec();
    wanted.push(Kind::Bomb);
    if kinds.huge {
        wanted.push(Kind::Huge);
    }
    wanted.extend(USUAL.iter().cycle().take((count / 100).saturating_sub(wanted.len())));
    wanted.truncate(count);
    let total = wanted.len();
    wanted.into_iter().enumerate().map(|(at, kind)| ((2 * at + 1) * count / (2 * total), kind)).collect()
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::Truncated => "truncated",
            Self::WrongCharset => "wrong-charset",
            Self::Nested => "nested",
            Self::Bomb => "bomb",
            Self::Huge => "huge",
        }
    }

    pub(crate) fn extension(self) -> &'static str {
        if self == Self::Bomb { "html.gz" } else { "html" }
    }

    /// Writes a file of this kind in the place of a page.
    pub(crate) fn write(self, path: &Path, page: &str) -> Result<()> {
        match self {
            Self::Bomb => bomb(path, BOMB),
            Self::Huge => huge(path, page, HUGE),
            _ => Ok(fs::write(path, self.bytes(page)?)?),
        }
    }

    fn bytes(self, page: &str) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Binary => binary(hash(page)),
            Self::Truncated => {
                let half = (page.len() / 2..page.len()).find(|&at| !page.is_char_boundary(at));
                page.as_bytes()[..half.unwrap_or(page.len() / 2)].to_vec()
            }
            Self::WrongCharset => encode(page, "utf-16le")?[2..].to_vec(),
            Self::Nested => {
                let (open, close) = ("<div>".repeat(DEPTH), "</div>".repeat(DEPTH));
                format!("<!DOCTYPE html>\n<html><body>{open}x{close}</body></html>\n").into_bytes()
            }
            Self::Empty | Self::Bomb | Self::Huge => Vec::new(),
        })
    }
}

/// Returns 64 kB that open like a picture.
fn binary(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((0..8_192).flat_map(|_| chance.next().to_le_bytes()));
    bytes
}

fn bomb(path: &Path, size: usize) -> Result<()> {
    let mut gzip = GzEncoder::new(File::create(path)?, Compression::default());
    let zeros = vec![0; 1 << 20];
    for _ in 0..size / zeros.len() {
        gzip.write_all(&zeros)?;
    }
    gzip.finish()?;
    Ok(())
}

/// Writes a page whose body goes on until it has the size.
fn huge(path: &Path, page: &str, size: usize) -> Result<()> {
    let middle = page.find("<p").context("find a paragraph to repeat")?;
    let (head, body) = page.split_at(middle);
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(head.as_bytes())?;
    for _ in 0..size / body.len() {
        file.write_all(body.as_bytes())?;
    }
    file.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_in_a_hundred_is_bad_and_each_kind_comes() {
        let plan_of = |count, huge| plan(count, &Kinds { huge });
        assert_eq!(plan_of(5_000, false).len(), 50);
        let small = plan_of(100, true);
        assert_eq!(small.len(), 7);
        assert!(small.values().any(|&kind| kind == Kind::Huge));
        assert!(small.keys().all(|&at| at < 100));
        assert_eq!(plan_of(2, false).len(), 2);
    }

    #[test]
    fn a_truncated_page_is_not_utf_8_any_more() {
        let bytes = Kind::Truncated.bytes(&"<p>पुल ढहा</p>".repeat(9)).unwrap();
        assert!(std::str::from_utf8(&bytes).is_err());
        assert!(Kind::Empty.bytes("x").unwrap().is_empty());
        assert!(Kind::Nested.bytes("x").unwrap().len() > 11 * DEPTH);
    }
}
