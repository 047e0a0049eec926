//! Dates in digits that leave out the year or the day: “22/04”, “12-2015”, “2015/12”.

use super::Found;
use super::calendar_date::{Fields, resolve};
use super::scan::Scan;
use jiff::civil::Date;
use lang::DayOrder;
use model::{Moment, TimeKind, TimeValue};

/// Reads a month with its year, or a day with its month where a word beside them makes them a date.
///
/// Reads `12/2015` as December 2015, and `22/04 को` as 22 April.
/// Refuses `3/4 लोग` (three in four), `9/11` and `24/7`, which no word makes a date, and `2014-15`, two years.
/// Misses days without a word beside them.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if let Some((end, moment)) = month_year(scan, at) {
        return Some(Found::new(
            at..end,
            Some(TimeValue::Moment(moment)),
            TimeKind::Date,
            false,
            "month-year",
        ));
    }
    let (end, fields, _) = day_month(scan, at, None)?;
    let marked = scan.pack.grammar.at("case", scan.tokens, end).is_some()
        && scan.role("not_from", end).is_none()
        || scan.role_before("year_before", at).is_some();
    let sure = fields.day > Some(12) || scan.key(at).starts_with('0') || scan.key(at + 2).starts_with('0');
    if !(marked && sure) {
        return None;
    }
    let (moment, relative) = resolve(scan, &(at..end), fields);
    Some(Found::day(at..end, moment.and_then(Moment::day), relative, "day-month"))
}

/// Reads two runs of digits with a mark between, and where they end; the digits of no longer run.
fn pair(scan: &Scan<'_>, at: usize, marks: &[&str]) -> Option<(usize, i16, i16)> {
    let plain = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let (one, mark, two) = (scan.key(at), scan.key(at + 1), scan.key(at + 2));
    let end = at + 3;
    let apart = |at: usize, key: &str| !scan.touches(at) || !matches!(key, "-" | "/" | "." | "+" | "=" | ":");
    // “2/28-3/1”: a dash may lead to the second day.
    let on = marks == ["/"] && scan.key(end) == "-" && scan.key(end + 2) == "/";
    let back = marks == ["/"] && at >= 2 && scan.key(at - 1) == "-" && scan.key(at.saturating_sub(3)) == "/";
    let alone = (back || apart(at, scan.key(at.wrapping_sub(1)))) && (on || apart(end, scan.key(end)));
    let glued = scan.touches(at + 1) && scan.touches(at + 2);
    if !(alone && glued && marks.contains(&mark) && plain(one) && plain(two)) {
        return None;
    }
    Some((end, one.parse().ok()?, two.parse().ok()?))
}

fn month_year(scan: &Scan<'_>, at: usize) -> Option<(usize, Moment)> {
    let (end, one, two) = pair(scan, at, &["-", "/"])?;
    let lengths = (scan.key(at).len(), scan.key(at + 2).len());
    let (year, month) = match lengths {
        (4, 1..=2) => (one, two),
        (1..=2, 4) => (two, one),
        _ => return None,
    };
    let likely = (1900..=2100).contains(&year) && (1..=12).contains(&month) && !scan.is_counted(end);
    // “2009-10” may be two years.
    let years = lengths == (4, 2) && scan.key(at + 1) == "-" && month > year % 100;
    (likely && !years).then_some((end, Moment::Month(year, month as i8)))
}

/// Which of day and month stands first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Day,
    Month,
}

/// Reads the digits of a day and its month in this order, or else in that of the language.
pub(super) fn day_month(scan: &Scan<'_>, at: usize, order: Option<First>) -> Option<(usize, Fields, First)> {
    let (end, one, two) = pair(scan, at, &["/"])?;
    let date = |month: i16, day: i16| {
        let date = Date::new(2000, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Fields { day: Some(date.day()), month: Some(date.month()), ..Fields::default() })
    };
    let (day_first, month_first) = (date(two, one), date(one, two));
    if order == Some(First::Month) {
        return month_first.map(|fields| (end, fields, First::Month));
    }
    match (scan.pack.times.day_order(), day_first, month_first) {
        (DayOrder::Either, Some(one), Some(two)) if one != two && order.is_none() => None,
        (_, Some(fields), _) => Some((end, fields, First::Day)),
        (_, None, fields) => fields.map(|fields| (end, fields, First::Month)),
    }
}
