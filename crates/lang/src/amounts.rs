//! Numbers, approximators and units: `amounts.tsv`.

use crate::{PackSource, Phrases, Result, Row, Table};
use model::Approx;
use std::collections::{BTreeSet, HashSet};
use text::{Tokens, fold};

/// The words of amounts in one language.
#[derive(Clone, Debug, Default)]
pub struct Amounts {
    words: Phrases<NumberWord>,
    units: Phrases<Unit>,
    money_before: Phrases<String>,
    before: Phrases<Approx>,
    after: Phrases<Approx>,
    vague: Phrases<f64>,
    links: Phrases<BTreeSet<&'static str>>,
    weak: HashSet<String>,
    not_counted: HashSet<String>,
    ordinal_suffixes: Vec<String>,
    word_ordinal_suffixes: Vec<String>,
    factor_suffixes: Vec<(String, f64)>,
}

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// A number by itself: चार, twelve, डेढ़ (one and a half).
    Number(f64),
    /// A number that takes a smaller one after it: twenty in “twenty-one”.
    Base(f64),
    /// Stands for one before a multiplier: `a` in “a million”.
    One,
    /// Multiplies the number before it: लाख, million.
    Times {
        /// By how much.
        by: f64,
        /// Whether it is a number without another before it: सौ.
        alone: bool,
    },
    /// Adds to the number after it: साढ़े तीन is three and a half.
    Plus(f64),
    /// A part of the number before it, or of one: दो तिहाई, तिहाई.
    Fraction(f64),
    /// A place in an order: तीसरा, third.
    Ordinal(f64),
}

/// A unit of measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What kind of amount it makes.
    pub kind: model::QuantityKind,
    /// Its stable name: `percent`, `INR`, `hour`, `km`.
    pub name: String,
}

/// What the classes of `link` may be.
const LINKS: &[&str] = &[
    "to",
    "and",
    "minus",
    "point",
    "over",
    "between",
    "of",
    "per",
    "those",
    "age",
    "nobody",
    // A unit that is an age by itself (वर्षीय), and what makes one of the length of time before it (की उम्र, पुराना).
    "age_unit",
    "age_after",
    // Between a part and its whole: “one in ten”; or before the whole and between: “हर दस में से एक”.
    "in_each",
    "each",
    "out_of",
    // After a number: so many times.
    "occasions",
    // Before a number: it is the name of something (धारा, Section); the second only where nothing counted follows.
    // After a number and a name: it is a house (Street).
    "code",
    "code_alone",
    "code_after",
    // Around degrees: below zero.
    "zero_from",
    "below",
    "below_zero",
];

const COLUMNS: &[&str] = &["class", "key", "forms"];

