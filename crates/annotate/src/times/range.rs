//! From one time to another: “15 से 18 अगस्त”, “1910-45”, “सोमवार से शुक्रवार”.

use super::calendar_date::{Fields, fields, resolve};
use super::scan::{Scan, TimeUnit, shift, shift_months};
use super::{Found, calendar_date, day_word, numeric_date, short_date, weekday};
use jiff::civil::Date;
use model::{Moment, TimeKind, TimeValue};

/// Reads two times with a word or dash between; what the first leaves out it shares with the second.
///
/// Reads `15 से 18 अगस्त` as both days and those between, `1910-45` as the years 1910 to 1945.
/// Refuses `10-12 लोग` (people) and a second time that lies before the first.
/// Ranges of hours are a rule of their own.
/// Misses ranges whose second part only an event tells.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let days = || month_days(scan, at).or_else(|| digits(scan, at)).or_else(|| near_days(scan, at));
    let found = years(scan, at).or_else(|| dates(scan, at)).or_else(|| weekdays(scan, at)).or_else(days)?;
    Some(closed(scan, found))
}

/// Takes in the word that closes what `से` opened: “15 से 18 अगस्त तक”, “2014 और 2018 के बीच”.
pub(super) fn closed(scan: &Scan<'_>, found: Found) -> Found {
    let end = scan.role("until", found.range.end).unwrap_or(found.range.end);
    Found { range: found.range.start..end, ..found }
}

/// Returns where the word or dash between the two times ends.
fn joiner(scan: &Scan<'_>, start: usize, at: usize) -> Option<usize> {
    // “15 अगस्त से पहले” is before the day.
    if scan.role("not_from", at).is_some() {
        return None;
    }
    let between = scan.role_before("from", start).is_some() || scan.pack.times.verb_last();
    scan.role("to", at).or_else(|| scan.role("and", at).filter(|_| between))
}

fn years(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let named = scan.role("fiscal", at);
    let (end, first) = scan.year_number(named.unwrap_or(at))?;
    // Digits that a dash ties to digits before them are a code.
    if scan.touches(at) && scan.key(at.saturating_sub(1)) == "-" {
        return None;
    }
    // “the 2029/30 season”: two years in a row.
    let slash = (scan.key(end) == "/" && scan.touches(end) && scan.touches(end + 1)).then_some(end + 1);
    let slash = slash.filter(|_| !(scan.touches(end + 2) && matches!(scan.key(end + 2), "/" | "-" | ".")));
    let next = joiner(scan, at, end).or(slash)?;
    let glued = scan.touches(end) && scan.touches(next);
    let key = scan.key(next);
    let plain = key.bytes().all(|b| b.is_ascii_digit());
    let second: i16 = match key.len() {
        4 if plain => key.parse().ok()?,
        // “1999-00” ends in the next century.
        2 if plain && glued && key == "00" && first % 100 == 99 => first + 1,
        2 if plain && glued => first - first % 100 + key.parse::<i16>().ok()?,
        _ => return None,
    };
    let end = next + 1;
    if slash == Some(next) && second != first + 1 {
        return None;
    }
    // “2014 ~ 2018”: a mark that stands between years alone.
    let mark = scan.tokens.items().get(end).is_some_and(|token| token.kind == text::TokenKind::Mark);
    let sure = glued
        || mark
        || named.is_some()
        || scan.role("until", end).is_some()
        || scan.role_before("from", at).is_some()
        || scan.role("year_after", end).is_some();
    let likely = (1500..=2100).contains(&first) && (1500..=2100).contains(&second);
    if !likely
        || !sure
        || second <= first
        || scan.is_counted(end)
        || (scan.touches(end) && scan.key(end) == "-")
    {
        return None;
    }
    let value = TimeValue::Interval(Some(Moment::Year(first)), Some(Moment::Year(second)));
    Some(Found::new(at..end, Some(value), TimeKind::Interval, false, "range"))
}

