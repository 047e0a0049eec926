//! Whether an amount is what the gold says: value, bounds and unit.

use annotate::quantities::{NumberForm, NumberSpan, numbers};
use lang::Pack;
use model::{Approx, Quantity, QuantityKind, Span};
use serde_json::{Map, Value};
use text::Tokens;

/// An amount as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) span: Span,
    /// With the approximators around it, which some gold takes in.
    pub(super) whole: Span,
    value: f64,
    most: Option<f64>,
    approx: Approx,
    unit: Option<String>,
}

/// Returns the amounts of a text that a set is about.
pub(super) fn amounts(set: &str, text: &str, pack: &Pack, quantities: &[Quantity]) -> Vec<Amount> {
    let tokens = Tokens::of(text);
    if is_plain(set) {
        let places = set.starts_with("Ordinal");
        let wanted = |number: &NumberSpan| match number.form {
            NumberForm::Ordinal => places,
            NumberForm::Digits | NumberForm::Words | NumberForm::Fraction => {
                !places && number.glued.is_none()
            }
            NumberForm::Vague => false,
        };
        let plain = |number: NumberSpan| {
            let span = tokens.span(number.tokens)?;
            Some(Amount {
                span,
                whole: span,
                value: number.value,
                most: None,
                approx: Approx::Exact,
                unit: None,
            })
        };
        return numbers(&tokens, pack).into_iter().filter(wanted).filter_map(plain).collect();
    }
    let bounds = set == "NumberRangeModel";
    let wanted = |quantity: &&Quantity| {
        let bounded =
            quantity.value_max.is_some() || !matches!(quantity.approx, Approx::Exact | Approx::About);
        match set {
            "NumberRangeModel" => bounded,
            "PercentModel" => quantity.kind == QuantityKind::Percent,
            "AgeModel" | "Duration" => quantity.kind == QuantityKind::Duration,
            "CurrencyModel" => quantity.kind == QuantityKind::Money,
            _ => quantity.kind == QuantityKind::Measure,
        }
    };
    let found = quantities.iter().filter(wanted).filter_map(|quantity| {
        Some(Amount {
            whole: quantity.span,
            span: if bounds { quantity.span } else { core(&tokens, pack, quantity.span) },
            value: quantity.value?.value(),
            most: quantity.value_max.map(model::Number::value),
            approx: quantity.approx,
            unit: quantity.unit.clone(),
        })
    });
    found.collect()
}

/// Tells whether a set is about numbers alone, whatever they count.
fn is_plain(set: &str) -> bool {
    set.starts_with("Ordinal") || set == "NumberModel" || set == "Numeral"
}

/// Returns the span without the approximators around it.
fn core(tokens: &Tokens<'_>, pack: &Pack, span: Span) -> Span {
    let mut range = tokens.within(span);
    while let Some(end) = (range.start + 1..range.end)
        .rev()
        .find(|end| pack.amounts.before().exact(tokens, range.start..*end).is_some())
    {
        range.start = end;
    }
    while let Some((start, _)) =
        pack.amounts.after().longest_before(tokens, range.end, 4).filter(|(start, _)| *start > range.start)
    {
        range.end = start;
    }
    tokens.span(range).unwrap_or(span)
}

/// Tells whether our amounts can say what the gold says.
pub(super) fn in_model(set: &str, gold: &[Map<String, Value>]) -> bool {
    gold.iter().all(|gold| {
        let value = gold.get("value").and_then(Value::as_str).unwrap_or_default();
        let unit = gold.get("unit").and_then(Value::as_str);
        (set == "NumberRangeModel" || number(value).is_some())
            && unit.is_none_or(|unit| !ours(unit).is_empty())
    })
}

/// Tells whether an amount is one that the gold allows.
pub(super) fn same(set: &str, have: &Amount, allowed: &[Map<String, Value>]) -> bool {
    allowed.iter().any(|gold| {
        let Some(value) = gold.get("value").and_then(Value::as_str) else { return false };
        if set == "NumberRangeModel" {
            return bounds(have).is_some_and(|told| {
                let value = value.replace(' ', "");
                // Whether the ends of a range belong to it, our model does not tell.
                told == value || have.most.is_some() && same_ends(&told, &value)
            });
        }
        let unit = gold.get("unit").and_then(Value::as_str);
        let of_unit = unit.is_none_or(|unit| {
            have.unit.as_deref().is_some_and(|have| ours(unit).contains(&have) || set == "Duration")
        });
        let scale = match (set, unit, have.unit.as_deref()) {
            ("Duration", Some(gold), Some(have)) => seconds(have) / seconds(&gold.to_lowercase()),
            _ => 1.0,
        };
        of_unit && number(value).is_some_and(|value| near(value, have.value * scale))
    })
}

/// Compares to the fifteen digits that the gold prints.
fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * one.abs().max(other.abs())
}

fn number(text: &str) -> Option<f64> {
    text.trim_end_matches('%').parse().ok()
}

fn seconds(unit: &str) -> f64 {
    match unit {
        "second" => 1.0,
        "minute" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        "fortnight" => 1_209_600.0,
        "month" => 2_628_000.0,
        "year" => 31_536_000.0,
        _ => f64::NAN,
    }
}

/// Compares two ranges by their ends alone.
fn same_ends(one: &str, other: &str) -> bool {
    let ends = |text: &str| text.trim_matches(['[', ']', '(', ')']).to_owned();
    ends(one) == ends(other)
}

