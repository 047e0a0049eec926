//! Errors as programs read them ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)): one table for all.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Everything that can be answered instead of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is nothing at this path.
    NoSuchPath,
    /// There is no article of this id.
    NoSuchArticle,
    /// The path is there, but not for this method.
    Method,
    /// The door asks for a token, and the request has none or a wrong one.
    TokenNeeded,
    /// The request was sent to a name that is not of this machine.
    ForeignHost,
    /// The answer could not be made; this is a fault of the program.
    Internal,
}

impl Problem {
    /// The table: status, stable code, message.
    fn row(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoSuchPath => (
                StatusCode::NOT_FOUND,
                "no-such-path",
                "there is nothing here; see /api/v1/record and /api/v1/articles/{id}",
            ),
            Self::NoSuchArticle => (
                StatusCode::NOT_FOUND,
                "no-such-article",
                "the record rests on no article of this id; its threads list those it rests on",
            ),
            Self::Method => {
                (StatusCode::METHOD_NOT_ALLOWED, "method", "use GET: nothing can be changed here")
            }
            Self::TokenNeeded => (
                StatusCode::UNAUTHORIZED,
                "token-needed",
                "send the token as `Authorization: Bearer TOKEN`, or as password",
            ),
            Self::ForeignHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "foreign-host",
                "ask for this machine by its own name: localhost or 127.0.0.1",
            ),
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", "a fault of the program; please report it")
            }
        }
    }
}

#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: &'static str,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code, detail) = self.row();
        let title = status.canonical_reason().unwrap_or("Error");
        let body = Body { r#type: "about:blank", title, status: status.as_u16(), code, detail };
        // Plain strings always become JSON.
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if self == Self::TokenNeeded {
            let ways = HeaderValue::from_static("Basic realm=\"sutradhar\", charset=\"UTF-8\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, ways);
        }
        response
    }
}
