//! From one hour to another: “सुबह 8 से 10 बजे”, “9 am to 5 pm”.

use super::clock::{hour_at, part_at};
use super::range::closed;
use super::scan::Scan;
use super::{Found, Open};
use model::TimeKind;

/// Reads two hours with a word or dash between.
///
/// Reads `सुबह 8-10 बजे` as from eight to ten, `शाम 5 से 6 तक` as from seventeen to eighteen and `सुबह 11 से शाम 5 बजे
/// तक` as from eleven to seventeen.
/// Refuses `8-10` and `शाम 5 से 6 लोग` with no word beside it (a score), and guesses no half of the day for `5 से 6 बजे`: it stays a day.
/// Misses a second hour whose part of the day is told behind it.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (hour_from, part) = part_before(scan, at);
    let first = hour_at(scan, hour_from, part)?;
    let between = scan.role_before("from", at).is_some() || scan.pack.times.verb_last();
    let next = scan.role("to", first.end).or_else(|| scan.role("and", first.end).filter(|_| between))?;
    let (second_from, own) = part_before(scan, next);
    let second = hour_at(scan, second_from, own.or(part))?;
    // “शाम 5 से 6 तक”: the part of the day and the word that closes the range make hours of them.
    let part = part.or(own);
    let closed_by = part.is_some() && scan.role("until", second.end).is_some();
    let told = second.told || first.told || closed_by || (first.written && second.written && part.is_some());
    if !told || (first.end == next && !first.told) || scan.is_counted(second.end) {
        return None;
    }
    // A half told once serves both: “9 to 11 am”, but “11 to 2 pm” begins before noon.
    let times = second.on(None).and_then(|to| {
        let from = first.on(None).or_else(|| {
            let same = first.on(second.half)?;
            if same < to { Some(same) } else { first.on(second.half.map(other)) }
        })?;
        let later = || second.on(second.half.map(other)).filter(|later| own.is_none() && *later > from);
        Some((from, if to > from { to } else { later().unwrap_or(to) }))
    });
    let open = times.map_or(Open::Clock(None, None), |(from, to)| Open::Hours(from, to));
    let found = Found::new(at..second.end, None, TimeKind::Interval, true, "hours");
    Some(closed(scan, Found { open, ..found }))
}

fn part_before(scan: &Scan<'_>, at: usize) -> (usize, Option<lang::DayPart>) {
    match part_at(scan, at) {
        Some((end, part)) => (scan.role("of", end).unwrap_or(end), Some(part)),
        None => (at, None),
    }
}

fn other(half: lang::Half) -> lang::Half {
    if half == lang::Half::Am { lang::Half::Pm } else { lang::Half::Am }
}
