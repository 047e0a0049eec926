//! What is answered at which path.

use crate::access::{self, Token};
use crate::{App, headers, problem::Problem};
use axum::Router;
use axum::extract::{Path, State, rejection::PathRejection};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

/// Returns the whole service; a token is asked for where there is one.
pub(crate) fn router(app: App, token: Option<Token>) -> Router {
    let router = Router::new()
        .route("/", get(page))
        .route("/healthz", get(health))
        .route("/api/v1/record", get(record))
        .route("/api/v1/articles/{id}", get(article))
        .fallback(async || Problem::NoSuchPath)
        .method_not_allowed_fallback(async || Problem::Method)
        .with_state(app)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| Problem::Internal.into_response()))
        .layer(from_fn_with_state(token, access::guard));
    headers::EVERYWHERE.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::if_not_present(name, value))
    })
}

/// Shows the record to people.
async fn page(State(app): State<App>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, app.policy()),
    ];
    (headers, app.page()).into_response()
}

/// Tells that the server lives.
async fn health() -> Response {
    (JSON, r#"{"status":"ok"}"#).into_response()
}

/// Gives the record: `record/1`.
async fn record(State(app): State<App>) -> Response {
    (JSON, app.record()).into_response()
}

/// Gives one article with what was found in it: `document/1`.
async fn article(State(app): State<App>, id: Result<Path<String>, PathRejection>) -> Response {
    // A path that is not UTF-8 names no article.
    match id.ok().and_then(|Path(id)| app.document(&id)) {
        Some(Ok(json)) => (JSON, json).into_response(),
        Some(Err(_)) => Problem::Internal.into_response(),
        None => Problem::NoSuchArticle.into_response(),
    }
}
