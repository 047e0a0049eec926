//! The library as JSON, a module a resource; each path stands beside the function that answers it.

mod articles;
pub(crate) mod claims;
pub(crate) mod corrections;
pub(crate) mod entities;
mod exports;
mod matrix;
mod outlets;
mod record;
pub(crate) mod search;
mod service;
pub(crate) mod stories;
mod threads;

use crate::app::App;
use crate::openapi;
use utoipa_axum::router::OpenApiRouter;

/// Returns all paths with their descriptions.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let v1 = OpenApiRouter::new()
        .merge(threads::routes())
        .merge(matrix::routes())
        .merge(exports::routes())
        .merge(stories::routes())
        .merge(claims::routes())
        .merge(entities::routes())
        .merge(articles::routes())
        .merge(search::routes())
        .merge(corrections::routes())
        .merge(outlets::routes())
        .merge(record::routes())
        .merge(service::routes());
    OpenApiRouter::with_openapi(openapi::head()).nest("/api/v1", v1).merge(service::outside())
}
