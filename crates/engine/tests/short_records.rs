//! Records of a few sentences: which origins confirm each other, and what makes an entry of the timeline.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use engine::{Setup, Workers, pipeline};
use lang::Packs;
use model::{DocId, Given, Page, PageKind, Standing, ThreadRecord};

/// Reads each text as an article of an outlet of its own, published on 4 May 2031, a Sunday.
fn threads(lang: &str, texts: &[&str]) -> Vec<ThreadRecord> {
    let pages = texts.iter().enumerate().map(|(at, text)| {
        let bytes = text.as_bytes().to_vec();
        let given = Given { lang: Some(lang.into()), date: "2031-05-04".parse().ok(), ..Given::default() };
        let path = format!("{at}.txt");
        Ok(Page { id: DocId::of_bytes(&bytes), path, bytes, kind: PageKind::Verbatim, charset: None, given })
    });
    let workers = Workers::new(1).unwrap();
    pipeline::record(pages, &Setup::of(Packs::embedded(), &workers)).unwrap().record.threads
}

/// Checks how the claim stands that two texts make together.
fn check(texts: [&str; 2], expected: Standing) {
    let threads = threads("en", &texts);
    let claims = threads.iter().flat_map(|thread| &thread.claims);
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

#[test]
fn a_sentence_that_only_names_its_source_dates_nothing() {
    let entries = |text: &str| -> Vec<String> {
        let threads = threads("hi", &[text]);
        threads.iter().flat_map(|thread| &thread.timeline).map(|entry| entry.text.clone()).collect()
    };
    let support = "वेलमोरा के राष्ट्रपति अर्णव टोरिया ने समर वेलिया को पूरा समर्थन देने की बात कही।";
    assert_eq!(entries(&format!("{support} यह जानकारी विदेश मंत्रालय ने रविवार को दी।")), [""; 0]);
    let letter = "यह बात उन्होंने रविवार को लिखे पत्र में कही।";
    assert_eq!(entries(&format!("{support} {letter}")), [letter]);
    let known = "यह बात रविवार को सामने आई।";
    assert_eq!(entries(&format!("{support} {known}")), [known]);
    let back = "वेलिया रविवार को वापस लौटे।";
    assert_eq!(entries(&format!("{support} {back}")), [back]);
}
