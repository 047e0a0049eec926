//! A page for what went wrong: what it was, and where to go from there.

use crate::layout::{Frame, render};
use crate::{Look, Place};
use askama::Template;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing is at this address.
    NotFound,
    /// The request does not say what is wanted.
    BadRequest,
    /// A token is asked for.
    Unauthorized,
    /// The form was not sent from a page of this server.
    Forbidden,
    /// Something was changed in between.
    Conflict,
    /// Too many requests in too short a time.
    TooMany,
    /// A fault of the program.
    Internal,
    /// It takes too long, or the library is busy.
    Unavailable,
}

impl Problem {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::BadRequest => "bad-request",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::Conflict => "conflict",
            Self::TooMany => "too-many",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }

    /// Returns the HTTP status that goes with it.
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::Conflict => 409,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame<'a>,
    status: String,
    head: &'a str,
    advice: &'a str,
    detail: Option<String>,
}

/// Returns the page for what went wrong; `detail` tells the reader what of the request it was.
pub fn problem(problem: Problem, detail: Option<&str>, look: &Look) -> String {
    let head = look.find(&format!("problem.{}", problem.name())).unwrap_or_default();
    let advice = look.find(&format!("problem.{}.advice", problem.name())).unwrap_or_default();
    render(&ProblemPage {
        frame: Frame::of(look, Place::Elsewhere, head),
        status: look.digits(&problem.status().to_string()),
        head,
        advice,
        detail: detail.map(crate::clean).filter(|detail| !detail.is_empty()),
    })
}
