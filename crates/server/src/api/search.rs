//! Search: words and names in any spelling and script, with facets.

use crate::app::App;
use crate::ask::Ask;
use crate::asked::Asked;
use crate::listed::{Following, Part};
use crate::problem::{Instead, Kind, Problem, ProblemBody};
use crate::shelf::View;
use axum::response::Response;
use model::Note;
use search::{Facet, Hit, Query, Results};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find))
}

/// What was found.
pub(crate) struct Found {
    /// The query as it was read.
    pub(crate) query: String,
    /// What of it was not read as it stood.
    pub(crate) notes: Vec<Note>,
    /// What matches it; nothing where nothing was asked.
    pub(crate) results: Arc<Results>,
}

/// Looks for what an address's parameters ask.
pub(crate) fn search(
    app: &App,
    view: &View<'_>,
    params: &[(&str, &str)],
    offset: usize,
    limit: usize,
) -> Result<Found, Instead> {
    let (query, notes) = Query::from_params(params.iter().copied());
    if query.is_empty() {
        return Ok(Found { query: String::new(), notes, results: Arc::default() });
    }
    let index = app.index();
    let canonical = query.to_string();
    let results = view.found(index.generation(), &canonical, (offset, limit), || {
        index.search(&query, offset, limit).map_err(|error| {
            tracing::error!(error = crate::problem::causes(&error), "search failed");
            Problem::of(Kind::Internal).into()
        })
    })?;
    Ok(Found { query: canonical, notes, results })
}

/// One entry that matches.
#[derive(Debug, Serialize, ToSchema)]
struct HitItem {
    /// `article`, `sentence`, `claim` or `entity`.
    kind: &'static str,
    /// What else the sentence is: `statement`, `event`, `amount`.
    also: Vec<&'static str>,
    /// The article it stands in; for a claim, the one that says it best.
    article: Option<String>,
    /// Where it begins in the article's text, in bytes of UTF-8.
    start: Option<u32>,
    /// Where it ends.
    end: Option<u32>,
    /// Its text; for an article, how its text begins.
    text: String,
    /// The language of the text.
    lang: String,
    /// What matched, as byte ranges into the text, in order and apart.
    highlights: Vec<[u32; 2]>,
    /// The part of the text to show first, as a byte range into it.
    snippet: [u32; 2],
    /// The way it came, innermost voice first; empty where nobody is quoted.
    chain: Vec<String>,
    /// When it was said or published.
    date_said: Option<String>,
    /// When it happens.
    date_happened: Option<String>,
    /// The story that its article belongs to.
    story: Option<String>,
    /// The thread that its article belongs to.
    thread: Option<String>,
    /// The claim.
    claim: Option<String>,
    /// The entity.
    entity: Option<String>,
    /// Who published it.
    outlet: Option<String>,
    /// The article's title; for an entity, its name.
    title: Option<String>,
    /// How well it matches; comparable within one search only.
    score: f32,
}

impl From<&Hit> for HitItem {
    fn from(hit: &Hit) -> Self {
        let pair = |span: model::Span| [span.start, span.end];
        Self {
            kind: hit.kind.name(),
            also: hit.also.iter().map(|kind| kind.name()).collect(),
            article: hit.article.as_ref().map(|id| id.to_string()),
            start: hit.span.map(|span| span.start),
            end: hit.span.map(|span| span.end),
            text: hit.text.clone(),
            lang: hit.lang.clone(),
            highlights: hit.highlights.iter().copied().map(pair).collect(),
            snippet: pair(hit.snippet),
            chain: hit.chain.clone(),
            date_said: hit.date_said.as_ref().map(|date| date.to_string()),
            date_happened: hit.date_happened.as_ref().map(|date| date.to_string()),
            story: hit.story.as_ref().map(|id| id.to_string()),
            thread: hit.thread.as_ref().map(|id| id.to_string()),
            claim: hit.claim.as_ref().map(|id| id.to_string()),
            entity: hit.entity.as_ref().map(|id| id.to_string()),
            outlet: hit.outlet.clone(),
            title: hit.title.clone(),
            score: hit.score,
        }
    }
}

