//! Dates in digits: “2025-08-13”, “13/08/2025”, “13.08.2025”.

use super::Found;
use super::scan::Scan;
use jiff::civil::Date;
use lang::DayOrder;

/// Reads a full date in digits.
///
/// Reads `2025-08-13` and, where the language writes the day first, `13/08/2025`.
/// Refuses `3/4/2025` in a language that writes it both ways: it is a date, but no one knows which.
/// Dates without a year, which look like fractions, are a rule of their own.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if let Some(found) = named(scan, at) {
        return Some(found);
    }
    let (end, parts) = parts(scan, at)?;
    let [one, two, three] = parts;
    let number = |text: &str| text.parse::<i16>().ok();
    let date = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let (a, b, c) = (number(one)?, number(two)?, number(three)?);
    let found = match (one.len(), three.len()) {
        (4, 1..=2) => Some(date(a, b, c)?),
        (1..=2, 4) => match scan.pack.times.day_order() {
            // Who writes the day first may still copy a date that has the month first.
            DayOrder::DayFirst => Some(date(c, b, a).or_else(|| date(c, a, b))?),
            DayOrder::Either => match (date(c, b, a), date(c, a, b)) {
                (Some(day_first), Some(month_first)) if day_first != month_first => None,
                (None, None) => return None,
                (day_first, month_first) => day_first.or(month_first),
            },
        },
        // “05/05/71”: of two digits only what has its zeros is a date.
        (2, 2) if two.len() == 2 && scan.key(at + 1) == "/" => {
            let today = scan.about_today().map_or(30, |today| today.year() % 100);
            let year = if c > today + 10 { 1900 + c } else { 2000 + c };
            match (scan.pack.times.day_order(), date(year, b, a), date(year, a, b)) {
                (DayOrder::Either, Some(one), Some(two)) if one != two => return None,
                (_, day_first, month_first) => Some(day_first.or(month_first)?),
            }
        }
        _ => return None,
    };
    Some(Found::day(at..end, found, false, "numeric-date"))
}

/// Reads a date with the name of its month between marks: `23-Sep-2020`, `2020/सितंबर/23`.
fn named(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let mark = scan.key(at + 1);
    let end = at + 5;
    let touching = end <= scan.range.end && (at + 1..end).all(|next| scan.touches(next));
    if !(touching && matches!(mark, "-" | "/") && mark == scan.key(at + 3)) {
        return None;
    }
    let month = |at: usize| scan.pack.calendar.months().exact(scan.tokens, at..at + 1).copied();
    let places = [at, at + 2, at + 4];
    let month_at = *places.iter().find(|at| month(**at).is_some())?;
    let mut rest = places.iter().filter(|at| **at != month_at).map(|at| scan.key(*at));
    let (one, two) = (rest.next()?, rest.next()?);
    let (year, day) = if one.len() == 4 { (one, two) } else { (two, one) };
    let plain = |text: &str, length: usize| text.len() <= length && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !plain(year, 4) || !plain(day, 2) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month(month_at)?, day.parse().ok()?).ok()?;
    Some(Found::day(at..end, Some(date), false, "numeric-date"))
}

/// Returns the three runs of digits that touch with the same mark between, and where they end.
fn parts<'s>(scan: &'s Scan<'_>, at: usize) -> Option<(usize, [&'s str; 3])> {
    let plain = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if at > scan.range.start && scan.touches(at) && matches!(scan.key(at - 1), "-" | "/" | "+") {
        return None;
    }
    let key = scan.key(at);
    let mut dotted = key.split('.');
    if let (Some(one), Some(two), Some(three), None) =
        (dotted.next(), dotted.next(), dotted.next(), dotted.next())
    {
        return [one, two, three].iter().all(|part| plain(part)).then_some((at + 1, [one, two, three]));
    }
    let mark = scan.key(at + 1);
    let touching = (at + 1..at + 5).all(|next| next < scan.range.end && scan.touches(next));
    let shaped = touching && matches!(mark, "-" | "/" | ".") && mark == scan.key(at + 3);
    let found = [scan.key(at), scan.key(at + 2), scan.key(at + 4)];
    let more = scan.touches(at + 5) && scan.key(at + 5) == mark;
    (shaped && !more && found.iter().all(|part| plain(part))).then_some((at + 5, found))
}
