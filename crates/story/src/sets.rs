//! Sets as sorted slices: a hundred thousand profiles are held at once, and a tree for each of their sets is too much.

use std::cmp::Ordering;

/// Distinct numbers, sorted.
pub(crate) type Set = Box<[u32]>;

/// Returns distinct items, sorted.
pub(crate) fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> Box<[T]> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort_unstable();
    items.dedup();
    items.into()
}

/// Returns the pairs of items with equal keys of two lists that are sorted by key.
pub(crate) fn common<'s, T, K: Ord>(
    one: &'s [T],
    other: &'s [T],
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = (&'s T, &'s T)> {
    let (mut left, mut right) = (0, 0);
    std::iter::from_fn(move || {
        while left < one.len() && right < other.len() {
            match key(&one[left]).cmp(&key(&other[right])) {
                Ordering::Less => left += 1,
                Ordering::Greater => right += 1,
                Ordering::Equal => {
                    (left, right) = (left + 1, right + 1);
                    return Some((&one[left - 1], &other[right - 1]));
                }
            }
        }
        None
    })
}

/// Tells whether two sorted lists share no item.
pub(crate) fn disjoint<T: Ord + Copy>(one: &[T], other: &[T]) -> bool {
    common(one, other, |item| *item).next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn slices_agree_with_trees(one: Vec<u8>, other: Vec<u8>) {
            let (one, other) = (one.iter().map(|n| u32::from(*n)), other.iter().map(|n| u32::from(*n)));
            let trees: [BTreeSet<u32>; 2] = [one.clone().collect(), other.clone().collect()];
            let (one, other) = (set(one), set(other));
            let shared: Vec<u32> = common(&one, &other, |n| *n).map(|(n, _)| *n).collect();
            prop_assert_eq!(&shared, &trees[0].intersection(&trees[1]).copied().collect::<Vec<_>>());
            prop_assert_eq!(disjoint(&one, &other), shared.is_empty());
        }
    }
}
