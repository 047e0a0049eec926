//! Task `record`: claims, their standing, silences and the timeline.
//!
//! A predicted claim can stand for a gold claim when it is of the same kind and one of its passages overlaps a gold
//! passage; claims are paired one to one, those that share most passages first. Measures:
//!
//! - `claims_found`: gold claims that have a pair; `claims_kept`: of predicted claims with passages in two or more
//!   articles, those whose passages overlap any gold claim's of their kind
//! - of the pairs: `support_right`, `origins_right` (as many origins), `passages_found` (gold passages carried)
//! - `values_right`: gold values that the paired claim gives
//! - `silences_found`: gold silences with a stated silence on the same passage
//! - `timeline_found`: gold entries with an entry on the same day and passage; `timeline_certainty_right` of those

use crate::Bench;
use crate::data::GoldSpan;
use crate::measure::{Share, pair_up};
use crate::place::place;
use crate::{Data, Scores};
use anyhow::Result;
use engine::pipeline;
use model::{Claim, ClaimKind, Document, Evidence, SilenceKind, Span, TimelineEntry};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Gold {
    Claim(GoldClaim),
    Silence {
        source: String,
        #[serde(default)]
        at: Vec<GoldSpan>,
    },
    Timeline {
        date: String,
        certainty: String,
        gloss: String,
        #[serde(default)]
        at: Vec<GoldSpan>,
    },
}

#[derive(Deserialize)]
struct GoldClaim {
    id: String,
    kind: ClaimKind,
    gloss: String,
    support: String,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    values: Vec<GoldValue>,
    #[serde(default)]
    at: Vec<GoldSpan>,
}

#[derive(Deserialize)]
struct GoldValue {
    value: f64,
    max: Option<f64>,
}

/// A passage in the text that was taken out of a page.
type Passage = (String, Span);

/// Runs the task.
pub(crate) fn run(data: &Data, bench: &Bench) -> Result<Scores> {
    let gold: Vec<Gold> = data.lines("record")?;
    let setup = bench.setup();
    let reading = pipeline::record(data.pages(&bench.limits), &setup)?;
    let places = Places::of(data, &reading.documents);
    let threads = &reading.record.threads;
    let mut scores = Scores::default();
    let claims: Vec<&Claim> = threads.iter().flat_map(|thread| &thread.claims).collect();
    let gold_claims: Vec<&GoldClaim> =
        gold.iter().filter_map(|one| if let Gold::Claim(claim) = one { Some(claim) } else { None }).collect();
    score_claims(&mut scores, &places, &gold_claims, &claims);

    let silences: Vec<Passage> = threads
        .iter()
        .flat_map(|thread| &thread.silences)
        .filter(|silence| silence.kind == SilenceKind::Stated)
        .map(|silence| passage(&silence.evidence))
        .collect();
    let mut silences_found = Share::default();
    let entries: Vec<&TimelineEntry> = threads.iter().flat_map(|thread| &thread.timeline).collect();
    let (mut timeline, mut certainty_right) = (Share::default(), Share::default());
    for one in &gold {
        match one {
            Gold::Claim(_) => {}
            Gold::Silence { source, at } => {
                let wanted = places.find(at);
                let found = wanted.iter().any(|wanted| silences.iter().any(|have| touches(wanted, have)));
                silences_found.add(found);
                if !found {
                    scores.errors.push(format!("silence missed: {source}: {}", first(at)));
                }
            }
            Gold::Timeline { date, certainty, gloss, at } => {
                let wanted = places.find(at);
                let carried = |entry: &&&TimelineEntry| {
                    entry.date.to_day().to_string() == *date
                        && entry.evidence.iter().any(|e| wanted.iter().any(|w| touches(w, &passage(e))))
                };
                let on_day: Vec<_> = entries.iter().filter(carried).collect();
                timeline.add(!on_day.is_empty());
                if on_day.is_empty() {
                    scores.errors.push(format!("timeline missed: {date} {gloss}"));
                    continue;
                }
                let right = on_day.iter().any(|entry| entry.certainty.name() == certainty);
                certainty_right.add(right);
                if !right {
                    let have = on_day[0].certainty.name();
                    scores.errors.push(format!("certainty: {date} {gloss}: want {certainty}, have {have}"));
                }
            }
        }
    }
    scores.share("silences_found", silences_found);
    scores.share("timeline_found", timeline);
    scores.share("timeline_certainty_right", certainty_right);
    Ok(scores)
}

