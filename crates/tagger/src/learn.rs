//! Learning: sentences with their names become the weights of features.
//!
//! Each label of each feature has a weight that follows the regularised leader (FTRL-Proximal, McMahan et al. 2013):
//! few sentences are enough, and what tells nothing stays exactly nothing. Features that are left out at random
//! (Wang, Manning 2013) keep the rest from relying on single words. The same examples give the same weights.

use crate::chain::{Chain, Row, Square, allowed, barred};
use crate::features::{Features, Hints};
use crate::label::{LABELS, OUTSIDE, between, kind_of, label_of};
use crate::tagger::Tagger;
use crate::words::WordTable;
use model::EntityType;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::Tokens;

/// A sentence with its names.
pub struct Example<'a> {
    /// The words.
    pub tokens: &'a Tokens<'a>,
    /// What the language pack says of them, one a token.
    pub hints: &'a [Hints],
    /// The names in it, in order, none over another.
    pub names: &'a [(Range<usize>, EntityType)],
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often all sentences are gone through.
    pub rounds: usize,
    /// How fast weights move.
    pub rate: f32,
    /// How far a weight must want to move before it leaves zero.
    pub lasso: f32,
    /// How much a weight costs.
    pub ridge: f32,
    /// The share of features that are left out at random.
    pub dropped: f32,
    /// In how many sentences' words a feature must stand.
    pub least: u32,
    /// How much likelier names are made than in the examples, where some were forgotten.
    pub boldness: f32,
    /// How many features are kept, those that say most.
    pub kept: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rounds: 6,
            rate: 0.2,
            lasso: 0.3,
            ridge: 1.0,
            dropped: 0.3,
            least: 2,
            boldness: 0.2,
            kept: 120_000,
        }
    }
}

/// A weight with its history.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    pull: f32,
    /// The root of the sum of the squares of all gradients.
    length: f32,
    value: f32,
}

impl Weight {
    fn push(&mut self, gradient: f32, settings: &Settings) {
        let length = (self.length * self.length + gradient * gradient).sqrt();
        self.pull += gradient - (length - self.length) / settings.rate * self.value;
        self.length = length;
        self.value = if self.pull.abs() <= settings.lasso {
            0.0
        } else {
            let strength = (1.0 + length) / settings.rate + settings.ridge;
            (self.pull.signum() * settings.lasso - self.pull) / strength
        };
    }
}

/// Random numbers that are the same each time (Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn happens(&mut self, share: f32) -> bool {
        ((self.next() >> 40) as f32) < share * (1u32 << 24) as f32
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

/// A sentence made ready: for each word the numbers of its features, and its label.
struct Ready {
    features: Vec<Vec<u32>>,
    labels: Vec<usize>,
    joins: Vec<bool>,
}

