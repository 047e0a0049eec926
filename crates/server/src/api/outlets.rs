//! Where the pages come from, what could not be used, and how much there is of everything.

use crate::app::App;
use crate::ask::{Ask, json_of};
use crate::listed::{Listed, Part};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use store::OutletLine;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(outlets)).routes(routes!(stats)).routes(routes!(set_aside))
}

/// An outlet with what the library holds of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutletItem {
    /// What to call it; empty for pages of nobody.
    name: String,
    /// Its host.
    domain: Option<String>,
    /// Its country.
    country: Option<String>,
    /// Articles.
    articles: u64,
    /// When the latest of them was published.
    latest: Option<String>,
}

impl From<OutletLine> for OutletItem {
    fn from(line: OutletLine) -> Self {
        Self {
            name: line.name,
            domain: line.domain,
            country: line.country,
            articles: line.articles,
            latest: line.latest,
        }
    }
}

/// How much the library holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatsAnswer {
    /// `stats/1`.
    format: &'static str,
    /// How often the library was changed so far.
    generation: u64,
    /// Articles that wait to be grouped.
    pending: u64,
    /// Counts by what is counted; sizes are in bytes.
    counts: BTreeMap<String, u64>,
}

/// An input that could not be used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SetAsideItem {
    /// The path, address or record.
    path: String,
    /// Why, as a stable name.
    reason: &'static str,
    /// What was seen and what can be done about it.
    advice: String,
}

/// Lists the outlets, those with most articles first.
#[utoipa::path(
    get, path = "/outlets", tag = "library",
    params(
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 100 by default, 1,000 at most"),
    ),
    responses((status = 200, description = "a part of the list: `outlets/1`", body = Listed<OutletItem>)),
)]
async fn outlets(ask: Ask) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 100, 1_000)?;
        let all = view.outlets()?;
        let total = Some(all.len() as u64);
        let items: Vec<OutletItem> = part.of(&all).iter().cloned().map(OutletItem::from).collect();
        Ok(lister.part("outlets/1", (view, asked), part, total, items))
    })
    .await
}

/// Counts what the library holds.
#[utoipa::path(
    get, path = "/stats", tag = "library",
    responses((status = 200, description = "the counts: `stats/1`", body = StatsAnswer)),
)]
async fn stats(ask: Ask) -> Response {
    // Sizes, and what is set aside, change without the library's generation, so the answer has no tag.
    let answer = ask.app.shelf().read(|view| {
        let stats = view.reader.stats()?;
        Ok(json_of(&StatsAnswer {
            format: "stats/1",
            generation: view.generation,
            pending: view.reader.pending_count()?,
            counts: stats.rows().into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
        }))
    });
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

/// Lists the inputs that could not be used, by path.
#[utoipa::path(
    get, path = "/set-aside", tag = "library",
    params(
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 100 by default, 1,000 at most"),
    ),
    responses((status = 200, description = "a part of the list: `set-aside/1`", body = Listed<SetAsideItem>)),
)]
async fn set_aside(ask: Ask) -> Response {
    let lister = ask.lister();
    let asked = ask.asked.clone();
    // What is set aside does not change the library's generation, so the answer has no tag.
    let answer = ask.app.shelf().read(move |view| {
        let part = Part::asked(&asked, 100, 1_000)?;
        let all = view.reader.set_aside()?;
        let total = Some(all.len() as u64);
        let items = part.of(&all).iter().map(|aside| SetAsideItem {
            path: aside.path.clone(),
            reason: aside.reason.name(),
            advice: aside.advice.clone(),
        });
        let listed = lister.part("set-aside/1", (view, &asked), part, total, items.collect());
        Ok(json_of(&listed))
    });
    answer.await.unwrap_or_else(IntoResponse::into_response)
}
