//! A thread's matrix and its coverage: what each origin, outlet or language does to each claim.

use crate::app::App;
use crate::ask::{Ask, Id};
use crate::asked::Asked;
use crate::listed::{Following, Part};
use crate::paths::segment;
use crate::problem::{Instead, Problem, ProblemBody};
use crate::shelf::View;
use crate::web::{Cited, countries, names_of};
use axum::response::Response;
use model::{ThreadId, ThreadRecord};
use pages::parts::grid::{Columns, Grid, Sort};
use pages::source::Source;
use pages::{Address, Lang, Look};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(matrix)).routes(routes!(coverage))
}

/// One column of a matrix.
#[derive(Debug, Serialize, ToSchema)]
struct MatrixColumn {
    /// What it is: an origin's id, an outlet, a language.
    key: String,
    /// What to call it.
    name: String,
    /// How many claims it alone carries.
    alone: usize,
}

/// What one column does to one claim.
#[derive(Debug, Serialize, ToSchema)]
struct MatrixCell {
    /// The place of the column, from 0.
    column: usize,
    /// `asserts`, `denies`, `presupposes`, `not-reported`, `said-silent` or `silent`.
    standpoint: &'static str,
    /// How many passages do it.
    count: usize,
    /// The article of the first of them.
    article: String,
    /// Where it begins in the article's text, in bytes of UTF-8.
    start: u32,
    /// Where it ends.
    end: u32,
}

/// One row of a matrix.
#[derive(Debug, Serialize, ToSchema)]
struct MatrixRow {
    /// The claim.
    claim: String,
    /// The sentence that says it best.
    text: String,
    /// How it stands.
    support: &'static str,
    /// The day of what is claimed, else when it was told first.
    date: Option<String>,
    /// What each column does to it; columns that do nothing are not there.
    cells: Vec<MatrixCell>,
}

/// Claims as rows; origins, outlets or languages as columns.
#[derive(Debug, Serialize, ToSchema)]
struct MatrixAnswer {
    /// `matrix/1`.
    format: &'static str,
    /// How often the library was changed so far.
    generation: u64,
    /// The thread.
    thread: String,
    /// The columns, those that carry most first.
    columns: Vec<MatrixColumn>,
    /// How many rows there are.
    total: u64,
    /// How many rows were left out before these.
    offset: u64,
    /// How many were asked for at most.
    limit: u64,
    /// The address of the next rows; `null` when these are the last.
    next: Option<String>,
    /// The rows.
    items: Vec<MatrixRow>,
}

impl Following for MatrixAnswer {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// One outlet, country or language and how much of a thread it published.
#[derive(Debug, Serialize, ToSchema)]
struct Share {
    /// What it is; empty where it is not known.
    name: String,
    /// Articles.
    articles: usize,
    /// Claims that they carry.
    claims: usize,
    /// Claims that nobody else carries.
    alone: usize,
}

/// One origin and how much of a thread goes back to it.
#[derive(Debug, Serialize, ToSchema)]
struct OriginShare {
    /// The origin.
    id: String,
    /// What to call it.
    name: String,
    /// What it is: `speaker`, `official`, `agency`, `media`, `document`, `anonymous`, `outlet`.
    kind: String,
    /// The sentences that carry its word.
    sentences: usize,
    /// Of all such sentences, from 0 to 1.
    share: f64,
}

/// Who was first with a story.
#[derive(Debug, Serialize, ToSchema)]
struct First {
    /// The story.
    story: String,
    /// Its earliest article with a date.
    article: String,
    /// The outlet.
    outlet: Option<String>,
    /// When it was published.
    date: String,
}

/// Who published how much of a thread, and where it goes back to.
#[derive(Debug, Serialize, ToSchema)]
struct CoverageAnswer {
    /// `coverage/1`.
    format: &'static str,
    /// How often the library was changed so far.
    generation: u64,
    /// The thread.
    thread: String,
    /// By outlet, those with most articles first.
    outlets: Vec<Share>,
    /// By country, as ISO 3166 codes.
    countries: Vec<Share>,
    /// By language.
    languages: Vec<Share>,
    /// Where its sentences go back to, most first.
    origins: Vec<OriginShare>,
    /// Who was first with each story.
    first: Vec<First>,
}

impl Following for CoverageAnswer {}

fn find(view: &View<'_>, id: String, rest: &str) -> Result<Arc<ThreadRecord>, Instead> {
    view.thread(&ThreadId::given(id), |id| format!("/api/v1/threads/{}{rest}", segment(id)))
}

/// Lays a thread's claims out: what each origin, outlet or language does to each.
#[utoipa::path(
    get, path = "/threads/{id}/matrix", tag = "threads",
    params(
        ("id" = String, Path, description = "the thread's id"),
        ("columns" = Option<String>, Query, description = "`origins` (the default), `outlets` or `languages`"),
        ("sort" = Option<String>, Query, description = "`support` (the default), `date` or `weight`"),
        ("offset" = Option<u64>, Query, description = "leave out so many rows"),
        ("limit" = Option<u64>, Query, description = "at most so many rows: 100 by default, 1,000 at most"),
    ),
    responses(
        (status = 200, description = "the matrix: `matrix/1`", body = MatrixAnswer),
        (status = 308, description = "the thread has another id now"),
        (status = 400, description = "a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "there is no such thread", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn matrix(ask: Ask, Id(id): Id) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 100, 1_000)?;
        let (columns, sort) = laid_out(asked)?;
        let record = find(view, id, "/matrix")?;
        let names = names_of(view, &record)?;
        let look = Look::at(Address::of("/"), Lang::En);
        let texts = Cited(view);
        let grid = Grid::of(&Source::of(&record, &texts, &names, &look), columns, sort);
        let rows = part.of(&grid.rows).iter().map(|row| MatrixRow {
            claim: row.claim.id.to_string(),
            text: row.claim.text.clone(),
            support: row.claim.support.name(),
            date: row.date.map(|date| date.to_string()),
            cells: row
                .cells
                .iter()
                .flat_map(|(column, cells)| cells.iter().map(|cell| (*column, cell)))
                .map(|(column, cell)| MatrixCell {
                    column,
                    standpoint: cell.standpoint.name(),
                    count: cell.count,
                    article: cell.evidence.article().to_string(),
                    start: cell.evidence.span().start,
                    end: cell.evidence.span().end,
                })
                .collect(),
        });
        let total = Some(grid.rows.len() as u64);
        let listed = lister.part("matrix/1", (view, asked), part, total, rows.collect());
        let column = |column: &pages::parts::grid::Column| MatrixColumn {
            key: column.key.clone(),
            name: column.name.text().to_owned(),
            alone: column.alone,
        };
        Ok(MatrixAnswer {
            format: listed.format,
            generation: listed.generation,
            thread: record.id.to_string(),
            columns: grid.columns.iter().map(column).collect(),
            total: grid.rows.len() as u64,
            offset: listed.offset,
            limit: listed.limit,
            next: listed.next,
            items: listed.items,
        })
    })
    .await
}

