//! Quantities: how many, of what, and what became of them.
//!
//! [`numbers()`] finds the numbers; an amount is a number with its approximators, range and unit; then comes what is
//! counted and the word that says what happened to it.
//!
//! **The span** covers approximators, number, range and unit (`करीब चार से पांच घंटे`, `15,000 से अधिक`); what is counted
//! has its own span. Numbers inside a time are no quantities, except lengths of time, which are both.
//!
//! This module does not decide who gave the number: `source_statement` is filled where statements are known.

pub(crate) mod ages;
mod amount;
mod codes;
mod counted;
mod fate;
mod fractions;
mod merged;
mod nobody;
pub mod numbers;
mod ratio;
mod shapes;
mod sum;

pub use numbers::{NumberForm, NumberSpan, numbers};

use amount::Amount;
use lang::Pack;
use model::{Approx, Number, Quantity, QuantityKind, Rule, Sentence, TimeExpr, TimeKind};
use std::ops::Range;
use text::Tokens;

/// Returns the amounts that a text gives, in text order, none inside another.
///
/// `times` are the times of the same text.
///
/// ```
/// use model::{Sentence, Span};
/// let text = "लगभग 15,000 सैनिक भेजे गए।";
/// let tokens = text::Tokens::of(text);
/// let sentences = [Sentence { span: Span::new(0, text.len()) }];
/// let pack = lang::Packs::embedded().get("hi");
/// let found = annotate::quantities::quantities(&tokens, &sentences, &[], pack);
/// assert_eq!(found[0].value.map(|value| value.value()), Some(15_000.0));
/// assert_eq!(found[0].counted.as_ref().map(|counted| counted.head.as_str()), Some("सैनिक"));
/// assert_eq!(found[0].what.as_deref(), Some("sent"));
/// ```
pub fn quantities(
    tokens: &Tokens<'_>,
    sentences: &[Sentence],
    times: &[TimeExpr],
    pack: &Pack,
) -> Vec<Quantity> {
    let numbers = numbers(tokens, pack);
    let mut all = Vec::new();
    for sentence in sentences {
        let range = tokens.within(sentence.span);
        let from = numbers.partition_point(|number| number.tokens.start < range.start);
        let to = numbers.partition_point(|number| number.tokens.end <= range.end);
        let plain = numbers.get(from..to).unwrap_or_default();
        let ratios = ratio::ratios(&Passage { tokens, range: range.clone(), pack, numbers: plain });
        let text = Passage { tokens, range, pack, numbers: &ratios };
        let amounts = amount::amounts(&text, |range| in_time(tokens, times, range));
        let found = counted::counted(&text, &amounts);
        let from = all.len();
        all.extend((0..amounts.len()).filter_map(|at| quantity(&text, &amounts, &found, at)));
        add_nobody(&text, &mut all, from);
    }
    all
}

/// Adds that something happened to nobody, in text order, to the amounts of a sentence.
fn add_nobody(text: &Passage<'_>, all: &mut Vec<Quantity>, from: usize) {
    for nobody in nobody::nobody(text) {
        let Some(span) = text.tokens.span(nobody.range) else { continue };
        let at = from + all[from..].partition_point(|known| known.span.end <= span.start);
        if all.get(at).is_some_and(|known| known.span.overlaps(span)) {
            continue;
        }
        let quantity = Quantity {
            span,
            value: Number::new(0.0),
            value_max: None,
            approx: Approx::Exact,
            kind: QuantityKind::Cardinal,
            unit: None,
            counted: None,
            what: Some(nobody.what),
            negated: false,
            source_statement: None,
            rule: Rule::new("nobody"),
        };
        all.insert(at, quantity);
    }
}

/// One sentence with its numbers.
struct Passage<'a> {
    tokens: &'a Tokens<'a>,
    range: Range<usize>,
    pack: &'a Pack,
    numbers: &'a [NumberSpan],
}

