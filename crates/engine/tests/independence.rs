//! Which origins confirm each other, and which are one voice.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use engine::{Setup, Workers, pipeline};
use lang::Packs;
use model::{DocId, Given, Page, PageKind, Standing};

/// Reads each text as an article of an outlet of its own; returns how the claim stands that both make.
fn check(texts: [&str; 2], expected: Standing) {
    let pages = texts.iter().enumerate().map(|(at, text)| {
        let bytes = text.as_bytes().to_vec();
        let given = Given { lang: Some("en".into()), date: "2031-05-04".parse().ok(), ..Given::default() };
        let path = format!("{at}.txt");
        Ok(Page { id: DocId::of_bytes(&bytes), path, bytes, kind: PageKind::Verbatim, charset: None, given })
    });
    let workers = Workers::new(1).unwrap();
    let reading = pipeline::record(pages, &Setup::of(Packs::embedded(), &workers)).unwrap();
    let claims = reading.record.threads.iter().flat_map(|thread| &thread.claims);
    let shared: Vec<_> = claims.filter(|claim| claim.origins.len() == 2).collect();
    assert!(!shared.is_empty(), "{texts:?} make no claim together");
    for claim in shared {
        assert_eq!(claim.support, expected, "{} {:?}", claim.text, claim.reason);
    }
}

#[test]
fn a_house_is_no_second_origin_beside_whom_it_speaks_for() {
    let president = "US President Donald Trump said 300 soldiers were sent to Norvik on Friday.";
    check([president, "The White House said 300 soldiers were sent to Norvik on Friday."], Standing::Single);
    check(
        [president, "The Pentagon said 300 soldiers were sent to Norvik on Friday."],
        Standing::Corroborated,
    );
    check(
        [president, "The Kremlin said 300 soldiers were sent to Norvik on Friday."],
        Standing::Corroborated,
    );
    let houses = ["The Blue House", "The South Korean presidential office"]
        .map(|house| format!("{house} said 300 soldiers were sent to Norvik on Friday."));
    check([&houses[0], &houses[1]], Standing::Single);
}

#[test]
fn press_without_name_and_country_may_be_the_press_that_is_named() {
    let named = "TASS reported that 300 soldiers were sent to Norvik on Friday.";
    check([named, "State media reported that 300 soldiers were sent to Norvik on Friday."], Standing::Single);
    check(
        [named, "North Korean state media reported that 300 soldiers were sent to Norvik on Friday."],
        Standing::Corroborated,
    );
    check(
        [named, "Reuters reported that 300 soldiers were sent to Norvik on Friday."],
        Standing::Corroborated,
    );
    check(
        [named, "An official said that 300 soldiers were sent to Norvik on Friday."],
        Standing::Corroborated,
    );
}
