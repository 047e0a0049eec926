//! Days of a month that is told by its distance: “इसी महीने की छह तारीख”.

use super::Found;
use super::scan::{Scan, TimeUnit, shift_months};
use jiff::civil::Date;

/// Reads the number of a day with the word for it, alone or after a month told by last, this or next.
///
/// Reads `इसी महीने की छह तारीख` as the sixth of the article's month.
/// Refuses `छह तारीखें` (six dates).
/// Misses the month when only the sentence before tells it.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
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
