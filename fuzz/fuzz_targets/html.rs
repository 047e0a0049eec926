//! Any bytes as a page of markup: extraction and annotation end, and every span resolves.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{DocId, Given, Page, PageKind};

fuzz_target!(|bytes: &[u8]| {
    let page = Page {
        id: DocId::given("fuzz"),
        path: "fuzz".into(),
        bytes: bytes.to_vec(),
        kind: PageKind::Html,
        charset: None,
        given: Given::default(),
    };
    let packs = lang::Packs::embedded();
    if let Ok(article) = extract::extract(&page, packs) {
        let document = annotate::annotate(article, packs);
        assert!(document.article().notes.iter().all(|note| note.code != "span-unresolved"));
    }
});
