//! Words of the packs among any text: annotation ends, every span resolves, every chain ends at the outlet.

#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use model::{Article, DateBasis, DocId, LinkRole, Outlet, Span};
use std::sync::LazyLock;

/// The words and phrases that statements, names and events are read by.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let files = [
        "cues.tsv", "cue_verbs.tsv", "sayings.tsv", "clauses.tsv", "grammar.tsv", "heads.tsv", "markers.tsv",
        "happenings.tsv", "parties.tsv", "titles.tsv",
    ];
    let mut words = Vec::new();
    for source in lang::PackSource::embedded().unwrap() {
        let tables = files.iter().filter_map(|file| source.file(file));
        let rows = tables.flat_map(|table| table.lines().skip(1)).filter(|row| !row.starts_with('#'));
        words.extend(rows.flat_map(|row| row.split(['\t', '|'])).map(str::to_owned));
    }
    words.sort();
    words.dedup();
    words
});

#[derive(Arbitrary, Debug)]
enum Piece<'a> {
    Word(u16),
    Mark(u8),
    Text(&'a str),
}

const MARKS: &[&str] = &["।", ".", ",", "“", "”", "\"", "''", "‘", "’", "(", ")", ":", "—", "-", "?", "\n", "14", "Ama Rao", "तारो वेन"];

fuzz_target!(|input: (u8, Vec<Piece<'_>>)| {
    let (choice, pieces) = input;
    let pieces: Vec<&str> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Word(at) => WORDS[usize::from(*at) % WORDS.len()].as_str(),
            Piece::Mark(at) => MARKS[usize::from(*at) % MARKS.len()],
            Piece::Text(text) => text,
        })
        .collect();
    let text = pieces.join(if choice & 64 == 0 { " " } else { "" });
    let article = Article {
        outlet: Outlet { name: Some("Any Outlet".into()), ..Outlet::default() },
        agencies: if choice & 128 == 0 { Vec::new() } else { vec!["Any Agency".into()] },
        date: "2031-05-04".parse().ok(),
        date_basis: DateBasis::Given,
        ..Article::of_text(DocId::given("any"), &text, ["hi", "en", "ru", "mr", "und"][usize::from(choice & 63) % 5])
    };
    let document = annotate::annotate(article, lang::Packs::embedded());
    let facts = document.facts();
    let resolves = |span: Span| assert!(span.of(&text).is_some_and(|surface| !surface.is_empty()));
    facts.mentions.iter().for_each(|mention| resolves(mention.span));
    for statement in &facts.statements {
        resolves(statement.span);
        statement.cue.iter().chain(&statement.content).for_each(|span| resolves(*span));
        statement.speaker.iter().for_each(|speaker| resolves(speaker.span));
        assert!(!statement.content.is_empty());
        assert_eq!(statement.chain.links().last().map(|link| link.role), Some(LinkRole::Outlet));
    }
    for event in &facts.events {
        resolves(event.trigger);
        assert!(event.span.covers(event.trigger));
    }
});