/// Learns from examples; `told` is called after each round with its number and the mean loss of a sentence.
pub fn learn(
    examples: &[Example<'_>],
    words: WordTable,
    settings: &Settings,
    mut told: impl FnMut(usize, f64),
) -> Tagger {
    let (ready, hashes) = numbered(examples, &words, settings);
    let mut weights = vec![[Weight::default(); LABELS]; hashes.len()];
    let mut steps = [[Weight::default(); LABELS]; LABELS];
    let (mask, open) = allowed();
    let mut order: Vec<usize> = (0..ready.len()).collect();
    let mut chance = Chance(0x005E_ED0F_7A66_E12D);
    let mut chain = Chain::default();
    let mut kept: Vec<Vec<u32>> = Vec::new();
    for round in 0..settings.rounds {
        chance.shuffle(&mut order);
        let mut loss = 0.0;
        for one in &order {
            let sentence = &ready[*one];
            kept.clear();
            kept.extend(sentence.features.iter().map(|features| {
                features.iter().copied().filter(|_| !chance.happens(settings.dropped)).collect()
            }));
            chain.scores.clear();
            for (features, joins) in kept.iter().zip(&sentence.joins) {
                let mut row = barred(*joins);
                for feature in features {
                    for (sum, weight) in row.iter_mut().zip(&weights[*feature as usize]) {
                        *sum += weight.value;
                    }
                }
                chain.scores.push(row);
            }
            let scores: Square = steps.map(|row| row.map(|weight| weight.value));
            let mut factors = mask;
            for (factors, scores) in factors.iter_mut().zip(&scores) {
                for (factor, score) in factors.iter_mut().zip(scores) {
                    *factor *= score.exp();
                }
            }
            let total = chain.sum(&factors, &open);
            let mut gold = 0.0;
            for (at, features) in kept.iter().enumerate() {
                let label = sentence.labels[at];
                gold += chain.scores[at][label];
                let share = chain.share(at);
                for feature in features {
                    for (other, weight) in weights[*feature as usize].iter_mut().enumerate() {
                        let gradient = share[other] - f32::from(u8::from(other == label));
                        if gradient.abs() > 1e-3 {
                            weight.push(gradient, settings);
                        }
                    }
                }
                if let Some(next) = sentence.labels.get(at + 1) {
                    gold += scores[label][*next];
                    let pair = chain.pair(at, &factors);
                    for before in 0..LABELS {
                        for after in 0..LABELS {
                            let right = f32::from(u8::from(before == label && after == *next));
                            let gradient = pair[before][after] - right;
                            if mask[before][after] > 0.0 && gradient.abs() > 1e-3 {
                                steps[before][after].push(gradient, settings);
                            }
                        }
                    }
                }
            }
            loss += total - f64::from(gold);
        }
        told(round, loss / ready.len().max(1) as f64);
    }
    // Features were left out while learning, so that each stands for more than its share.
    let scale = 1.0 - settings.dropped;
    let mut rows: Vec<(u32, Row)> = hashes
        .iter()
        .zip(&weights)
        .map(|(hash, row)| (*hash, row.map(|weight| weight.value * scale)))
        .filter(|(_, row)| row.iter().any(|value| *value != 0.0))
        .collect();
    let size = |row: &Row| row.iter().map(|value| value * value).sum::<f32>();
    rows.sort_by(|one, other| size(&other.1).total_cmp(&size(&one.1)).then(one.0.cmp(&other.0)));
    rows.truncate(settings.kept);
    // Boldness counts for every word of a name, so it rests on the steps: each has one from the word before.
    let mut steps = steps.map(|row| row.map(|weight| weight.value));
    for row in &mut steps {
        let within = row.iter_mut().enumerate().filter(|(label, _)| kind_of(*label).is_some());
        within.for_each(|(_, step)| *step += settings.boldness);
    }
    Tagger::new(rows, steps, words)
}

/// Numbers the features that stand often enough; returns the sentences and the features' hashes.
fn numbered(examples: &[Example<'_>], words: &WordTable, settings: &Settings) -> (Vec<Ready>, Vec<u32>) {
    let mut features = Features::default();
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut each = |example: &Example<'_>, with: &mut dyn FnMut(&Features)| {
        features.fill(example.tokens, 0..example.tokens.len(), example.hints, words);
        with(&features);
    };
    for example in examples {
        each(example, &mut |features| {
            for at in 0..features.len() {
                for hash in features.at(at) {
                    *counts.entry(*hash).or_default() += 1;
                }
            }
        });
    }
    let mut hashes: Vec<u32> =
        counts.iter().filter(|(_, count)| **count >= settings.least).map(|(hash, _)| *hash).collect();
    hashes.sort_unstable();
    let numbers: FxHashMap<u32, u32> = hashes.iter().zip(0..).map(|(hash, number)| (*hash, number)).collect();
    let mut ready = Vec::with_capacity(examples.len());
    for example in examples {
        let mut labels = vec![OUTSIDE; example.tokens.len()];
        for (range, kind) in example.names {
            for at in range.clone() {
                if let Some(label) = labels.get_mut(at) {
                    *label = label_of(*kind, at == range.start);
                }
            }
        }
        each(example, &mut |features| {
            let joins: Vec<bool> = (0..features.len()).map(|at| features.joins(at)).collect();
            for at in 1..labels.len() {
                if joins[at] && labels[at] == OUTSIDE {
                    labels[at] = between(labels[at - 1]);
                }
            }
            let features = (0..features.len())
                .map(|at| features.at(at).iter().filter_map(|hash| numbers.get(hash).copied()).collect())
                .collect();
            ready.push(Ready { features, labels: labels.clone(), joins });
        });
    }
    (ready, hashes)
}
