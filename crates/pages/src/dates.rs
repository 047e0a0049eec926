//! Dates, spans and numbers in words of the reader's language, as precise as they are known.

use crate::{Digits, Lang, Look};
use jiff::civil::Date;
use model::{Approx, Moment, Number};

impl Look {
    /// Returns a whole number with its digits in groups, as the language groups them.
    pub fn number(&self, number: usize) -> String {
        self.digits(&grouped(&number.to_string(), self.lang))
    }

    /// Returns a number as it is claimed.
    pub fn figure(&self, number: Number) -> String {
        self.digits(&grouped(&number.to_string(), self.lang))
    }

    /// Returns an amount with words for how exact it is said to be.
    pub fn amount(&self, value: Option<Number>, most: Option<Number>, approx: Approx) -> String {
        let Some(value) = value else { return self.word("amount.vague").to_owned() };
        let low = self.figure(value);
        match (most, approx) {
            (Some(high), _) => self.fill("amount.range", &[&low, &self.figure(high)]),
            (None, Approx::Exact | Approx::Range | Approx::Vague) => low,
            (None, Approx::About) => self.fill("amount.about", &[&low]),
            (None, Approx::AtLeast) => self.fill("amount.at_least", &[&low]),
            (None, Approx::AtMost) => self.fill("amount.at_most", &[&low]),
            (None, Approx::MoreThan) => self.fill("amount.more_than", &[&low]),
            (None, Approx::LessThan) => self.fill("amount.less_than", &[&low]),
        }
    }

    /// Returns the share of a part in a whole, in whole percents.
    pub fn share(&self, part: usize, whole: usize) -> String {
        self.fill("amount.percent", &[&self.number(percent(part, whole))])
    }

    /// Returns a moment in words, without its time of day.
    pub fn day(&self, moment: Moment) -> String {
        match moment {
            Moment::Year(year) => self.plain(i64::from(year)),
            Moment::Month(year, month) => self.month_of(year, month),
            Moment::Day(day) | Moment::Minute(day, _, _) => self.date(day),
        }
    }

    /// Returns a moment in words with all that is known of it.
    pub fn moment(&self, moment: Moment) -> String {
        let told = self.minute(moment);
        let Moment::Minute(_, _, Some(offset)) = moment else { return told };
        let sign = if offset < 0 { '−' } else { '+' };
        let zone = format!("{sign}{:02}:{:02}", offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
        format!("{told} {}", self.fill("date.zone", &[&self.digits(&zone)]))
    }

    /// Returns a moment in words with its time of day as the clock showed it where it was read.
    pub fn minute(&self, moment: Moment) -> String {
        let Moment::Minute(day, time, _) = moment else { return self.day(moment) };
        let clock = self.digits(&format!("{:02}:{:02}", time.hour(), time.minute()));
        self.fill("date.minute", &[&self.date(day), &clock])
    }

    /// Returns a day that may be missing.
    pub fn day_or_none(&self, moment: Option<Moment>) -> String {
        moment.map_or_else(|| self.word("date.none").to_owned(), |moment| self.day(moment))
    }

    /// Returns a span of days, with what both ends share said once.
    pub fn span(&self, from: Option<Moment>, to: Option<Moment>) -> String {
        let (from, to) = match (from.map(Moment::to_day), to.map(Moment::to_day)) {
            (Some(from), Some(to)) if from != to => (from, to),
            (Some(one), _) | (None, Some(one)) => return self.day(one),
            (None, None) => return self.word("date.none").to_owned(),
        };
        let end = self.day(to);
        let start = match (from, to) {
            (Moment::Day(a), Moment::Day(b)) if a.year() == b.year() && a.month() == b.month() => {
                self.plain(i64::from(a.day()))
            }
            (Moment::Day(a), Moment::Day(b)) if a.year() == b.year() => self.day_of_month(a),
            (Moment::Month(a, month), Moment::Month(b, _)) if a == b => self.month(month).to_owned(),
            _ => self.day(from),
        };
        self.fill("date.span", &[&start, &end])
    }

    /// Returns the month of a moment with its year; `None` where only the year is known.
    pub fn month_head(&self, moment: Moment) -> String {
        match moment {
            Moment::Year(year) => self.plain(i64::from(year)),
            Moment::Month(year, month) => self.month_of(year, month),
            Moment::Day(day) | Moment::Minute(day, _, _) => self.month_of(day.year(), day.month()),
        }
    }

    /// Returns the day and the month, where a head names the year.
    pub(crate) fn day_of_month(&self, day: Date) -> String {
        self.fill("date.day-month", &[&self.plain(i64::from(day.day())), self.month(day.month())])
    }

    /// Returns text with ASCII digits written as the reader chose.
    pub fn digits(&self, text: &str) -> String {
        if self.digits == Digits::Latin {
            return text.to_owned();
        }
        let native: Vec<char> = self.word("digits.native").chars().collect();
        let write =
            |c: char| c.to_digit(10).and_then(|digit| native.get(digit as usize).copied()).unwrap_or(c);
        text.chars().map(write).collect()
    }

    fn date(&self, day: Date) -> String {
        let (number, year) = (self.plain(i64::from(day.day())), self.plain(i64::from(day.year())));
        self.fill("date.day", &[&number, self.month(day.month()), &year])
    }

    fn month_of(&self, year: i16, month: i8) -> String {
        self.fill("date.month", &[self.month(month), &self.plain(i64::from(year))])
    }

    fn month(&self, month: i8) -> &'static str {
        self.find(&format!("month.{month}")).unwrap_or_default()
    }

