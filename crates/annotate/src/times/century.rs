//! Centuries: “21वीं सदी”, “the 19th century”.

use super::Found;
use super::scan::{Scan, TimeUnit};
use model::{Moment, TimeKind, TimeValue};

/// Reads an ordinal with the word for a hundred years.
///
/// Reads `21वीं सदी` as 2000 to 2099, as EDTF's `20XX` has it.
/// Refuses `पहली बार` (the first time) and `एक सदी` (a century), which is a length.
/// Misses centuries before our era.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (unit_at, place) = scan.place(at)?;
    let (end, TimeUnit::Year, 100) = scan.unit(unit_at)? else { return None };
    let first = i16::try_from(place).ok().filter(|place| (1..=22).contains(place))? * 100 - 100;
    let value = TimeValue::Interval(Some(Moment::Year(first)), Some(Moment::Year(first + 99)));
    Some(Found::new(at..end, Some(value), TimeKind::Interval, false, "century"))
}
