//! Articles: what was read, what was found in it, and where it belongs.

use crate::app::App;
use crate::ask::{Ask, Id, Tagged, json_of, link};
use crate::listed::{Listed, Part};
use crate::paths::segment;
use crate::problem::{Instead, Kind, Problem, ProblemBody};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::{DocId, PageKind};
use serde::Serialize;
use store::Revision;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(article))
        .routes(routes!(place))
        .routes(routes!(page))
        .routes(routes!(revisions))
}

/// Where an article belongs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceAnswer {
    /// `place/1`.
    format: &'static str,
    /// The article.
    id: String,
    /// Its story; `null` while the article is not grouped yet.
    story: Option<String>,
    /// Its thread; `null` while the article is not grouped yet.
    thread: Option<String>,
    /// The least id among the articles that print the same copy; `null` when no other does.
    copy_group: Option<String>,
    /// The claims that it supports, by their order in the thread.
    claims: Vec<String>,
}

impl crate::listed::Following for PlaceAnswer {}

/// One kept state of an article.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevisionItem {
    /// Its number, from 1, in the order the revisions came.
    number: u64,
    /// The id of its page and document.
    id: String,
    /// When it was added, in UTC.
    added: String,
    /// Where it was read from.
    path: String,
    /// The size of its page.
    page_bytes: u64,
    /// Whether it is the one that all else tells of.
    current: bool,
}

impl From<Revision> for RevisionItem {
    fn from(revision: Revision) -> Self {
        Self {
            number: revision.number,
            id: revision.id.to_string(),
            added: revision.added,
            path: revision.path,
            page_bytes: revision.page_bytes,
            current: revision.current,
        }
    }
}

/// Gives an article with everything found in it, corrections applied.
///
/// The id of an earlier revision gives that revision; a `Link` header with `rel="latest-version"` names the current one.
#[utoipa::path(
    get, path = "/articles/{id}", tag = "articles",
    params(("id" = String, Path, description = "the article's id, or that of an earlier revision")),
    responses(
        (status = 200, description = "the article: `document/1`", body = ref("#/components/schemas/Document")),
        (status = 404, description = "there is no such article", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn article(ask: Ask, Id(id): Id) -> Response {
    ask.answer(move |view, _| {
        let id = DocId::given(id);
        let document = view.document(&id)?;
        let mut response = json_of(&Tagged::new("document/1", &*document));
        if let Some(now) = view.reader.current_id(&id)?.filter(|now| *now != id) {
            let to = format!("/api/v1/articles/{}", segment(now.as_str()));
            let link = link(&to, "latest-version", None);
            response.headers_mut().extend(link.map(|link| (header::LINK, link)));
        }
        Ok(response)
    })
    .await
}

/// Tells where an article belongs, and which claims it supports.
#[utoipa::path(
    get, path = "/articles/{id}/place", tag = "articles",
    params(("id" = String, Path, description = "the article's id")),
    responses(
        (status = 200, description = "its place: `place/1`", body = PlaceAnswer),
        (status = 404, description = "there is no such article", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn place(ask: Ask, Id(id): Id) -> Response {
    ask.json(move |view, _| {
        let id = DocId::given(id);
        let id = view.reader.current_id(&id)?.ok_or(Kind::NoSuchArticle)?;
        let place = view.reader.place(&id)?;
        Ok(PlaceAnswer {
            format: "place/1",
            story: place.as_ref().map(|place| place.story.to_string()),
            thread: place.as_ref().map(|place| place.thread.to_string()),
            copy_group: place.and_then(|place| place.copy_group).map(|id| id.to_string()),
            claims: view.reader.claims_of(&id)?.into_iter().map(|(_, claim)| claim.to_string()).collect(),
            id: id.to_string(),
        })
    })
    .await
}

/// Gives the page as it came, as a file of plain text: it is never shown as a page of this server.
#[utoipa::path(
    get, path = "/articles/{id}/page", tag = "articles",
    params(("id" = String, Path, description = "the article's id, or that of an earlier revision")),
    responses(
        (status = 200, description = "the bytes", body = Vec<u8>, content_type = "text/plain"),
        (status = 404, description = "there is no such article", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn page(ask: Ask, Id(id): Id) -> Response {
    ask.answer(move |view, _| {
        let page = view.reader.page(&DocId::given(id))?.ok_or_else(|| Problem::of(Kind::NoSuchArticle))?;
        let ending = if page.kind == PageKind::Html { "html.txt" } else { "txt" };
        let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        let name: String = page.id.as_str().chars().take(80).map(safe).collect();
        let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\""));
        let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/plain")),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        Ok((headers, page.bytes).into_response())
    })
    .await
}

/// Lists the kept states of an article, in the order they came.
#[utoipa::path(
    get, path = "/articles/{id}/revisions", tag = "articles",
    params(("id" = String, Path, description = "the article's id, or that of an earlier revision")),
    responses(
        (status = 200, description = "the list: `revisions/1`", body = Listed<RevisionItem>),
        (status = 404, description = "there is no such article", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn revisions(ask: Ask, Id(id): Id) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 100, 1_000)?;
        let all = view.reader.revisions(&DocId::given(id))?;
        if all.is_empty() {
            return Err(Instead::from(Kind::NoSuchArticle));
        }
        let total = Some(all.len() as u64);
        let items: Vec<RevisionItem> = part.of(&all).iter().cloned().map(RevisionItem::from).collect();
        Ok(lister.part("revisions/1", (view, asked), part, total, items))
    })
    .await
}
