//! Anniversaries: “तीसरी बरसी”, “the 80th anniversary”.

use super::Found;
use super::scan::Scan;
use model::TimeKind;

/// Reads a place in an order with a word for the day that comes back each year.
///
/// Reads `80वीं वर्षगांठ` as a time of which the day is not known, so that 80 is not taken for an amount.
/// Refuses `बरसी` alone and `तीसरी बार` (the third time).
/// Misses the day itself, which only what is remembered would tell.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (word, _) = scan.place(at).filter(|(_, place)| *place > 0)?;
    // “20th death anniversary”.
    let end = (word..word + 2).find_map(|at| scan.role("anniversary", at))?;
    Some(Found::new(at..end, None, TimeKind::Ref, false, "anniversary"))
}
