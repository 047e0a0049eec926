//! The record over HTTP: one page for people, JSON for programs.
//!
//! An [`App`] holds what is served, a [`Door`] is where it is served from, and [`serve`] answers until it is told
//! to stop. A door opens on this machine only, unless a [`Token`] is asked of everybody who comes in.
//!
//! The server shows what it is given and changes nothing. It reads no pages, keeps no library and words nothing:
//! the page for people comes as finished HTML, and no script runs on it.

mod access;
mod app;
mod base64;
mod door;
mod error;
mod headers;
mod problem;
mod routes;

pub use access::Token;
pub use app::App;
pub use door::{Door, serve, serve_until};
pub use error::{Error, Result};
