//! Shapes of numbers that marks make between digits: `3/4`, `1 4/5`, `2.5^-1`.

use super::numbers::{NumberForm, NumberSpan, Reader};
use super::sum::Sum;
use text::TokenKind;

impl Reader<'_> {
    /// Reads digits over digits: `3/4`, not the `5/17` of `5/17/2018`.
    pub(super) fn slashed(&self, start: usize, at: usize) -> Option<NumberSpan> {
        let plain = |at: usize| {
            self.tokens.key(at).parse::<u32>().ok().filter(|_| !self.tokens.key(at).contains('+'))
        };
        let more = |at: usize| self.tokens.key(at) == "/" && self.touches(at);
        // The last part of a date or of a code: `+1-222-2222/22`.
        let after = |at: usize| at > 0 && self.touches(at);
        let inside = after(start)
            && match self.tokens.key(start - 1) {
                "/" => true,
                "-" => {
                    start > 1 && after(start - 1) && self.tokens.items()[start - 2].kind == TokenKind::Number
                }
                _ => false,
            };
        if at != start + 1 || inside || !more(at) || !self.touches(at + 1) || more(at + 2) {
            return None;
        }
        let (above, below) = (plain(start)?, plain(at + 1).filter(|below| *below != 0)?);
        let value = f64::from(above) / f64::from(below);
        Some(NumberSpan {
            tokens: start..at + 2,
            value,
            form: NumberForm::Fraction,
            factor: 1.0,
            glued: None,
        })
    }

    /// Reads a whole number with a proper fraction behind it: `1 4/5`.
    pub(super) fn mixed(&self, sum: &Sum, start: usize, at: usize) -> Option<NumberSpan> {
        let whole = sum.digits && at == start + 1 && sum.value().fract() == 0.0 && self.gap(at) == " ";
        let part = self.slashed(at, at + 1).filter(|part| whole && part.value < 1.0 && part.value > 0.0)?;
        Some(NumberSpan { tokens: start..part.tokens.end, value: sum.value() + part.value, ..part })
    }

    /// Reads a power behind digits: `1.1^23`, `2.5^-1`.
    pub(super) fn power(&self, sum: &Sum, start: usize, at: usize) -> Option<NumberSpan> {
        if !sum.digits || self.tokens.key(at) != "^" || !self.touches(at) {
            return None;
        }
        let (end, exponent) = self.exponent(at + 1)?;
        let value = sum.value().powi(exponent);
        let form = NumberForm::Digits;
        value.is_finite().then_some(NumberSpan { tokens: start..end, value, form, factor: 1.0, glued: None })
    }

    /// Reads a whole number with or without its sign, which touches what stands before it.
    pub(super) fn exponent(&self, at: usize) -> Option<(usize, i32)> {
        let sign = match self.tokens.key(at) {
            "+" => Some(1),
            "-" | "−" => Some(-1),
            _ => None,
        };
        let digits = at + usize::from(sign.is_some());
        let value: i32 = self.tokens.key(digits).parse().ok().filter(|value| (0..=400).contains(value))?;
        (self.touches(at) && self.touches(digits)).then_some((digits + 1, value * sign.unwrap_or(1)))
    }
}
