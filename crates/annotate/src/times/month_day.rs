//! Days of a month that is told by its distance: “इसी महीने की छह तारीख”.

use super::calendar_date::{Fields, resolve};
use super::scan::{Scan, TimeUnit, shift_months};
use super::{Found, clock};
use jiff::civil::Date;
use model::Moment;

/// Reads the number of a day with the word for it, alone or after a month told by last, this or next.
///
/// Reads `इसी महीने की छह तारीख` as the sixth of the article's month, and `जून की बाईस तारीख` as the nearest 22 June.
/// Reads `शुक्रवार 13 को` as the nearest Friday that is a thirteenth.
/// Refuses `छह तारीखें` (six dates).
/// Misses the month when only the sentence before tells it.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if let Some((end, weekday, day)) = weekday_day(scan, at) {
        let near = (-12..=12).filter_map(|step| {
            let month = shift_months(scan.today()?.first_of_month(), step)?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date.weekday().to_monday_one_offset() == weekday).then_some(Moment::Day(date))
        });
        let near: Vec<Moment> = near.collect();
        let date = scan.nearest(&(at..end), &near).and_then(Moment::day);
        return Some(Found::day(at..end, date, true, "month-day"));
    }
    // “जून की बाईस तारीख”.
    if let Some((end, month)) = scan.month(at, true)
        && let Some((end, day)) = scan.role("of", end).and_then(|day_at| scan.day_number(day_at))
        && let Some(end) = scan.role("date_word", end)
    {
        let fields = Fields { day: Some(day), month: Some(month), ..Fields::default() };
        let (date, relative) = resolve(scan, &(at..end), fields);
        return date.map(|date| Found::day(at..end, date.day(), relative, "month-day"));
    }
    let (day_at, months) = match scan.step(at) {
        Some((end, step)) => {
            let (end, unit, _) = scan.unit(end)?;
            if unit != TimeUnit::Month {
                return None;
            }
            (scan.role("of", end).unwrap_or(end), i32::from(step))
        }
        None => (at, 0),
    };
    let (end, day) = scan.day_number(day_at)?;
    let end = scan.role("date_word", end)?;
    let date = scan
        .today()
        .and_then(|today| shift_months(today.first_of_month(), months))
        .and_then(|month| Date::new(month.year(), month.month(), day).ok());
    Some(Found::day(at..end, date, true, "month-day"))
}

/// Reads a weekday and the number of a day, in either order, with a case marker or a part of the day behind them.
fn weekday_day(scan: &Scan<'_>, at: usize) -> Option<(usize, i8, i8)> {
    let number = |at: usize| {
        let plain = (1..=2).contains(&scan.key(at).len());
        scan.day_number(at).filter(|(end, _)| plain && *end == at + 1)
    };
    let (end, weekday, day) = match scan.weekday(at, true) {
        Some((day_at, weekday)) => number(day_at).map(|(end, day)| (end, weekday, day))?,
        None => {
            let (weekday_at, day) = number(at)?;
            scan.weekday(weekday_at, true).map(|(end, weekday)| (end, weekday, day))?
        }
    };
    let marked =
        scan.pack.grammar.at("case", scan.tokens, end).is_some() || clock::part_at(scan, end).is_some();
    let other = ["not_from", "to", "clock"].iter().any(|role| scan.role(role, end).is_some());
    (marked && !other).then_some((end, weekday, day))
}
