//! Articles: what a page says, without its furniture.

use crate::{Confidence, DocId, Moment, Note, Parts, Span};
use serde::{Deserialize, Serialize};

/// A half-open byte range into the page's bytes as decoded text.
pub type SourceRange = [u32; 2];

/// What a page says: its text without furniture, and what is known about it.
///
/// The title is not part of the text. Blocks are joined by `\n` and cover the text in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The page's id.
    pub id: DocId,
    /// Where the page was read from.
    pub path: String,
    /// The page's address.
    pub url: Option<String>,
    /// The address that the page calls its own.
    pub canonical_url: Option<String>,
    /// Who published it.
    pub outlet: Outlet,
    /// The headline, without the outlet's name.
    pub title: Option<String>,
    /// The line under the headline.
    pub subtitle: Option<String>,
    /// Persons named in the byline; desks are left out.
    pub authors: Vec<String>,
    /// Agencies credited in the byline, a credit line or the dateline.
    pub agencies: Vec<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// What the date rests on.
    pub date_basis: DateBasis,
    /// When it was changed last.
    pub modified: Option<Moment>,
    /// The place named before the first sentence (`सियोल:`).
    pub dateline: Option<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// Tags set by the outlet.
    pub tags: Vec<String>,
    /// The language of the body, as a BCP 47 tag; `und` where nobody can tell.
    pub lang: String,
    /// How sure the language is.
    pub lang_confidence: Confidence,
    /// What kind of page it is; nothing where nobody judged, as with text without markup.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// The text: all spans point into it.
    pub text: String,
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// What was set aside, and why.
    pub furniture: Vec<Furniture>,
    /// What the parts rest on, and the lesser parts.
    #[serde(default)]
    pub parts: Parts,
    /// What a reader may want to know.
    pub notes: Vec<Note>,
}

impl Article {
    /// Returns a text in a language as an article of which nothing else is known; each line that is not blank is a
    /// paragraph.
    pub fn of_text(id: DocId, text: &str, lang: &str) -> Self {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let span = Span::new(start, start + line.len());
            if !line.trim().is_empty() {
                blocks.push(Block { kind: BlockKind::Paragraph, span, source: None });
            }
            start += line.len() + 1;
        }
        Self {
            id,
            path: String::new(),
            url: None,
            canonical_url: None,
            outlet: Outlet::default(),
            title: None,
            subtitle: None,
            authors: Vec::new(),
            agencies: Vec::new(),
            date: None,
            date_basis: DateBasis::None,
            modified: None,
            dateline: None,
            section: None,
            tags: Vec::new(),
            lang: lang.to_owned(),
            lang_confidence: Confidence::SURE,
            verdict: None,
            text: text.to_owned(),
            blocks,
            furniture: Vec::new(),
            parts: Parts::default(),
            notes: Vec::new(),
        }
    }
}

/// Who published a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Outlet {
    /// The name as the outlet prints it.
    pub name: Option<String>,
    /// The registrable host, without `www.`.
    pub domain: Option<String>,
    /// The country, as an ISO 3166 code.
    pub country: Option<String>,
}

impl Outlet {
    /// Returns what to call the outlet: its name, else its host, else `None`.
    pub fn label(&self) -> Option<&str> {
        self.name.as_deref().or(self.domain.as_deref())
    }
}

/// What a publication date rests on, from the strongest to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateBasis {
    /// The caller gave it.
    Given,
    /// JSON-LD `datePublished`.
    JsonLd,
    /// A meta element such as `article:published_time`.
    Meta,
    /// A `time` element in the header of the article.
    TimeElement,
    /// A visible line.
    Text,
    /// The page's address.
    Url,
    /// The dateline.
    Dateline,
    /// Nothing: there is no date.
    #[default]
    None,
}

/// What a page is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What kind of page it is.
    pub kind: VerdictKind,
    /// How likely it is that the page is an article at all, of whatever kind.
    pub probability: Confidence,
}

/// A kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum VerdictKind {
    /// One text with a beginning and an end.
    Article,
    /// A report that grows entry by entry.
    LiveBlog,
    /// The beginning of an article whose rest has to be paid for.
    PaywallStub,
    /// A list of other pages.
    Listing,
    /// Nothing of the above: an offer, a manual, a board, a tool.
    Other,
}

/// One block of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    #[serde(flatten)]
    pub span: Span,
    /// Where it stood in the page.
    pub source: Option<SourceRange>,
}

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockKind {
    /// The line under the headline, where it stands in the body.
    Subtitle,
    /// Running text.
    Paragraph,
    /// A heading inside the body.
    Heading,
    /// A quotation set apart.
    Quote,
    /// A list item.
    List,
    /// A picture's caption.
    Caption,
    /// A row of a table.
    Table,
    /// An entry of a live blog.
    LiveEntry,
}

/// A passage of the page that is not part of the article, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// What it says.
    pub text: String,
    /// Where it stood in the page.
    pub source: Option<SourceRange>,
}

/// What a passage outside the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FurnitureKind {
    /// Navigation.
    Menu,
    /// A headline or teaser of another article.
    Related,
    /// An advertisement or its label.
    Ad,
    /// A box about the author.
    AuthorBox,
    /// Names of the people and desks who made the page, and its dates.
    Byline,
    /// Tags and topics.
    Tags,
    /// Buttons to pass the page on.
    Share,
    /// Comments of readers.
    Comments,
    /// An offer to subscribe.
    Subscription,
    /// A ticker of headlines.
    Ticker,
    /// A notice of rights.
    Copyright,
    /// A notice about cookies.
    Cookie,
    /// The headline again.
    Title,
    /// Widgets, loading marks and other leftovers.
    Widget,
    /// Nothing of the above.
    Other,
}
