//! Lengths of time that end with a month or year: “the three months to May”, “मई तक के तीन महीने”.

use super::scan::{Scan, TimeUnit, shift_months};
use super::{Found, calendar_date, duration};
use model::{Moment, TimeKind, TimeValue};

/// Reads so many months or years with the month or year that is their last.
///
/// Reads `the three months to May` as March to May, and `the year ended March 2024` as April 2023 to March 2024.
/// Refuses `three months to go`, `two days to May` and `by two years to 2026`, before which no article stands.
/// Misses lengths that end with a day.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (range, (unit, count), (last, relative)) = match months(scan, at) {
        Some((length_end, length)) => {
            // “delayed by two years to 2026” is no such length.
            scan.role_before("ending_before", at)?;
            let (end, last) = last(scan, scan.role("ending", length_end)?)?;
            (at..end, length, last)
        }
        // “मई तक के तीन महीने”: where the length follows.
        None => {
            let (end, last) = last(scan, at)?;
            let (end, length) = months(scan, scan.role("ending_of", end)?)?;
            (at..end, length, last)
        }
    };
    let value = last.and_then(|last| {
        Some(match last {
            Moment::Year(year) if unit == TimeUnit::Year => {
                let from = i16::try_from(count - 1).ok().and_then(|back| year.checked_sub(back))?;
                TimeValue::Interval(Some(Moment::Year(from)), Some(last))
            }
            Moment::Month(..) => {
                let months = if unit == TimeUnit::Year { count.checked_mul(12)? } else { count };
                let from = shift_months(last.first_day(), 1 - months)?;
                TimeValue::Interval(Some(Moment::Month(from.year(), from.month())), Some(last))
            }
            _ => return None,
        })
    });
    if last.is_some() && value.is_none() {
        return None;
    }
    Some(Found::new(range, value, TimeKind::Interval, relative, "ending"))
}

/// Reads a whole number of months or years; a unit alone is one of it.
fn months(scan: &Scan<'_>, at: usize) -> Option<(usize, (TimeUnit, i32))> {
    let (end, unit, count) = match duration::length(scan, at) {
        Some(length) => (length.end, length.unit, length.whole()?),
        None => scan.unit(at)?,
    };
    (matches!(unit, TimeUnit::Month | TimeUnit::Year) && count > 0).then_some((end, (unit, count)))
}

/// Reads the month or year that a length ends with, and whether the article's date decides it.
fn last(scan: &Scan<'_>, at: usize) -> Option<(usize, (Option<Moment>, bool))> {
    if let Some((end, fields)) = calendar_date::fields(scan, at).filter(|(_, fields)| fields.day.is_none()) {
        return Some((end, calendar_date::resolve(scan, &(at..end), fields)));
    }
    // A name that is also another word stands beside a length here, which makes it the month.
    if let Some((end, month)) = scan.month(at, true) {
        let fields = calendar_date::Fields { month: Some(month), ..Default::default() };
        return Some((end, calendar_date::resolve(scan, &(at..end), fields)));
    }
    let (end, year) = scan.year_number(at)?;
    (!scan.counts_things(end)).then_some((end, (Some(Moment::Year(year)), false)))
}
