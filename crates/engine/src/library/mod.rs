//! The stages over a library: pages go in, articles are grouped and the records of their threads drawn up,
//! corrections are laid over them, and everything is read again when packs or rules change.
//!
//! What was added is safe before it is grouped. Articles that wait for their place are *pending*, and any run of
//! [`group()`] places them, so a run that was stopped in the middle leaves nothing to repair.

pub mod adding;
pub mod corrections;
pub mod grouping;
mod identifying;
pub mod indexing;
mod moves;
mod reading;
pub mod refresh;
mod selection;
mod settling;

pub use adding::{Kept, add};
pub use corrections::{Overlay, correct, undo};
pub use grouping::{Regrouped, Step, group};
pub use indexing::{index, index_folder};
pub use reading::reading;
pub use refresh::{Refreshed, refresh};
pub use settling::settle;
