//! What is counted, and what becomes of it: `counted.tsv`, `fates.tsv`.

use crate::{PackSource, Phrases, Result};
use std::collections::HashSet;
use text::{Tokens, fold};

/// The heads of counted things in one language, and the words that say what happens to them.
#[derive(Clone, Debug, Default)]
pub struct CountedWords {
    heads: Phrases<Head>,
    fates: Phrases<String>,
}

/// The head of a counted noun phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The plain form: सैनिक for सैनिकों.
    pub plain: String,
    /// The class across languages: `soldier`.
    pub class: String,
}

impl CountedWords {
    /// Reads `counted.tsv` and `fates.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut words = Self::default();
        for source in chain.iter().rev() {
            if let Some(table) = source.table("counted.tsv", &["class", "head", "forms"])? {
                let mut seen = HashSet::new();
                for row in table.rows() {
                    let head = Head { plain: row.get(1).to_owned(), class: row.get(0).to_owned() };
                    for form in std::iter::once(row.get(1)).chain(row.parts(2)) {
                        check(&table, row, form, &mut seen)?;
                        words.heads.insert(form, head.clone());
                    }
                }
            }
            if let Some(table) = source.table("fates.tsv", &["class", "forms"])? {
                let mut seen = HashSet::new();
                for row in table.rows() {
                    for form in row.parts(1) {
                        check(&table, row, form, &mut seen)?;
                        words.fates.insert(form, row.get(0).to_owned());
                    }
                }
            }
        }
        Ok(words)
    }

    /// Returns the heads of counted things.
    pub fn heads(&self) -> &Phrases<Head> {
        &self.heads
    }

    /// Returns the words that say what the counted underwent or did, with their class across languages.
    pub fn fates(&self) -> &Phrases<String> {
        &self.fates
    }
}

fn check(table: &crate::Table, row: &crate::Row, form: &str, seen: &mut HashSet<String>) -> Result<()> {
    if Tokens::of(form).is_empty() {
        return Err(table.fault(row, format!("{form:?} holds no word and can never match")));
    }
    if !seen.insert(fold(form)) {
        return Err(table.fault(row, format!("{form:?} stands twice")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::Packs;

    #[test]
    fn inflections_and_languages_agree() {
        let packs = Packs::embedded();
        let class = |lang: &str, word: &str| {
            packs.get(lang).counted.heads().word(word).map(|head| (head.plain.clone(), head.class.clone()))
        };
        assert_eq!(class("hi", "सैनिकों"), Some(("सैनिक".into(), "soldier".into())));
        assert_eq!(class("en", "troops"), Some(("troop".into(), "soldier".into())));
        assert_eq!(packs.get("hi").counted.fates().get("मारे गए").map(String::as_str), Some("dead"));
    }
}
