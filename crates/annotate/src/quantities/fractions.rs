//! Parts of one in words: “two-thirds”, “a fifth of”, “half a million”.

use super::numbers::{NumberForm, NumberSpan, Reader};
use lang::NumberWord;

/// The smallest denominator that an ordinal stands for: “a second” is no half.
const LEAST: f64 = 3.0;

impl Reader<'_> {
    /// Reads a part of one, and what it is a part of where that is a number or a unit: “half an hour”.
    pub(super) fn part(&self, at: usize) -> Option<NumberSpan> {
        let (end, value) = self.share(at)?;
        let of = self.grammar.at("genitive", self.tokens, end).unwrap_or(end);
        let one = self.word(of).filter(|(_, word)| *word == NumberWord::One).map(|(end, _)| end);
        let made = |end: usize, value: f64| {
            let form = NumberForm::Words;
            Some(NumberSpan { tokens: at..end, value, form, factor: 1.0, glued: None })
        };
        if let Some(after) = one {
            if let Some((end, NumberWord::Times { by, .. })) = self.word(after) {
                return made(end, value * by);
            }
            // The article belongs to the number, so that the unit stands right behind it.
            if self.amounts.units().longest_at(self.tokens, after).is_some() {
                return made(after, value);
            }
        }
        // A word alone that is a part is read as any number word.
        (end > at + 1).then(|| made(end, value))?
    }

    /// Reads above and below: “two-thirds”, “one fifth of”, “a quarter”.
    fn share(&self, at: usize) -> Option<(usize, f64)> {
        let (end, above) = self.word(at)?;
        let (above, article) = match above {
            NumberWord::Fraction(part) => return Some((end, part)),
            NumberWord::One => (1.0, true),
            NumberWord::Number(above) if above.fract() == 0.0 => (above, false),
            _ => return None,
        };
        let hyphen =
            matches!(self.tokens.key(end), "-" | "‑" | "‐") && self.touches(end) && self.touches(end + 1);
        let (end, below) = self.word(if hyphen { end + 1 } else { end })?;
        match below {
            NumberWord::Fraction(part) if hyphen || article && self.goes_on(end) => Some((end, above * part)),
            NumberWord::Ordinal(below) if below >= LEAST && above == 1.0 => {
                let of = self.grammar.at("genitive", self.tokens, end).is_some();
                (hyphen || of).then_some((end, 1.0 / below))
            }
            _ => None,
        }
    }

    /// Tells whether what it is a part of follows: “a quarter of”, “a half years”, not “a quarter final”.
    fn goes_on(&self, at: usize) -> bool {
        self.grammar.at("genitive", self.tokens, at).is_some()
            || self.amounts.units().longest_at(self.tokens, at).is_some()
            || matches!(self.word(at), Some((_, NumberWord::Times { .. })))
    }

    fn word(&self, at: usize) -> Option<(usize, NumberWord)> {
        self.amounts.words().longest_at(self.tokens, at).map(|(end, word)| (end, *word))
    }
}
