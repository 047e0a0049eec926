//! The table of mentions.

use super::actor::Party;
use super::event::Coding;
use super::stamp;
use crate::tables::Placed;
use model::{Document, EntityId, Event, Span};

/// A page of the web, in GDELT's list of kinds of sources.
const WEB: &str = "1";
/// What stands where a place in the text is not known.
const NOWHERE: &str = "-1";

/// A document's text counted in characters.
pub(super) struct Places<'a> {
    document: &'a Document,
    /// How many characters stand before byte `at * STEP`.
    before: Vec<usize>,
}

const STEP: usize = 256;

impl<'a> Places<'a> {
    /// Counts a document's text.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut before = vec![0];
        let mut total = 0;
        for block in document.article().text.as_bytes().chunks(STEP) {
            total += starts(block);
            before.push(total);
        }
        Self { document, before }
    }

    fn characters(&self, byte: u32) -> usize {
        let text = self.document.article().text.as_bytes();
        let byte = (byte as usize).min(text.len());
        let block = byte / STEP;
        self.before.get(block).copied().unwrap_or(0) + starts(&text[block * STEP..byte])
    }

    /// Returns where a passage first names an entity.
    fn named(&self, entity: Option<&EntityId>, within: Span) -> String {
        let mentions = &self.document.facts().mentions;
        let from = mentions.partition_point(|mention| mention.span.start < within.start);
        let mut here = mentions[from..].iter().take_while(|mention| mention.span.end <= within.end);
        let found = entity.and_then(|entity| here.find(|mention| mention.entity == *entity));
        found.map_or(NOWHERE.to_owned(), |mention| self.characters(mention.span.start).to_string())
    }
}

/// Returns the 16 columns.
pub(super) fn fields(
    placed: &Placed<'_>,
    coding: &Coding<'_>,
    event: &Event,
    places: &Places<'_>,
    first: &str,
) -> [String; 16] {
    let document = placed.document;
    let article = document.article();
    let sentence = document.facts().sentences.partition_point(|of| of.span.start <= event.trigger.start);
    let host = article.outlet.domain.as_deref().or(placed.line.outlet);
    let place = |party: &Party<'_>| places.named(party.entity, event.span);
    let none = String::new;
    [
        coding.id.to_string(),
        first.to_owned(),
        stamp(placed.line.date),
        WEB.to_owned(),
        host.unwrap_or_default().to_owned(),
        placed.line.url.unwrap_or(placed.line.article).to_owned(),
        sentence.to_string(),
        place(&coding.pair.0),
        place(&coding.pair.1),
        places.characters(event.trigger.start).to_string(),
        // It was read in the article's own words.
        "1".to_owned(),
        // How sure it is, is not known.
        none(),
        places.characters(u32::MAX).to_string(),
        none(),
        none(),
        none(),
    ]
}

/// Counts the bytes that begin a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
