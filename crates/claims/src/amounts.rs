//! Amounts: what is counted, and which values can both be true.

use model::{Approx, Document, EntityType, Number, Quantity, QuantityKind};

/// An amount as a claim compares it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    pub(crate) value: Option<Number>,
    pub(crate) value_max: Option<Number>,
    pub(crate) approx: Approx,
    /// What happened to the counted, or what they did.
    pub(crate) what: Option<String>,
    /// The class of the counted, or its head word where no class is known, or the unit.
    pub(crate) counted: String,
    /// How the counted is worded.
    pub(crate) wording: Option<String>,
    /// The people or country that the counted belong to.
    pub(crate) of: Option<String>,
    pub(crate) planned: bool,
    /// Whether it comes on top of another amount.
    pub(crate) more: bool,
    pub(crate) kind: QuantityKind,
}

/// The word for whoever is dead or hurt where the text does not say who.
const ANYBODY: &str = "person";

/// Two exact values of one thing differ at most by this factor; beyond it two things are counted.
const FARTHEST: f64 = 6.0;

/// The share by which a value said to be about so much may be off.
const ABOUT: f64 = 0.1;

impl Amount {
    /// Returns the amount of a quantity; `None` when nothing says what it counts.
    ///
    /// An amount whose counted is left out (`यह संख्या करीब आठ लाख है`) counts what the amount before it counts.
    pub(crate) fn of(
        document: &Document,
        quantity: &Quantity,
        planned: bool,
        before: Option<&Self>,
    ) -> Option<Self> {
        let counted = quantity.counted.as_ref();
        let class = counted.and_then(|counted| counted.class.clone());
        let head = counted.map(|counted| text::fold(&counted.head));
        let fate = quantity.what.as_ref().map(|_| ANYBODY.to_owned());
        let alone = class.is_none() && quantity.unit.is_none() && quantity.kind == QuantityKind::Cardinal;
        if let Some(before) = before.filter(|_| alone) {
            let same = Self {
                value: quantity.value,
                value_max: quantity.value_max,
                approx: quantity.approx,
                planned,
                more: false,
                ..before.clone()
            };
            if quantity.value.is_some() && same.comparable(before) {
                return Some(same);
            }
        }
        let name = class.or(head).or_else(|| quantity.unit.clone()).or(fate)?;
        Some(Self {
            value: quantity.value,
            value_max: quantity.value_max,
            approx: quantity.approx,
            what: quantity.what.clone(),
            counted: name,
            wording: counted.map(|counted| document.surface(counted.span).to_owned()),
            of: belonging(document, quantity),
            planned,
            more: false,
            kind: quantity.kind,
        })
    }

    /// Tells whether both count the same, whatever the values.
    pub(crate) fn same_thing(&self, other: &Self) -> bool {
        (self.what == other.what || self.what.is_none() || other.what.is_none())
            && self.more == other.more
            && self.kind == other.kind
            && self.counted == other.counted
            && self.planned == other.planned
            && (self.of == other.of || self.of.is_none() || other.of.is_none())
    }

    /// Tells whether two values are near enough to be values of one thing.
    pub(crate) fn comparable(&self, other: &Self) -> bool {
        match (self.middle(), other.middle()) {
            (Some(one), Some(two)) => {
                let (low, high) = if one < two { (one, two) } else { (two, one) };
                low > 0.0 && high / low <= FARTHEST || one == two
            }
            _ => true,
        }
    }

    /// Tells whether both values can be true.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        match (self.interval(), other.interval()) {
            (Some((low, high)), Some((other_low, other_high))) => low <= other_high && other_low <= high,
            _ => true,
        }
    }

    fn middle(&self) -> Option<f64> {
        let low = self.value?.value();
        Some(self.value_max.map_or(low, |high| (low + high.value()) / 2.0))
    }

    /// Returns the least and the most that the words allow.
    fn interval(&self) -> Option<(f64, f64)> {
        let value = self.value?.value();
        Some(match self.approx {
            Approx::Exact | Approx::Range => (value, self.value_max.map_or(value, Number::value)),
            Approx::About => {
                (value * (1.0 - ABOUT), self.value_max.map_or(value, Number::value) * (1.0 + ABOUT))
            }
            Approx::AtLeast => (value, f64::INFINITY),
            Approx::MoreThan => (value, f64::INFINITY),
            Approx::AtMost | Approx::LessThan => (0.0, value),
            Approx::Vague => return None,
        })
    }
}

/// Returns the people or country named in or just before the counted: `उत्तरी सैनिक`, `सर्वेनिया के 40 जवान`.
fn belonging(document: &Document, quantity: &Quantity) -> Option<String> {
    let until = quantity.counted.as_ref().map_or(quantity.span.end, |counted| counted.span.end);
    let sentence = document.sentence_of(quantity.span)?;
    let mention = document.facts().mentions.iter().rev().find(|mention| {
        mention.span.start >= sentence.span.start
            && mention.span.end <= until
            && matches!(mention.kind, EntityType::Norp | EntityType::Loc)
            && document.entity(&mention.entity).is_some_and(|entity| entity.country.is_some())
            && until.saturating_sub(mention.span.end) < 60
    })?;
    document.entity(&mention.entity)?.country.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: f64, approx: Approx) -> Amount {
        Amount {
            value: Number::new(value),
            value_max: None,
            approx,
            what: Some("dead".into()),
            counted: "person".into(),
            wording: None,
            of: None,
            planned: false,
            more: false,
            kind: QuantityKind::Cardinal,
        }
    }

    #[test]
    fn values_are_compared_as_intervals() {
        for (one, other, agrees) in [
            (amount(7.0, Approx::Exact), amount(7.0, Approx::Exact), true),
            (amount(7.0, Approx::Exact), amount(11.0, Approx::Exact), false),
            (amount(10.0, Approx::MoreThan), amount(11.0, Approx::Exact), true),
            (amount(20.0, Approx::AtLeast), amount(13.0, Approx::Exact), false),
            (amount(15000.0, Approx::About), amount(14800.0, Approx::Exact), true),
            (amount(5000.0, Approx::About), amount(4200.0, Approx::Exact), false),
            (amount(100.0, Approx::Vague), amount(4200.0, Approx::Exact), true),
        ] {
            assert_eq!(one.agrees(&other), agrees, "{one:?} {other:?}");
            assert_eq!(other.agrees(&one), agrees, "{other:?} {one:?}");
        }
    }

    #[test]
    fn a_far_value_counts_another_thing() {
        assert!(amount(7.0, Approx::Exact).comparable(&amount(20.0, Approx::Exact)));
        assert!(!amount(12.0, Approx::Exact).comparable(&amount(1200.0, Approx::Exact)));
    }
}
