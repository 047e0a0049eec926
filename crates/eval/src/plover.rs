//! Task `events` on sentences with one coded event each, a JSON line a sentence: the gold records of PLOVER
//! (<https://github.com/openeventdata/PLOVER>) and lines of the same form in other languages.
//!
//! Of a sentence the main event counts: of those that are not denied, the first in text order; where verbs stand last,
//! the last that comes before a comma or a “that” behind the first. What is planned becomes AGREE or CONCEDE by PLOVER's
//! rules, and force that is announced in a statement THREATEN. `type` is right where it is the gold's or one that the gold accepts, over all sentences that tell an event;
//! `f1` is over types, so that an event in a sentence that tells none costs precision. Actors and recipients are
//! compared as sets of codes, and of codes with sectors; in reciprocal sentences both are one set. Where the gold has
//! no code for a kind of international body (UNO, EUR, NGO), they are all IGO.

use crate::files::json_lines;
use crate::measure::{Share, harmonic};
use crate::{Asked, Bench, Scores, plain};
use anyhow::{Result, bail};
use lang::Pack;
use model::{Actor, Certainty, DocId, Document, Event};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use text::Tokens;
use text::script::dominant_script;

const NONE: &str = "NONE";
/// The languages of such sentences; a sentence is of the first whose script it has.
const LANGUAGES: [&str; 2] = ["en", "hi"];
/// What PLOVER makes of a planned event.
const PROMISES: [(&str, &str); 5] = [
    ("AID", "AGREE"),
    ("CONSULT", "AGREE"),
    ("COOPERATE", "AGREE"),
    ("RETREAT", "CONCEDE"),
    ("SUPPORT", "AGREE"),
];

const FORCE: [&str; 2] = ["ASSAULT", "COERCE"];

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    event: String,
    #[serde(default)]
    also_accept: Vec<String>,
    actors: Vec<GoldParty>,
    recipients: Vec<GoldParty>,
    #[serde(default)]
    reciprocal: bool,
    certainty: Option<String>,
    mode: Option<String>,
}

#[derive(Deserialize)]
struct GoldParty {
    code: Option<String>,
    sector: Option<String>,
}

/// A code and a sector.
type Coded = (Option<String>, Option<String>);

