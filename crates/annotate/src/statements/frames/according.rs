//! Sources that a marker names, without a verb of speech.

use super::{Memory, SHORTEST};
use crate::scene::Scene;
use crate::statements::Draft;
use crate::statements::content;
use crate::statements::hits::Hit;
use crate::voice::{self, Voice};
use lang::Marker;
use model::{Confidence, Mode, Rule, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("according-to-source");

/// A source that a marker names.
pub(super) struct Relay {
    voice: Voice,
    marker: Range<usize>,
    kind: Marker,
    /// Where the words around the marker end and the content may begin.
    after: usize,
}

/// Returns the source that a marker names; none where it points at nobody.
pub(super) fn relay(
    scene: &Scene<'_>,
    range: Range<usize>,
    kind: Marker,
    body: &Range<usize>,
    memory: &Memory,
) -> Option<Relay> {
    let (voice, after) = match kind {
        Marker::AccordingAfter | Marker::ViaAfter => {
            if range.start > body.start && scene.is("nobody", range.start - 1) {
                return None;
            }
            let voice = voice::before(scene, range.start, body.start, &memory.recall)?;
            // One plain word is a rule or a plan as often as a name: `नियम के अनुसार`.
            let plain = voice.entity.is_none() && !voice.described && !voice.resolved;
            if plain && voice.range.len() < 2 {
                return None;
            }
            (voice, range.end)
        }
        Marker::AccordingBefore | Marker::ViaBefore => {
            let voice = voice::after(scene, range.end, body.end, &memory.recall)?;
            let after = voice.range.end;
            (voice, after)
        }
        _ => return None,
    };
    Some(Relay { voice, marker: range, kind, after })
}

/// Puts the sources that markers name into the chains of the drafts, or makes statements of their own of them.
pub(super) fn attach(
    scene: &Scene<'_>,
    drafts: &mut Vec<Draft>,
    relays: Vec<Relay>,
    body: &Range<usize>,
    sentence: usize,
    hits: &[Hit],
) {
    let mut own: Vec<Draft> = Vec::new();
    for relay in relays {
        let via = matches!(relay.kind, Marker::ViaAfter | Marker::ViaBefore);
        let target = drafts.iter_mut().find(|draft| {
            let cue = draft.cue.first().map_or(0, |cue| scene.tokens.within(*cue).start);
            let apart = split_between(scene, relay.marker.start.min(cue), relay.marker.start.max(cue));
            draft.mode != Mode::NonReport && !apart
        });
        match target {
            Some(draft) if via => {
                cut(scene, draft, &relay);
                // “X ने Y के हवाले से बताया”: Y is the inner voice. A passive saying already took Y as its source.
                if !draft.voices.iter().any(|voice| voice.same(&relay.voice)) {
                    // It stands just inside the voice that leans on it: the one nearest to the marker.
                    let marker = relay.marker.start;
                    let nearest = draft.voices.iter().enumerate();
                    let at = nearest.min_by_key(|(_, voice)| voice.range.start.abs_diff(marker));
                    draft.voices.insert(at.map_or(0, |(at, _)| at), relay.voice);
                }
            }
            Some(draft) => {
                cut(scene, draft, &relay);
                if !draft.voices.iter().any(|voice| voice.same(&relay.voice)) {
                    draft.voices.push(relay.voice);
                }
            }
            None => {
                if let Some(draft) = according(scene, &relay, body, sentence, hits) {
                    own.push(draft);
                }
            }
        }
    }
    drafts.extend(own);
}

/// Takes a source that closes what is said (`…, according to VCNA`) out of the content.
fn cut(scene: &Scene<'_>, draft: &mut Draft, relay: &Relay) {
    let content = scene.tokens.within(draft.content);
    let before = matches!(relay.kind, Marker::AccordingBefore | Marker::ViaBefore);
    if !before || relay.marker.start < content.start + SHORTEST || relay.marker.start >= content.end {
        return;
    }
    let closes = relay.after + 2 >= content.end || scene.tokens.surface(relay.marker.start - 1) == ",";
    if closes && let Some(span) = content::span_of(scene, content.start..relay.marker.start) {
        draft.content = span;
    }
}

/// Tells whether a comma and a conjunction part two places of a sentence.
fn split_between(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    (from + 1..to).any(|at| scene.is("conjunction", at) && matches!(scene.tokens.surface(at - 1), "," | ";"))
}

/// Recognises a narration on the word of a source: “‹source› के अनुसार …”, “…, according to ‹source›”.
///
/// Matches `पुलिस के अनुसार चालक भाग गया` (according to police the driver fled).
/// Refuses `इस हवाले से` (“in this regard”), which names nobody.
/// Misses a source whose name stands apart from the marker.
fn according(
    scene: &Scene<'_>,
    relay: &Relay,
    body: &Range<usize>,
    sentence: usize,
    hits: &[Hit],
) -> Option<Draft> {
    let start = relay.after;
    let head = relay.marker.start.min(relay.voice.range.start);
    let later: Vec<Hit> = hits.iter().filter(|hit| hit.range().start > relay.marker.end).cloned().collect();
    let end = content::clause_end(scene, start, body.end, &later);
    let behind = content::span_of(scene, start..end);
    // `…, according to Rao, the district police chief`: the longer side is what is told.
    let before = matches!(relay.kind, Marker::AccordingBefore | Marker::ViaBefore);
    let behind = behind.filter(|_| !before || head - body.start <= end.saturating_sub(start));
    // With nothing behind it, the source closes what stands before it.
    let content = match behind {
        Some(span) if scene.tokens.within(span).len() > SHORTEST => span,
        _ => content::span_of(scene, body.start..head)?,
    };
    Some(Draft {
        voices: vec![relay.voice.clone()],
        mode: content::mode(scene, content, Mode::Indirect),
        class: StatementClass::Report,
        cue: scene.tokens.span(relay.marker.clone()).into_iter().collect(),
        content,
        said_on: None,
        confidence: Confidence::SURE,
        rule: RULE,
        sentence,
        more: Vec::new(),
        nobody: None,
    })
}
