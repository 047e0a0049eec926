//! Voices inside a quotation: what a speaker quotes others as saying.

use super::reading::{self, Report};
use super::recall::Recall;
use super::words::Words;
use crate::voice::Voice;
use lang::{Inflection, Job};
use model::{Mode, StatementClass};
use std::ops::Range;
use text::QuotePair;

/// The fewest tokens of a quotation in which somebody may be quoted.
const SHORTEST: usize = 5;

/// Tells whether anybody may be quoted inside a quotation of an article.
pub(super) fn any(words: &Words<'_, '_>) -> bool {
    words.scene.quotes.iter().any(|pair| {
        let range = words.scene.tokens.within(pair.inner);
        range.len() >= SHORTEST
            && range.into_iter().any(|at| {
                let verb = words.scene.pack.sayings.at(words.scene.tokens, at);
                verb.is_some_and(|(_, verb)| {
                    (verb.is(Inflection::Past) || verb.is(Inflection::Third))
                        && verb.class == StatementClass::Report
                })
            })
    })
}

/// Returns what others say inside the quotations that are the contents of a report: “The guard told me the doctor was
/// asleep,” she said. `words` reads the article as it is inside its quotations.
///
/// Who quotes them passes it on. A speaker who names nobody (`they told us`) is left out.
pub(super) fn inner(words: &Words<'_, '_>, outer: &[QuotePair], report: &Report) -> Vec<Report> {
    if report.mode == Mode::NonReport || report.voices.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for content in report.content.iter().filter(|content| content.len() >= SHORTEST) {
        let Some(span) = words.scene.tokens.span(content.clone()) else { continue };
        let upto = outer.partition_point(|pair| pair.outer.start <= span.start);
        let held = upto.checked_sub(1).and_then(|at| outer.get(at)).filter(|pair| pair.outer.covers(span));
        if held.is_none() {
            continue;
        }
        for part in sentences(words, content.clone()) {
            found.extend(reading::read(words, part, &Recall::default()).into_iter().filter_map(|inner| {
                let named = inner.voices.first().is_some_and(|voice| names(words, voice));
                let told = inner.class == StatementClass::Report
                    && !matches!(inner.mode, Mode::NonReport | Mode::Question)
                    && !inner.object;
                let mut inner = Some(inner).filter(|inner| named && told && !inner.pronoun)?;
                for voice in &report.voices {
                    if !inner.voices.iter().any(|known| known.same(voice)) {
                        inner.voices.push(voice.clone());
                    }
                }
                Some(inner)
            }));
        }
    }
    found
}

/// Parts a range of tokens at the ends of its sentences.
fn sentences(words: &Words<'_, '_>, range: Range<usize>) -> Vec<Range<usize>> {
    let all = words.scene.sentences;
    let Some(span) = words.scene.tokens.span(range.clone()) else { return Vec::new() };
    let from = all.partition_point(|sentence| sentence.span.end <= span.start);
    all[from..]
        .iter()
        .take_while(|sentence| sentence.span.start < span.end)
        .map(|sentence| words.scene.tokens.within(sentence.span))
        .map(|part| part.start.max(range.start)..part.end.min(range.end))
        .filter(|part| !part.is_empty())
        .collect()
}

/// Tells whether a voice names somebody: a known name, a role, or a word with a capital that opens no sentence.
fn names(words: &Words<'_, '_>, voice: &Voice) -> bool {
    let range = voice.range.clone();
    if voice.resolved
        || range.len() == 1 && (words.has(range.start, Job::Nobody) || words.has(range.start, Job::Object))
    {
        return false;
    }
    let role = |at| words.scene.pack.speech.head_at(words.scene.tokens, at).is_some();
    voice.entity.is_some() || range.clone().any(role) || range.skip(1).any(|at| words.capital(at))
}
