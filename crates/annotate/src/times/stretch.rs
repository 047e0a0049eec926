//! The end or the beginning of the article's year, month or week: “साल के अंत”, “the end of the month”.

use super::Found;
use super::relative_period::week;
use super::scan::{Scan, TimeUnit};
use model::{Moment, TimeKind, TimeValue};

/// Reads a unit with the word for a stretch of it; the value is all of it, for no one knows where the stretch starts.
///
/// Reads `साल के अंत` as the article's year.
/// Refuses `साल के लोग`, and leaves `2019 के अंत` to the year, which says which one it is.
/// Misses the stretch itself, for which ISO 8601 has no form.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let verb_last = scan.pack.times.verb_last();
    let (end, unit, times) = if verb_last {
        let (end, unit, times) = scan.unit(at)?;
        (scan.role("stretch", end)?, unit, times)
    } else {
        scan.unit(scan.role("stretch", at)?)?
    };
    let today = scan.about_today();
    let value = match (unit, times) {
        (TimeUnit::Year, 1) => today.map(|today| TimeValue::Moment(Moment::Year(today.year()))),
        (TimeUnit::Month, 1) => {
            scan.today().map(|today| TimeValue::Moment(Moment::Month(today.year(), today.month())))
        }
        (TimeUnit::Week, 1) => scan.today().and_then(|today| week(today, 0)).and_then(|monday| {
            let sunday = super::scan::shift(monday, 6)?;
            Some(TimeValue::Interval(Some(Moment::Day(monday)), Some(Moment::Day(sunday))))
        }),
        _ => return None,
    };
    let kind = if unit == TimeUnit::Week { TimeKind::Interval } else { TimeKind::Date };
    Some(Found::new(at..end, value, kind, true, "stretch"))
}
