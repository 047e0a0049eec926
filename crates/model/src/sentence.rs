//! Sentences.

use crate::Span;
use serde::{Deserialize, Serialize};

/// One sentence of the text. Sentences do not cross blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, end mark included.
    #[serde(flatten)]
    pub span: Span,
}
