//! The so-manieth week, weekday, quarter or half of a year or month: “2018 का तीसरा सप्ताह”, “the first Monday of next month”.

use super::Found;
use super::calendar_date::{Fields, resolve};
use super::scan::{QUARTER, Scan, TimeUnit, shift, shift_months};
use jiff::civil::Date;
use model::{Moment, TimeKind, TimeValue};
use std::ops::Range;

/// Reads a place in an order with a week, a weekday, a quarter or a half, and the year or month that it is a part of.
///
/// Reads `first half of next year` as January to June, `Q3 2024` as July to September, and a quarter alone without a
/// value.
/// Reads `जनवरी का तीसरा सप्ताह` as Monday to Sunday of the third week that has most of its days in January, as ISO
/// 8601 counts the weeks of years, and `इस साल की दूसरी तिमाही` as April to June.
/// Refuses `तीसरे सप्ताह` alone, which may count from anything.
/// Misses financial years, whose first quarter begins in April.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let genitive = |at: usize| scan.pack.grammar.at("genitive", scan.tokens, at);
    if let Some(found) = code(scan, at) {
        return Some(found);
    }
    let (end, whole, place, part) = match whole(scan, at) {
        Some((end, whole)) => {
            let (part_at, place) = scan.place(genitive(end).unwrap_or(end))?;
            let (end, part) = part(scan, part_at)?;
            (end, whole, place, part)
        }
        // “the third week of January”.
        None => {
            let (part_at, place) = scan.place(at)?;
            let (end, part) = part(scan, part_at)?;
            let Some((end, whole)) = genitive(end).and_then(|of| whole(scan, of)) else {
                // “in the fourth quarter”: of which year, and whether of a financial one, nobody says.
                let alone = part == Part::Quarter && (1..=4).contains(&place);
                return alone.then(|| Found::new(at..end, None, TimeKind::Interval, true, "nth"));
            };
            (end, whole, place, part)
        }
    };
    let range = at..end;
    let (whole, relative) = match whole {
        Whole::Year(year) => (Some(Moment::Year(year)), false),
        Whole::Step(unit, step) => (stepped(scan, unit, step), true),
        Whole::Month(fields) => resolve(scan, &range, fields),
    };
    let of_year =
        |months: i32| matches!(whole, None | Some(Moment::Year(_))) && (-1..=12 / months).contains(&place);
    if part.months().is_some_and(|months| !of_year(months)) {
        return None;
    }
    let days = whole.and_then(|whole| days(whole, place, part));
    if whole.is_some() && days.is_none() {
        return None;
    }
    if let Part::Weekday(_) = part {
        return Some(Found::day(range, days.map(|days| days.start), relative, "nth"));
    }
    let value = days.map(|days| match part {
        Part::Quarter | Part::Half => {
            let month = |day: Date| Some(Moment::Month(day.year(), day.month()));
            TimeValue::Interval(month(days.start), month(days.end))
        }
        _ => TimeValue::Interval(Some(Moment::Day(days.start)), Some(Moment::Day(days.end))),
    });
    Some(Found::new(range, value, TimeKind::Interval, relative, "nth"))
}

/// Reads a quarter or a half in letters with its year: `Q3 2024`, `2019 H2`.
fn code(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let part = |at: usize| {
        let (letter, place) = scan.key(at).split_at_checked(1)?;
        let place: i32 = place.parse().ok().filter(|_| place.len() == 1)?;
        let is = |role: &str| scan.pack.times.is(role, letter);
        let part = if is("quarter_letter") {
            Part::Quarter
        } else if is("half_letter") {
            Part::Half
        } else {
            return None;
        };
        (1..=12 / part.months()?).contains(&place).then_some((at + 1, place, part))
    };
    let (end, year, place, part) = match part(at) {
        Some((year_at, place, part)) => {
            let (end, year) = scan.year_number(year_at)?;
            (end, year, place, part)
        }
        None => {
            let (part_at, year) = scan.year_number(at)?;
            let (end, place, part) = part(part_at)?;
            (end, year, place, part)
        }
    };
    let days = days(Moment::Year(year), place, part)?;
    let month = |day: Date| Some(Moment::Month(day.year(), day.month()));
    let value = TimeValue::Interval(month(days.start), month(days.end));
    Some(Found::new(at..end, Some(value), TimeKind::Interval, false, "nth"))
}

