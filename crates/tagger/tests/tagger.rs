//! What the tagger promises: it learns what its examples show, the same each time, and reads any text.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use model::EntityType;
use proptest::prelude::*;
use std::sync::LazyLock;
use tagger::{Example, Fault, Hints, Marked, Reading, Room, Settings, Tagger, WordTable, learn, marked};
use text::Tokens;

/// Persons act (`ne`), bodies are named by their last word, places are where things are (`me`).
const TEXT: &str = "\
Kulvant\tB-PER\nSahay\tI-PER\nne\tO\nkaha\tO\n\nMira\tB-PER\nne\tO\npucha\tO\n\nTarun\tB-PER\nne\tO\nkaha\tO\n\nLiora\tB-LOC\nme\tO\nbaithak\tO\nhai\tO\n
Velmora\tB-LOC\nme\tO\nbarish\tO\nhai\tO\n\nJal\tB-ORG\nVibhag\tI-ORG\nka\tO\nkam\tO\nhai\tO\n
Rel\tB-ORG\nVibhag\tI-ORG\nka\tO\nghar\tO\nhai\tO\n\nbarish\tO\nka\tO\nkam\tO\nhai\tO\n\nbaithak\tO\nka\tO\nghar\tO\nhai\tO\n";

fn learned() -> Tagger {
    let sentences: Vec<Marked> = marked(TEXT).into_iter().cycle().take(160).collect();
    let tokens: Vec<Tokens<'_>> = sentences.iter().map(|sentence| Tokens::of(&sentence.text)).collect();
    let names: Vec<_> =
        sentences.iter().zip(&tokens).map(|(sentence, tokens)| sentence.names_in(tokens)).collect();
    let examples: Vec<Example<'_>> =
        tokens.iter().zip(&names).map(|(tokens, names)| Example { tokens, hints: &[], names }).collect();
    learn(&examples, WordTable::default(), &Settings::default(), |_, _| {})
}

static TAGGER: LazyLock<Tagger> = LazyLock::new(learned);

fn read(text: &str) -> Reading {
    let tokens = Tokens::of(text);
    let mut reading = Reading::new(tokens.len());
    TAGGER.read(&tokens, 0..tokens.len(), &[], &mut Room::default(), &mut reading);
    reading
}

