//! What is seen of the passages of a page, as numbers: a column for each feature, a row for each passage.
//!
//! A table is filled for the trainer with the numbers themselves. For the trees it is filled with ranks: how many of
//! the bounds that any tree asks about lie below a number, which answers every question in a byte instead of four.

use std::sync::LazyLock;

/// The features of a page's passages, column by column.
#[derive(Clone, Debug, Default)]
pub struct Table<'b> {
    rows: usize,
    names: Vec<&'static str>,
    values: Vec<f32>,
    ranks: Vec<u8>,
    bounds: Option<&'b Bounds>,
    column: Vec<f32>,
    counts: Vec<u32>,
}

/// Ranks are read so many rows at once; what fills up the last says nothing.
const LANES: usize = 32;

/// The bounds that trees ask about, for each column in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Bounds(Vec<Vec<f32>>);

impl Bounds {
    /// Sorts bounds by their columns; `None` where a column has more than a rank can count.
    pub(crate) fn of(questions: impl Iterator<Item = (u8, f32)>) -> Option<Self> {
        let mut columns: Vec<Vec<f32>> = vec![Vec::new(); usize::from(u8::MAX) + 1];
        questions.for_each(|(column, bound)| columns[usize::from(column)].push(bound));
        for bounds in &mut columns {
            bounds.sort_by(f32::total_cmp);
            bounds.dedup();
        }
        let fits = |bounds: &Vec<f32>| {
            bounds.len() <= usize::from(u8::MAX) && !bounds.iter().any(|bound| bound.is_nan())
        };
        columns.iter().all(fits).then_some(Self(columns))
    }

    /// Returns how many columns there are up to the last that is asked about.
    fn columns(&self) -> usize {
        self.0.iter().rposition(|bounds| !bounds.is_empty()).map_or(0, |last| last + 1)
    }

    /// Returns the rank that a number above this bound exceeds.
    pub(crate) fn rank(&self, column: u8, bound: f32) -> u8 {
        self.0[usize::from(column)].partition_point(|known| *known < bound) as u8
    }
}

impl<'b> Table<'b> {
    /// Makes a table without columns for so many passages; with bounds it is filled with ranks.
    pub(crate) fn new(rows: usize, bounds: Option<&'b Bounds>) -> Self {
        let mut table = Self { rows, bounds, ..Self::default() };
        let columns = bounds.map_or(0, Bounds::columns);
        table.ranks.reserve_exact(columns * table.padded());
        table
    }

    /// Appends a column; what is no number counts as nought.
    pub(crate) fn push(&mut self, name: &'static str, mut value: impl FnMut(usize) -> f32) {
        let asked =
            self.bounds.is_none_or(|bounds| bounds.0.get(self.names.len()).is_some_and(|of| !of.is_empty()));
        self.column.clear();
        if asked {
            self.column.extend((0..self.rows).map(|row| {
                let value = value(row);
                if value.is_finite() { value } else { 0.0 }
            }));
        }
        self.file();
        self.names.push(name);
    }

    /// Appends the column that was just computed, an empty one as noughts.
    fn file(&mut self) {
        let Some(bounds) = self.bounds else {
            self.values.extend(&self.column);
            return;
        };
        let from = self.ranks.len();
        self.ranks.resize(from + self.padded(), 0);
        if self.column.is_empty() {
            return;
        }
        self.counts.clear();
        self.counts.resize(self.rows, 0);
        let (fours, rest) = bounds.0[self.names.len()].as_chunks::<4>();
        for bounds in fours {
            for (count, value) in self.counts.iter_mut().zip(&self.column) {
                *count += bounds.iter().map(|bound| u32::from(*value > *bound)).sum::<u32>();
            }
        }
        for bound in rest {
            for (count, value) in self.counts.iter_mut().zip(&self.column) {
                *count += u32::from(*value > *bound);
            }
        }
        for (rank, count) in self.ranks[from..].iter_mut().zip(&self.counts) {
            *rank = *count as u8;
        }
    }