    fn plain(&self, number: i64) -> String {
        self.digits(&number.to_string())
    }
}

/// Returns the share of a part in a whole in whole percents, rounded; none of nothing is 0.
pub(crate) fn percent(part: usize, whole: usize) -> usize {
    if whole == 0 { 0 } else { (part * 200 + whole) / (whole * 2) }
}

/// Writes separators into the whole part of a number.
fn grouped(plain: &str, lang: Lang) -> String {
    let (whole, part) = plain.split_once('.').map_or((plain, None), |(whole, part)| (whole, Some(part)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("−", whole));
    // India groups by two digits above the first three.
    let above = if lang == Lang::Hi { 2 } else { 3 };
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if at > 0 && (left == 3 || (left > 3 && (left - 3).is_multiple_of(above))) {
            out.push(',');
        }
        out.push(digit);
    }
    part.map_or_else(|| out.clone(), |part| format!("{out}.{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    fn look(lang: Lang) -> Look {
        Look::at(Address::of("/"), lang)
    }

    fn check(from: &str, to: &str, en: &str, hi: &str) {
        let (from, to) = (from.parse().ok(), to.parse().ok());
        assert_eq!(look(Lang::En).span(from, to), en);
        assert_eq!(look(Lang::Hi).span(from, to), hi);
    }

    #[test]
    fn spans_say_once_what_both_ends_share() {
        check("2025-03-12", "2025-03-12", "12 March 2025", "12 मार्च 2025");
        check("2025-03-12T19:40", "2025-03-18", "12 to 18 March 2025", "12 से 18 मार्च 2025 तक");
        check("2025-03-12", "2025-10-18", "12 March to 18 October 2025", "12 मार्च से 18 अक्टूबर 2025 तक");
        check("2024-03-12", "2025-10", "12 March 2024 to October 2025", "12 मार्च 2024 से अक्टूबर 2025 तक");
        check("2025-03", "2025-10", "March to October 2025", "मार्च से अक्टूबर 2025 तक");
        check("2023", "2025", "2023 to 2025", "2023 से 2025 तक");
        check("", "2025", "2025", "2025");
        check("", "", "date not known", "तारीख ज्ञात नहीं");
    }

    #[test]
    fn minutes_carry_their_offset() {
        let moment: Moment = "2025-03-12T07:05-03:30".parse().unwrap();
        assert_eq!(look(Lang::En).moment(moment), "12 March 2025, 07:05 (UTC−03:30)");
        let native = Look { digits: Digits::Native, ..look(Lang::Hi) };
        assert_eq!(native.moment(moment), "१२ मार्च २०२५, ०७:०५ (UTC−०३:३०)");
        assert_eq!(native.day(moment), "१२ मार्च २०२५");
    }

    #[test]
    fn amounts_say_how_exact_they_are() {
        let number = |value| Number::new(value);
        let amount = |lang, value, most, approx| look(lang).amount(number(value), most, approx);
        assert_eq!(amount(Lang::En, 11_000.0, None, Approx::About), "about 11,000");
        assert_eq!(amount(Lang::Hi, 1_200_000.0, None, Approx::AtLeast), "कम से कम 12,00,000");
        assert_eq!(amount(Lang::Hi, 2.5, number(3.0), Approx::Range), "2.5 से 3");
        assert_eq!(look(Lang::En).amount(None, None, Approx::Vague), "some");
        assert_eq!(look(Lang::En).figure(Number::new(-1234.5).unwrap()), "−1,234.5");
        assert_eq!(look(Lang::En).share(61, 100), "61%");
        assert_eq!(look(Lang::En).share(0, 0), "0%");
    }
}
