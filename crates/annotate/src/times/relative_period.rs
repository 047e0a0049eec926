//! Periods told by last, this or next: “पिछले सप्ताह”, “next month”, “पिछले चार दिन”.

use super::Found;
use super::scan::{Scan, TimeUnit, shift, shift_months};
use jiff::civil::Date;
use model::{Moment, TimeKind, TimeValue};

/// Reads a week, month or year beside the article's, and a run of them before or after it.
///
/// Reads `पिछले साल` as the year before, `last week` as its Monday to Sunday, `अगले तीन दिन` as three days from today.
/// Refuses `इस दिन` (that day): this and a day together point into the text.
/// Misses weekends, quarters and seasons.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (after, step) = scan.step(at)?;
    let rule = "relative-period";
    if let Some(number) = scan.number(after)
        && step != 0
        && number.value.fract() == 0.0
        && (1.0..=1000.0).contains(&number.value)
        && let Some((end, unit, times)) = scan.unit(number.tokens.end)
    {
        let count = number.value as i32 * times * i32::from(step);
        if matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour) {
            return None;
        }
        let value = scan.today().and_then(|today| {
            let other = Moment::Day(moved(today, unit, count)?);
            let today = Moment::Day(today);
            Some(if step < 0 {
                TimeValue::Interval(Some(other), Some(today))
            } else {
                TimeValue::Interval(Some(today), Some(other))
            })
        });
        return Some(Found::new(at..end, value, TimeKind::Interval, true, rule));
    }
    let (end, unit, 1) = scan.unit(after)? else { return None };
    let range = at..end;
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

/// Returns the Monday of the week so many weeks away.
fn week(today: Date, step: i8) -> Option<Date> {
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
