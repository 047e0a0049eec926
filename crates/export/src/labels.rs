//! The words around what is exported for people.

use crate::coding::built_in;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Wording {
    /// English.
    #[default]
    En,
    /// Hindi.
    Hi,
}

static LABELS: LazyLock<BTreeMap<String, [String; 2]>> = LazyLock::new(|| {
    let table = built_in("labels.tsv", include_str!("../data/labels.tsv"), &["key", "en", "hi"]);
    let words = |row: &lang::Row| (row.get(0).to_owned(), [row.get(1).to_owned(), row.get(2).to_owned()]);
    table.rows().iter().map(words).collect()
});

impl Wording {
    /// Returns the BCP 47 tag of the labels.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Hi => "hi",
        }
    }

    /// Returns a count with what is counted, in the singular where it is one.
    pub(crate) fn count(self, count: usize, key: &str) -> String {
        let what = if count == 1 { self.of(&format!("{key}.one")) } else { self.of(key) };
        format!("{count} {what}")
    }

    /// Returns the words for a key; a key that the table lacks stands for itself.
    pub(crate) fn of(self, key: &str) -> String {
        LABELS.get(key).map_or(key, |words| words[usize::from(self == Self::Hi)].as_str()).to_owned()
    }
}

/// Returns words of a page on one line, without characters that steer a terminal or turn the direction of what follows.
pub(crate) fn one_line(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let spaced: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_both_languages() {
        for (key, words) in LABELS.iter() {
            assert!(words.iter().all(|word| !word.is_empty()), "{key}");
        }
        assert_eq!(Wording::En.count(1, "claims"), "1 claim");
        assert_eq!(Wording::Hi.count(2, "claims"), "2 दावे");
        assert_eq!(Wording::Hi.of("no such key"), "no such key");
    }
}