/// Measures events on sentences with one event each.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the file of the sentences with --data") };
    let golds: Vec<Gold> = json_lines(path)?;
    let international = golds.iter().flat_map(|gold| gold.actors.iter().chain(&gold.recipients));
    let apart =
        international.filter_map(|party| party.code.as_deref()).any(|code| matches!(code, "UNO" | "NGO"));
    let mut scores = Scores::default();
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    let mut parties: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let (mut hits, mut found, mut told) = (0, 0, 0);
    for gold in &golds {
        let lang = LANGUAGES
            .iter()
            .find(|code| dominant_script(&bench.packs.get(code).info.native) == dominant_script(&gold.text));
        let pack = bench.packs.get(lang.unwrap_or(&"en"));
        let article = plain::article(DocId::given(&gold.id), &gold.text, &pack.code);
        let document = annotate::annotate(article, &bench.packs);
        let main = main_event(&document, pack);
        let have = main.map_or(NONE, kind);
        let right = have == gold.event || gold.also_accept.iter().any(|other| other == have);
        let happens = gold.event != NONE;
        told += usize::from(happens);
        found += usize::from(have != NONE);
        hits += usize::from(right && happens && have != NONE);
        if !right {
            let words = main.map_or("", |event| document.surface(event.trigger));
            scores
                .errors
                .push(format!("type {}: want {}, have {have} {words:?}: {}", gold.id, gold.event, gold.text));
        }
        if happens {
            shares.entry("type").or_default().add(right);
            shares.entry("quad").or_default().add(right || quad(have) == quad(&gold.event));
        } else {
            shares.entry("none").or_default().add(have == NONE);
        }
        let Some(main) = main.filter(|_| happens) else { continue };
        if let Some(certainty) = &gold.certainty {
            let same = main.certainty.name() == certainty;
            shares.entry("certainty").or_default().add(same);
            if !same {
                let (have, words) = (main.certainty.name(), document.surface(main.trigger));
                scores.errors.push(format!(
                    "certainty {}: want {certainty}, have {have} {words:?}: {}",
                    gold.id, gold.text
                ));
            }
        }
        if right && gold.mode.is_some() {
            shares.entry("mode").or_default().add(main.mode == gold.mode);
        }
        let sides =
            [("actors", &main.actors, &gold.actors), ("recipients", &main.recipients, &gold.recipients)];
        let both: Vec<Actor>;
        let sides: Vec<(&str, &Vec<Actor>, Vec<&GoldParty>)> = if gold.reciprocal {
            both = main.actors.iter().chain(&main.recipients).cloned().collect();
            vec![("actors", &both, gold.actors.iter().chain(&gold.recipients).collect())]
        } else {
            sides.into_iter().map(|(name, have, want)| (name, have, want.iter().collect())).collect()
        };
        for (name, have, want) in sides {
            let have: BTreeSet<Coded> =
                have.iter().map(|actor| coded(&actor.code, &actor.sector, apart)).collect();
            let want: BTreeSet<Coded> =
                want.iter().map(|party| coded(&party.code, &party.sector, apart)).collect();
            if have != want {
                scores
                    .errors
                    .push(format!("{name} {}: want {want:?}, have {have:?}: {}", gold.id, gold.text));
            }
            let codes = |set: &BTreeSet<Coded>| -> BTreeSet<String> {
                set.iter().filter_map(|(code, _)| code.clone()).collect()
            };
            let (whole, code) = match name {
                "actors" => ("actors", "actors.code"),
                _ => ("recipients", "recipients.code"),
            };
            count(parties.entry(whole).or_default(), &have, &want);
            count(parties.entry(code).or_default(), &codes(&have), &codes(&want));
        }
    }
    let (precision, recall) = (Share { hits, of: found }, Share { hits, of: told });
    scores.share("precision", precision);
    scores.share("recall", recall);
    scores.put("f1", harmonic(precision.value(), recall.value()), told);
    for (name, share) in shares {
        scores.share(name, share);
    }
    for (name, [hits, found, gold]) in parties {
        let value = harmonic(Share { hits, of: found }.value(), Share { hits, of: gold }.value());
        scores.put(format!("{name}.f1"), value, gold);
    }
    if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".test.")) {
        scores.errors.clear();
    }
    Ok(scores)
}

fn count<T: Ord>(sums: &mut [usize; 3], have: &BTreeSet<T>, want: &BTreeSet<T>) {
    sums[0] += have.intersection(want).count();
    sums[1] += have.len();
    sums[2] += want.len();
}

fn coded(code: &Option<String>, sector: &Option<String>, apart: bool) -> Coded {
    let code = code.as_deref().map(|code| match code {
        "UNO" | "EUR" | "NGO" if !apart => "IGO",
        code => code,
    });
    (code.map(str::to_owned), sector.clone())
}

/// Returns the event that a sentence is about: see the module's documentation.
fn main_event<'d>(document: &'d Document, pack: &Pack) -> Option<&'d Event> {
    let text = &document.article().text;
    let plover = |event: &&Event| event.event.chars().all(char::is_uppercase);
    let mut events =
        document.facts().events.iter().filter(|event| event.certainty != Certainty::Denied).filter(plover);
    let mut main = events.next()?;
    if pack.grammar.knows("agent") {
        for event in events {
            let between = text.get(main.trigger.end as usize..event.trigger.start as usize).unwrap_or(",");
            let tokens = Tokens::of(between);
            let parts = |at: usize| tokens.surface(at) == "," || pack.grammar.is("that", &tokens, at);
            if (0..tokens.len()).any(parts) {
                break;
            }
            main = event;
        }
    }
    Some(main)
}

/// Returns what event data calls an event.
fn kind(event: &Event) -> &str {
    let promise = PROMISES.iter().find(|(planned, _)| *planned == event.event);
    match promise {
        _ if event.certainty != Certainty::Planned => &event.event,
        Some((_, promise)) => promise,
        // Force that somebody announces in their own words is a threat.
        None if event.statement.is_some() && FORCE.contains(&event.event.as_str()) => "THREATEN",
        None => &event.event,
    }
}

/// Returns PLOVER's class of an event: words or deeds, with or against each other.
fn quad(event: &str) -> u8 {
    match event {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => 4,
        _ => 0,
    }
}
