//! What grouping promises, on small sets of documents.

use crate::built::Built;
use crate::{Frequencies, Outline, group_outlines};
use lang::Packs;
use model::Document;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const QUAKE: &str = "देवगढ़ जिले में सोमवार सुबह भूकंप के तेज झटके महसूस किए गए। जिला प्रशासन के अनुसार \
    12 लोग घायल हुए और 40 मकान टूटे। राहत दल पहाड़ी गांवों में पहुंच गए हैं और टूटी सड़क खोल रहे हैं।";
const QUAKE_AGAIN: &str = "देवगढ़ में आए भूकंप से 40 मकान टूट गए और 12 लोग घायल हैं। पहाड़ी गांवों तक राहत \
    दल पहुंचे। प्रशासन ने कहा कि भूकंप के झटके सुबह महसूस हुए और सड़क बंद है।";
const QUAKE_TOLD: &str = "देवगढ़ जिले में भूकंप के झटके आए और मकान टूटे। लोग रात भर खुले मैदान में रहे। मौसम विभाग ने \
    बारिश की चेतावनी भी दी है, स्कूल बंद रहेंगे। राहत दल पहाड़ी गांवों में है।";
const QUAKE_ENGLISH: &str =
    "An earthquake shook hill villages on Monday. Twelve people were hurt, officials said.";
const MATCH: &str = "महिला टीम ने फाइनल में तीन विकेट से जीत दर्ज की। कप्तान ने नाबाद 81 रन बनाए और गेंदबाजों ने \
    आखिरी ओवरों में कमाल किया। स्टेडियम में दर्शकों ने जश्न मनाया।";

/// Groups documents and compares the stories, or the threads, as lists of ids.
fn check(documents: &[Document], stories: &[&str], threads: &[&str]) {
    let grouping = crate::group(documents, Packs::embedded());
    let lines = || grouping.documents.iter();
    assert_eq!(shown(lines().map(|line| (line.story.as_str(), line.id.as_str()))), stories, "stories");
    assert_eq!(shown(lines().map(|line| (line.thread.as_str(), line.id.as_str()))), threads, "threads");
}

/// Returns the ids of each group, groups sorted by their first id.
fn shown<'g>(lines: impl Iterator<Item = (&'g str, &'g str)>) -> Vec<String> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (group, id) in lines {
        groups.entry(group).or_default().push(id);
    }
    let mut shown: Vec<String> = groups.into_values().map(|ids| ids.join(" ")).collect();
    shown.sort();
    shown
}

#[test]
fn one_happening_is_one_story() {
    check(
        &[
            Built::new("a", QUAKE).date("2025-03-03").done(),
            Built::new("b", QUAKE_AGAIN).date("2025-03-04").done(),
            Built::new("c", MATCH).date("2025-03-04").done(),
        ],
        &["a b", "c"],
        &["a b", "c"],
    );
}

#[test]
fn the_same_words_months_apart_are_two_stories_of_one_thread() {
    check(
        &[
            Built::new("a", QUAKE).date("2025-03-03").done(),
            Built::new("b", QUAKE_AGAIN).date("2025-06-20").done(),
        ],
        &["a", "b"],
        &["a b"],
    );
}

#[test]
fn names_and_days_bring_languages_together() {
    let quake = |built: Built| {
        built.names(&["LOC devgarh", "ORG relief-force"]).day("2025-03-03").event("disaster", "2025-03-03")
    };
    check(
        &[
            quake(Built::new("a", QUAKE).date("2025-03-03")).done(),
            quake(Built::new("b", QUAKE_ENGLISH).lang("en").date("2025-03-04")).done(),
            Built::new("c", MATCH).names(&["LOC stadium"]).date("2025-03-04").done(),
        ],
        &["a b", "c"],
        &["a b", "c"],
    );
}

