//! Measures and how they are counted.

use serde::Serialize;
use std::borrow::Cow;

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// The name.
    pub name: Cow<'static, str>,
    /// The value; shares run from 0 to 1.
    pub value: f64,
    /// On how many things it was measured.
    pub count: usize,
}

/// What a task found.
#[derive(Debug, Default)]
pub struct Scores {
    /// The figures.
    pub measures: Vec<Measure>,
    /// What was wrong, one line each.
    pub errors: Vec<String>,
}

impl Scores {
    /// Adds a figure.
    pub(crate) fn put(&mut self, name: impl Into<Cow<'static, str>>, value: f64, count: usize) {
        self.measures.push(Measure { name: name.into(), value, count });
    }

    /// Adds a share.
    pub(crate) fn share(&mut self, name: impl Into<Cow<'static, str>>, share: Share) {
        self.put(name, share.value(), share.of);
    }

    /// Adds precision, recall and F1 of one matching.
    pub(crate) fn matching(&mut self, names: [&'static str; 3], hits: usize, predicted: usize, gold: usize) {
        let precision = Share { hits, of: predicted };
        let recall = Share { hits, of: gold };
        self.share(names[0], precision);
        self.share(names[1], recall);
        self.put(names[2], harmonic(precision.value(), recall.value()), gold);
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    pub(crate) hits: usize,
    pub(crate) of: usize,
}

impl Share {
    /// Counts one more.
    pub(crate) fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    /// Returns the share; 0 of none.
    pub(crate) fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.hits as f64 / self.of as f64 }
    }
}

/// Returns the harmonic mean.
pub(crate) fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

/// Pairs things one to one, the best first; ties go to the earlier ones, so that the result is always the same.
pub(crate) fn pair_up(mut scored: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let (mut left, mut right) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for (_, one, other) in scored {
        if !left.contains(&one) && !right.contains(&other) {
            left.insert(one);
            right.insert(other);
            pairs.push((one, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_are_taken_and_nothing_twice() {
        assert_eq!(pair_up(vec![(0.5, 0, 0), (0.9, 0, 1), (0.8, 1, 1), (0.6, 1, 0)]), [(0, 1), (1, 0)]);
        assert_eq!(pair_up(vec![(0.5, 0, 0), (0.5, 0, 1), (0.5, 1, 0)]), [(0, 0)]);
    }

    #[test]
    fn figures_of_a_matching() {
        let mut scores = Scores::default();
        scores.matching(["p", "r", "f"], 1, 2, 4);
        let values: Vec<f64> = scores.measures.iter().map(|measure| measure.value).collect();
        assert_eq!(values, [0.5, 0.25, 1.0 / 3.0]);
    }
}
