//! What is answered instead of what was asked for: one table of problems
//! ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), and where things moved to.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There is nothing at this path.
    NoSuchPath,
    /// There is no thread of this id, and never was.
    NoSuchThread,
    /// There is no story of this id, and never was.
    NoSuchStory,
    /// There is no claim of this id, and never was.
    NoSuchClaim,
    /// There is no entity of this id.
    NoSuchEntity,
    /// There is no article of this id.
    NoSuchArticle,
    /// There is no correction of this number that stands.
    NoSuchCorrection,
    /// The path is there, but not for this method.
    Method,
    /// A parameter has a value that it cannot have.
    BadParameter,
    /// The body is not what is expected.
    BadBody,
    /// The body is longer than any correction.
    TooLarge,
    /// The address is longer than any question.
    TooLong,
    /// The correction makes no sense for what the library holds.
    Refused,
    /// The request comes from a page of another site.
    ForeignOrigin,
    /// The door asks for a token, and the request has none or a wrong one.
    TokenNeeded,
    /// The request was sent to a name that is not of this machine.
    ForeignHost,
    /// More was asked than is answered in that time.
    TooMany,
    /// Somebody else writes to the library.
    LibraryBusy,
    /// The library is gone, or was written by another version of the program.
    NoLibrary,
    /// The answer was not ready in time.
    Timeout,
    /// The answer could not be made; this is a fault of the program.
    Internal,
}

/// One line of the table of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ProblemLine {
    /// The stable name.
    code: &'static str,
    /// The HTTP status.
    status: u16,
    /// What it is, for people.
    title: &'static str,
    /// What to do about it.
    doc: &'static str,
}

impl Kind {
    /// All kinds, in the order of the table.
    pub(crate) const ALL: [Self; 21] = [
        Self::NoSuchPath,
        Self::NoSuchThread,
        Self::NoSuchStory,
        Self::NoSuchClaim,
        Self::NoSuchEntity,
        Self::NoSuchArticle,
        Self::NoSuchCorrection,
        Self::Method,
        Self::BadParameter,
        Self::BadBody,
        Self::TooLarge,
        Self::TooLong,
        Self::Refused,
        Self::ForeignOrigin,
        Self::TokenNeeded,
        Self::ForeignHost,
        Self::TooMany,
        Self::LibraryBusy,
        Self::NoLibrary,
        Self::Timeout,
        Self::Internal,
    ];

    /// The table: code, status, title, what to do.
    pub(crate) fn line(self) -> ProblemLine {
        let (code, status, title, doc) = match self {
            Self::NoSuchPath => (
                "no-such-path",
                StatusCode::NOT_FOUND,
                "there is nothing at this path",
                "see /api/v1/openapi.json for all paths",
            ),
            Self::NoSuchThread => (
                "no-such-thread",
                StatusCode::NOT_FOUND,
                "the library has no thread of this id",
                "see /api/v1/threads",
            ),
            Self::NoSuchStory => (
                "no-such-story",
                StatusCode::NOT_FOUND,
                "the library has no story of this id",
                "see the stories of a thread",
            ),
            Self::NoSuchClaim => (
                "no-such-claim",
                StatusCode::NOT_FOUND,
                "the library has no claim of this id",
                "see the claims of a thread",
            ),
            Self::NoSuchEntity => (
                "no-such-entity",
                StatusCode::NOT_FOUND,
                "the library has no entity of this id",
                "see the entities of an article, or /api/v1/search?q=kind:entity",
            ),
            Self::NoSuchArticle => (
                "no-such-article",
                StatusCode::NOT_FOUND,
                "the library has no article of this id",
                "see the articles of a thread",
            ),
            Self::NoSuchCorrection => (
                "no-such-correction",
                StatusCode::NOT_FOUND,
                "there is no correction of this number that stands",
                "see /api/v1/corrections; one that was taken back cannot be taken back again",
            ),
            Self::Method => (
                "method",
                StatusCode::METHOD_NOT_ALLOWED,
                "this path does not answer to this method",
                "the Allow header names those that it answers to",
            ),
            Self::BadParameter => (
                "bad-parameter",
                StatusCode::BAD_REQUEST,
                "a parameter of the address has a value that it cannot have",
                "the detail names it; see /api/v1/openapi.json",
            ),
            Self::BadBody => (
                "bad-body",
                StatusCode::BAD_REQUEST,
                "the body cannot be read",
                "send JSON with Content-Type: application/json as /api/v1/openapi.json describes it, or a form",
            ),
            Self::TooLarge => (
                "too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
                "the body is too large",
                "a correction needs no more than 64 kB",
            ),
            Self::TooLong => (
                "too-long",
                StatusCode::URI_TOO_LONG,
                "the address is too long",
                "a path and its query may have 4,096 bytes",
            ),
            Self::Refused => (
                "refused",
                StatusCode::UNPROCESSABLE_ENTITY,
                "the correction does not fit what the library holds",
                "the detail says why",
            ),
            Self::ForeignOrigin => (
                "foreign-origin",
                StatusCode::FORBIDDEN,
                "a page of another site may not change anything here",
                "send the form from a page of this server",
            ),
            Self::TokenNeeded => (
                "token-needed",
                StatusCode::UNAUTHORIZED,
                "this server asks for a token",
                "send it as `Authorization: Bearer TOKEN`, or as password with any name",
            ),
            Self::ForeignHost => (
                "foreign-host",
                StatusCode::MISDIRECTED_REQUEST,
                "the request was sent to another name than this machine's",
                "ask for localhost or 127.0.0.1",
            ),
            Self::TooMany => (
                "too-many",
                StatusCode::TOO_MANY_REQUESTS,
                "more was asked than is answered in that time",
                "wait as many seconds as the Retry-After header says",
            ),
            Self::LibraryBusy => (
                "library-busy",
                StatusCode::SERVICE_UNAVAILABLE,
                "another process is writing to the library",
                "try again when it is done; reading goes on meanwhile",
            ),
            Self::NoLibrary => (
                "no-library",
                StatusCode::SERVICE_UNAVAILABLE,
                "the library is not there any more, or has another format",
                "see the log of the server, and `sutradhar library check`",
            ),
            Self::Timeout => (
                "timeout",
                StatusCode::SERVICE_UNAVAILABLE,
                "the answer was not ready in time",
                "ask for less at once, or try again",
            ),
            Self::Internal => (
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                "a fault of the program",
                "please report it with the X-Request-Id of the answer",
            ),
        };
        ProblemLine { code, status: status.as_u16(), title, doc }
    }
}

