//! The library as pages for people: each is filled from the library into a view of `pages`.

mod admin;
mod around;
mod desk;
mod files;
mod search;
mod thread;
mod visit;

pub(crate) use around::{Cited, names_of};
pub(crate) use thread::countries;
pub(crate) use visit::{for_people, look_of};

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
        .route("/admin", get(admin::admin))
        .route("/corrections", post(corrections::correct))
        .route("/corrections/{id}/undo", post(corrections::undo))
        .route("/admin/corrections/{id}/undo", post(corrections::undo))
        .route("/assets/{name}", get(files::asset))
        .route("/robots.txt", get(files::robots))
}
