//! What the record of the demo corpus promises: every line rests on a passage, and order and threads change nothing.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use engine::{Setup, Workers, pipeline};
use intake::{Input, Limits};
use lang::Packs;
use model::{Document, Evidence, Page, Record};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

fn pages() -> Vec<Page> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo/pages/manifest.jsonl");
    intake::read(&[Input::Manifest(manifest)], &Limits::default()).filter_map(Result::ok).collect()
}

fn reading(jobs: usize, pages: Vec<Page>) -> pipeline::Reading {
    let workers = Workers::new(jobs).unwrap();
    let setup = Setup { packs: Packs::embedded(), workers: &workers, progress: &|_| {} };
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
