//! The chain: which row of labels is likeliest, and how likely each label of it is.

use crate::label::{LABELS, follows, is_between};

/// One number a label.
pub(crate) type Row = [f32; LABELS];
/// One number a pair of labels, the earlier first.
pub(crate) type Square = [Row; LABELS];

/// Room for the sums over a sentence, used again from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    /// The score of each label of each word.
    pub(crate) scores: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    back: Vec<[usize; LABELS]>,
}

/// Returns which labels may follow which, as factors, and which may open a sentence.
pub(crate) fn allowed() -> (Square, Row) {
    let mut square = [[0.0; LABELS]; LABELS];
    let mut open = [0.0; LABELS];
    for label in 0..LABELS {
        open[label] = f32::from(u8::from(follows(label, None)));
        for before in 0..LABELS {
            square[before][label] = f32::from(u8::from(follows(label, Some(before))));
        }
    }
    (square, open)
}

/// Returns the scores of a word before anything is known of it but whether it joins.
pub(crate) fn barred(joins: bool) -> Row {
    std::array::from_fn(|label| if !joins && is_between(label) { -1e6 } else { 0.0 })
}

impl Chain {
    /// Sums over all rows of labels; afterwards [`Chain::share`] tells how likely a label is.
    ///
    /// `steps` holds e to the score of each pair of labels, 0 where the later may not follow. Each word's sums are
    /// scaled to 1, so that long sentences neither vanish nor overflow. Returns the logarithm of the whole sum.
    pub(crate) fn sum(&mut self, steps: &Square, open: &Row) -> f64 {
        let count = self.scores.len();
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(count, [1.0; LABELS]);
        let mut log = 0.0;
        for at in 0..count {
            let most = self.scores[at].iter().copied().fold(f32::MIN, f32::max);
            let mut row = [0.0; LABELS];
            for label in 0..LABELS {
                let before = match at.checked_sub(1) {
                    None => open[label],
                    Some(before) => {
                        let forward = &self.forward[before];
                        (0..LABELS).map(|other| forward[other] * steps[other][label]).sum()
                    }
                };
                row[label] = before * (self.scores[at][label] - most).exp();
            }
            let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|value| *value /= total);
            log += f64::from(most) + f64::from(total).ln();
            self.forward.push(row);
        }
        for at in (0..count.saturating_sub(1)).rev() {
            let weights = self.weights_behind(at + 1);
            let mut row = [0.0; LABELS];
            for label in 0..LABELS {
                row[label] = (0..LABELS).map(|next| steps[label][next] * weights[next]).sum();
            }
            let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|value| *value /= total);
            self.backward[at] = row;
        }
        log
    }

    /// Returns for each label of a word the weight of it and of all that may stand behind it.
    fn weights_behind(&self, at: usize) -> Row {
        let most = self.scores[at].iter().copied().fold(f32::MIN, f32::max);
        std::array::from_fn(|label| self.backward[at][label] * (self.scores[at][label] - most).exp())
    }

    /// Returns how likely each label of a word is, after [`Chain::sum`].
    pub(crate) fn share(&self, at: usize) -> Row {
        let row: Row = std::array::from_fn(|label| self.forward[at][label] * self.backward[at][label]);
        let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        row.map(|value| value / total)
    }

    /// Returns how likely each pair of labels of a word and the next is, after [`Chain::sum`].
    pub(crate) fn pair(&self, at: usize, steps: &Square) -> Square {
        let weights = self.weights_behind(at + 1);
        let mut pair = [[0.0; LABELS]; LABELS];
        let mut total = f32::MIN_POSITIVE;
        for (before, row) in pair.iter_mut().enumerate() {
            for (label, value) in row.iter_mut().enumerate() {
                *value = self.forward[at][before] * steps[before][label] * weights[label];
                total += *value;
            }
        }
        pair.iter_mut().flatten().for_each(|value| *value /= total);
        pair
    }

    /// Fills in the likeliest row of labels (Viterbi 1967). `steps` holds scores, minus infinity where not allowed.
    pub(crate) fn best(&mut self, steps: &Square, open: &Row, labels: &mut Vec<usize>) {
        labels.clear();
        self.back.clear();
        let Some(first) = self.scores.first() else { return };
        let mut row: Row = std::array::from_fn(|label| first[label] + open[label]);
        for scores in &self.scores[1..] {
            let mut back = [0; LABELS];
            let mut next = [f32::MIN; LABELS];
            for label in 0..LABELS {
                let mut most = f32::NEG_INFINITY;
                for before in 0..LABELS {
                    let score = row[before] + steps[before][label];
                    if score > most {
                        (most, back[label]) = (score, before);
                    }
                }
                next[label] = most + scores[label];
            }
            self.back.push(back);
            row = next;
        }
        let mut label =
            (0..LABELS).max_by(|one, other| row[*one].total_cmp(&row[*other])).unwrap_or_default();
        labels.push(label);
        for back in self.back.iter().rev() {
            label = back[label];
            labels.push(label);
        }
        labels.reverse();
    }
}
