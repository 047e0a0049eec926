//! Origins: who put a proposition into the world.
//!
//! The origin of what is said is the innermost voice of its chain. The origin of a narration is the agency that the
//! article credits, else the first article of its copy group, else its outlet.
//! A source that is only described (`अधिकारियों ने कहा`) is known by who passed it on: two outlets' unnamed
//! officials are two origins, one agency's officials in ten outlets are one.

use crate::Scope;
use model::{Article, DocId, Document, Entity, EntityId, EntityType, LinkRole, SourceKind, Statement};
use std::collections::{BTreeMap, BTreeSet};
use text::{Tokens, fold};

/// Somebody who put a proposition into the world.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// The same for the same origin in every document.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) kind: LinkRole,
    pub(crate) entity: Option<EntityId>,
    pub(crate) side: Option<String>,
    /// Whether the text describes it without a name.
    described: bool,
    /// The offices of a state that it holds or speaks for.
    offices: Offices,
}

/// The offices of a state that somebody holds, or that a house speaks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Offices {
    held: BTreeSet<String>,
    spoken_for: Option<String>,
}

impl Offices {
    fn of(scope: &Scope<'_>, entity: &Entity) -> Self {
        let Some(country) = &entity.country else { return Self::default() };
        let names = scope.packs.names();
        let seat = names.by_id(&entity.id).and_then(|known| scope.packs.offices().of_seat(&known.key));
        let roles: Vec<_> = entity.roles.iter().map(|role| Tokens::of(role)).collect();
        let held = roles.iter().flat_map(|role| scope.packs.offices().find(role));
        Self {
            held: held.map(|office| format!("{country} {}", office.key)).collect(),
            spoken_for: seat.map(|office| format!("{country} {office}")),
        }
    }

    /// Tells whether a house speaks for who holds the office, or both houses for one office.
    fn are_one(&self, other: &Self) -> bool {
        let speaks_for = |one: &Self, other: &Self| {
            let office = one.spoken_for.as_ref();
            office.is_some_and(|office| {
                other.held.contains(office) || other.spoken_for.as_ref() == Some(office)
            })
        };
        speaks_for(self, other) || speaks_for(other, self)
    }
}

/// Returns the origin of what each document tells in its own voice.
pub(crate) fn of_narrations(scope: &Scope<'_>) -> Vec<Source> {
    let group = |document: &Document| {
        scope.grouping.of(&document.article().id).and_then(|line| line.copy_group.as_ref())
    };
    // A copy's source is the agency that any of its articles credits, else its first article's outlet.
    let mut first: BTreeMap<&DocId, Source> = BTreeMap::new();
    let mut agencies: BTreeMap<&DocId, Source> = BTreeMap::new();
    for document in &scope.documents {
        let Some(group) = group(document) else { continue };
        first.entry(group).or_insert_with(|| outlet(scope, document));
        if !agencies.contains_key(group)
            && let Some(agency) = credited(scope, document)
        {
            agencies.insert(group, agency);
        }
    }
    let narration = |document: &&Document| {
        let of_group = || group(document).and_then(|group| agencies.get(group).or_else(|| first.get(group)));
        credited(scope, document).or_else(|| of_group().cloned()).unwrap_or_else(|| outlet(scope, document))
    };
    scope.documents.iter().map(narration).collect()
}

/// Returns the innermost voice of a statement, and who passed it on first; `narration` is its document's own voice.
pub(crate) fn of_statement(
    scope: &Scope<'_>,
    document: &Document,
    narration: &Source,
    statement: &Statement,
) -> (Source, Source) {
    let links: Vec<_> = statement.chain.links().iter().filter(|link| link.role != LinkRole::Outlet).collect();
    let Some(first) = links.first() else { return (narration.clone(), narration.clone()) };
    let passer = links.get(1).map_or_else(
        || narration.clone(),
        |link| named(scope, document, &link.name, link.entity.as_ref(), link.role, narration),
    );
    if statement.speaker.is_none() {
        // The chain holds only the credited agency: nobody inside it speaks.
        return (narration.clone(), narration.clone());
    }
    let mut origin = named(scope, document, &first.name, first.entity.as_ref(), first.role, &passer);
    if let Some(speaker) = &statement.speaker {
        origin.described = speaker.described && origin.entity.is_none();
        origin.side = origin.side.or_else(|| described_side(scope, document, speaker.span));
    }
    (origin, passer)
}

