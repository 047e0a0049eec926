//! Clusters: average-link agglomeration over sparse pairs.

use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Two clusters of many members are compared on at most so many of each.
const SAMPLE: usize = 8;

/// A pair of items worth comparing, with its score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) score: f64,
}

/// Scores pairs of items, on all cores.
pub(crate) fn edges(pairs: &[(usize, usize)], score: impl Fn(usize, usize) -> f64 + Sync) -> Vec<Edge> {
    pairs
        .par_iter()
        .map(|(one, other)| Edge { one: *one, other: *other, score: score(*one, *other) })
        .collect()
}

/// Merges the two closest clusters until no two are `least` or closer, and returns the members of each.
///
/// The closeness of two clusters is the mean score of their pairs, so that one strong link does not chain
/// two happenings together. Pairs that are not among the edges are scored when their clusters come up
/// for comparison. Ties go to the clusters that come first, so the result depends on nothing but the input.
///
/// Clusters come sorted, by their first member.
pub(crate) fn average_link(
    count: usize,
    edges: &[Edge],
    least: f64,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<Vec<usize>> {
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    let mut near: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    let mut age = vec![0u32; count];
    let mut heap = BinaryHeap::new();
    // A mean of `least` needs one pair that reaches it, so weaker links need not be kept.
    for edge in edges.iter().filter(|edge| edge.one != edge.other && edge.score >= least) {
        let (low, high) = (edge.one.min(edge.other), edge.one.max(edge.other));
        near[low].insert(high, edge.score);
        near[high].insert(low, edge.score);
        heap.push(Merge { mean: edge.score, low, high, age: (0, 0) });
    }
    while let Some(merge) = heap.pop() {
        if merge.mean < least {
            break;
        }
        let (low, high) = (merge.low, merge.high);
        if merge.age != (age[low], age[high]) || members[low].is_empty() || members[high].is_empty() {
            continue;
        }
        let (low_near, high_near) = (std::mem::take(&mut near[low]), std::mem::take(&mut near[high]));
        let mut others: Vec<usize> = low_near.keys().chain(high_near.keys()).copied().collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != low && *other != high);
        let (low_size, high_size) = (members[low].len() as f64, members[high].len() as f64);
        let mut joined = BTreeMap::new();
        for other in &others {
            let known = |near: &BTreeMap<usize, f64>, cluster: usize| {
                near.get(other).copied().unwrap_or_else(|| mean(&members[cluster], &members[*other], &score))
            };
            let value = (known(&low_near, low) * low_size + known(&high_near, high) * high_size)
                / (low_size + high_size);
            if value >= least {
                joined.insert(*other, value);
            } else {
                near[*other].remove(&low);
                near[*other].remove(&high);
            }
        }
        let taken = std::mem::take(&mut members[high]);
        members[low].extend(taken);
        members[low].sort_unstable();
        age[low] += 1;
        for (other, value) in &joined {
            near[*other].remove(&high);
            near[*other].insert(low, *value);
            let (first, second) = (low.min(*other), low.max(*other));
            heap.push(Merge { mean: *value, low: first, high: second, age: (age[first], age[second]) });
        }
        near[low] = joined;
    }
    members.retain(|cluster| !cluster.is_empty());
    members.sort();
    members
}

/// Returns the mean score of the pairs of two clusters, over a sample of large ones.
fn mean(one: &[usize], other: &[usize], score: &impl Fn(usize, usize) -> f64) -> f64 {
    let (one, other) = (sample(one), sample(other));
    let mut sum = 0.0;
    for left in &one {
        for right in &other {
            sum += score(*left, *right);
        }
    }
    sum / (one.len() * other.len()).max(1) as f64
}

fn sample(cluster: &[usize]) -> Vec<usize> {
    if cluster.len() <= SAMPLE {
        return cluster.to_vec();
    }
    (0..SAMPLE).map(|at| cluster[at * cluster.len() / SAMPLE]).collect()
}

/// A merge to consider; the closest comes first, then the one of the earliest clusters.
struct Merge {
    mean: f64,
    low: usize,
    high: usize,
    age: (u32, u32),
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| other.low.cmp(&self.low))
            .then_with(|| other.high.cmp(&self.high))
            .then_with(|| self.age.cmp(&other.age))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Merge {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Merge {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, scores: &[(usize, usize, f64)], least: f64, expected: &[&[usize]]) {
        let edges: Vec<Edge> = scores
            .iter()
            .map(|(one, other, score)| Edge { one: *one, other: *other, score: *score })
            .collect();
        let score = |one: usize, other: usize| {
            let found = scores.iter().find(|(a, b, _)| (*a, *b) == (one, other) || (*a, *b) == (other, one));
            found.map_or(0.0, |(_, _, score)| *score)
        };
        assert_eq!(average_link(count, &edges, least, score), expected);
    }

    #[test]
    fn close_pairs_join() {
        check(3, &[(0, 1, 0.9), (1, 2, 0.1)], 0.5, &[&[0, 1], &[2]]);
    }

    #[test]
    fn one_strong_link_does_not_chain_two_groups() {
        check(4, &[(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.6)], 0.5, &[&[0, 1], &[2, 3]]);
    }

    #[test]
    fn links_on_all_sides_join() {
        check(3, &[(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.6)], 0.5, &[&[0, 1, 2]]);
    }

    #[test]
    fn nothing_gives_nothing() {
        check(0, &[], 0.5, &[]);
        check(2, &[], 0.5, &[&[0], &[1]]);
    }
}
