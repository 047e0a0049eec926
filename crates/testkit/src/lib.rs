//! Literate test cases: Markdown that people read and the program holds.
//!
//! A case is a heading, a sentence that says what should happen, a text, and the facts that should be found in it:
//!
//! ````markdown
//! ## A statement that came through two agencies
//!
//! The chain starts at the origin; the outlet is left out of it.
//!
//! ```en date=2031-05-04 agency="Lok Samachar"
//! Orbis, citing the ministry, said the dam is safe.
//! ```
//!
//! ```expect
//! statement "the dam is safe" mode=indirect chain="the ministry > Orbis > Lok Samachar"   # two relays
//! none quantity
//! ```
//! ````
//!
//! An expect block lists **all** facts of the kinds it names, in text order, and of each the keys that matter;
//! `?` stands for what nobody can tell. [`run`] compares and, when asked to, rewrites the expectations.
//! This crate finds no facts itself: the caller makes the document.

mod case;
mod error;
mod facts;
mod line;
mod runner;

pub use case::{Case, Input, cases};
pub use error::{Error, Result};
pub use facts::{Fact, KINDS, Value, facts};
pub use line::Line;
pub use runner::{BLESS, Report, check, run};