fn dates(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let whole = fields(scan, at);
    let (end, mut first) = match whole {
        Some(found) => found,
        // “15 से 18 अगस्त”: only the day stands first.
        None => {
            let (end, day) = scan.day_number(at)?;
            (end, Fields { day: Some(day), ..Fields::default() })
        }
    };
    let next = joiner(scan, at, end)?;
    let (end, mut second) = match (fields(scan, next), scan.day_number(next)) {
        (Some(found), _) => found,
        // “August 15-18”.
        (None, Some((end, day))) if first.day.is_some() && first.month.is_some() && !scan.is_counted(end) => {
            let year = scan.year_number(if scan.key(end) == "," { end + 1 } else { end });
            let end = year.map_or(end, |(end, _)| end);
            (end, Fields { day: Some(day), month: first.month, year: year.map(|(_, year)| year), ..first })
        }
        _ => return None,
    };
    // A bare number before a month is a day only when the second has a day too.
    if first.month.is_none() && second.day.is_none() || second.month.is_none() {
        return None;
    }
    first.month = first.month.or(second.month);
    if first.year.is_none() && first.year_step.is_none() {
        first.year = second.year;
        first.year_step = second.year_step;
        // From November to March: the first lies in the year before.
        if let (Some(year), Some(one), Some(two)) = (first.year, first.month, second.month)
            && one > two
        {
            first.year = year.checked_sub(1);
        }
    }
    let range = at..end;
    let (last, relative) = resolve(scan, &range, second);
    let from = match (resolve(scan, &range, first).0, last) {
        // Each alone is the nearest one: the first must not come out after the second.
        (Some(from), Some(last)) if from > last && first.year.is_none() => {
            second = Fields { year: Some(from.first_day().year().checked_add(1)?), ..second };
            let later = resolve(scan, &range, second).0;
            return Some(interval(range, Some(from), later, relative));
        }
        (from, _) => from,
    };
    if let (Some(from), Some(last)) = (from, last)
        && from >= last
    {
        return None;
    }
    Some(interval(range, from, last, relative))
}

/// Reads days of a month that is told by its distance: “अगले महीने 4 से 22 तक”.
fn month_days(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (unit_at, step) = scan.step(at)?;
    let (end, TimeUnit::Month, 1) = scan.unit(unit_at)? else { return None };
    let (end, first) = scan.day_number(scan.role("of", end).unwrap_or(end))?;
    let next = joiner(scan, at, end)?;
    let (end, second) = scan.day_number(next).filter(|(_, second)| *second > first)?;
    if scan.is_counted(end) || scan.month(end, true).is_some() {
        return None;
    }
    let end = scan.role("date_word", end).unwrap_or(end);
    let month = scan.today().and_then(|today| shift_months(today.first_of_month(), i32::from(step)));
    let day =
        |day: i8| month.and_then(|month| Date::new(month.year(), month.month(), day).ok()).map(Moment::Day);
    Some(interval(at..end, day(first), day(second), true))
}

/// Reads two days told from the article's or in digits: “आज से कल तक”, “1/10/2018 से 7/10/2018 तक”.
fn near_days(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let day = |at: usize| day_word::read(scan, at).or_else(|| calendar_date::read(scan, at));
    let first = day_word::read(scan, at).or_else(|| numeric_date::read(scan, at))?;
    let day = |at: usize| numeric_date::read(scan, at).or_else(|| day(at));
    let second = day(joiner(scan, at, first.range.end)?)?;
    let range = at..second.range.end;
    let (from, to) = (first.the_day(), second.the_day());
    if from.zip(to).is_some_and(|(from, to)| from >= to) || (from.is_none() != to.is_none()) {
        return None;
    }
    let relative = first.relative || second.relative;
    Some(interval(range, from.map(Moment::Day), to.map(Moment::Day), relative))
}

/// Reads two days in digits without their years: “22/04 से 25/04”.
fn digits(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, first, order) = short_date::day_month(scan, at, None)?;
    let next = joiner(scan, at, end)?;
    let (end, second, _) = short_date::day_month(scan, next, Some(order))?;
    let range = at..end;
    let from = resolve(scan, &range, first).0?.day()?;
    // The second is the first such day after the first.
    let (month, day) = (second.month?, second.day?);
    let to = (0..=1).find_map(|years| {
        Date::new(from.year().checked_add(years)?, month, day).ok().filter(|to| *to > from)
    });
    Some(interval(range, Some(Moment::Day(from)), to.map(Moment::Day), true))
}

fn weekdays(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, first) = scan.weekday(at, true)?;
    let next = scan.role("to", end)?;
    let (end, second) = scan.weekday(next, true)?;
    let range = at..end;
    let days = scan.today().and_then(|today| {
        let from = weekday::resolve(scan, &range, today, first, None)?;
        let to = shift(from, i32::from((second - first).rem_euclid(7)))?;
        Some((Moment::Day(from), Moment::Day(to)))
    });
    Some(interval(range, days.map(|days| days.0), days.map(|days| days.1), true))
}

fn interval(
    range: std::ops::Range<usize>,
    from: Option<Moment>,
    to: Option<Moment>,
    relative: bool,
) -> Found {
    let value = from.zip(to).map(|(from, to)| TimeValue::Interval(Some(from), Some(to)));
    Found::new(range, value, TimeKind::Interval, relative, "range")
}
