//! Corrections: what people know better, laid over what was read; each can be taken back.

use crate::app::App;
use crate::ask::{Ask, Id, json_of};
use crate::asked::Asked;
use crate::listed::{Following, Listed, Part};
use crate::problem::{Instead, Kind, Problem, ProblemBody};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::Setup;
use model::{Correction, Fix};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;
use store::Library;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(corrections, correct)).routes(routes!(undo))
}

/// The cookie with the name of who corrected something last from a browser, so that nobody types it twice.
pub(crate) const AUTHOR: &str = "author";

/// Who signs a form that asks for no name.
const NOBODY: &str = "web";

/// The longest name of an author, in bytes.
const LONGEST_AUTHOR: usize = 200;

/// The longest reason, in bytes.
const LONGEST_REASON: usize = 4_000;

/// A correction with who made it, when and why; which of the ids it has depends on its kind.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct CorrectionItem {
    /// Its number in the library, from 1, in the order they were made.
    id: u64,
    /// `merge-entities`, `split-entity`, `move-article`, `speaker` or `remark`.
    kind: &'static str,
    /// The entity it is about; for `speaker`, whom the speaker's name names.
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
    /// The entity it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<String>,
    /// The article it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    /// The thread that the article belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    thread: Option<String>,
    /// Where the statement begins in the article's text, in bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    /// Where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    /// The claim that is remarked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
    /// Who made it.
    author: String,
    /// Why.
    reason: String,
    /// When, in UTC.
    at: String,
    /// Who took it back, where somebody did.
    undone: Option<UndoneItem>,
}

/// Who took a correction back.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct UndoneItem {
    /// Who.
    author: String,
    /// Why.
    reason: String,
    /// When, in UTC.
    at: String,
}

impl Following for CorrectionItem {}

impl From<Correction> for CorrectionItem {
    fn from(made: Correction) -> Self {
        let kind = made.fix.kind();
        let ids = match made.fix {
            Fix::MergeEntities { entity, into } => {
                Self { entity: Some(entity.to_string()), into: Some(into.to_string()), ..Self::default() }
            }
            Fix::SplitEntity { entity, article } => Self {
                entity: Some(entity.to_string()),
                article: Some(article.to_string()),
                ..Self::default()
            },
            Fix::MoveArticle { article, thread } => Self {
                article: Some(article.to_string()),
                thread: thread.map(|id| id.to_string()),
                ..Self::default()
            },
            Fix::Speaker { article, span, speaker, entity } => Self {
                article: Some(article.to_string()),
                start: Some(span.start),
                end: Some(span.end),
                speaker,
                entity: entity.map(|id| id.to_string()),
                ..Self::default()
            },
            Fix::Remark { claim } => Self { claim: Some(claim.to_string()), ..Self::default() },
            _ => Self::default(),
        };
        Self {
            id: made.id,
            kind,
            author: made.author,
            reason: made.reason,
            at: made.at,
            undone: made.undone.map(|undone| UndoneItem {
                author: undone.author,
                reason: undone.reason,
                at: undone.at,
            }),
            ..ids
        }
    }
}

/// A correction to be made; which ids it needs depends on its kind.
///
/// - `merge-entities`: `entity` is `into`.
/// - `split-entity`: in `article` the name of `entity` means somebody else.
/// - `move-article`: `article` belongs to `thread`; without one, to none that there is.
/// - `speaker`: the statement from `start` to `end` of `article` is by `speaker`, who is `entity` where known.
/// - `remark`: says something about `claim`.
#[derive(Debug, Deserialize, ToSchema)]
#[allow(dead_code, reason = "it describes the body, which is read as the model's own type")]
pub(crate) struct NewCorrection {
    /// `merge-entities`, `split-entity`, `move-article`, `speaker` or `remark`.
    kind: String,
    /// Who makes it.
    author: String,
    /// Why.
    reason: String,
    /// An entity's id.
    entity: Option<String>,
    /// An entity's id.
    into: Option<String>,
    /// An article's id.
    article: Option<String>,
    /// A thread's id.
    thread: Option<String>,
    /// A byte of the article's text.
    start: Option<u32>,
    /// A byte of the article's text.
    end: Option<u32>,
    /// A name.
    speaker: Option<String>,
    /// A claim's id.
    claim: Option<String>,
}

/// Who takes a correction back, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Undoing {
    /// Who takes it back.
    author: String,
    /// Why.
    reason: String,
}

#[derive(Deserialize)]
struct Making {
    #[serde(flatten)]
    fix: Fix,
    #[serde(flatten)]
    by: Undoing,
}

