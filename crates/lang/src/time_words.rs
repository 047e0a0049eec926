//! Words of time: `times.tsv`. The names of months and weekdays are in the calendar.

use crate::{PackSource, Phrases, Result, Row, Table};
use std::collections::{BTreeSet, HashSet};
use text::{Tokens, fold};

/// The words of time in one language.
#[derive(Clone, Debug, Default)]
pub struct TimeWords {
    days: Phrases<DayWord>,
    parts: Phrases<DayPart>,
    steps: Phrases<i8>,
    refs: Phrases<TimeRef>,
    sets: Phrases<String>,
    tenses: Phrases<Tense>,
    zones: Phrases<i16>,
    roles: Phrases<BTreeSet<&'static str>>,
    decade_suffixes: Vec<String>,
    ago_suffixes: Vec<String>,
    past_suffixes: Vec<String>,
    future_suffixes: Vec<String>,
    verb_last: bool,
    day_order: DayOrder,
}

/// A word for a day near the article's: today, कल.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayWord {
    /// How many days away.
    pub away: i8,
    /// Whether the tense decides in which direction: कल is yesterday and tomorrow.
    pub either: bool,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// सुबह.
    Morning,
    /// दोपहर, about twelve.
    Noon,
    /// After noon.
    Afternoon,
    /// शाम.
    Evening,
    /// रात.
    Night,
    /// आधी रात.
    Midnight,
}

/// A vague time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeRef {
    /// हाल ही में.
    Past,
    /// फिलहाल.
    Present,
    /// भविष्य में.
    Future,
}

/// Which way a word says that its clause lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It is to come.
    Future,
}

/// How dates in digits are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// The day stands first.
    #[default]
    DayFirst,
    /// Some write the day first, some the month: only what can be read one way is read.
    Either,
}

/// The roles that `times.tsv` may give a phrase beside its valued classes.
pub const ROLES: &[&str] = &[
    // After a length of time: back from the article (पहले, ago).
    "ago",
    // After a length of time: back from the time just told (earlier).
    "earlier",
    // After a length of time: on from the time just told (बाद, later).
    "later",
    // Before or after a length of time: not longer than that.
    "within_before",
    "within_after",
    // After an hour (बजे), and between the hour and the minutes (बजकर).
    "clock",
    "past_hour",
    // Make a number beside them a year; the third only weakly; the fourth forbids it.
    "year_before",
    "year_after",
    "year_of",
    "not_year",
    // Beside a time: it begins an interval; the last says that the word means something else here.
    "from_before",
    "from_after",
    "not_from",
    // Between two times; and what may stand before the first and after the second.
    "to",
    "and",
    "from",
    "until",
    "between",
    // Between a day and its part, or a day and its month.
    "of",
    // After a year: the ten years from it on.
    "decade",
    // After the number of a day (तारीख).
    "date_word",
    // Before a unit or a weekday: again and again.
    "every",
    // Before an hour: not quite.
    "about",
    // Before or after a unit: all of one (पूरे दिन, दिन भर).
    "whole_before",
    "whole_after",
    // After a time: from then on (और उसके बाद, onwards).
    "onward",
    // After a unit: its first, middle or last part (के अंत, of the year).
    "stretch",
    // Before or after a day, a month, a year or a decade: its first, middle or last part (early, के मध्य).
    "edge_before",
    "edge_after",
    // After a length of time and before the month or year that it ends with; or between that and the length (तक के);
    // and what must stand before the length.
    "ending",
    "ending_of",
    "ending_before",
    // Half a year, after its place in an order (छमाही, half); a letter glued to the place (H1, Q3).
    "half_year",
    "half_letter",
    "quarter_letter",
    // Before two years with a mark between: a year that begins in the first (वित्त वर्ष).
    "fiscal",
    // How often (twice), or after the number that says it (बार); and between the two and the unit (a, में).
    "often",
    "often_after",
    "often_in",
    // Before the place of a day in its month: the 20th.
    "day_before",
    // After a phrase for a vague time: it means something else here (shortly after).
    "not_ref",
    // After a place in an order: a day that comes back each year (बरसी, anniversary).
    "anniversary",
    // In place of an ordinal: the last one (अंतिम).
    "last",
    // In place of last before a unit: the one that ends now (past).
    "running",
    // Saturday and Sunday (सप्ताहांत).
    "weekend",
    // Between two times of which one holds (या).
    "or",
    // Names of months and weekdays that are also other words, and what makes them names.
    "doubtful",
    "doubtful_before",
    "doubtful_after",
];

