//! The page of who or what is named.

use super::around::{Cited, entity as full, kind_of};
use super::told::{author, signature};
use super::visit::Visit;
use crate::api::entities::find;
use crate::ask::Id;
use crate::problem::{Instead, Kind};
use crate::shelf::View;
use axum::response::Response;
use lang::{Known, Packs};
use model::{DocId, Entity, EntityId, Fix};
use pages::entity::{
    CompanyLine, CountryLine, EntityCounts, EntityView, JoinLine, NameLine, PassageLine, SilenceLine,
};
use pages::parts::fix::Forms;
use pages::{Look, Names, Quoted, Texts};
use store::Passages;

/// So many passages of a kind are read: what the page shows with `all`.
const ALL: u64 = 200;

/// So many without.
const FIRST: u64 = 24;

/// So many others are told.
const COMPANY: u64 = 60;

/// So many are told of what an entity was put together from.
const JOINED: usize = 12;

/// So many silences are told.
const SILENCES: u64 = 100;

/// Shows an entity.
pub(super) async fn entity(mut visit: Visit, Id(id): Id) -> Response {
    let author = author(&visit);
    visit.ask.depends_on(&signature(author.as_deref()));
    let packs = visit.ask.app.packs();
    visit.page(move |view, look| page(view, look, EntityId::given(id), author.as_deref(), packs)).await
}

fn page(
    view: &View<'_>,
    look: &Look,
    id: EntityId,
    author: Option<&str>,
    packs: &Packs,
) -> Result<String, Instead> {
    let line = find(view, &id)?;
    let id = line.id.clone();
    let kind = kind_of(&line.kind).ok_or(Kind::NoSuchEntity)?;
    let limit = if look.address.get("all").is_some() { ALL } else { FIRST };
    let read = |which| -> Result<Vec<PassageLine>, Instead> {
        let lines = view.reader.passages(&id, which, 0, limit)?;
        Ok(lines.into_iter().map(passage).collect())
    };
    let (said, relayed) = (read(Passages::Said)?, read(Passages::Relayed)?);
    let (did, said_about) = (read(Passages::Did)?, read(Passages::SaidAbout)?);
    let counts = view.reader.entity_counts(&id)?;
    let company = view.reader.company(&id, COMPANY)?;
    // Those whose names may be shown in the reader's language: itself, and those around it.
    let mut around: Vec<Entity> = full(view, line.clone())?.into_iter().collect();
    for other in &company {
        around.extend(full(view, other.entity.clone())?);
    }
    let names = Names::of(&around);
    let silences = silences(view, &id)?;
    let mut corrections = view.reader.corrections()?;
    corrections.retain(|made| match &made.fix {
        Fix::MergeEntities { entity, into } => *entity == id || *into == id,
        Fix::SplitEntity { entity, .. } => *entity == id,
        _ => false,
    });
    let known_as: Vec<NameLine> = view
        .reader
        .names_of(&id)?
        .into_iter()
        .map(|name| NameLine {
            lang: name.lang,
            name: name.name,
            seen_in: name.seen_in,
            mentions: count(name.mentions),
        })
        .collect();
    let company: Vec<CompanyLine> = company
        .into_iter()
        .filter_map(|other| {
            Some(CompanyLine {
                kind: kind_of(&other.entity.kind)?,
                id: other.entity.id,
                name: other.entity.name,
                events: count(other.events),
                articles: count(other.articles),
            })
        })
        .collect();
    let country = match &line.country {
        None => None,
        Some(country) => {
            // Documents hold the key of a country in the tables of names.
            let country =
                packs.names().entity(country).map_or_else(|| EntityId::given(country.as_str()), Known::id);
            let kept = view.reader.entity(&country)?;
            let name = kept.as_ref().map_or(country.as_str(), |kept| kept.name.as_str());
            let name = view.book().show_id(Some(&country), name, look.lang);
            Some((country, name, kept.is_some()))
        }
    };
    Ok(pages::entity::entity(
        &EntityView {
            id: &id,
            kind,
            name: &line.name,
            kb: line.kb.as_deref(),
            source: line
                .source
                .as_deref()
                .and_then(|source| serde_json::from_value(serde_json::Value::from(source)).ok()),
            country: country.as_ref().map(|(id, name, is_kept)| CountryLine { id, name, is_kept: *is_kept }),
            known_as: &known_as,
            joined: &joined(view, &id)?,
            counts: EntityCounts {
                articles: count(counts.articles),
                mentions: count(counts.mentions),
                said: count(counts.said),
                relayed: count(counts.relayed),
                did: count(counts.did),
                first_seen: counts.first_seen.as_deref().and_then(|day| day.parse().ok()),
                last_seen: counts.last_seen.as_deref().and_then(|day| day.parse().ok()),
            },
            said: &said,
            relayed: &relayed,
            did: &did,
            said_about: &said_about,
            company: &company,
            silences: &silences,
            names: &names,
            corrections: &corrections,
            forms: Forms { token: None, author },
        },
        look,
    ))
}

