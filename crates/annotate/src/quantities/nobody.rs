//! Nobody: “कोई घायल नहीं हुआ”, “no one was killed”, “no casualties”.

use super::Passage;
use std::ops::Range;

/// The most words between the word for nobody and what did not happen.
const NEAR: usize = 2;

/// A word for nobody and what became of nobody.
#[derive(Clone, Debug)]
pub(super) struct Nobody {
    pub(super) range: Range<usize>,
    pub(super) what: String,
}

/// Returns the places of a sentence that say of nobody that something happened to them, in text order.
///
/// Reads `किसी की मौत नहीं हुई` and `no one was hurt` as 0. Refuses `किसी की मौत की पुष्टि नहीं हुई` (no death was
/// confirmed) and `no one was seriously hurt`, which leave open how many were.
pub(super) fn nobody(text: &Passage<'_>) -> Vec<Nobody> {
    let mut all: Vec<Nobody> = Vec::new();
    let mut at = text.range.start;
    while at < text.range.end {
        let Some(end) = text.link("nobody", at) else {
            at += 1;
            continue;
        };
        if let Some(what) = fate(text, end) {
            all.push(Nobody { range: at..end, what });
        }
        at = end;
    }
    all
}

/// Returns what did not happen; `from` is behind the word for nobody.
fn fate(text: &Passage<'_>, from: usize) -> Option<String> {
    let (grammar, counted) = (&text.pack.grammar, &text.pack.counted);
    let mut at = from;
    for _ in 0..=NEAR {
        if let Some((end, class)) = text.longest(counted.fates(), at) {
            let told = !text.pack.times.verb_last() || is_denied(text, end);
            return told.then(|| class.clone());
        }
        let between = match text.longest(counted.heads(), at) {
            Some((end, _)) => Some(end),
            None => grammar.is_small(text.tokens, at).then_some(at + 1),
        };
        at = between.filter(|_| !text.is_mark(at))?;
    }
    None
}

/// Tells whether a negation follows at once, or behind one small word that is no case marker.
fn is_denied(text: &Passage<'_>, end: usize) -> bool {
    let grammar = &text.pack.grammar;
    let is = |class: &str, at: usize| text.range.contains(&at) && grammar.is(class, text.tokens, at);
    let joint = !is("genitive", end) && !is("case", end) && text.range.contains(&end);
    is("negation", end) || joint && grammar.is_small(text.tokens, end) && is("negation", end + 1)
}
