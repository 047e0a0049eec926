//! Events in PLOVER's terms.

use crate::{EntityId, EventId, Moment, Rule, Span, StatementId};
use serde::{Deserialize, Serialize};

/// Something happened, is planned, or is denied; types and modes are those of
/// [PLOVER](https://github.com/openeventdata/PLOVER).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The id, within the document.
    pub id: EventId,
    /// All of it: usually the sentence.
    #[serde(flatten)]
    pub span: Span,
    /// The words that name the happening.
    pub trigger: Span,
    /// The PLOVER event: `CONSULT`; or, for what PLOVER has no type for, a class in lower case: `accident`.
    pub event: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// Who acts.
    pub actors: Vec<Actor>,
    /// Upon whom.
    pub recipients: Vec<Actor>,
    /// Where.
    pub place: Option<String>,
    /// When it happens: the event's own day, not the report's.
    pub date: Option<Moment>,
    /// `year`, `month`, `day` or `minute`.
    pub date_precision: Option<String>,
    /// Whether it happened.
    pub certainty: Certainty,
    /// The statement whose content tells it.
    pub statement: Option<StatementId>,
    /// What found it.
    pub rule: Rule,
}

/// Somebody who takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The name, canonical where known.
    pub name: String,
    /// Whom it names.
    pub entity: Option<EntityId>,
    /// PLOVER's code: an ISO 3166 alpha-3 country, `IGO`, `NGO`.
    pub code: Option<String>,
    /// PLOVER's sector: `GOV`, `MIL`.
    pub sector: Option<String>,
}

/// Whether an event happened, as the text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// It is told as having happened.
    Reported,
    /// It is to happen.
    Planned,
    /// It may have happened or may happen.
    Speculated,
    /// It is said not to have happened, or not to happen any more.
    Denied,
}

impl Certainty {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Speculated => "speculated",
            Self::Denied => "denied",
        }
    }
}
