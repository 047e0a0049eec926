//! Faults in the corpus's sources, gathered so that one run reports all of them.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// One fault: the file, the line, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    file: PathBuf,
    line: usize,
    message: String,
}

impl Problem {
    /// Returns a fault at a line counted from 1; line 0 means the whole file.
    pub(crate) fn new(file: &Path, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_path_buf(), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// Fails with every fault listed, if there is any.
pub(crate) fn refuse(mut problems: Vec<Problem>) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    bail!("read the corpus: {} problems\n{}", problems.len(), lines.join("\n"));
}
