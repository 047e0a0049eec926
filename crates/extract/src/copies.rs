//! Passages that stand twice on a page: the body printed for two kinds of screen, a paragraph that is quoted again.
//!
//! What is compared are letters and digits: two copies differ in spaces, dashes and quotation marks.

use crate::passage::Passage;
use rustc_hash::FxHashMap;
use text::script::is_word_char;

/// Texts shorter than this, in letters, may well stand twice in an article.
pub(crate) const SHORTEST: u32 = 30;
/// Passages so far from one another still belong to one copy of a text.
const REACH: usize = 8;

/// Returns what a text says as a number: equal for those that differ only in their marks and capitals.
pub(crate) fn key(text: &str) -> u64 {
    let letters = text.chars().filter(|c| is_word_char(*c));
    letters.fold(0, |key: u64, c| {
        (key.rotate_left(5) ^ u64::from(u32::from(c.to_ascii_lowercase())))
            .wrapping_mul(0xF135_7AEA_2E62_A9C5)
    })
}

/// Tells of each passage whether the same text stands above, in what `counts`.
///
/// A short one stands above only where it goes on a copy: with the passage before it, above as here.
pub(crate) fn stand_above(passages: &[Passage], counts: impl Fn(usize) -> bool) -> Vec<bool> {
    let keys: Vec<u64> = passages.iter().map(|passage| passage.key).collect();
    let mut last: FxHashMap<u64, usize> = FxHashMap::default();
    let mut above = vec![false; passages.len()];
    let mut before: Option<(usize, bool)> = None;
    for at in (0..passages.len()).filter(|at| counts(*at)) {
        let earlier = last.insert(keys[at], at);
        above[at] = match (earlier, before) {
            (None, _) => false,
            (Some(_), _) if passages[at].weight >= SHORTEST => true,
            (Some(earlier), Some((before, repeated))) => {
                repeated && passages[at].weight > 0 && earlier > 0 && keys[earlier - 1] == keys[before]
            }
            _ => false,
        };
        before = Some((at, above[at]));
    }
    above
}

/// Tells of each passage whether it is the one to keep among those that say the same.
///
/// A copy is kept or left as a whole, so that paragraphs of two copies are never shuffled: the likelier one by the
/// chances of its passages.
pub(crate) fn best(passages: &[Passage], chances: &[f32]) -> Vec<bool> {
    let keys: Vec<u64> = passages.iter().map(|passage| passage.key).collect();
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for at in (0..passages.len()).filter(|at| passages[*at].weight >= SHORTEST) {
        places.entry(keys[at]).or_default().push(at);
    }
    let mut keep = vec![true; passages.len()];
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        match places.get(key).map(Vec::as_slice) {
            Some([one, other]) if *one == at => pairs.push((*one, *other)),
            // What stands more often is kept where it is likeliest.
            Some(all) if all.len() > 2 && all[0] == at => {
                let likelier =
                    |one: &usize, other: &usize| if chances[*other] > chances[*one] { *other } else { *one };
                let best = all[1..].iter().fold(at, |best, next| likelier(&best, next));
                all.iter().for_each(|place| keep[*place] = *place == best);
            }
            _ => {}
        }
    }
    let follows = |one: &(usize, usize), next: &(usize, usize)| {
        next.0 - one.0 <= REACH && next.1 > one.1 && next.1 - one.1 <= REACH
    };
    for run in pairs.chunk_by(follows) {
        let sum = |side: fn(&(usize, usize)) -> usize| -> f64 {
            run.iter()
                .map(|pair| f64::from(chances[side(pair)]) * f64::from(passages[side(pair)].weight))
                .sum()
        };
        let second = sum(|pair| pair.1) > sum(|pair| pair.0);
        for (one, other) in run {
            keep[if second { *one } else { *other }] = false;
        }
        // A short line that stands in both copies goes with its copy.
        for pair in run {
            let (dropped, kept) = if second { (pair.0, pair.1) } else { (pair.1, pair.0) };
            let next =
                |at: usize| passages.get(at + 1).filter(|passage| (1..SHORTEST).contains(&passage.weight));
            if next(dropped).is_some() && next(kept).is_some() && keys[dropped + 1] == keys[kept + 1] {
                keep[dropped + 1] = false;
            }
        }
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::{Shape, weigh};

    const ONE: &str = "Officials of both countries said on Monday that the talks on the dam had ended.";
    const AGAIN: &str = "Officials of both countries said on Monday – that the talks on the dam had ended .";
    const TWO: &str = "“The next round will be held in May,” said the water minister.";
    const AGAIN_TWO: &str = "\"The next round will be held in May\", said the water minister.";

    fn passages(lines: &[&str]) -> Vec<Passage> {
        let passage = |line: &&str| {
            let mut passage = Passage::new((*line).to_owned(), (0, 0), Shape::Paragraph, 0);
            passage.weight = weigh(line);
            (passage.blank_before, passage.blank_after) = (true, true);
            passage.settled()
        };
        lines.iter().map(passage).collect()
    }

    /// Checks which lines stand above already, and which are kept by their chances.
    fn check(lines: &[(&str, f32)], above: &[bool], kept: &[bool]) {
        let chances: Vec<f32> = lines.iter().map(|(_, chance)| *chance).collect();
        let passages = passages(&lines.iter().map(|(line, _)| *line).collect::<Vec<_>>());
        assert_eq!(stand_above(&passages, |_| true), above);
        assert_eq!(best(&passages, &chances), kept);
    }

    #[test]
    fn a_second_copy_goes_whole_with_its_short_lines() {
        check(
            &[
                (ONE, 0.9),
                ("It ended.", 0.9),
                (TWO, 0.9),
                (AGAIN, 0.8),
                ("It ended.", 0.8),
                (AGAIN_TWO, 0.95),
            ],
            &[false, false, false, true, true, true],
            &[true, true, true, false, false, false],
        );
    }

    #[test]
    fn the_likelier_copy_is_kept() {
        check(
            &[(ONE, 0.1), (TWO, 0.2), (AGAIN, 0.9), (AGAIN_TWO, 0.15)],
            &[false, false, true, true],
            &[false, false, true, true],
        );
    }

    #[test]
    fn what_only_looks_alike_stays() {
        let other = "Officials of both countries said on Friday that the talks on the dam had ended.";
        check(&[(ONE, 0.9), ("He agreed.", 0.9), (other, 0.9), ("He agreed.", 0.9)], &[false; 4], &[true; 4]);
    }
}
