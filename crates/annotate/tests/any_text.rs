//! What annotation promises on any text: it ends, it does not panic, and every span resolves.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use lang::{PackSource, Packs};
use model::*;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every word and phrase of the packs that statements, names, times, amounts and events are read by.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = [
        "cues.tsv",
        "cue_verbs.tsv",
        "grammar.tsv",
        "heads.tsv",
        "markers.tsv",
        "happenings.tsv",
        "titles.tsv",
    ];
    let files = files.into_iter().chain(["parties.tsv", "verbs.tsv", "contexts.tsv"]);
    let files = files.chain(["calendar.tsv", "times.tsv", "amounts.tsv", "counted.tsv", "around.tsv"]);
    let mut words: Vec<String> = Vec::new();
    let sources = PackSource::embedded().unwrap();
    for (source, file) in sources.iter().flat_map(|source| files.clone().map(move |file| (source, file))) {
        let Some(text) = source.file(file) else { continue };
        let rows = text.lines().skip(1).filter(|line| !line.starts_with('#'));
        words.extend(rows.flat_map(|row| row.split(['\t', '|', '~', '{', '}', '_', '='])).map(str::to_owned));
    }
    let marks = [
        "।",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "''",
        "(",
        ")",
        ":",
        "—",
        "?",
        "\n",
        "तारो वेन",
        "Ama Rao",
        "14",
        "पत्र",
    ];
    // Marks stand often in text; so they do here.
    words.extend(marks.iter().cycle().take(400).map(|mark| (*mark).to_owned()));
    words.retain(|word| !word.is_empty());
    words.sort();
    words
});

fn article(text: String, lang: &str) -> Article {
    Article {
        path: "any".into(),
        outlet: Outlet { name: Some("Any Outlet".into()), ..Outlet::default() },
        agencies: vec!["देश संवाद".into()],
        date: "2031-05-04".parse().ok(),
        date_basis: DateBasis::Given,
        ..Article::of_text(DocId::given("any"), &text, lang)
    }
}

/// Annotates a text and checks what must hold of every document.
fn check(text: String, lang: &str) {
    let document = annotate::annotate(article(text, lang), Packs::embedded());
    let text = &document.article().text;
    let facts = document.facts();
    assert!(document.article().notes.iter().all(|note| note.code != "span-unresolved"), "{text:?}");
    let resolves = |span: Span| {
        assert!(span.of(text).is_some_and(|surface| !surface.is_empty()), "{span:?} of {text:?}");
    };
    facts.sentences.iter().for_each(|sentence| resolves(sentence.span));
    facts.mentions.iter().for_each(|mention| resolves(mention.span));
    facts.times.iter().for_each(|time| resolves(time.span));
    facts.quantities.iter().for_each(|quantity| resolves(quantity.span));
    for value in facts.times.iter().filter_map(|time| time.value.as_ref()) {
        assert_eq!(value.to_string().parse().as_ref(), Ok(value), "a value reads back: {text:?}");
        if let TimeValue::Interval(Some(from), Some(to)) = value {
            assert!(from.first_day() <= to.last_day(), "{value} of {text:?}");
        }
    }
    for quantity in &facts.quantities {
        let bounds = quantity.value.zip(quantity.value_max);
        assert!(bounds.is_none_or(|(least, most)| least.value() <= most.value()), "{text:?}");
    }
    for statement in &facts.statements {
        resolves(statement.span);
        statement.cue.iter().chain(&statement.content).for_each(|span| resolves(*span));
        statement.speaker.iter().for_each(|speaker| resolves(speaker.span));
        assert!(!statement.content.is_empty(), "{text:?}");
        assert_eq!(
            statement.chain.links().last().map(|link| link.role),
            Some(LinkRole::Outlet),
            "every chain ends at the outlet"
        );
    }
    facts.languages.iter().for_each(|passage| resolves(passage.span));
    for event in &facts.events {
        resolves(event.trigger);
        assert!(event.span.covers(event.trigger), "{text:?}");
        let named = event.actors.iter().chain(&event.recipients).all(|actor| !actor.name.is_empty());
        assert!(named, "{text:?}");
    }
    let triggers: Vec<Span> = facts.events.iter().map(|event| event.trigger).collect();
    assert!(triggers.is_sorted_by_key(|span| span.start), "{text:?}");
    let apart = |spans: Vec<Span>| spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
    assert!(apart(facts.times.iter().map(|time| time.span).collect()), "{text:?}");
    let sorted = |spans: Vec<Span>| spans.is_sorted_by_key(|span| span.start);
    assert!(sorted(facts.mentions.iter().map(|mention| mention.span).collect()));
    assert!(sorted(facts.statements.iter().map(|statement| statement.content[0]).collect()));
    for mention in &facts.mentions {
        assert!(document.entity(&mention.entity).is_some(), "every mention names an entity");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_annotated(text in any::<String>(), lang in "hi|en|ru|mr|und") {
        check(text, &lang);
    }

    #[test]
    fn any_words_of_the_packs_are_annotated(
        words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..80),
        lang in "hi|en|ru|mr",
    ) {
        check(words.join(" "), &lang);
        check(words.concat(), &lang);
    }

    // Numbers and marks between words of time and number, where the rules of times and amounts meet.
    #[test]
    fn any_numbers_among_words_are_annotated(
        words in prop::collection::vec(
            prop_oneof![
                prop::sample::select(&WORDS[..]),
                (0u32..2100).prop_map(|number| number.to_string()),
                "[-/:.,^+ ]",
                "[0-3][0-9]/[0-1][0-9]",
            ],
            0..60,
        ),
        lang in "hi|en|mr",
    ) {
        check(words.join(" "), &lang);
        check(words.concat(), &lang);
    }
}

/// What fuzzing kept (`fuzz/corpus`) holds the promise too; a byte before the text chooses the language there.
#[test]
fn what_fuzzing_kept_is_annotated() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for target in ["amounts", "names", "times"] {
        let paths = std::fs::read_dir(corpus.join(target)).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = paths.collect();
        paths.sort();
        assert!(paths.len() >= 20, "{target}: {} inputs", paths.len());
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            check(text.to_string(), "hi");
            check(text.to_string(), "en");
        }
    }
}