fn passage(line: store::PassageLine) -> PassageLine {
    PassageLine {
        article: line.article,
        outlet: line.outlet,
        title: line.title,
        lang: line.lang,
        date: line.date,
        span: line.span,
        text: line.text,
        chain: line.chain,
        what: line.what,
        day: line.day,
        certainty: line
            .certainty
            .and_then(|certainty| serde_json::from_value(serde_json::Value::from(certainty)).ok()),
    }
}

/// Returns what put an entity together from several spellings, each spelling once.
fn joined(view: &View<'_>, id: &EntityId) -> Result<Vec<JoinLine>, Instead> {
    let mut lines: Vec<JoinLine> = Vec::new();
    for one in view.reader.identities_of(id)? {
        if lines.len() >= JOINED {
            break;
        }
        let Some((text, lang)) = Cited(view).passage(&one.article, one.span) else { continue };
        if lines.iter().any(|line| line.text == text && line.rule == one.rule.as_str()) {
            continue;
        }
        let mut because = Vec::new();
        for why in &one.because {
            let (what, of) = why.split_once(' ').unwrap_or((why, ""));
            let named = view.reader.entity(&EntityId::given(of))?.map(|line| line.name);
            because.push((what.to_owned(), named.unwrap_or_else(|| of.to_owned())));
        }
        let like = match one.like {
            Some((article, span)) => Cited(view)
                .passage(&article, span)
                .map(|(text, lang)| (article, span, Quoted::new(&text, &lang))),
            None => None,
        };
        let rule = one.rule.as_str().to_owned();
        lines.push(JoinLine { article: one.article, span: one.span, text, lang, rule, like, because });
    }
    Ok(lines)
}

/// Returns what an entity is silent about, with the words that show it.
fn silences(view: &View<'_>, id: &EntityId) -> Result<Vec<SilenceLine>, Instead> {
    let mut shown = Vec::new();
    for line in view.reader.silences_of(id, SILENCES)? {
        let record = view.record(&line.thread)?;
        let lang = |article: &DocId| {
            let found = record.articles.iter().find(|line| line.id == *article);
            found.map_or("und", |line| line.lang.as_str())
        };
        let claim = line.claim.as_ref().and_then(|id| record.claims.iter().find(|claim| claim.id == *id));
        let claim =
            claim.map(|claim| (claim.id.clone(), Quoted::new(&claim.text, lang(claim.evidence0.article()))));
        let Some((text, tag)) = Cited(view).passage(&line.article, line.span) else { continue };
        let outlet = record.articles.iter().find(|one| one.id == line.article);
        shown.push(SilenceLine {
            claim,
            kind: line.kind,
            text: Quoted::new(&text, &tag),
            outlet: outlet.and_then(|one| one.outlet.clone()),
            article: line.article,
            span: line.span,
        });
    }
    Ok(shown)
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
