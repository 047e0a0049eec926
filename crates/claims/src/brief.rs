//! The brief and the open questions: sentences chosen, never written.

use crate::Scope;
use crate::words::{self, containment};
use model::record::OpenQuestion;
use model::{BlockKind, Claim, ClaimKind, Evidence, Moment, Rule, Standing};
use std::collections::BTreeMap;

const OPENING: Rule = Rule::new("brief-opening");

/// The most sentences of a brief.
const LONGEST: usize = 3;
/// Two sentences that share so many words say the same.
const SAME: f64 = 0.5;

/// Returns at most three sentences that say most of a thread, in time order: what the largest and the newest story
/// open with, then the weightiest claims that say something else.
pub(crate) fn brief(scope: &Scope<'_>, claims: &[Claim]) -> Vec<Evidence> {
    let mut chosen: Vec<(usize, Evidence, words::Words)> = Vec::new();
    let add = |chosen: &mut Vec<(usize, Evidence, words::Words)>, at: usize, evidence: Evidence| {
        let document = scope.documents[at];
        let pack = scope.packs.get(&document.article().lang);
        let words = words::content(document.surface(evidence.span()), pack);
        let known =
            chosen.iter().any(|(_, other, known)| *other == evidence || containment(known, &words) >= SAME);
        if !known && chosen.len() < LONGEST {
            chosen.push((at, evidence, words));
        }
    };
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for story in &scope.stories {
        *sizes.entry(*story).or_default() += 1;
    }
    let largest = sizes.iter().rev().max_by_key(|(_, size)| **size).map(|(story, _)| *story);
    let dated = |at: &usize| scope.documents[*at].article().date.is_some();
    let newest = (0..scope.documents.len()).rev().find(dated).map(|at| scope.stories[at]);
    for story in largest.into_iter().chain(newest) {
        if let Some((at, evidence)) = opening(scope, story) {
            add(&mut chosen, at, evidence);
        }
    }
    for claim in claims {
        if chosen.len() >= LONGEST {
            break;
        }
        if let Some(at) = scope.documents.iter().position(|d| d.article().id == *claim.evidence0.article()) {
            add(&mut chosen, at, claim.evidence0.clone());
        }
    }
    chosen.sort_by_key(|(at, evidence, _)| (*at, evidence.span()));
    chosen.into_iter().map(|(_, evidence, _)| evidence).collect()
}

/// Returns the first sentence of the article of a story whose opening shares most words with the other openings.
fn opening(scope: &Scope<'_>, story: usize) -> Option<(usize, Evidence)> {
    let openings: Vec<(usize, Evidence, words::Words)> = (0..scope.documents.len())
        .filter(|at| scope.stories[*at] == story)
        .filter_map(|at| {
            let document = scope.documents[at];
            let paragraph =
                document.article().blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
            let sentence = document.sentence_of(paragraph.span)?;
            let evidence = Evidence::cite(document, sentence.span, OPENING)?;
            let pack = scope.packs.get(&document.article().lang);
            Some((at, evidence, words::content(document.surface(sentence.span), pack)))
        })
        .collect();
    let shared = words::shared_with_others(openings.iter().map(|(_, _, words)| words));
    let best = (0..openings.len()).rev().max_by_key(|index| shared[*index])?;
    Some((openings[best].0, openings[best].1.clone()))
}

/// Returns what to look into: amounts of one origin that several articles repeat, disputes, and planned things whose
/// day is past in the newest article.
pub(crate) fn open(scope: &Scope<'_>, claims: &[Claim]) -> Vec<OpenQuestion> {
    let newest =
        scope.documents.iter().filter_map(|document| document.article().date).map(Moment::to_day).max();
    let mut found = Vec::new();
    for claim in claims {
        let planned = claim.slots.get("certainty").is_some_and(|certainty| certainty == "planned");
        let day: Option<Moment> = claim.slots.get("date").and_then(|date| date.parse().ok());
        let code = if claim.support == Standing::Disputed {
            "disputed"
        } else if claim.kind == ClaimKind::Amount
            && claim.support == Standing::Single
            && claim.articles().len() >= 2
        {
            "single-origin-amount"
        } else if planned && day.zip(newest).is_some_and(|(day, newest)| day.last_day() < newest.first_day())
        {
            "planned-past"
        } else {
            continue;
        };
        found.push(OpenQuestion { code: code.to_owned(), claim: claim.id.clone() });
    }
    found
}
