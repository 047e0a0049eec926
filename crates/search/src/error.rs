//! What can go wrong with an index.

use std::path::PathBuf;

/// A fault of an index. The library itself is not touched: an index can be thrown away and made again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the index could not be used.
    #[error("{action} search index {}", path.display())]
    Folder {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Somebody else is writing to the index.
    #[error("write to search index {}: another process is writing to it", .0.display())]
    Busy(PathBuf),
    /// The index refused.
    #[error("{action} search index")]
    Index {
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The result of work on an index.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Wraps a fault of the index, keeping its type inside.
    pub(crate) fn index<E>(action: &'static str) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        move |source| Self::Index { action, source: source.into() }
    }
}
