//! What an export held, and what it had no place for.

use std::collections::BTreeMap;

/// How many things were written, and how many were left out and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows, records, entities or entries written.
    pub written: u64,
    /// What the format has no place for, by reason: `planned`, `not a PLOVER event`.
    pub left_out: BTreeMap<&'static str, u64>,
}

impl Counts {
    /// Counts one that was written.
    pub(crate) fn wrote(&mut self) {
        self.written += 1;
    }

    /// Counts one that was left out.
    pub(crate) fn left_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }
}
