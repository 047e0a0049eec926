//! What can be wrong with a file of cases.

use std::path::{Path, PathBuf};

/// A fault in a file of cases.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A line that cannot be right.
    #[error("read {}: line {line}: {what}", path.display())]
    Case {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A file or folder that cannot be read or written.
    #[error("open {}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl Error {
    pub(crate) fn case(path: &Path, line: usize, what: impl Into<String>) -> Self {
        Self::Case { path: path.to_owned(), line, what: what.into() }
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// The result of reading cases.
pub type Result<T> = std::result::Result<T, Error>;
