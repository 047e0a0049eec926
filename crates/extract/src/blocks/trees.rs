//! An ensemble of small symmetric trees: every node of a level asks the same question, so that a tree is a few
//! comparisons whose answers make the number of a leaf, for all passages of a page at once.

use super::table::{Bounds, Table};

/// A tree asks this many questions at most.
const DEEPEST: usize = 8;

/// Trees whose leaves are added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    start: f32,
    trees: Vec<Tree>,
}

/// One tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The questions: whether a column is above a bound. The first gives the lowest bit of the leaf's number.
    pub questions: Vec<(u8, f32)>,
    /// What each leaf adds.
    pub leaves: Vec<f32>,
}

impl Trees {
    /// Makes an ensemble; `None` where a tree is no tree.
    pub fn new(start: f32, trees: Vec<Tree>) -> Option<Self> {
        let fits =
            |tree: &Tree| tree.questions.len() <= DEEPEST && tree.leaves.len() == 1 << tree.questions.len();
        trees.iter().all(fits).then_some(Self { start, trees })
    }

    /// Tells whether there are no trees.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Returns the questions of all trees.
    pub(crate) fn questions(&self) -> impl Iterator<Item = (u8, f32)> {
        self.trees.iter().flat_map(|tree| tree.questions.iter().copied())
    }

    /// Returns the chance of each row that it belongs to the article.
    pub fn chances(&self, table: &Table<'_>) -> Vec<f32> {
        let rows = table.rows();
        let mut sums = vec![self.start; rows];
        let mut leaf = vec![0u16; rows];
        for tree in &self.trees {
            leaf.fill(0);
            for (level, (column, bound)) in tree.questions.iter().enumerate() {
                for (leaf, value) in leaf.iter_mut().zip(table.column(usize::from(*column))) {
                    *leaf |= u16::from(*value > *bound) << level;
                }
            }
            for (sum, leaf) in sums.iter_mut().zip(&leaf) {
                *sum += tree.leaves.get(usize::from(*leaf)).copied().unwrap_or(0.0);
            }
        }
        sums.iter_mut().for_each(|sum| *sum = chance(*sum));
        sums
    }

    /// Writes the ensemble: counts, then for each tree its questions and its leaves in steps.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.start.to_le_bytes());
        out.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            out.push(tree.questions.len() as u8);
            for (column, bound) in &tree.questions {
                out.push(*column);
                out.extend(bound.to_le_bytes());
            }
            for leaf in &tree.leaves {
                let steps = (leaf * STEPS).round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16;
                out.extend(steps.to_le_bytes());
            }
        }
    }

    /// Reads what [`Self::write`] wrote from the beginning of `bytes`, which then begin after it.
    pub(crate) fn read(bytes: &mut &[u8]) -> Option<Self> {
        let start = f32::from_le_bytes(take(bytes)?);
        let count = u16::from_le_bytes(take(bytes)?);
        let trees = (0..count)
            .map(|_| {
                let [depth] = take(bytes)?;
                let questions = (0..depth)
                    .map(|_| {
                        let [column] = take(bytes)?;
                        Some((column, f32::from_le_bytes(take(bytes)?)))
                    })
                    .collect::<Option<Vec<_>>>()?;
                let leaves = (0..1u32.checked_shl(u32::from(depth))?)
                    .map(|_| Some(f32::from(i16::from_le_bytes(take(bytes)?)) / STEPS))
                    .collect::<Option<Vec<_>>>()?;
                Some(Tree { questions, leaves })
            })
            .collect::<Option<Vec<_>>>()?;
        Self::new(start, trees)
    }
}

/// Returns the chance that a sum of leaves stands for.
fn chance(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// The leaf of a row is a byte, so that so many leaves can be told apart.
const LEAVES: usize = 1 << DEEPEST;

/// The same trees for a table of ranks: what they ask is compared byte by byte, many rows at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct RankTrees {
    start: f32,
    /// For each tree where its questions end, and where its leaves begin.
    trees: Vec<(usize, usize)>,
    questions: Vec<(u8, u8)>,
    /// The leaves of all trees in a row, with as many behind as a byte can count.
    leaves: Vec<f32>,
}

impl RankTrees {
    /// Turns trees to ask about ranks among these bounds, which are theirs.
    pub(crate) fn new(trees: &Trees, bounds: &Bounds) -> Self {
        let mut ranked = Self { start: trees.start, ..Self::default() };
        for tree in &trees.trees {
            let from = ranked.leaves.len();
            ranked
                .questions
                .extend(tree.questions.iter().map(|(column, bound)| (*column, bounds.rank(*column, *bound))));
            ranked.leaves.extend(&tree.leaves);
            ranked.trees.push((ranked.questions.len(), from));
        }
        ranked.leaves.resize(ranked.leaves.len() + LEAVES, 0.0);
        ranked
    }

    /// Returns the chance of each row that it belongs to the article: what [`Trees::chances`] does for the numbers.
    pub(crate) fn chances(&self, table: &Table<'_>) -> Vec<f32> {
        let mut sums = vec![self.start; table.padded()];
        let mut row_leaves = vec![0u8; table.padded()];
        let mut from = 0;
        for (to, leaves) in &self.trees {
            let Some(leaves) = self.leaves[*leaves..].first_chunk::<LEAVES>() else { break };
            row_leaves.fill(0);
            // Loops over whole columns, as plain as this, become comparisons of 16 rows at once.
            for (level, (column, rank)) in self.questions[from..*to].iter().enumerate() {
                let (bit, rank) = (1u8 << level, *rank);
                for (leaf, value) in row_leaves.iter_mut().zip(table.ranks(usize::from(*column))) {
                    *leaf |= if *value > rank { bit } else { 0 };
                }
            }
            from = *to;
            for (sum, leaf) in sums.iter_mut().zip(&row_leaves) {
                *sum += leaves[usize::from(*leaf)];
            }
        }
        sums.truncate(table.rows());
        sums.iter_mut().for_each(|sum| *sum = chance(*sum));
        sums
    }
}

/// A leaf of one is written as so many steps.
const STEPS: f32 = 4096.0;

/// Takes so many bytes from the beginning.
pub(crate) fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trees() -> Trees {
        let tree = Tree { questions: vec![(0, 1.5), (1, 0.0)], leaves: vec![-2.0, 0.0, 0.5, 2.0] };
        Trees::new(0.0, vec![tree]).expect("it is a tree")
    }

    fn check(row: [f32; 2], expected: f32) {
        let bounds = Bounds::of(trees().questions()).expect("few bounds");
        let mut values = Table::new(1, None);
        let mut ranks = Table::new(1, Some(&bounds));
        for table in [&mut values, &mut ranks] {
            table.push("a", |_| row[0]);
            table.push("b", |_| row[1]);
        }
        let chance = trees().chances(&values)[0];
        assert!((chance - 1.0 / (1.0 + (-expected).exp())).abs() < 1e-6, "{row:?}: {chance}");
        assert_eq!(RankTrees::new(&trees(), &bounds).chances(&ranks), [chance]);
    }

    #[test]
    fn answers_number_the_leaf() {
        check([1.0, 0.0], -2.0);
        check([2.0, 0.0], 0.0);
        check([1.0, 1.0], 0.5);
        check([2.0, 1.0], 2.0);
    }

    #[test]
    fn what_is_written_is_read_and_what_is_cut_is_not() {
        let mut bytes = Vec::new();
        trees().write(&mut bytes);
        assert_eq!(Trees::read(&mut bytes.as_slice()), Some(trees()));
        assert_eq!(Trees::read(&mut &bytes[..bytes.len() - 1]), None);
    }
}
