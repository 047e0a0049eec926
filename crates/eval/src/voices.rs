//! Tasks `statements` and `events` on short texts with complete gold: a JSON line a text, as `corpora/voices` has them.
//!
//! A statement is right where its content shares at least 0.6 of all bytes with the gold's and its mode and its speaker
//! are the gold's. Of those that share so much: `speaker`, `mode`, and `chain` where the gold names more than the
//! speaker. An event is right where its trigger shares half of all bytes and its type is the gold's. `silent` is the
//! share of texts without any gold in which nothing was found. Of a file named `*.test.*`, `*.fresh.*` or `*.later.*` no error is
//! shown.

use crate::files::json_lines;
use crate::measure::{Share, harmonic, pair_up};
use crate::names::{names, ways};
use crate::place::overlap;
use crate::{Asked, Bench, Scores, plain, plover};
use anyhow::{Result, bail};
use model::{Article, DateBasis, DocId, Document, Event, LinkRole, Moment, Outlet, Span, Statement};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How much of the content must be the same, and how much of a trigger.
const CONTENT: f64 = 0.6;
const TRIGGER: f64 = 0.5;

#[derive(Deserialize)]
struct Gold {
    id: String,
    lang: String,
    date: Option<Moment>,
    outlet: Option<String>,
    agency: Option<String>,
    title: Option<String>,
    text: String,
    /// Absent in texts that are gold for events alone.
    statements: Option<Vec<GoldStatement>>,
    /// Absent in texts that are gold for statements alone.
    events: Option<Vec<GoldEvent>>,
}

#[derive(Deserialize)]
struct GoldStatement {
    content: Vec<Words>,
    mode: String,
    speaker: Option<String>,
    speaker_kind: String,
    stands_for: Option<String>,
    chain: Vec<String>,
}

#[derive(Deserialize)]
struct GoldEvent {
    #[serde(rename = "type")]
    kind: String,
    trigger: Words,
    #[serde(default)]
    again: Vec<Words>,
    date: Option<String>,
    certainty: String,
}

/// Words of the text: those that stand there once, or which of several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Once(String),
    Nth { text: String, nth: usize },
}

impl Words {
    fn text(&self) -> &str {
        match self {
            Self::Once(text) | Self::Nth { text, .. } => text,
        }
    }

    fn span(&self, text: &str) -> Option<Span> {
        let nth = if let Self::Nth { nth, .. } = self { nth.saturating_sub(1) } else { 0 };
        let (at, words) = text.match_indices(self.text()).nth(nth)?;
        Some(Span::new(at, at + words.len()))
    }
}

/// Measures statements.
pub(crate) fn statements(asked: &Asked, bench: &Bench) -> Result<Scores> {
    run(asked, bench, |gold, document, counts, errors| {
        let Some(statements) = &gold.statements else { return };
        let found = &document.facts().statements;
        let spans: Vec<Vec<Span>> = (statements.iter())
            .map(|one| one.content.iter().filter_map(|words| words.span(&gold.text)).collect())
            .collect();
        let pairs =
            paired(spans.len(), found.len(), CONTENT, |at, other| overlap(&spans[at], &found[other].content));
        let content =
            |one: &GoldStatement| one.content.iter().map(Words::text).collect::<Vec<_>>().join(" … ");
        let mut hits = 0;
        for (at, one) in statements.iter().enumerate() {
            let Some((_, other)) = pairs.iter().find(|(paired, _)| *paired == at) else {
                errors.push(format!("missed {}: {:?}: {}", gold.id, one.speaker, content(one)));
                continue;
            };
            let statement = &found[*other];
            let have = statement.speaker.as_ref().map(|speaker| speaker.name.as_str());
            let right_speaker = is_speaker(document, statement, one);
            let right_mode = statement.mode.name() == one.mode;
            let shown = |link: &model::ChainLink| link.name.clone();
            let chain: Vec<String> = hands(statement).map(shown).collect();
            hits += usize::from(right_speaker && right_mode);
            counts.share("speaker", right_speaker);
            counts.share("mode", right_mode);
            if !right_speaker {
                errors.push(format!(
                    "speaker {}: want {:?}, have {have:?}: {}",
                    gold.id,
                    one.speaker,
                    content(one)
                ));
            }
            if !right_mode {
                let have = statement.mode.name();
                errors.push(format!("mode {}: want {}, have {have}: {}", gold.id, one.mode, content(one)));
            }
            if one.chain.len() > 1 {
                let right = is_chain(document, statement, one);
                counts.share("chain", right);
                if !right {
                    let want = one.chain.join(" < ");
                    errors.push(format!("chain {}: want {want}, have {}", gold.id, chain.join(" < ")));
                }
            }
        }
        for (other, statement) in found.iter().enumerate() {
            if !pairs.iter().any(|(_, paired)| *paired == other) {
                let words: Vec<&str> = statement.content.iter().map(|span| document.surface(*span)).collect();
                let hands: Vec<&str> = hands(statement).map(|link| link.name.as_str()).collect();
                let (mode, hands) = (statement.mode.name(), hands.join(" < "));
                errors.push(format!("extra {}: {mode}, {hands}: {}", gold.id, words.join(" … ")));
            }
        }
        counts.matching("content", pairs.len(), found.len(), statements.len());
        counts.matching("", hits, found.len(), statements.len());
        if statements.is_empty() {
            counts.share("silent", found.is_empty());
        }
    })
}

