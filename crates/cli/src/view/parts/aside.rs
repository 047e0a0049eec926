//! What could not be used, why, and what to do.

use crate::view::Labels;
use crate::view::sheet::Section;
use crate::view::words::clean;
use model::SetAside;

/// One input set aside.
pub(crate) struct AsideEntry {
    pub(crate) path: String,
    pub(crate) reason: String,
    pub(crate) advice: String,
}

/// Makes the list of inputs set aside.
pub(crate) fn section(set_aside: &[SetAside], labels: Labels, limit: usize) -> Section<AsideEntry> {
    Section::of(set_aside.iter(), limit, |aside| AsideEntry {
        path: clean(&aside.path),
        reason: labels.get(&format!("aside.{}", aside.reason.name())),
        advice: clean(&aside.advice),
    })
}
