//! Times of day: “सुबह साढ़े नौ बजे”, “9:30 am”, “देर रात”.

use super::scan::Scan;
use super::{Found, Open};
use crate::quantities::NumberForm;
use jiff::civil::Time;
use lang::{DayPart, Half};
use model::TimeKind;
use std::ops::Range;

/// Reads an hour of the day.
///
/// Reads `सुबह साढ़े नौ बजे` and `9:30 am`.
/// Refuses `9:30` with no word beside it (a score, a ratio), and guesses no half of the day for `5 बजे`: it stays a
/// day.
/// Misses hours in an hour's quarters (“quarter past nine”).
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (number_at, part) = match part_at(scan, at) {
        Some((end, part)) => (scan.role("of", end).unwrap_or(end), Some(part)),
        None => (at, None),
    };
    let number_at = scan.role("about", number_at).unwrap_or(number_at);
    let mut hour = hour_at(scan, number_at, part)?;
    if hour.clock
        && part.is_none()
        && let Some((after, part)) = part_at(scan, hour.end)
        && !scan.pack.times.verb_last()
    {
        (hour.end, hour.half) = (after, half_of(part, hour.hour));
    }
    if !(hour.told || hour.written && part.is_some()) {
        return None;
    }
    Some(found(at..hour.end, TimeKind::DateTime, Open::Clock(hour.on(None), hour.offset), "clock"))
}

/// An hour as it is written, with what is told of its half of the day.
pub(super) struct Hour {
    pub(super) end: usize,
    hour: i8,
    minute: i8,
    pub(super) half: Option<Half>,
    /// Whether a word says that it is an hour, and whether that is the word for the hour itself.
    pub(super) told: bool,
    clock: bool,
    /// Whether minutes are written.
    pub(super) written: bool,
    /// Whether it is written with its zero.
    zero: bool,
    /// The minutes that its zone lies east of UTC, where that is told.
    pub(super) offset: Option<i16>,
}

impl Hour {
    /// Returns the time, with this half where none is told; `None` where the half decides and nobody knows it.
    pub(super) fn on(&self, half: Option<Half>) -> Option<Time> {
        let hour = match self.half.or(half) {
            Some(Half::Am) if self.hour == 12 => 0,
            Some(Half::Pm) if self.hour < 12 => self.hour + 12,
            Some(_) => self.hour,
            // Written with its zero or past noon, an hour is of twenty-four.
            None if self.hour > 12 || self.hour == 0 || self.zero => self.hour,
            None => return None,
        };
        Time::new(hour, self.minute, 0, 0).ok()
    }
}

/// Reads an hour with the words behind it that make it one.
pub(super) fn hour_at(scan: &Scan<'_>, at: usize, part: Option<DayPart>) -> Option<Hour> {
    let (after, hour, minute, written) = digits(scan, at)?;
    let mut end = after;
    let mut half = part.and_then(|part| half_of(part, hour));
    let mut told = false;
    if let Some((after, glued)) = glued_half(scan, at) {
        (end, half, told) = (after, Some(glued), true);
    }
    if let Some((after, word)) = scan.longest(scan.pack.calendar.halves(), end) {
        (end, told) = (after, true);
        // A word for a part of the day says more than its half: रात 2 बजे is before noon.
        half = half.or(Some(*word));
    }
    let zone = scan.longest(scan.pack.times.zones(), end);
    let clock = zone.map(|(end, _)| end).or_else(|| scan.role("clock", end));
    end = clock.unwrap_or(end);
    // “9 pm GMT”, “9 बजे IST”.
    let late = scan.longest(scan.pack.times.zones(), end);
    end = late.map_or(end, |(end, _)| end);
    let offset = zone.or(late).map(|(_, minutes)| *minutes);
    let zero = written && (scan.key(at).starts_with('0') || zone.is_some());
    Some(Hour {
        end,
        hour,
        minute,
        half,
        told: told || clock.is_some(),
        clock: clock.is_some(),
        written,
        zero,
        offset,
    })
}

