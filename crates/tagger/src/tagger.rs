//! What was learned, as bytes, and its use.
//!
//! The file is little-endian: the eight bytes `SUTRATG1`; the scale of weights (f32); counts of features and of words
//! (u32 each); the scores of steps from label to label (f32); the features' hashes in ascending order (u32 each);
//! their weights, one signed byte a label; the words' hashes in ascending order (u32 each); their bits (a byte each).

use crate::chain::{Chain, Row, Square, allowed, barred};
use crate::features::{Features, Hints};
use crate::label::{Guess, KINDS, LABELS, kinds_of, names};
use crate::words::WordTable;
use std::fmt;
use std::ops::Range;
use text::Tokens;

const MAGIC: &[u8; 8] = b"SUTRATG1";

/// A tagger of names, ready for use.
#[derive(Clone, Debug)]
pub struct Tagger {
    scale: f32,
    hashes: Vec<u32>,
    weights: Vec<[i8; LABELS]>,
    steps: Square,
    words: WordTable,
    /// Where a hash stands in `hashes`, plus one, filed under its upper bits; a full slot leads to the next.
    slots: Vec<(u32, u32)>,
    /// What `steps` and the rule of what may follow make of it, as scores and as factors.
    scores: (Square, Row),
    factors: (Square, Row),
}

/// Why bytes are no tagger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// They do not begin as a tagger does.
    Foreign,
    /// They end too early or too late, or their numbers make no sense.
    Damaged,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Foreign => "the bytes are no tagger of names",
            Self::Damaged => "the tagger of names is damaged",
        })
    }
}

impl std::error::Error for Fault {}

/// Room for the work on a sentence, used again from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Room {
    features: Features,
    chain: Chain,
    labels: Vec<usize>,
}

/// What was read in the sentences of a text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The likeliest names, in the order of the sentences.
    pub guesses: Vec<Guess>,
    /// For each token how likely it is part of a name of each of [`KINDS`].
    pub kinds: Vec<[f32; KINDS.len()]>,
}

impl Reading {
    /// Makes room for a text of so many tokens.
    pub fn new(tokens: usize) -> Self {
        Self { guesses: Vec::new(), kinds: vec![[0.0; KINDS.len()]; tokens] }
    }
}

impl Tagger {
    /// Makes a tagger of weights; they are rounded to a byte each.
    pub(crate) fn new(mut rows: Vec<(u32, Row)>, steps: Square, words: WordTable) -> Self {
        let most = rows.iter().flat_map(|(_, row)| row).map(|value| value.abs()).fold(0.0, f32::max);
        let scale = if most > 0.0 { most / f32::from(i8::MAX) } else { 1.0 };
        rows.sort_by_key(|(hash, _)| *hash);
        let bytes = |row: Row| row.map(|value| (value / scale).round() as i8);
        let rows: Vec<(u32, [i8; LABELS])> = rows
            .into_iter()
            .map(|(hash, row)| (hash, bytes(row)))
            .filter(|(_, row)| row.iter().any(|value| *value != 0))
            .collect();
        let (hashes, weights) = rows.into_iter().unzip();
        Self::ready(scale, hashes, weights, steps, words)
    }