/// Returns an amount as an interval.
fn bounds(have: &Amount) -> Option<String> {
    let value = have.value;
    Some(match (have.approx, have.most) {
        (_, Some(most)) => format!("[{value},{most})"),
        (Approx::MoreThan, None) => format!("({value},)"),
        (Approx::AtLeast, None) => format!("[{value},)"),
        (Approx::LessThan, None) => format!("(,{value})"),
        (Approx::AtMost, None) => format!("(,{value}]"),
        _ => return None,
    })
}

/// Returns our names of a unit that the gold names; none where we have no such unit.
fn ours(unit: &str) -> &'static [&'static str] {
    match unit {
        "Second" => &["second"],
        "Minute" => &["minute"],
        "Hour" => &["hour"],
        "Day" => &["day"],
        "Week" => &["week"],
        "Month" => &["month"],
        "Year" => &["year"],
        "Dollar" | "United States dollar" => &["USD"],
        "Canadian dollar" => &["CAD"],
        "Hong Kong dollar" => &["HKD"],
        "Euro" => &["EUR"],
        "Japanese yen" => &["JPY"],
        "British pound" => &["GBP"],
        "Pound" => &["GBP", "lb"],
        "Pence" | "Penny" => &["GBX"],
        "Australian dollar" => &["AUD"],
        "New Zealand dollar" => &["NZD"],
        "Singapore dollar" => &["SGD"],
        "Mexican peso" => &["MXN"],
        "Swiss franc" => &["CHF"],
        "Russian ruble" | "Ruble" => &["RUB"],
        "South Korean won" => &["KRW"],
        "Pakistani rupee" => &["PKR"],
        "Bangladeshi taka" => &["BDT"],
        "Saudi riyal" => &["SAR"],
        "United Arab Emirates dirham" => &["AED"],
        "Swedish krona" => &["SEK"],
        "Norwegian krone" => &["NOK"],
        "Danish krone" => &["DKK"],
        "Turkish lira" => &["TRY"],
        "Thai baht" => &["THB"],
        "South African rand" => &["ZAR"],
        "Cent" => &["cent"],
        "Paisa" => &["paisa"],
        "Indian rupee" | "Rupee" => &["INR"],
        "Sri Lankan rupee" => &["LKR"],
        "Chinese yuan" => &["CNY"],
        "Franc" => &["CHF"],
        "C" | "Celsius" => &["celsius"],
        "F" | "Fahrenheit" => &["fahrenheit"],
        "Degree" => &["degree"],
        "Acre" => &["acre"],
        "Gallon" => &["gallon"],
        "Foot" => &["ft"],
        "Inch" => &["inch"],
        "Mile" => &["mile"],
        "Mile per hour" => &["mph", "mile/hour"],
        "Kilometer" => &["km"],
        "Meter" => &["m"],
        "Millimeter" => &["mm"],
        "Centimeter" => &["cm"],
        "Square kilometer" => &["km2"],
        "Cubic foot" => &["ft3"],
        "Ton" | "Metric ton" => &["tonne"],
        "Gram" => &["g"],
        "Milligram" => &["mg"],
        "Ounce" => &["oz"],
        "Milliliter" => &["ml"],
        "Square meter" => &["m2"],
        "Square foot" => &["ft2"],
        "Square mile" => &["mile2"],
        "Hectare" => &["hectare"],
        "Cubic meter" => &["m3"],
        "Yard" => &["yard"],
        "Knot" => &["knot"],
        "Kilometer per hour" => &["kmh", "km/hour"],
        "Meter per second" => &["m/second"],
        "Megabyte" => &["megabyte"],
        "Gigabyte" => &["gigabyte"],
        "Terabyte" => &["terabyte"],
        "Kilogram" => &["kg"],
        "Liter" => &["litre"],
        "Barrel" => &["barrel"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(set: &str, text: &str, gold: &str, expected: bool) {
        let pack = lang::Packs::embedded().get("hi");
        let gold: Map<String, Value> = serde_json::from_str(gold).unwrap();
        let tokens = Tokens::of(text);
        let sentences = [model::Sentence { span: Span::new(0, text.len()) }];
        let quantities = annotate::quantities::quantities(&tokens, &sentences, &[], pack);
        let found = amounts(set, text, pack, &quantities);
        assert_eq!(
            found.iter().any(|amount| same(set, amount, std::slice::from_ref(&gold))),
            expected,
            "{text}"
        );
    }

    #[test]
    fn amounts_are_compared_by_value_and_unit() {
        check("NumberModel", "तीन सौ लोग", r#"{"value":"300"}"#, true);
        check("NumberModel", "तीन सौ लोग", r#"{"value":"301"}"#, false);
        check("OrdinalModel", "दसवां", r#"{"value":"10"}"#, true);
        check("NumberRangeModel", "20 से अधिक लोग", r#"{"value":"(20,)"}"#, true);
        check("CurrencyModel", "लगभग 5 डॉलर", r#"{"value":"5","unit":"Dollar"}"#, true);
        check("CurrencyModel", "5 रुपये", r#"{"value":"5","unit":"Dollar"}"#, false);
        check("Duration", "ढाई साल", r#"{"value":"30","unit":"Month"}"#, true);
    }
}
