//! Distances in time: “चार साल पहले”, “two days ago”, “a day earlier”, “30 दिन में”.

use super::scan::{Scan, TimeUnit};
use super::tense::tense;
use super::{Found, Open, duration, relative_period};
use lang::Tense;
use model::{Moment, TimeKind, TimeValue};

/// Reads a length of time with the word that says from when it counts.
///
/// Reads `4 साल पहले` as the year four years before the article, `a day earlier` as the day before the one told
/// last, `30 दिन में` as a length of time.
/// Refuses `पहले चार साल` (the first four years).
/// Misses what counts from an event that is named in place of a day.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let length = duration::length(scan, at).or_else(|| duration::one(scan, at))?;
    let end = length.end;
    // “within 30 days”, “30 दिन में”.
    let within = scan.role("within_after", end).is_some() && scan.role("not_year", end).is_none();
    if within || scan.role_before("within_before", at).is_some() {
        return Some(Found::new(at..end, Some(length.value()), TimeKind::Duration, false, "within"));
    }
    let count = length.whole()?;
    if let Some(end) = scan.role("ago", end) {
        return Some(away(scan, at..end, length.unit, -count));
    }
    if let Some(end) = scan.role("earlier", end) {
        return told(at..end, length.unit, -count);
    }
    let end = scan.role("later", end)?;
    if tense(scan, &(at..end)) == Some(Tense::Future) {
        return Some(away(scan, at..end, length.unit, count));
    }
    None
}

/// Counts from the article's day, as precisely as the unit.
fn away(scan: &Scan<'_>, range: std::ops::Range<usize>, unit: TimeUnit, count: i32) -> Found {
    let moved = scan.today().and_then(|today| relative_period::moved(today, unit, count));
    match unit {
        TimeUnit::Year => {
            let value = moved.map(|day| TimeValue::Moment(Moment::Year(day.year())));
            Found::new(range, value, TimeKind::Date, true, "ago")
        }
        TimeUnit::Month => {
            let value = moved.map(|day| TimeValue::Moment(Moment::Month(day.year(), day.month())));
            Found::new(range, value, TimeKind::Date, true, "ago")
        }
        TimeUnit::Day | TimeUnit::Week => Found::day(range, moved, true, "ago"),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => {
            let value = hours_away(scan, unit, count).map(TimeValue::Moment);
            Found::new(range, value, TimeKind::DateTime, true, "ago")
        }
    }
}

/// Counts hours from the article's minute; without one, or across midnight without one, nothing is known.
fn hours_away(scan: &Scan<'_>, unit: TimeUnit, count: i32) -> Option<Moment> {
    let Some(Moment::Minute(day, time, offset)) = scan.anchor else { return None };
    let span = match unit {
        TimeUnit::Hour => jiff::Span::new().try_hours(count),
        TimeUnit::Minute => jiff::Span::new().try_minutes(count),
        _ => jiff::Span::new().try_seconds(count),
    };
    let moved = day.to_datetime(time).checked_add(span.ok()?).ok()?;
    let minute = jiff::civil::Time::new(moved.hour(), moved.minute(), 0, 0).ok()?;
    Some(Moment::Minute(moved.date(), minute, offset))
}

/// Counts from the day told last; units longer than a week would only guess at the day.
fn told(range: std::ops::Range<usize>, unit: TimeUnit, count: i32) -> Option<Found> {
    let days = match unit {
        TimeUnit::Day => count,
        TimeUnit::Week => count.checked_mul(7)?,
        _ => return None,
    };
    Some(Found { open: Open::From(days), ..Found::new(range, None, TimeKind::Date, true, "earlier") })
}
