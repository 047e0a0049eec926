//! What holds for all pages: they render in both languages, keep to their budgets, and trust no words of others.

use crate::problem::{Problem, problem};
use crate::testing::{self, DEMO, check_page, look, packed};
use crate::thread::{ThreadView, thread};
use crate::{Change, ChangeKind, Digits, InMemory, Lang, Look, Quoted, Theme};
use model::{ClaimId, ThreadRecord};
use std::collections::BTreeMap;

/// Makes up what changed in a thread, one of each kind.
fn changes(of: &ThreadRecord) -> Vec<Change> {
    let kinds = [
        ChangeKind::Disputed,
        ChangeKind::Denied,
        ChangeKind::Revised,
        ChangeKind::Corroborated,
        ChangeKind::PlannedToday,
        ChangeKind::NewOrigin,
        ChangeKind::NewClaim,
        ChangeKind::NewArticle,
        ChangeKind::Corrected,
    ];
    let change = |(kind, at): (ChangeKind, usize)| {
        let claim = of.claims.get(at);
        Change {
            at: "2025-10-19T18:05+05:30".parse().ok(),
            kind,
            claim: claim.map(|claim| claim.id.clone()),
            text: match kind {
                ChangeKind::NewOrigin => Quoted::new(&of.origins[0].name, "und"),
                _ => Quoted::new(claim.map_or("", |claim| &claim.text), "hi"),
            },
            by: of.origins.get(at).map(|origin| origin.name.clone()),
        }
    };
    kinds.into_iter().zip(0..).map(change).collect()
}

/// Returns every page of the demo under its file name.
fn pages(set: impl Fn(Look) -> Look, lang: Lang) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let texts = InMemory::of(&DEMO.reading.documents);
    for (at, record) in DEMO.threads().iter().enumerate() {
        let (entities, changes) = (DEMO.entities(record), changes(record));
        let view =
            ThreadView { record, texts: &texts, names: &DEMO.names, entities: &entities, changes: &changes };
        let path = crate::address::thread(&record.id);
        pages.insert(format!("thread-{at}"), thread(&view, &set(look(&path, lang))));
        pages.insert(format!("thread-{at}-all"), thread(&view, &set(look(&format!("{path}?all=1"), lang))));
    }
    pages.insert(
        "problem".into(),
        problem(Problem::NotFound, Some("/thread/none"), &set(look("/thread/none", lang))),
    );
    pages
}

/// Returns every page in every language, theme and digits.
fn every_page() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let set = |look: Look| match lang {
            Lang::En => Look { theme: Theme::Dark, ..look },
            Lang::Hi => Look { digits: Digits::Native, ..look },
        };
        let name = |(name, page): (String, String)| (format!("{name}.{}", lang.tag()), page);
        all.extend(pages(|look| look, lang).into_iter().map(name));
        all.extend(pages(set, lang).into_iter().map(|page| name((format!("{}-set", page.0), page.1))));
    }
    all
}

#[test]
fn every_page_holds_to_what_pages_promise() {
    for (name, page) in every_page() {
        println!("{name}");
        check_page(&page);
    }
}

#[test]
fn pages_keep_to_their_budget() {
    for (name, page) in every_page() {
        let size = packed(page.as_bytes());
        println!("{name}: {size} of {}", page.len());
        assert!(size < 15_000 || name.contains("all"), "{name}: {size}");
    }
    let style = crate::assets::find(crate::assets::style().trim_start_matches("/assets/")).unwrap();
    assert!(packed(&style.bytes) < 6_000, "{}", packed(&style.bytes));
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let once = pages(|look| look, Lang::Hi);
    assert!(once == pages(|look| look, Lang::Hi));
}

#[test]
fn words_of_others_never_become_markup() {
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let mut record = DEMO.threads()[0].clone();
    record.title = hostile.to_owned();
    for line in &mut record.articles {
        line.title = Some(hostile.to_owned());
        line.outlet = Some(hostile.to_owned());
        line.lang = hostile.to_owned();
        line.agencies = vec![hostile.to_owned()];
        line.url = Some(format!("javascript:{hostile}"));
    }
    for claim in &mut record.claims {
        claim.text = hostile.to_owned();
        claim.reason = vec![hostile.to_owned(), hostile.to_owned()];
        for support in &mut claim.supports {
            support.chain = vec![hostile.to_owned(); 3];
        }
    }
    for origin in &mut record.origins {
        origin.name = hostile.to_owned();
        origin.side = Some(hostile.to_owned());
        origin.entity = None;
    }
    for silence in &mut record.silences {
        silence.source = hostile.to_owned();
    }
    for entry in &mut record.timeline {
        entry.text = hostile.to_owned();
    }
    record.claims[0].id = ClaimId::given(hostile);
    let texts = InMemory::of(&DEMO.reading.documents);
    let mut changes = changes(&record);
    changes[0].by = Some(hostile.to_owned());
    let view =
        ThreadView { record: &record, texts: &texts, names: &DEMO.names, entities: &[], changes: &changes };
    let target = "/thread/x?q=%22%3E%3Cscript%3E&all=1";
    let shown = [
        thread(&view, &look(target, Lang::En)),
        problem(Problem::BadRequest, Some(hostile), &look(target, Lang::Hi)),
    ];
    for page in shown {
        check_page(&page);
        assert!(!page.contains("<script>") && !page.contains("<img src=x") && !page.contains("javascript:"));
    }
}

#[test]
#[ignore = "writes the pages into the folder PAGES_OUT, to be looked at"]
fn pages_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var_os("PAGES_OUT").expect("PAGES_OUT names a folder"));
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for asset in crate::assets::all() {
        std::fs::write(folder.join("assets").join(&asset.name), &asset.bytes).unwrap();
    }
    for (name, page) in every_page() {
        // Opened as files, the pages find their assets beside them.
        let page = page.replace("\"/assets/", "\"assets/");
        std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
    }
    assert_eq!(testing::all_missed().len(), 0);
}
