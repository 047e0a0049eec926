//! Exports: documents, statements, events, claims and stories in the formats that others read.
//!
//! [`write()`] takes what is exported from a [`Source`], one thing at a time, and writes it in a [`Format`].
//! [`Format`] and [`What`] say what goes together; `docs/exports.md` says what each field means.
//! The tables ([`columns`]) are made in one place and written as JSON Lines, CSV, Parquet or XLSX, so that the four
//! never differ in what they say.
//!
//! This crate opens no library and no file of the user, fetches nothing and looks at no clock: the same source gives
//! the same bytes.

mod atom;
mod cell;
mod coding;
mod counts;
mod csv;
mod error;
mod format;
mod ftm;
mod gdelt;
mod jsonl;
mod labels;
mod markdown;
mod parquet;
mod passages;
mod plover;
mod sheet;
mod source;
mod tables;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod xlsx;

pub use cell::{Column, Kind};
pub use counts::Counts;
pub use error::{Error, Result};
pub use format::{Format, UnknownName, What};
pub use labels::Wording;
pub use sheet::write_sheet;
pub use source::{Documents, Fault, Held, Source, Threads};
pub use tables::columns;

use std::io::Write;

/// How an export is written, beside its format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of labels, where a format has any.
    pub wording: Wording,
    /// The address of the server that shows the same library (`https://desk.example`), for links in feeds.
    pub address: Option<String>,
}

/// Writes what a source holds.
///
/// ```
/// use export::{Format, Held, Options, What};
/// let mut out = Vec::new();
/// export::write(Format::Csv, What::Statements, &Held::default(), &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"statement,article,outlet,"));
/// ```
pub fn write(
    format: Format,
    what: What,
    source: &dyn Source,
    options: &Options,
    out: &mut (dyn Write + Send),
) -> Result<Counts> {
    if !format.carries().contains(&what) {
        return Err(Error::Pair { format, what });
    }
    let counts = match format {
        Format::Jsonl => jsonl::write(what, source, out),
        Format::Csv => csv::write(what, source, out),
        Format::Plover => plover::write(source, out),
        Format::Gdelt if what == What::EventMentions => gdelt::write_mentions(source, out),
        Format::Gdelt => gdelt::write_events(source, out),
        Format::Parquet => parquet::write(what, source, out),
        Format::Xlsx => xlsx::write(what, source, out),
        Format::Ftm => ftm::write(what, source, out),
        Format::Atom => atom::write(what, source, options, out),
        Format::Md => markdown::write(what, source, options.wording, out),
    }?;
    out.flush()?;
    Ok(counts)
}