/// Measures events; sentences with one coded event each are known by their fields.
pub(crate) fn events(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let lines: Vec<serde_json::Value> = asked.data.as_deref().map_or(Ok(Vec::new()), json_lines)?;
    if lines.first().is_some_and(|line| line.get("recipients").is_some()) {
        return plover::run(asked, bench);
    }
    run(asked, bench, |gold, document, counts, errors| {
        let Some(events) = &gold.events else { return };
        let again: Vec<Span> = (events.iter().flat_map(|event| &event.again))
            .filter_map(|words| words.span(&gold.text))
            .collect();
        let spans: Vec<Option<Span>> = events.iter().map(|event| event.trigger.span(&gold.text)).collect();
        let told_again =
            |event: &&Event| !again.iter().any(|span| overlap(&[*span], &[event.trigger]) >= TRIGGER);
        let found: Vec<&Event> = document.facts().events.iter().filter(told_again).collect();
        let pairs = paired(spans.len(), found.len(), TRIGGER, |at, other| {
            spans[at].map_or(0.0, |span| overlap(&[span], &[found[other].trigger]))
        });
        let mut hits = 0;
        for (at, one) in events.iter().enumerate() {
            let trigger = one.trigger.text();
            let Some((_, other)) = pairs.iter().find(|(paired, _)| *paired == at) else {
                errors.push(format!("missed {}: {} {trigger}", gold.id, one.kind));
                continue;
            };
            let event = found[*other];
            let right = event.event == one.kind;
            hits += usize::from(right);
            let certainty = serde_json::json!(event.certainty);
            let date = event.date.map(|date| date.to_day().to_string());
            counts.share("type", right);
            counts.share("certainty", certainty == one.certainty.as_str());
            counts.share("date", date == one.date);
            if date != one.date {
                errors.push(format!("date {}: want {:?}, have {date:?}: {trigger}", gold.id, one.date));
            }
            if !right {
                errors.push(format!("type {}: want {}, have {}: {trigger}", gold.id, one.kind, event.event));
            }
            if certainty != one.certainty.as_str() {
                errors.push(format!(
                    "certainty {}: want {}, have {certainty}: {trigger}",
                    gold.id, one.certainty
                ));
            }
        }
        for (other, event) in found.iter().enumerate() {
            if !pairs.iter().any(|(_, paired)| *paired == other) {
                errors.push(format!(
                    "extra {}: {} {}",
                    gold.id,
                    event.event,
                    document.surface(event.trigger)
                ));
            }
        }
        counts.matching("", hits, found.len(), events.len());
        if events.is_empty() {
            counts.share("silent", found.is_empty());
        }
    })
}

