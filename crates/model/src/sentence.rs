//! Sentences, and passages in other languages.

use crate::{Confidence, Span};
use serde::{Deserialize, Serialize};

/// One sentence of the text. Sentences do not cross blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, end mark included.
    #[serde(flatten)]
    pub span: Span,
}

/// A quoted passage in another language than its article's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherLanguage {
    /// What stands between the marks.
    #[serde(flatten)]
    pub span: Span,
    /// A BCP 47 tag; `und-Latn` and the like where no more than the script can be told.
    pub lang: String,
    /// How sure it is.
    pub confidence: Confidence,
}
