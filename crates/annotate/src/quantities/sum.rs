//! How the words of one number add up: twenty and one, two hundred and five, एक सौ पच्चीस करोड़.

/// A number as far as it is read.
#[derive(Default)]
pub(super) struct Sum {
    /// What is settled by multipliers from a thousand on.
    pub(super) total: f64,
    /// What stands after the last of them.
    pub(super) current: Option<f64>,
    /// The last multiplier; what follows it must be smaller.
    pub(super) last: Option<f64>,
    /// The largest number that may be added to `current`: 9 after twenty, 99 after a hundred.
    pub(super) room: f64,
    /// Where the number ended, and its value, when `current` was last empty.
    pub(super) settled: Option<(usize, f64, f64)>,
    pub(super) digits: bool,
    pub(super) ordinal: bool,
    pub(super) factor: f64,
}

impl Sum {
    pub(super) fn value(&self) -> f64 {
        self.total + self.current.unwrap_or(0.0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.current.is_none() && self.last.is_none()
    }

    /// Takes a plain number, if one may stand here.
    pub(super) fn take(&mut self, value: f64, room: f64) -> bool {
        match self.current {
            None if self.last.is_none_or(|last| value < last) => {
                self.current = Some(value);
                self.room = room;
            }
            Some(current) if value > 0.0 && value <= self.room => {
                self.current = Some(current + value);
                self.room = room.min(self.room);
            }
            _ => return false,
        }
        self.factor = 1.0;
        true
    }

    /// Takes a multiplier, if one may stand here.
    pub(super) fn times(&mut self, by: f64, alone: bool, end: usize) -> bool {
        match self.current {
            Some(current) if by < 1000.0 => {
                self.current = Some(current * by);
                self.room = if by == 100.0 { 99.0 } else { 0.0 };
            }
            Some(current) => {
                if self.last.is_some_and(|last| by >= last) {
                    return false;
                }
                self.total += current * by;
                self.current = None;
                self.last = Some(by);
            }
            // “बीस हजार करोड़”: a multiplier of a multiplier.
            None if self.last.is_some_and(|last| by > last) => {
                self.total *= by;
                self.last = Some(by);
            }
            None if alone && self.last.is_none() => {
                if by < 1000.0 {
                    self.current = Some(by);
                    self.room = 99.0;
                } else {
                    self.total = by;
                    self.last = Some(by);
                }
            }
            None => return false,
        }
        self.factor = by;
        if self.current.is_none() {
            self.settled = Some((end, self.total, by));
        }
        true
    }
}
