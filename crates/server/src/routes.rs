//! What is answered at which path, and what is true of every answer.

use crate::access::{self, Token};
use crate::ask::{WholePath, link};
use crate::problem::{Kind, Problem};
use crate::{App, api, headers, limits, logs, paths, web};
use axum::Router;
use axum::extract::Request;
use axum::http::header;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::set_header::SetResponseHeaderLayer;

/// Shorter answers are not packed; fonts and pictures are already.
const PACKED: u64 = 256;

/// Returns the whole service; a token is asked for where there is one.
pub(crate) fn router(app: App, token: Option<Token>) -> Router {
    let (api, _) = api::routes().split_for_parts();
    let router = api
        .merge(web::routes())
        .fallback(async || Problem::of(Kind::NoSuchPath))
        .method_not_allowed_fallback(async || Problem::of(Kind::Method))
        .with_state(app.clone())
        .layer(from_fn_with_state(app.clone(), limits::guard))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| {
            let detail = panic.downcast_ref::<&str>().copied().map(str::to_owned);
            let detail = detail.or_else(|| panic.downcast_ref::<String>().cloned());
            tracing::error!(detail, "a handler panicked");
            Problem::of(Kind::Internal).into_response()
        }))
        .layer(from_fn_with_state(token, access::guard))
        .layer(from_fn(name_twin))
        .layer(from_fn(web::for_people))
        .layer(from_fn_with_state(app, logs::record))
        .layer(CompressionLayer::new().compress_when(
            SizeAbove::new(PACKED).and(NotForContentType::IMAGES).and(NotForContentType::const_new("font/")),
        ));
    headers::EVERYWHERE.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::if_not_present(name, value))
    })
}

/// Names the same in the other form: the JSON of a page, the page of a JSON.
async fn name_twin(mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let twin = match paths::json_of(&path) {
        Some(json) => Some((json, "application/json")),
        None => paths::page_of(&path).map(|page| (page, "text/html")),
    };
    request.extensions_mut().insert(WholePath(path));
    let mut response = next.run(request).await;
    let is_there =
        response.status().is_success() || response.status() == axum::http::StatusCode::NOT_MODIFIED;
    if let Some((twin, kind)) = twin.filter(|_| is_there)
        && let Some(link) = link(&twin, "alternate", Some(kind))
    {
        response.headers_mut().append(header::LINK, link);
    }
    response
}