fn score_claims(scores: &mut Scores, places: &Places<'_>, gold: &[&GoldClaim], claims: &[&Claim]) {
    let wanted: Vec<Vec<Passage>> = gold.iter().map(|claim| places.find(&claim.at)).collect();
    let have: Vec<Vec<Passage>> = claims
        .iter()
        .map(|claim| claim.supports.iter().map(|support| passage(&support.evidence)).collect())
        .collect();
    let mut scored = Vec::new();
    for (at, claim) in gold.iter().enumerate() {
        for (other, predicted) in claims.iter().enumerate() {
            if predicted.kind == claim.kind {
                let carried = carried(&wanted[at], &have[other]);
                if carried > 0 {
                    let all = wanted[at].len() + have[other].len();
                    scored.push((2.0 * carried as f64 / all as f64, at, other));
                }
            }
        }
    }
    let touched: std::collections::BTreeSet<usize> = scored.iter().map(|(_, _, other)| *other).collect();
    let pairs: BTreeMap<usize, usize> = pair_up(scored).into_iter().collect();
    let mut found = Share::default();
    let (mut support, mut origins, mut passages, mut values) =
        (Share::default(), Share::default(), Share::default(), Share::default());
    for (at, claim) in gold.iter().enumerate() {
        let paired = pairs.get(&at).copied();
        found.add(paired.is_some());
        let Some(other) = paired else {
            scores.errors.push(format!("claim missed: {}: {}", claim.id, claim.gloss));
            continue;
        };
        let predicted = claims[other];
        passages.hits += carried(&wanted[at], &have[other]);
        passages.of += claim.at.len();
        let right = predicted.support.name() == claim.support;
        support.add(right);
        if !right {
            let (want, have) = (&claim.support, predicted.support.name());
            scores
                .errors
                .push(format!("support: {}: want {want}, have {have}: {}", claim.id, predicted.text));
        }
        let right = predicted.origins.len() == claim.origins.len();
        origins.add(right);
        if !right {
            let (want, have) = (claim.origins.join(", "), predicted.origins.len());
            scores.errors.push(format!("origins: {}: want {want}, have {have}", claim.id));
        }
        for value in &claim.values {
            let given = predicted.values.iter().any(|point| {
                let number = |number: Option<model::Number>| number.map(model::Number::value);
                number(point.value) == Some(value.value) && number(point.value_max) == value.max
            });
            values.add(given);
            if !given {
                scores.errors.push(format!("value: {}: {} is missing", claim.id, value.value));
            }
        }
    }
    let mut kept = Share::default();
    for (other, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.articles().len() > 1) {
        kept.add(touched.contains(&other));
        if !touched.contains(&other) {
            scores.errors.push(format!("claim extra: {}", claim.text));
        }
    }
    scores.share("claims_found", found);
    scores.share("claims_kept", kept);
    scores.share("support_right", support);
    scores.share("origins_right", origins);
    scores.share("passages_found", passages);
    scores.share("values_right", values);
}

/// Counts the wanted passages that one of the others touches.
fn carried(wanted: &[Passage], have: &[Passage]) -> usize {
    wanted.iter().filter(|one| have.iter().any(|other| touches(one, other))).count()
}

fn passage(evidence: &Evidence) -> Passage {
    (evidence.article().to_string(), evidence.span())
}

fn touches(one: &Passage, other: &Passage) -> bool {
    one.0 == other.0 && one.1.overlaps(other.1)
}

fn first(at: &[GoldSpan]) -> &str {
    at.first().map_or("", |span| span.text.as_str())
}

/// Finds gold passages in the documents.
struct Places<'a> {
    data: &'a Data,
    documents: BTreeMap<&'a str, &'a Document>,
}

impl<'a> Places<'a> {
    fn of(data: &'a Data, documents: &'a [Document]) -> Self {
        Self { data, documents: data.by_gold(documents, Document::article) }
    }

    fn find(&self, at: &[GoldSpan]) -> Vec<Passage> {
        let one = |gold: &GoldSpan| {
            let article = self.data.articles.iter().find(|article| article.id == gold.article)?;
            let document = self.documents.get(gold.article.as_str())?.article();
            Some((document.id.to_string(), place(&article.text, gold.span, &document.text)?))
        };
        at.iter().filter_map(one).collect()
    }
}
