//! What can go wrong with serving.

use std::net::SocketAddr;

/// A fault that keeps the server from starting or ends it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is not of this machine alone, and no token was given.
    #[error("serve on {0}: others could read it; set a token, or use 127.0.0.1")]
    Open(SocketAddr),
    /// The address could not be taken.
    #[error("listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The token is too easy to guess.
    #[error("take the token: it needs {least} or more printable ASCII characters without spaces")]
    Token {
        /// The least length.
        least: usize,
    },
    /// The library cannot be read.
    #[error("open the library to serve it")]
    Library(#[source] store::Error),
    /// The search index of the library cannot be used.
    #[error("open the search index of the library")]
    Index(#[source] search::Error),
    /// The threads that draw up corrected records cannot be started.
    #[error("start worker threads")]
    Workers(#[source] engine::Error),
    /// The words that say what is logged mean nothing.
    #[error("read log filter {0:?}: use error, warn, info, debug, trace or off, or `target=level,…`")]
    LogFilter(String),
    /// The server could not start or go on.
    #[error("serve")]
    Serve(#[source] std::io::Error),
}

/// The result of serving.
pub type Result<T> = std::result::Result<T, Error>;
