//! Entities: who is named, what they say and do, and in whose company.

use crate::app::App;
use crate::ask::{Ask, Id};
use crate::listed::{Listed, Part};
use crate::problem::{Instead, Kind, Problem, ProblemBody};
use crate::shelf::View;
use axum::response::Response;
use model::{DocId, EntityId, Identity, Moment, ThreadId};
use serde::Serialize;
use store::{CompanyLine, EntityCounts, EntityLine, NameLine, PassageLine, Passages};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(entity))
        .routes(routes!(said))
        .routes(routes!(did))
        .routes(routes!(relayed))
        .routes(routes!(said_about))
        .routes(routes!(company))
        .routes(routes!(articles))
}

/// Who or what it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntityItem {
    /// The id.
    #[schema(value_type = String)]
    id: EntityId,
    /// `PER`, `LOC`, `ORG`, `NORP` or `EVENT`.
    r#type: String,
    /// The canonical name where known, else the fullest one seen.
    name: String,
    /// Its id in a knowledge base.
    kb: Option<String>,
    /// What kind of source it is.
    source: Option<String>,
    /// The country it belongs to or speaks for.
    country: Option<String>,
}

impl From<EntityLine> for EntityItem {
    fn from(line: EntityLine) -> Self {
        Self {
            id: line.id,
            r#type: line.kind,
            name: line.name,
            kb: line.kb,
            source: line.source,
            country: line.country,
        }
    }
}

/// A name of an entity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NameItem {
    /// The language.
    lang: String,
    /// The name.
    name: String,
    /// The earliest article that names it so; `null` where it is known from tables only.
    #[schema(value_type = Option<String>)]
    seen_in: Option<DocId>,
    /// How often articles name it so.
    mentions: u64,
}

impl From<NameLine> for NameItem {
    fn from(line: NameLine) -> Self {
        Self { lang: line.lang, name: line.name, seen_in: line.seen_in, mentions: line.mentions }
    }
}

/// How much the library holds of an entity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Counts {
    /// Articles that name it.
    articles: u64,
    /// Mentions.
    mentions: u64,
    /// Statements it makes.
    said: u64,
    /// Statements that came through it.
    relayed: u64,
    /// Events it takes part in.
    did: u64,
    /// The earliest day of an article that names it.
    first_seen: Option<String>,
    /// The latest.
    last_seen: Option<String>,
}

impl From<EntityCounts> for Counts {
    fn from(counts: EntityCounts) -> Self {
        Self {
            articles: counts.articles,
            mentions: counts.mentions,
            said: counts.said,
            relayed: counts.relayed,
            did: counts.did,
            first_seen: counts.first_seen,
            last_seen: counts.last_seen,
        }
    }
}

/// An entity with its names and how much the library holds of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntityAnswer {
    /// `entity/1`.
    format: &'static str,
    #[serde(flatten)]
    entity: EntityItem,
    /// Whom it is now that two entities were found to be one; `null` where it is itself.
    #[schema(value_type = Option<String>)]
    merged_into: Option<EntityId>,
    /// Its names: those that articles use most first, then those known from tables.
    names: Vec<NameItem>,
    /// What put it together from several spellings, or parted it from a namesake: 100 at most.
    joined: Vec<JoinedItem>,
    /// How much the library holds of it.
    counts: Counts,
}

/// So many are told of what an entity was put together from.
const JOINED: usize = 100;

/// One article's name that was found to be this entity's.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JoinedItem {
    /// The article.
    #[schema(value_type = String)]
    article: DocId,
    /// Where its fullest form begins in the article's text, in bytes of UTF-8.
    start: u32,
    /// Where it ends.
    end: u32,
    /// The id that the article alone gives it.
    #[schema(value_type = String)]
    was: EntityId,
    /// `same-sound`, `short-name` or `namesake`.
    rule: String,
    /// The place in another article that it was compared with.
    like: Option<LikeItem>,
    /// What speaks for it: how the names sound, `office …`, `country …`, `company …`.
    because: Vec<String>,
}

