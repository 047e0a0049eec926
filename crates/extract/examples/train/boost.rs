//! Gradient boosting of symmetric trees on binned columns (Friedman 2001; symmetric trees as in CatBoost, 2017).

use extract::learn::{SmallTree, Trees};

/// The rows that are learned from, column by column.
pub(crate) struct Rows {
    /// For each column, the bin of each row.
    pub(crate) bins: Vec<Vec<u8>>,
    /// For each column, the bounds between its bins.
    pub(crate) bounds: Vec<Vec<f32>>,
    /// The share of each row that belongs to the article.
    pub(crate) right: Vec<f32>,
    /// How much each row counts.
    pub(crate) weight: Vec<f32>,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many trees.
    pub(crate) trees: usize,
    /// How many questions each asks.
    pub(crate) depth: usize,
    /// How far each tree goes towards what it found.
    pub(crate) step: f32,
    /// How much is believed of a leaf with few rows.
    pub(crate) calm: f32,
}

/// A column has at most so many bins.
const BINS: usize = 48;

/// Returns bounds that part the values of a column into bins of about equal size.
pub(crate) fn bounds(mut sample: Vec<f32>) -> Vec<f32> {
    sample.sort_by(f32::total_cmp);
    let mut bounds: Vec<f32> = Vec::new();
    let distinct = {
        let mut distinct = sample.clone();
        distinct.dedup();
        distinct
    };
    if distinct.len() <= BINS {
        return distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect();
    }
    for at in 1..BINS {
        let index = at * sample.len() / BINS;
        let value = sample[index];
        let below = distinct.partition_point(|other| *other < value);
        if below > 0 {
            let bound = (distinct[below - 1] + value) / 2.0;
            if bounds.last().is_none_or(|last| *last < bound) {
                bounds.push(bound);
            }
        }
    }
    bounds
}

/// Returns the bin of a value.
pub(crate) fn bin(bounds: &[f32], value: f32) -> u8 {
    bounds.partition_point(|bound| value > *bound) as u8
}

/// A chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// Learns an ensemble from the rows of these numbers.
pub(crate) fn boost(rows: &Rows, chosen: &[u32], plan: Plan) -> Trees {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let weight_of = |row: u32| f64::from(rows.weight[row as usize]);
    let all: f64 = chosen.iter().map(|row| weight_of(*row)).sum();
    let right: f64 = chosen.iter().map(|row| weight_of(*row) * f64::from(rows.right[*row as usize])).sum();
    let start = ((right + 1e-3) / (all - right + 1e-3)).ln() as f32;
    let scale = (chosen.len() as f64 / all.max(1e-9)) as f32;
    let mut sums = vec![start; chosen.len()];
    let mut trees = Vec::with_capacity(plan.trees);
    for _ in 0..plan.trees {
        // Each tree sees two rows of three and half of the columns: trees that differ err differently.
        let seen: Vec<u32> = (0..chosen.len() as u32).filter(|_| chance.next() % 3 < 2).collect();
        let mut columns: Vec<u16> = (0..rows.bins.len() as u16)
            .filter(|column| !rows.bounds[usize::from(*column)].is_empty())
            .collect();
        columns.retain(|_| chance.next() & 1 == 0);
        let slopes: Vec<[f32; 2]> = seen
            .iter()
            .map(|at| {
                let row = chosen[*at as usize] as usize;
                let weight = rows.weight[row] * scale;
                let found = 1.0 / (1.0 + (-sums[*at as usize]).exp());
                [weight * (found - rows.right[row]), weight * (found * (1.0 - found)).max(1e-4)]
            })
            .collect();
        let tree = grow(rows, chosen, &seen, &slopes, &columns, plan);
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum += tree.leaves[leaf_of(rows, &tree, chosen[at] as usize)];
        }
        trees.push(SmallTree {
            questions: tree
                .questions
                .iter()
                .map(|(column, bin)| (*column as u8, rows.bounds[usize::from(*column)][usize::from(*bin)]))
                .collect(),
            leaves: tree.leaves,
        });
    }
    Trees::new(start, trees).expect("a grown tree has two leaves for each answer")
}

/// A tree whose questions are about bins.
struct Binned {
    /// Whether the bin of a column is above this one.
    questions: Vec<(u16, u8)>,
    leaves: Vec<f32>,
}

fn leaf_of(rows: &Rows, tree: &Binned, row: usize) -> usize {
    (tree.questions.iter().enumerate())
        .map(|(level, (column, bin))| usize::from(rows.bins[usize::from(*column)][row] > *bin) << level)
        .sum()
}

fn grow(
    rows: &Rows,
    chosen: &[u32],
    seen: &[u32],
    slopes: &[[f32; 2]],
    columns: &[u16],
    plan: Plan,
) -> Binned {
    let mut leaf = vec![0u8; seen.len()];
    let mut questions: Vec<(u16, u8)> = Vec::new();
    let real: Vec<u32> = seen.iter().map(|at| chosen[*at as usize]).collect();
    for level in 0..plan.depth {
        let leaves = 1usize << level;
        let mut best = (0.0f32, None);
        let mut table = vec![[0f32; 2]; leaves * (BINS + 1)];
        for column in columns {
            let bins = &rows.bins[usize::from(*column)];
            let count = rows.bounds[usize::from(*column)].len() + 1;
            table[..leaves * count].fill([0.0; 2]);
            for ((row, leaf), slope) in real.iter().zip(&leaf).zip(slopes) {
                let cell = &mut table[usize::from(*leaf) * count + usize::from(bins[*row as usize])];
                cell[0] += slope[0];
                cell[1] += slope[1];
            }
            let mut gains = vec![0f32; count - 1];
            for cells in table[..leaves * count].chunks(count) {
                let all = cells.iter().fold([0f32; 2], |sum, cell| [sum[0] + cell[0], sum[1] + cell[1]]);
                let worth = |part: [f32; 2]| part[0] * part[0] / (part[1] + plan.calm);
                let mut below = [0f32; 2];
                for (gain, cell) in gains.iter_mut().zip(cells) {
                    below = [below[0] + cell[0], below[1] + cell[1]];
                    *gain += worth(below) + worth([all[0] - below[0], all[1] - below[1]]) - worth(all);
                }
            }
            for (bin, gain) in gains.iter().enumerate() {
                if *gain > best.0 {
                    best = (*gain, Some((*column, bin as u8)));
                }
            }
        }
        let Some((column, bin)) = best.1 else { break };
        questions.push((column, bin));
        for (row, leaf) in real.iter().zip(&mut leaf) {
            *leaf |= u8::from(rows.bins[usize::from(column)][*row as usize] > bin) << level;
        }
    }
    let mut sums = vec![[0f32; 2]; 1 << questions.len()];
    for (leaf, slope) in leaf.iter().zip(slopes) {
        let sum = &mut sums[usize::from(*leaf)];
        sum[0] += slope[0];
        sum[1] += slope[1];
    }
    let leaves =
        sums.iter().map(|sum| (-plan.step * sum[0] / (sum[1] + plan.calm)).clamp(-4.0, 4.0)).collect();
    Binned { questions, leaves }
}