impl Amounts {
    /// Reads `amounts.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut amounts = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("amounts.tsv", COLUMNS)? else { continue };
            let mut seen = HashSet::new();
            for row in table.rows() {
                for form in row.parts(2) {
                    if Tokens::of(form).is_empty() {
                        return Err(table.fault(row, format!("{form:?} holds no word and can never match")));
                    }
                    if !seen.insert((slot(row), fold(form))) {
                        return Err(table.fault(row, format!("{form:?} stands twice")));
                    }
                    amounts.add(&table, row, form)?;
                }
            }
        }
        Ok(amounts)
    }

    fn add(&mut self, table: &Table, row: &Row, form: &str) -> Result<()> {
        let key = row.get(1);
        let number =
            || number(key).ok_or_else(|| table.fault(row, format!("key {key:?}, expected a number")));
        let name = || match key {
            "" => Err(table.fault(row, "the key is empty, expected a unit's name")),
            key => Ok(key.to_owned()),
        };
        let approx =
            || approx(key).ok_or_else(|| table.fault(row, format!("key {key:?} is no approximation")));
        let mut word = |word: NumberWord| {
            self.words.insert(form, word);
        };
        match row.get(0) {
            "number" => word(NumberWord::Number(number()?)),
            "base" => word(NumberWord::Base(number()?)),
            "one" => word(NumberWord::One),
            "multiplier" => word(NumberWord::Times { by: number()?, alone: false }),
            "multiplier_alone" => word(NumberWord::Times { by: number()?, alone: true }),
            "plus" => word(NumberWord::Plus(number()?)),
            "fraction" => word(NumberWord::Fraction(number()?)),
            "ordinal" => word(NumberWord::Ordinal(number()?)),
            "ordinal_suffix" => self.ordinal_suffixes.push(fold(form)),
            "word_ordinal_suffix" => self.word_ordinal_suffixes.push(fold(form)),
            "suffix" => self.factor_suffixes.push((fold(form), number()?)),
            "before" => drop(self.before.insert(form, approx()?)),
            "after" => drop(self.after.insert(form, approx()?)),
            "vague" => drop(self.vague.insert(form, number()?)),
            "percent" => self.unit(form, model::QuantityKind::Percent, name()?),
            "money" => self.unit(form, model::QuantityKind::Money, name()?),
            "money_before" => drop(self.money_before.insert(form, name()?)),
            "duration" => self.unit(form, model::QuantityKind::Duration, name()?),
            "measure" => self.unit(form, model::QuantityKind::Measure, name()?),
            "link" => {
                let link = *LINKS
                    .iter()
                    .find(|link| **link == key)
                    .ok_or_else(|| table.fault(row, format!("key {key:?}, expected one of {LINKS:?}")))?;
                let mut links = self.links.get(form).cloned().unwrap_or_default();
                links.insert(link);
                self.links.insert(form, links);
            }
            "weak" => drop(self.weak.insert(fold(form))),
            "not_counted" => drop(self.not_counted.insert(fold(form))),
            other => return Err(table.fault(row, format!("no class {other:?} of amounts"))),
        }
        Ok(())
    }

    fn unit(&mut self, form: &str, kind: model::QuantityKind, name: String) {
        self.units.insert(form, Unit { kind, name });
    }

    /// Returns the words that numbers are made of.
    pub fn words(&self) -> &Phrases<NumberWord> {
        &self.words
    }

    /// Returns the units that stand after a number.
    pub fn units(&self) -> &Phrases<Unit> {
        &self.units
    }

    /// Returns the currencies that stand before a number, with their ISO 4217 code.
    pub fn money_before(&self) -> &Phrases<String> {
        &self.money_before
    }

    /// Returns the approximators that stand before a number.
    pub fn before(&self) -> &Phrases<Approx> {
        &self.before
    }

    /// Returns the approximators that stand after a number, its unit or what is counted.
    pub fn after(&self) -> &Phrases<Approx> {
        &self.after
    }

    /// Returns the vague plurals with their order of magnitude.
    pub fn vague(&self) -> &Phrases<f64> {
        &self.vague
    }

    /// Returns where the longest link of this class that starts at a token ends: `to`, `and`, `minus`, `point`,
    /// `over`, `between`, `of`, `per`, `those`, `age`.
    pub fn link(&self, class: &str, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        (at + 1..=(at + 4).min(tokens.len()))
            .rev()
            .find(|end| self.links.exact(tokens, at..*end).is_some_and(|links| links.contains(class)))
    }

    /// Returns where the longest link of this class that ends before a token starts.
    pub fn link_before(&self, class: &str, tokens: &Tokens<'_>, end: usize) -> Option<usize> {
        (end.saturating_sub(4)..end)
            .find(|from| self.links.exact(tokens, *from..end).is_some_and(|links| links.contains(class)))
    }

    /// Tells whether a folded word after a number is never what it counts.
    pub fn is_not_counted(&self, key: &str) -> bool {
        self.not_counted.contains(key)
    }

    /// Tells whether a folded word is a number that counts only before something known to be counted: `एक` is
    /// nearly always the article.
    pub fn is_weak(&self, key: &str) -> bool {
        self.weak.contains(key)
    }

    /// Returns what makes digits an ordinal: `वीं`, `th`.
    pub fn ordinal_suffixes(&self) -> impl Iterator<Item = &str> {
        self.ordinal_suffixes.iter().map(String::as_str)
    }

    /// Returns what makes a number word an ordinal: `वां` in दसवां.
    pub fn word_ordinal_suffixes(&self) -> impl Iterator<Item = &str> {
        self.word_ordinal_suffixes.iter().map(String::as_str)
    }

    /// Returns what multiplies the digits that it is glued to: `k`.
    pub fn factor_suffixes(&self) -> impl Iterator<Item = (&str, f64)> {
        self.factor_suffixes.iter().map(|(suffix, by)| (suffix.as_str(), *by))
    }
}

/// Returns the look-up that a row goes into: a form may stand in several, but in each only once.
fn slot(row: &Row) -> &str {
    match row.get(0) {
        "number" | "base" | "one" | "multiplier" | "multiplier_alone" | "plus" | "fraction" | "ordinal" => {
            "words"
        }
        "percent" | "money" | "duration" | "measure" => "units",
        "link" => row.get(1),
        other => other,
    }
}

fn number(key: &str) -> Option<f64> {
    let value = match key.split_once('/') {
        Some((part, whole)) => part.parse::<f64>().ok()? / whole.parse::<f64>().ok()?,
        None => key.parse().ok()?,
    };
    value.is_finite().then_some(value)
}

fn approx(key: &str) -> Option<Approx> {
    [Approx::Exact, Approx::About, Approx::AtLeast, Approx::AtMost, Approx::MoreThan, Approx::LessThan]
        .into_iter()
        .find(|approx| approx.name() == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn every_hindi_number_below_a_hundred_is_known() {
        let pack = Packs::embedded().get("hi");
        let known: BTreeSet<i64> = ["शून्य", "सात", "उनतीस", "चौंसठ", "निन्यानवे"]
            .iter()
            .filter_map(|word| match pack.amounts.words().word(word) {
                Some(NumberWord::Number(value)) => Some(*value as i64),
                _ => None,
            })
            .collect();
        assert_eq!(known, [0, 7, 29, 64, 99].into());
    }

    #[test]
    fn links_share_forms() {
        let pack = Packs::embedded().get("en");
        let tokens = Tokens::of("to - a");
        assert_eq!(pack.amounts.link("to", &tokens, 0), Some(1));
        assert_eq!(pack.amounts.link("minus", &tokens, 1), Some(2));
        assert_eq!(pack.amounts.link("to", &tokens, 2), None);
    }
}
