//! Threads: long matters, and what changed in them.

use crate::app::App;
use crate::ask::{Ask, Id, Tagged, json_of};
use crate::asked::Asked;
use crate::listed::{Listed, Part};
use crate::paths::segment;
use crate::problem::{Instead, ProblemBody};
use axum::response::Response;
use model::{Moment, ThreadId};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{ChangeLine, ThreadLine, ThreadOrder};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(threads)).routes(routes!(thread)).routes(routes!(changes))
}

/// One thread in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThreadItem {
    /// The id.
    #[schema(value_type = String)]
    id: ThreadId,
    /// The headline of its most central article.
    title: String,
    /// First and last day.
    #[schema(value_type = Vec<Option<String>>)]
    span: (Option<Moment>, Option<Moment>),
    /// Articles.
    articles: u64,
    /// Outlets that published them.
    outlets: u64,
    /// Stories.
    stories: u64,
    /// Origins: who put its claims into the world.
    origins: u64,
    /// Claims.
    claims: u64,
    /// Claims by how they stand.
    standing: BTreeMap<String, u64>,
    /// Silences.
    silences: u64,
    /// The generation of the library that changed it last.
    changed: u64,
    /// What changed since the generation asked about, by kind; empty where the order is `latest`.
    changes: BTreeMap<String, u64>,
}

impl From<ThreadLine> for ThreadItem {
    fn from(line: ThreadLine) -> Self {
        Self {
            id: line.id,
            title: line.title,
            span: line.span,
            articles: line.articles,
            outlets: line.outlets,
            stories: line.stories,
            origins: line.origins,
            claims: line.claims,
            standing: line.standing.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
            silences: line.silences,
            changed: line.changed,
            changes: line.changes,
        }
    }
}

/// A change with when it was noticed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeItem {
    /// The generation of the library that brought it.
    generation: u64,
    /// When, in UTC.
    at: String,
    /// The thread.
    #[schema(value_type = String)]
    thread: ThreadId,
    /// What kind of change it is.
    kind: &'static str,
    /// The story that is new.
    story: Option<String>,
    /// The article that is new.
    article: Option<String>,
    /// The claim that changed.
    claim: Option<String>,
    /// What it was before.
    from: Option<String>,
    /// What it is now.
    to: Option<String>,
}

impl From<ChangeLine> for ChangeItem {
    fn from(line: ChangeLine) -> Self {
        let change = line.change;
        Self {
            generation: line.generation,
            at: line.at,
            thread: line.thread,
            kind: change.kind.name(),
            story: change.story.map(|id| id.to_string()),
            article: change.article.map(|id| id.to_string()),
            claim: change.claim.map(|id| id.to_string()),
            from: change.from,
            to: change.to,
        }
    }
}

/// Returns the order of threads that is asked for.
pub(crate) fn order(asked: &Asked) -> Result<ThreadOrder, Instead> {
    let since = asked.number("since", u64::MAX >> 1)?.unwrap_or(0);
    Ok(asked
        .one_of("order", &[("changed", ThreadOrder::Changed { since }), ("latest", ThreadOrder::Latest)])?)
}

/// Lists threads, those that changed most weightily first.
#[utoipa::path(
    get, path = "/threads", tag = "threads",
    params(
        ("order" = Option<String>, Query, description = "`changed` (the default): by weight of what changed since `since`; `latest`: by last day"),
        ("since" = Option<u64>, Query, description = "a generation of the library, as an earlier answer gave it"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 50 by default, 500 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list: `threads/1`", body = Listed<ThreadItem>),
        (status = 400, description = "a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn threads(ask: Ask) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 50, 500)?;
        let (total, lines) = view.threads(order(asked)?, part.offset, part.limit)?;
        let items: Vec<ThreadItem> = lines.into_iter().map(ThreadItem::from).collect();
        Ok(lister.part("threads/1", (view, asked), part, Some(total), items))
    })
    .await
}

/// Gives the record of a thread: claims with their support, timeline, origins, silences.
#[utoipa::path(
    get, path = "/threads/{id}", tag = "threads",
    params(("id" = String, Path, description = "the thread's id")),
    responses(
        (status = 200, description = "the record: `thread/1`", body = ref("#/components/schemas/ThreadAnswer")),
        (status = 308, description = "the thread has another id now"),
        (status = 404, description = "there is no such thread", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn thread(ask: Ask, Id(id): Id) -> Response {
    ask.answer(move |view, _| {
        let record = view.thread(&ThreadId::given(id), |id| format!("/api/v1/threads/{}", segment(id)))?;
        Ok(json_of(&Tagged::new("thread/1", &*record)))
    })
    .await
}

/// Lists what changed in a thread, the latest first.
#[utoipa::path(
    get, path = "/threads/{id}/changes", tag = "threads",
    params(
        ("id" = String, Path, description = "the thread's id"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 100 by default, 1,000 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list: `changes/1`", body = Listed<ChangeItem>),
        (status = 308, description = "the thread has another id now"),
        (status = 404, description = "there is no such thread", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn changes(ask: Ask, Id(id): Id) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 100, 1_000)?;
        let id = ThreadId::given(id);
        view.thread(&id, |id| format!("/api/v1/threads/{}/changes", segment(id)))?;
        let lines = view.reader.changes(&id, part.offset + part.limit)?;
        let skipped = usize::try_from(part.offset).unwrap_or(usize::MAX);
        let items: Vec<ChangeItem> = lines.into_iter().skip(skipped).map(ChangeItem::from).collect();
        Ok(lister.part("changes/1", (view, asked), part, None, items))
    })
    .await
}