    fn ready(
        scale: f32,
        hashes: Vec<u32>,
        weights: Vec<[i8; LABELS]>,
        steps: Square,
        words: WordTable,
    ) -> Self {
        let (mask, open) = allowed();
        let mut scores = (steps, open.map(|open| if open > 0.0 { 0.0 } else { f32::NEG_INFINITY }));
        let mut factors = (mask, open);
        for before in 0..LABELS {
            for label in 0..LABELS {
                if mask[before][label] > 0.0 {
                    factors.0[before][label] = steps[before][label].exp();
                } else {
                    scores.0[before][label] = f32::NEG_INFINITY;
                }
            }
        }
        let size = (hashes.len() * 2).next_power_of_two().max(2);
        let mut slots = vec![(0, 0); size];
        for (hash, number) in hashes.iter().zip(1..) {
            let mut slot = *hash as usize & (size - 1);
            while slots[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (*hash, number);
        }
        Self { scale, hashes, weights, steps, words, slots, scores, factors }
    }

    /// Reads a tagger.
    ///
    /// # Errors
    ///
    /// Fails on bytes that [`Tagger::to_bytes`] did not write.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let mut left = bytes.strip_prefix(MAGIC).ok_or(Fault::Foreign)?;
        let mut take = |count: usize| {
            let (taken, rest) = left.split_at_checked(count).ok_or(Fault::Damaged)?;
            left = rest;
            Ok(taken)
        };
        let scale = f32::from_bits(number(take(4)?));
        let features = number(take(4)?) as usize;
        let words = number(take(4)?) as usize;
        if !scale.is_finite() || bytes.len() < features.saturating_mul(4 + LABELS) {
            return Err(Fault::Damaged);
        }
        let mut steps = [[0.0; LABELS]; LABELS];
        for step in steps.iter_mut().flatten() {
            *step = f32::from_bits(number(take(4)?));
            if !step.is_finite() {
                return Err(Fault::Damaged);
            }
        }
        let hashes: Vec<u32> = take(features * 4)?.chunks_exact(4).map(number).collect();
        if !hashes.is_sorted_by(|one, other| one < other) {
            return Err(Fault::Damaged);
        }
        let weights = take(features * LABELS)?
            .chunks_exact(LABELS)
            .map(|row| std::array::from_fn(|label| i8::from_le_bytes([row[label]])))
            .collect();
        let keys = take(words.checked_mul(4).ok_or(Fault::Damaged)?)?.chunks_exact(4).map(number);
        let mut table = WordTable::default();
        for (hash, bits) in keys.zip(take(words)?) {
            table.insert(hash, *bits);
        }
        if !left.is_empty() {
            return Err(Fault::Damaged);
        }
        Ok(Self::ready(scale, hashes, weights, steps, table))
    }

    /// Returns the tagger as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let words = self.words.sorted();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.scale.to_le_bytes());
        bytes.extend((self.hashes.len() as u32).to_le_bytes());
        bytes.extend((words.len() as u32).to_le_bytes());
        bytes.extend(self.steps.iter().flatten().flat_map(|step| step.to_le_bytes()));
        bytes.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        bytes.extend(self.weights.iter().flatten().map(|weight| weight.to_le_bytes()[0]));
        bytes.extend(words.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
        bytes.extend(words.iter().map(|(_, bits)| bits));
        bytes
    }

    /// Reads a sentence, a range of tokens, with the hints of all tokens.
    pub fn read(
        &self,
        tokens: &Tokens<'_>,
        sentence: Range<usize>,
        hints: &[Hints],
        room: &mut Room,
        reading: &mut Reading,
    ) {
        let Room { features, chain, labels } = room;
        features.fill(tokens, sentence.clone(), hints, &self.words);
        chain.scores.clear();
        let scores = (0..features.len()).map(|at| self.score(features.at(at), features.joins(at)));
        chain.scores.extend(scores);
        chain.best(&self.scores.0, &self.scores.1, labels);
        chain.sum(&self.factors.0, &self.factors.1);
        let mut sure = Vec::with_capacity(labels.len());
        for (at, label) in labels.iter().enumerate() {
            let share = chain.share(at);
            sure.push((*label, share[*label]));
            if let Some(kinds) = reading.kinds.get_mut(sentence.start + at) {
                *kinds = kinds_of(&share);
            }
        }
        reading.guesses.extend(names(&sure, sentence.start));
    }

    fn score(&self, features: &[u32], joins: bool) -> Row {
        let mut sums = [0i32; LABELS];
        let mask = self.slots.len() - 1;
        for hash in features {
            let mut slot = *hash as usize & mask;
            while self.slots[slot].1 != 0 {
                if self.slots[slot].0 == *hash {
                    let row = &self.weights[self.slots[slot].1 as usize - 1];
                    sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight));
                    break;
                }
                slot = (slot + 1) & mask;
            }
        }
        let mut row = barred(joins);
        for (value, sum) in row.iter_mut().zip(sums) {
            *value += sum as f32 * self.scale;
        }
        row
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}
