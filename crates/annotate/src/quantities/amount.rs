//! Amounts: numbers with their approximators, ranges and units.

use super::{NumberForm, NumberSpan, Passage, ages, codes, merged};
use lang::Unit;
use model::{Approx, Number, QuantityKind};
use std::ops::Range;
use text::TokenKind;

/// A number as an amount.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// Approximators, number and unit.
    pub(super) range: Range<usize>,
    pub(super) value: Option<Number>,
    pub(super) value_max: Option<Number>,
    pub(super) approx: Approx,
    pub(super) kind: QuantityKind,
    pub(super) unit: Option<String>,
    pub(super) rule: &'static str,
    /// Whether it counts only before something known to be counted.
    pub(super) weak: bool,
}

/// Returns the amounts of a sentence; `in_time` tells which tokens belong to a time.
pub(super) fn amounts(text: &Passage<'_>, in_time: impl Fn(&Range<usize>) -> bool) -> Vec<Amount> {
    let mut all: Vec<Amount> = Vec::new();
    let codes = codes::codes(text);
    let mut next = 0;
    while let Some(number) = text.numbers.get(next) {
        next += 1;
        let after = all.last().map_or(text.range.start, |last| last.range.end);
        if number.tokens.start < after || in_time(&number.tokens) || is_name_part(text, number) {
            continue;
        }
        // “शून्य से 4 डिग्री नीचे”: no range from zero.
        let zero = text.link("zero_from", number.tokens.start);
        if codes[next - 1]
            || zero.is_some_and(|end| text.numbers.get(next).is_some_and(|n| n.tokens.start == end))
        {
            continue;
        }
        let pair = second(text, next - 1).filter(|second| !in_time(&second.tokens));
        let pair = pair.map(|second| (second, pairing(text, number, second)));
        if matches!(pair, Some((_, Pairing::Score))) {
            next += 1;
            continue;
        }
        let second = pair.filter(|(_, pairing)| *pairing != Pairing::Apart).map(|(second, _)| second);
        all.extend(amount(text, number, second, after));
    }
    merged::merged(text, all)
}

