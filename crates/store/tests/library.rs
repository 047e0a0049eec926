//! What a library promises: what was added comes back, once, and its changes are kept apart.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

mod made;

use made::{document, page, parcel};
use model::{DocId, Document, Page, SetAside, SetAsideReason};
use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;
use store::{Added, Error, FaultKind, Library, Parcel, Reader};

const URL: Option<&str> = Some("https://navrekha.example/a/1");

/// Adds pages in order to a new library, and checks what became of each, and what is kept in the end.
fn check(pages: &[Page], expected: &[Added], current: &[&Page]) {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    let added: Vec<Added> = pages.iter().map(|page| library.add(&parcel(page)).unwrap()).collect();
    assert_eq!(added, expected);
    let mut wanted: Vec<Document> = current.iter().map(|page| document(page)).collect();
    wanted.sort_by(|a, b| a.article().id.cmp(&b.article().id));
    let kept: Vec<Document> = library.documents().unwrap().map(Result::unwrap).collect();
    assert_eq!(kept, wanted);
    for page in pages {
        let bytes = library.page(&page.id).unwrap().map(|kept| kept.bytes);
        assert!(bytes.is_some(), "{} is lost", page.id);
    }
    assert_eq!(library.check().unwrap(), []);
}

fn given(page: Page, change: impl FnOnce(&mut Page)) -> Page {
    let mut page = page;
    change(&mut page);
    page
}

fn captured(page: Page, day: &str) -> Page {
    given(page, |page| page.given.captured = day.parse().ok())
}

#[test]
fn the_same_page_twice_changes_nothing() {
    let one = page(URL, "किम ने कहा");
    check(&[one.clone(), one.clone()], &[Added::New, Added::Known], &[&one]);
    let elsewhere = given(page(Some("https://mirror.example/x"), "किम ने कहा"), |page| {
        page.path = "b".into()
    });
    check(
        &[one.clone(), elsewhere, page(None, "किम ने कहा")],
        &[Added::New, Added::Known, Added::Known],
        &[&one],
    );
    let later = captured(one.clone(), "2025-08-14");
    check(&[one.clone(), later], &[Added::New, Added::Known], &[&one]);
}

#[test]
fn a_changed_page_is_a_revision() {
    let (old, new) = (page(URL, "दो मरे"), page(Some("HTTPS://Navrekha.example/a/1#top"), "तीन मरे"));
    check(&[old.clone(), new.clone()], &[Added::New, Added::Revised], &[&new]);
    check(&[old.clone(), new.clone(), old.clone()], &[Added::New, Added::Revised, Added::Known], &[&new]);
    let by_id = |text| given(page(None, text), |page| page.id = DocId::given("wire-7"));
    let (first, second) = (by_id("दो मरे"), by_id("तीन मरे"));
    check(&[first, second.clone()], &[Added::New, Added::Revised], &[&second]);
    let dated = given(old.clone(), |page| page.given.date = "2025-08-13".parse().ok());
    check(&[old, dated.clone()], &[Added::New, Added::Revised], &[&dated]);
}

#[test]
fn pages_of_no_common_address_stay_apart() {
    let home = Some("https://navrekha.example/");
    for (one, other) in [(None, None), (home, home), (URL, Some("https://navrekha.example/a/1?p=2"))] {
        let (one, other) = (page(one, "दो मरे"), page(other, "तीन मरे"));
        check(&[one.clone(), other.clone()], &[Added::New, Added::New], &[&one, &other]);
    }
}

#[test]
fn what_was_captured_last_is_current_in_any_order_of_arrival() {
    let (early, late) =
        (captured(page(URL, "दो मरे"), "2025-08-13"), captured(page(URL, "तीन मरे"), "2025-08-14"));
    check(&[early.clone(), late.clone()], &[Added::New, Added::Revised], &[&late]);
    check(&[late.clone(), early.clone()], &[Added::New, Added::Revised], &[&late]);
    let back = captured(page(URL, "दो मरे"), "2025-08-15");
    check(&[early, late, back.clone()], &[Added::New, Added::Revised, Added::Revised], &[&back]);
}

