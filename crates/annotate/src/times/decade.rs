//! Decades: “1990 के दशक”, “the 1990s”.

use super::Found;
use super::scan::Scan;
use model::{Moment, TimeKind, TimeValue};

/// Reads a year with the word or ending that makes ten years of it.
///
/// Reads `1990 के दशक` as 1990 to 1999 and `90 के दशक` as those of the century that the article looks back on.
/// Refuses `दो दशक` (two decades), which is a length.
/// Misses decades of a century that is not told: “the nineties”.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, year) = match scan.year_number(at) {
        Some((end, year)) => (scan.role("decade", end)?, year),
        None if scan.role("decade", at + 1).is_some() => {
            let digits = Some(scan.key(at)).filter(|key| key.len() == 2)?;
            let tens: i16 = digits.parse().ok()?;
            // The nineties of the article's century, or of the one before where they lie ahead.
            let today = scan.about_today().map_or(2030, |today| today.year());
            let year = today - today % 100 + tens;
            (scan.role("decade", at + 1)?, if year > today { year - 100 } else { year })
        }
        None => {
            let key = scan.key(at);
            let digits = scan.pack.times.decade_suffixes().find_map(|suffix| key.strip_suffix(suffix))?;
            let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
            (at + 1, digits.parse().ok().filter(|_| plain)?)
        }
    };
    let value = (year % 10 == 0 && (1000..=2190).contains(&year)).then_some(TimeValue::Interval(
        Some(Moment::Year(year)),
        Some(Moment::Year(year.saturating_add(9))),
    ))?;
    Some(Found::new(at..end, Some(value), TimeKind::Interval, false, "decade"))
}
