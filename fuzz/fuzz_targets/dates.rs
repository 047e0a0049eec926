//! Any text as an article of Hindi, English and Russian: times and amounts end, and every span resolves.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{DocId, Given, Page, PageKind};

fuzz_target!(|text: &str| {
    let _ = text.parse::<model::Moment>();
    let _ = text.parse::<model::TimeValue>();
    let packs = lang::Packs::embedded();
    for code in ["hi", "en", "ru"] {
        let page = Page {
            id: DocId::given("fuzz"),
            path: "fuzz".into(),
            bytes: text.as_bytes().to_vec(),
            kind: PageKind::Verbatim,
            charset: None,
            given: Given {
                lang: Some(code.into()),
                date: "2031-05-04".parse().ok(),
                ..Given::default()
            },
        };
        if let Ok(article) = extract::extract(&page, packs) {
            let document = annotate::annotate(article, packs);
            assert!(document.article().notes.iter().all(|note| note.code != "span-unresolved"));
        }
    }
});
