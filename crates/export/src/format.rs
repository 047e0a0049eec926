//! Formats, what there is to export, and which go together.

use std::{fmt, str::FromStr};

/// A format that others read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// JSON Lines.
    Jsonl,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Parquet.
    Parquet,
    /// A workbook for spreadsheet programs.
    Xlsx,
    /// PLOVER event records, JSON Lines.
    Plover,
    /// Tables as GDELT 2.0 has them, tab-separated.
    Gdelt,
    /// FollowTheMoney entities, JSON Lines.
    Ftm,
    /// An Atom feed.
    Atom,
    /// Markdown with footnotes.
    Md,
}

/// What there is to export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum What {
    /// Articles with everything found in them.
    Documents,
    /// Who said what.
    Statements,
    /// What happened, as each article tells it.
    Events,
    /// Where each event is told; only GDELT keeps the two apart.
    EventMentions,
    /// What is claimed, across articles.
    Claims,
    /// Every passage that carries a claim.
    Supports,
    /// Articles on one happening.
    Stories,
}

use What::{Claims, Documents, EventMentions, Events, Statements, Stories, Supports};

/// What a table can hold.
const TABLES: &[What] = &[Documents, Statements, Events, Claims, Supports, Stories];

/// One line a format: its name, the ending of its files, its media type, and what it carries, the usual thing first.
const FORMATS: &[(Format, &str, &str, &str, &[What])] = &[
    (Format::Jsonl, "jsonl", "jsonl", "application/jsonl", TABLES),
    (Format::Csv, "csv", "csv", "text/csv; charset=utf-8; header=present", TABLES),
    (Format::Parquet, "parquet", "parquet", "application/vnd.apache.parquet", TABLES),
    (
        Format::Xlsx,
        "xlsx",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        TABLES,
    ),
    (Format::Plover, "plover", "jsonl", "application/jsonl", &[Events]),
    (Format::Gdelt, "gdelt", "tsv", "text/tab-separated-values; charset=utf-8", &[Events, EventMentions]),
    (Format::Ftm, "ftm", "ftm.jsonl", "application/jsonl", &[Documents, Statements, Events]),
    (Format::Atom, "atom", "atom", "application/atom+xml; charset=utf-8", &[Claims, Stories]),
    (Format::Md, "md", "md", "text/markdown; charset=utf-8", &[Stories, Claims]),
];

const WHATS: &[(What, &str)] = &[
    (Documents, "documents"),
    (Statements, "statements"),
    (Events, "events"),
    (EventMentions, "event-mentions"),
    (Claims, "claims"),
    (Supports, "supports"),
    (Stories, "stories"),
];

impl Format {
    /// Returns every format, in reading order.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        FORMATS.iter().map(|line| line.0)
    }

    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        self.line().1
    }

    /// Returns the usual ending of a file, without the dot.
    pub fn extension(self) -> &'static str {
        self.line().2
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        self.line().3
    }

    /// Tells whether the format is for programs only: its bytes are no text.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Parquet | Self::Xlsx)
    }

    /// Returns what the format can carry; the first is what it usually carries.
    pub fn carries(self) -> &'static [What] {
        self.line().4
    }

    /// Returns what is exported where the user says nothing.
    pub fn usual(self) -> What {
        self.carries().first().copied().unwrap_or(Documents)
    }

    fn line(self) -> &'static (Format, &'static str, &'static str, &'static str, &'static [What]) {
        // A test holds that every format has its line.
        FORMATS.iter().find(|line| line.0 == self).unwrap_or(&FORMATS[0])
    }
}

impl What {
    /// Returns everything there is to export, in reading order.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        WHATS.iter().map(|line| line.0)
    }

    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        WHATS.iter().find(|line| line.0 == self).map_or("", |line| line.1)
    }

    /// Returns the formats that can carry it.
    pub fn formats(self) -> impl Iterator<Item = Format> {
        Format::all().filter(move |format| format.carries().contains(&self))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is none of those there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no {kind} {name:?}: there are {known}")]
pub struct UnknownName {
    kind: &'static str,
    name: String,
    known: String,
}

impl FromStr for Format {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        find("format", name, Self::all())
    }
}

impl FromStr for What {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        find("kind of thing", name, Self::all())
    }
}

fn find<T: fmt::Display>(
    kind: &'static str,
    name: &str,
    mut all: impl Iterator<Item = T> + Clone,
) -> Result<T, UnknownName> {
    let known = all.clone();
    all.find(|one| one.to_string() == name).ok_or_else(|| UnknownName {
        kind,
        name: name.to_owned(),
        known: known.map(|one| one.to_string()).collect::<Vec<_>>().join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_every_format_has_its_line() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(format.line().0, format);
            assert!(format.carries().contains(&format.usual()));
        }
        for what in What::all() {
            assert_eq!(what.name().parse(), Ok(what));
            assert!(what.formats().next().is_some(), "{what}");
        }
        let error = "doc".parse::<Format>().unwrap_err().to_string();
        assert!(error.starts_with("no format \"doc\": there are jsonl, csv"), "{error}");
    }

    #[test]
    fn a_pair_that_does_not_go_together_says_what_does() {
        let error = crate::Error::Pair { format: Format::Plover, what: What::Claims }.to_string();
        assert!(
            error.starts_with(
                "export claims as plover: that format carries events; claims go into jsonl, csv"
            )
        );
    }
}
