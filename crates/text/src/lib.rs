//! Text without language: scripts, folding, words, sentences, columns.
//!
//! Everything here works on any script and keeps byte offsets into the text as published.
//! It knows no word of any language: marks and abbreviations come in as arguments.

pub mod columns;
pub mod fold;
pub mod quotes;
pub mod script;
pub mod sentences;
pub mod skeleton;
pub mod tokens;

pub use columns::{fit, pad, widest, width, wrap};
pub use fold::fold;
pub use quotes::{QuotePair, quote_pairs};
pub use script::{Script, dominant_script, script_of};
pub use sentences::{SentenceMarks, is_end_mark, sentences};
pub use skeleton::skeleton;
pub use tokens::{Token, TokenKind, Tokens, hash_of};
