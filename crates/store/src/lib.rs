//! The library: what was read stays, in one SQLite file that people can open.
//!
//! A library is a folder. Its one truth is `library.sqlite`, whose tables are meant to be read by people and by
//! other programs; `docs/library.md` explains them. [`Library`] adds pages with their documents, [`Reader`] gives
//! them back; one process writes at a time, any number read meanwhile.
//!
//! What [`Batch::commit`] acknowledged survives whatever happens to the process, and nothing needs repair
//! afterwards. This crate reads no pages and finds nothing in them: it keeps what it is given.

mod address;
mod check;
mod corrections;
mod desk;
mod entities;
mod envelope;
mod error;
mod grouping;
mod identities;
mod library;
mod lock;
mod packed;
mod parcel;
mod reader;
mod revise;
mod schema;
mod silences;
mod state;
mod stats;
mod tables;
mod texts;
mod threads;

pub use check::{Fault, FaultKind};
pub use desk::{ChangeLine, OutletLine, ThreadLine, ThreadOrder, Whereabouts};
pub use entities::{CompanyLine, EntityCounts, EntityLine, NameLine, PassageLine, Passages};
pub use error::{Error, Result};
pub use grouping::{Featured, Outlined};
pub use identities::Carded;
pub use library::{Added, Batch, Library};
pub use parcel::Parcel;
pub use reader::{Documents, Reader, Revision};
pub use silences::SilentLine;
pub use stats::Stats;
pub use threads::{Former, FormerKind};
