//! Words of bylines and date lines: `bylines.tsv`.

use crate::{PackSource, Phrases, Result};
use text::Tokens;

/// The byline words of all packs at once.
#[derive(Clone, Debug, Default)]
pub struct BylineBook {
    cues: Phrases<BylineCue>,
    openings: Phrases<()>,
    joins: Phrases<()>,
}

/// What a phrase does in a byline or a date line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BylineCue {
    /// The writer's name follows (`By`), or stands before (`द्वारा`).
    By,
    /// The editor's name follows (`Edited by`).
    Editor,
    /// Part of a desk's name (`डेस्क`, `Bureau`): what it names is no person.
    Desk,
    /// Part of an agency's name or a word for one (`समाचार एजेंसी`).
    Agency,
    /// A credit follows (`With inputs from`).
    Credit,
    /// The time of publication follows.
    Published,
    /// The time of the last change follows.
    Updated,
    /// How long the page takes to read.
    ReadTime,
    /// Part of what somebody is (`Founder`, `Ph.D.`): a piece of a line that holds it is no name.
    Role,
    /// A title before a name (`डॉ`).
    Title,
    /// A word that may stand between a day and a time of day (`at`, `को`, `बजे`).
    Filler,
    /// A time zone, with its offset from UTC in minutes.
    Zone(i16),
}

impl BylineBook {
    /// Reads the byline words of all packs.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let mut book = Self::default();
        for source in sources {
            let Some(table) = source.table("bylines.tsv", &["class", "key", "forms"])? else { continue };
            for row in table.rows() {
                for form in row.parts(2) {
                    if Tokens::of(form).is_empty() {
                        return Err(table.fault(row, format!("{form:?} holds no word and can never match")));
                    }
                }
                let cue = match row.get(0) {
                    "opens" => {
                        for form in row.parts(2) {
                            book.openings.insert(form, ());
                        }
                        continue;
                    }
                    "joins" => {
                        for form in row.parts(2) {
                            book.joins.insert(form, ());
                        }
                        continue;
                    }
                    "by" => BylineCue::By,
                    "editor" => BylineCue::Editor,
                    "desk" => BylineCue::Desk,
                    "agency" => BylineCue::Agency,
                    "credit" => BylineCue::Credit,
                    "published" => BylineCue::Published,
                    "updated" => BylineCue::Updated,
                    "read-time" => BylineCue::ReadTime,
                    "role" => BylineCue::Role,
                    "title" => BylineCue::Title,
                    "filler" => BylineCue::Filler,
                    "zone" => row
                        .get(1)
                        .parse()
                        .ok()
                        .filter(|minutes: &i16| minutes.abs() <= 14 * 60)
                        .map(BylineCue::Zone)
                        .ok_or_else(|| {
                            table.fault(row, format!("key {:?}, expected minutes from UTC", row.get(1)))
                        })?,
                    other => return Err(table.fault(row, format!("no class {other:?}"))),
                };
                for form in row.parts(2) {
                    book.cues.insert(form, cue);
                }
            }
        }
        Ok(book)
    }

    /// Returns the phrases, for look-up on tokens.
    pub fn cues(&self) -> &Phrases<BylineCue> {
        &self.cues
    }

    /// Returns the small words that say `By` only where they open a line or a part of one (`Von`, `Por`).
    pub fn openings(&self) -> &Phrases<()> {
        &self.openings
    }

    /// Returns the words that join two names (`और`, `and`).
    pub fn joins(&self) -> &Phrases<()> {
        &self.joins
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn words_of_all_packs_are_found() {
        let cues = Packs::embedded().bylines().cues();
        assert_eq!(cues.get("Edited By"), Some(&BylineCue::Editor));
        assert_eq!(cues.get("समाचार एजेंसी"), Some(&BylineCue::Agency));
        assert_eq!(cues.get("IST"), Some(&BylineCue::Zone(330)));
    }
}