/// What was sent, and where a form sends its reader next.
struct Sent {
    value: Value,
    /// `Some` for a form.
    back: Option<String>,
}

/// Lists corrections in the order they were made, those taken back included.
#[utoipa::path(
    get, path = "/corrections", tag = "corrections",
    params(
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 100 by default, 1,000 at most"),
    ),
    responses((status = 200, description = "a part of the list: `corrections/1`", body = Listed<CorrectionItem>)),
)]
async fn corrections(ask: Ask) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 100, 1_000)?;
        let all = view.reader.corrections()?;
        let total = Some(all.len() as u64);
        let items: Vec<CorrectionItem> = part.of(&all).iter().cloned().map(CorrectionItem::from).collect();
        Ok(lister.part("corrections/1", (view, asked), part, total, items))
    })
    .await
}

/// Makes a correction, and brings what rests on it up to date.
///
/// A form of a page of this server is taken as well: it is sent back to where `back` says.
#[utoipa::path(
    post, path = "/corrections", tag = "corrections", request_body = NewCorrection,
    responses(
        (status = 201, description = "it is made", body = CorrectionItem),
        (status = 303, description = "it is made, for a form"),
        (status = 400, description = "the body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "it comes from a page of another site", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "it does not fit what the library holds", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "another process is writing", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn correct(ask: Ask, request: Request) -> Response {
    let done = async {
        let sent = sent(&ask, request.into_body()).await?;
        let making: Making = serde_json::from_value(sent.value).map_err(bad_body)?;
        let by = signed(making.by)?;
        let fix = making.fix;
        let item = written(&ask.app, move |library, setup| {
            let number = engine::library::correct(library, &fix, &by.author, &by.reason, setup)?;
            let made = library.corrections()?.into_iter().find(|made| made.id == number);
            made.ok_or(engine::Error::NoCorrection(number))
        })
        .await?;
        Ok(match sent.back {
            Some(back) => see_other(&back, &item.author),
            None => {
                let place = HeaderValue::from_static("/api/v1/corrections");
                (StatusCode::CREATED, [(header::LOCATION, place)], json_of(&CorrectionItem::from(item)))
                    .into_response()
            }
        })
    };
    done.await.unwrap_or_else(|instead: Instead| instead.into_response())
}

/// Takes a correction back, and brings what rested on it up to date.
#[utoipa::path(
    post, path = "/corrections/{id}/undo", tag = "corrections", request_body = Undoing,
    params(("id" = u64, Path, description = "the correction's number")),
    responses(
        (status = 200, description = "it is taken back", body = CorrectionItem),
        (status = 303, description = "it is taken back, for a form"),
        (status = 403, description = "it comes from a page of another site", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "there is none of this number that stands", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "another process is writing", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn undo(ask: Ask, Id(id): Id, request: Request) -> Response {
    let done = async {
        let mut sent = sent(&ask, request.into_body()).await?;
        // A button alone takes back as well.
        if let (Some(_), Value::Object(value)) = (&sent.back, &mut sent.value) {
            for (name, usual) in [("author", NOBODY), ("reason", "-")] {
                value.entry(name).or_insert_with(|| usual.into());
            }
        }
        let by = signed(serde_json::from_value(sent.value).map_err(bad_body)?)?;
        let number: u64 = id.parse().map_err(|_| Kind::NoSuchCorrection)?;
        let item = written(&ask.app, move |library, setup| {
            engine::library::undo(library, number, &by.author, &by.reason, setup)?;
            let undone = library.corrections()?.into_iter().find(|made| made.id == number);
            undone.ok_or(engine::Error::NoCorrection(number))
        })
        .await?;
        Ok(match sent.back {
            Some(back) => {
                let author = item.undone.as_ref().map_or("", |undone| undone.author.as_str());
                see_other(&back, author)
            }
            None => json_of(&CorrectionItem::from(item)),
        })
    };
    done.await.unwrap_or_else(|instead: Instead| instead.into_response())
}

/// Writes to the library on a thread that may wait, one correction after another.
async fn written<T: Send + 'static>(
    app: &App,
    write: impl FnOnce(&mut Library, &Setup<'_>) -> engine::Result<T> + Send + 'static,
) -> Result<T, Instead> {
    let turn = Arc::clone(app.writing()).lock_owned().await;
    let app = app.clone();
    let working = tokio::task::spawn_blocking(move || {
        // The work goes on, and keeps its turn, when nobody waits for it any more.
        let _turn = turn;
        let mut library = Library::open(app.shelf().folder())?;
        let setup = Setup::of(app.packs(), app.workers());
        let written = write(&mut library, &setup)?;
        engine::library::index(&library, app.index(), &setup, &|_| {})?;
        Ok(written)
    });
    match working.await {
        Ok(result) => Ok(result.map_err(|error: engine::Error| Problem::from(error))?),
        Err(error) => {
            tracing::error!(%error, "correcting failed");
            Err(Kind::Internal.into())
        }
    }
}

/// Reads the body, JSON or a form; refuses what a page of another site could have sent.
async fn sent(ask: &Ask, body: Body) -> Result<Sent, Problem> {
    let kind = ask.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_form = match kind.as_str() {
        "application/json" => false,
        "application/x-www-form-urlencoded" => true,
        _ => {
            return Err(Problem::of(Kind::BadBody)
                .told("the Content-Type must be application/json, or that of a form"));
        }
    };
    // A browser asks first before it sends JSON to another site, and nobody here says yes; a form it sends at once.
    match came_from_here(&ask.headers) {
        Some(true) => {}
        None if !is_form => {}
        _ => return Err(Problem::of(Kind::ForeignOrigin)),
    }
    let bytes = to_bytes(body, ask.app.limits().body).await.map_err(|_| Problem::of(Kind::TooLarge))?;
    if !is_form {
        let value = serde_json::from_slice(&bytes).map_err(bad_body)?;
        return Ok(Sent { value, back: None });
    }
    let asked = Asked::of(&bytes);
    let back = asked.text("back").filter(|back| is_local(back)).unwrap_or("/").to_owned();
    let mut value = Map::new();
    for (name, text) in asked.pairs().iter().filter(|(name, text)| name != "back" && !text.trim().is_empty())
    {
        let number =
            matches!(name.as_str(), "start" | "end").then(|| text.trim().parse::<u32>().ok()).flatten();
        value.insert(name.clone(), number.map_or_else(|| Value::from(text.trim()), Value::from));
    }
    Ok(Sent { value: Value::Object(value), back: Some(back) })
}

/// Tells whether a browser says that a page of this server sent the request; `None` where none says anything.
fn came_from_here(headers: &HeaderMap) -> Option<bool> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return Some(site == "same-origin");
    }
    let origin = text(header::ORIGIN)?;
    let host = text(header::HOST)?;
    let origin = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    Some(origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host)))
}

