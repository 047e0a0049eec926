//! Language packs: everything the program knows of languages, as data.
//!
//! A pack is a folder of plain text: `pack.toml` says what it is and which pack it builds on; each other file
//! holds one kind of knowledge. The loader checks every row and names file and line.
//! This crate reads packs and answers look-ups; it finds nothing in articles itself.

pub mod bylines;
pub mod calendar;
pub mod error;
pub mod furniture;
pub mod grammar;
pub mod names;
pub mod packs;
pub mod phrases;
pub mod source;
pub mod table;

pub use bylines::{BylineBook, BylineCue};
pub use calendar::{Calendar, Half};
pub use error::{Error, Result};
pub use furniture::{CuePlace, FurnitureBook, FurnitureCue};
pub use grammar::Grammar;
pub use names::{Known, NameBook, NameHit, TitleSide};
pub use packs::{Pack, PackInfo, Packs};
pub use phrases::Phrases;
pub use source::PackSource;
pub use table::{Row, Table};