/// What something is a part of.
#[derive(Clone, Copy)]
enum Whole {
    Year(i16),
    Month(Fields),
    Step(TimeUnit, i8),
}

/// What part it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Week,
    Weekday(i8),
    Quarter,
    Half,
}

impl Part {
    /// Returns how many months it has, where it is made of whole months.
    fn months(self) -> Option<i32> {
        match self {
            Self::Quarter => Some(QUARTER),
            Self::Half => Some(2 * QUARTER),
            Self::Week | Self::Weekday(_) => None,
        }
    }
}

fn whole(scan: &Scan<'_>, at: usize) -> Option<(usize, Whole)> {
    if let Some((end, step)) = scan.step(at)
        && let Some((end, unit @ (TimeUnit::Year | TimeUnit::Month), 1)) = scan.unit(end)
    {
        return Some((end, Whole::Step(unit, step)));
    }
    if let Some((end, month)) = scan.month(at, true) {
        let (end, year) = scan.year_number(end).map_or((end, None), |(end, year)| (end, Some(year)));
        return Some((end, Whole::Month(Fields { month: Some(month), year, ..Fields::default() })));
    }
    // “the first half of the year”.
    if let Some(end) = scan.pack.grammar.at("article", scan.tokens, at)
        && let Some((end, TimeUnit::Year, 1)) = scan.unit(end)
    {
        return Some((end, Whole::Step(TimeUnit::Year, 0)));
    }
    scan.year_number(at).map(|(end, year)| (end, Whole::Year(year)))
}

fn part(scan: &Scan<'_>, at: usize) -> Option<(usize, Part)> {
    if let Some((end, weekday)) = scan.weekday(at, true) {
        return Some((end, Part::Weekday(weekday)));
    }
    if let Some(end) = scan.role("half_year", at) {
        return Some((end, Part::Half));
    }
    match scan.unit(at)? {
        (end, TimeUnit::Week, 1) => Some((end, Part::Week)),
        (end, TimeUnit::Month, QUARTER) => Some((end, Part::Quarter)),
        _ => None,
    }
}

fn stepped(scan: &Scan<'_>, unit: TimeUnit, step: i8) -> Option<Moment> {
    match unit {
        TimeUnit::Year => scan.about_today()?.year().checked_add(i16::from(step)).map(Moment::Year),
        _ => shift_months(scan.today()?, i32::from(step)).map(|day| Moment::Month(day.year(), day.month())),
    }
}

/// Returns the first and last day of a part; `None` where there is no such part.
fn days(whole: Moment, place: i32, part: Part) -> Option<Range<Date>> {
    let (first, last) = (whole.first_day(), whole.last_day());
    match part {
        Part::Quarter | Part::Half => {
            let months = part.months()?;
            let place = if place < 0 { 12 / months } else { place };
            let from = shift_months(first, (place - 1) * months)?;
            Some(from..shift_months(from, months)?.yesterday().ok()?)
        }
        Part::Weekday(weekday) => {
            let ahead = |from: Date| i32::from(weekday - from.weekday().to_monday_one_offset()).rem_euclid(7);
            let day = if place < 0 {
                let back = i32::from(last.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
                shift(last, -back)?
            } else {
                shift(first, ahead(first) + 7 * (place - 1))?
            };
            (day <= last).then_some(day..day)
        }
        Part::Week => {
            // A week belongs to the month or year that its Thursday is in.
            let thursday = |day: Date| i32::from(4 - day.weekday().to_monday_one_offset());
            let monday = if place < 0 {
                let of_last = shift(last, thursday(last))?;
                shift(if of_last > last { shift(of_last, -7)? } else { of_last }, -3)?
            } else {
                let of_first = shift(first, thursday(first))?;
                let first = if of_first < first { shift(of_first, 7)? } else { of_first };
                shift(first, -3 + 7 * (place - 1))?
            };
            (shift(monday, 3)? <= last).then_some(monday..shift(monday, 6)?)
        }
    }
}
