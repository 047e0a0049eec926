//! The stages wired together.
//!
//! [`pipeline`] names them in order and is the one place where they meet.
//! Around it stand the parts that no stage may know of: threads ([`Workers`]), batches, a guard that turns a
//! fault of a stage into an input set aside, duplicates, and counts.
//! The engine reads no files and prints nothing: pages come in as an iterator, results go out as values.

mod batches;
mod collection;
mod counts;
mod error;
mod guard;
pub mod library;
pub mod pipeline;
mod stage;

pub use batches::{Progress, Workers};
pub use collection::Collection;
pub use error::{Error, Result};
pub use pipeline::{Reading, Setup};
pub use stage::Stage;

/// What comes of one input: a value, or why there is none.
pub type Outcome<T> = std::result::Result<T, model::SetAside>;
