//! What is said to have happened to the counted.

use super::Passage;
use super::amount::Amount;
use std::ops::Range;

/// How far the word may stand, in tokens.
const REACH: usize = 14;

/// How far a fate may be from a number that is hardly one.
const CLOSE: usize = 3;

/// What each kind of thing between the amount and the word counts for, in tokens.
const OTHER_AMOUNT: usize = 4;
const COMMA: usize = 6;
const JOINT: usize = 3;

/// What happened to the counted, and whether the text says that it did not.
#[derive(Clone, Debug, Default)]
pub(super) struct Fate {
    pub(super) what: Option<String>,
    pub(super) negated: bool,
    /// Whether it is told close by.
    pub(super) close: bool,
}

/// Returns the fate told nearest to an amount; `whole` is the amount with what it counts.
///
/// Where the verb ends the clause, a word behind the amount is preferred to one before it.
pub(super) fn fate(text: &Passage<'_>, amounts: &[Amount], whole: &Range<usize>) -> Fate {
    let fates = text.pack.counted.fates();
    let grammar = &text.pack.grammar;
    let denied = is_corrected(text, whole);
    // “Of the 40 passengers, 12 died”: the whole that others are part of.
    let part = text.pack.amounts.link_before("of", text.tokens, whole.start);
    if part == Some(text.range.start) && text.key(whole.end) == "," {
        return Fate { negated: denied, ..Fate::default() };
    }
    // The counted may itself say it: “12 घायल”, “13 dead”.
    if let what @ Some(_) = inside(text, whole) {
        let negated = denied || negation(text, whole.end, whole.end + REACH / 2);
        return Fate { what, negated, close: true };
    }
    let cost = |between: Range<usize>| -> usize {
        let mut cost = between.len();
        for token in between.clone() {
            cost += match text.key(token) {
                "," | ";" | ":" | "(" | ")" => COMMA,
                _ if grammar.is("that", text.tokens, token) => 2 * COMMA,
                _ if grammar.is("conjunction", text.tokens, token) => JOINT,
                _ => 0,
            };
        }
        // The amounts stand in text order, so those between are counted without looking at all.
        let before = |token: usize| amounts.partition_point(|amount| amount.range.start < token);
        cost + OTHER_AMOUNT * (before(between.end) - before(between.start))
    };
    let ahead = (whole.end..text.range.end.min(whole.end + REACH))
        .find_map(|at| text.longest(fates, at).map(|(end, class)| (at..end, class)));
    let behind = (text.range.start.max(whole.start.saturating_sub(REACH))..whole.start)
        .rev()
        .filter_map(|at| text.longest(fates, at).map(|(end, class)| (at..end, class)))
        .find(|(range, _)| range.end <= whole.start);
    let ahead = ahead.map(|(range, class)| (cost(whole.end..range.start), range, class));
    // “… were arrested and 14 vehicles were burned”: the verb behind the amount says what became of it.
    let other = !text.pack.times.verb_last() && ahead.is_none() && grammar.is("verb", text.tokens, whole.end);
    let behind = behind.filter(|(range, _)| {
        !(other && (range.end..whole.start).any(|at| grammar.is("conjunction", text.tokens, at)))
    });
    let behind = behind.map(|(range, class)| {
        let near = cost(range.end..whole.start);
        // There only a participle right before the amount tells of it: “मारे गए 15 सैनिक”.
        (if text.pack.times.verb_last() { 4 * near + 2 } else { near }, range, class)
    });
    let best = match (ahead, behind) {
        (Some(ahead), Some(behind)) => Some(if behind.0 < ahead.0 { behind } else { ahead }),
        (ahead, behind) => ahead.or(behind),
    };
    let best = best.filter(|(cost, _, _)| *cost <= REACH + COMMA);
    let negated = match &best {
        Some((_, range, _)) if range.start >= whole.end => negation(text, whole.end, range.end + 3),
        Some((_, range, _)) => negation(text, range.start.saturating_sub(3), range.end),
        // Of nothing that happened nothing is denied: “a fifth of farms had no power”.
        None => false,
    } || (!text.pack.times.verb_last()
        && negation(text, whole.start.saturating_sub(1), whole.start))
        || denied;
    let close = best.as_ref().is_some_and(|(cost, _, _)| *cost <= CLOSE);
    Fate { what: best.map(|(_, _, class)| class.clone()), negated, close }
}

/// Tells whether an amount is only named to say that it is another, or that it is nobody: “14 नहीं, 13”,
/// “none of the 40 passengers”.
fn is_corrected(text: &Passage<'_>, whole: &Range<usize>) -> bool {
    let (grammar, words) = (&text.pack.grammar, &text.pack.amounts);
    let next = whole.end + 1;
    let another = text.range.contains(&whole.end)
        && grammar.is("negation", text.tokens, whole.end)
        && (text.is_mark(next) || grammar.at("conjunction", text.tokens, next).is_some());
    let of = words.link_before("of", text.tokens, whole.start).filter(|of| *of >= text.range.start);
    let none = of.and_then(|of| words.link_before("nobody", text.tokens, of));
    another || none.is_some_and(|none| none >= text.range.start)
}

/// Returns the fate that a phrase itself tells.
pub(super) fn inside(text: &Passage<'_>, range: &Range<usize>) -> Option<String> {
    range.clone().find_map(|at| text.longest(text.pack.counted.fates(), at)).map(|(_, class)| class.clone())
}

/// Tells whether a negation stands between two tokens, up to a mark.
fn negation(text: &Passage<'_>, from: usize, to: usize) -> bool {
    (from.max(text.range.start)..to.min(text.range.end))
        .take_while(|at| {
            let key = text.key(*at);
            !matches!(key, "," | ";") && !key.starts_with(text::is_end_mark)
        })
        .any(|at| text.pack.grammar.is("negation", text.tokens, at))
}
