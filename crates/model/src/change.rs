//! Changes: what is new in a thread since its record was drawn up last.

use crate::{ClaimId, DocId, StoryId};
use serde::{Deserialize, Serialize};

/// Something new in a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The story that is new.
    pub story: Option<StoryId>,
    /// The article that is new.
    pub article: Option<DocId>,
    /// The claim that changed.
    pub claim: Option<ClaimId>,
    /// What it was before.
    pub from: Option<String>,
    /// What it is now.
    pub to: Option<String>,
}

/// What kind of change it is; the weightiest for a reader first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// A claim stands otherwise: single, corroborated, disputed, revised, denied.
    SupportChanged,
    /// A claim has a new value.
    NewValue,
    /// A claim has a new origin.
    NewOrigin,
    /// Somebody leaves a claim out.
    NewSilence,
    /// The thread is new.
    NewThread,
    /// A story is new.
    NewStory,
    /// A claim is new.
    NewClaim,
    /// A claim is no longer made.
    GoneClaim,
    /// An article is new.
    NewArticle,
}

impl ChangeKind {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::SupportChanged => "support-changed",
            Self::NewValue => "new-value",
            Self::NewOrigin => "new-origin",
            Self::NewSilence => "new-silence",
            Self::NewThread => "new-thread",
            Self::NewStory => "new-story",
            Self::NewClaim => "new-claim",
            Self::GoneClaim => "gone-claim",
            Self::NewArticle => "new-article",
        }
    }
}
