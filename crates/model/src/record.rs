//! Records: what the user came for.

use crate::{
    Certainty, Claim, ClaimId, DocId, EntityId, Evidence, Moment, Note, OriginId, SetAside, StoryId, ThreadId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What many pages say: threads with their claims, timeline, sources and silences.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The threads, by first date, then id.
    pub threads: Vec<ThreadRecord>,
    /// What could not be used.
    pub set_aside: Vec<SetAside>,
    /// Counts: pages, articles, outlets, origins, statements, claims.
    pub stats: BTreeMap<String, u64>,
}

/// What is known of one thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadRecord {
    /// The id.
    pub id: ThreadId,
    /// The headline of its most central article.
    pub title: String,
    /// First and last day.
    pub span: (Option<Moment>, Option<Moment>),
    /// Its articles, by date, then id.
    pub articles: Vec<ArticleLine>,
    /// Its stories, by date, then id.
    pub stories: Vec<StoryLine>,
    /// Who put its claims into the world.
    pub origins: Vec<Origin>,
    /// Its claims, the weightiest first.
    pub claims: Vec<Claim>,
    /// Who left what out.
    pub silences: Vec<Silence>,
    /// What happened when, by the event's day; planned things say so.
    pub timeline: Vec<TimelineEntry>,
    /// At most three sentences that say most of it.
    pub brief: Vec<Evidence>,
    /// What to look into: claims by id with a stable code.
    pub open: Vec<OpenQuestion>,
}

/// One article of a thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleLine {
    /// The id.
    pub id: DocId,
    /// What to call its outlet.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// The language.
    pub lang: String,
    /// Where it was read from.
    pub path: String,
    /// Its address.
    pub url: Option<String>,
    /// Agencies it credits.
    pub agencies: Vec<String>,
    /// The least id among the articles that print the same copy.
    pub copy_group: Option<DocId>,
    /// What a reader may want to know of how it was read.
    pub notes: Vec<Note>,
}

/// One story of a thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoryLine {
    /// The id.
    pub id: StoryId,
    /// The headline of its most central article.
    pub title: String,
    /// Its first day.
    pub date: Option<Moment>,
    /// Its articles, by date, then id.
    pub articles: Vec<DocId>,
}

/// Somebody who put claims into the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The id.
    pub id: OriginId,
    /// The name, or the words of the text for a described source.
    pub name: String,
    /// What it is: `speaker`, `official`, `agency`, `media`, `document`, `anonymous`, `outlet`.
    pub kind: String,
    /// Whom it names, where that is known.
    pub entity: Option<EntityId>,
    /// The party it speaks for, where known.
    pub side: Option<String>,
    /// The articles that carry its word.
    pub articles: Vec<DocId>,
    /// What it claims.
    pub claims: Vec<ClaimId>,
}

/// A source that left a claim out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Silence {
    /// What was left out; `None` when no claim of the record matches what the text names.
    pub claim: Option<ClaimId>,
    /// Who left it out.
    pub source: String,
    /// The source's entity, where known.
    pub entity: Option<EntityId>,
    /// Whether a text says so.
    pub kind: SilenceKind,
    /// The passage that says so; for an observed one, where the source's own report begins.
    pub evidence: Evidence,
}

/// How a silence is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SilenceKind {
    /// A text says that the source left it out.
    Stated,
    /// The source covered the story and left it out.
    Observed,
}

/// Something on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// The day of the event, as precise as known.
    pub date: Moment,
    /// `year`, `month`, `day` or `minute`.
    pub precision: String,
    /// Whether it happened, is planned, or is denied.
    pub certainty: Certainty,
    /// The sentence that tells it best, as published.
    pub text: String,
    /// Where it is told.
    pub evidence: Vec<Evidence>,
    /// The claims that it belongs to.
    pub claims: Vec<ClaimId>,
}

/// Something to look into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// A stable name: `single-origin-amount`, `one-sided`, `planned-past`.
    pub code: String,
    /// The claim.
    pub claim: ClaimId,
}