/// Reads a part of the day by itself.
///
/// Reads `देर रात`, `in the afternoon`.
/// Refuses nothing: the pack lists only words that mean a part of the day.
/// Misses the hours that it spans: the value is the day.
pub(super) fn read_part(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, _) = part_at(scan, at)?;
    Some(found(at..end, TimeKind::Date, Open::Part, "part-of-day"))
}

fn found(range: Range<usize>, kind: TimeKind, open: Open, rule: &'static str) -> Found {
    Found { open, ..Found::new(range, None, kind, true, rule) }
}

pub(super) fn part_at(scan: &Scan<'_>, at: usize) -> Option<(usize, DayPart)> {
    scan.longest(scan.pack.times.parts(), at).map(|(end, part)| (end, *part))
}

/// Returns which half of the day an hour of a part of the day is in.
fn half_of(part: DayPart, hour: i8) -> Option<Half> {
    match part {
        DayPart::Morning => Some(Half::Am),
        DayPart::Noon | DayPart::Afternoon | DayPart::Evening => {
            // Eleven at noon is before it.
            Some(if part == DayPart::Noon && hour == 11 { Half::Am } else { Half::Pm })
        }
        DayPart::Night | DayPart::Midnight => Some(if (6..12).contains(&hour) { Half::Pm } else { Half::Am }),
    }
    .filter(|_| hour <= 12)
}

/// Reads hour and minutes: `9`, `9:30`, `9.30`, `साढ़े नौ`, `9 बजकर 30 मिनट`; the last is whether minutes are written.
fn digits(scan: &Scan<'_>, at: usize) -> Option<(usize, i8, i8, bool)> {
    let number = scan.number(at);
    let key = scan.key(at);
    if scan.key(at + 1) == ":" && scan.touches(at + 1) && scan.touches(at + 2) {
        let (hour, minute) = (scan.key(at), scan.key(at + 2));
        let minute = minute.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()))?;
        let more = scan.key(at + 3) == ":" && scan.touches(at + 3);
        let end = if more { at + 5 } else { at + 3 };
        return checked(end.min(scan.range.end), hour.parse().ok()?, minute.parse().ok()?, true);
    }
    // “1140 बजे”.
    let told =
        || scan.role("clock", at + 1).is_some() || scan.longest(scan.pack.times.zones(), at + 1).is_some();
    if key.len() == 4 && key.bytes().all(|b| b.is_ascii_digit()) && told() {
        return checked(at + 1, key[..2].parse().ok()?, key[2..].parse().ok()?, true);
    }
    // “9.30”, “9.30pm”.
    if let Some((hour, rest)) = key.split_once('.')
        && let Some((minute, tail)) = rest.split_at_checked(2)
        && (tail.is_empty() || scan.pack.calendar.halves().word(tail).is_some())
    {
        return checked(at + 1, hour.parse().ok()?, minute.parse().ok()?, true);
    }
    if let Some(number) = number
        && matches!(number.form, NumberForm::Digits | NumberForm::Words)
        && (0.0..=24.0).contains(&number.value)
    {
        let end = number.tokens.end;
        let (hour, minute) = (number.value.trunc() as i8, (number.value.fract() * 60.0).round() as i8);
        if let Some(after) = scan.role("past_hour", end)
            && let Some(minutes) = scan.number(after)
            && (0.0..60.0).contains(&minutes.value)
            && let Some((end, super::scan::TimeUnit::Minute, 1)) = scan.unit(minutes.tokens.end)
        {
            return checked(end, hour, minutes.value as i8, true);
        }
        return checked(end, hour, minute, false);
    }
    // “9am”.
    let plain = key.len() - key.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&plain) && plain < key.len() {
        return checked(at + 1, key[..plain].parse().ok()?, 0, false);
    }
    None
}

fn checked(end: usize, hour: i8, minute: i8, written: bool) -> Option<(usize, i8, i8, bool)> {
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((end, hour % 24, minute, written))
}

/// Reads a half of the day that is glued to the digits: `9am`, `9:30pm`.
fn glued_half(scan: &Scan<'_>, at: usize) -> Option<(usize, Half)> {
    let last = if scan.key(at + 1) == ":" && scan.touches(at + 2) { at + 2 } else { at };
    let tail = scan.key(last).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let half = scan.pack.calendar.halves().word(tail)?;
    Some((last + 1, *half))
}
