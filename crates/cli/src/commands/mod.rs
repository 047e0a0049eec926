//! The commands, one module each.

pub(crate) mod add;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod eval;
pub(crate) mod export;
pub(crate) mod library;
pub(crate) mod lines;
pub(crate) mod names;
pub(crate) mod pack;
pub(crate) mod read;
pub(crate) mod schema;
pub(crate) mod serve;
mod summary;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Done.
    Done,
    /// Done, and what was asked about holds: a fault was found, a floor was not reached.
    Holds,
    /// Nothing could be used.
    Nothing,
}

impl Status {
    /// Returns the exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Holds => 1,
            Self::Nothing => 2,
        }
    }
}
