//! Numbers: digits, words and both mixed, read into values.
//!
//! The reader knows how digits are grouped and how number words are put together; which words there are comes
//! from the pack. It does not know what a number means: a date, a score and a toll are all numbers here.

use super::sum::Sum;
use lang::{Amounts, Grammar, NumberWord, Pack, Unit};
use std::ops::Range;
use text::{TokenKind, Tokens};

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberSpan {
    /// The tokens that it takes.
    pub tokens: Range<usize>,
    /// Its value; for a vague plural its order of magnitude.
    pub value: f64,
    /// What kind of number it is.
    pub form: NumberForm,
    /// The multiplier that it ends with, else 1: “2 to 3 million” lends it to the 2.
    pub factor: f64,
    /// A unit written in one word with the digits: `50km`.
    pub glued: Option<Unit>,
}

/// What kind of number a span holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberForm {
    /// Digits, perhaps with multipliers in words.
    Digits,
    /// Words alone.
    Words,
    /// A place in an order.
    Ordinal,
    /// A vague plural: सैकड़ों.
    Vague,
    /// Two runs of digits with a slash between: 3/4, which may be a fraction or a code.
    Fraction,
}

/// Returns the numbers of a text from left to right, none inside another.
///
/// ```
/// let pack = lang::Packs::embedded().get("hi");
/// let tokens = text::Tokens::of("साढ़े तीन हज़ार और 12.5 लाख");
/// let values: Vec<f64> = annotate::quantities::numbers(&tokens, pack).iter().map(|n| n.value).collect();
/// assert_eq!(values, [3500.0, 1_250_000.0]);
/// ```
pub fn numbers(tokens: &Tokens<'_>, pack: &Pack) -> Vec<NumberSpan> {
    let reader = Reader { tokens, amounts: &pack.amounts, grammar: &pack.grammar };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match reader.signed(at) {
            Some(number) => {
                at = number.tokens.end;
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) amounts: &'a Amounts,
    pub(super) grammar: &'a Grammar,
}

impl Reader<'_> {
    /// Reads a number with its sign.
    fn signed(&self, at: usize) -> Option<NumberSpan> {
        if let Some((end, magnitude)) = self.amounts.vague().longest_at(self.tokens, at) {
            return Some(NumberSpan {
                tokens: at..end,
                value: *magnitude,
                form: NumberForm::Vague,
                factor: 1.0,
                glued: None,
            });
        }
        if let Some(part) = self.part(at) {
            return Some(part);
        }
        if let Some(after) = self.amounts.link("minus", self.tokens, at)
            && (self.tokens.items()[at].kind == TokenKind::Word || self.is_sign(at))
            && let Some(mut number) = self.unsigned(after, true)
            && number.form != NumberForm::Ordinal
            && self.is_no_bullet(at, number.tokens.end)
        {
            number.tokens.start = at;
            number.value = -number.value;
            return Some(number);
        }
        self.unsigned(at, true)
    }

    /// Tells whether a mark is the sign of the digits that it touches: white space stands before it.
    fn is_sign(&self, at: usize) -> bool {
        let items = self.tokens.items();
        let Some(mark) = items.get(at) else { return false };
        let before = &self.tokens.text()[..mark.span.start as usize];
        let gap = self.gap(at + 1);
        // “- 5”: with a space between it is the sign only where nothing stands before it.
        let near = gap.is_empty() || (before.trim().is_empty() && gap.trim().is_empty());
        let digits = self.tokens.key(at + 1).starts_with(|c: char| c.is_ascii_digit());
        if mark.kind != TokenKind::Mark || !digits || !near {
            return false;
        }
        before.is_empty() || before.ends_with([' ', '\u{A0}', '(', '\n'])
    }

    /// Tells whether a sign belongs to its number: something stands before it in the line, or nothing after it.
    fn is_no_bullet(&self, at: usize, end: usize) -> bool {
        let text = self.tokens.text();
        let items = self.tokens.items();
        let (Some(first), Some(last)) = (items.get(at), items.get(end - 1)) else { return false };
        // Only what a line can hold of leading white space is looked at, so that many signs cost no more than few.
        let before = text[..first.span.start as usize].trim_end_matches([' ', '\t', '\u{A0}']);
        let after = text[last.span.end as usize..]
            .trim_start_matches([' ', '\t', '\u{A0}'])
            .trim_start_matches(text::is_end_mark);
        let begins = before.is_empty() || before.ends_with('\n');
        !begins || after.is_empty() || after.starts_with('\n')
    }

    fn unsigned(&self, start: usize, join: bool) -> Option<NumberSpan> {
        let mut sum = Sum { factor: 1.0, ..Sum::default() };
        let mut at = start;
        let mut glued = None;
        while at < self.tokens.len() && (at == start || !self.breaks(at)) {
            let Some(next) = self.step(&mut sum, at, &mut glued) else { break };
            at = next;
            if sum.ordinal || glued.is_some() {
                break;
            }
        }
        if sum.is_empty() {
            return None;
        }
        // A number that could not be multiplied any more belongs to what follows: “दो हजार, तीन लाख”.
        if let (Some((end, total, factor)), Some(_)) = (sum.settled, sum.current)
            && at < self.tokens.len()
            && self.multiplier(at).is_some()
        {
            at = end;
            sum.current = None;
            sum.total = total;
            sum.factor = factor;
        }
        if join && !sum.ordinal && glued.is_none() {
            at = self.rest(&mut sum, at);
        }
        let written = self.mixed(&sum, start, at).or_else(|| self.slashed(start, at));
        if let Some(written) = written.or_else(|| self.power(&sum, start, at)) {
            return Some(written);
        }
        let value = sum.value();
        if !value.is_finite() {
            return None;
        }
        let form = match sum {
            Sum { ordinal: true, .. } => NumberForm::Ordinal,
            Sum { digits: true, .. } => NumberForm::Digits,
            _ => NumberForm::Words,
        };
        Some(NumberSpan { tokens: start..at, value, form, factor: sum.factor, glued })
    }

    /// Takes the token at `at` into the number; returns where to go on, or `None` when it is no part of it.
    fn step(&self, sum: &mut Sum, at: usize, glued: &mut Option<Unit>) -> Option<usize> {
        let token = self.tokens.items().get(at)?;
        let key = self.tokens.key(at);
        if key.starts_with(|c: char| c.is_ascii_digit()) || (key == "." && sum.is_empty()) {
            return self.digits(sum, at, glued);
        }
        if let Some((end, word)) = self.amounts.words().longest_at(self.tokens, at) {
            let taken = match *word {
                NumberWord::Number(value) => sum.take(value, 0.0),
                NumberWord::Base(value) => sum.take(value, if value < 100.0 { 9.0 } else { 99.0 }),
                NumberWord::One => {
                    sum.is_empty() && self.multiplier(end).is_some() && {
                        sum.current = Some(1.0);
                        true
                    }
                }
                NumberWord::Times { by, alone } => sum.times(by, alone, end),
                NumberWord::Fraction(part) => match sum.current {
                    Some(current) => {
                        sum.current = Some(current * part);
                        sum.room = 0.0;
                        true
                    }
                    None => sum.is_empty() && sum.take(part, 0.0),
                },
                NumberWord::Plus(more) => return self.plus(sum, end, more),
                NumberWord::Ordinal(place) => {
                    sum.ordinal = sum.take(place, 0.0);
                    sum.ordinal
                }
            };
            return taken.then_some(end);
        }
        // “twenty-one”.
        if token.kind == TokenKind::Mark
            && sum.room > 0.0
            && self.touches(at)
            && self.touches(at + 1)
            && let Some(NumberWord::Number(value) | NumberWord::Ordinal(value)) =
                self.amounts.words().exact(self.tokens, at + 1..at + 2)
            && matches!(key, "-" | "‑" | "‐")
        {
            let ordinal =
                matches!(self.amounts.words().word(self.tokens.key(at + 1)), Some(NumberWord::Ordinal(_)));
            return sum.take(*value, 0.0).then(|| {
                sum.ordinal = ordinal;
                at + 2
            });
        }
        self.word_ordinal(sum, at)
    }

    /// Reads a number word with an ending that makes it an ordinal: दसवां, दो सौवां.
    fn word_ordinal(&self, sum: &mut Sum, at: usize) -> Option<usize> {
        let key = self.tokens.key(at);
        let word = self
            .amounts
            .word_ordinal_suffixes()
            .filter_map(|suffix| key.strip_suffix(suffix))
            .find_map(|stem| self.amounts.words().word(stem))?;
        let taken = match *word {
            NumberWord::Number(value) | NumberWord::Base(value) => sum.take(value, 0.0),
            NumberWord::Times { by, alone } => sum.times(by, alone, at + 1),
            _ => false,
        };
        sum.ordinal = taken;
        taken.then_some(at + 1)
    }

    /// Reads what an adding word stands before: साढ़े तीन, सवा लाख.
    fn plus(&self, sum: &mut Sum, at: usize, more: f64) -> Option<usize> {
        if !(sum.current.is_none() && at < self.tokens.len()) {
            return None;
        }
        if self.multiplier(at).is_some() {
            return sum.take(1.0 + more, 0.0).then_some(at);
        }
        let mut next = Sum { factor: 1.0, ..Sum::default() };
        let end = match self.amounts.words().longest_at(self.tokens, at) {
            Some((end, NumberWord::Number(value))) => {
                next.take(*value, 0.0);
                end
            }
            _ => self.digits(&mut next, at, &mut None)?,
        };
        let value = next.current.filter(|_| !next.ordinal)?;
        sum.digits |= next.digits;
        sum.take(value + more, 0.0).then_some(end)
    }

    /// Reads digits, with groups set apart by spaces and with what is glued to them.
    fn digits(&self, sum: &mut Sum, at: usize, glued: &mut Option<Unit>) -> Option<usize> {
        let key = self.tokens.key(at);
        if key == "." {
            // “.25”
            let follows = at == 0 || !self.touches(at);
            let digits = self.tokens.key(at + 1);
            let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            if !(follows && plain && self.touches(at + 1)) {
                return None;
            }
            let value: f64 = format!("0.{digits}").parse().ok()?;
            sum.digits = sum.take(value, 0.0);
            return sum.digits.then_some(at + 2);
        }
        let cut = key.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(key.len());
        let (number, tail) = key.split_at(cut);
        let value = parse(number)?;
        if !tail.is_empty() {
            return self.with_tail(sum, at, value, tail, glued);
        }
        let (end, value) = self.spaced_groups(at, number, value);
        // After a multiplier digits go on only where they clearly belong: “2 लाख 40 हजार”, “4 हजार 321”.
        if !sum.is_empty() {
            let belongs = self.multiplier(end).is_some() || sum.last.unwrap_or(100.0) <= 1000.0;
            if !belongs || value.fract() != 0.0 {
                return None;
            }
        }
        if !sum.take(value, 0.0) {
            return None;
        }
        sum.digits = true;
        // “21 वीं”
        let next = self.tokens.key(end);
        if !next.is_empty() && self.amounts.word_ordinal_suffixes().any(|suffix| suffix == next) {
            sum.ordinal = true;
            return Some(end + 1);
        }
        Some(end)
    }

    fn with_tail(
        &self,
        sum: &mut Sum,
        at: usize,
        value: f64,
        tail: &str,
        glued: &mut Option<Unit>,
    ) -> Option<usize> {
        if !sum.is_empty() {
            return None;
        }
        // “12.3e+14”, “12.3e14”.
        let (end, exponent) = match tail.strip_prefix('e') {
            Some("") => self.exponent(at + 1).map_or((at + 1, None), |(end, exponent)| (end, Some(exponent))),
            Some(digits) => (at + 1, digits.parse::<u16>().ok().map(i32::from)),
            None => (at + 1, None),
        };
        if let Some(exponent) = exponent {
            sum.digits = sum.take(value * 10f64.powi(exponent), 0.0);
            return sum.digits.then_some(end);
        }
        if self.amounts.ordinal_suffixes().any(|suffix| suffix == tail) {
            sum.ordinal = sum.take(value, 0.0);
        } else if let Some((_, by)) = self.amounts.factor_suffixes().find(|(suffix, _)| *suffix == tail) {
            sum.take(value * by, 0.0);
        } else {
            // “140km/h”.
            let next = self.tokens.key(at + 2);
            let rate = (self.tokens.key(at + 1) == "/" && self.touches(at + 1) && self.touches(at + 2))
                .then(|| self.amounts.units().get(&format!("{tail}/{next}")))
                .flatten();
            let unit = rate.or_else(|| self.amounts.units().word(tail))?;
            *glued = Some(unit.clone());
            sum.digits = sum.take(value, 0.0);
            return Some(if rate.is_some() { at + 3 } else { at + 1 });
        }
        sum.digits = true;
        Some(at + 1)
    }

    /// Joins groups of three digits that spaces set apart: `1 414 021 100`, `15 000`.
    ///
    /// One group alone is joined only when it is `000` or the space is one that does not break.
    fn spaced_groups(&self, at: usize, first: &str, value: f64) -> (usize, f64) {
        let mut end = at + 1;
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if first.len() > 3 || !plain(first) {
            return (end, value);
        }
        let (mut joined, mut sure) = (value, false);
        while end < self.tokens.len() {
            let gap = self.gap(end);
            let group = self.tokens.key(end);
            if !matches!(gap, " " | "\u{A0}" | "\u{202F}" | "\u{2009}") || group.len() != 3 || !plain(group) {
                break;
            }
            sure |= gap != " " || group == "000" || end > at + 1;
            joined = joined * 1000.0 + group.parse::<f64>().unwrap_or(0.0);
            end += 1;
        }
        if sure { (end, joined) } else { (at + 1, value) }
    }

    /// Reads what a joining word adds: “three hundred and five”, “दशमलव पांच”, “बटा तीन”.
    fn rest(&self, sum: &mut Sum, at: usize) -> usize {
        if at >= self.tokens.len() || self.breaks(at) {
            return at;
        }
        if let Some(after) = self.amounts.link("point", self.tokens, at) {
            let mut place = 0.1;
            let mut end = after;
            let mut decimals = 0.0;
            while let Some(digit) = self.one_digit(end) {
                decimals += digit * place;
                place /= 10.0;
                end += 1;
            }
            // “दशमलव इकहत्तर”: both digits in one word.
            if end == after
                && let Some(NumberWord::Number(value)) =
                    self.amounts.words().exact(self.tokens, after..after + 1)
                && (10.0..100.0).contains(value)
                && value.fract() == 0.0
            {
                (decimals, end) = (value / 100.0, after + 1);
            }
            if end > after && sum.value().fract() == 0.0 {
                let scale = 1e12;
                sum.total = ((sum.value() + decimals) * scale).round() / scale;
                sum.current = None;
                sum.factor = 1.0;
                return end;
            }
        }
        if let Some(after) = self.amounts.link("over", self.tokens, at)
            && let Some(below) = self.unsigned(after, false)
            && below.value != 0.0
            && below.form != NumberForm::Ordinal
        {
            sum.total = sum.value() / below.value;
            sum.current = None;
            sum.factor = 1.0;
            return below.tokens.end;
        }
        // “तीन का पांचवां”: three fifths. Below a fifth, and after digits, it is something else's order.
        if !sum.digits
            && let Some(after) = self.grammar.at("genitive", self.tokens, at)
            && let Some(below) = self.unsigned(after, false)
            && below.form == NumberForm::Ordinal
            && below.value >= 5.0
        {
            sum.total = sum.value() / below.value;
            sum.current = None;
            sum.factor = 1.0;
            return below.tokens.end;
        }
        let room = match (sum.current, sum.last) {
            (Some(_), _) if sum.room >= 99.0 => 100.0,
            (None, Some(last)) => last,
            // “एक सौ तीन और एक तिहाई”.
            (Some(_), _) => 1.0,
            _ => return at,
        };
        if let Some(after) = self.amounts.link("and", self.tokens, at)
            && let Some(more) = self.part(after).or_else(|| self.unsigned(after, false))
            && more.glued.is_none()
            && more.value > 0.0
            && more.value < room
            && !self.amounts.is_weak(self.tokens.key(after))
        {
            sum.total = sum.value() + more.value;
            sum.current = None;
            sum.factor = 1.0;
            sum.ordinal = more.form == NumberForm::Ordinal;
            // “two and a half million”.
            if more.value < 1.0
                && let Some((end, NumberWord::Times { by, .. })) =
                    self.amounts.words().longest_at(self.tokens, more.tokens.end)
            {
                sum.total *= by;
                sum.factor = *by;
                return end;
            }
            return more.tokens.end;
        }
        at
    }

    fn one_digit(&self, at: usize) -> Option<f64> {
        let key = self.tokens.key(at);
        let value = match self.amounts.words().exact(self.tokens, at..at + 1) {
            Some(NumberWord::Number(value)) => *value,
            _ if key.len() == 1 => key.parse().ok()?,
            _ => return None,
        };
        (value < 10.0 && value.fract() == 0.0).then_some(value)
    }

    fn multiplier(&self, at: usize) -> Option<f64> {
        match self.amounts.words().longest_at(self.tokens, at)? {
            (_, NumberWord::Times { by, .. }) => Some(*by),
            _ => None,
        }
    }

    /// Returns what stands between a token and the one before it.
    pub(super) fn gap(&self, at: usize) -> &str {
        let items = self.tokens.items();
        match (at.checked_sub(1).and_then(|before| items.get(before)), items.get(at)) {
            (Some(one), Some(next)) => {
                self.tokens.text().get(one.span.end as usize..next.span.start as usize).unwrap_or_default()
            }
            _ => "",
        }
    }

    pub(super) fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.gap(at).is_empty()
    }

    fn breaks(&self, at: usize) -> bool {
        self.gap(at).contains('\n')
    }
}