fn named(
    scope: &Scope<'_>,
    document: &Document,
    name: &str,
    entity: Option<&EntityId>,
    role: LinkRole,
    passer: &Source,
) -> Source {
    if let Some(id) = entity {
        let known = document.entity(id);
        let side = known.and_then(|entity| {
            let state_agency = entity.source != Some(SourceKind::Agency)
                || scope.packs.names().by_id(id).is_some_and(|known| known.sector.as_deref() == Some("GOV"));
            let country = entity.country.as_deref().filter(|_| state_agency)?;
            label(scope, country)
        });
        let place = known.filter(|entity| entity.kind == EntityType::Loc).map(|entity| entity.name.clone());
        let mut name = known.map_or_else(|| name.to_owned(), |entity| entity.name.clone());
        // Two states' foreign ministries bear one name.
        let body = known.filter(|entity| entity.kind == EntityType::Org);
        if let Some(country) =
            body.and_then(|body| country_in_words(scope, document, body.country.as_deref()?))
            && !name.contains(country)
            && scope.packs.names().by_id(id).is_none()
        {
            name = format!("{name} ({country})");
        }
        return Source {
            key: format!("e:{id}"),
            name,
            kind: role,
            entity: Some(id.clone()),
            side: side.or(place),
            described: false,
            offices: known.map(|entity| Offices::of(scope, entity)).unwrap_or_default(),
        };
    }
    let own = matches!(role, LinkRole::Speaker);
    let key = if own { format!("n:{}", fold(name)) } else { format!("d:{}:{}", passer.key, fold(name)) };
    Source {
        key,
        name: name.to_owned(),
        kind: role,
        entity: None,
        side: None,
        described: false,
        offices: Offices::default(),
    }
}

/// Returns the country that a described source names in its own words: `वेलमोरा के सरकारी मीडिया`.
fn described_side(scope: &Scope<'_>, document: &Document, span: model::Span) -> Option<String> {
    let mention = document.facts().mentions.iter().find(|mention| {
        span.covers(mention.span) && matches!(mention.kind, EntityType::Loc | EntityType::Norp)
    })?;
    let entity = document.entity(&mention.entity)?;
    label(scope, entity.country.as_deref()?).or_else(|| Some(entity.name.clone()))
}

/// Returns how a document itself names a country.
fn country_in_words<'d>(scope: &Scope<'_>, document: &'d Document, key: &str) -> Option<&'d str> {
    let id = scope.packs.names().entity(key)?.id();
    let names = &document.entity(&id)?.names;
    names.get(document.article().lang.as_str())?.first().map(String::as_str)
}

fn label(scope: &Scope<'_>, key: &str) -> Option<String> {
    scope.packs.names().entity(key).map(|known| known.label.clone())
}

fn credited(scope: &Scope<'_>, document: &Document) -> Option<Source> {
    let agency = document.article().agencies.first()?;
    let known = scope.packs.names().exactly(agency);
    Some(match known {
        Some(known) => Source {
            key: format!("e:{}", known.id()),
            name: known.label.clone(),
            kind: LinkRole::Agency,
            entity: Some(known.id()),
            side: known
                .of
                .as_deref()
                .filter(|_| known.sector.as_deref() == Some("GOV"))
                .and_then(|of| label(scope, of)),
            described: false,
            offices: Offices::default(),
        },
        None => Source {
            key: format!("a:{}", fold(agency)),
            name: agency.clone(),
            kind: LinkRole::Agency,
            entity: None,
            side: None,
            described: false,
            offices: Offices::default(),
        },
    })
}

/// Returns what to call the outlet of an article: what its host is called, its own name, its host, else the name of the
/// file it was read from.
pub(crate) fn outlet_name(scope: &Scope<'_>, article: &Article) -> String {
    let host = article.outlet.domain.as_ref().and_then(|domain| scope.outlets.name(domain));
    let file = || article.path.rsplit(['/', '\\']).next().unwrap_or(&article.path).to_owned();
    host.map(str::to_owned).unwrap_or_else(|| article.outlet.label().map_or_else(file, str::to_owned))
}

fn outlet(scope: &Scope<'_>, document: &Document) -> Source {
    let article = document.article();
    let name = outlet_name(scope, article);
    let key = match article.outlet.label() {
        Some(_) => format!("o:{}", fold(&name)),
        None => format!("p:{}", article.id),
    };
    Source {
        key,
        name,
        kind: LinkRole::Outlet,
        entity: None,
        side: None,
        described: false,
        offices: Offices::default(),
    }
}

/// Tells whether two origins can confirm each other.
///
/// They cannot where they are the same, two mouths of one state's media, a body of a state beside an unnamed one of the
/// same state (`the service`, `a South Korean assessment`), a president beside the house that speaks for the office, or
/// press beside press of which neither a name nor a country is told (`state media`), which may be the very same.
pub(crate) fn independent(one: &Source, other: &Source) -> bool {
    let press = |source: &Source| matches!(source.kind, LinkRole::Agency | LinkRole::Media);
    let speaks_for_body =
        |source: &Source| press(source) || matches!(source.kind, LinkRole::Official | LinkRole::Document);
    let unnamed = one.entity.is_none() || other.entity.is_none();
    let one_mouth = press(one) && press(other) || unnamed && speaks_for_body(one) && speaks_for_body(other);
    let one_side = one_mouth && one.side.is_some() && one.side == other.side;
    let vague = |source: &Source| press(source) && source.described && source.side.is_none();
    let any_press = press(one) && press(other) && (vague(one) || vague(other));
    let one_voice = one.key == other.key || one.offices.are_one(&other.offices);
    !(one_voice || one_side || any_press)
}