/// One facet of what was found.
#[derive(Debug, Serialize, ToSchema)]
struct FacetItem {
    /// The field's name in the query language.
    name: &'static str,
    /// Its values, the most frequent first; days and amounts in their own order.
    values: Vec<FacetCount>,
}

/// One value of a facet.
#[derive(Debug, Serialize, ToSchema)]
struct FacetCount {
    /// The value as the query language takes it.
    value: String,
    /// How many of the counted entries have it.
    count: u64,
}

/// Something of the query that was not read as it stood.
#[derive(Debug, Serialize, ToSchema)]
struct QueryNote {
    /// A stable name.
    code: String,
    /// What it is, for people.
    message: String,
}

/// What a search found.
#[derive(Debug, Serialize, ToSchema)]
struct SearchAnswer {
    /// `search/1`.
    format: &'static str,
    /// How often the library was changed so far.
    generation: u64,
    /// Up to which generation of the library it was searched.
    indexed: u64,
    /// The query as it was read, in its canonical form.
    query: String,
    /// What of it was not read as it stood.
    notes: Vec<QueryNote>,
    /// How many entries match.
    total: u64,
    /// How many were left out before these.
    offset: u64,
    /// How many were asked for at most.
    limit: u64,
    /// The address of the next part; `null` when this is the last.
    next: Option<String>,
    /// The entries.
    items: Vec<HitItem>,
    /// How all that match divide.
    facets: Vec<FacetItem>,
    /// How many entries the facets counted: all, or for very broad queries an even part of them.
    facets_counted: u64,
}

impl Following for SearchAnswer {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// Parameters that are no part of the query.
const OTHERS: [&str; 3] = ["offset", "limit", "page"];

/// No search is paged through further than this.
const FURTHEST: u64 = 10_000;

/// Looks for words and names in any spelling and script.
///
/// Every field of the query language is a parameter as well, as often as there are values: `outlet`, `origin`, `country`,
/// `lang`, `kind`, `type`, `certainty`, `place`, `speaker`, `support`, `since`, `until`, `said`, `happened`, `amount`.
#[utoipa::path(
    get, path = "/search", tag = "search", operation_id = "search",
    params(
        ("q" = Option<String>, Query, description = "words, \"phrases\", prefix*, -exclusions and fields such as speaker:\"Kim Jong Un\""),
        ("offset" = Option<u64>, Query, description = "leave out so many; 10,000 at most"),
        ("limit" = Option<u64>, Query, description = "at most so many: 20 by default, 200 at most"),
    ),
    responses(
        (status = 200, description = "what was found: `search/1`", body = SearchAnswer),
        (status = 400, description = "a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn find(mut ask: Ask) -> Response {
    let app = ask.app.clone();
    let lister = ask.lister();
    let indexed = app.index().generation();
    ask.depends_on(&format!("i{indexed}"));
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 20, 200)?;
        if part.offset > FURTHEST {
            return Err(Problem::of(Kind::BadParameter)
                .told("`offset` must be a whole number from 0 to 10000")
                .into());
        }
        let params = params(asked);
        let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let found = search(&app, view, &params, size(part.offset), size(part.limit))?;
        let items: Vec<HitItem> = found.results.hits.iter().map(HitItem::from).collect();
        let listed = lister.part("search/1", (view, asked), part, Some(found.results.total), items);
        let count = |facet: &Facet| FacetItem {
            name: facet.name,
            values: facet
                .values
                .iter()
                .map(|v| FacetCount { value: v.value.clone(), count: v.count })
                .collect(),
        };
        let note = |note: Note| QueryNote { code: note.code.into_owned(), message: note.message };
        Ok(SearchAnswer {
            format: listed.format,
            generation: listed.generation,
            indexed,
            query: found.query,
            notes: found.notes.into_iter().map(note).collect(),
            total: found.results.total,
            offset: listed.offset,
            limit: listed.limit,
            next: listed.next.filter(|_| part.offset + part.limit <= FURTHEST),
            items: listed.items,
            facets: found.results.facets.iter().map(count).collect(),
            facets_counted: found.results.facets_counted,
        })
    })
    .await
}

fn params(asked: &Asked) -> Vec<(&str, &str)> {
    let pairs = asked.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    pairs.filter(|(name, _)| !OTHERS.contains(name)).collect()
}
