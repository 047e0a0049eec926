//! Entities and their mentions.

use crate::{EntityId, Rule, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntityType {
    /// A person.
    Per,
    /// A place.
    Loc,
    /// An organisation.
    Org,
    /// A nationality, religious or political group.
    Norp,
    /// A named event.
    Event,
}

/// What kind of source an entity is when something is told on its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SourceKind {
    /// Its trade is to be repeated.
    Agency,
    /// A government or an office of one.
    Government,
    /// A secret or public service of a state.
    Service,
    /// A newspaper, channel or site.
    Media,
    /// An international body.
    International,
    /// A party.
    Party,
    /// A company.
    Company,
}

/// Names by language, sorted; the same entity has names in many scripts.
pub type Names = BTreeMap<String, BTreeSet<String>>;

/// A span that names somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What it names.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Whom it names.
    pub entity: EntityId,
    /// What found it.
    pub rule: Rule,
}

/// Somebody or something that a document names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The id; the same in every document.
    pub id: EntityId,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The canonical English (or Latin) name where known, else the fullest name in the text.
    pub name: String,
    /// Every name known or seen, by language.
    pub names: Names,
    /// An id in a knowledge base, such as `wikidata:Q…`.
    pub kb: Option<String>,
    /// What kind of source it is, where known.
    pub source: Option<SourceKind>,
    /// The id of the country it belongs to or speaks for, where known.
    pub country: Option<String>,
    /// The roles the text gives it (`राष्ट्रपति`, `foreign minister`), as published, sorted.
    pub roles: BTreeSet<String>,
}