#[test]
fn a_like_happening_elsewhere_is_another_story() {
    let one = "सोनपुर में बस और ट्रक की टक्कर में तीन लोगों की मौत हो गई। पुलिस ने ट्रक चालक को हिरासत में लिया। \
        घायलों को जिला अस्पताल भेजा गया और यातायात दो घंटे रुका रहा।";
    let other = "माधोगढ़ के पास बस खाई में गिरी, पांच यात्रियों की मौत हो गई। पुलिस के अनुसार चालक को झपकी आ गई थी। \
        गंभीर घायलों को राजधानी के अस्पताल ले जाया गया।";
    let accident = |id: &str, text: &str, place: &str, day: &str| {
        Built::new(id, text).date("2025-05-07").names(&[place]).day(day).event("accident", day).done()
    };
    check(
        &[
            accident("a", one, "LOC sonpur@सोनपुर", "2025-05-06"),
            accident("b", other, "LOC madhogarh@माधोगढ़", "2025-05-02"),
        ],
        &["a", "b"],
        &["a", "b"],
    );
}

#[test]
fn an_undated_look_alike_stays_apart() {
    check(
        &[Built::new("a", QUAKE).date("2025-03-03").done(), Built::new("b", QUAKE_TOLD).done()],
        &["a", "b"],
        &["a b"],
    );
}

#[test]
fn an_undated_copy_joins_its_story() {
    check(
        &[
            Built::new("a", QUAKE).date("2025-03-03").done(),
            Built::new("b", QUAKE).done(),
            Built::new("c", MATCH).done(),
        ],
        &["a b", "c"],
        &["a b", "c"],
    );
}

#[test]
fn namesakes_do_not_link_threads() {
    let minister = "मंत्री अनिल वर्मा ने नई शिक्षा नीति पर संसद में बयान दिया और विपक्ष ने हंगामा किया।";
    let player = "अनिल वर्मा ने फाइनल में शतक जड़ा, टीम ने कप जीता और दर्शक झूम उठे।";
    check(
        &[
            Built::new("a", minister).date("2025-03-03").names(&["PER varma@अनिल वर्मा/मंत्री"]).done(),
            Built::new("b", player).date("2025-04-03").names(&["PER varma@अनिल वर्मा/बल्लेबाज"]).done(),
        ],
        &["a", "b"],
        &["a", "b"],
    );
}

#[test]
fn a_shared_country_is_no_thread() {
    let country = |built: Built| built.names(&["LOC india"]);
    check(
        &[
            country(Built::new("a", QUAKE).date("2025-03-03")).done(),
            country(Built::new("b", MATCH).date("2025-03-09")).done(),
        ],
        &["a", "b"],
        &["a", "b"],
    );
}

#[test]
fn a_later_article_changes_no_id() {
    let first = Built::new("b", QUAKE).date("2025-03-03").done();
    let later = Built::new("a", QUAKE_AGAIN).date("2025-03-04").done();
    let undated = Built::new("0", QUAKE).done();
    let before = crate::group(std::slice::from_ref(&first), Packs::embedded());
    let after = crate::group(&[later, undated, first.clone()], Packs::embedded());
    let id = &first.article().id;
    assert_eq!(before.of(id).map(|line| &line.story), after.of(id).map(|line| &line.story));
    assert_eq!(before.of(id).map(|line| &line.thread), after.of(id).map(|line| &line.thread));
    assert_eq!(after.threads.len(), 1);
    let ids: Vec<&str> = after.threads[0].stories[0].articles.iter().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["b", "a", "0"]);
}

#[test]
fn nothing_and_empty_texts_are_grouped() {
    check(&[], &[], &[]);
    check(&[Built::new("a", "").done(), Built::new("b", "").done()], &["a", "b"], &["a", "b"]);
}

/// Returns the outline of a text.
pub(crate) fn outline(id: &str, text: &str) -> Outline {
    Outline::of(&Built::new(id, text).done(), Packs::embedded())
}

