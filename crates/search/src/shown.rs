//! What is kept beside the index of an entry, so that a hit can be shown without the library.

use model::{ClaimId, DocId, EntityId, Moment, Span, StoryId, ThreadId};
use serde::{Deserialize, Serialize};

/// What kind of thing an entry is, or what a sentence holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// An article: its title and how it begins.
    Article,
    /// A sentence.
    Sentence,
    /// A sentence that reports what somebody said.
    Statement,
    /// A sentence that tells an event.
    Event,
    /// A sentence with an amount.
    Amount,
    /// A claim.
    Claim,
    /// Somebody or something that is named.
    Entity,
}

impl Kind {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Sentence => "sentence",
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Amount => "amount",
            Self::Claim => "claim",
            Self::Entity => "entity",
        }
    }
}

/// An entry as it is kept; short names, because every entry carries them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Shown {
    #[serde(rename = "k")]
    pub(crate) kind: Kind,
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) also: Vec<Kind>,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub(crate) article: Option<DocId>,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(crate) span: Option<Span>,
    #[serde(rename = "t")]
    pub(crate) text: String,
    #[serde(rename = "l")]
    pub(crate) lang: String,
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) chain: Vec<String>,
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(crate) said: Option<Moment>,
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub(crate) happened: Option<Moment>,
    #[serde(rename = "st", default, skip_serializing_if = "Option::is_none")]
    pub(crate) story: Option<StoryId>,
    #[serde(rename = "th", default, skip_serializing_if = "Option::is_none")]
    pub(crate) thread: Option<ThreadId>,
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub(crate) claim: Option<ClaimId>,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<EntityId>,
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub(crate) outlet: Option<String>,
    #[serde(rename = "h1", default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    /// Where in the text entities are named, and which.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mentions: Vec<(u32, u32, EntityId)>,
}
