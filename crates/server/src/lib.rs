//! A library over HTTP: pages for people, JSON for programs.
//!
//! An [`App`] is a library that is served, a [`Door`] is where it is served from, and [`serve`] answers until it is
//! told to stop. A door opens on this machine only, unless a [`Token`] is asked of everybody who comes in.
//!
//! Everything is read from the library when it is asked for, so what another process adds meanwhile is told with the
//! next answer. The one thing that is written are corrections, which are laid over what was read and can be taken back.
//! The server reads no pages, finds nothing in them and words nothing itself: that is for the stages and for `pages`.

mod access;
mod api;
mod app;
mod ask;
mod asked;
mod base64;
mod door;
mod error;
mod headers;
mod limits;
mod listed;
mod logs;
mod metrics;
mod openapi;
mod paths;
mod problem;
mod routes;
mod shelf;
mod stream;
mod web;

pub use access::Token;
pub use app::App;
pub use door::{Door, serve, serve_until};
pub use error::{Error, Result};
pub use limits::Limits;
pub use logs::{LogFormat, log_to_stderr};
pub use openapi::openapi;
