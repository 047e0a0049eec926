//! Contents: where what is said begins and ends.

use crate::scene::{Scene, is_end};
use model::{Mode, Moment, Span};
use std::ops::Range;

/// What stands behind a cue.
pub(super) enum Complement {
    /// A quotation.
    Quote(Span),
    /// A clause: these tokens.
    Clause(Range<usize>),
    /// Nothing: the content stands before the cue.
    None,
}

/// Returns what stands behind a cue that ends at `after`: a clause needs a word, a mark or a quotation that opens it.
pub(super) fn complement(scene: &Scene<'_>, after: usize, end: usize) -> Complement {
    let mut at = after;
    // The verb's own helpers.
    while at < end && scene.is("verb", at) && !scene.is("that", at) {
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
    Complement::None
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

/// A quotation of at least so many tokens is speech; a shorter one only sets words apart.
const SPEECH_TOKENS: usize = 5;

/// Tells whether a token stands in quoted speech.
pub(super) fn in_speech(scene: &Scene<'_>, at: usize) -> bool {
    scene.quote_around(at).is_some_and(|pair| scene.tokens.within(pair.inner).len() >= SPEECH_TOKENS)
}

/// Returns the day on which something was said: the first day named in a range of tokens.
pub(super) fn said_on(scene: &Scene<'_>, range: Range<usize>) -> Option<Moment> {
    range.filter_map(|at| scene.time_around(at)).find_map(|time| time.value.as_ref()?.moment())
}
