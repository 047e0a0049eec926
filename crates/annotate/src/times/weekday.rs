//! Weekdays: “बुधवार को”, “last Friday”.

use super::Found;
use super::scan::{Scan, TimeUnit, days_between, shift};
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
    // “शुक्रवार अगले हफ्ते”.
    let of_week = scan.step(end).filter(|_| step.is_none()).and_then(|(unit_at, week)| {
        let (end, TimeUnit::Week, 1) = scan.unit(unit_at)? else { return None };
        Some((end, week))
    });
    let (end, step, week) = of_week.map_or((end, step, false), |(end, week)| (end, Some(week), true));
    let range = at..end;
    let day = scan.today().and_then(|today| {
        if week { in_week(today, weekday, step?) } else { resolve(scan, &range, today, weekday, step) }
    });
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
        // Next Friday is that of the next week, this Friday that of this week.
        Some(step) => in_week(today, weekday, step),
        None if tense(scan, range) == Some(Tense::Future) => shift(today, 7 - behind),
        None => shift(today, -behind),
    }
    .filter(|day| days_between(*day, today).abs() <= 14)
}

/// Returns the weekday of a week beside today's, which begins on Monday.
fn in_week(today: Date, weekday: i8, step: i8) -> Option<Date> {
    let monday = shift(today, -i32::from(today.weekday().to_monday_zero_offset()))?;
    shift(monday, i32::from(weekday) - 1 + 7 * i32::from(step))
}
