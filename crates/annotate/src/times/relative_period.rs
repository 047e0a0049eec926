//! Periods told by last, this or next: “पिछले सप्ताह”, “next month”, “पिछले चार दिन”.

use super::Found;
use super::ago::hours_away;
use super::scan::{QUARTER, Scan, TimeUnit, shift, shift_months};
use crate::quantities::NumberSpan;
use jiff::civil::Date;
use model::{Moment, TimeKind, TimeValue};

/// Reads a week, month or year beside the article's, and a run of them before or after it.
///
/// Reads `पिछले साल` as the year before, `last week` as its Monday to Sunday, `अगले तीन दिन` as the three days from tomorrow on.
/// Refuses `इस दिन` (that day): this and a day together point into the text.
/// Misses seasons.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let rule = "relative-period";
    // “10 पिछले हफ्तों में”: the number may stand first.
    let led = scan.number(at).and_then(|number| {
        let (unit_at, step) = scan.step(number.tokens.end).filter(|(_, step)| *step != 0)?;
        Some((number, unit_at, step))
    });
    if let Some((number, unit_at, step)) = led {
        return run(scan, at, number, unit_at, step);
    }
    let (after, step) = scan.step(at)?;
    if step != 0
        && let Some(number) = scan.number(after)
        && let Some(found) = run(scan, at, number, number.tokens.end, step)
    {
        return Some(found);
    }
    if let Some(end) = scan.role("weekend", after) {
        let value = scan.today().and_then(|today| week(today, step)).and_then(|monday| {
            let day = |away| shift(monday, away).map(Moment::Day);
            Some(TimeValue::Interval(Some(day(5)?), Some(day(6)?)))
        });
        return Some(Found::new(at..end, value, TimeKind::Interval, true, rule));
    }
    let (end, unit, times) = scan.unit(after)?;
    let range = at..end;
    // “the past year” runs up to now; “last year” is one of the calendar.
    if scan.role("running", at) == Some(after) {
        return run_of(scan, range, unit, times.checked_mul(i32::from(step))?, step);
    }
    if times != 1 {
        let value = scan.about_today().and_then(|today| longer(today, unit, times, step));
        return matches!(times, QUARTER | 10)
            .then(|| Found::new(range, value, TimeKind::Interval, true, rule));
    }
    // “पिछले सप्ताह मंगलवार”.
    if unit == TimeUnit::Week
        && let Some((end, weekday)) = scan.weekday(scan.role("of", end).unwrap_or(end), true)
    {
        let day = scan
            .today()
            .and_then(|today| week(today, step))
            .and_then(|monday| shift(monday, i32::from(weekday) - 1));
        return Some(Found::day(at..end, day, true, rule));
    }
    let (value, kind) = match unit {
        TimeUnit::Year => {
            let year = scan.about_today().and_then(|today| today.year().checked_add(i16::from(step)));
            (year.map(|year| TimeValue::Moment(Moment::Year(year))), TimeKind::Date)
        }
        TimeUnit::Month => {
            let month = scan.today().and_then(|today| shift_months(today, i32::from(step)));
            let month = month.map(|day| TimeValue::Moment(Moment::Month(day.year(), day.month())));
            (month, TimeKind::Date)
        }
        TimeUnit::Week => {
            let value = scan.today().and_then(|today| {
                let monday = week(today, step)?;
                Some(TimeValue::Interval(Some(Moment::Day(monday)), Some(Moment::Day(shift(monday, 6)?))))
            });
            (value, TimeKind::Interval)
        }
        TimeUnit::Day if step != 0 => {
            let day = scan.today().and_then(|today| shift(today, i32::from(step)));
            return Some(Found::day(range, day, true, rule));
        }
        _ => return None,
    };
    Some(Found::new(range, value, kind, true, rule))
}

/// Reads so many units before or after the article's day.
fn run(scan: &Scan<'_>, at: usize, number: &NumberSpan, unit_at: usize, step: i8) -> Option<Found> {
    if number.value.fract() != 0.0 || !(1.0..=1000.0).contains(&number.value) {
        return None;
    }
    let (end, unit, times) = scan.unit(unit_at)?;
    let count = number.value as i32 * times * i32::from(step);
    run_of(scan, at..end, unit, count, step)
}

/// Returns so many units before or after the article's day.
fn run_of(
    scan: &Scan<'_>,
    range: std::ops::Range<usize>,
    unit: TimeUnit,
    count: i32,
    step: i8,
) -> Option<Found> {
    if matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour) {
        let value = hours(scan, unit, count)?;
        return Some(Found::new(range, Some(value), TimeKind::Interval, true, "relative-period"));
    }
    let value = scan.today().and_then(|today| {
        let other = moved(today, unit, count)?;
        let days = |from, to| TimeValue::Interval(Some(Moment::Day(from)), Some(Moment::Day(to)));
        Some(if step < 0 { days(other, today) } else { days(shift(today, 1)?, other) })
    });
    Some(Found::new(range, value, TimeKind::Interval, true, "relative-period"))
}

/// Returns the hours before or after the article's minute; where only its day is known, whole days of 24 hours.
fn hours(scan: &Scan<'_>, unit: TimeUnit, count: i32) -> Option<TimeValue> {
    let (from, to) = match scan.anchor? {
        now @ Moment::Minute(..) => (now, hours_away(scan, unit, count)?),
        Moment::Day(today) if unit == TimeUnit::Hour && count % 24 == 0 => {
            (Moment::Day(today), Moment::Day(shift(today, count / 24)?))
        }
        _ => return None,
    };
    Some(if count < 0 {
        TimeValue::Interval(Some(to), Some(from))
    } else {
        TimeValue::Interval(Some(from), Some(to))
    })
}

/// Returns the quarter or the decade so many away.
fn longer(today: Date, unit: TimeUnit, times: i32, step: i8) -> Option<TimeValue> {
    if unit == TimeUnit::Year {
        let first = (today.year() - today.year() % 10).checked_add(i16::from(step) * 10)?;
        return Some(TimeValue::Interval(
            Some(Moment::Year(first)),
            Some(Moment::Year(first.checked_add(9)?)),
        ));
    }
    let first = today.month() - (today.month() - 1) % 3;
    let from = shift_months(Date::new(today.year(), first, 1).ok()?, i32::from(step) * times)?;
    let to = shift_months(from, times - 1)?;
    let month = |day: Date| Some(Moment::Month(day.year(), day.month()));
    Some(TimeValue::Interval(month(from), month(to)))
}

/// Returns the Monday of the week so many weeks away.
pub(super) fn week(today: Date, step: i8) -> Option<Date> {
    shift(today, i32::from(step) * 7 - i32::from(today.weekday().to_monday_zero_offset()))
}

/// Returns the day so many units away.
pub(super) fn moved(today: Date, unit: TimeUnit, count: i32) -> Option<Date> {
    match unit {
        TimeUnit::Day => shift(today, count),
        TimeUnit::Week => shift(today, count.checked_mul(7)?),
        TimeUnit::Month => shift_months(today, count),
        TimeUnit::Year => shift_months(today, count.checked_mul(12)?),
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => Some(today),
    }
}
