//! What the record of the demo corpus promises: every line rests on a passage, and order and threads change nothing.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use engine::{Setup, Workers, pipeline};
use intake::{Input, Limits};
use lang::Packs;
use model::{ChangeKind, ClaimId, DocId, Document, Evidence, Page, Record, ThreadRecord};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

fn pages() -> Vec<Page> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo/pages/manifest.jsonl");
    intake::read(&[Input::Manifest(manifest)], &Limits::default()).filter_map(Result::ok).collect()
}

fn reading(jobs: usize, pages: Vec<Page>) -> pipeline::Reading {
    let workers = Workers::new(jobs).unwrap();
    let setup = Setup::of(Packs::embedded(), &workers);
    pipeline::record(pages.into_iter().map(Ok), &setup).unwrap()
}

fn shown(record: &Record) -> String {
    serde_json::to_string(record).unwrap()
}

/// The demo corpus read once, with its record as one worker makes it.
static DEMO: LazyLock<(Vec<Document>, String)> = LazyLock::new(|| {
    let reading = reading(1, pages());
    (reading.documents, shown(&reading.record))
});

#[test]
fn four_workers_make_the_record_of_one() {
    assert_eq!(shown(&reading(4, pages()).record), DEMO.1);
}

#[test]
fn every_line_of_the_record_rests_on_a_passage() {
    let reading = reading(2, pages());
    let check = |evidence: &Evidence, what: &str| {
        let document = reading.documents.iter().find(|document| document.article().id == *evidence.article());
        let document = document.unwrap_or_else(|| panic!("{what}: no document {:?}", evidence.article()));
        assert!(!document.surface(evidence.span()).is_empty(), "{what}: {evidence:?} does not resolve");
    };
    assert!(!reading.record.threads.is_empty());
    for thread in &reading.record.threads {
        for claim in &thread.claims {
            assert!(!claim.supports.is_empty(), "a claim without evidence: {}", claim.text);
            claim.supports.iter().for_each(|support| check(&support.evidence, "claim"));
        }
        thread.silences.iter().for_each(|silence| check(&silence.evidence, "silence"));
        thread.brief.iter().for_each(|evidence| check(evidence, "brief"));
        for entry in &thread.timeline {
            assert!(!entry.evidence.is_empty(), "a day without evidence: {}", entry.text);
            entry.evidence.iter().for_each(|evidence| check(evidence, "timeline"));
        }
    }
}

#[test]
fn a_thread_alone_is_drawn_up_as_in_the_record() {
    let (packs, documents) = (Packs::embedded(), &DEMO.0);
    let grouping = story::group(documents, packs);
    let outlets = claims::Outlets::of(documents.iter().filter_map(|document| {
        let outlet = &document.article().outlet;
        Some((outlet.domain.as_deref()?, outlet.name.as_deref()?, 1))
    }));
    let record = claims::record(documents, &grouping, packs);
    assert!(record.threads.len() > 1);
    for (thread, expected) in grouping.threads.iter().zip(&record.threads) {
        let of_thread = |document: &&Document| {
            grouping.of(&document.article().id).is_some_and(|line| line.thread == thread.id)
        };
        let documents: Vec<Document> = documents.iter().rev().filter(of_thread).cloned().collect();
        assert_eq!(&claims::thread(&documents, thread, &grouping, packs, &outlets), expected);
    }
}

#[test]
fn what_was_claimed_stays_or_goes_on_or_is_told_to_be_gone() {
    let packs = Packs::embedded();
    let record = |documents: &[Document]| claims::record(documents, &story::group(documents, packs), packs);
    let half: Vec<Document> = DEMO.0.iter().step_by(2).cloned().collect();
    let (before, after) = (record(&half), record(&DEMO.0));
    for thread in &after.threads {
        let articles: BTreeSet<&DocId> = thread.articles.iter().map(|article| &article.id).collect();
        let before: Vec<&ThreadRecord> = before
            .threads
            .iter()
            .filter(|thread| thread.articles.iter().any(|article| articles.contains(&article.id)))
            .collect();
        let changes = claims::changes(&before, thread);
        let is_new = changes.first().is_some_and(|change| change.kind == ChangeKind::NewThread);
        assert_eq!(is_new, before.is_empty());
        let renamed: BTreeMap<_, _> = claims::renamed(&before, thread).into_iter().collect();
        let now: BTreeSet<&ClaimId> = thread.claims.iter().map(|claim| &claim.id).collect();
        let gone: BTreeSet<&ClaimId> = changes
            .iter()
            .filter(|change| change.kind == ChangeKind::GoneClaim)
            .filter_map(|change| change.claim.as_ref())
            .collect();
        assert!(renamed.iter().all(|(old, new)| now.contains(new) && !now.contains(old)));
        // What only stands in articles of another thread now is told there.
        let claims = before.iter().flat_map(|record| &record.claims);
        for claim in claims.filter(|claim| articles.contains(claim.evidence0.article())) {
            let told = [now.contains(&claim.id), renamed.contains_key(&claim.id), gone.contains(&claim.id)];
            assert_eq!(told.iter().filter(|told| **told).count(), 1, "{}", claim.text);
        }
        assert_eq!(claims::changes(&[thread], thread), []);
        assert_eq!(claims::renamed(&[thread], thread), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_order_of_documents_changes_no_record(order in Just((0..DEMO.0.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let record = |documents: &[Document]| {
            let grouping = story::group(documents, Packs::embedded());
            shown(&claims::record(documents, &grouping, Packs::embedded()))
        };
        let shuffled: Vec<Document> = order.iter().map(|at| DEMO.0[*at].clone()).collect();
        prop_assert_eq!(record(&shuffled), record(&DEMO.0));
    }
}