const COLUMNS: &[&str] = &["class", "key", "forms"];

impl TimeWords {
    /// Reads `times.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut words = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("times.tsv", COLUMNS)? else { continue };
            let mut seen = HashSet::new();
            for row in table.rows() {
                if row.get(2).is_empty() {
                    words.set(&table, row)?;
                }
                for form in row.parts(2) {
                    if Tokens::of(form).is_empty() {
                        return Err(table.fault(row, format!("{form:?} holds no word and can never match")));
                    }
                    if !seen.insert((row.get(0), fold(form))) {
                        return Err(table.fault(row, format!("{form:?} stands twice")));
                    }
                    words.add(&table, row, form)?;
                }
            }
        }
        Ok(words)
    }

    /// Takes a row that has no forms: a habit of the language.
    fn set(&mut self, table: &Table, row: &Row) -> Result<()> {
        match (row.get(0), row.get(1)) {
            ("verb", "after") => self.verb_last = true,
            ("verb", "near") => self.verb_last = false,
            ("order", "dmy") => self.day_order = DayOrder::DayFirst,
            ("order", "any") => self.day_order = DayOrder::Either,
            _ => return Err(table.fault(row, "the row has no forms and is neither verb nor order")),
        }
        Ok(())
    }

    fn add(&mut self, table: &Table, row: &Row, form: &str) -> Result<()> {
        let key = row.get(1);
        let fault = |expected: &str| table.fault(row, format!("key {key:?}, expected {expected}"));
        let number =
            |text: &str| text.parse::<i8>().map_err(|_| fault("a number of days, ± before it or not"));
        match row.get(0) {
            "day" => {
                let (away, either) = match key.strip_prefix('±') {
                    Some(away) => (number(away)?, true),
                    None => (number(key)?, false),
                };
                self.days.insert(form, DayWord { away, either });
            }
            "part" => {
                let part = match key {
                    "morning" => DayPart::Morning,
                    "noon" => DayPart::Noon,
                    "afternoon" => DayPart::Afternoon,
                    "evening" => DayPart::Evening,
                    "night" => DayPart::Night,
                    "midnight" => DayPart::Midnight,
                    _ => return Err(fault("a part of the day")),
                };
                self.parts.insert(form, part);
            }
            "step" => {
                let step = match key {
                    "-1" => -1,
                    "0" => 0,
                    "1" => 1,
                    _ => return Err(fault("-1, 0 or 1")),
                };
                self.steps.insert(form, step);
            }
            "ref" => {
                let vague = match key {
                    "past" => TimeRef::Past,
                    "present" => TimeRef::Present,
                    "future" => TimeRef::Future,
                    _ => return Err(fault("past, present or future")),
                };
                self.refs.insert(form, vague);
            }
            "set" if key.starts_with('R') => drop(self.sets.insert(form, key.to_owned())),
            "tense" => {
                let tense = match key {
                    "past" => Tense::Past,
                    "future" => Tense::Future,
                    _ => return Err(fault("past or future")),
                };
                self.tenses.insert(form, tense);
            }
            "zone" => {
                let minutes = key.parse().ok().filter(|minutes: &i16| minutes.abs() <= 14 * 60);
                self.zones.insert(form, minutes.ok_or_else(|| fault("minutes east of UTC"))?);
            }
            "decade_suffix" => self.decade_suffixes.push(fold(form)),
            "ago_suffix" => self.ago_suffixes.push(fold(form)),
            "past_suffix" => self.past_suffixes.push(fold(form)),
            "future_suffix" => self.future_suffixes.push(fold(form)),
            class => {
                let role = *ROLES
                    .iter()
                    .find(|role| **role == class)
                    .ok_or_else(|| table.fault(row, format!("no class {class:?} of times")))?;
                let mut roles = self.roles.get(form).cloned().unwrap_or_default();
                roles.insert(role);
                self.roles.insert(form, roles);
            }
        }
        Ok(())
    }

    /// Returns the words for days near the article's.
    pub fn days(&self) -> &Phrases<DayWord> {
        &self.days
    }

    /// Returns the words for parts of the day.
    pub fn parts(&self) -> &Phrases<DayPart> {
        &self.parts
    }

    /// Returns the words for last (-1), this (0) and next (1).
    pub fn steps(&self) -> &Phrases<i8> {
        &self.steps
    }

    /// Returns the phrases for vague times.
    pub fn refs(&self) -> &Phrases<TimeRef> {
        &self.refs
    }

    /// Returns the words for what comes again, with the ISO 8601 repetition.
    pub fn sets(&self) -> &Phrases<String> {
        &self.sets
    }

    /// Returns the words that tell the tense of a clause.
    pub fn tenses(&self) -> &Phrases<Tense> {
        &self.tenses
    }

    /// Returns the names of time zones, with the minutes that they lie east of UTC.
    pub fn zones(&self) -> &Phrases<i16> {
        &self.zones
    }

    /// Returns where the longest phrase of this role that starts at a token ends.
    pub fn at(&self, role: &str, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        (at + 1..=(at + 5).min(tokens.len())).rev().find(|end| self.has(role, tokens, at..*end))
    }

    /// Returns where the longest phrase of this role that ends before a token starts.
    pub fn before(&self, role: &str, tokens: &Tokens<'_>, end: usize) -> Option<usize> {
        (end.saturating_sub(4)..end).find(|from| self.has(role, tokens, *from..end))
    }

    /// Tells whether a single folded word has this role.
    pub fn is(&self, role: &str, key: &str) -> bool {
        self.roles.folded(key).is_some_and(|roles| roles.contains(role))
    }

    fn has(&self, role: &str, tokens: &Tokens<'_>, range: std::ops::Range<usize>) -> bool {
        self.roles.exact(tokens, range).is_some_and(|roles| roles.contains(role))
    }

    /// Returns the [`text::hash_of`] each word that an expression of time may begin with, by these words alone.
    pub fn openings(&self) -> impl Iterator<Item = u64> + '_ {
        let opens = |roles: &BTreeSet<&str>| {
            ["about", "every", "whole_before", "last", "from", "edge_before", "fiscal", "often"]
                .iter()
                .any(|role| roles.contains(role))
        };
        let words = self.days.openings(|_| true).chain(self.parts.openings(|_| true));
        let words = words.chain(self.steps.openings(|_| true)).chain(self.refs.openings(|_| true));
        words.chain(self.sets.openings(|_| true)).chain(self.roles.openings(opens))
    }

    /// Returns the tense that the end of a folded word tells.
    pub fn tense_of_ending(&self, key: &str) -> Option<Tense> {
        // A stem of one letter is too short to be told from other words.
        let ends = |suffixes: &[String]| {
            suffixes.iter().any(|suffix| {
                key.strip_suffix(suffix.as_str()).is_some_and(|stem| stem.chars().nth(1).is_some())
            })
        };
        if ends(&self.future_suffixes) {
            Some(Tense::Future)
        } else if ends(&self.past_suffixes) {
            Some(Tense::Past)
        } else {
            None
        }
    }

    /// Returns what makes the digits of a year a decade when glued to them: `s` in 1990s.
    pub fn decade_suffixes(&self) -> impl Iterator<Item = &str> {
        self.decade_suffixes.iter().map(String::as_str)
    }

    /// Returns what says ago when glued to a unit: `पूर्वी` in वर्षांपूर्वी.
    pub fn ago_suffixes(&self) -> impl Iterator<Item = &str> {
        self.ago_suffixes.iter().map(String::as_str)
    }

    /// Tells whether the verb stands at the clause's end, after its times.
    pub fn verb_last(&self) -> bool {
        self.verb_last
    }

    /// Returns how dates in digits are read.
    pub fn day_order(&self) -> DayOrder {
        self.day_order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn tomorrow_and_yesterday_are_one_word() {
        let pack = Packs::embedded().get("hi");
        assert_eq!(pack.times.days().word("कल"), Some(&DayWord { away: 1, either: true }));
        assert_eq!(pack.times.tense_of_ending(&fold("पहुंचेंगे")), Some(Tense::Future));
        assert_eq!(pack.times.tense_of_ending(&fold("मेगा")), None);
        assert!(pack.times.verb_last());
    }
}
