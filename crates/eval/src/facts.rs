//! Tasks `names`, `times`, `quantities` and `events`: facts that are one span and a few values.
//!
//! A fact is found when a predicted one overlaps it by half of all their bytes or more, paired one to one;
//! of the found ones the values are compared. Only articles whose gold names the kind count.

use crate::Bench;
use crate::measure::{Share, pair_up};
use crate::place::{overlap, place};
use crate::{Data, Scores};
use anyhow::Result;
use engine::pipeline;
use model::{Document, Span};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::ops::ControlFlow;

/// How much two spans must share.
const SHARED: f64 = 0.5;

/// Runs the task `names`.
pub(crate) fn names(data: &Data, bench: &Bench) -> Result<Scores> {
    run(data, bench, "names", &["type"], |document| {
        let value = |kind| serde_json::json!({ "type": kind });
        document.facts().mentions.iter().map(|mention| (mention.span, value(mention.kind))).collect()
    })
}

/// Runs the task `times`.
pub(crate) fn times(data: &Data, bench: &Bench) -> Result<Scores> {
    run(data, bench, "times", &["value"], |document| {
        let value = |value: &Option<model::TimeValue>| {
            // Gold values are days; a time of day adds to one and does not contradict it.
            let shown = value.as_ref().map(|value| match value.moment() {
                Some(moment) => moment.to_day().to_string(),
                None => value.to_string(),
            });
            serde_json::json!({ "value": shown })
        };
        document.facts().times.iter().map(|time| (time.span, value(&time.value))).collect()
    })
}

/// Runs the task `quantities`.
pub(crate) fn quantities(data: &Data, bench: &Bench) -> Result<Scores> {
    run(data, bench, "quantities", &["value", "max", "approx", "counted"], |document| {
        let text = &document.article().text;
        let pack = bench.packs.get(&document.article().lang);
        let tokens = text::Tokens::of(text);
        let numbers = annotate::quantities::numbers(&tokens, pack);
        let value = |quantity: &model::Quantity| {
            let counted = quantity.counted.as_ref();
            let unit = bare(&tokens, &numbers, quantity)
                .map(|bare| &text[bare.end as usize..quantity.span.end as usize]);
            serde_json::json!({
                "value": quantity.value, "max": quantity.value_max, "approx": quantity.approx,
                "counted": counted
                    .map(|counted| [counted.head.as_str(), document.surface(counted.span)])
                    .or_else(|| unit.map(|unit| [unit.trim(), unit.trim()])),
            })
        };
        let span = |quantity: &model::Quantity| bare(&tokens, &numbers, quantity).unwrap_or(quantity.span);
        document.facts().quantities.iter().map(|quantity| (span(quantity), value(quantity))).collect()
    })
}

/// Returns the span of an amount without its unit, which this gold takes for what is counted; percents and money
/// before the number stay whole.
fn bare(
    tokens: &text::Tokens<'_>,
    numbers: &[annotate::quantities::NumberSpan],
    quantity: &model::Quantity,
) -> Option<Span> {
    quantity.unit.as_ref().filter(|_| quantity.kind != model::QuantityKind::Percent)?;
    let range = tokens.within(quantity.span);
    let last = numbers
        .iter()
        .rev()
        .find(|number| number.tokens.end <= range.end && number.tokens.start >= range.start)?;
    let end = tokens.span(range.start..last.tokens.end)?.end;
    (end < quantity.span.end).then(|| Span::new(quantity.span.start as usize, end as usize))
}

/// Runs the task `events`.
pub(crate) fn events(data: &Data, bench: &Bench) -> Result<Scores> {
    run(data, bench, "events", &["type", "date", "certainty"], |document| {
        let value = |event: &model::Event| {
            let date = event.date.map(|date| date.to_day().to_string());
            serde_json::json!({ "type": event.event, "date": date, "certainty": event.certainty })
        };
        document.facts().events.iter().map(|event| (event.trigger, value(event))).collect()
    })
}

#[derive(Deserialize)]
struct GoldFact {
    article: String,
    #[serde(flatten)]
    span: Span,
    text: String,
    #[serde(flatten)]
    values: Map<String, Value>,
}

fn run(
    data: &Data,
    bench: &Bench,
    kind: &str,
    keys: &[&'static str],
    predict: impl Fn(&Document) -> Vec<(Span, Value)>,
) -> Result<Scores> {
    let gold: Vec<GoldFact> = data.lines(kind)?;
    let setup = bench.setup();
    let mut documents: Vec<Document> = Vec::new();
    let flow = pipeline::documents(data.pages(&bench.limits), &setup, |outcome| {
        documents.extend(outcome.ok());
        ControlFlow::<()>::Continue(())
    });
    debug_assert!(flow.is_continue());
    let found = data.by_gold(&documents, Document::article);
    let mut scores = Scores::default();
    let (mut hits, mut predicted_total, mut gold_total) = (0, 0, 0);
    let mut right = vec![Share::default(); keys.len()];
    for article in data.articles.iter().filter(|article| article.gold.iter().any(|name| name == kind)) {
        let gold: Vec<&GoldFact> = gold.iter().filter(|fact| fact.article == article.id).collect();
        gold_total += gold.len();
        let Some(document) = found.get(article.id.as_str()) else { continue };
        let predicted = predict(document);
        predicted_total += predicted.len();
        let text = &document.article().text;
        let mut scored = Vec::new();
        for (at, fact) in gold.iter().enumerate() {
            let Some(span) = place(&article.text, fact.span, text) else { continue };
            for (other, (found, _)) in predicted.iter().enumerate() {
                let shared = overlap(&[span], &[*found]);
                if shared >= SHARED {
                    scored.push((shared, at, other));
                }
            }
        }
        let pairs = pair_up(scored);
        hits += pairs.len();
        for (at, fact) in gold.iter().enumerate() {
            let Some((_, other)) = pairs.iter().find(|(one, _)| *one == at) else {
                scores.errors.push(format!("missed {}: {}", fact.article, fact.text));
                continue;
            };
            let values = &predicted[*other].1;
            for (key, share) in keys.iter().zip(&mut right) {
                let Some(want) = fact.values.get(*key) else { continue };
                let same = same(want, &values[*key]);
                share.add(same);
                if !same {
                    let have = &values[*key];
                    scores
                        .errors
                        .push(format!("{key} {}: {}: want {want}, have {have}", fact.article, fact.text));
                }
            }
        }
        for (other, (span, _)) in predicted.iter().enumerate() {
            if !pairs.iter().any(|(_, paired)| *paired == other) {
                scores.errors.push(format!("extra {}: {}", article.id, document.surface(*span)));
            }
        }
    }
    scores.matching(["precision", "recall", "f1"], hits, predicted_total, gold_total);
    for (key, share) in keys.iter().zip(right) {
        scores.share(*key, share);
    }
    Ok(scores)
}

/// Compares values; numbers by what they are, lists by whether they hold it.
fn same(want: &Value, have: &Value) -> bool {
    match (want, have) {
        (want, Value::Array(ways)) => ways.iter().any(|way| same(want, way)),
        (Value::String(want), Value::String(have)) => {
            let (want, have) = (text::fold(want), text::fold(have));
            want == have || want.ends_with(&format!(" {have}")) || have.ends_with(&format!(" {want}"))
        }
        (Value::Number(want), Value::Number(have)) => want.as_f64() == have.as_f64(),
        _ => want == have,
    }
}
