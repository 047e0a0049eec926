//! Dates in digits: “2025-08-13”, “13/08/2025”, “13.08.2025”.

use super::Found;
use super::scan::Scan;
use jiff::civil::Date;
use lang::DayOrder;

/// Reads a full date in digits.
///
/// Reads `2025-08-13` and, where the language writes the day first, `13/08/2025`.
/// Refuses `3/4/2025` in a language that writes it both ways: it is a date, but no one knows which.
/// Misses dates without a year, which look like fractions.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
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
            DayOrder::DayFirst => Some(date(c, b, a)?),
            DayOrder::Either => match (date(c, b, a), date(c, a, b)) {
                (Some(day_first), Some(month_first)) if day_first != month_first => None,
                (None, None) => return None,
                (day_first, month_first) => day_first.or(month_first),
            },
        },
        _ => return None,
    };
    Some(Found::day(at..end, found, false, "numeric-date"))
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
