//! Task `languages`: the language of a text alone, against a table of `code TAB text`.
//!
//! Each text is read whole, and its first words alone, which is how long quoted runs are. Codes have two letters
//! or, as in ISO 639-3, three.

use crate::files::text;
use crate::measure::Share;
use crate::spans::{Half, half};
use crate::{Asked, Bench, Scores};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// So many words stand for a quoted run.
const RUN: usize = 8;

/// Runs the task.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the gold with --data: a table of code and text") };
    let table = text(path)?;
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once('\t')).collect();
    if rows.is_empty() {
        bail!("{} holds no row of a code, a tab and a text", path.display());
    }
    let mut scores = Scores::default();
    let gold: BTreeSet<&str> = rows.iter().map(|(code, _)| lang::tag_of_code(code)).collect();
    for (what, most) in [("whole", usize::MAX), ("run", RUN)] {
        let mut rights: BTreeMap<(&str, &str), Share> = BTreeMap::new();
        for (code, text) in &rows {
            let code = lang::tag_of_code(code);
            let part = first_words(text, most);
            let found = lang::language(part, None, &bench.packs);
            let right = found.tag == code;
            let half = if half(text) == Half::Seen { "seen" } else { "held" };
            for group in [code, "all", half] {
                rights.entry((group, "recall")).or_default().add(right);
            }
            if let Some(tag) = gold.get(found.tag.as_str()) {
                rights.entry((tag, "precision")).or_default().add(right);
            }
            if !right && half == "seen" {
                scores.errors.push(format!(
                    "{what} {code} as {} {}: {part}",
                    found.tag,
                    found.confidence.value()
                ));
            }
        }
        for ((group, measure), share) in rights {
            scores.share(format!("{what}.{group}.{measure}"), share);
        }
    }
    Ok(scores)
}

/// Returns the first words of a text, at most so many.
fn first_words(text: &str, most: usize) -> &str {
    text.match_indices(' ').nth(most - 1).map_or(text, |(at, _)| &text[..at])
}
