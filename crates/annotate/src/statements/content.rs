//! Contents: where what is said begins and ends.

use super::hits::Hit;
use crate::scene::{Scene, is_end};
use model::{Mode, Span};
use std::ops::Range;

/// The fewest tokens of what was said before an objection ends it.
const SHORTEST_SAID: usize = 3;

/// What stands behind a cue.
pub(super) enum Complement {
    /// A quotation.
    Quote(Span),
    /// A clause: these tokens.
    Clause(Range<usize>),
    /// Nothing: the content stands before the cue.
    None,
}

/// Returns what stands behind a cue that ends at `after`.
///
/// `opens` tells whether a clause needs a word that opens it (कि): without one, only a mark or a quotation does.
pub(super) fn complement(scene: &Scene<'_>, after: usize, end: usize, opens: bool) -> Complement {
    let mut at = after;
    // The verb's own helpers: `कहा है कि`, `कहा था कि`.
    while at < end && scene.is("verb", at) && !scene.is("that", at) && opens {
        at += 1;
    }
    if at < end && scene.is("that", at) {
        let from = skip_marks(scene, at + 1, end);
        return match scene.quote_opening_at(at + 1).or_else(|| scene.quote_opening_at(from)) {
            Some(pair) if covers_rest(scene, pair.outer, end) => Complement::Quote(quoted(scene, pair.inner)),
            _ => Complement::Clause(at + 1..end),
        };
    }
    let marks = skip_marks(scene, at, end);
    for quote_at in at..=marks {
        if let Some(pair) = scene.quote_opening_at(quote_at) {
            return Complement::Quote(quoted(scene, pair.inner));
        }
    }
    if marks >= end {
        return Complement::None;
    }
    if marks > at {
        let dash = (at..marks).any(|at| matches!(scene.tokens.surface(at), "-" | "–" | "—" | ":"));
        return if dash { Complement::Clause(marks..end) } else { Complement::None };
    }
    if opens { Complement::None } else { Complement::Clause(at..end) }
}

fn skip_marks(scene: &Scene<'_>, mut at: usize, end: usize) -> usize {
    while at < end
        && matches!(scene.tokens.surface(at), "," | "-" | "–" | "—" | ":" | "ः")
        && scene.quote_opening_at(at).is_none()
    {
        at += 1;
    }
    at
}

/// Tells whether a quotation takes at least the rest of the sentence.
fn covers_rest(scene: &Scene<'_>, quote: Span, end: usize) -> bool {
    let last = scene.tokens.items().get(end.saturating_sub(1)).map_or(0, |token| token.span.end);
    quote.end + 4 >= last
}

/// Returns a clause without what the writer holds against it behind a comma: `…, हालांकि …`.
///
/// What stands inside quotation marks is the speaker's.
pub(super) fn unopposed(scene: &Scene<'_>, clause: Range<usize>) -> Range<usize> {
    let against = (clause.start + SHORTEST_SAID..clause.end).find(|at| {
        scene.is("objection", *at)
            && matches!(scene.tokens.surface(at - 1), "," | ";" | "—" | "–")
            && scene.quote_around(*at).is_none()
    });
    clause.start..against.map_or(clause.end, |at| at - 1)
}

/// Returns where a clause that starts at `start` ends: at the sentence's end, or before a clause with a source of
/// its own (`…, लेकिन केसीएनए ने इसका जिक्र नहीं किया`).
pub(super) fn clause_end(scene: &Scene<'_>, start: usize, end: usize, later: &[Hit]) -> usize {
    for hit in later {
        let at = hit.range().start;
        if at <= start {
            continue;
        }
        let split = (start + 1..at).rev().find(|at| {
            let joins = scene.is("conjunction", *at) || scene.is("that", *at);
            joins && matches!(scene.tokens.surface(at - 1), "," | ";" | "—" | "–")
        });
        if let Some(split) = split
            && scene.is("conjunction", split)
        {
            return split - 1;
        }
    }
    end
}

/// Returns the span of a range of tokens without marks at its ends and without a bracket or quote left open.
pub(super) fn span_of(scene: &Scene<'_>, range: Range<usize>) -> Option<Span> {
    let mut range = range;
    let loose = |mark: &str| matches!(mark, "," | ";" | ":" | "-" | "–" | "—" | "*");
    while range.start < range.end && loose(scene.tokens.surface(range.start)) {
        range.start += 1;
    }
    while range.start < range.end
        && (loose(scene.tokens.surface(range.end - 1)) || is_end(scene.tokens.surface(range.end - 1)))
    {
        range.end -= 1;
    }
    scene.tokens.span(range)
}

/// Returns what stands between quotation marks without the marks that only close it.
pub(super) fn quoted(scene: &Scene<'_>, inner: Span) -> Span {
    span_of(scene, scene.tokens.within(inner)).unwrap_or(inner)
}

/// Returns the mode of a content by the quotation marks in and around it.
pub(super) fn mode(scene: &Scene<'_>, content: Span, cue: Mode) -> Mode {
    if cue != Mode::Indirect {
        return cue;
    }
    let mut quoted = false;
    for pair in scene.quotes_near(content) {
        if pair.outer.covers(content)
            || (content.covers(pair.outer) && pair.inner.len() * 10 >= content.len() * 8)
        {
            return Mode::Direct;
        }
        quoted |= content.covers(pair.inner) && scene.tokens.within(pair.inner).len() >= 2;
    }
    if quoted { Mode::PartlyQuoted } else { Mode::Indirect }
}
