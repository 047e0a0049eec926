//! Holds the literate cases in `cases/`.
//!
//! `SUTRADHAR_BLESS=1 cargo test -p sutradhar-engine --test cases` rewrites the expectations; read the diff.

use lang::Packs;
use model::{DocId, Document, Given, Page, PageKind};
use std::path::Path;
use testkit::Input;

fn document(input: &Input) -> Document {
    let bytes = input.text.clone().into_bytes();
    let given = Given {
        url: input.url.clone(),
        date: input.date,
        outlet: input.outlet.clone(),
        lang: Some(input.lang.clone()),
        title: input.title.clone(),
        ..Given::default()
    };
    let page = Page {
        id: DocId::of_bytes(&bytes),
        path: "case".to_owned(),
        bytes,
        kind: PageKind::Verbatim,
        charset: None,
        given,
    };
    let packs = Packs::embedded();
    let mut article = extract::extract(&page, packs).expect("the text of a case is an article");
    article.agencies.extend(input.agency.clone());
    annotate::annotate(article, packs)
}

#[test]
fn cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").canonicalize();
    let folder = folder.expect("the cases stand at the top of the workspace");
    let bless = std::env::var_os(testkit::BLESS).is_some_and(|value| value == "1");
    let report = testkit::run(&folder, bless, document).unwrap_or_else(|error| panic!("{error}"));
    assert!(
        report.failures.is_empty(),
        "{} of {} cases do not hold; - expected, + found:\n\n{}",
        report.failures.len(),
        report.run,
        report.failures.join("\n")
    );
}
