//! So many of so many: “one in ten households”, “हर दस में से एक परिवार”.

use super::{NumberForm, NumberSpan, Passage};
use std::borrow::Cow;

/// The largest whole that people name so.
const MOST: f64 = 1000.0;

/// Returns the numbers of a sentence with those that name a part and its whole made one.
///
/// Reads `one in ten households` and `हर दस में से एक परिवार` as a tenth of them.
/// Refuses `पांच में से तीन` and `three of the five`, which are two counts, and `one in ten days`.
pub(super) fn ratios<'n>(text: &Passage<'n>) -> Cow<'n, [NumberSpan]> {
    let found: Vec<(usize, NumberSpan)> =
        (0..text.numbers.len()).filter_map(|at| Some((at, ratio(text, at)?))).collect();
    if found.is_empty() {
        return Cow::Borrowed(text.numbers);
    }
    let mut all: Vec<NumberSpan> = Vec::with_capacity(text.numbers.len());
    let mut found = found.into_iter().peekable();
    for (at, number) in text.numbers.iter().enumerate() {
        if all.last().is_some_and(|last| last.tokens.end > number.tokens.start) {
            continue;
        }
        match found.next_if(|(first, _)| *first == at) {
            Some((_, ratio)) => all.push(ratio),
            None => all.push(number.clone()),
        }
        while found.next_if(|(first, _)| *first <= at).is_some() {}
    }
    Cow::Owned(all)
}

fn ratio(text: &Passage<'_>, at: usize) -> Option<NumberSpan> {
    let (first, second) = (text.numbers.get(at)?, text.numbers.get(at + 1)?);
    let words = &text.pack.amounts;
    let (part, whole, start) = match text.link("in_each", first.tokens.end) {
        Some(end) if end == second.tokens.start => (first, second, first.tokens.start),
        _ => {
            let start = words.link_before("each", text.tokens, first.tokens.start);
            let start = start.filter(|start| *start >= text.range.start)?;
            let end = text.link("out_of", first.tokens.end)?;
            (end == second.tokens.start).then_some((second, first, start))?
        }
    };
    let counts = |number: &NumberSpan| {
        matches!(number.form, NumberForm::Digits | NumberForm::Words)
            && number.value.fract() == 0.0
            && number.glued.is_none()
            && (1.0..=MOST).contains(&number.value)
    };
    let measured = text.longest(words.units(), second.tokens.end).is_some();
    if !(counts(part) && counts(whole)) || part.value >= whole.value || measured {
        return None;
    }
    Some(NumberSpan {
        tokens: start..second.tokens.end,
        value: part.value / whole.value,
        form: NumberForm::Words,
        factor: 1.0,
        glued: None,
    })
}
