//! Labels of words: outside of names, or the first or a later word of a name of some kind.

use model::EntityType;
use std::ops::Range;

/// The kinds of names that are told apart.
pub const KINDS: [EntityType; 3] = [EntityType::Per, EntityType::Loc, EntityType::Org];

/// How many labels there are.
pub(crate) const LABELS: usize = 1 + 3 * KINDS.len();
/// The label of a word outside of names.
pub(crate) const OUTSIDE: usize = 0;

/// A name as it was guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// Its tokens.
    pub range: Range<usize>,
    /// What it names.
    pub kind: EntityType,
    /// How sure the guess is, 0 to 1: the least probability of the label of one of its words.
    pub sure: f32,
}

/// Returns the label of the first or a later word of a name; outside where no such kind is told apart.
pub(crate) fn label_of(kind: EntityType, first: bool) -> usize {
    match KINDS.iter().position(|known| *known == kind) {
        Some(at) => 1 + 2 * at + usize::from(!first),
        None => OUTSIDE,
    }
}

/// Tells whether a label is that of a first word.
pub(crate) fn is_first(label: usize) -> bool {
    label % 2 == 1 && label < BETWEEN
}

/// The labels from here on are those of joiners just behind a name, one a kind: what comes next is often its like.
const BETWEEN: usize = 1 + 2 * KINDS.len();

/// Tells whether only a joiner may have a label.
pub(crate) fn is_between(label: usize) -> bool {
    label >= BETWEEN
}

/// Returns the label of a joiner outside of names that stands behind a label.
pub(crate) fn between(before: usize) -> usize {
    if before == OUTSIDE || is_between(before) { OUTSIDE } else { BETWEEN + (before - 1) / 2 }
}

/// Tells whether a label may stand behind another; `None` is the start of the sentence.
pub(crate) fn follows(label: usize, before: Option<usize>) -> bool {
    if is_between(label) {
        return before.is_some_and(|before| between(before) == label);
    }
    let later = label != OUTSIDE && !is_first(label);
    !later || before.is_some_and(|before| before == label || before + 1 == label)
}

/// Returns the kind of a label within a name.
pub(crate) fn kind_of(label: usize) -> Option<EntityType> {
    KINDS.get(label.checked_sub(1)? / 2).copied().filter(|_| !is_between(label))
}

/// Returns how likely a word is part of a name of each kind, of how likely each label is.
pub(crate) fn kinds_of(share: &[f32; LABELS]) -> [f32; KINDS.len()] {
    std::array::from_fn(|kind| share[1 + 2 * kind] + share[2 + 2 * kind])
}

/// Returns the names in a row of labels, with the probability of each label.
pub(crate) fn names(labels: &[(usize, f32)], offset: usize) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = Vec::new();
    for (at, (label, sure)) in labels.iter().enumerate() {
        let Some(kind) = kind_of(*label) else { continue };
        let at = offset + at;
        match guesses.last_mut() {
            Some(guess) if !is_first(*label) && guess.range.end == at && guess.kind == kind => {
                guess.range.end = at + 1;
                guess.sure = guess.sure.min(*sure);
            }
            _ => guesses.push(Guess { range: at..at + 1, kind, sure: *sure }),
        }
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_word_needs_a_first_of_its_kind() {
        let (first, later) = (label_of(EntityType::Loc, true), label_of(EntityType::Loc, false));
        let check =
            |label, before, expected| assert_eq!(follows(label, before), expected, "{label} {before:?}");
        check(later, Some(first), true);
        check(later, Some(later), true);
        check(later, Some(OUTSIDE), false);
        check(later, Some(label_of(EntityType::Per, true)), false);
        check(later, Some(label_of(EntityType::Per, false)), false);
        check(later, None, false);
        check(first, Some(first), true);
        check(OUTSIDE, None, true);
        assert_eq!(label_of(EntityType::Event, true), OUTSIDE);
    }

    #[test]
    fn labels_make_names() {
        let (first, later) = (label_of(EntityType::Per, true), label_of(EntityType::Per, false));
        let place = label_of(EntityType::Loc, true);
        let labels = [(OUTSIDE, 1.0), (first, 0.9), (later, 0.6), (first, 0.8), (place, 0.7)];
        let shown: Vec<_> =
            names(&labels, 10).into_iter().map(|guess| (guess.range, guess.kind, guess.sure)).collect();
        assert_eq!(
            shown,
            [(11..13, EntityType::Per, 0.6), (13..14, EntityType::Per, 0.8), (14..15, EntityType::Loc, 0.7)]
        );
    }
}
