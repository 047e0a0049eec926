//! What can go wrong with an export.

use crate::{Fault, Format, What};
use model::DocId;

/// A fault of an export.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The format has no place for it.
    #[error("export {what} as {format}: that format carries {}; {what} go into {}", names(format.carries()), names(what.formats()))]
    Pair {
        /// The format.
        format: Format,
        /// What was asked for.
        what: What,
    },
    /// The format has no place for rows of words.
    #[error("write a sheet as {0}: only csv and xlsx hold one")]
    Sheet(Format),
    /// The source could not give it.
    #[error("read what is exported")]
    Source(#[source] Fault),
    /// A record cites an article that the source does not hold.
    #[error(
        "export a record: it cites article {0}, which the library does not hold; `sutradhar library check` tells more"
    )]
    Missing(DocId),
    /// The bytes could not be written.
    #[error("write the export")]
    Write(#[from] std::io::Error),
    /// A writer of a file format refused.
    #[error("write the export as {format}")]
    Format {
        /// The format.
        format: Format,
        /// Why.
        source: Fault,
    },
}

/// The result of an export.
pub type Result<T> = std::result::Result<T, Error>;

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.into())
    }
}

fn names<T: ToString>(all: impl IntoIterator<Item = T>) -> String {
    all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}
