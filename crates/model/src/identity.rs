//! Identities: whom a name in one article names, as all articles together tell.

use crate::{DocId, EntityId, Rule, Span};
use serde::{Deserialize, Serialize};

/// Whom an entity of one article is among all articles, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// The article.
    pub article: DocId,
    /// The id that the article alone gives it.
    pub was: EntityId,
    /// Whom it is; another article may have given this id first.
    pub entity: EntityId,
    /// What to call it.
    pub name: String,
    /// What joined or parted it.
    pub rule: Rule,
    /// Where the article names it most fully.
    pub span: Span,
    /// The article and the place there that it was compared with.
    pub like: Option<(DocId, Span)>,
    /// What speaks for it: `office foreign-minister`, `country rus`, `company e-…`; sorted.
    pub because: Vec<String>,
}
