//! Words that name happenings: `happenings.tsv`.

use crate::{PackSource, Phrases, Result};
use text::Tokens;

/// The words that name happenings in one language.
#[derive(Clone, Debug, Default)]
pub struct Happenings {
    triggers: Phrases<Happening>,
}

/// A kind of happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The PLOVER event, or a class in lower case for what PLOVER has no type for.
    pub event: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// Who takes part, and how.
    pub build: Build,
}

/// How the participants of a happening stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// All act alike: a meeting.
    Mutual,
    /// One acts upon another.
    Directed,
    /// One acts.
    Single,
    /// Somebody undergoes it.
    Passive,
}

impl Happenings {
    /// Reads `happenings.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut happenings = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("happenings.tsv", &["event", "mode", "build", "phrases"])? else {
                continue;
            };
            for row in table.rows() {
                let build = match row.get(2) {
                    "mutual" => Build::Mutual,
                    "directed" => Build::Directed,
                    "single" => Build::Single,
                    "passive" => Build::Passive,
                    other => return Err(table.fault(row, format!("no build {other:?}"))),
                };
                let mode = Some(row.get(1)).filter(|mode| !mode.is_empty()).map(str::to_owned);
                for phrase in row.parts(3) {
                    let happening = Happening { event: row.get(0).to_owned(), mode: mode.clone(), build };
                    happenings.triggers.insert(phrase, happening);
                }
            }
        }
        Ok(happenings)
    }

    /// Returns the longest trigger at a token: where it ends and what it names.
    pub fn at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, &Happening)> {
        self.triggers.longest_at(tokens, at)
    }
}
