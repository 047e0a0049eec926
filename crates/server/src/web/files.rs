//! What pages load, under names that never mean anything else.

use crate::ask::Id;
use crate::problem::{Kind, Problem};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// Gives styles, scripts and fonts; a browser may keep them for ever.
pub(super) async fn asset(Id(name): Id) -> Response {
    let Some(asset) = pages::assets::find(&name) else {
        return Problem::of(Kind::NoSuchPath).into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, asset.bytes.as_slice()).into_response()
}

/// Asks search engines to stay out: what a desk holds is not for them.
pub(super) async fn robots() -> Response {
    ([(header::CONTENT_TYPE, "text/plain")], "User-agent: *\nDisallow: /\n").into_response()
}
