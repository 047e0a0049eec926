//! Documents: an article with what was found in it.

use crate::{Article, Entity, EntityId, Event, Mention, Note, Quantity, Sentence, Span, Statement, TimeExpr};
use serde::Serialize;

/// Everything that was found in one article's text, each list in text order.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Who and what is named.
    pub mentions: Vec<Mention>,
    /// Whom the mentions name, sorted by id.
    pub entities: Vec<Entity>,
    /// The times.
    pub times: Vec<TimeExpr>,
    /// The amounts.
    pub quantities: Vec<Quantity>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What happened.
    pub events: Vec<Event>,
}

/// An article with the facts found in its text; every span in it resolves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    #[serde(flatten)]
    article: Article,
    #[serde(flatten)]
    facts: Facts,
}

impl Document {
    /// Joins an article and its facts.
    ///
    /// A fact whose spans do not lie on character boundaries of the text is left out and noted
    /// (`span-unresolved`): it would be a fault of a rule, and a wrong line is worse than none.
    pub fn new(mut article: Article, mut facts: Facts) -> Self {
        let text = &article.text;
        let holds = |span: &Span| span.of(text).is_some_and(|surface| !surface.is_empty());
        let mut dropped = 0;
        let mut keep = |ok: bool| {
            dropped += usize::from(!ok);
            ok
        };
        facts.sentences.retain(|s| keep(holds(&s.span)));
        facts.mentions.retain(|m| keep(holds(&m.span)));
        facts.times.retain(|t| keep(holds(&t.span)));
        facts.quantities.retain(|q| keep(holds(&q.span) && q.counted.iter().all(|c| holds(&c.span))));
        facts.statements.retain(|s| {
            keep(
                holds(&s.span)
                    && s.speaker.iter().all(|speaker| holds(&speaker.span))
                    && s.cue.iter().chain(&s.content).all(holds),
            )
        });
        facts.events.retain(|e| keep(holds(&e.span) && holds(&e.trigger)));
        if dropped > 0 {
            article.notes.push(Note::new(
                "span-unresolved",
                format!("{dropped} facts were left out: their spans do not resolve"),
            ));
        }
        Self { article, facts }
    }

    /// Returns the article.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Returns the facts.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Returns the text under a span; empty when it does not resolve.
    pub fn surface(&self, span: Span) -> &str {
        span.of(&self.article.text).unwrap_or_default()
    }

    /// Returns the entity of this id.
    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        let entities = &self.facts.entities;
        entities.binary_search_by(|entity| entity.id.cmp(id)).ok().map(|at| &entities[at])
    }

    /// Returns the sentence that holds the span's start.
    pub fn sentence_of(&self, span: Span) -> Option<Sentence> {
        let sentences = &self.facts.sentences;
        let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        sentences.get(at).copied().filter(|sentence| sentence.span.start <= span.start)
    }
}