/// Reads digits with Indian or Western groups and a decimal part; `None` for lists, dates and versions.
fn parse(text: &str) -> Option<f64> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    if decimals.is_some_and(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut groups = whole.split(',').rev();
    let last = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    if !groups.is_empty() {
        let first = groups.len() - 1;
        let well = groups.iter().enumerate().all(|(at, group)| match group.len() {
            2 | 3 => true,
            1 => at == first,
            _ => false,
        });
        if last.len() != 3 || !well {
            return None;
        }
    }
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lang::Packs;

    fn check(lang: &str, text: &str, expected: &[f64]) {
        let tokens = Tokens::of(text);
        let found: Vec<f64> =
            numbers(&tokens, Packs::embedded().get(lang)).iter().map(|number| number.value).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits() {
        check("hi", "15,000 और 12,34,567.89", &[15000.0, 1_234_567.89]);
        check("hi", "१५ और ३,२३४", &[15.0, 3234.0]);
        check("ru", "15 000 солдат", &[15000.0]);
        check("en", "1 414 021 100 people", &[1_414_021_100.0]);
        check("hi", "-132 साल बाद", &[132.0]);
        check("hi", "तापमान -5 डिग्री", &[-5.0]);
        check("hi", "1मि और 1,2,3", &[]);
        check("hi", "3/4 और -4/5", &[0.75, -0.8]);
        check("hi", "लगभग 2 1/2 और 2 5/2", &[2.5, 2.0, 2.5]);
        check("hi", "- 5", &[-5.0]);
        check("hi", "गांव - 5", &[5.0]);
        check("hi", "दो सौ दशमलव इकहत्तर", &[200.71]);
        check("hi", "5/17/2018 और 2222-2222/2222/", &[5.0, 17.0, 2018.0, 2222.0, 2222.0, 2222.0]);
        check("en", "2^10 and 1.5e+3 and 2e3", &[1024.0, 1500.0, 2000.0]);
    }

    #[test]
    fn hindi_words() {
        check("hi", "डेढ़ लाख", &[150_000.0]);
        check("hi", "ढाई हजार", &[2500.0]);
        check("hi", "सवा लाख", &[125_000.0]);
        check("hi", "पौने दो साल", &[1.75]);
        check("hi", "एक सौ पच्चीस करोड़ पैंतीस लाख अट्ठाइस हजार चार सौ तेरह", &[1_253_528_413.0]);
        check("hi", "20 हजार करोड़, 2 लाख 40 हजार", &[200_000_000_000.0, 240_000.0]);
        check("hi", "इक्कीस सौ इक्कीस", &[2121.0]);
        check("hi", "तीन सौ और दो दर्जन", &[324.0]);
        check("hi", "3 सौ और 2 सौ", &[300.0, 200.0]);
        check("hi", "दो सौ दशमलव शून्य तीन", &[200.03]);
        check("hi", "एक बटा तीन", &[1.0 / 3.0]);
        check("hi", "12 लाख 2025 में", &[1_200_000.0, 2025.0]);
    }

    #[test]
    fn english_words() {
        check("en", "twenty-one thousand three hundred and five", &[21_305.0]);
        check("en", "a million and two dozen", &[1_000_024.0]);
        check("en", "2.5 crore, 10k", &[25_000_000.0, 10_000.0]);
        check("ru", "двести пятьдесят три человека", &[253.0]);
    }

    #[test]
    fn ordinals() {
        let forms = |lang: &str, text: &str| -> Vec<(f64, NumberForm)> {
            let tokens = Tokens::of(text);
            numbers(&tokens, Packs::embedded().get(lang)).iter().map(|n| (n.value, n.form)).collect()
        };
        for (text, value) in [("80वीं", 80.0), ("पांचवें", 5.0), ("दो सौवां", 200.0), ("21 वीं", 21.0)]
        {
            assert_eq!(forms("hi", text), [(value, NumberForm::Ordinal)], "{text}");
        }
        assert_eq!(
            forms("en", "3rd twenty-first"),
            [(3.0, NumberForm::Ordinal), (21.0, NumberForm::Ordinal)]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}") {
            let tokens = Tokens::of(&text);
            for lang in ["hi", "en", "ru", "und"] {
                let mut end = 0;
                for number in numbers(&tokens, Packs::embedded().get(lang)) {
                    proptest::prop_assert!(number.tokens.start >= end && !number.tokens.is_empty());
                    proptest::prop_assert!(tokens.span(number.tokens.clone()).is_some());
                    end = number.tokens.end;
                }
            }
        }
    }
}
