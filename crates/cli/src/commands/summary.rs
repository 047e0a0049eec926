//! What was used and what was set aside, in a line or two on standard error.

use super::Status;
use model::{SetAside, SetAsideReason};
use std::collections::BTreeMap;

/// So many inputs are named; the rest are counted.
const NAMED: usize = 10;

/// What became of the inputs of a run.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    used: usize,
    reasons: BTreeMap<SetAsideReason, usize>,
    named: Vec<SetAside>,
}

impl Summary {
    /// Counts the results that were printed.
    pub(crate) fn used(&mut self, count: usize) {
        self.used += count;
    }

    /// Counts an input set aside.
    pub(crate) fn set_aside(&mut self, aside: &SetAside) {
        *self.reasons.entry(aside.reason).or_default() += 1;
        if self.named.len() < NAMED {
            self.named.push(aside.clone());
        }
    }

    /// Prints the summary, where there is something to tell, and returns how the command ended.
    pub(crate) fn close(&self, what: &str) -> Status {
        let aside: usize = self.reasons.values().sum();
        for line in &self.named {
            eprintln!("set aside {}: {}: {}", line.path, line.reason.name(), line.advice);
        }
        if aside > self.named.len() {
            eprintln!("set aside: and {} more", aside - self.named.len());
        }
        if aside > 0 || self.used == 0 {
            let reasons: Vec<String> =
                self.reasons.iter().map(|(reason, count)| format!("{count} {}", reason.name())).collect();
            let reasons =
                if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
            eprintln!("{} {what}, {aside} inputs set aside{reasons}", self.used);
        }
        if self.used > 0 {
            Status::Done
        } else {
            eprintln!("sutradhar: no input could be used");
            Status::Nothing
        }
    }
}
