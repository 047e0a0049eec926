//! Marks names in a row of words by what was learned from marked text.
//!
//! A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over hashed features: the words
//! around a place, their beginnings and ends, what a language pack says of them, and how common they are.
//! Nothing here knows a word of any language: words come in as tokens, knowledge of them as [`Hints`], and what was
//! learned as the bytes of a [`Tagger`].

mod chain;
mod features;
mod label;
mod learn;
mod marked;
mod tagger;
mod words;

pub use features::Hints;
pub use label::{Guess, KINDS};
pub use learn::{Example, Settings, learn};
pub use marked::{Marked, marked};
pub use tagger::{Fault, Reading, Room, Tagger};
pub use words::WordTable;
