//! One question to the library and how it is answered: the same question gets the same answer until the library changes.

use crate::app::App;
use crate::asked::Asked;
use crate::listed::{Following, Listed, Part};
use crate::problem::{Instead, Kind, Problem};
use crate::shelf::View;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::convert::Infallible;

/// One question: what is asked, and by whom nothing of it needs to be sent again.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// What is served.
    pub(crate) app: App,
    /// The path as it came.
    pub(crate) path: String,
    /// The parameters.
    pub(crate) asked: Asked,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The query as it came.
    query: Option<String>,
    /// What the answer depends on beside the library.
    more: String,
}

/// The path of a request as it came, before routes took their part of it away.
#[derive(Clone, Debug)]
pub(crate) struct WholePath(pub(crate) String);

impl FromRequestParts<App> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let whole = parts.extensions.get::<WholePath>();
        Ok(Self {
            app: app.clone(),
            path: whole.map_or_else(|| parts.uri.path().to_owned(), |path| path.0.clone()),
            asked: Asked::of(parts.uri.query().unwrap_or_default().as_bytes()),
            headers: parts.headers.clone(),
            query: parts.uri.query().map(str::to_owned),
            more: String::new(),
        })
    }
}

/// The id in a path; one that is no text, or longer than any, is empty and names nothing.
#[derive(Clone, Debug)]
pub(crate) struct Id(pub(crate) String);

/// No id is longer.
const LONGEST_ID: usize = 1_000;

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let id =
            Path::<String>::from_request_parts(parts, state).await.map_or_else(|_| String::new(), |id| id.0);
        Ok(Self(if id.len() <= LONGEST_ID { id } else { String::new() }))
    }
}

/// A value with the name and version of its format in front.
#[derive(Debug, Serialize)]
pub(crate) struct Tagged<T> {
    format: &'static str,
    #[serde(flatten)]
    value: T,
}

impl<T> Tagged<T> {
    /// Returns a value of a format.
    pub(crate) fn new(format: &'static str, value: T) -> Self {
        Self { format, value }
    }
}

impl<T> Following for Tagged<T> {}

/// What was worked out for a question, or that it is still as the asker has it.
enum Worked<T> {
    Still(HeaderValue),
    Made(HeaderValue, T),
}

impl Ask {
    /// Notes something that the answer depends on beside the library, in letters, digits and hyphens.
    pub(crate) fn depends_on(&mut self, more: &str) {
        self.more.push('-');
        self.more.push_str(more);
    }

    /// Answers with JSON that stays the same while the library does.
    pub(crate) async fn json<T: Serialize + Following>(
        self,
        work: impl FnOnce(&View<'_>, &Asked) -> Result<T, Instead> + Send + 'static,
    ) -> Response {
        self.answer(move |view, asked| {
            let value = work(view, asked)?;
            let mut response = json_of(&value);
            if let Some(next) = value.next().and_then(|next| link(next, "next", None)) {
                response.headers_mut().append(header::LINK, next);
            }
            Ok(response)
        })
        .await
    }

    /// Answers with what stays the same while the library does.
    pub(crate) async fn answer(
        self,
        work: impl FnOnce(&View<'_>, &Asked) -> Result<Response, Instead> + Send + 'static,
    ) -> Response {
        let Self { app, asked, headers, query, more, .. } = self;
        let started = app.started();
        let worked = app
            .shelf()
            .read(move |view| {
                let tag = tag_of(started, view.generation, &more);
                if is_known(&headers, &tag) {
                    return Ok(Worked::Still(tag));
                }
                Ok(Worked::Made(tag, work(view, &asked)?))
            })
            .await;
        let (tag, mut response) = match worked {
            Ok(Worked::Still(tag)) => (tag, StatusCode::NOT_MODIFIED.into_response()),
            Ok(Worked::Made(tag, response)) => (tag, response),
            Err(Instead::Moved(to)) => {
                let query = query.map_or_else(String::new, |query| format!("?{query}"));
                return Instead::Moved(to + &query).into_response();
            }
            Err(problem) => return problem.into_response(),
        };
        response.headers_mut().insert(header::ETAG, tag);
        response
    }

    /// Returns a maker of parts of the list at this address.
    pub(crate) fn lister(&self) -> Lister {
        Lister { path: self.path.clone() }
    }
}

/// Makes parts of the list at one address.
#[derive(Clone, Debug)]
pub(crate) struct Lister {
    path: String,
}

impl Lister {
    /// Returns the part of a list that holds these entries of so many.
    pub(crate) fn part<T>(
        &self,
        format: &'static str,
        (view, asked): (&View<'_>, &Asked),
        part: Part,
        total: Option<u64>,
        items: Vec<T>,
    ) -> Listed<T> {
        let after = part.offset + items.len() as u64;
        // Where nobody counted, a full part may have another behind it.
        let more = total.map_or(items.len() as u64 == part.limit, |total| after < total) && !items.is_empty();
        let next = more.then(|| {
            let (offset, limit) = (after.to_string(), part.limit.to_string());
            format!("{}?{}", self.path, asked.with(&[("offset", &offset), ("limit", &limit)]))
        });
        Listed {
            format,
            generation: view.generation,
            total,
            offset: part.offset,
            limit: part.limit,
            next,
            items,
        }
    }
}

/// Returns a value as JSON.
pub(crate) fn json_of(value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer is no JSON");
            Problem::of(Kind::Internal).into_response()
        }
    }
}

/// Returns the tag of an answer that changes with the library, and with what else it depends on.
///
/// It holds when the program was started, because another one may word the same library otherwise.
pub(crate) fn tag_of(started: u64, generation: u64, more: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("W/\"{started:x}-{generation}{more}\""))
        .unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Tells whether the asker has what the tag names.
pub(crate) fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let Ok(tag) = tag.to_str().map(bare) else { return false };
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || bare(known) == tag)
}

/// Returns a link to something around the answer ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
pub(crate) fn link(to: &str, rel: &str, kind: Option<&str>) -> Option<HeaderValue> {
    let kind = kind.map_or_else(String::new, |kind| format!("; type=\"{kind}\""));
    HeaderValue::from_str(&format!("<{to}>; rel=\"{rel}\"{kind}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly() {
        let tag = tag_of(7, 3, "-hi");
        let check = |given: &str, expected: bool| {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, given.parse().unwrap())]);
            assert_eq!(is_known(&headers, &tag), expected, "{given}");
        };
        check("W/\"7-3-hi\"", true);
        check("\"x\", \"7-3-hi\"", true);
        check("*", true);
        check("W/\"7-4-hi\"", false);
        check("", false);
    }
}
