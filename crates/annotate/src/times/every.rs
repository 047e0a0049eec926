//! What comes again: “हर सोमवार”, “daily”.

use super::Found;
use super::scan::{Scan, TimeUnit};
use crate::quantities::NumberForm;
use model::{TimeKind, TimeValue};

/// Reads a unit or a weekday that comes again, as an ISO 8601 repetition.
///
/// Reads `हर साल` as `R/P1Y`, `हर चार दिन` as `R/P4D`, `हर सोमवार` and `twice a week` as `R/P1W`.
/// Refuses `हर व्यक्ति` (every person).
/// Misses which weekday it is and how often in a step: the repetition gives only the step.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, value) = match scan.longest(scan.pack.times.sets(), at) {
        Some((end, value)) => (end, value.clone()),
        None => {
            if let Some((end, unit, times)) = often(scan, at) {
                let value = Some(TimeValue::Set(step(unit, f64::from(times))));
                return Some(Found::new(at..end, value, TimeKind::Set, false, "every"));
            }
            let after = scan.role("every", at)?;
            let number = scan.number(after).filter(|number| number.value > 0.0 && number.value <= 1000.0);
            let (unit_at, count) = number.map_or((after, 1.0), |number| (number.tokens.end, number.value));
            match scan.unit(unit_at) {
                Some((end, unit, times)) => (end, step(unit, count * f64::from(times))),
                None => (scan.weekday(after, true)?.0, "R/P1W".to_owned()),
            }
        }
    };
    Some(Found::new(at..end, Some(TimeValue::Set(value)), TimeKind::Set, false, "every"))
}

/// Reads how often something happens in a unit: “twice a week”, “three times a day”, “साल में दो बार”.
fn often(scan: &Scan<'_>, at: usize) -> Option<(usize, TimeUnit, i32)> {
    let counted = |at: usize| {
        let number = scan.number(at).filter(|number| number.form != NumberForm::Ordinal)?;
        scan.role("often_after", number.tokens.end)
    };
    if let Some(end) = scan.role("often", at).or_else(|| counted(at)) {
        return scan.unit(scan.role("often_in", end)?);
    }
    let (end, unit, times) = scan.unit(at).filter(|_| scan.pack.times.verb_last())?;
    Some((counted(scan.role("often_in", end)?)?, unit, times))
}

fn step(unit: TimeUnit, times: f64) -> String {
    match unit {
        TimeUnit::Second => format!("R/PT{times}S"),
        TimeUnit::Minute => format!("R/PT{times}M"),
        TimeUnit::Hour => format!("R/PT{times}H"),
        TimeUnit::Day => format!("R/P{times}D"),
        TimeUnit::Week => format!("R/P{times}W"),
        TimeUnit::Month => format!("R/P{times}M"),
        TimeUnit::Year => format!("R/P{times}Y"),
    }
}
