//! Task `statements`: who said what, and the way it came.
//!
//! A statement is found when the content of a predicted one shares at least 0.6 of all their bytes with it,
//! paired one to one. Of the found ones: `speaker` (any known name; titles and first names may be missing),
//! `chain` (every hand, in order, the outlet left out), `mode`.

use crate::Bench;
use crate::data::GoldSpan;
use crate::measure::{Share, pair_up};
use crate::names::{names, ways};
use crate::place::{overlap, place};
use crate::{Data, Scores};
use anyhow::Result;
use engine::pipeline;
use model::{Document, LinkRole, Statement};
use serde::Deserialize;
use std::ops::ControlFlow;

/// How much of the content must be the same.
const SHARED: f64 = 0.6;

#[derive(Deserialize)]
struct GoldStatement {
    #[serde(flatten)]
    at: GoldSpan,
    mode: String,
    speaker: String,
    #[serde(default)]
    chain: Option<Vec<String>>,
}

/// Runs the task.
pub(crate) fn run(data: &Data, bench: &Bench) -> Result<Scores> {
    let gold: Vec<GoldStatement> = data.lines("statements")?;
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
    let (mut speaker, mut chain, mut mode) = (Share::default(), Share::default(), Share::default());
    for article in data.articles.iter().filter(|article| article.gold.iter().any(|kind| kind == "statements"))
    {
        let gold: Vec<&GoldStatement> = gold.iter().filter(|one| one.at.article == article.id).collect();
        gold_total += gold.len();
        let Some(document) = found.get(article.id.as_str()) else { continue };
        let predicted = &document.facts().statements;
        predicted_total += predicted.len();
        let text = &document.article().text;
        let mut scored = Vec::new();
        for (at, one) in gold.iter().enumerate() {
            let Some(span) = place(&article.text, one.at.span, text) else { continue };
            for (other, statement) in predicted.iter().enumerate() {
                let shared = overlap(&[span], &statement.content);
                if shared >= SHARED {
                    scored.push((shared, at, other));
                }
            }
        }
        let pairs = pair_up(scored);
        hits += pairs.len();
        for (at, one) in gold.iter().enumerate() {
            let Some((_, other)) = pairs.iter().find(|(paired, _)| *paired == at) else {
                scores.errors.push(format!("missed {}: {}: {}", article.id, one.speaker, one.at.text));
                continue;
            };
            let statement = &predicted[*other];
            let mut compare = |share: &mut Share, what: &str, right: bool, want: &str, have: &str| {
                share.add(right);
                if !right {
                    let text = &one.at.text;
                    scores.errors.push(format!("{what} {}: want {want}, have {have}: {text}", article.id));
                }
            };
            compare(&mut mode, "mode", statement.mode.name() == one.mode, &one.mode, statement.mode.name());
            let have = statement.speaker.as_ref().map_or("?", |speaker| speaker.name.as_str());
            compare(
                &mut speaker,
                "speaker",
                speaker_right(document, statement, &one.speaker),
                &one.speaker,
                have,
            );
            if let Some(want) = &one.chain {
                let have: Vec<&str> = hands(statement).map(|link| link.name.as_str()).collect();
                let right = chain_right(document, statement, want);
                compare(&mut chain, "chain", right, &want.join(" > "), &have.join(" > "));
            }
        }
        for (other, statement) in predicted.iter().enumerate() {
            if !pairs.iter().any(|(_, paired)| *paired == other) {
                let content: Vec<&str> =
                    statement.content.iter().map(|span| document.surface(*span)).collect();
                scores.errors.push(format!("extra {}: {}", article.id, content.join(" … ")));
            }
        }
    }
    scores.matching(["precision", "recall", "f1"], hits, predicted_total, gold_total);
    scores.share("speaker", speaker);
    scores.share("chain", chain);
    scores.share("mode", mode);
    Ok(scores)
}

fn hands(statement: &Statement) -> impl Iterator<Item = &model::ChainLink> {
    statement.chain.links().iter().filter(|link| link.role != LinkRole::Outlet)
}

fn speaker_right(document: &Document, statement: &Statement, gold: &str) -> bool {
    match &statement.speaker {
        None => gold == "?",
        Some(speaker) => {
            let mut ways = ways(document, speaker.entity.as_ref(), &speaker.name);
            ways.push(document.surface(speaker.span));
            names(&ways, gold)
        }
    }
}

fn chain_right(document: &Document, statement: &Statement, gold: &[String]) -> bool {
    let have: Vec<_> = hands(statement).collect();
    have.len() == gold.len()
        && have
            .iter()
            .zip(gold)
            .all(|(link, gold)| names(&ways(document, link.entity.as_ref(), &link.name), gold))
}
