//! Weekdays: “बुधवार को”, “last Friday”.

use super::Found;
use super::scan::{Scan, days_between, shift};
use super::tense::tense;
use jiff::civil::Date;
use lang::Tense;
use std::ops::Range;

/// Reads a weekday: the last such day up to the article's, or the next where the clause lies ahead.
///
/// Reads `बुधवार को` of an article of 4 September 2025 as 3 September; `शुक्रवार को … मुलाकात तय है` as the Friday to come.
/// Refuses `मंगल` (Mars, auspicious) where nothing makes it Tuesday.
/// Misses the weekday that is counted from another date than the article's.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (name_at, step) = match scan.step(at) {
        Some((end, step)) => (end, Some(step)),
        None => (at, None),
    };
    let (end, weekday) = scan.weekday(name_at, step.is_some())?;
    let range = at..end;
    let day = scan.today().and_then(|today| resolve(scan, &range, today, weekday, step));
    Some(Found::day(range, day, true, "weekday"))
}

/// Returns the day that a weekday means.
pub(super) fn resolve(
    scan: &Scan<'_>,
    range: &Range<usize>,
    today: Date,
    weekday: i8,
    step: Option<i8>,
) -> Option<Date> {
    let behind = i32::from((today.weekday().to_monday_one_offset() - weekday).rem_euclid(7));
    match step {
        Some(-1) => shift(today, if behind == 0 { -7 } else { -behind }),
        Some(1) => shift(today, 7 - behind),
        Some(_) => {
            let monday = shift(today, -i32::from(today.weekday().to_monday_zero_offset()))?;
            shift(monday, i32::from(weekday) - 1)
        }
        None if tense(scan, range) == Some(Tense::Future) => shift(today, 7 - behind),
        None => shift(today, -behind),
    }
    .filter(|day| days_between(*day, today).abs() <= 14)
}
