//! What is seen of the passages of a page, as numbers: a column for each feature, a row for each passage.

/// The features of a page's passages, column by column.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: usize,
    names: Vec<&'static str>,
    cells: Vec<f32>,
}

impl Table {
    /// Makes a table without columns for so many passages.
    pub(crate) fn new(rows: usize) -> Self {
        Self { rows, names: Vec::new(), cells: Vec::new() }
    }

    /// Appends a column; what is no number counts as nought.
    pub(crate) fn push(&mut self, name: &'static str, mut value: impl FnMut(usize) -> f32) {
        self.names.push(name);
        self.cells.extend((0..self.rows).map(|row| {
            let value = value(row);
            if value.is_finite() { value } else { 0.0 }
        }));
    }

    /// Returns how many passages there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the names of the columns, in order.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// Returns a column; an empty one where there is none of this number.
    pub fn column(&self, at: usize) -> &[f32] {
        self.cells.get(at * self.rows..(at + 1) * self.rows).unwrap_or_default()
    }
}

/// Returns the logarithm of one more than a count: what is twice as large counts one step more.
pub(crate) fn log(count: impl Into<f64>) -> f32 {
    count.into().max(0.0).ln_1p() as f32
}

/// Returns a share in hundredths, nought where there is nothing to share; whole numbers, so that equal shares are equal.
pub(crate) fn share(part: f64, of: f64) -> f32 {
    if of > 0.0 { (part / of * 200.0).round() as f32 / 200.0 } else { 0.0 }
}
