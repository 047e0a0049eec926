//! How sure a difference between two runs is.

use crate::measure::harmonic;

/// Samples that an interval is drawn from.
const SAMPLES: usize = 2_000;

/// Precision and recall.
pub(crate) type Parts = (f64, f64);

pub(crate) fn means(texts: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let count = texts.clone().count().max(1) as f64;
    let (precision, recall) = texts.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (precision / count, recall / count)
}

/// Returns by how much F1 is higher over these pages than that of the others, with the bounds between which 95 of 100
/// samples of the pages lie (a paired bootstrap; Efron and Tibshirani 1993).
pub(crate) fn interval(pairs: &[[Parts; 2]]) -> (f64, f64, f64) {
    let difference = |at: &[usize]| {
        let f1 = |texts: (f64, f64)| harmonic(texts.0, texts.1);
        f1(means(at.iter().map(|at| pairs[*at][0]))) - f1(means(at.iter().map(|at| pairs[*at][1])))
    };
    let whole: Vec<usize> = (0..pairs.len()).collect();
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        (chance % pairs.len() as u64) as usize
    };
    let mut sampled: Vec<f64> = (0..SAMPLES)
        .map(|_| difference(&std::iter::repeat_with(&mut draw).take(pairs.len()).collect::<Vec<_>>()))
        .collect();
    sampled.sort_by(f64::total_cmp);
    (sampled[SAMPLES / 40], difference(&whole), sampled[SAMPLES - 1 - SAMPLES / 40])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_the_difference_and_none_where_there_is_none() {
        let same = [[(0.9, 0.8), (0.9, 0.8)], [(0.1, 0.2), (0.1, 0.2)]];
        assert_eq!(interval(&same), (0.0, 0.0, 0.0));
        let better: Vec<_> = (0..40).map(|at| [(0.9, 0.9), (0.5 + f64::from(at % 5) / 50.0, 0.6)]).collect();
        let (low, difference, high) = interval(&better);
        assert!(
            0.2 < low && low < difference && difference < high && high < 0.4,
            "{low} {difference} {high}"
        );
    }
}