/// Reads one amount; `floor` is where the one before ended.
fn amount(
    text: &Passage<'_>,
    number: &NumberSpan,
    second: Option<&NumberSpan>,
    floor: usize,
) -> Option<Amount> {
    let mut range = number.tokens.clone();
    let mut value = number.value;
    let mut most = None;
    let words = &text.pack.amounts;
    if let Some(second) = second {
        range.end = second.tokens.end;
        // “2 से 3 लाख”: the multiplier serves both.
        let lent = if number.factor == 1.0 && value < second.value / second.factor.max(1.0) + 1e-9 {
            second.factor
        } else {
            1.0
        };
        value *= lent;
        if second.value > value {
            most = Some(second.value);
        } else {
            value = second.value;
        }
        // “10 और 12 के बीच”
        if let Some(end) = text.link("between", range.end) {
            range.end = end;
        }
    }
    let (mut kind, mut rule) = match number.form {
        NumberForm::Ordinal => (QuantityKind::Ordinal, "ordinal"),
        NumberForm::Vague => (QuantityKind::Cardinal, "vague"),
        NumberForm::Digits | NumberForm::Words | NumberForm::Fraction => (QuantityKind::Cardinal, "cardinal"),
    };
    let mut unit = number.glued.clone().or_else(|| second.and_then(|second| second.glued.clone()));
    let mut rest = approx_after(text, range.end);
    let (mut age, mut inside) = (false, None);
    if kind == QuantityKind::Cardinal {
        if unit.is_none() {
            // “15 से अधिक प्रतिशत” is rare, “10-km” is not.
            let at = if text.key(range.end) == "-" && text.touches(range.end) && text.touches(range.end + 1) {
                range.end + 1
            } else {
                range.end
            };
            if let Some((end, known)) = text.longest(words.units(), at).filter(|(_, unit)| fits(unit, number))
            {
                (unit, range.end) = (Some(known.clone()), end);
            } else if let Some((_, end)) = rest
                && let Some((end, known)) = text.longest(words.units(), end)
            {
                (unit, range.end) = (Some(known.clone()), end);
            }
        }
        if unit.is_none()
            && let Some((start, code)) = words.money_before().longest_before(text.tokens, range.start, 2)
            && start >= floor
        {
            range.start = start;
            unit = Some(Unit { kind: QuantityKind::Money, name: code.clone() });
        }
        // “at the age of 82”, “22 वर्षीय”.
        let lifetime =
            unit.as_ref().is_none_or(|unit| unit.kind == QuantityKind::Duration) && second.is_none();
        if lifetime && let Some(end) = ages::age(text.tokens, &text.range, text.pack, number) {
            unit.get_or_insert_with(|| Unit { kind: QuantityKind::Duration, name: "year".to_owned() });
            // “तीन महीने से कम उम्र”: the approximator stands inside.
            inside = approx_after(text, range.end).filter(|(_, inside)| *inside <= end);
            range.end = range.end.max(end);
            age = true;
        }
        // “110 लीटर प्रति सेकंड”
        if let Some(known) = &unit
            && known.kind == QuantityKind::Measure
            && let Some(per) = text.link("per", range.end)
            && let Some((end, other)) = text.longest(words.units(), per)
            && other.kind == QuantityKind::Duration
        {
            unit = Some(Unit { kind: known.kind, name: format!("{}/{}", known.name, other.name) });
            range.end = end;
        }
        if let Some(unit) = &unit {
            (kind, rule) = (unit.kind, if age { "age" } else { rule_of(unit.kind) });
            if let Some(cold) = below_zero(text, &range, unit, floor) {
                (range, value) = (cold, -value);
            }
        }
        if range.end > number.tokens.end {
            rest =
                rest.filter(|(_, end)| *end > range.end).or_else(|| approx_after(text, range.end)).or(inside);
        }
    }
    let before = words
        .before()
        .longest_before(text.tokens, range.start, 4)
        .filter(|(start, _)| *start >= floor && number.form != NumberForm::Ordinal);
    let mut approx = if most.is_some() { Approx::Range } else { Approx::Exact };
    if let Some((how, end)) = rest.filter(|_| number.form != NumberForm::Ordinal) {
        // “तक पहुंचा”, “तक चली” say that it was reached: exact, and no part of the amount.
        // So does the bare postposition behind a length of time: “डेढ़ घंटे तक फंसे रहे” is how long.
        let lasted = kind == QuantityKind::Duration
            && how == Approx::AtMost
            && text.pack.grammar.at("case", text.tokens, range.end) == Some(end);
        let how = if lasted { Approx::Exact } else { how };
        if how != Approx::Exact {
            range.end = range.end.max(end);
        }
        if approx == Approx::Exact {
            approx = how;
        }
    }
    if let Some((start, how)) = before {
        // A word such as “only” leaves the number exact and is no part of it.
        if *how != Approx::Exact {
            range.start = start;
            if approx == Approx::Exact {
                approx = *how;
            }
        }
    }
    // “9/11”, “24/7”: without a unit or something known to be counted it is a code.
    if number.form == NumberForm::Fraction
        && unit.is_none()
        && (value >= 1.0 || text.longest(text.pack.counted.heads(), range.end).is_none())
    {
        return None;
    }
    let vague = number.form == NumberForm::Vague;
    if vague {
        approx = Approx::Vague;
    }
    let number_value = Number::new(value).filter(|_| !vague);
    let single = number.tokens.len() == 1 && second.is_none();
    // “half of the houses”, “करीब आधे सदस्य”.
    // “the second half of the match” is none.
    let ordered = text.numbers.partition_point(|other| other.tokens.end <= number.tokens.start);
    let ordered = ordered
        .checked_sub(1)
        .map(|before| &text.numbers[before])
        .is_some_and(|before| before.form == NumberForm::Ordinal && before.tokens.end == number.tokens.start);
    let sure = (approx != Approx::Exact || text.link("of", range.end).is_some()) && !ordered;
    let weak =
        single && words.is_weak(text.key(number.tokens.start)) && !(sure && number.value.fract() != 0.0);
    let value_max = most.and_then(Number::new);
    let unit = unit.map(|unit| unit.name);
    Some(Amount { range, value: number_value, value_max, approx, kind, unit, rule, weak })
}

fn rule_of(kind: QuantityKind) -> &'static str {
    match kind {
        QuantityKind::Percent => "percent",
        QuantityKind::Money => "money",
        QuantityKind::Duration => "duration",
        QuantityKind::Measure => "measure",
        QuantityKind::Ordinal => "ordinal",
        QuantityKind::Cardinal => "cardinal",
    }
}

