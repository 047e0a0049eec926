//! What the server answers over a small library, asked by a plain TCP client.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

mod api;
mod described;
mod desk;
mod doors;
mod web;