fn check(text: &str, expected: &[(&str, EntityType)]) {
    let tokens = Tokens::of(text);
    let reading = read(text);
    let found: Vec<(&str, EntityType)> = reading
        .guesses
        .iter()
        .map(|guess| (tokens.span(guess.range.clone()).unwrap().of(text).unwrap(), guess.kind))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn words_seen_and_unseen_are_read_by_what_stands_around_them() {
    check("Kulvant Sahay ne pucha", &[("Kulvant Sahay", EntityType::Per)]);
    check("Devika ne kaha", &[("Devika", EntityType::Per)]);
    check("Ardena me baithak hai", &[("Ardena", EntityType::Loc)]);
    check("Sadak Vibhag ka ghar hai", &[("Sadak Vibhag", EntityType::Org)]);
    check("barish ka ghar hai", &[]);
    check("", &[]);
}

#[test]
fn a_guess_says_how_sure_it_is() {
    let reading = read("Mira ne kaha");
    assert!(reading.guesses[0].sure > 0.5 && reading.guesses[0].sure <= 1.0);
    assert!(reading.kinds[0][0] >= reading.guesses[0].sure && reading.kinds[2][0] < 0.5);
}

#[test]
fn the_same_examples_give_the_same_bytes_and_bytes_the_same_tagger() {
    let bytes = TAGGER.to_bytes();
    assert_eq!(bytes, learned().to_bytes());
    assert_eq!(Tagger::from_bytes(&bytes).unwrap().to_bytes(), bytes);
}

#[test]
fn other_bytes_are_refused() {
    let bytes = TAGGER.to_bytes();
    let check = |bytes: &[u8], expected| assert_eq!(Tagger::from_bytes(bytes).err(), Some(expected));
    check(b"", Fault::Foreign);
    check(b"a table of names", Fault::Foreign);
    check(&bytes[..bytes.len() - 1], Fault::Damaged);
    check(&[&bytes[..], &[0]].concat(), Fault::Damaged);
    let mut unsorted = bytes.clone();
    // The first hash stands behind the head: magic, scale, two counts and the steps.
    let first = 8 + 12 + 4 * 100;
    unsorted[first..first + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    check(&unsorted, Fault::Damaged);
}

fn check_marked(file: &str, text: &str, names: &[&str]) {
    let read = marked(file);
    assert_eq!(read[0].text, text);
    let tokens = Tokens::of(&read[0].text);
    let found: Vec<&str> = read[0]
        .names_in(&tokens)
        .into_iter()
        .map(|(range, _)| tokens.span(range).unwrap().of(&read[0].text).unwrap())
        .collect();
    assert_eq!(found, names);
}

#[test]
fn marks_glued_to_words_are_no_part_of_names() {
    check_marked(
        "\"मीरा\tB-PERSON\tB-PERSON\nराव\tI-PERSON\tI-PERSON\nने\tO\tO\n",
        "\"मीरा राव ने",
        &["मीरा राव"],
    );
    check_marked("लिओरा,\tB-LOCATION\nमें\tO\n", "लिओरा, में", &["लिओरा"]);
    // Hyphens that the file splits are words of their own.
    check_marked("किम\tB-NEP\n-\tI-NEP\nसो\tI-NEP\n", "किम - सो", &["किम - सो"]);
    check_marked("एक\tB-NEN\nघर\tO\n", "एक घर", &[]); // one house
    // A later word without a first, and two names in a row.
    check_marked("मीरा\tI-PER\nलिओरा\tB-LOC\nवेन\tB-LOC\n", "मीरा लिओरा वेन", &["मीरा", "लिओरा", "वेन"]);
}

#[test]
fn a_passage_leads_back_to_words() {
    let read = &marked("\"मीरा\tB-PER\nराव\tI-PER\n,\tO\nघर\tO\n")[0];
    let at = |part: &str| {
        let start = read.text.find(part).unwrap();
        read.words_of(start..start + part.len())
    };
    assert_eq!(at("मीरा राव"), 0..2);
    assert_eq!(at("राव ,"), 1..2);
    assert!(at(",").is_empty() && at("\"").is_empty());
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        let tokens = Tokens::of(&text);
        let reading = read(&text);
        let mut end = 0;
        for guess in &reading.guesses {
            prop_assert!(guess.range.start >= end && guess.range.end <= tokens.len());
            prop_assert!((0.0..=1.0001).contains(&guess.sure));
            end = guess.range.end;
        }
        prop_assert!(reading.kinds.iter().flatten().all(|chance| (0.0..=1.0001).contains(chance)));
    }

    #[test]
    fn any_file_is_marked_text(file in "([a-zक-ह\"#.,-]{0,4}(\t(B-|I-)?(PER|LOC|O|X)?)?\n){0,12}", from in 0usize..40, long in 0usize..40) {
        for sentence in marked(&file) {
            let tokens = Tokens::of(&sentence.text);
            for (range, _) in sentence.names_in(&tokens) {
                prop_assert!(tokens.span(range).is_some());
            }
            prop_assert!(sentence.words_of(from..from + long).end <= sentence.words.len());
        }
    }

    #[test]
    fn any_bytes_are_a_tagger_or_refused(at in 0usize..3000, byte in any::<u8>()) {
        let mut bytes = TAGGER.to_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(tagger) = Tagger::from_bytes(&bytes) {
            let tokens = Tokens::of("Mira ne kaha");
            tagger.read(&tokens, 0..tokens.len(), &[Hints::default()], &mut Room::default(), &mut Reading::new(3));
        }
    }
}
