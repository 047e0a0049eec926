//! Any text in any language with names: every mention slices back to its surface, none inside another, and every
//! mention's entity is told.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::*;

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let lang = ["hi", "en", "ru", "mr", "und"][usize::from(choice) % 5];
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            let span = Span::new(start, start + line.len());
            blocks.push(Block { kind: BlockKind::Paragraph, span, source: None });
        }
        start += line.len() + 1;
    }
    let article = Article {
        id: DocId::given("any"),
        path: "any".into(),
        url: None,
        canonical_url: None,
        outlet: Outlet::default(),
        title: None,
        subtitle: None,
        authors: vec![],
        agencies: vec![],
        date: "2031-05-04".parse().ok(),
        date_basis: DateBasis::Given,
        modified: None,
        dateline: None,
        section: None,
        tags: vec![],
        lang: lang.into(),
        lang_confidence: Confidence::SURE,
        verdict: None,
        text: text.to_owned(),
        blocks,
        parts: model::Parts::default(),
        furniture: vec![],
        notes: vec![],
    };
    let document = annotate::annotate(article, lang::Packs::embedded());
    let facts = document.facts();
    let mut end = 0;
    for mention in &facts.mentions {
        assert!(mention.span.of(text).is_some_and(|surface| !surface.trim().is_empty()));
        assert!(mention.span.start >= end);
        end = mention.span.end;
        assert!(facts.entities.iter().any(|entity| entity.id == mention.entity));
    }
});
