//! Documents: an article with what was found in it.

use crate::{
    Article, DocId, Entity, EntityId, Event, Mention, Note, OtherLanguage, Quantity, Sentence, Span,
    Statement, TimeExpr,
};
use serde::{Deserialize, Serialize};

/// Everything that was found in one article's text, each list in text order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// The quoted passages in other languages than the article's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<OtherLanguage>,
}

/// An article with the facts found in its text; every span in it resolves.
///
/// Reading one back goes through the same check as making one: a stored document with a span that does not
/// resolve is refused, not mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
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
    pub fn new(article: Article, facts: Facts) -> Self {
        let (mut document, dropped) = Self::keeping_what_resolves(article, facts);
        if dropped > 0 {
            document.article.notes.push(Note::new(
                "span-unresolved",
                format!("{dropped} facts were left out: their spans do not resolve"),
            ));
        }
        document
    }

    /// Joins an article and those of its facts whose spans resolve; tells how many do not.
    fn keeping_what_resolves(article: Article, mut facts: Facts) -> (Self, usize) {
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
        facts.languages.retain(|l| keep(holds(&l.span)));
        (Self { article, facts }, dropped)
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

/// A document as written, before its spans are checked.
#[derive(Deserialize)]
struct Parts {
    #[serde(flatten)]
    article: Article,
    #[serde(flatten)]
    facts: Facts,
}

/// A written document holds spans that do not resolve in its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("read document {id}: {count} blocks or facts have spans that do not resolve")]
pub struct UnresolvedSpans {
    /// The document.
    pub id: DocId,
    /// How many of its blocks and facts.
    pub count: usize,
}

impl TryFrom<Parts> for Document {
    type Error = UnresolvedSpans;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        let text = &parts.article.text;
        let blocks = parts.article.blocks.iter().filter(|block| block.span.of(text).is_none()).count();
        let (document, dropped) = Self::keeping_what_resolves(parts.article, parts.facts);
        match blocks + dropped {
            0 => Ok(document),
            count => Err(UnresolvedSpans { id: document.article.id, count }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written(sentence: [u32; 2], block: [u32; 2]) -> Value {
        json!({
            "id": "a", "path": "a.html", "outlet": {}, "authors": [], "agencies": [], "date_basis": "none",
            "tags": [], "lang": "hi", "lang_confidence": 0.95, "text": "किम ने कहा।", "furniture": [],
            "blocks": [{"kind": "paragraph", "start": block[0], "end": block[1]}], "notes": [],
            "sentences": [{"start": sentence[0], "end": sentence[1]}], "mentions": [], "entities": [],
            "times": [], "quantities": [], "statements": [], "events": []
        })
    }

    fn check(sentence: [u32; 2], block: [u32; 2], unresolved: usize) {
        let read = serde_json::from_value::<Document>(written(sentence, block));
        match read {
            Ok(document) => {
                assert_eq!(unresolved, 0);
                let again = serde_json::to_value(&document).and_then(serde_json::from_value::<Document>);
                assert_eq!(again.ok(), Some(document));
            }
            Err(error) => {
                assert!(error.to_string().contains(&format!(": {unresolved} blocks or facts")), "{error}")
            }
        }
    }

    #[test]
    fn a_written_document_is_read_only_when_every_span_resolves() {
        check([0, 29], [0, 29], 0);
        check([0, 4], [0, 29], 1);
        check([0, 30], [0, 99], 2);
        check([9, 0], [9, 0], 2);
        check([3, 3], [0, 29], 1);
    }
}
