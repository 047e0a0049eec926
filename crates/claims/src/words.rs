//! Content words: what passages are compared by.

use lang::Pack;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use text::script::is_mark;
use text::{TokenKind, Tokens};

/// The content words of a passage, in the form in which they are compared: hashed, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words(Vec<u64>);

impl Words {
    fn of(stems: impl Iterator<Item = String>) -> Self {
        let mut hashes: Vec<u64> = stems.map(|stem| hash(&stem)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// Returns their hashes.
    pub(crate) fn hashes(&self) -> &[u64] {
        &self.0
    }

    /// Returns how many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether a number with these digits is among them.
    pub(crate) fn has_number(&self, digits: &str) -> bool {
        self.0.binary_search(&hash(digits)).is_ok()
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Letters of a word that are kept in scripts that inflect by endings of letters.
const STEM: usize = 6;

/// Returns the content words of a passage: small words left out, endings cut.
pub(crate) fn content(text: &str, pack: &Pack) -> Words {
    let tokens = Tokens::of(text);
    let stems = (0..tokens.len())
        .filter(|at| tokens.items()[*at].kind != TokenKind::Mark && !pack.grammar.is_small(&tokens, *at))
        .map(|at| match tokens.items()[at].kind {
            // Digits alone: `11,000` and `11000` are one number.
            TokenKind::Number => tokens.key(at).chars().filter(char::is_ascii_digit).collect(),
            _ => stem(tokens.key(at)),
        })
        .filter(|stem: &String| stem.chars().count() >= 2);
    Words::of(stems)
}

/// Returns all words of a text, endings cut.
pub(crate) fn plain(text: &str) -> Words {
    let tokens = Tokens::of(text);
    let stems = (0..tokens.len())
        .filter(|at| tokens.items()[*at].kind == TokenKind::Word && tokens.key(*at).chars().count() >= 3)
        .map(|at| stem(tokens.key(at)));
    Words::of(stems)
}

/// Cuts the ending: vowel signs at the end (सैनिकों, सैनिक), and what stands behind the sixth letter (signed, signing).
fn stem(key: &str) -> String {
    let bare = key.trim_end_matches(is_mark);
    let bare = if bare.chars().count() >= 2 { bare } else { key };
    if bare.is_ascii() || bare.chars().next().is_some_and(|c| ('а'..='я').contains(&c)) {
        bare.chars().take(STEM).collect()
    } else {
        bare.to_owned()
    }
}

/// Returns how many words two passages share.
pub(crate) fn shared(one: &Words, other: &Words) -> usize {
    let (mut left, mut right, mut count) = (0, 0, 0);
    while let (Some(mine), Some(theirs)) = (one.0.get(left), other.0.get(right)) {
        match mine.cmp(theirs) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                left += 1;
                right += 1;
            }
        }
    }
    count
}

/// Returns for each passage how many words it shares with all others, summed up.
pub(crate) fn shared_with_others<'w>(passages: impl Iterator<Item = &'w Words> + Clone) -> Vec<usize> {
    let mut held: FxHashMap<u64, usize> = FxHashMap::default();
    for word in passages.clone().flat_map(|words| &words.0) {
        *held.entry(*word).or_default() += 1;
    }
    passages.map(|words| words.0.iter().map(|word| held[word] - 1).sum()).collect()
}

/// Returns the share of the smaller passage's words that the larger one has too.
pub(crate) fn containment(one: &Words, other: &Words) -> f64 {
    let least = one.len().min(other.len());
    if least == 0 { 0.0 } else { shared(one, other) as f64 / least as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_shared_with_all_are_those_shared_with_each() {
        let passages = ["tall red bridge", "red bridge", "old mill"].map(plain);
        let one_by_one = |at: usize| -> usize {
            let others = (0..passages.len()).filter(|other| *other != at);
            others.map(|other| shared(&passages[at], &passages[other])).sum()
        };
        assert_eq!(shared_with_others(passages.iter()), (0..3).map(one_by_one).collect::<Vec<_>>());
    }

    #[test]
    fn endings_do_not_part_words() {
        let pack = lang::Packs::embedded().get("hi");
        let one = content("उत्तरी सैनिकों ने बांध को घेरा", pack);
        let other = content("बांध के पास सैनिक", pack);
        assert_eq!(shared(&one, &other), 2);
        assert!((containment(&one, &other) - 2.0 / 3.0).abs() < 1e-9, "{one:?} {other:?}");
    }
}
