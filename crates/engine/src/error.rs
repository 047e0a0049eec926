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
}

/// The result of a run.
pub type Result<T> = std::result::Result<T, Error>;
