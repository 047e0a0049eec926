//! Lengths of time: “30 दिन”, “चार से पांच घंटे”, “four hours”.

use super::Found;
use super::scan::{Scan, TimeUnit};
use crate::quantities::NumberForm;
use model::{TimeKind, TimeValue};

/// Reads a number or a range of numbers with a unit of time.
///
/// Reads `चार से पांच घंटे` as `PT4H/PT5H`: from four to five hours, for which ISO 8601 has no form of its own.
/// Refuses `80वें दिन` (the eightieth day) and `कुछ घंटे` (some hours).
/// Misses lengths of two units: “two years and three months” are two lengths.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let length = length(scan, at)?;
    Some(Found::new(at..length.end, Some(length.value()), TimeKind::Duration, false, "duration"))
}

/// A length of time.
pub(super) struct Length {
    pub(super) end: usize,
    pub(super) unit: TimeUnit,
    count: f64,
    most: Option<f64>,
}

impl Length {
    /// Returns the count where it is one whole number.
    pub(super) fn whole(&self) -> Option<i32> {
        let whole = self.most.is_none() && self.count.fract() == 0.0 && self.count <= 100_000.0;
        whole.then_some(self.count as i32)
    }

    /// Returns the length in ISO 8601.
    pub(super) fn value(&self) -> TimeValue {
        let one = |count: f64| match self.unit {
            TimeUnit::Second => format!("PT{count}S"),
            TimeUnit::Minute => format!("PT{count}M"),
            TimeUnit::Hour => format!("PT{count}H"),
            TimeUnit::Day => format!("P{count}D"),
            TimeUnit::Week => format!("P{count}W"),
            TimeUnit::Month => format!("P{count}M"),
            TimeUnit::Year => format!("P{count}Y"),
        };
        TimeValue::Duration(match self.most {
            Some(most) => format!("{}/{}", one(self.count), one(most)),
            None => one(self.count),
        })
    }
}

/// Reads a length of one unit with the article in place of the number: “a day” in “a day earlier”.
pub(super) fn one(scan: &Scan<'_>, at: usize) -> Option<Length> {
    let (end, word) = scan.longest(scan.pack.amounts.words(), at)?;
    let (end, unit, times) = scan.unit(end).filter(|_| *word == lang::NumberWord::One)?;
    Some(Length { end, unit, count: f64::from(times), most: None })
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
    Some(Length { end, unit, count, most: most.map(|most| most * f64::from(times)) })
}