/// A place in an article.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LikeItem {
    /// The article.
    #[schema(value_type = String)]
    article: DocId,
    /// Where it begins in the article's text, in bytes of UTF-8.
    start: u32,
    /// Where it ends.
    end: u32,
}

impl From<Identity> for JoinedItem {
    fn from(one: Identity) -> Self {
        let like = one.like.map(|(article, span)| LikeItem { article, start: span.start, end: span.end });
        Self {
            article: one.article,
            start: one.span.start,
            end: one.span.end,
            was: one.was,
            rule: one.rule.as_str().to_owned(),
            like,
            because: one.because,
        }
    }
}

impl crate::listed::Following for EntityAnswer {}

/// A statement, an event or a mention in an article.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PassageItem {
    /// The article.
    #[schema(value_type = String)]
    article: DocId,
    /// The outlet.
    outlet: Option<String>,
    /// The headline.
    title: Option<String>,
    /// The article's language.
    lang: String,
    /// When it was published.
    #[schema(value_type = Option<String>)]
    date: Option<Moment>,
    /// Where the passage begins in the article's text, in bytes of UTF-8.
    start: u32,
    /// Where it ends.
    end: u32,
    /// Its words.
    text: String,
    /// Who says it, for a statement.
    speaker: Option<String>,
    /// The way it came, from the innermost voice to the outlet, for a statement.
    chain: Vec<String>,
    /// How it is said, for a statement; the type, for an event.
    what: String,
    /// The day of the event, or when it was said.
    #[schema(value_type = Option<String>)]
    day: Option<Moment>,
    /// `reported`, `planned`, `speculated` or `denied`, for an event.
    certainty: Option<String>,
    /// The thread that the article belongs to.
    #[schema(value_type = Option<String>)]
    thread: Option<ThreadId>,
}

impl From<PassageLine> for PassageItem {
    fn from(line: PassageLine) -> Self {
        Self {
            article: line.article,
            outlet: line.outlet,
            title: line.title,
            lang: line.lang,
            date: line.date,
            start: line.span.start,
            end: line.span.end,
            text: line.text,
            speaker: line.speaker,
            chain: line.chain,
            what: line.what,
            day: line.day,
            certainty: line.certainty,
            thread: line.thread,
        }
    }
}

/// Who is named beside an entity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompanyItem {
    #[serde(flatten)]
    entity: EntityItem,
    /// How many events they share.
    events: u64,
    /// How many articles name both, among the latest of this entity.
    articles: u64,
}

impl From<CompanyLine> for CompanyItem {
    fn from(line: CompanyLine) -> Self {
        Self { entity: line.entity.into(), events: line.events, articles: line.articles }
    }
}

/// Returns an entity that the library has.
pub(crate) fn find(view: &View<'_>, id: &EntityId) -> Result<EntityLine, Instead> {
    if let Some(line) = view.reader.entity(id)? {
        return Ok(line);
    }
    // Nothing has this id any more where its names were found to be another's.
    let overlay = view.overlay()?;
    Ok(view.reader.entity(overlay.entity(id))?.ok_or_else(|| Problem::of(Kind::NoSuchEntity))?)
}

