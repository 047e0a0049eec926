//! What can be wrong with a pack.

/// A fault in a language pack or in a file of names.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row or a key that cannot be right.
    #[error("read {file}: line {line}: {what}")]
    Row {
        /// The file, from the packs' folder on.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what was expected.
        what: String,
    },
    /// A file that must be there and is not.
    #[error("read pack {pack}: {file} is missing")]
    Missing {
        /// The pack's folder.
        pack: String,
        /// The file.
        file: String,
    },
    /// A pack that builds on one that is not there, or on itself.
    #[error("read pack {pack}: its parent {parent} is not among the packs, or builds on it")]
    Parent {
        /// The pack's folder.
        pack: String,
        /// The parent it names.
        parent: String,
    },
    /// A file or folder that cannot be read.
    #[error("read {path}")]
    Io {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Error {
    /// Returns the error about one line of a file.
    pub fn row(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self::Row { file: file.to_owned(), line, what: what.into() }
    }
}

/// The result of reading a pack.
pub type Result<T> = std::result::Result<T, Error>;