impl Passage<'_> {
    fn key(&self, at: usize) -> &str {
        if self.range.contains(&at) { self.tokens.key(at) } else { "" }
    }

    fn touches(&self, at: usize) -> bool {
        let items = self.tokens.items();
        at > 0 && at < items.len() && items[at - 1].span.end == items[at].span.start
    }

    fn longest<'p, T>(&self, phrases: &'p lang::Phrases<T>, at: usize) -> Option<(usize, &'p T)> {
        if !self.range.contains(&at) {
            return None;
        }
        phrases.longest_at(self.tokens, at).filter(|(end, _)| *end <= self.range.end)
    }

    fn link(&self, class: &str, at: usize) -> Option<usize> {
        if !self.range.contains(&at) {
            return None;
        }
        self.pack.amounts.link(class, self.tokens, at).filter(|end| *end <= self.range.end)
    }

    /// Tells whether the words from a token on say only what happened: small words and at most one other, then a fate.
    fn is_bare(&self, from: usize) -> bool {
        let fate = |at: usize| self.longest(self.pack.counted.fates(), at).is_some();
        let words = (from..self.range.end.min(from + 4)).take_while(|at| !self.is_mark(*at));
        let mut large = words.filter(|at| fate(*at) || !self.pack.grammar.is_small(self.tokens, *at)).take(2);
        large.any(fate)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens.items().get(at).is_some_and(|token| token.kind == text::TokenKind::Mark)
    }
}

/// Tells whether a number belongs to a time that is no length of time.
fn in_time(tokens: &Tokens<'_>, times: &[TimeExpr], range: &Range<usize>) -> bool {
    let Some(span) = tokens.span(range.clone()) else { return true };
    let near = times.partition_point(|time| time.span.end <= span.start);
    times.get(near).is_some_and(|time| time.kind != TimeKind::Duration && time.span.overlaps(span))
}

fn quantity(
    text: &Passage<'_>,
    amounts: &[Amount],
    found: &[Option<counted::CountedAt>],
    at: usize,
) -> Option<Quantity> {
    let amount = &amounts[at];
    let counted = found[at].as_ref();
    let whole = match counted {
        Some(counted) if counted.range.start >= amount.range.end => amount.range.start..counted.range.end,
        _ => amount.range.clone(),
    };
    let mut fate = fate::fate(text, amounts, &whole);
    if let Some(counted) = counted.filter(|counted| counted.range.end <= amount.range.start) {
        fate.what = fate::inside(text, &counted.range).or(fate.what);
    }
    // “एक”, “first”: an amount only where something happened to what stands right beside it, or with a unit.
    // “one is missing”: of several that were told before, nothing but the word for its fate follows.
    let told =
        || at > 0 && fate.what.is_some() && fate.close && counted.is_none() && text.is_bare(amount.range.end);
    let counts = counted.is_some_and(|counted| counted.close) && fate.what.is_some() && fate.close || told();
    if amount.weak && amount.unit.is_none() && (amount.kind == QuantityKind::Ordinal || !counts) {
        return None;
    }
    // A place in an order, an age and a number that only a bracket holds undergo nothing themselves.
    let bracketed = counted.is_none()
        && text.key(amount.range.end) == ")"
        && amount.range.start.checked_sub(1).is_some_and(|before| text.key(before) == "(");
    let often = text.link("occasions", amount.range.end).is_some();
    let suffers =
        !matches!(amount.kind, QuantityKind::Ordinal | QuantityKind::Duration) && !bracketed && !often;
    Some(Quantity {
        span: text.tokens.span(amount.range.clone())?,
        value: amount.value,
        value_max: amount.value_max,
        approx: amount.approx,
        kind: amount.kind,
        unit: amount.unit.clone(),
        counted: counted.and_then(|counted| counted.model(text.tokens)),
        what: fate.what.filter(|_| suffers),
        negated: fate.negated,
        source_statement: None,
        rule: Rule::new(amount.rule),
    })
}

#[cfg(test)]
mod tests;