/// Tells who or what an entity is, with its names and how much the library holds of it.
#[utoipa::path(
    get, path = "/entities/{id}", tag = "entities",
    params(("id" = String, Path, description = "the entity's id")),
    responses(
        (status = 200, description = "the entity: `entity/1`", body = EntityAnswer),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn entity(ask: Ask, Id(id): Id) -> Response {
    ask.json(move |view, _| {
        let id = EntityId::given(id);
        let entity: EntityItem = find(view, &id)?.into();
        let overlay = view.overlay()?;
        let now = overlay.entity(&id);
        let here = entity.id.clone();
        let joined = view.reader.identities_of(&here)?;
        Ok(EntityAnswer {
            format: "entity/1",
            entity,
            merged_into: (*now != id).then(|| now.clone()),
            names: view.reader.names_of(&here)?.into_iter().map(NameItem::from).collect(),
            joined: joined.into_iter().take(JOINED).map(JoinedItem::from).collect(),
            counts: view.reader.entity_counts(&here)?.into(),
        })
    })
    .await
}

/// Lists what an entity says, the latest first.
#[utoipa::path(
    get, path = "/entities/{id}/said", tag = "entities",
    params(
        ("id" = String, Path, description = "the entity's id"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 50 by default, 500 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list: `passages/1`", body = Listed<PassageItem>),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn said(ask: Ask, Id(id): Id) -> Response {
    passages(ask, id, Passages::Said).await
}

/// Lists what an entity does, the latest first.
#[utoipa::path(
    get, path = "/entities/{id}/did", tag = "entities",
    params(
        ("id" = String, Path, description = "the entity's id"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 50 by default, 500 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list: `passages/1`", body = Listed<PassageItem>),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn did(ask: Ask, Id(id): Id) -> Response {
    passages(ask, id, Passages::Did).await
}

/// Lists what came through an entity: an agency, a ministry, another outlet.
#[utoipa::path(
    get, path = "/entities/{id}/relayed", tag = "entities",
    params(
        ("id" = String, Path, description = "the entity's id"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 50 by default, 500 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list: `passages/1`", body = Listed<PassageItem>),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn relayed(ask: Ask, Id(id): Id) -> Response {
    passages(ask, id, Passages::Relayed).await
}

/// Lists statements of others that name an entity, the latest first.
#[utoipa::path(
    get, path = "/entities/{id}/said-about", tag = "entities",
    params(
        ("id" = String, Path, description = "the entity's id"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 50 by default, 500 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list: `passages/1`", body = Listed<PassageItem>),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn said_about(ask: Ask, Id(id): Id) -> Response {
    passages(ask, id, Passages::SaidAbout).await
}

async fn passages(ask: Ask, id: String, which: Passages) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 50, 500)?;
        let id = find(view, &EntityId::given(id))?.id;
        let lines = view.reader.passages(&id, which, part.offset, part.limit)?;
        let items: Vec<PassageItem> = lines.into_iter().map(PassageItem::from).collect();
        Ok(lister.part("passages/1", (view, asked), part, None, items))
    })
    .await
}

/// Lists who takes part in the same events, and who is named in the same articles.
#[utoipa::path(
    get, path = "/entities/{id}/company", tag = "entities",
    params(
        ("id" = String, Path, description = "the entity's id"),
        ("limit" = Option<u64>, Query, description = "at most so many: 50 by default, 500 at most"),
    ),
    responses(
        (status = 200, description = "the list: `company/1`", body = Listed<CompanyItem>),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn company(ask: Ask, Id(id): Id) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part { offset: 0, ..Part::asked(asked, 50, 500)? };
        let id = find(view, &EntityId::given(id))?.id;
        let lines = view.reader.company(&id, part.limit)?;
        let items: Vec<CompanyItem> = lines.into_iter().map(CompanyItem::from).collect();
        let total = items.len() as u64;
        Ok(lister.part("company/1", (view, asked), part, Some(total), items))
    })
    .await
}

/// Lists the articles that name an entity, the latest first.
#[utoipa::path(
    get, path = "/entities/{id}/articles", tag = "entities",
    params(
        ("id" = String, Path, description = "the entity's id"),
        ("offset" = Option<u64>, Query, description = "leave out so many"),
        ("limit" = Option<u64>, Query, description = "at most so many: 100 by default, 1,000 at most"),
    ),
    responses(
        (status = 200, description = "a part of the list of ids: `ids/1`", body = Listed<String>),
        (status = 404, description = "there is no such entity", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn articles(ask: Ask, Id(id): Id) -> Response {
    let lister = ask.lister();
    ask.json(move |view, asked| {
        let part = Part::asked(asked, 100, 1_000)?;
        let id = find(view, &EntityId::given(id))?.id;
        let (total, ids) = view.reader.articles_naming(&id, part.offset, part.limit)?;
        let items: Vec<String> = ids.iter().map(ToString::to_string).collect();
        Ok(lister.part("ids/1", (view, asked), part, Some(total), items))
    })
    .await
}
