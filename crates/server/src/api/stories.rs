//! Stories: what one happening is told as.

use crate::app::App;
use crate::ask::{Ask, Id, Tagged};
use crate::paths::segment;
use crate::problem::{Instead, Kind, Problem, ProblemBody};
use crate::shelf::View;
use axum::response::Response;
use model::{
    ArticleLine, Claim, DocId, Origin, Silence, StoryId, StoryLine, ThreadId, ThreadRecord, TimelineEntry,
};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Whereabouts;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(story))
}

/// A story with what its thread's record holds of it.
#[derive(Debug, Serialize)]
pub(crate) struct StoryBody {
    /// The thread that it belongs to.
    thread: ThreadId,
    #[serde(flatten)]
    line: StoryLine,
    /// Its articles, in its order.
    lines: Vec<ArticleLine>,
    /// The claims that its articles support, the weightiest first.
    claims: Vec<Claim>,
    /// Their origins.
    origins: Vec<Origin>,
    /// What was left out of them, and by whom.
    silences: Vec<Silence>,
    /// What its articles tell of when.
    timeline: Vec<TimelineEntry>,
}

/// Returns the story of an id, in its thread, or where it is now.
pub(crate) fn find(
    view: &View<'_>,
    id: &StoryId,
    path: impl FnOnce(&str) -> String,
) -> Result<(Arc<ThreadRecord>, StoryLine), Instead> {
    let none = || Problem::of(Kind::NoSuchStory);
    match view.reader.find_story(id)? {
        Some(Whereabouts::Here(thread)) => {
            let record = view.record(&thread)?;
            let story = record.stories.iter().find(|story| story.id == *id).cloned().ok_or_else(none)?;
            Ok((record, story))
        }
        Some(Whereabouts::Moved(now)) => Err(Instead::Moved(path(now.as_str()))),
        None => Err(none().into()),
    }
}

/// Gives one happening: its articles, what they claim, and on whose word.
#[utoipa::path(
    get, path = "/stories/{id}", tag = "stories",
    params(("id" = String, Path, description = "the story's id")),
    responses(
        (status = 200, description = "the story: `story/1`", body = ref("#/components/schemas/StoryAnswer")),
        (status = 308, description = "the story has another id now"),
        (status = 404, description = "there is no such story", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn story(ask: Ask, Id(id): Id) -> Response {
    ask.json(move |view, _| {
        let path = |id: &str| format!("/api/v1/stories/{}", segment(id));
        let (record, line) = find(view, &StoryId::given(id), path)?;
        Ok(Tagged::new("story/1", body(&record, line)))
    })
    .await
}

fn body(record: &ThreadRecord, line: StoryLine) -> StoryBody {
    let articles: BTreeSet<&DocId> = line.articles.iter().collect();
    let lines = record.articles.iter().filter(|article| articles.contains(&article.id)).cloned().collect();
    let claims: Vec<Claim> = record
        .claims
        .iter()
        .filter(|claim| claim.supports.iter().any(|support| articles.contains(support.evidence.article())))
        .cloned()
        .collect();
    let named: BTreeSet<_> = claims.iter().map(|claim| &claim.id).collect();
    let origins = record.origins.iter().filter(|origin| origin.claims.iter().any(|id| named.contains(id)));
    let silences = record.silences.iter().filter(|silence| {
        articles.contains(silence.evidence.article())
            || silence.claim.as_ref().is_some_and(|id| named.contains(id))
    });
    let timeline = record
        .timeline
        .iter()
        .filter(|entry| entry.evidence.iter().any(|evidence| articles.contains(evidence.article())));
    StoryBody {
        thread: record.id.clone(),
        lines,
        origins: origins.cloned().collect(),
        silences: silences.cloned().collect(),
        timeline: timeline.cloned().collect(),
        claims,
        line,
    }
}
