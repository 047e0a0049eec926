//! What a time expression means, in words of the reader's language.

use crate::Look;
use model::{Number, TimeValue};

impl Look {
    /// Returns what a time means in words: a day, a span, a length, or that it comes again.
    pub fn time(&self, value: &TimeValue) -> String {
        match value {
            TimeValue::Moment(moment) => self.minute(*moment),
            TimeValue::Interval(Some(from), None) => self.fill("time.since", &[&self.minute(*from)]),
            TimeValue::Interval(None, Some(to)) => self.fill("time.until", &[&self.minute(*to)]),
            TimeValue::Interval(from, to) => self.span(*from, *to),
            TimeValue::Duration(length) => self.length(length, false),
            TimeValue::Set(again) => {
                let length =
                    again.rsplit('/').next().filter(|part| part.starts_with('P')).unwrap_or_default();
                match self.length(length, true) {
                    length if length.is_empty() => self.word("time.again").to_owned(),
                    length => self.fill("time.every", &[&length]),
                }
            }
            TimeValue::Past => self.word("time.past").to_owned(),
            TimeValue::Present => self.word("time.present").to_owned(),
            TimeValue::Future => self.word("time.future").to_owned(),
        }
    }

    /// Returns the word for a unit by its stable name; `litre/second` is so many of the one per one of the other.
    pub fn unit(&self, unit: &str) -> String {
        let word = |unit: &str| self.either(&format!("unit.{unit}"), unit);
        match unit.split_once('/') {
            Some((many, one)) => {
                let single = self.find(&format!("unit.{one}.one")).map_or_else(|| word(one), str::to_owned);
                self.fill("unit.per", &[&word(many), &single])
            }
            None => word(unit),
        }
    }

    /// Returns an ISO 8601 length of time in words, one of a unit as the unit alone where asked; what is none stands
    /// for itself.
    fn length(&self, length: &str, bare: bool) -> String {
        let mut parts = Vec::new();
        let mut digits = String::new();
        let mut clock = false;
        for c in length.chars() {
            let unit = match c {
                'P' => continue,
                'T' => {
                    clock = true;
                    continue;
                }
                '0'..='9' | '.' => {
                    digits.push(c);
                    continue;
                }
                'Y' => "unit.year",
                'M' if clock => "unit.minute",
                'M' => "unit.month",
                'W' => "unit.week",
                'D' => "unit.day",
                'H' => "unit.hour",
                'S' => "unit.second",
                _ => return crate::clean(length),
            };
            let Some(number) = digits.parse().ok().and_then(Number::new) else { return crate::clean(length) };
            let one = (digits == "1").then(|| self.find(&format!("{unit}.one"))).flatten();
            parts.push(match one {
                Some(one) if bare => one.to_owned(),
                _ => format!("{} {}", self.figure(number), one.unwrap_or_else(|| self.word(unit))),
            });
            digits.clear();
        }
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use crate::{Address, Lang, Look};

    fn check(value: &str, en: &str, hi: &str) {
        let value = value.parse().unwrap();
        assert_eq!(Look::at(Address::of("/"), Lang::En).time(&value), en);
        assert_eq!(Look::at(Address::of("/"), Lang::Hi).time(&value), hi);
    }

    #[test]
    fn times_are_told_in_words() {
        check("2025-08-13", "13 August 2025", "13 अगस्त 2025");
        check("2025-08-13/2025-08-15", "13 to 15 August 2025", "13 से 15 अगस्त 2025 तक");
        check("2025-08-13/..", "since 13 August 2025", "13 अगस्त 2025 से");
        check("../2025-08", "until August 2025", "अगस्त 2025 तक");
        check("P4D", "4 days", "4 दिन");
        check("P1Y6M", "1 year 6 months", "1 साल 6 महीने");
        check("PT90M", "90 minutes", "90 मिनट");
        check("R/P1W", "every week", "हर हफ़्ते");
        check("PAST_REF", "some time before", "पहले कभी");
        check("P?", "P?", "P?");
    }
}
