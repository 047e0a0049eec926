//! What can be wrong with stored outlines and frequencies.

/// A fault in stored bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes were written in another format.
    #[error("read {what}: format {found}, expected {expected}")]
    Format {
        /// What was to be read.
        what: &'static str,
        /// The format of the bytes.
        found: u8,
        /// The format that is known here.
        expected: u8,
    },
    /// The bytes end early, go on too long, or hold what no writer wrote.
    #[error("read {what}: damaged at byte {at}")]
    Damaged {
        /// What was to be read.
        what: &'static str,
        /// Where reading failed.
        at: usize,
    },
}

/// The result of reading stored bytes.
pub type Result<T> = std::result::Result<T, Error>;