#[test]
fn revisions_stay_readable() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    let (old, new) = (page(URL, "दो मरे"), page(URL, "तीन मरे"));
    library.add(&parcel(&old)).unwrap();
    library.add(&parcel(&new)).unwrap();
    assert_eq!(library.page(&old.id).unwrap(), Some(old.clone()));
    assert_eq!(library.document(&old.id).unwrap(), Some(document(&old)));
    let revisions = library.revisions(&old.id).unwrap();
    let shown: Vec<_> = revisions.iter().map(|r| (r.number, r.id.clone(), r.current)).collect();
    assert_eq!(shown, [(1, old.id, false), (2, new.id, true)]);
    assert_eq!(library.document(&DocId::given("no such")).unwrap(), None);
    let stats = library.stats().unwrap();
    assert_eq!((stats.articles, stats.revisions, stats.statements, stats.quantities), (1, 2, 2, 1));
}

#[test]
fn a_batch_is_kept_wholly_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    let (one, two) = (page(None, "एक बात"), page(None, "दो बातें"));
    let mut batch = library.batch().unwrap();
    batch.add(&parcel(&one)).unwrap();
    let mismatch = Parcel::pack(two.clone(), document(&one), None, Vec::new(), Vec::new());
    assert!(matches!(mismatch, Err(Error::Mismatch { .. })));
    drop(batch);
    assert_eq!(library.stats().unwrap().articles, 0);
    let mut batch = library.batch().unwrap();
    batch.add(&parcel(&one)).unwrap();
    batch.add(&parcel(&two)).unwrap();
    batch.commit().unwrap();
    drop(library);
    assert_eq!(Reader::open(folder.path()).unwrap().documents().unwrap().count(), 2);
}

#[test]
fn an_input_set_aside_is_kept_once_until_it_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    let aside = SetAside::new("made.txt", SetAsideReason::Empty, "it is empty");
    let mut batch = library.batch().unwrap();
    batch.set_aside(&aside).unwrap();
    batch.set_aside(&aside).unwrap();
    batch.commit().unwrap();
    assert_eq!(library.set_aside().unwrap(), [aside]);
    let page = page(None, "एक बात");
    library.add(&parcel(&page)).unwrap();
    assert_eq!(library.stats().unwrap().set_aside, 0);
}

#[test]
fn one_writes_and_many_read() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Reader::open(folder.path()), Err(Error::Missing(_))));
    let mut library = Library::open(folder.path()).unwrap();
    let fault = Library::open(folder.path()).unwrap_err().to_string();
    assert!(fault.contains(&format!("process {}", std::process::id())), "{fault}");
    let (one, two) = (page(None, "एक बात"), page(None, "दो बातें"));
    library.add(&parcel(&one)).unwrap();
    let readers: Vec<Reader> = (0..3).map(|_| Reader::open(folder.path()).unwrap()).collect();
    let mut whole = readers[0].documents().unwrap();
    assert!(whole.next().is_some());
    library.add(&parcel(&two)).unwrap();
    // Who began to read before sees the library as it stood.
    assert_eq!(whole.count(), 0);
    for reader in &readers {
        assert_eq!(reader.documents().unwrap().count(), 2);
    }
}

#[test]
fn a_database_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.sqlite");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE recipes (name)").unwrap();
    assert!(matches!(Library::open(folder.path()), Err(Error::Foreign(_))));
    assert!(matches!(Reader::open(folder.path()), Err(Error::Foreign(_))));
    std::fs::write(&path, "किसी और की फ़ाइल, और काफ़ी लंबी ".repeat(40)).unwrap();
    assert!(matches!(Library::open(folder.path()), Err(Error::Foreign(_))));
    assert!(matches!(Reader::open(folder.path()), Err(Error::Foreign(_))));
}

