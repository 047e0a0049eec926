//! What can go wrong with a whole run; faults of one page are inputs set aside.

/// A fault that stops a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The threads could not be started.
    #[error("start {jobs} threads")]
    Workers {
        /// How many were asked for.
        jobs: usize,
        /// Why.
        source: rayon::ThreadPoolBuildError,
    },
    /// A stage that sees all documents failed; this is a fault of the program.
    #[error("{stage} the documents: a fault of the program at {detail}; please report it")]
    Internal {
        /// What the stage was doing.
        stage: &'static str,
        /// Where and what.
        detail: String,
    },
    /// The library could not be read or written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The search index could not be read or written.
    #[error(transparent)]
    Search(#[from] search::Error),
    /// What was kept for grouping cannot be read.
    #[error("group the articles of the library; `sutradhar library refresh` draws their outlines again")]
    Outlines(#[from] story::Error),
    /// An article that a table names is not there.
    #[error("read article {0}: the library holds none; see `sutradhar library check`")]
    Gone(model::DocId),
    /// A correction that makes no sense.
    #[error("correct: {0}")]
    Correction(String),
    /// A correction that was not made, or was taken back.
    #[error("undo correction {0}: there is none that stands")]
    NoCorrection(u64),
}

/// The result of a run.
pub type Result<T> = std::result::Result<T, Error>;
