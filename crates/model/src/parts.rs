//! What the parts of an article rest on, and the parts that few readers ask for.

use crate::{SourceRange, Span};
use serde::{Deserialize, Serialize};

/// What the title and the names of an article rest on, its other addresses, its pictures and its links.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// What the title rests on.
    pub title_basis: TitleBasis,
    /// Everyone whom the page names as having made it, desks and outlets too.
    pub makers: Vec<Maker>,
    /// The sections that it stands in, the widest first.
    pub section_path: Vec<String>,
    /// The address of the page's AMP version.
    pub amp_url: Option<String>,
    /// The pictures of the article.
    pub images: Vec<Image>,
    /// The links in the article's text.
    pub links: Vec<Link>,
}

/// What a title rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TitleBasis {
    /// The caller gave it.
    Given,
    /// A heading of the page.
    Heading,
    /// JSON-LD `headline`.
    JsonLd,
    /// A meta element such as `og:title`.
    Meta,
    /// The title element.
    TitleElement,
    /// A visible line.
    Text,
    /// Nothing: there is no title.
    #[default]
    None,
}

/// Someone who is said to have made a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    /// The name as the page gives it.
    pub name: String,
    /// What it names.
    pub kind: MakerKind,
    /// What they did.
    pub role: MakerRole,
    /// Where the page says so.
    pub basis: MakerBasis,
}

/// What the name of a maker names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MakerKind {
    /// A person.
    Person,
    /// A news agency.
    Agency,
    /// A desk or the staff.
    Desk,
    /// An outlet or another organisation.
    Organisation,
}

/// What a maker did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MakerRole {
    /// Wrote it.
    Author,
    /// Edited it.
    Editor,
    /// Is credited as a source.
    Credit,
}

/// Where a page names a maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MakerBasis {
    /// JSON-LD.
    JsonLd,
    /// A meta element such as `author`.
    Meta,
    /// An element that is marked as the byline.
    Markup,
    /// A visible line.
    Text,
    /// The dateline or the credit that closes the text.
    Body,
}

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its address, as the page gives it.
    pub url: String,
    /// Its caption.
    pub caption: Option<String>,
    /// What the page shows where the picture cannot be seen.
    pub alt: Option<String>,
    /// Where it stood in the page; nothing where only metadata name it.
    pub source: Option<SourceRange>,
}

/// A link in the text of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address, as the page gives it.
    pub url: String,
    /// Where its words stand in the text.
    #[serde(flatten)]
    pub span: Span,
}
