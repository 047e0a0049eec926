//! Evidence: what a line of a record rests on.

use crate::{DocId, Document, Rule, Span};
use serde::{Deserialize, Serialize};

/// A passage of an article's text that carries a fact, and the rule that read it there.
///
/// The fields are private and [`Evidence::cite`] is the one way to make it, so a passage that does not
/// resolve cannot be cited.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    article: DocId,
    #[serde(flatten)]
    span: Span,
    rule: Rule,
}

impl Evidence {
    /// Cites a passage of a document; `None` when it is empty or does not lie on character boundaries.
    pub fn cite(document: &Document, span: Span, rule: Rule) -> Option<Self> {
        let surface = span.of(&document.article().text)?;
        (!surface.trim().is_empty()).then(|| Self { article: document.article().id.clone(), span, rule })
    }

    /// Returns the id of the article.
    pub fn article(&self) -> &DocId {
        &self.article
    }

    /// Returns where the passage stands in the article's text.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the rule that read the fact there.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }
}
