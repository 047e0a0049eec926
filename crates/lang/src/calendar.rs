//! Months, weekdays and halves of the day: `calendar.tsv`.

use crate::{PackSource, Phrases, Result};

/// The calendar's words in one language.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    months: Phrases<i8>,
    weekdays: Phrases<i8>,
    halves: Phrases<Half>,
    marks: Phrases<DateMark>,
}

/// A mark that stands beside the number it tells about (`年`, `월`, `tháng`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMark {
    /// The number is a year.
    Year,
    /// The number is a month.
    Month,
    /// The number is a day.
    Day,
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Before noon.
    Am,
    /// From noon on.
    Pm,
}

impl Calendar {
    /// Reads `calendar.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut calendar = Self::default();
        for source in chain {
            calendar.read(source)?;
        }
        Ok(calendar)
    }

    /// Reads the calendars of all packs as one; what two languages write alike has the first one's meaning.
    pub fn of_all(sources: &[PackSource]) -> Result<Self> {
        let mut calendar = Self::default();
        for source in sources {
            calendar.read(source)?;
        }
        Ok(calendar)
    }

    fn read(&mut self, source: &PackSource) -> Result<()> {
        let Some(table) = source.table("calendar.tsv", &["class", "key", "forms"])? else { return Ok(()) };
        for row in table.rows() {
            let number = |most: i8| {
                let key = row.get(1).parse::<i8>().ok().filter(|number| (1..=most).contains(number));
                key.ok_or_else(|| table.fault(row, format!("key {:?}, expected 1 to {most}", row.get(1))))
            };
            for form in row.parts(2) {
                match (row.get(0), row.get(1)) {
                    ("month", _) => add(&mut self.months, form, number(12)?),
                    ("weekday", _) => add(&mut self.weekdays, form, number(7)?),
                    ("half", "am") => add(&mut self.halves, form, Half::Am),
                    ("half", "pm") => add(&mut self.halves, form, Half::Pm),
                    ("half", other) => {
                        return Err(table.fault(row, format!("key {other:?}, expected am or pm")));
                    }
                    ("mark", "year") => add(&mut self.marks, form, DateMark::Year),
                    ("mark", "month") => add(&mut self.marks, form, DateMark::Month),
                    ("mark", "day") => add(&mut self.marks, form, DateMark::Day),
                    ("mark", other) => {
                        return Err(table.fault(row, format!("key {other:?}, expected year, month or day")));
                    }
                    (other, _) => {
                        let what = format!("class {other:?}, expected month, weekday, half or mark");
                        return Err(table.fault(row, what));
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the marks beside the numbers of a date.
    pub fn marks(&self) -> &Phrases<DateMark> {
        &self.marks
    }

    /// Returns the names of months; January is 1.
    pub fn months(&self) -> &Phrases<i8> {
        &self.months
    }

    /// Returns the names of weekdays; Monday is 1.
    pub fn weekdays(&self) -> &Phrases<i8> {
        &self.weekdays
    }

    /// Returns the words for the halves of the day.
    pub fn halves(&self) -> &Phrases<Half> {
        &self.halves
    }
}

/// Adds a form unless it is there already.
fn add<T>(words: &mut Phrases<T>, form: &str, value: T) {
    if words.get(form).is_none() {
        words.insert(form, value);
    }
}
