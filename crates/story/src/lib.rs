//! Groups documents: which print the same copy, which tell of one happening, which belong to one long matter.
//!
//! [`group()`] takes documents of any language and returns a [`model::Grouping`]; [`copies()`] finds near-copies
//! alone. Both are pure: the order in which documents come in changes nothing.
//!
//! A library that grows need not read its documents again: it keeps the [`Outline`] of each and the [`Frequencies`]
//! of all, asks [`Kin`] which articles a new one may belong with, and gives what it weighed of
//! their outlines to [`group_weighed`].
//!
//! This crate decides what belongs together and nothing else: it does not compare what the articles claim,
//! and it does not read text again for facts, which `annotate` has found.

#[cfg(test)]
mod built;
mod clusters;
pub mod copies;
pub mod error;
pub mod frequencies;
pub mod grouping;
mod hashes;
pub mod kin;
mod neighbours;
pub mod outline;
mod packed;
mod profile;
mod sets;
pub mod stories;
#[cfg(test)]
mod tests;
pub mod threads;

pub use copies::copies;
pub use error::{Error, Result};
pub use frequencies::Frequencies;
pub use grouping::{Weighed, group, group_outlines, group_weighed};
pub use kin::Kin;
pub use outline::Outline;
