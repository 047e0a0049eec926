//! Amounts that two others make: “two years and three months”, “more than 200 but fewer than 300”.

use super::Passage;
use super::amount::Amount;
use model::{Approx, Number, QuantityKind};

/// The units of time of which so many make one of another, from the largest.
const UNITS: &[&[(&str, f64)]] = &[
    &[("decade", 120.0), ("year", 12.0), ("quarter", 3.0), ("month", 1.0)],
    &[("week", 604_800.0), ("day", 86_400.0), ("hour", 3600.0), ("minute", 60.0), ("second", 1.0)],
];

/// Makes one of neighbours that belong together.
///
/// Reads `दो साल और तीन महीने` as 27 months, `more than 200 but fewer than 300` as a range.
/// Refuses `दो साल और तीन दिन`, for no one knows how many days the years have, and `घंटे और साल`, the smaller first.
pub(super) fn merged(text: &Passage<'_>, amounts: Vec<Amount>) -> Vec<Amount> {
    let mut all: Vec<Amount> = Vec::with_capacity(amounts.len());
    for amount in amounts {
        let made =
            all.last().and_then(|last| length(text, last, &amount).or_else(|| bounds(text, last, &amount)));
        match (made, all.last_mut()) {
            (Some(made), Some(last)) => *last = made,
            _ => all.push(amount),
        }
    }
    all
}

/// Returns a length of time in two units.
fn length(text: &Passage<'_>, first: &Amount, second: &Amount) -> Option<Amount> {
    let between = first.range.end..second.range.start;
    let joined = between.is_empty()
        || between.len() == 1
            && (text.key(between.start) == "," || text.link("and", between.start) == Some(between.end));
    let plain = |amount: &Amount| amount.kind == QuantityKind::Duration && amount.value_max.is_none();
    if !joined
        || !plain(first)
        || !plain(second)
        || second.approx != Approx::Exact
        || !matches!(second.rule, "duration" | "age")
    {
        return None;
    }
    let (large, small) = UNITS.iter().find_map(|units| {
        let of = |amount: &Amount| units.iter().find(|(name, _)| amount.unit.as_deref() == Some(*name));
        Some((of(first)?.1, of(second)?.1))
    })?;
    let (one, two) = (first.value?.value(), second.value?.value());
    let whole = large > small && (two * small) < large;
    let value = Number::new(one * (large / small) + two).filter(|_| whole)?;
    Some(Amount {
        range: first.range.start..second.range.end,
        value: Some(value),
        unit: second.unit.clone(),
        rule: second.rule,
        ..first.clone()
    })
}

/// Returns a range whose ends are told apart.
fn bounds(text: &Passage<'_>, first: &Amount, second: &Amount) -> Option<Amount> {
    let at_least = |amount: &Amount| matches!(amount.approx, Approx::MoreThan | Approx::AtLeast);
    let at_most = |amount: &Amount| matches!(amount.approx, Approx::LessThan | Approx::AtMost);
    let (least, most) = match (at_least(first) && at_most(second), at_most(first) && at_least(second)) {
        (true, _) => (first, second),
        (_, true) => (second, first),
        _ => return None,
    };
    let between = first.range.end..second.range.start;
    let grammar = &text.pack.grammar;
    let links = |at: usize| {
        text.key(at) == ","
            || grammar.is("conjunction", text.tokens, at)
            || grammar.is("verb", text.tokens, at)
    };
    let linked = (1..=3).contains(&between.len()) && between.clone().all(links);
    let same = first.kind == second.kind
        && (first.unit == second.unit || first.unit.is_none() && least.range == first.range);
    let (from, to) = (least.value?.value(), most.value?.value());
    if !linked || !same || from >= to || first.value_max.is_some() || second.value_max.is_some() {
        return None;
    }
    Some(Amount {
        range: first.range.start..second.range.end,
        value: least.value,
        value_max: most.value,
        approx: Approx::Range,
        kind: second.kind,
        unit: second.unit.clone(),
        ..first.clone()
    })
}