    /// Keeps only these rows, which are in order, in the room that there is.
    pub(crate) fn keep_rows(&mut self, rows: &[u32]) {
        let (before, padded_before) = (self.rows, self.padded());
        self.rows = rows.len();
        let columns = self.names.len();
        // What is read always stands at or behind what is written.
        if self.bounds.is_some() {
            let padded = self.padded();
            for column in 0..columns {
                for (at, row) in rows.iter().enumerate() {
                    self.ranks[column * padded + at] = self.ranks[column * padded_before + *row as usize];
                }
            }
            self.ranks.truncate(columns * padded);
        } else {
            for column in 0..columns {
                for (at, row) in rows.iter().enumerate() {
                    self.values[column * rows.len() + at] = self.values[column * before + *row as usize];
                }
            }
            self.values.truncate(columns * rows.len());
        }
    }

    /// Returns how many passages there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns how many rows a column of ranks has: those of passages, and what fills up the last [`LANES`].
    pub(crate) fn padded(&self) -> usize {
        self.rows.next_multiple_of(LANES)
    }

    /// Returns the names of the columns, in order.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// Returns a column; an empty one where there is none of this number, or the table holds ranks.
    pub fn column(&self, at: usize) -> &[f32] {
        self.values.get(at * self.rows..(at + 1) * self.rows).unwrap_or_default()
    }

    /// Returns the ranks of a column, [`Self::padded`] of them; none where there is none of this number.
    pub(crate) fn ranks(&self, at: usize) -> &[u8] {
        self.ranks.get(at * self.padded()..(at + 1) * self.padded()).unwrap_or_default()
    }
}

/// The logarithms of the counts that are met most.
static LOGS: LazyLock<Vec<f32>> = LazyLock::new(|| (0..2048).map(|count| log_of(f64::from(count))).collect());

/// Returns the logarithm of one more than a count: what is twice as large counts one step more.
pub(crate) fn log(count: u32) -> f32 {
    LOGS.get(count as usize).copied().unwrap_or_else(|| log_of(f64::from(count)))
}

/// Returns the same of a sum.
pub(crate) fn log_of(sum: f64) -> f32 {
    sum.max(0.0).ln_1p() as f32
}

/// Returns a share in hundredths, nought where there is nothing to share; whole numbers, so that equal shares are equal.
pub(crate) fn share(part: f64, of: f64) -> f32 {
    if of > 0.0 { rounded(part / of * 200.0) / 200.0 } else { 0.0 }
}

/// Rounds as `f64::round` does, without a call for it where the number is small.
fn rounded(number: f64) -> f32 {
    if !(0.0..1e9).contains(&number) {
        return number.round() as f32;
    }
    let whole = number as u32;
    (whole + u32::from(number - f64::from(whole) >= 0.5)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_as_the_standard_library_rounds() {
        for number in
            [0.0, 0.5, 0.49999999999999994, 1.5, 2.5, 7.499, 199.5, 123456.5, 1e12, -0.5, -3.2, f64::NAN]
        {
            let right = number.round() as f32;
            assert!(rounded(number) == right || right.is_nan(), "{number}");
        }
        assert_eq!(log(5_000), log_of(5_000.0));
        assert_eq!(log(17), log_of(17.0));
    }

    #[test]
    fn a_rank_answers_what_its_number_answers() {
        let bounds = Bounds::of([(0, 0.5), (0, -1.0), (0, 0.5), (2, 3.0)].into_iter()).expect("few bounds");
        let values = [-2.0, -1.0, 0.0, 0.5, 0.6, f32::NAN];
        let mut table = Table::new(values.len(), Some(&bounds));
        table.push("a", |row| values[row]);
        table.push("never asked", |_| 9.0);
        table.push("b", |row| values[row] * 10.0);
        for (row, value) in values.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).enumerate() {
            for bound in [0.5, -1.0] {
                assert_eq!(table.ranks(0)[row] > bounds.rank(0, bound), value > bound, "{value} {bound}");
            }
            assert_eq!(table.ranks(2)[row] > bounds.rank(2, 3.0), value * 10.0 > 3.0);
        }
        let (low, high) = (table.ranks(0)[1], table.ranks(0)[4]);
        let last = table.ranks(2)[4];
        table.keep_rows(&[1, 4]);
        assert_eq!((table.rows(), &table.ranks(0)[..2], table.ranks(2)[1]), (2, &[low, high][..], last));
        table.push("c", |row| row as f32);
        assert_eq!(table.names().len(), 4);
    }
}