fn laid_out(asked: &Asked) -> Result<(Columns, Sort), Problem> {
    Ok((
        asked.one_of("columns", &Columns::ALL.map(|columns| (columns.name(), columns)))?,
        asked.one_of("sort", &Sort::ALL.map(|sort| (sort.name(), sort)))?,
    ))
}

/// Tells who published how much of a thread, where it goes back to, and who was first.
#[utoipa::path(
    get, path = "/threads/{id}/coverage", tag = "threads",
    params(("id" = String, Path, description = "the thread's id")),
    responses(
        (status = 200, description = "the coverage: `coverage/1`", body = CoverageAnswer),
        (status = 308, description = "the thread has another id now"),
        (status = 404, description = "there is no such thread", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn coverage(ask: Ask, Id(id): Id) -> Response {
    ask.json(move |view, _| {
        let record = find(view, id, "/coverage")?;
        let countries = countries(view)?;
        let outlet_of = |at: usize| record.articles[at].outlet.clone().unwrap_or_default();
        Ok(CoverageAnswer {
            format: "coverage/1",
            generation: view.generation,
            thread: record.id.to_string(),
            outlets: shares(&record, outlet_of),
            countries: shares(&record, |at| countries.get(&outlet_of(at)).cloned().unwrap_or_default()),
            languages: shares(&record, |at| record.articles[at].lang.clone()),
            origins: origins(&record),
            first: first(&record),
        })
    })
    .await
}

/// Counts a thread's articles and claims by what each article is of.
fn shares(record: &ThreadRecord, of: impl Fn(usize) -> String) -> Vec<Share> {
    let mut found: BTreeMap<String, Share> = BTreeMap::new();
    let mut by_article = BTreeMap::new();
    for (at, article) in record.articles.iter().enumerate() {
        let name = of(at);
        by_article.insert(&article.id, name.clone());
        let share = found.entry(name.clone()).or_insert(Share { name, articles: 0, claims: 0, alone: 0 });
        share.articles += 1;
    }
    for claim in &record.claims {
        let carriers: BTreeSet<&String> =
            claim.supports.iter().filter_map(|support| by_article.get(support.evidence.article())).collect();
        for name in &carriers {
            if let Some(share) = found.get_mut(*name) {
                share.claims += 1;
                share.alone += usize::from(carriers.len() == 1);
            }
        }
    }
    let mut shares: Vec<Share> = found.into_values().collect();
    shares.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    shares
}

fn origins(record: &ThreadRecord) -> Vec<OriginShare> {
    let mut sentences: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
    for support in record.claims.iter().flat_map(|claim| &claim.supports) {
        let place = (support.evidence.article(), support.evidence.span());
        sentences.entry(support.origin.as_str()).or_default().insert(place);
    }
    let all: BTreeSet<_> = sentences.values().flatten().collect();
    let mut shares: Vec<OriginShare> = record
        .origins
        .iter()
        .map(|origin| {
            let count = sentences.get(origin.id.as_str()).map_or(0, BTreeSet::len);
            OriginShare {
                id: origin.id.to_string(),
                name: origin.name.clone(),
                kind: origin.kind.clone(),
                sentences: count,
                share: (count as f64 / all.len().max(1) as f64 * 1e4).round() / 1e4,
            }
        })
        .collect();
    shares.sort_by(|a, b| b.sentences.cmp(&a.sentences).then_with(|| a.id.cmp(&b.id)));
    shares
}

fn first(record: &ThreadRecord) -> Vec<First> {
    let lines: BTreeMap<_, _> = record.articles.iter().map(|line| (&line.id, line)).collect();
    let earliest = |story: &model::StoryLine| {
        let dated = story.articles.iter().filter_map(|id| lines.get(id)).filter(|line| line.date.is_some());
        let line = dated.min_by_key(|line| (line.date, &line.id))?;
        Some(First {
            story: story.id.to_string(),
            article: line.id.to_string(),
            outlet: line.outlet.clone(),
            date: line.date?.to_string(),
        })
    };
    record.stories.iter().filter_map(earliest).collect()
}