/// What was counted, by measure.
#[derive(Default)]
struct Counts {
    shares: BTreeMap<&'static str, Share>,
    /// Hits, found, gold.
    matchings: BTreeMap<&'static str, [usize; 3]>,
}

impl Counts {
    fn share(&mut self, name: &'static str, hit: bool) {
        self.shares.entry(name).or_default().add(hit);
    }

    fn matching(&mut self, name: &'static str, hits: usize, found: usize, gold: usize) {
        let sums = self.matchings.entry(name).or_default();
        for (sum, more) in sums.iter_mut().zip([hits, found, gold]) {
            *sum += more;
        }
    }

    fn scores(self) -> Scores {
        let mut scores = Scores::default();
        for (name, [hits, found, gold]) in self.matchings {
            let of = |measure: &str| {
                if name.is_empty() { measure.to_owned() } else { format!("{name}.{measure}") }
            };
            let (precision, recall) = (Share { hits, of: found }, Share { hits, of: gold });
            scores.share(of("precision"), precision);
            scores.share(of("recall"), recall);
            scores.put(of("f1"), harmonic(precision.value(), recall.value()), gold);
        }
        for (name, share) in self.shares {
            scores.share(name, share);
        }
        scores
    }
}

fn run(
    asked: &Asked,
    bench: &Bench,
    mut compare: impl FnMut(&Gold, &Document, &mut Counts, &mut Vec<String>),
) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the file of the texts with --data") };
    let golds: Vec<Gold> = json_lines(path)?;
    let (mut counts, mut errors) = (Counts::default(), Vec::new());
    for gold in &golds {
        let document = annotate::annotate(article(gold), &bench.packs);
        compare(gold, &document, &mut counts, &mut errors);
    }
    let mut scores = counts.scores();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = [".test.", ".fresh.", ".later."].iter().any(|part| name.contains(part));
    scores.errors = if hidden { Vec::new() } else { errors };
    Ok(scores)
}

fn paired(
    gold: usize,
    found: usize,
    least: f64,
    shared: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let all = (0..gold).flat_map(|at| (0..found).map(move |other| (at, other)));
    pair_up(
        all.map(|(at, other)| (shared(at, other), at, other))
            .filter(|(shared, ..)| *shared >= least)
            .collect(),
    )
}

fn hands(statement: &Statement) -> impl Iterator<Item = &model::ChainLink> {
    statement.chain.links().iter().filter(|link| link.role != LinkRole::Outlet)
}

/// Tells whether the speaker is the gold's: whom the text names, or whom that stands for; one that nobody can tell is
/// right as nobody, or as the words that stand there.
fn is_speaker(document: &Document, statement: &Statement, gold: &GoldStatement) -> bool {
    let Some(speaker) = &statement.speaker else {
        return gold.speaker.is_none() || gold.speaker_kind == "unresolved";
    };
    let mut ways = ways(document, speaker.entity.as_ref(), &speaker.name);
    ways.push(document.surface(speaker.span));
    [&gold.speaker, &gold.stands_for].into_iter().flatten().any(|gold| names(&ways, gold))
}

/// Tells whether every hand is the gold's, in order.
fn is_chain(document: &Document, statement: &Statement, gold: &GoldStatement) -> bool {
    let have: Vec<_> = hands(statement).collect();
    let named =
        |link: &model::ChainLink, gold: &str| names(&ways(document, link.entity.as_ref(), &link.name), gold);
    have.len() == gold.chain.len()
        && have.iter().zip(&gold.chain).enumerate().all(|(at, (link, hand))| {
            named(link, hand) || (at == 0 && gold.stands_for.as_deref().is_some_and(|gold| named(link, gold)))
        })
}

fn article(gold: &Gold) -> Article {
    Article {
        outlet: Outlet { name: gold.outlet.clone(), ..Outlet::default() },
        title: gold.title.clone(),
        agencies: gold.agency.iter().cloned().collect(),
        date: gold.date,
        date_basis: if gold.date.is_some() { DateBasis::Given } else { DateBasis::None },
        ..plain::article(DocId::given(&gold.id), &gold.text, &gold.lang)
    }
}
