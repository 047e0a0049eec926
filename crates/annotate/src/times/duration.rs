//! Lengths of time: “30 दिन”, “चार से पांच घंटे”, “four hours”.

use super::Found;
use super::scan::{Scan, TimeUnit};
use crate::quantities::{NumberForm, ages};
use model::{TimeKind, TimeValue};

/// Reads a number or a range of numbers with a unit of time.
///
/// Reads `चार से पांच घंटे` as `PT4H/PT5H`: from four to five hours, for which ISO 8601 has no form of its own.
/// Refuses `80वें दिन` (the eightieth day), `कुछ घंटे` (some hours) and ages (`22 वर्षीय`), which are amounts alone.
/// Reads `दो साल और तीन महीने` as one length, `P2Y3M`.
/// Misses lengths whose number is vague.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let length = length(scan, at)?;
    if scan.number(at).is_some_and(|number| ages::age(scan.tokens, &scan.range, scan.pack, number).is_some())
    {
        return None;
    }
    Some(Found::new(at..length.end, Some(length.value()), TimeKind::Duration, false, "duration"))
}

/// A length of time.
pub(super) struct Length {
    pub(super) end: usize,
    pub(super) unit: TimeUnit,
    count: f64,
    most: Option<f64>,
    /// Smaller units added to it.
    rest: Vec<(TimeUnit, f64)>,
}

impl Length {
    /// Returns the count where it is one whole number.
    pub(super) fn whole(&self) -> Option<i32> {
        let whole = self.most.is_none() && self.count.fract() == 0.0 && self.count <= 100_000.0;
        whole.then_some(self.count as i32)
    }

    /// Returns its units with their counts where all are whole.
    pub(super) fn parts(&self) -> Option<Vec<(TimeUnit, i32)>> {
        let rest = self.rest.iter().map(|(unit, count)| {
            (count.fract() == 0.0 && *count <= 100_000.0).then_some((*unit, *count as i32))
        });
        std::iter::once(self.whole().map(|count| (self.unit, count))).chain(rest).collect()
    }

    /// Returns the length in ISO 8601.
    pub(super) fn value(&self) -> TimeValue {
        TimeValue::Duration(match self.most {
            Some(most) => format!("{}/{}", iso(&[(self.unit, self.count)]), iso(&[(self.unit, most)])),
            None => {
                let parts: Vec<_> =
                    std::iter::once((self.unit, self.count)).chain(self.rest.iter().copied()).collect();
                iso(&parts)
            }
        })
    }
}

/// Writes units from the largest to the smallest as ISO 8601 does.
fn iso(parts: &[(TimeUnit, f64)]) -> String {
    let mut text = String::from("P");
    for (unit, count) in parts {
        let (clock, letter) = match unit {
            TimeUnit::Second => (true, 'S'),
            TimeUnit::Minute => (true, 'M'),
            TimeUnit::Hour => (true, 'H'),
            TimeUnit::Day => (false, 'D'),
            TimeUnit::Week => (false, 'W'),
            TimeUnit::Month => (false, 'M'),
            TimeUnit::Year => (false, 'Y'),
        };
        if clock && !text.contains('T') {
            text.push('T');
        }
        text.push_str(&count.to_string());
        text.push(letter);
    }
    text
}

/// Reads a length of one unit with the article in place of the number: “a day” in “a day earlier”.
pub(super) fn one(scan: &Scan<'_>, at: usize) -> Option<Length> {
    let (end, word) = scan.longest(scan.pack.amounts.words(), at)?;
    let (end, unit, times) = scan.unit(end).filter(|_| *word == lang::NumberWord::One)?;
    Some(Length { end, unit, count: f64::from(times), most: None, rest: Vec::new() })
}

/// Reads a length of time at a token.
pub(super) fn length(scan: &Scan<'_>, at: usize) -> Option<Length> {
    let counts = |form: NumberForm| matches!(form, NumberForm::Digits | NumberForm::Words);
    let first = scan.number(at).filter(|number| counts(number.form) && number.value > 0.0)?;
    if scan.is_tail_of_name(at) {
        return None;
    }
    let mut end = first.tokens.end;
    let mut most = None;
    let mut count = first.value;
    if let Some(next) = scan.role("to", end)
        && let Some(second) = scan.number(next).filter(|number| counts(number.form))
    {
        // “पांच-पांच दिन” gives each five; a falling pair is no range.
        if second.value > first.value {
            most = Some(second.value);
        } else if second.value < first.value {
            return None;
        }
        end = second.tokens.end;
    }
    // “10-year”.
    if scan.key(end) == "-" && scan.touches(end) && scan.touches(end + 1) {
        end += 1;
    }
    // “2025 года” is a year, not a length.
    if scan.year_number(at).is_some() && scan.role("year_after", end).is_some() {
        return None;
    }
    let (end, unit, times) = scan.unit(end)?;
    count *= f64::from(times);
    let mut length =
        Length { end, unit, count, most: most.map(|most| most * f64::from(times)), rest: Vec::new() };
    while length.most.is_none() && length.rest.len() < 6 {
        let last = length.rest.last().map_or(length.unit, |(unit, _)| *unit);
        let Some((end, unit, count)) = smaller(scan, length.end, last) else { break };
        length.end = end;
        length.rest.push((unit, count));
    }
    Some(length)
}

/// Reads a number with a smaller unit behind a length: “और तीन महीने”, “, 2 दिन”.
fn smaller(scan: &Scan<'_>, at: usize, than: TimeUnit) -> Option<(usize, TimeUnit, f64)> {
    let comma = if scan.key(at) == "," { at + 1 } else { at };
    let number_at = scan.role("and", comma).unwrap_or(comma);
    let number = scan.number(number_at)?;
    let counts = matches!(number.form, NumberForm::Digits | NumberForm::Words) && number.value > 0.0;
    let (end, unit, times) = scan.unit(number.tokens.end).filter(|_| counts)?;
    (unit < than).then_some((end, unit, number.value * f64::from(times)))
}
