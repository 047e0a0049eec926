//! Months, weekdays and halves of the day: `calendar.tsv`.

use crate::{PackSource, Phrases, Result};

/// The calendar's words in one language.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    months: Phrases<i8>,
    weekdays: Phrases<i8>,
    halves: Phrases<Half>,
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
        for source in chain.iter().rev() {
            let Some(table) = source.table("calendar.tsv", &["class", "key", "forms"])? else { continue };
            for row in table.rows() {
                let number = |most: i8| {
                    row.get(1).parse::<i8>().ok().filter(|number| (1..=most).contains(number)).ok_or_else(
                        || table.fault(row, format!("key {:?}, expected 1 to {most}", row.get(1))),
                    )
                };
                for form in row.parts(2) {
                    match row.get(0) {
                        "month" => drop(calendar.months.insert(form, number(12)?)),
                        "weekday" => drop(calendar.weekdays.insert(form, number(7)?)),
                        "half" => {
                            let half = match row.get(1) {
                                "am" => Half::Am,
                                "pm" => Half::Pm,
                                other => {
                                    return Err(table.fault(row, format!("key {other:?}, expected am or pm")));
                                }
                            };
                            calendar.halves.insert(form, half);
                        }
                        other => {
                            return Err(
                                table.fault(row, format!("class {other:?}, expected month, weekday or half"))
                            );
                        }
                    }
                }
            }
        }
        Ok(calendar)
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