/// Returns the tokens of degrees below zero.
fn below_zero(text: &Passage<'_>, range: &Range<usize>, unit: &Unit, floor: usize) -> Option<Range<usize>> {
    if !matches!(unit.name.as_str(), "celsius" | "fahrenheit" | "degree") {
        return None;
    }
    if let Some(end) = text.link("below_zero", range.end) {
        return Some(range.start..end);
    }
    let start = text.pack.amounts.link_before("zero_from", text.tokens, range.start)?;
    (start >= floor).then_some(start..text.link("below", range.end)?)
}

/// A short unit such as `m` stands only after digits.
fn fits(unit: &Unit, number: &NumberSpan) -> bool {
    matches!(number.form, NumberForm::Digits | NumberForm::Fraction)
        || unit.name.len() > 1
        || unit.kind != QuantityKind::Measure
}

/// Returns the approximator after an amount, and where it ends.
fn approx_after(text: &Passage<'_>, at: usize) -> Option<(Approx, usize)> {
    text.longest(text.pack.amounts.after(), at).map(|(end, approx)| (*approx, end))
}

/// How two numbers with a dash or a linking word between belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pairing {
    /// From one to the other.
    Range,
    /// One number said twice: so many each.
    Same,
    /// A score or a code.
    Score,
    /// They do not.
    Apart,
}

/// Returns the number after this one where something that can make a range stands between.
fn second<'t>(text: &Passage<'t>, at: usize) -> Option<&'t NumberSpan> {
    let (first, second) = (text.numbers.get(at)?, text.numbers.get(at + 1)?);
    let counts = |number: &NumberSpan| matches!(number.form, NumberForm::Digits | NumberForm::Words);
    if !(counts(first) && counts(second)) {
        return None;
    }
    let end = first.tokens.end;
    // “दो तीन लोग”: neighbours in words.
    if second.tokens.start == end {
        let words = first.form == NumberForm::Words && second.form == NumberForm::Words;
        return (words && second.value == first.value + 1.0).then_some(second);
    }
    // “10 मीटर से 12 मीटर”, not “1.2 per cent to 24,350 points”.
    let units = text.pack.amounts.units();
    let after_unit = text.longest(units, end).filter(|(_, unit)| {
        let again = text.longest(units, second.tokens.end).map(|(_, unit)| unit);
        again.or(second.glued.as_ref()) == Some(unit)
    });
    for from in std::iter::once(end).chain(after_unit.map(|(end, _)| end)) {
        if text.link("to", from) == Some(second.tokens.start) {
            return Some(second);
        }
        if text.link("and", from) == Some(second.tokens.start) {
            let after = text.link("between", second.tokens.end).is_some();
            let before = first.tokens.start.checked_sub(1).is_some_and(|at| {
                !text.key(at).is_empty() && text.link("between", at) == Some(first.tokens.start)
            });
            return (before || after).then_some(second);
        }
    }
    None
}

fn pairing(text: &Passage<'_>, first: &NumberSpan, second: &NumberSpan) -> Pairing {
    let glued = text.touches(second.tokens.start) && text.is_mark(second.tokens.start - 1);
    let more = text.key(second.tokens.end) == "-" && text.touches(second.tokens.end);
    if glued
        && more
        && text.tokens.items().get(second.tokens.end + 1).is_some_and(|t| t.kind == TokenKind::Number)
    {
        return Pairing::Score;
    }
    let top = second.value / if first.factor == 1.0 { second.factor.max(1.0) } else { 1.0 };
    if first.value == top || first.value == second.value {
        // “पांच-पांच लाख” in words; in digits it is a draw.
        return if first.form == NumberForm::Words {
            Pairing::Same
        } else if glued {
            Pairing::Score
        } else {
            Pairing::Apart
        };
    }
    if first.value < second.value {
        Pairing::Range
    } else if glued {
        Pairing::Score
    } else {
        Pairing::Apart
    }
}

/// Tells whether a number is the tail of a name (कोविड-19, F-16) or part of a longer code.
fn is_name_part(text: &Passage<'_>, number: &NumberSpan) -> bool {
    let at = number.tokens.start;
    let items = text.tokens.items();
    if at < 2 || !text.touches(at) || !text.is_mark(at - 1) {
        return false;
    }
    let before = &items[at - 2];
    match text.key(at - 1) {
        "-" | "‑" | "–" => {
            text.touches(at - 1)
                && before.kind == TokenKind::Word
                && text.pack.amounts.words().word(text.key(at - 2)).is_none()
                && number.form == NumberForm::Digits
        }
        "/" => text.touches(at - 1),
        ":" | "." => text.touches(at - 1) && before.kind == TokenKind::Number,
        "#" | "@" | "_" => true,
        _ => false,
    }
}