/// A problem with what is special about this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    kind: Kind,
    detail: Option<Cow<'static, str>>,
    retry_after: Option<u64>,
}

/// A problem as programs read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// Where the table of problems tells of this one.
    r#type: String,
    /// What it is, for people.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// The stable name.
    code: &'static str,
    /// What is special about this one, or what to do.
    detail: Cow<'static, str>,
}

impl Problem {
    /// Returns a problem of this kind.
    pub(crate) fn of(kind: Kind) -> Self {
        Self { kind, detail: None, retry_after: None }
    }

    /// Returns the same with what is special about it.
    pub(crate) fn told(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Returns the same with the seconds after which to try again.
    pub(crate) fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Returns its kind.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns what is special about it.
    pub(crate) fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Returns it as programs read it.
    pub(crate) fn body(&self) -> ProblemBody {
        let line = self.kind.line();
        ProblemBody {
            r#type: format!("/api/v1/problems#{}", line.code),
            title: line.title,
            status: line.status,
            code: line.code,
            detail: self.detail.clone().unwrap_or(Cow::Borrowed(line.doc)),
        }
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::of(kind)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match &error {
            store::Error::Busy { holder, .. } => {
                Self::of(Kind::LibraryBusy).told(format!("{holder} is writing to the library")).after(5)
            }
            store::Error::Missing(_) | store::Error::Newer { .. } | store::Error::Older { .. } => {
                tracing::error!(error = causes(&error), "library cannot be read");
                Self::of(Kind::NoLibrary)
            }
            _ => {
                tracing::error!(error = causes(&error), "library failed");
                Self::of(Kind::Internal)
            }
        }
    }
}

impl From<engine::Error> for Problem {
    fn from(error: engine::Error) -> Self {
        match error {
            engine::Error::Correction(why) => Self::of(Kind::Refused).told(why),
            engine::Error::NoCorrection(_) => Self::of(Kind::NoSuchCorrection),
            engine::Error::Store(error) => error.into(),
            other => {
                tracing::error!(error = causes(&other), "engine failed");
                Self::of(Kind::Internal)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.kind.line().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // Plain strings always become JSON.
        let body = serde_json::to_vec(&self.body()).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        let headers = response.headers_mut();
        if self.kind == Kind::TokenNeeded {
            let ways = HeaderValue::from_static("Basic realm=\"sutradhar\", charset=\"UTF-8\"");
            headers.insert(header::WWW_AUTHENTICATE, ways);
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        // For the layer that shows problems to people as pages.
        response.extensions_mut().insert(self);
        response
    }
}

/// What is answered instead of what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Instead {
    /// A problem.
    Problem(Problem),
    /// It has another address now, for good.
    Moved(String),
}

impl<T: Into<Problem>> From<T> for Instead {
    fn from(problem: T) -> Self {
        Self::Problem(problem.into())
    }
}

impl IntoResponse for Instead {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::Moved(to) => match HeaderValue::from_str(&to) {
                Ok(to) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response(),
                Err(_) => Problem::of(Kind::Internal).into_response(),
            },
        }
    }
}

/// Returns an error with its causes in one line.
pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        line.push_str(": ");
        line.push_str(&cause.to_string());
        next = cause.source();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_stands_in_the_table_once() {
        let lines: Vec<ProblemLine> = Kind::ALL.into_iter().map(Kind::line).collect();
        let codes: BTreeSet<&str> = lines.iter().map(|line| line.code).collect();
        assert_eq!(codes.len(), lines.len());
        assert!(lines.iter().all(|line| (400..600).contains(&line.status)));
        assert!(lines.iter().all(|line| !line.title.ends_with('.') && !line.doc.ends_with('.')));
    }

    #[test]
    fn a_place_that_no_header_can_name_is_a_fault_of_the_program() {
        let response = Instead::Moved("/a\nb".to_owned()).into_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
