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
mod envelope;
mod error;
mod library;
mod lock;
mod packed;
mod reader;
mod revise;
mod schema;
mod stats;
mod tables;

pub use check::{Fault, FaultKind};
pub use error::{Error, Result};
pub use library::{Added, Batch, Library};
pub use reader::{Documents, Reader, Revision};
pub use stats::Stats;
