//! What can go wrong with a library.

use model::DocId;
use std::path::PathBuf;

/// A fault of a library, or of the way it was used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the library could not be used.
    #[error("{action} {}", path.display())]
    Folder {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// There is no library in the folder.
    #[error("open library {}: there is none; `sutradhar add PATH…` makes one", .0.display())]
    Missing(PathBuf),
    /// Somebody else is writing to the library.
    #[error("write to library {}: {holder} is writing to it; wait until it ends, or stop it", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
        /// Who, as its lock file says.
        holder: String,
    },
    /// The file is a database of something else.
    #[error("open library {}: it is a database, but not one of sutradhar", .0.display())]
    Foreign(PathBuf),
    /// The library was written by a newer program.
    #[error("open library {}: it has format {found}, this program knows up to {known}; use a newer one", path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The library was written by an older program and must be brought up to date by a writer.
    #[error("open library {}: it has format {found} of {known}; any `sutradhar add` brings it up to date", path.display())]
    Older {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The page and the document are not of one another.
    #[error("add page {page}: the document is of page {document}")]
    Mismatch {
        /// The page's id.
        page: DocId,
        /// The document's id.
        document: DocId,
    },
    /// The database refused.
    #[error("{action} library")]
    Database {
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Something kept cannot be read back.
    #[error("read {what} of {id} from library")]
    Damaged {
        /// The page or the document.
        what: &'static str,
        /// Of which article.
        id: DocId,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The result of work on a library.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Wraps a fault of the database, keeping its type inside.
    pub(crate) fn database(action: &'static str) -> impl FnOnce(rusqlite::Error) -> Self {
        move |source| Self::Database { action, source: Box::new(source) }
    }

    /// Wraps why something kept cannot be read back.
    pub(crate) fn damaged<E>(what: &'static str, id: &DocId) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let id = id.clone();
        move |source| Self::Damaged { what, id, source: source.into() }
    }
}
