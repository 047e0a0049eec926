//! Neighbours: which items are worth comparing, found through the features they share.

use crate::profile::Weights;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A kind of feature in the upper half, the feature in the lower.
type Key = u64;

/// A feature of more items than this is not followed: it tells little, and following it would be quadratic.
const COMMON: usize = 300;

/// So many of an item's weightiest features are followed.
const FOLLOWED: usize = 40;

/// So many neighbours of an item are kept.
const KEPT: usize = 40;

/// Returns pairs of items that share weighty features, the earlier item first, each pair once, sorted.
///
/// `may_meet` rules pairs out before they take a place among the neighbours kept.
pub(crate) fn neighbours<'a>(
    vectors: impl Iterator<Item = [&'a Weights; 2]>,
    may_meet: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<(usize, usize)> {
    let mut postings: FxHashMap<Key, Vec<(u32, f32)>> = FxHashMap::default();
    let mut followed: Vec<Box<[(Key, f32)]>> = Vec::new();
    for (at, kinds) in vectors.enumerate() {
        let mut own = Vec::new();
        for (kind, weights) in (0..).zip(kinds) {
            let mut top = weights.clone();
            top.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            top.truncate(FOLLOWED);
            own.extend(top.into_iter().map(|(feature, weight)| (kind << 32 | Key::from(feature), weight)));
        }
        for (feature, weight) in &own {
            postings.entry(*feature).or_default().push((at as u32, *weight));
        }
        followed.push(own.into());
    }
    let of = |sums: &mut FxHashMap<u32, f64>, (at, own): (usize, &[(Key, f32)])| {
        sums.clear();
        for (feature, weight) in own {
            let Some(posting) = postings.get(feature) else { continue };
            let window = if posting.len() <= COMMON {
                posting.as_slice()
            } else {
                // Of a common feature only the nearest in order are followed, so that none is left alone.
                let here = posting.partition_point(|(other, _)| (*other as usize) < at);
                &posting[here.saturating_sub(4)..(here + 5).min(posting.len())]
            };
            for (other, other_weight) in window {
                if *other as usize != at {
                    *sums.entry(*other).or_default() += f64::from(*weight) * f64::from(*other_weight);
                }
            }
        }
        let mut found: Vec<(u32, f64)> = sums
            .iter()
            .filter(|(other, _)| may_meet(at, **other as usize))
            .map(|(other, sum)| (*other, *sum))
            .collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.truncate(KEPT);
        let pair = |other: u32| (at.min(other as usize), at.max(other as usize));
        found.into_iter().map(|(other, _)| pair(other)).collect::<Vec<_>>()
    };
    let pairs = followed.par_iter().map(|own| &**own).enumerate().map_init(FxHashMap::default, of);
    let mut pairs: Vec<(usize, usize)> = pairs.flatten_iter().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}
