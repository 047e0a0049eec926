//! What the rules of time look at: one sentence, its words and the article's date.

use crate::quantities::{NumberForm, NumberSpan};
use jiff::{Span as TimeSpan, civil::Date};
use lang::{Pack, Tense};
use model::{Moment, QuantityKind};
use std::ops::Range;
use text::{TokenKind, Tokens};

/// One sentence as the rules see it. No look-up answers beyond its end.
pub(super) struct Scan<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    /// The sentence's tokens.
    pub(super) range: Range<usize>,
    pub(super) pack: &'a Pack,
    pub(super) numbers: &'a [NumberSpan],
    pub(super) anchor: Option<Moment>,
}

/// How many months a quarter of the year has.
pub(super) const QUARTER: i32 = 3;

/// A unit of time, from the smallest to the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Scan<'_> {
    /// Returns the article's day, where it is known.
    pub(super) fn today(&self) -> Option<Date> {
        self.anchor.and_then(Moment::day)
    }

    /// Returns a day in the article's year and, where it is known, month.
    pub(super) fn about_today(&self) -> Option<Date> {
        self.anchor.map(Moment::first_day)
    }

    pub(super) fn key(&self, at: usize) -> &str {
        if self.range.contains(&at) { self.tokens.key(at) } else { "" }
    }

    /// Tells whether a token may begin an expression: every rule wants a number, a word of a table or digits first.
    pub(super) fn may_open(&self, at: usize) -> bool {
        let key = self.key(at);
        key.starts_with(|c: char| c.is_ascii_digit())
            // “Q3”.
            || key.len() == 2 && key.ends_with(|c: char| c.is_ascii_digit())
            || key.ends_with("'s")
            || self.pack.may_open_time(self.tokens, at)
            || self.number(at).is_some()
    }

    /// Tells whether a token touches the one before it.
    pub(super) fn touches(&self, at: usize) -> bool {
        let items = self.tokens.items();
        at > 0 && at < items.len() && items[at - 1].span.end == items[at].span.start
    }

    /// Returns where a phrase of this role that starts at a token ends.
    pub(super) fn role(&self, role: &str, at: usize) -> Option<usize> {
        if !self.range.contains(&at) {
            return None;
        }
        self.pack.times.at(role, self.tokens, at).filter(|end| *end <= self.range.end)
    }

    /// Returns where a phrase of this role that ends before a token starts.
    pub(super) fn role_before(&self, role: &str, end: usize) -> Option<usize> {
        self.pack.times.before(role, self.tokens, end).filter(|start| *start >= self.range.start)
    }

    /// Returns the number that starts at a token.
    pub(super) fn number(&self, at: usize) -> Option<&NumberSpan> {
        let found = self.numbers.binary_search_by_key(&at, |number| number.tokens.start).ok()?;
        Some(&self.numbers[found]).filter(|number| number.tokens.end <= self.range.end)
    }

    /// Returns a day of a month and where it ends.
    pub(super) fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        let number = self.number(at)?;
        let whole = number.form != NumberForm::Vague && number.value.fract() == 0.0 && number.glued.is_none();
        let fits = whole
            && (1.0..=31.0).contains(&number.value)
            && number.form != NumberForm::Fraction
            && !self.key(at).contains(['.', ',']);
        fits.then_some((number.tokens.end, number.value as i8))
    }

    /// Returns a place in an order and where it ends: third, or -1 for the last.
    pub(super) fn place(&self, at: usize) -> Option<(usize, i32)> {
        if let Some(end) = self.role("last", at) {
            return Some((end, -1));
        }
        let number = self.number(at).filter(|number| number.form == NumberForm::Ordinal)?;
        let whole = number.value.fract() == 0.0 && (1.0..=400.0).contains(&number.value);
        whole.then_some((number.tokens.end, number.value as i32))
    }

    /// Returns a year in words and where it ends: दो हजार अठारह. A round number is an amount.
    fn year_words(&self, at: usize) -> Option<(usize, i16)> {
        let number = self.number(at).filter(|number| number.form == NumberForm::Words)?;
        let year = number.value;
        let fits = year.fract() == 0.0 && (1800.0..2100.0).contains(&year) && year % 100.0 != 0.0;
        fits.then_some((number.tokens.end, year as i16))
    }

    /// Returns a year in four plain digits or in words, and where it ends.
    pub(super) fn year_number(&self, at: usize) -> Option<(usize, i16)> {
        if let Some(found) = self.year_words(at) {
            return Some(found);
        }
        let key = self.key(at);
        let plain = key.len() == 4 && key.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = if plain { key.parse().ok()? } else { return None };
        (1000..=2199).contains(&year).then_some((at + 1, year))
    }

    /// Returns a month and where it ends.
    ///
    /// A name that is also another word (May, मार्च) must be written as a name and, unless it stands `in_date`,
    /// between words that make it one.
    pub(super) fn month(&self, at: usize, in_date: bool) -> Option<(usize, i8)> {
        let (end, month) = self.longest(self.pack.calendar.months(), at)?;
        self.is_name(at, end, in_date).then_some((self.skip_dot(at, end), *month))
    }

    /// Returns a weekday, Monday being 1, and where it ends.
    pub(super) fn weekday(&self, at: usize, in_date: bool) -> Option<(usize, i8)> {
        let found = self.longest(self.pack.calendar.weekdays(), at).or_else(|| {
            let stem = self.key(at).strip_suffix("'s")?;
            self.pack.calendar.weekdays().word(stem).map(|weekday| (at + 1, weekday))
        });
        let (end, weekday) = found?;
        self.is_name(at, end, in_date).then_some((self.skip_dot(at, end), *weekday))
    }

    fn is_name(&self, at: usize, end: usize, in_date: bool) -> bool {
        if self.role("doubtful", at) != Some(end) {
            return true;
        }
        let first = self.tokens.surface(at).chars().next();
        if first.is_some_and(char::is_lowercase) {
            return false;
        }
        in_date
            || self.role_before("doubtful_before", at).is_some()
            || self.role("doubtful_after", end).is_some()
            || self.role_before("or", at).is_some_and(|or| self.ends_in_weekday(or))
            || (at > self.range.start && self.longest_before_step(at))
    }

    fn longest_before_step(&self, end: usize) -> bool {
        self.pack.times.steps().longest_before(self.tokens, end, 3).is_some()
    }

    /// Tells whether a weekday ends before a token.
    fn ends_in_weekday(&self, end: usize) -> bool {
        end > self.range.start && self.pack.calendar.weekdays().longest_before(self.tokens, end, 1).is_some()
    }

    /// Skips the full stop of a shortened name where the date goes on after it.
    fn skip_dot(&self, at: usize, end: usize) -> usize {
        let short = self.tokens.surface(at).chars().count() <= 6;
        let goes_on = self.number(end + 1).is_some()
            || matches!(self.key(end + 1), "," | "-" | "–")
            || (end + 1 < self.range.end && self.pack.grammar.is_small(self.tokens, end + 1));
        if short && self.key(end) == "." && self.touches(end) && goes_on { end + 1 } else { end }
    }

    /// Returns a unit of time, how many of it the word stands for, and where it ends.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, TimeUnit, i32)> {
        let (end, unit) = self.longest(self.pack.amounts.units(), at)?;
        time_unit(unit).map(|(unit, times)| (end, unit, times))
    }

    /// Tells whether a unit of time stands here, with or without its number.
    pub(super) fn length_at(&self, at: usize) -> bool {
        let end = self.number(at).map_or(at, |number| number.tokens.end);
        self.unit(end).is_some()
    }

    /// Returns the unit of time that a folded word is.
    pub(super) fn unit_word(&self, key: &str) -> Option<(TimeUnit, i32)> {
        self.pack.amounts.units().folded(key).and_then(time_unit)
    }

    /// Returns a word for last (-1), this (0) or next (1) and where it ends.
    pub(super) fn step(&self, at: usize) -> Option<(usize, i8)> {
        self.longest(self.pack.times.steps(), at).map(|(end, step)| (end, *step))
    }

    /// Returns the longest phrase of a table that starts at a token and ends within the sentence.
    pub(super) fn longest<'p, T>(&self, phrases: &'p lang::Phrases<T>, at: usize) -> Option<(usize, &'p T)> {
        if !self.range.contains(&at) {
            return None;
        }
        phrases.longest_at(self.tokens, at).filter(|(end, _)| *end <= self.range.end)
    }

    /// Tells whether what starts at a token is counted or measured, so that a number before it is an amount.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        self.longest(self.pack.counted.heads(), at).is_some()
            || self.longest(self.pack.amounts.units(), at).is_some()
            || self.longest(self.pack.amounts.words(), at).is_some()
    }

    /// Tells whether a year's digits before a token are an amount after all; a word for the year may follow them.
    pub(super) fn counts_things(&self, at: usize) -> bool {
        self.is_counted(at) && self.role("year_after", at).is_none()
    }

    /// Tells whether the number at a token is the tail of a name: कोविड-19, F-16.
    pub(super) fn is_tail_of_name(&self, at: usize) -> bool {
        at >= self.range.start + 2
            && self.touches(at)
            && self.touches(at - 1)
            && self.tokens.items()[at - 1].kind == TokenKind::Mark
            && matches!(self.key(at - 1), "-" | "‑" | "–")
            && self.tokens.items()[at - 2].kind == TokenKind::Word
            && !self.key(at - 2).starts_with(|c: char| c.is_ascii_digit())
            && self.pack.amounts.words().word(self.key(at - 2)).is_none()
    }

    /// Returns the one of several dates that the article most likely means: the nearest, where a date against the
    /// tense of its clause counts as three times as far, and one to come as a little farther.
    ///
    /// The tense alone would be wrong too often: “the strike of 18 September was called” looks ahead.
    pub(super) fn nearest(&self, range: &Range<usize>, dates: &[Moment]) -> Option<Moment> {
        let today = self.about_today()?;
        let tense = super::tense::tense(self, range);
        dates.iter().copied().min_by_key(|date| {
            let cost = if date.last_day() < today {
                days_between(date.last_day(), today) * if tense == Some(Tense::Future) { 12 } else { 4 }
            } else if date.first_day() > today {
                days_between(today, date.first_day()) * if tense == Some(Tense::Past) { 12 } else { 5 }
            } else {
                0
            };
            (cost, date.first_day())
        })
    }
}

fn time_unit(unit: &lang::Unit) -> Option<(TimeUnit, i32)> {
    if unit.kind != QuantityKind::Duration {
        return None;
    }
    Some(match unit.name.as_str() {
        "second" => (TimeUnit::Second, 1),
        "minute" => (TimeUnit::Minute, 1),
        "hour" => (TimeUnit::Hour, 1),
        "day" => (TimeUnit::Day, 1),
        "week" => (TimeUnit::Week, 1),
        "fortnight" => (TimeUnit::Week, 2),
        "month" => (TimeUnit::Month, 1),
        "quarter" => (TimeUnit::Month, QUARTER),
        "year" => (TimeUnit::Year, 1),
        "decade" => (TimeUnit::Year, 10),
        "century" => (TimeUnit::Year, 100),
        _ => return None,
    })
}

/// Returns how many days lie from one to the other.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Returns the day so many days away, or `None` off the calendar.
pub(super) fn shift(day: Date, days: i32) -> Option<Date> {
    day.checked_add(TimeSpan::new().try_days(days).ok()?).ok()
}

/// Returns the day so many months away; the 31st becomes the month's last day where there is none.
pub(super) fn shift_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(TimeSpan::new().try_months(months).ok()?).ok()
}
