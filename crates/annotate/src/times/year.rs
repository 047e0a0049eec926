//! Years: “2019 में”, “in 2019”.

use super::Found;
use super::scan::Scan;
use model::{Moment, TimeKind, TimeValue};

/// Reads four digits as a year where the words beside them make them one.
///
/// Reads `2019 में`, `वर्ष 2019` and `in 2019`.
/// Refuses `2000 सैनिक` and `2019 में से 40` (40 of 2019).
/// Misses years in words.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    // “साल 2016”: the word for the year belongs to the expression.
    let named = scan.unit(at).and_then(|(end, unit, _)| {
        (unit == super::scan::TimeUnit::Year && scan.role("year_before", at) == Some(end)).then_some(end)
    });
    let year_at = named.unwrap_or(at);
    let (end, year) = scan.year_number(year_at)?;
    if scan.counts_things(end)
        || scan.role("not_year", end).is_some()
        || scan.touches(end) && scan.key(end) == "%"
    {
        return None;
    }
    let likely = (1500..=2100).contains(&year);
    let before = likely && scan.role_before("year_before", year_at).is_some();
    let onward = scan.role("onward", end).is_some();
    let after = likely && (scan.role("year_after", end).is_some() || onward);
    // A genitive alone is weak: “2000 के नोट”.
    let of = (1900..=2100).contains(&year) && year % 100 != 0 && scan.role("year_of", end).is_some();
    (named.is_some() || before || after || of).then(|| {
        let value = Some(TimeValue::Moment(Moment::Year(year)));
        Found::new(at..end, value, TimeKind::Date, false, "year")
    })
}
