//! All of one unit: “पूरे दिन”, “साल भर”, “all day”.

use super::Found;
use super::scan::{Scan, TimeUnit};
use model::{TimeKind, TimeValue};

/// Reads a unit of time with the word that takes all of it as a length of one.
///
/// Reads `पूरे दिन` and `दिन भर` as `P1D`.
/// Refuses `पूरे देश` (the whole country) and `पूरे दो साल`, whose number says more.
/// Misses which day it was, when only the sentence before tells.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let end = match scan.role("whole_before", at) {
        Some(unit_at) => scan.unit(unit_at)?,
        None => {
            let (end, unit, times) = scan.unit(at)?;
            (scan.role("whole_after", end)?, unit, times)
        }
    };
    let (end, unit, times) = end;
    let value = match unit {
        TimeUnit::Second | TimeUnit::Minute => return None,
        TimeUnit::Hour => format!("PT{times}H"),
        TimeUnit::Day => format!("P{times}D"),
        TimeUnit::Week => format!("P{times}W"),
        TimeUnit::Month => format!("P{times}M"),
        TimeUnit::Year => format!("P{times}Y"),
    };
    Some(Found::new(at..end, Some(TimeValue::Duration(value)), TimeKind::Duration, false, "whole"))
}
