//! The first, middle or last part of a time: “late 2024”, “mid-July”, “जुलाई के मध्य”.

use super::scan::Scan;
use super::{Found, RULES};
use model::TimeKind;

/// Reads a time with the word before it that takes a part of it; the value is all of it, for no one knows where the
/// part begins.
///
/// Reads `late 2024` as 2024 and `early on Tuesday` as the Tuesday.
/// Refuses `early voting` and `late in the game`, which name no time.
/// Misses the part itself, for which ISO 8601 has no form.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let from = scan.role("edge_before", at)?;
    if scan.role("edge_before", from).is_some() || !scan.may_open(from) {
        return None;
    }
    let mut best: Option<Found> = None;
    for rule in RULES.iter().filter(|rule| !std::ptr::fn_addr_eq(**rule, read as super::TimeRule)) {
        if let Some(found) = rule(scan, from)
            && best.as_ref().is_none_or(|best| found.range.end > best.range.end)
        {
            best = Some(found);
        }
    }
    let found = best.filter(is_long)?;
    Some(Found { range: at..found.range.end, ..found })
}

/// Takes in the words behind a time that take a part of it: `2024 के अंत`.
pub(super) fn after(scan: &Scan<'_>, found: Found) -> Found {
    let end = scan.role("edge_after", found.range.end).filter(|_| is_long(&found));
    Found { range: found.range.start..end.unwrap_or(found.range.end), ..found }
}

/// Tells whether a time has parts: days, months, years and decades do, hours do not.
fn is_long(found: &Found) -> bool {
    found.kind == TimeKind::Date && found.rule != "part-of-day"
        || found.kind == TimeKind::Interval
            && matches!(found.rule, "decade" | "century" | "nth" | "relative-period")
}
