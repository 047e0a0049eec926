//! Statements and the chains they came through.

use crate::{Confidence, EntityId, Moment, Rule, Span, StatementId};
use serde::{Deserialize, Serialize};

/// Somebody says something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The id, within the document.
    pub id: StatementId,
    /// How it is said.
    pub mode: Mode,
    /// Whether the text reports it, performs it, or goes on with it.
    pub class: StatementClass,
    /// All of it: speaker, cue and content.
    #[serde(flatten)]
    pub span: Span,
    /// Who says it; `None` where nobody can tell.
    pub speaker: Option<Speaker>,
    /// The words that tell that something is said.
    pub cue: Vec<Span>,
    /// What is said; for a non-report, what was left out.
    pub content: Vec<Span>,
    /// How it came.
    pub chain: Chain,
    /// When it was said.
    pub said_on: Option<Moment>,
    /// The statement that this one goes on with, denies or speaks about.
    pub refers_to: Option<StatementId>,
    /// How sure the speaker and the content are.
    pub confidence: Confidence,
    /// The frame that found it.
    pub rule: Rule,
}

/// How something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Mode {
    /// In the speaker's own words, between quotation marks.
    Direct,
    /// In the writer's words with some of the speaker's between quotation marks.
    PartlyQuoted,
    /// In the writer's words.
    Indirect,
    /// The speaker says that something is not so.
    Denial,
    /// The speaker asks.
    Question,
    /// The text says that the source did not report, mention or confirm it.
    NonReport,
}

impl Mode {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::PartlyQuoted => "partly_quoted",
            Self::Indirect => "indirect",
            Self::Denial => "denial",
            Self::Question => "question",
            Self::NonReport => "non_report",
        }
    }
}

/// How a statement stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementClass {
    /// The text tells what was said.
    Report,
    /// The text names an act of speech: offered support, congratulated.
    SpeechAct,
    /// The text goes on under the source of the sentence before.
    Continuation,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Where the text names the speaker; for a pronoun, where the pronoun stands.
    #[serde(flatten)]
    pub span: Span,
    /// Whom it names, where that is known.
    pub entity: Option<EntityId>,
    /// The speaker's name, or the words of the text for a described source.
    pub name: String,
    /// Whether the source is only described (अधिकारी, eyewitnesses), not named.
    pub described: bool,
}

/// The way a statement came: from the innermost voice to the outlet that printed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Chain(Vec<ChainLink>);

impl Chain {
    /// Returns the chain of these links, innermost voice first; a link that repeats its neighbour is dropped.
    pub fn new(links: impl IntoIterator<Item = ChainLink>) -> Self {
        let mut kept: Vec<ChainLink> = Vec::new();
        for link in links {
            match kept.last_mut() {
                Some(last) if last.same_source(&link) => last.explicit |= link.explicit,
                _ => kept.push(link),
            }
        }
        Self(kept)
    }

    /// Returns the links, innermost voice first.
    pub fn links(&self) -> &[ChainLink] {
        &self.0
    }

    /// Returns the innermost voice.
    pub fn origin(&self) -> Option<&ChainLink> {
        self.0.first()
    }

    /// Returns who passed the statement on first: the link after the innermost voice.
    pub fn first_relay(&self) -> Option<&ChainLink> {
        self.0.get(1)
    }
}

/// One hand that a statement went through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainLink {
    /// The name, or the words of the text for a described source.
    pub name: String,
    /// Whom it names, where that is known.
    pub entity: Option<EntityId>,
    /// What it does in the chain.
    pub role: LinkRole,
    /// Whether the sentence itself names it; inherited from a byline or a neighbouring sentence otherwise.
    pub explicit: bool,
}

impl ChainLink {
    fn same_source(&self, other: &Self) -> bool {
        match (&self.entity, &other.entity) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.name == other.name,
        }
    }
}

/// What a hand in a chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkRole {
    /// A person who speaks.
    Speaker,
    /// A government, office, service or other body.
    Official,
    /// A news agency.
    Agency,
    /// A newspaper, channel or site, or media as a group.
    Media,
    /// A letter, report or post.
    Document,
    /// Somebody whom the text does not name.
    Anonymous,
    /// The outlet that printed the page.
    Outlet,
}
