//! The second look: what was found of the passages around a passage says more about it than their markup.

use super::place::ancestor;
use super::table::{Table, log, log_of, share};
use crate::markup::Tree;
use crate::passage::Passage;

/// Adds the columns that the first look's chances give, for the passages that are the rows of the table: `open`, which
/// are in order.
pub(crate) fn second(
    passages: &[Passage],
    tree: Option<&Tree<'_>>,
    chances: &[f32],
    open: &[u32],
    table: &mut Table<'_>,
) {
    let rows = passages.len();
    let at = |row: usize| open[row] as usize;
    let chance = |at: Option<usize>| at.and_then(|at| chances.get(at)).copied().map_or(-0.1, rounded);
    table.push("chance", |row| rounded(chances[at(row)]));
    for (name, step) in STEPS {
        table.push(name, |row| chance(at(row).checked_add_signed(*step)));
    }
    let weight: Vec<f64> = passages.iter().map(|passage| f64::from(passage.weight) + 2.0).collect();
    let sure: Vec<f64> = (0..rows).map(|at| weight[at] * f64::from(chances[at])).collect();
    let sums = |of: &[f64]| {
        let mut sum = 0.0;
        std::iter::once(0.0)
            .chain(of.iter().map(|value| {
                sum += value;
                sum
            }))
            .collect::<Vec<f64>>()
    };
    let (weights, sures) = (sums(&weight), sums(&sure));
    let all = sures[rows];
    for (name, reach) in WINDOWS {
        table.push(name, |row| {
            let at = at(row);
            let (from, to) = (at.saturating_sub(*reach), (at + reach + 1).min(rows));
            let own = (weight[at], sure[at]);
            share(sures[to] - sures[from] - own.1, weights[to] - weights[from] - own.0)
        });
    }
    let expected = log_of(all);
    table.push("expected text", |_| expected);
    table.push("expected above", |row| share(sures[at(row)], all));
    table.push("part of expected", |row| share(weight[at(row)], all).min(2.0));
    let likely = |at: &usize| chances[*at] > 0.5;
    let walk = |order: &mut dyn Iterator<Item = usize>| {
        let mut gaps = vec![(60u32, 6000.0f64); rows];
        let mut gap = (60u32, 6000.0);
        for at in order {
            gaps[at] = gap;
            gap = if likely(&at) {
                (0, 0.0)
            } else {
                ((gap.0 + 1).min(60), f64::min(gap.1 + weight[at], 6000.0))
            };
        }
        gaps
    };
    let above = walk(&mut (0..rows));
    let below = walk(&mut (0..rows).rev());
    table.push("steps to likely above", |row| log(above[at(row)].0));
    table.push("text to likely above", |row| log_of(above[at(row)].1));
    table.push("steps to likely below", |row| log(below[at(row)].0));
    table.push("text to likely below", |row| log_of(below[at(row)].1));
    if let Some(tree) = tree {
        let part = Part { passages, open, weight: &weight, sure: &sure, all };
        family(&part, tree, table);
    }
}

/// The passages and what the first look made of them.
struct Part<'a> {
    passages: &'a [Passage],
    open: &'a [u32],
    weight: &'a [f64],
    sure: &'a [f64],
    all: f64,
}

/// Returns a chance in hundredths, so that the last bits do not matter.
fn rounded(chance: f32) -> f32 {
    (chance * 200.0).round() / 200.0
}

const STEPS: &[(&str, isize)] = &[
    ("chance 3 above", -3),
    ("chance 2 above", -2),
    ("chance above", -1),
    ("chance below", 1),
    ("chance 2 below", 2),
    ("chance 3 below", 3),
];

const WINDOWS: &[(&str, usize)] = &[("chance within 3", 3), ("chance within 8", 8), ("chance within 25", 25)];

/// Adds what the first look found in the elements around each passage.
fn family(part: &Part<'_>, tree: &Tree<'_>, table: &mut Table<'_>) {
    let Part { passages, open, weight, sure, all } = *part;
    let mut held = vec![(0.0f64, 0.0f64); tree.nodes.len()];
    for (at, passage) in passages.iter().enumerate() {
        let here = &mut held[passage.node as usize];
        here.0 += weight[at];
        here.1 += sure[at];
    }
    for at in (1..held.len()).rev() {
        let own = held[at];
        let parent = &mut held[tree.nodes[at].parent as usize];
        parent.0 += own.0;
        parent.1 += own.1;
    }
    let mut nodes: Vec<u32> = open.iter().map(|at| passages[*at as usize].node).collect();
    let mut climbed = 0;
    for (names, up) in FAMILY {
        for node in &mut nodes {
            *node = ancestor(tree, *node, up - climbed);
        }
        climbed = *up;
        table.push(names[0], |row| {
            let (held, at) = (held[nodes[row] as usize], open[row] as usize);
            share(held.1 - sure[at], held.0 - weight[at])
        });
        table.push(names[1], |row| share(held[nodes[row] as usize].1, all));
    }
}

/// The elements that are looked at, by how many levels they stand above a passage's own, in order.
const FAMILY: &[([&str; 2], usize)] = &[
    (["chance at 1", "expected at 1"], 1),
    (["chance at 2", "expected at 2"], 2),
    (["chance at 3", "expected at 3"], 3),
    (["chance at 5", "expected at 5"], 5),
];
