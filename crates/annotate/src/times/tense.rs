//! The tense of the clause that a time stands in.

use super::scan::Scan;
use lang::Tense;
use std::ops::Range;

/// How far a cue may stand from the time, in tokens.
const REACH: usize = 40;

/// What a clause boundary between the cue and the time counts for, in tokens.
const BOUNDARY: usize = 6;

/// Returns which way the clause around an expression lies, or `None` when nothing tells.
///
/// Where the verb ends the clause, the first cue after the expression is its verb or something on the way
/// there (“शुक्रवार को … मुलाकात तय है”). Elsewhere it is the nearest cue on either side.
pub(super) fn tense(scan: &Scan<'_>, range: &Range<usize>) -> Option<Tense> {
    let right =
        (range.end..scan.range.end.min(range.end + REACH)).find_map(|at| cue(scan, at).map(|c| (at, c)));
    if scan.pack.times.verb_last() {
        return right.map(|(_, first)| group(scan, first));
    }
    let left = (scan.range.start.max(range.start.saturating_sub(REACH))..range.start)
        .rev()
        .find_map(|at| cue(scan, at).filter(|(end, _)| *end <= range.start));
    let right = right.map(|(at, (_, tense))| (at - range.end + boundaries(scan, range.end..at), tense));
    let left = left.map(|(end, tense)| (range.start - end + boundaries(scan, end..range.start), tense));
    match (left, right) {
        (Some((near, tense)), Some((far, _))) if near <= far => Some(tense),
        (_, Some((_, tense))) | (Some((_, tense)), None) => Some(tense),
        (None, None) => None,
    }
}

/// Returns the tense of a group of verbs from its first: the last one decides (“किया जाएगा” is to come).
fn group(scan: &Scan<'_>, first: (usize, Tense)) -> Tense {
    let (mut end, mut tense) = first;
    while let Some((next, told)) = cue(scan, end).filter(|(next, _)| *next > end) {
        (end, tense) = (next, told);
    }
    tense
}

/// Returns the tense that a word or phrase at a token tells, and where it ends.
fn cue(scan: &Scan<'_>, at: usize) -> Option<(usize, Tense)> {
    let grammar = &scan.pack.grammar;
    let future = ["future", "possible"]
        .iter()
        .filter_map(|class| grammar.at(class, scan.tokens, at))
        .max()
        .map(|end| (end, Tense::Future));
    let told = scan.longest(scan.pack.times.tenses(), at).map(|(end, tense)| (end, *tense));
    let ending = scan.pack.times.tense_of_ending(scan.key(at)).map(|tense| (at + 1, tense));
    let (end, tense) =
        [future, told, ending].into_iter().flatten().reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    // “will be held”: the helper before a participle decides.
    let helped = tense == Tense::Past
        && !scan.pack.times.verb_last()
        && (at.saturating_sub(3).max(scan.range.start)..at)
            .any(|before| grammar.at("future", scan.tokens, before).is_some_and(|end| end <= at));
    Some((end, if helped { Tense::Future } else { tense }))
}

fn boundaries(scan: &Scan<'_>, range: Range<usize>) -> usize {
    let grammar = &scan.pack.grammar;
    let count = range
        .filter(|at| {
            matches!(scan.key(*at), "," | ";" | ":" | "–" | "—")
                || grammar.is("conjunction", scan.tokens, *at)
                || grammar.is("that", scan.tokens, *at)
        })
        .count();
    count * BOUNDARY
}