/// Tells whether an address leads to a path of this server, in any browser's reading.
fn is_local(address: &str) -> bool {
    let mut bytes = address.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Sends the reader of a form back to its page, and keeps who signed it.
fn see_other(back: &str, author: &str) -> Response {
    let place = HeaderValue::from_str(back).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response();
    if author != NOBODY {
        let author: String = url::form_urlencoded::byte_serialize(author.as_bytes()).collect();
        crate::web::keep_cookie(&mut response, AUTHOR, &author);
    }
    response
}

/// Checks that somebody stands for it, with a reason.
fn signed(by: Undoing) -> Result<Undoing, Problem> {
    let clean = |text: &str| -> String {
        let kept = text.trim().chars().filter(|c| !c.is_control() || *c == '\n');
        kept.collect()
    };
    let (author, reason) = (clean(&by.author), clean(&by.reason));
    for (name, value, longest) in [("author", &author, LONGEST_AUTHOR), ("reason", &reason, LONGEST_REASON)] {
        if value.is_empty() || value.len() > longest {
            let detail = format!("`{name}` must have 1 to {longest} bytes");
            return Err(Problem::of(Kind::BadBody).told(detail));
        }
    }
    Ok(Undoing { author, reason })
}

fn bad_body(error: serde_json::Error) -> Problem {
    Problem::of(Kind::BadBody).told(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_site_shows_in_the_headers() {
        let check = |headers: &[(&'static str, &'static str)], expected: Option<bool>| {
            let headers = headers.iter().map(|(name, value)| {
                (header::HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            assert_eq!(came_from_here(&HeaderMap::from_iter(headers)), expected);
        };
        check(&[], None);
        check(&[("sec-fetch-site", "same-origin")], Some(true));
        for site in ["cross-site", "same-site", "none"] {
            check(&[("sec-fetch-site", site)], Some(false));
        }
        check(&[("origin", "http://127.0.0.1:8474"), ("host", "127.0.0.1:8474")], Some(true));
        check(&[("origin", "http://evil.example"), ("host", "127.0.0.1:8474")], Some(false));
        check(&[("origin", "null"), ("host", "127.0.0.1:8474")], Some(false));
    }

    #[test]
    fn a_form_leads_back_to_this_server_only() {
        assert!(is_local("/claim/c-1?x=y#z"));
        for away in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/\t/evil", "/a\r\nb"] {
            assert!(!is_local(away), "{away}");
        }
    }
}
