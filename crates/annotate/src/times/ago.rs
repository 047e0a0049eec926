//! Distances in time: “चार साल पहले”, “two days ago”, “a day earlier”, “30 दिन में”.

use super::scan::{Scan, TimeUnit};
use super::tense::tense;
use super::{Found, Open, duration, relative_period};
use lang::Tense;
use model::{Moment, TimeKind, TimeValue};

/// Reads a length of time with the word that says from when it counts.
///
/// Reads `4 साल पहले` as the year four years before the article, `a day earlier` as the day before the one told
/// last, `30 दिन में … देगी` (will give within 30 days) as the days up to then, `30 दिन में … हुआ` as a length of time.
/// Refuses `पहले चार साल` (the first four years).
/// Misses what counts from an event that is named in place of a day.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if let Some((end, unit, count)) = glued(scan, at) {
        return Some(away(scan, at..end, unit, -count));
    }
    let length = duration::length(scan, at).or_else(|| duration::one(scan, at))?;
    let end = length.end;
    // “within 30 days”, “30 दिन में”.
    let within = scan.role("within_after", end).is_some() && scan.role("not_year", end).is_none();
    let before = scan.role_before("within_before", at);
    if within || before.is_some() {
        if let Some(window) =
            window(scan, before.unwrap_or(at)..scan.role("within_after", end).unwrap_or(end), &length)
        {
            return Some(window);
        }
        return Some(Found::new(at..end, Some(length.value()), TimeKind::Duration, false, "within"));
    }
    let parts = length.parts()?;
    let count = parts.first()?.1;
    if parts.len() > 1 {
        let end = scan.role("ago", end)?;
        return Some(sum_away(scan, at..end, &parts));
    }
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

/// Reads a number with a unit that carries the word for ago as its ending: चार वर्षांपूर्वी.
fn glued(scan: &Scan<'_>, at: usize) -> Option<(usize, TimeUnit, i32)> {
    let number = scan.number(at).filter(|number| number.value.fract() == 0.0 && number.value > 0.0)?;
    let unit_at = number.tokens.end;
    let key = scan.key(unit_at);
    let mut stems = scan.pack.times.ago_suffixes().filter_map(|suffix| key.strip_suffix(suffix));
    let (unit, times) = stems.find_map(|stem| scan.unit_word(stem))?;
    let count = number.value.min(100_000.0) as i32;
    Some((unit_at + 1, unit, count.checked_mul(times)?))
}

/// Reads a time limit that lies ahead as the days from the article's to its end: “30 दिन में … देगी”.
///
/// Where the clause tells of the past, or hours are counted, it stays a length.
fn window(scan: &Scan<'_>, range: std::ops::Range<usize>, length: &duration::Length) -> Option<Found> {
    let (today, count) = (scan.today()?, length.whole()?);
    let hours = matches!(length.unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour);
    if hours || tense(scan, &range) != Some(Tense::Future) {
        return None;
    }
    let last = Moment::Day(relative_period::moved(today, length.unit, count)?);
    let value = TimeValue::Interval(Some(Moment::Day(today)), Some(last));
    Some(Found::new(range, Some(value), TimeKind::Interval, true, "within"))
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

/// Counts several units back from the article's day: “1 महीने 21 दिन पहले”.
fn sum_away(scan: &Scan<'_>, range: std::ops::Range<usize>, parts: &[(TimeUnit, i32)]) -> Found {
    let day = scan.today().and_then(|today| {
        parts.iter().try_fold(today, |day, (unit, count)| relative_period::moved(day, *unit, -count))
    });
    Found::day(range, day, true, "ago")
}

/// Counts hours from the article's minute; without one, or across midnight without one, nothing is known.
pub(super) fn hours_away(scan: &Scan<'_>, unit: TimeUnit, count: i32) -> Option<Moment> {
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

/// Counts from the day told last, or from the year; months would only guess at the day.
fn told(range: std::ops::Range<usize>, unit: TimeUnit, count: i32) -> Option<Found> {
    let days = match unit {
        TimeUnit::Day => count,
        TimeUnit::Week => count.checked_mul(7)?,
        TimeUnit::Year => {
            let open = Open::FromYear(i16::try_from(count).ok()?);
            return Some(Found { open, ..Found::new(range, None, TimeKind::Date, true, "earlier") });
        }
        _ => return None,
    };
    Some(Found { open: Open::From(days), ..Found::new(range, None, TimeKind::Date, true, "earlier") })
}
