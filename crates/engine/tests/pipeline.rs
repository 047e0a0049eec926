//! What the pipeline promises whatever the stages find: order, no loss, the same bytes on any number of threads.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use engine::{Outcome, Setup, Workers, pipeline};
use lang::Packs;
use model::{DocId, Given, Page, PageKind, SetAside, SetAsideReason};
use proptest::prelude::*;
use std::ops::ControlFlow;

fn page(path: &str, text: &str) -> Outcome<Page> {
    let bytes = text.as_bytes().to_vec();
    let given = Given { lang: Some("en".into()), date: "2031-05-04".parse().ok(), ..Given::default() };
    let id = DocId::of_bytes(&bytes);
    Ok(Page { id, path: path.into(), bytes, kind: PageKind::Verbatim, charset: None, given })
}

fn pages() -> Vec<Outcome<Page>> {
    let mut pages: Vec<Outcome<Page>> = (0..40)
        .map(|n| {
            let text =
                format!("The minister of village {n} said that {} people were moved on Friday.", n * 7);
            page(&format!("p{n:02}.txt"), &text)
        })
        .collect();
    pages.insert(7, Err(SetAside::new("bad.bin", SetAsideReason::Binary, "it is not text")));
    let again = "The minister of village 3 said that 21 people were moved on Friday.";
    pages.push(page("a-second-copy.txt", again));
    pages
}

fn record(jobs: usize, pages: Vec<Outcome<Page>>) -> String {
    let workers = Workers::new(jobs).unwrap();
    let setup = Setup::of(Packs::embedded(), &workers);
    let reading = pipeline::record(pages.into_iter(), &setup).unwrap();
    serde_json::to_string(&reading.record).unwrap()
}

#[test]
fn results_come_in_the_order_of_the_pages_and_none_is_lost() {
    let workers = Workers::new(2).unwrap();
    let seen = std::cell::Cell::new((0, 0));
    let progress = |now: engine::Progress| seen.set((now.used, now.set_aside));
    let setup = Setup { progress: &progress, ..Setup::of(Packs::embedded(), &workers) };
    let expected: Vec<String> = pages()
        .into_iter()
        .map(|outcome| outcome.map_or_else(|aside| aside.path, |page| page.path))
        .collect();
    let mut paths = Vec::new();
    let flow = pipeline::documents(pages().into_iter(), &setup, |outcome| {
        paths.push(outcome.map_or_else(|aside| aside.path, |document| document.article().path.clone()));
        ControlFlow::<()>::Continue(())
    });
    assert!(flow.is_continue());
    assert_eq!(paths, expected);
    assert_eq!(seen.get(), (41, 1));
}

#[test]
fn a_consumer_can_stop() {
    let workers = Workers::new(1).unwrap();
    let setup = Setup::of(Packs::embedded(), &workers);
    let mut seen = 0;
    let flow = pipeline::articles(pages().into_iter(), &setup, |_| {
        seen += 1;
        if seen == 3 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
    });
    assert_eq!((flow, seen), (ControlFlow::Break("enough"), 3));
}

#[test]
fn a_page_read_twice_is_used_once_and_the_other_named() {
    let workers = Workers::new(0).unwrap();
    let setup = Setup::of(Packs::embedded(), &workers);
    let reading = pipeline::record(pages().into_iter(), &setup).unwrap();
    assert_eq!(reading.documents.len(), 40);
    let aside: Vec<(&str, SetAsideReason)> =
        reading.record.set_aside.iter().map(|aside| (aside.path.as_str(), aside.reason)).collect();
    assert_eq!(aside, [("bad.bin", SetAsideReason::Binary), ("p03.txt", SetAsideReason::Duplicate)]);
    assert_eq!(reading.record.stats["pages"], 42);
    assert_eq!(reading.record.stats["duplicates"], 1);
}

#[test]
fn a_page_and_the_manifest_that_names_it_are_one_article() {
    let text = "The minister of village 5 said that 35 people were moved on Friday.";
    let plain = page("p05.txt", text);
    let mut named = page("p05.txt", text).unwrap();
    named.id = DocId::given("five");
    named.given.url = Some("https://valley.example/five".into());
    let both = record(1, vec![plain.clone(), Ok(named.clone())]);
    assert_eq!(both, record(1, vec![Ok(named), plain]));
    assert!(both.contains("five") && both.contains("\"duplicates\":1"), "{both}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_order_of_arrival_and_the_number_of_threads_change_nothing(
        pages in Just(pages()).prop_shuffle(),
        jobs in 1usize..4,
    ) {
        prop_assert_eq!(record(jobs, pages), record(1, self::pages()));
    }
}