/// Damages a library of one article with SQL, and returns the kinds of faults that a check finds.
fn faults(folder: &Path, damage: &str) -> Vec<FaultKind> {
    let one = page(None, "किम ने कहा");
    let mut library = Library::open(folder).unwrap();
    library.add(&parcel(&one)).unwrap();
    drop(library);
    let connection = Connection::open(folder.join("library.sqlite")).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch(damage).unwrap();
    drop(connection);
    let mut kinds: Vec<FaultKind> =
        Reader::open(folder).unwrap().check().unwrap().iter().map(|fault| fault.kind).collect();
    kinds.dedup();
    kinds
}

#[test]
fn a_check_finds_what_is_wrong() {
    for (damage, expected) in [
        ("SELECT 1", vec![]),
        ("DELETE FROM entities", vec![FaultKind::Reference]),
        ("UPDATE revisions SET page = x'00'", vec![FaultKind::Page]),
        ("UPDATE revisions SET page = x''", vec![FaultKind::Page]),
        ("UPDATE revisions SET content = 'x'", vec![FaultKind::Page]),
        ("UPDATE revisions SET document = substr(document, 1, 90)", vec![FaultKind::Document]),
        ("DELETE FROM mentions", vec![FaultKind::Table]),
        ("UPDATE mentions SET surface = 'x'", vec![FaultKind::Table]),
        ("UPDATE times SET start_byte = 1", vec![FaultKind::Table]),
        ("UPDATE articles SET text = 'x'", vec![FaultKind::Table]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(faults(folder.path(), damage), expected, "{damage}");
    }
}

#[test]
fn the_views_answer() {
    let folder = tempfile::tempdir().unwrap();
    let one = page(URL, "किम ने कहा");
    let mut library = Library::open(folder.path()).unwrap();
    library.add(&parcel(&one)).unwrap();
    let connection = Connection::open(folder.path().join("library.sqlite")).unwrap();
    let row = |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(
        row("SELECT who || ': ' || what || ' (' || chain || ')' FROM who_said_what LIMIT 1"),
        "किम: ने कहा (किम > समाचार संघ > नवरेखा)"
    );
    assert_eq!(
        row("SELECT group_concat(agency || ' ' || known_from, ', ') FROM by_agency"),
        "समाचार संघ chain, समाचार संघ credit"
    );
    assert_eq!(
        row("SELECT what || ' ' || approx || ' ' || value || ' ' || according_to FROM how_many"),
        "dead at_least 2.5 किम"
    );
    assert_eq!(row("SELECT count(*) || '' FROM what_changed"), "0");
    assert_eq!(row("SELECT value FROM articles, json_each(authors)"), "अ \"ब\"");
}

#[test]
fn the_register_of_entities_does_not_depend_on_the_order_of_arrival() {
    let pages: Vec<Page> =
        ["किम ने कहा", "किम बोले", "पुतिन ने कहा", "Lee said so"].map(|text| page(None, text)).to_vec();
    let register = |pages: &mut dyn Iterator<Item = &Page>| {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(folder.path()).unwrap();
        for page in pages {
            library.add(&parcel(page)).unwrap();
        }
        let connection = Connection::open(folder.path().join("library.sqlite")).unwrap();
        let mut select = connection.prepare("SELECT entity || name || type FROM entities").unwrap();
        let rows: Vec<String> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        rows
    };
    assert_eq!(register(&mut pages.iter()), register(&mut pages.iter().rev()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_comes_back_as_it_was(text in "\\PC{0,40}[\u{0}\n\"'\\\\]?\\PC{0,40}", url in prop::option::of(".{0,20}")) {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(folder.path()).unwrap();
        let page = page(url.as_deref(), &text);
        let document = document(&page);
        prop_assert_eq!(library.add(&parcel(&page)).unwrap(), Added::New);
        prop_assert_eq!(library.add(&parcel(&page)).unwrap(), Added::Known);
        prop_assert_eq!(library.document(&page.id).unwrap(), Some(document));
        prop_assert_eq!(library.page(&page.id).unwrap(), Some(page));
        prop_assert_eq!(library.check().unwrap(), vec![]);
    }
}
