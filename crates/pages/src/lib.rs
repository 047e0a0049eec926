//! The web pages as HTML, and the styles, fonts and scripts that they name.
//!
//! A page is a function from what it shows and a [`Look`] to a string: it knows neither HTTP nor the library, asks no
//! clock, and gives the same bytes for the same input. Every page is complete without scripts; its address is its state.
//!
//! - [`Look`] says in which language, theme and digits a page is shown, and at which [`Address`] it stands.
//! - [`source::Source`] opens one thread for one reader; the parts in [`parts`] word what stands in it.
//! - [`assets`] are served under names that hold a hash of their bytes, so that a browser may keep them for ever.
//! - [`address`] makes every link. A line of a record links to its passage: `/article/{id}?at={start}-{end}#at`.
//!
//! Words of pages are shown in elements that name their language, and are escaped where they are written: there is no
//! markup of other origin in a page.

pub mod address;
pub mod admin;
pub mod article;
pub mod assets;
pub mod claim;
pub mod coverage;
pub mod dates;
pub mod desk;
pub mod entity;
mod labels;
mod layout;
pub mod look;
pub mod matrix;
pub mod names;
pub mod parts;
pub mod problem;
pub mod search;
pub mod source;
pub mod story;
pub mod thread;
pub mod words;

#[cfg(test)]
mod evidence_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use address::Address;
pub use look::{Digits, Lang, Look, Place, Theme};
pub use names::Names;
pub use source::{Change, ChangeKind, EntityLine, InMemory, Source, Texts};
pub use words::{Marked, Mixed, Named, Quoted, clean, cut};