pub(crate) fn any_outline() -> impl Strategy<Value = Outline> {
    any_document().prop_map(|document| Outline::of(&document, Packs::embedded()))
}

fn any_document() -> impl Strategy<Value = Document> {
    let word = prop_oneof![
        Just("भूकंप"),
        Just("पुल"),
        Just("मंत्री"),
        Just("flood"),
        Just("river"),
        Just("देवगढ़"),
        Just("12"),
        Just("।"),
        Just("का"),
    ];
    let names = proptest::collection::vec(
        prop_oneof![Just("PER a/x"), Just("PER a/y"), Just("LOC b"), Just("ORG c"), Just("LOC d")],
        0..3,
    );
    let text = proptest::collection::vec(word, 0..40).prop_map(|words| words.join(" "));
    (0u8..30, text, names, proptest::option::of(1i8..28), proptest::option::of(1i8..28), any::<bool>())
        .prop_map(|(id, text, names, date, day, english)| {
            let mut built = Built::new(&format!("d{id}"), &text).lang(if english { "en" } else { "hi" });
            if let Some(date) = date {
                built = built.date(&format!("2025-03-{date:02}"));
            }
            if !text.is_empty() {
                built = built.names(&names);
                if let Some(day) = day {
                    built = built
                        .day(&format!("2025-03-{day:02}"))
                        .event("accident", &format!("2025-03-{day:02}"));
                }
            }
            built.done()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_changes_nothing(
        (documents, shuffled) in proptest::collection::vec(any_document(), 0..24)
            .prop_flat_map(|documents| (Just(documents.clone()), Just(documents).prop_shuffle()))
    ) {
        let packs = Packs::embedded();
        prop_assert_eq!(crate::group(&documents, packs), crate::group(&shuffled, packs));
        prop_assert_eq!(crate::copies(&documents), crate::copies(&shuffled));
    }

    #[test]
    fn stored_outlines_are_grouped_as_the_documents_are(
        documents in proptest::collection::vec(any_document(), 0..24)
    ) {
        let grouping = crate::group(&documents, Packs::embedded());
        let kept = crate::copies::sorted(&documents);
        let stored: Vec<Vec<u8>> =
            kept.iter().rev().map(|document| Outline::of(document, Packs::embedded()).to_bytes()).collect();
        let outlines: Vec<Outline> = stored.iter().map(|bytes| Outline::from_bytes(bytes).unwrap()).collect();
        let frequencies = Frequencies::from_bytes(&Frequencies::of(&outlines).to_bytes()).unwrap();
        prop_assert_eq!(group_outlines(&outlines, &frequencies), grouping);
    }

    #[test]
    fn every_document_is_in_one_story_and_one_thread(documents in proptest::collection::vec(any_document(), 0..24)) {
        let grouping = crate::group(&documents, Packs::embedded());
        let ids: BTreeSet<_> = documents.iter().map(|document| document.article().id.clone()).collect();
        let lines: Vec<_> = grouping.documents.iter().map(|line| line.id.clone()).collect();
        prop_assert_eq!(&lines, &ids.iter().cloned().collect::<Vec<_>>());
        let mut placed = Vec::new();
        for thread in &grouping.threads {
            prop_assert!(!thread.stories.is_empty());
            for story in &thread.stories {
                prop_assert!(!story.articles.is_empty());
                for id in &story.articles {
                    let line = grouping.of(id);
                    prop_assert_eq!(line.map(|line| &line.story), Some(&story.id));
                    prop_assert_eq!(line.map(|line| &line.thread), Some(&thread.id));
                    placed.push(id.clone());
                }
            }
        }
        placed.sort();
        prop_assert_eq!(placed, lines);
        let mut sizes: BTreeMap<_, usize> = BTreeMap::new();
        for group in grouping.documents.iter().filter_map(|line| line.copy_group.as_ref()) {
            *sizes.entry(group).or_default() += 1;
        }
        prop_assert!(sizes.values().all(|size| *size >= 2));
    }
}
