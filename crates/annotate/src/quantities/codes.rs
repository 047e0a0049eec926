//! Numbers that name things: sections of a law, rooms, houses, telephones.

use super::{NumberForm, NumberSpan, Passage};

/// How many tokens of a name may stand between a house's number and its street.
const STREET: usize = 3;

/// Tells of each number of a sentence whether it names something instead of counting.
///
/// Reads `Section 302`, `धारा 302 और 34`, `Room 12`, `4 Hill Street` and `0800 555 0142` as names.
/// Refuses `Flight 12 hours late` and `a group of 20 people`, where a unit or something counted follows.
pub(super) fn codes(text: &Passage<'_>) -> Vec<bool> {
    let mut all: Vec<bool> = Vec::with_capacity(text.numbers.len());
    for (at, number) in text.numbers.iter().enumerate() {
        let before = at.checked_sub(1).filter(|before| all[*before]).map(|before| &text.numbers[before]);
        all.push(
            number.form == NumberForm::Digits
                && number.glued.is_none()
                && (is_telephone(text, at) || is_named(text, number, before) || is_house(text, number)),
        );
    }
    // The first digits of a telephone number may be told by those behind them alone.
    for at in (1..all.len()).rev() {
        all[at - 1] |= all[at] && is_telephone(text, at) && is_joined(text, at);
    }
    all
}

/// Tells whether a word before a number, or a code before it, makes it a name.
fn is_named(text: &Passage<'_>, number: &NumberSpan, before: Option<&NumberSpan>) -> bool {
    let words = &text.pack.amounts;
    let plain = text.key(number.tokens.start).bytes().all(|b| b.is_ascii_digit());
    let (start, end) = (number.tokens.start, number.tokens.end);
    let measured =
        text.longest(words.units(), end).is_some() || text.link("per", end).is_some_and(|at| at < end);
    if !plain || number.tokens.len() > 1 || measured {
        return false;
    }
    let counted = text.longest(text.pack.counted.heads(), end).is_some();
    let inside = |from: usize| from >= text.range.start;
    if words.link_before("code", text.tokens, start).is_some_and(inside) {
        return true;
    }
    if counted {
        return false;
    }
    let listed = before.is_some_and(|before| {
        let between = before.tokens.end..start;
        let links = |at: usize| {
            matches!(text.key(at), "," | "/") || text.pack.grammar.is("conjunction", text.tokens, at)
        };
        // “98765 43210”.
        let goes_on = between.is_empty() && text.key(start).len() >= 3;
        goes_on || !between.is_empty() && between.len() <= 2 && between.clone().all(links)
    });
    listed || words.link_before("code_alone", text.tokens, start).is_some_and(inside)
}

/// Tells whether a street follows: “4 Hill Street”.
fn is_house(text: &Passage<'_>, number: &NumberSpan) -> bool {
    (number.tokens.end + 1..=number.tokens.end + STREET)
        .take_while(|at| text.tokens.surface(at - 1).starts_with(char::is_uppercase))
        .any(|at| text.link("code_after", at).is_some())
}

/// Tells whether digits belong to a telephone number: they begin with a zero or a plus, or stand behind such.
fn is_telephone(text: &Passage<'_>, at: usize) -> bool {
    let number = &text.numbers[at];
    let key = text.key(number.tokens.start);
    let digits = |key: &str| key.bytes().all(|b| b.is_ascii_digit());
    if number.tokens.len() > 1 || !digits(key) {
        return false;
    }
    let start = number.tokens.start;
    let plus = start > text.range.start && text.key(start - 1) == "+" && text.touches(start);
    let more = text.numbers.get(at + 1).is_some_and(|next| {
        is_joined(text, at + 1)
            && digits(text.key(next.tokens.start))
            && text.key(next.tokens.start).len() >= 3
    });
    let opens =
        key.starts_with('0') && (key.len() >= 4 || key.len() == 3 && more) || plus && (more || key.len() > 6);
    opens || key.len() >= 3 && is_joined(text, at) && run_opens(text, at)
}

/// Tells whether the run of joined digits that a number stands in begins as a telephone number does.
fn run_opens(text: &Passage<'_>, at: usize) -> bool {
    // A telephone number has few parts; only so many are looked at, so that a long list costs no more than a short one.
    let first = (at.saturating_sub(4)..=at)
        .rev()
        .take_while(|at| is_joined(text, *at))
        .last()
        .map_or(at, |at| at - 1);
    let start = text.numbers[first].tokens.start;
    let key = text.key(start);
    let plus = start > text.range.start && text.key(start - 1) == "+" && text.touches(start);
    plus || key.starts_with('0') && key.len() >= 3
}

/// Tells whether only a space or a hyphen stands between a number and the one before it.
fn is_joined(text: &Passage<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| text.numbers.get(before)) else { return false };
    let start = text.numbers[at].tokens.start;
    let hyphen = before.tokens.end + 1 == start && text.key(before.tokens.end) == "-";
    before.tokens.end == start || hyphen && text.touches(start)
}
