//! How well a text matches the one a person made: the share of word shingles that both have.
//!
//! Words are runs of letters, digits and combining marks; signs of Han, kana and Thai count one by one.

use rustc_hash::FxHashMap;

/// How many words make a shingle.
const LENGTH: usize = 4;

/// The shares of one page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageScore {
    /// How much of the found text belongs to the right one.
    pub precision: f64,
    /// How much of the right text was found.
    pub recall: f64,
}

/// Compares a found text with the right one.
///
/// ```
/// let score = extract::score::compare("one two three four five", "one two three four");
/// assert_eq!((score.precision, score.recall), (0.5, 1.0));
/// ```
pub fn compare(found: &str, right: &str) -> PageScore {
    let (found, right) = (shingles(found), shingles(right));
    let count = |counts: &FxHashMap<u64, u32>| counts.values().map(|count| f64::from(*count)).sum::<f64>();
    let shared: f64 = found
        .iter()
        .map(|(shingle, count)| f64::from((*count).min(right.get(shingle).copied().unwrap_or(0))))
        .fold(0.0, |sum, shared| sum + shared);
    let share = |of: f64| if of == 0.0 { 0.0 } else { shared / of };
    if count(&found) == 0.0 && count(&right) == 0.0 {
        return PageScore { precision: 1.0, recall: 1.0 };
    }
    PageScore { precision: share(count(&found)), recall: share(count(&right)) }
}

/// Returns the harmonic mean.
pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

fn shingles(text: &str) -> FxHashMap<u64, u32> {
    let words = words(text);
    let mut counts = FxHashMap::default();
    let length = LENGTH.min(words.len());
    if length > 0 {
        for window in words.windows(length) {
            let hash = window
                .iter()
                .fold(0u64, |hash, word| hash.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word);
            *counts.entry(hash).or_insert(0) += 1;
        }
    }
    counts
}

/// Returns the hashes of the words of a text, in order.
pub fn words(text: &str) -> Vec<u64> {
    use std::hash::{Hash, Hasher};
    let hash = |word: &str| {
        let mut hasher = rustc_hash::FxHasher::default();
        word.to_lowercase().hash(&mut hasher);
        hasher.finish()
    };
    let mut words = Vec::new();
    let mut from: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let single = matches!(c as u32, 0x0E00..=0x0E7F | 0x3040..=0x30FF | 0x3400..=0x9FFF);
        if text::script::is_word_char(c) && !single {
            from.get_or_insert(at);
            continue;
        }
        if let Some(from) = from.take() {
            words.push(hash(&text[from..at]));
        }
        if single {
            words.push(hash(&text[at..at + c.len_utf8()]));
        }
    }
    if let Some(from) = from {
        words.push(hash(&text[from..]));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script_count() {
        assert_eq!(compare("किम ने पुतिन से कहा", "किम ने पुतिन से कहा").recall, 1.0);
        assert_eq!(words("हिन्दी भाषा").len(), 2);
        assert_eq!(words("東京 2025").len(), 3);
        assert_eq!(compare("", "a b c d").recall, 0.0);
    }
}
