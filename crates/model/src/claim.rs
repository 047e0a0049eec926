//! Claims and their support.

use crate::{Approx, ClaimId, DocId, Evidence, Moment, Number, OriginId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One checkable proposition that one or more statements or narrations make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The id.
    pub id: ClaimId,
    /// What kind of proposition it is.
    pub kind: ClaimKind,
    /// The sentence that says it best, as published.
    pub text: String,
    /// Where that sentence stands.
    pub evidence0: Evidence,
    /// What is claimed, part by part: `what`, `counted`, `actor`, `recipient`, `event`, `place`, `date`, `certainty`.
    pub slots: BTreeMap<String, String>,
    /// The values in time order; for amounts.
    pub values: Vec<ValuePoint>,
    /// How it stands.
    pub support: Standing,
    /// Why, in one sentence, as a stable key with its arguments (`one-origin`, name, outlets): the views word it.
    pub reason: Vec<String>,
    /// Its origins.
    pub origins: Vec<OriginId>,
    /// Every passage that carries it.
    pub supports: Vec<Support>,
    /// Claims that stand near it.
    pub related: Vec<Relation>,
}

/// What kind of proposition a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// So many of something.
    Amount,
    /// Something happened or is to happen.
    Event,
    /// Somebody takes a position: what a speaker said.
    Position,
    /// Somebody or something is such.
    Attribute,
}

/// How a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// One origin.
    Single,
    /// Two or more independent origins.
    Corroborated,
    /// Independent origins give incompatible values for the same time.
    Disputed,
    /// A newer value replaced an older one.
    Revised,
    /// Somebody denies it.
    Denied,
}

impl Standing {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Corroborated => "corroborated",
            Self::Disputed => "disputed",
            Self::Revised => "revised",
            Self::Denied => "denied",
        }
    }
}

/// A value that some origins gave at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValuePoint {
    /// The value, or the lower end of a range.
    pub value: Option<Number>,
    /// The upper end of a range.
    pub value_max: Option<Number>,
    /// How exact it is said to be.
    pub approx: Approx,
    /// The day for which it was given first.
    pub as_of: Option<Moment>,
    /// Who gave it.
    pub origins: Vec<OriginId>,
    /// How it stands to the value before it.
    pub relation: ValueRelation,
}

/// How a value stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueRelation {
    /// It is the first.
    First,
    /// Both can be true.
    Agrees,
    /// It is higher, and later.
    Raises,
    /// It is lower, and later.
    Lowers,
    /// It is incompatible, for the same time.
    Conflicts,
}

/// A passage that carries a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// The passage.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// What it does to the claim.
    pub stance: Stance,
    /// The way it came, innermost voice first, the outlet last; names only.
    pub chain: Vec<String>,
    /// The far end of the chain.
    pub origin: OriginId,
    /// Whether the outlet tells it without a source.
    pub narrated: bool,
}

/// What a passage does to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// It says so.
    Asserts,
    /// It says that it is not so.
    Denies,
    /// It takes it as known.
    Presupposes,
}

/// A claim that stands near another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Relation {
    /// The other claim.
    pub claim: ClaimId,
    /// `said`: a position whose content makes it; `cancels`, `part-of`, `same-story`.
    pub relation: String,
}

impl Claim {
    /// Returns the ids of the articles that carry the claim, sorted, each once.
    pub fn articles(&self) -> Vec<&DocId> {
        let mut ids: Vec<&DocId> = self.supports.iter().map(|support| support.evidence.article()).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}
