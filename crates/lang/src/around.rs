//! What the words in and around a name tell of it: `around.tsv`.

use crate::{Error, PackSource, Phrases, Result};
use model::EntityType;
use text::{Tokens, fold};

/// Words that tell what a name is whose script shows where it begins and ends.
#[derive(Clone, Debug, Default)]
pub struct Around {
    before: Phrases<EntityType>,
    after: Phrases<EntityType>,
    first: Phrases<EntityType>,
    last: Phrases<EntityType>,
    partners: Phrases<EntityType>,
    never: Phrases<EntityType>,
    endings: Vec<String>,
    adjectives: Vec<String>,
}

impl Around {
    /// Reads `around.tsv` of a pack and its parents, nearest first.
    ///
    /// `place` is `before` and `after` for words beside a name (in Liora, Liora district), `first` and `last` for words
    /// of it (Lake Mira, Mira Shipping), `partner` for what follows a conjunction in it (Rao and Sons), and `ending`
    /// for how a word before it ends (geologist Ama Rao), `never` for words that look like names (in English), and
    /// `adjective` for how words end that say whose something is (in Torvian waters).
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut around = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("around.tsv", &["place", "type", "phrases"])? else { continue };
            for row in table.rows() {
                let kind = match row.get(1) {
                    "PER" => EntityType::Per,
                    "LOC" => EntityType::Loc,
                    "ORG" => EntityType::Org,
                    other => {
                        return Err(table.fault(row, format!("type {other:?}, expected PER, LOC or ORG")));
                    }
                };
                for phrase in row.parts(2) {
                    if Tokens::of(phrase).is_empty() {
                        let what = format!("{phrase:?} holds no word and can never match");
                        return Err(Error::row(table.file(), row.line, what));
                    }
                    let phrases = match row.get(0) {
                        "before" => &mut around.before,
                        "after" => &mut around.after,
                        "first" => &mut around.first,
                        "last" => &mut around.last,
                        "partner" => &mut around.partners,
                        "never" => &mut around.never,
                        "adjective" => {
                            around.adjectives.push(fold(phrase));
                            continue;
                        }
                        "ending" => {
                            around.endings.push(fold(phrase));
                            continue;
                        }
                        other => return Err(table.fault(row, format!("no place {other:?}"))),
                    };
                    if phrases.insert(phrase, kind).is_some() {
                        return Err(table.fault(row, format!("{phrase:?} stands twice")));
                    }
                }
            }
        }
        Ok(around)
    }

    /// Tells whether the language says anything of this.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.last.is_empty()
    }

    /// Returns what a name is by the words right before it.
    pub fn before(&self, tokens: &Tokens<'_>, start: usize) -> Option<EntityType> {
        self.before.longest_before(tokens, start, 3).map(|(_, kind)| *kind)
    }

    /// Returns what a name is by the words right after it.
    pub fn after(&self, tokens: &Tokens<'_>, end: usize) -> Option<EntityType> {
        self.after.longest_at(tokens, end).map(|(_, kind)| *kind)
    }

    /// Returns what a name is by its first word.
    pub fn first(&self, tokens: &Tokens<'_>, at: usize) -> Option<EntityType> {
        self.first.exact(tokens, at..at + 1).copied()
    }

    /// Returns what a name is by its last word.
    pub fn last(&self, tokens: &Tokens<'_>, at: usize) -> Option<EntityType> {
        self.last.exact(tokens, at..at + 1).copied()
    }

    /// Tells whether a word ends a name after a conjunction: `Sons`.
    pub fn is_partner(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.partners.exact(tokens, at..at + 1).is_some()
    }

    /// Tells whether a word looks like a name and is none.
    pub fn is_never(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.never.exact(tokens, at..at + 1).is_some()
    }

    /// Tells whether a word ends as those do that say whose something is.
    pub fn is_adjective(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        ends(&self.adjectives, tokens.key(at))
    }

    /// Tells whether a word says what a person does: it stands in the table before people or ends as such words do.
    pub fn is_calling(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let known = self.before.exact(tokens, at..at + 1) == Some(&EntityType::Per);
        known || ends(&self.endings, tokens.key(at))
    }
}

/// Tells whether a word has one of these endings and three letters before it.
fn ends(endings: &[String], key: &str) -> bool {
    endings.iter().any(|ending| key.len() >= ending.len() + 3 && key.ends_with(ending.as_str()))
}
