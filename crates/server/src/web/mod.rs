//! The library as pages for people: each is filled from the library into a view of `pages`.

mod admin;
mod around;
mod desk;
mod entity;
mod files;
mod search;
mod thread;
mod told;
mod visit;

pub(crate) use around::{Cited, names_of};
pub(crate) use thread::countries;
pub(crate) use visit::{for_people, keep_cookie};

use crate::api::corrections;
use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

/// Returns the pages and what they need.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(desk::desk))
        .route("/search", get(search::search))
        .route("/thread/{id}", get(thread::thread))
        .route("/thread/{id}/matrix", get(thread::matrix))
        .route("/thread/{id}/matrix.csv", get(thread::matrix_csv))
        .route("/thread/{id}/matrix.xlsx", get(thread::matrix_xlsx))
        .route("/thread/{id}/coverage", get(thread::coverage))
        .route("/story/{id}", get(told::story))
        .route("/claim/{id}", get(told::claim))
        .route("/entity/{id}", get(entity::entity))
        .route("/article/{id}", get(told::article))
        .route("/admin", get(admin::admin))
        .route("/corrections", post(corrections::correct))
        .route("/corrections/{id}/undo", post(corrections::undo))
        .route("/admin/corrections/{id}/undo", post(corrections::undo))
        .route("/assets/{name}", get(files::asset))
        .route("/robots.txt", get(files::robots))
}
