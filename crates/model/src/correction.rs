//! Corrections: what a person knows better, laid over what was read and never in its place.

use crate::{ClaimId, DocId, EntityId, Span, ThreadId};
use serde::{Deserialize, Serialize};

/// A correction with who made it, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its number in the library, from 1, in the order they were made.
    pub id: u64,
    /// What it sets right.
    #[serde(flatten)]
    pub fix: Fix,
    /// Who made it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When, in UTC.
    pub at: String,
    /// Who took it back, where somebody did.
    pub undone: Option<Undone>,
}

/// Who took a correction back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Who.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When, in UTC.
    pub at: String,
}

/// What a correction sets right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fix {
    /// Two entities are one.
    MergeEntities {
        /// The one that is no other.
        entity: EntityId,
        /// The one it is.
        into: EntityId,
    },
    /// In one article the name means somebody else: a namesake.
    SplitEntity {
        /// Whom it does not name.
        entity: EntityId,
        /// Where.
        article: DocId,
    },
    /// An article belongs to another matter.
    MoveArticle {
        /// The article.
        article: DocId,
        /// The thread it belongs to; `None` where it belongs to none of them.
        thread: Option<ThreadId>,
    },
    /// A statement was put in the wrong mouth.
    Speaker {
        /// The article.
        article: DocId,
        /// Where the statement stands in its text.
        #[serde(flatten)]
        span: Span,
        /// Who said it; `None` where that cannot be told.
        speaker: Option<String>,
        /// Whom that names, where known.
        entity: Option<EntityId>,
    },
    /// A remark on a claim, shown beside it.
    Remark {
        /// The claim.
        claim: ClaimId,
    },
}

impl Fix {
    /// Returns the stable name.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MergeEntities { .. } => "merge-entities",
            Self::SplitEntity { .. } => "split-entity",
            Self::MoveArticle { .. } => "move-article",
            Self::Speaker { .. } => "speaker",
            Self::Remark { .. } => "remark",
        }
    }

    /// Returns the entity that a namesake gets where an entity is split off in an article.
    pub fn namesake(entity: &EntityId, article: &DocId) -> EntityId {
        EntityId::of(&["namesake", entity.as_str(), article.as_str()])
    }
}
