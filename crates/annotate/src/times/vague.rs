//! Vague times: “हाल ही में”, “currently”, “in the future”.

use super::Found;
use super::scan::Scan;
use lang::TimeRef;
use model::{TimeKind, TimeValue};

/// Reads a phrase that says only before, about or after now.
///
/// Reads `हाल ही में` as `PAST_REF`.
/// Refuses `shortly after the vote` and `in the past 48 hours`, which say from when and how long.
/// Misses how far away it is, on purpose: nobody knows.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, vague) = scan.longest(scan.pack.times.refs(), at)?;
    if scan.role("not_ref", end).is_some() || scan.length_at(end) {
        return None;
    }
    let value = match vague {
        TimeRef::Past => TimeValue::Past,
        TimeRef::Present => TimeValue::Present,
        TimeRef::Future => TimeValue::Future,
    };
    Some(Found::new(at..end, Some(value), TimeKind::Ref, false, "vague"))
}
