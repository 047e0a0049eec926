//! FollowTheMoney entities, and those that many articles name.

use super::codes;
use crate::labels::one_line;
use model::id::content_hash;
use model::{EntityId, EntityType, SourceKind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One entity, ready to be written.
#[derive(Debug, Serialize)]
pub(super) struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    /// Starts an entity.
    pub(super) fn new(schema: &'static str, id: String) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// Adds a value on one line, where there is one and it is not there yet.
    pub(super) fn add(&mut self, property: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(property, one_line(value));
        }
    }

    /// Adds several values.
    pub(super) fn add_all<'a>(&mut self, property: &'static str, values: impl IntoIterator<Item = &'a str>) {
        values.into_iter().for_each(|value| self.add(property, Some(value)));
    }

    /// Adds a text with its lines.
    pub(super) fn add_text(&mut self, property: &'static str, text: &str) {
        self.push(property, text.to_owned());
    }

    fn push(&mut self, property: &'static str, value: String) {
        // FollowTheMoney takes marks without a shape off, and then two spellings may be one.
        let same = |other: &String| shaped(other).eq(shaped(&value));
        if shaped(&value).any(|c| !c.is_whitespace()) {
            let values = self.properties.entry(property).or_default();
            if !values.iter().any(same) {
                values.push(value);
            }
        }
    }
}

fn shaped(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}' | '\u{FEFF}'))
}

/// What all articles together know of one entity.
pub(super) struct Known {
    id: EntityId,
    schema: Option<&'static str>,
    name: String,
    aliases: BTreeSet<String>,
    roles: BTreeSet<String>,
    country: Option<String>,
    wikidata: Option<String>,
    topic: Option<&'static str>,
}

impl Known {
    /// Takes an entity as the first article has it.
    pub(super) fn new(entity: &model::Entity) -> Self {
        Self {
            id: entity.id.clone(),
            schema: schema(entity),
            name: entity.name.clone(),
            aliases: BTreeSet::new(),
            roles: BTreeSet::new(),
            country: entity.country.clone(),
            wikidata: None,
            topic: entity.source.and_then(topic),
        }
    }

    /// Adds what another article knows of it.
    pub(super) fn learn(&mut self, entity: &model::Entity) {
        self.schema = self.schema.or_else(|| schema(entity));
        self.aliases.extend(entity.names.values().flatten().cloned());
        self.roles.extend(entity.roles.iter().cloned());
        self.country = self.country.take().or_else(|| entity.country.clone());
        self.topic = self.topic.or_else(|| entity.source.and_then(topic));
        let wikidata = entity.kb.as_deref().and_then(|kb| kb.strip_prefix("wikidata:"));
        self.wikidata =
            self.wikidata.take().or_else(|| wikidata.filter(|id| codes::is_item(id)).map(str::to_owned));
    }

    /// Returns it as FollowTheMoney has it; `None` for what has no entity there.
    pub(super) fn entity(&self) -> Option<Entity> {
        let schema = self.schema?;
        let mut entity = Entity::new(schema, entity_id(&self.id));
        entity.add("name", Some(&self.name));
        entity.add_all("alias", self.aliases.iter().map(String::as_str).filter(|name| *name != self.name));
        entity.add_all(
            if schema == "Person" { "position" } else { "classification" },
            self.roles.iter().map(String::as_str),
        );
        entity.add("country", self.country.as_deref().and_then(codes::country));
        entity.add("wikidataId", self.wikidata.as_deref());
        entity.add("topics", self.topic);
        Some(entity)
    }
}

/// Returns the schema of a person or body; `None` for places, peoples and named events.
pub(super) fn schema(entity: &model::Entity) -> Option<&'static str> {
    match (entity.kind, entity.source) {
        (EntityType::Per, _) => Some("Person"),
        (EntityType::Org, Some(SourceKind::Government | SourceKind::Service)) => Some("PublicBody"),
        (EntityType::Org, Some(SourceKind::Company)) => Some("Company"),
        (EntityType::Org, _) => Some("Organization"),
        (EntityType::Loc | EntityType::Norp | EntityType::Event, _) => None,
    }
}

fn topic(source: SourceKind) -> Option<&'static str> {
    match source {
        SourceKind::Government => Some("gov"),
        SourceKind::Service => Some("gov.security"),
        SourceKind::International => Some("gov.igo"),
        SourceKind::Party => Some("pol.party"),
        _ => None,
    }
}

/// Returns the id of a person or body.
pub(super) fn entity_id(of: &EntityId) -> String {
    id(&["entity", of.as_str()])
}

/// Returns the id of what these parts say.
pub(super) fn id(parts: &[&str]) -> String {
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
    format!("sutradhar-{}", content_hash(&parts))
}
