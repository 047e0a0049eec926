//! What the names that developers give to elements say about the text in them, learned from pages with gold.

use crate::marks::each_word;
use crate::markup::Tag;
use rustc_hash::FxHashMap;

/// Words of names, and how much each speaks for or against the article.
#[derive(Clone, Debug, Default)]
pub struct NameScores {
    scores: FxHashMap<u32, i8>,
    slots: Slots,
}

/// The same scores where one look into memory finds them: a hash with its score in the first free place from where
/// its lowest bits point; a place that holds none is nought.
#[derive(Clone, Debug, Default)]
struct Slots(Vec<u64>);

impl Slots {
    fn of(scores: &FxHashMap<u32, i8>) -> Self {
        let mut slots =
            vec![0u64; if scores.is_empty() { 0 } else { (scores.len() * 2).next_power_of_two() }];
        for (word, score) in scores {
            let mut at = *word as usize & (slots.len() - 1);
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = 1 << 63 | u64::from(*word) << 8 | u64::from(score.cast_unsigned());
        }
        Self(slots)
    }

    /// Returns the score of a word, nought where it has none.
    fn get(&self, word: u32) -> i8 {
        let mut at = word as usize;
        loop {
            // Without any slots there is nothing to find.
            let Some(slot) = self.0.get(at & self.0.len().wrapping_sub(1)) else { return 0 };
            if *slot == 0 {
                return 0;
            }
            if (slot >> 8) as u32 == word {
                return (*slot as u8).cast_signed();
            }
            at += 1;
        }
    }
}

/// What the names of one element say together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// The sum of what its words say.
    pub(crate) sum: f32,
    /// What its strongest word says.
    pub(crate) most: f32,
}

/// So many steps make a score of one.
const STEP: f32 = 16.0;
/// Words past these of one element say nothing new.
const MOST_WORDS: usize = 24;

impl NameScores {
    /// Makes the scores of words given by their hash.
    pub fn new(scores: impl IntoIterator<Item = (u32, f32)>) -> Self {
        let step = |score: f32| (score * STEP).round().clamp(-127.0, 127.0) as i8;
        let steps = scores.into_iter().map(|(word, score)| (word, step(score)));
        Self::of_rows(steps.filter(|(_, score)| *score != 0))
    }

    /// Returns the same without what these words say.
    pub fn with(&self, others: impl IntoIterator<Item = (u32, f32)>) -> Self {
        let mut scores = self.scores.clone();
        scores.extend(Self::new(others).scores);
        Self::of_rows(scores)
    }

    /// Returns the scores in the order of the hashes, each in steps.
    pub(crate) fn rows(&self) -> Vec<(u32, i8)> {
        let mut rows: Vec<(u32, i8)> = self.scores.iter().map(|(word, score)| (*word, *score)).collect();
        rows.sort_unstable();
        rows
    }

    /// Makes the scores of rows as [`Self::rows`] gives them.
    pub(crate) fn of_rows(rows: impl IntoIterator<Item = (u32, i8)>) -> Self {
        let scores: FxHashMap<u32, i8> = rows.into_iter().collect();
        Self { slots: Slots::of(&scores), scores }
    }

    /// Returns what the value of an attribute says.
    pub(crate) fn said(&self, value: &str) -> Said {
        let mut said = Said::default();
        words_of(value, |word| self.add(word, &mut said));
        said
    }

    /// Returns what an element's tag says.
    pub(crate) fn of_tag(&self, tag: Tag) -> Said {
        let mut said = Said::default();
        self.add(tag_word(tag), &mut said);
        said
    }

    fn add(&self, word: u32, said: &mut Said) {
        let score = f32::from(self.slots.get(word)) / STEP;
        said.sum += score;
        if score.abs() > said.most.abs() {
            said.most = score;
        }
    }
}

/// Calls `each` with the hashes of the words in the value of an attribute: its parts, and the whole of each name.
pub(crate) fn words_of(value: &str, mut each: impl FnMut(u32)) {
    let mut left = MOST_WORDS;
    for name in value.split_ascii_whitespace() {
        let mut whole = START;
        let mut count = 0;
        let mut over = false;
        each_word(name, |word| {
            if left == 0 {
                over = true;
                return false;
            }
            left -= 1;
            count += 1;
            let mut own = START;
            for byte in word.as_bytes() {
                (own, whole) = (step(own, *byte), step(whole, *byte));
            }
            each(own);
            true
        });
        if over {
            return;
        }
        if count > 1 {
            each(whole ^ 0x5bd1_e995);
        }
    }
}

/// Returns the hash that stands for a tag.
pub(crate) fn tag_word(tag: Tag) -> u32 {
    hash(START ^ 0x9e37_79b9, &[tag as u8])
}

const START: u32 = 0x811c_9dc5;

/// FNV-1a over small letters, the same on every machine.
fn hash(start: u32, word: &[u8]) -> u32 {
    word.iter().fold(start, |hash, byte| step(hash, *byte))
}

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: f32) {
        let mut related = 0;
        words_of("related", |word| related = word);
        let scores = NameScores::new([(related, -2.0)]);
        assert_eq!(scores.said(value).sum, expected, "{value}");
        assert_eq!(NameScores::of_rows(scores.rows()).said(value).sum, expected, "{value}");
    }

    #[test]
    fn slots_hold_what_they_were_given() {
        let scores: FxHashMap<u32, i8> =
            (0..300u32).map(|at| (at.wrapping_mul(0x4000_0001), at as i8)).collect();
        let slots = Slots::of(&scores);
        for word in (0..400u32).map(|at| at.wrapping_mul(0x4000_0001)) {
            assert_eq!(slots.get(word), scores.get(&word).copied().unwrap_or(0), "{word}");
        }
        assert_eq!(Slots::of(&FxHashMap::default()).get(5), 0);
    }

    #[test]
    fn words_speak_wherever_they_stand_in_a_name() {
        check("box related-posts", -2.0);
        check("c-Related", -2.0);
        check("unrelated", 0.0);
        check("", 0.0);
    }
}
