//! Spells names of another script in that of a language, by the table `respelled.tsv` of its pack.
//!
//! The spelling is rough: it shows a learner which letters foreign names put together, and names nobody.

use anyhow::{Result, bail};
use lang::PackSource;
use std::collections::BTreeMap;

const COLUMNS: &[&str] = &["letters", "kind", "alone", "joined", "last"];

/// The most letters of a row.
const LONGEST: usize = 2;

/// A speller, ready for use.
#[derive(Debug, Default)]
pub(crate) struct Speller {
    sounds: BTreeMap<String, Sound>,
    /// What stands between two consonants.
    joiner: String,
}

/// What letters stand for.
#[derive(Debug)]
enum Sound {
    Consonant(String),
    /// At the start or behind a vowel, behind a consonant, behind a consonant at the end.
    Vowel([String; 3]),
    /// A hyphen: what follows starts anew.
    Mark(String),
    Mute,
}

impl Speller {
    /// Reads the table of a pack; a pack without one spells nothing.
    pub(crate) fn of(source: &PackSource) -> Result<Self> {
        let mut speller = Self::default();
        let Some(table) = source.table("respelled.tsv", COLUMNS)? else { return Ok(speller) };
        for row in table.rows() {
            let text = |column: usize| row.get(column).to_owned();
            let last = if row.get(4).is_empty() { text(3) } else { text(4) };
            let sound = match row.get(1) {
                "joiner" => {
                    speller.joiner = text(2);
                    continue;
                }
                "consonant" => Sound::Consonant(text(2)),
                "vowel" => Sound::Vowel([text(2), text(3), last]),
                "mark" => Sound::Mark(text(2)),
                "mute" => Sound::Mute,
                other => bail!("{}", table.fault(row, format!("no kind {other:?}"))),
            };
            if speller.sounds.insert(text(0), sound).is_some() {
                bail!("{}", table.fault(row, "the letters stand twice"));
            }
        }
        Ok(speller)
    }

    /// Spells a name; `None` where a letter is in no row.
    pub(crate) fn name(&self, name: &str) -> Option<String> {
        let words: Option<Vec<String>> = name.split_whitespace().map(|word| self.word(word)).collect();
        words.filter(|words| !words.is_empty()).map(|words| words.join(" "))
    }

    fn word(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        let mut spelled = String::new();
        // Whether a consonant waits for a vowel.
        let mut open = false;
        let mut at = 0;
        while at < letters.len() {
            let (taken, sound) = (1..=LONGEST.min(letters.len() - at)).rev().find_map(|length| {
                let piece: String = letters[at..at + length].iter().collect();
                self.sounds.get(&piece).map(|sound| (length, sound))
            })?;
            at += taken;
            match sound {
                Sound::Consonant(text) => {
                    spelled.push_str(if open { &self.joiner } else { "" });
                    spelled.push_str(text);
                    open = true;
                }
                Sound::Vowel([alone, joined, last]) => {
                    spelled.push_str(match (open, at == letters.len()) {
                        (false, _) => alone,
                        (true, false) => joined,
                        (true, true) => last,
                    });
                    open = false;
                }
                Sound::Mark(text) => {
                    spelled.push_str(text);
                    open = false;
                }
                Sound::Mute => {}
            }
        }
        (!spelled.is_empty()).then_some(spelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_names_are_spelled_by_the_table_of_the_pack() {
        let sources = PackSource::embedded().expect("the packs are sound");
        let source = sources.iter().find(|source| source.code() == "hi").expect("there is a Hindi pack");
        let speller = Speller::of(source).expect("the table is sound");
        let check =
            |name, expected: Option<&str>| assert_eq!(speller.name(name).as_deref(), expected, "{name}");
        check("Корсак", Some("कोर्साक"));
        check("Нова Лиора", Some("नोवा लिओरा"));
        check("Белый", Some("बेली"));
        check("Усть-Кама", Some("उस्त-कामा"));
        check("Джара", Some("जारा"));
        check("Liora", None);
        check("", None);
    }
}
