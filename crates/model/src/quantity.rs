//! Quantities: how many, of what.

use crate::{Rule, Span, StatementId};
use serde::{Deserialize, Serialize};

/// A number that prints as an integer where it is one.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// Returns the number, or `None` for what is no finite number.
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(if value == 0.0 { 0.0 } else { value }))
    }

    /// Returns the value.
    pub fn value(self) -> f64 {
        self.0
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // 2^53: beyond it not every integer is a double.
        if self.0.fract() == 0.0 && self.0.abs() < 9_007_199_254_740_992.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(f64::deserialize(deserializer)?)
            .ok_or_else(|| serde::de::Error::custom("a number must be finite"))
    }
}

/// A span that gives an amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Where it stands, approximator and unit included.
    #[serde(flatten)]
    pub span: Span,
    /// The value, or the lower end of a range; `None` for a vague plural such as “thousands”.
    pub value: Option<Number>,
    /// The upper end of a range.
    pub value_max: Option<Number>,
    /// How exact it is said to be.
    pub approx: Approx,
    /// What kind of amount it is.
    pub kind: QuantityKind,
    /// The unit: a currency (`INR`), a measure (`km`), a length of time (`hour`), as a stable name.
    pub unit: Option<String>,
    /// What is counted.
    pub counted: Option<Counted>,
    /// What the counted is said to have undergone or done, as a stable class: `dead`, `injured`, `sent`.
    pub what: Option<String>,
    /// Whether the text says that it is not so.
    pub negated: bool,
    /// The statement whose content holds it.
    pub source_statement: Option<StatementId>,
    /// What found it.
    pub rule: Rule,
}

/// What a quantity counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The noun phrase that is counted.
    #[serde(flatten)]
    pub span: Span,
    /// Its head in the pack's plain form, so that inflections agree: `सैनिक` for सैनिकों.
    pub head: String,
    /// The head's class across languages, where the pack knows it: `soldier`, `person`.
    pub class: Option<String>,
}

/// How exact an amount is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approx {
    /// Just this.
    Exact,
    /// लगभग, about.
    About,
    /// कम से कम, at least.
    AtLeast,
    /// तक, up to.
    AtMost,
    /// से अधिक, more than.
    MoreThan,
    /// से कम, less than.
    LessThan,
    /// From one value to another.
    Range,
    /// सैकड़ों, hundreds.
    Vague,
}

impl Approx {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::MoreThan => "more_than",
            Self::LessThan => "less_than",
            Self::Range => "range",
            Self::Vague => "vague",
        }
    }
}

/// What kind of amount a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    /// How many.
    Cardinal,
    /// Which in order.
    Ordinal,
    /// Parts of a hundred.
    Percent,
    /// Money.
    Money,
    /// A length of time or an age.
    Duration,
    /// Any other measure.
    Measure,
}
