//! Pages: one input as it came.

use crate::{DocId, Moment};
use serde::{Deserialize, Serialize};

/// One input as it came: bytes, what they are said to be, and where they were read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The given id, or the content id of the bytes.
    pub id: DocId,
    /// The path or address it was read from, as shown to people (`dump.jsonl:12`).
    pub path: String,
    /// The bytes, decompressed but otherwise untouched.
    pub bytes: Vec<u8>,
    /// Markup or text.
    pub kind: PageKind,
    /// The character set named outside the bytes (by an HTTP header), if any.
    pub charset: Option<String>,
    /// What the caller knows about the page.
    pub given: Given,
}

/// What the bytes of a page are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// HTML or XHTML.
    Html,
    /// Text as a crawler left it: no markup, furniture between the lines.
    Text,
    /// The article's text as it stands: nothing is removed, offsets are the caller's own.
    Verbatim,
}

/// What the caller says of a page; it is believed before anything found in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The page's address.
    pub url: Option<String>,
    /// The day or minute of publication.
    pub date: Option<Moment>,
    /// When the page was captured; never taken as the date of publication.
    pub captured: Option<Moment>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// The language, as a BCP 47 tag.
    pub lang: Option<String>,
    /// The headline, where the input carries it apart from the text (a feed item, a JSON record).
    pub title: Option<String>,
}
