//! Cards go in, and who is one with whom comes out.

use crate::{Card, Identities, Named, resolve};
use lang::Packs;
use model::{DocId, EntityId, EntityType, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A card of `name, office|field|country; …` with whom else the document names.
fn card(id: &str, people: &str, company: &str) -> Card {
    let mut named: Vec<Named> = Vec::new();
    for (at, person) in people.split("; ").enumerate() {
        let (name, rest) = person.split_once(", ").unwrap_or((person, ""));
        let mut parts = rest.split('|').map(|part| (!part.is_empty()).then(|| part.to_owned()));
        let mut part = || parts.next().flatten().into_iter().collect();
        named.push(Named {
            entity: EntityId::given(format!("e-{name}")),
            kind: EntityType::Per,
            names: vec![name.to_owned()],
            offices: part(),
            fields: part(),
            countries: part(),
            span: Span::new(at * 10, at * 10 + 5),
        });
    }
    named.extend(company.split_whitespace().map(|entity| Named {
        entity: EntityId::given(entity),
        kind: EntityType::Loc,
        names: vec![entity.to_owned()],
        offices: Default::default(),
        fields: Default::default(),
        countries: Default::default(),
        span: Span::new(90, 95),
    }));
    named.sort_by(|one, other| one.entity.cmp(&other.entity));
    Card { id: DocId::given(id), date: None, named }
}

/// Returns who is one, as lists of `document:name`; whoever is alone is left out.
fn together(cards: &[Card]) -> Vec<String> {
    let mut by_entity: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut seen: BTreeMap<(&DocId, &EntityId), String> = BTreeMap::new();
    let identities = resolve(cards, Packs::embedded());
    for one in &identities {
        seen.insert((&one.article, &one.was), one.entity.as_str().to_owned());
    }
    for card in cards {
        for named in card.named.iter().filter(|named| named.kind == EntityType::Per) {
            let own = named.entity.as_str().to_owned();
            let entity = seen.get(&(&card.id, &named.entity)).cloned().unwrap_or(own);
            let shown = format!("{}:{}", card.id, named.entity.as_str().trim_start_matches("e-"));
            by_entity.entry((entity, String::new())).or_default().push(shown);
        }
    }
    let mut all: Vec<String> =
        by_entity.into_values().filter(|all| all.len() > 1).map(|all| all.join(" + ")).collect();
    all.sort();
    all
}

fn check(cards: &[(&str, &str)], expected: &[&str]) {
    let cards: Vec<Card> = cards
        .iter()
        .zip('a'..)
        .map(|((people, company), id)| card(&id.to_string(), people, company))
        .collect();
    assert_eq!(together(&cards), expected);
    let reversed: Vec<Card> = cards.iter().rev().cloned().collect();
    assert_eq!(resolve(&cards, Packs::embedded()), resolve(&reversed, Packs::embedded()));
}

const MINISTER: &str = "foreign-minister|GOV|kor";

#[test]
fn one_name_in_many_scripts_is_one_where_office_and_country_agree() {
    let named = |name: &str| format!("{name}, {MINISTER}");
    check(
        &[
            (&named("हान सेओ जुन"), "x"),
            (&named("Han Seo-jun"), "y"),
            (&named("Хан Со Джун"), "z"),
            (&named("한서준"), "w"),
        ],
        &["a:हान सेओ जुन + b:Han Seo-jun + c:Хан Со Джун + d:한서준"],
    );
}

#[test]
fn names_that_sound_alike_stay_apart_where_nothing_confirms_it() {
    check(&[("अनुराधा केसवानी", "x"), ("Anuradha Kesvani", "y"), ("other", "z")], &[]);
    check(
        &[("अनुराधा केसवानी", "x q"), ("Anuradha Kesvani", "x q"), ("other", "z"), ("more", "z")],
        &["a:अनुराधा केसवानी + b:Anuradha Kesvani"],
    );
}

#[test]
fn a_family_name_in_common_makes_nobody_one() {
    check(
        &[("Gleb Voronin, minister|GOV|rus", "x q"), ("Егор Воронин, minister|GOV|rus", "x q"), ("b", "z")],
        &[],
    );
    check(&[("Park Min-ji, prime-minister|GOV|kor", "x"), ("पार्क मिन जुन, army-chief|MIL|kor", "x")], &[]);
}

#[test]
fn namesakes_stay_apart() {
    // One spelling, so one id, but an officer, an actor and whoever keeps the officer's company.
    check(
        &[
            ("राजेश मेहरा, police-superintendent|COP", "jaipur theft"),
            ("राजेश मेहरा, actor|ART", "film"),
            ("राजेश मेहरा, police-superintendent|COP", "jaipur"),
            ("राजेश मेहरा", "jaipur theft"),
            ("राजेश मेहरा", "sea"),
        ],
        &["a:राजेश मेहरा + c:राजेश मेहरा + d:राजेश मेहरा"],
    );
}

#[test]
fn a_change_of_office_makes_no_namesake() {
    check(
        &[
            ("Nora Lindvik, finance-minister|GOV|nor", "oslo"),
            ("Nora Lindvik, prime-minister|GOV|nor", "bergen"),
        ],
        &["a:Nora Lindvik + b:Nora Lindvik"],
    );
}

#[test]
fn a_short_name_finds_the_only_one_it_can_stand_for() {
    let full = "अनुराधा केसवानी, shipping|GOV|ind";
    check(
        &[(full, "port steel"), ("Keswani, shipping|GOV", "port"), ("other", "z")],
        &["a:अनुराधा केसवानी + b:Keswani"],
    );
    // Nothing but the name.
    check(&[(full, "port steel"), ("Keswani", "film"), ("other", "z")], &[]);
    // Two of the name, both as likely.
    check(
        &[
            (full, "port steel"),
            ("Rohan Keswani, shipping|GOV|ind", "port steel"),
            ("Keswani, shipping|GOV", "port steel"),
        ],
        &[],
    );
}

#[test]
fn two_that_one_document_names_are_two() {
    check(
        &[
            ("Oleh Tarasenko, energy-minister|GOV|ukr; Oleg Tarasenko, energy-minister|GOV|ukr", "kyiv"),
            ("other", "z"),
        ],
        &[],
    );
}

#[test]
fn whoever_tables_know_keeps_that_id() {
    let cards = [
        card("a", "Vladimir Putyn, president|GOV|rus", "x"),
        Card {
            named: vec![Named {
                entity: EntityId::given("e-putin-vladimir"),
                names: Vec::new(),
                ..card("b", "N, president|GOV|rus", "").named.remove(0)
            }],
            ..card("b", "N", "")
        },
    ];
    let identities = resolve(&cards, Packs::embedded());
    assert!(
        identities
            .iter()
            .all(|one| one.entity.as_str() == "e-putin-vladimir" && one.name == "Vladimir Putin")
    );
    let why =
        identities.iter().find(|one| one.was.as_str() == "e-Vladimir Putyn").map(|one| one.because.clone());
    assert!(why.unwrap().iter().any(|why| why == "office president"));
}

#[test]
fn identities_tell_what_was_compared() {
    let cards = [
        card("a", &format!("हान सेओ जुन, {MINISTER}"), ""),
        card("b", &format!("Han Seo-jun, {MINISTER}"), ""),
    ];
    let identities = resolve(&cards, Packs::embedded());
    let told: Vec<(&str, &str, bool)> = identities
        .iter()
        .map(|one| (one.article.as_str(), one.rule.as_str(), one.like.is_some() && !one.because.is_empty()))
        .collect();
    assert_eq!(told, [("a", "same-sound", true), ("b", "same-sound", true)]);
    assert!(identities.iter().all(|one| one.name == "Han Seo-jun"));
    let all = Identities::of(identities);
    assert_eq!(all.entity(&EntityId::given("e-Han Seo-jun")).as_str(), "e-हान सेओ जुन");
}

#[test]
fn cards_come_back_from_bytes() {
    let one = card("a", "Han Seo-jun, general|MIL|kor", "x");
    assert_eq!(Card::from_bytes(&one.to_bytes()).unwrap(), one);
    assert!(Card::from_bytes(b"{").is_err());
}

proptest! {
    #[test]
    fn the_order_of_arrival_changes_nothing(
        people in proptest::collection::vec(
            (
                "(अनुराधा|रोहन|Anuradha|Rohan|Анурадха)?( केसवानी| Keswani| Кесвани| Kesvani)",
                0..4usize,
                "[xyz]( [pq])?",
            ),
            1..9,
        ),
        turn in 0..9usize,
    ) {
        let roles = ["", ", minister|GOV|ind", ", actor|ART", ", lawmaker|LEG|ind"];
        let mut cards: Vec<Card> = people
            .iter()
            .enumerate()
            .map(|(at, (name, role, company))| {
                card(&at.to_string(), &format!("{}{}", name.trim(), roles[*role]), company)
            })
            .collect();
        let first = resolve(&cards, Packs::embedded());
        let length = cards.len();
        cards.rotate_left(turn % length);
        prop_assert_eq!(first, resolve(&cards, Packs::embedded()));
    }
}
