//! Dates with the name of a month: “13 अगस्त 2025”, “August 13”, “पिछले साल जून”.

use super::Found;
use super::scan::{Scan, TimeUnit};
use jiff::civil::Date;
use model::{Moment, TimeKind, TimeValue};
use std::ops::Range;

/// The parts of a date that stand in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) weekday: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
    /// A year told from the article's: last (-1), this (0), next (1).
    pub(super) year_step: Option<i8>,
    /// A month told by last or next: the June before the article's.
    pub(super) month_step: Option<i8>,
}

/// Reads a date that names its month, with as much of weekday, day and year as stands beside it.
///
/// Reads `बुधवार, 13 अगस्त 2025` (a day), `अगस्त 2025` (a month) and `पिछले साल जून` (June of last year).
/// Refuses `may` in “they may come”, and `मार्च` (a march) unless the words around it make it the month.
/// Misses dates whose month stands in the sentence before.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, fields) = fields(scan, at)?;
    let range = at..end;
    let (moment, relative) = resolve(scan, &range, fields);
    let rule = match (fields.day, fields.year) {
        (Some(_), Some(_)) => "day-month-year",
        (Some(_), None) => "day-month",
        (None, Some(_)) => "month-year",
        (None, None) => "month",
    };
    if fields.day.is_some() {
        let impossible = !relative && moment.is_none();
        return (!impossible).then(|| Found::day(range, moment.and_then(Moment::day), relative, rule));
    }
    Some(Found::new(range, moment.map(TimeValue::Moment), TimeKind::Date, relative, rule))
}

/// Reads the parts of a date that names its month.
pub(super) fn fields(scan: &Scan<'_>, at: usize) -> Option<(usize, Fields)> {
    // A weekday before the date: “बुधवार, 13 अगस्त”.
    if let Some((end, weekday)) = scan.weekday(at, true) {
        let end = skip(scan, end);
        let (end, rest) = dated(scan, end).filter(|(_, rest)| rest.day.is_some())?;
        return Some((end, Fields { weekday: Some(weekday), ..rest }));
    }
    if let Some((end, step)) = scan.step(at) {
        // “पिछले साल जून”, “इस साल 15 अगस्त”.
        if let Some((end, TimeUnit::Year, 1)) = scan.unit(end) {
            let (end, rest) = dated(scan, skip(scan, end)).filter(|(_, rest)| rest.year.is_none())?;
            return Some((end, Fields { year_step: Some(step), ..rest }));
        }
        // “last June”.
        let (end, month) = scan.month(end, true)?;
        return Some((end, Fields { month: Some(month), month_step: Some(step), ..Fields::default() }));
    }
    dated(scan, at)
}

/// Reads day, month and year in the orders that they stand in.
fn dated(scan: &Scan<'_>, at: usize) -> Option<(usize, Fields)> {
    // “13 अगस्त 2025”, “the 15th of August”.
    if let Some((after_day, day)) = scan.day_number(at) {
        let month_at = scan.role("of", after_day).unwrap_or(after_day);
        let (end, month) = scan.month(after_day, true).or_else(|| scan.month(month_at, true))?;
        let fields = Fields { day: Some(day), month: Some(month), ..Fields::default() };
        return Some(with_year(scan, end, fields));
    }
    // “2025 के अगस्त”, “2025 अगस्त”.
    if let Some((after_year, year)) = scan.year_number(at) {
        let month_at = scan.role("year_of", after_year).unwrap_or(after_year);
        let (end, month) = scan.month(month_at, true)?;
        let fields = Fields { month: Some(month), year: Some(year), ..Fields::default() };
        return Some((end, fields));
    }
    let (end, month) = scan.month(at, true)?;
    let fields = Fields { month: Some(month), ..Fields::default() };
    // “August 13, 2025”, “August, 1”.
    let day_at = if scan.key(end) == "," { end + 1 } else { end };
    if let Some((after_day, day)) = scan.day_number(day_at)
        && !scan.is_counted(after_day)
        && scan.month(after_day, true).is_none()
    {
        return Some(with_year(scan, after_day, Fields { day: Some(day), ..fields }));
    }
    let (with, fields) = with_year(scan, end, fields);
    if with > end || scan.month(at, false).is_some() { Some((with, fields)) } else { None }
}

/// Reads the year after a date: “, 2025”, “last year”.
fn with_year(scan: &Scan<'_>, end: usize, fields: Fields) -> (usize, Fields) {
    for at in [end, skip(scan, end)] {
        if let Some((end, year)) = scan.year_number(at)
            && !scan.counts_things(end)
        {
            return (end, Fields { year: Some(year), ..fields });
        }
    }
    if let Some((after, step)) = scan.step(end)
        && let Some((end, TimeUnit::Year, 1)) = scan.unit(after)
    {
        return (end, Fields { year_step: Some(step), ..fields });
    }
    (end, fields)
}

/// Skips a word or mark that links the parts of a date.
fn skip(scan: &Scan<'_>, at: usize) -> usize {
    if scan.key(at) == "," { at + 1 } else { scan.role("of", at).unwrap_or(at) }
}

/// Returns what the parts mean, and whether the article's date decides it.
pub(super) fn resolve(scan: &Scan<'_>, range: &Range<usize>, fields: Fields) -> (Option<Moment>, bool) {
    let Some(month) = fields.month else {
        let year = fields.year.or_else(|| stepped_year(scan, fields));
        return (year.map(Moment::Year), fields.year.is_none());
    };
    let in_year = |year: i16| match fields.day {
        Some(day) => Date::new(year, month, day).ok().map(Moment::Day),
        None => Date::new(year, month, 1).ok().map(|_| Moment::Month(year, month)),
    };
    if let Some(year) = fields.year {
        return (in_year(year), false);
    }
    if fields.year_step.is_some() {
        return (stepped_year(scan, fields).and_then(in_year), true);
    }
    let Some(today) = scan.about_today() else { return (None, true) };
    let near: Vec<Moment> = (-1..=1).filter_map(|step| in_year(today.year().saturating_add(step))).collect();
    let found = match (fields.month_step, fields.weekday) {
        (Some(-1), _) => near.iter().rev().find(|date| date.last_day() < today).copied(),
        (Some(1), _) => near.iter().find(|date| date.first_day() > today).copied(),
        (Some(_), _) => in_year(today.year()),
        // The weekday tells the year, when it stands beside the day.
        (None, Some(weekday)) => near
            .iter()
            .find(|date| date.first_day().weekday().to_monday_one_offset() == weekday)
            .copied()
            .or_else(|| scan.nearest(range, &near)),
        (None, None) => scan.nearest(range, &near),
    };
    (found, true)
}

fn stepped_year(scan: &Scan<'_>, fields: Fields) -> Option<i16> {
    scan.about_today()?.year().checked_add(i16::from(fields.year_step?))
}
