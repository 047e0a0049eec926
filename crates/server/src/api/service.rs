//! The server itself: whether it lives, what it counted, and how it is asked.

use crate::app::App;
use crate::ask::{Ask, json_of};
use crate::metrics::Figure;
use crate::openapi;
use crate::problem::{Kind, ProblemLine};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::LazyLock;
use std::sync::atomic::Ordering;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(description)).routes(routes!(problems))
}

/// Returns what stands outside the versioned paths.
pub(super) fn outside() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(health)).routes(routes!(metrics))
}

/// That the server lives.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    /// `ok`.
    status: &'static str,
    /// The version of the program.
    version: &'static str,
}

/// Tells that the server lives; nobody is asked for a token here.
#[utoipa::path(
    get, path = "/healthz", tag = "server",
    responses((status = 200, description = "it lives", body = Health)),
)]
async fn health() -> Response {
    json_of(&Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// Gives what is counted, in the text format of Prometheus.
#[utoipa::path(
    get, path = "/metrics", tag = "server",
    responses((status = 200, description = "the counts", body = String, content_type = "text/plain; version=0.0.4")),
)]
async fn metrics(ask: Ask) -> Response {
    let shelf = ask.app.shelf();
    let counts = shelf.read(|view| {
        let reader = view.reader;
        Ok((view.generation, reader.articles()?, reader.pending_count()?))
    });
    let (generation, articles, pending) = match counts.await {
        Ok(counts) => counts,
        Err(instead) => return instead.into_response(),
    };
    let figure = |name, kind, help, value| Figure { name, kind, help, value };
    let text = ask.app.metrics().write(&[
        figure("library_generation", "gauge", "How often the library was changed.", generation),
        figure("library_articles", "gauge", "Articles in the library.", articles),
        figure("library_pending_articles", "gauge", "Articles that wait to be grouped.", pending),
        figure(
            "cache_hits_total",
            "counter",
            "What was found in memory.",
            shelf.hits.load(Ordering::Relaxed),
        ),
        figure("cache_misses_total", "counter", "What was read anew.", shelf.misses.load(Ordering::Relaxed)),
    ]);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// Describes all paths in OpenAPI 3.1.
#[utoipa::path(
    get, path = "/openapi.json", tag = "server",
    responses((status = 200, description = "the description", body = Object)),
)]
async fn description(State(_): State<App>) -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(openapi::openapi);
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

/// Lists the problems that may be answered.
#[utoipa::path(
    get, path = "/problems", tag = "server",
    responses((status = 200, description = "the table of problems", body = Vec<ProblemLine>)),
)]
async fn problems() -> Response {
    json_of(&Kind::ALL.map(Kind::line))
}
