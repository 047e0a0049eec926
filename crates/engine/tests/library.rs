//! What the stages over a library promise: the record that `read` makes of the same pages, in any order of arrival;
//! corrections that can be taken back; ids that lead somewhere; nothing lost when a run stops.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use engine::library::{Kept, add, correct, group, reading, refresh, undo};
use engine::{Setup, Workers, pipeline};
use intake::{Input, Limits};
use lang::{PackSource, Packs, Table};
use model::{ChangeKind, Document, EntityId, Fix, Mode, Page, ThreadId};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;
use store::{Added, Library, ThreadOrder, Whereabouts};

static PACKS: LazyLock<Packs> = LazyLock::new(|| {
    let names = std::fs::read_to_string(corpus().join("names.tsv")).unwrap();
    let table = Table::parse_open("names.tsv", &names).unwrap();
    Packs::with_names(&PackSource::embedded().unwrap(), &[table]).unwrap()
});

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let manifest = Input::Manifest(corpus().join("pages/manifest.jsonl"));
    intake::read(&[manifest], &Limits::default()).filter_map(Result::ok).collect()
});

fn corpus() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo")
}

fn with_setup<T>(work: impl FnOnce(&Setup<'_>) -> T) -> T {
    let workers = Workers::new(2).unwrap();
    work(&Setup::of(&PACKS, &workers))
}

/// Adds pages and groups them; returns what became of each.
fn keep(library: &mut Library, pages: &[Page]) -> Vec<Added> {
    with_setup(|setup| {
        let mut all = Vec::new();
        add(library, pages.iter().cloned().map(Ok), setup, |kept| {
            if let Kept::Page { added, .. } = kept {
                all.push(added);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        group(library, setup, &|_| {}).unwrap();
        all
    })
}

/// Returns the record without its statistics, which count inputs.
fn shown(library: &Library) -> String {
    let mut record = reading(library).unwrap().record;
    record.stats.clear();
    serde_json::to_string(&record).unwrap()
}

fn library_of(pages: &[Page]) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    keep(&mut library, pages);
    (folder, library)
}

/// A thread's pages: enough for what the tests do, and quicker than all.
fn some() -> Vec<Page> {
    PAGES.iter().filter(|page| page.path.contains("pul-")).cloned().collect()
}

#[test]
fn the_library_holds_the_record_that_read_makes_in_any_order_of_arrival() {
    let expected = with_setup(|setup| {
        let mut record = pipeline::record(PAGES.iter().cloned().map(Ok), setup).unwrap().record;
        record.stats.clear();
        record.set_aside.clear();
        serde_json::to_string(&record).unwrap()
    });
    let (_folder, library) = library_of(&PAGES);
    assert_eq!(shown(&library), expected);
    drop(library);
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    let backwards: Vec<Page> = PAGES.iter().rev().cloned().collect();
    for some in backwards.chunks(17) {
        keep(&mut library, some);
    }
    assert_eq!(shown(&library), expected);
    assert_eq!(library.check().unwrap(), []);
    let known = keep(&mut library, &PAGES[..5]);
    assert_eq!(known, [Added::Known; 5]);
    assert_eq!(shown(&library), expected);
}

#[test]
fn a_run_that_stops_before_grouping_loses_nothing() {
    let pages = some();
    let (_folder, whole) = library_of(&pages);
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    with_setup(|setup| {
        add(&mut library, pages.iter().cloned().map(Ok), setup, |_| ControlFlow::Continue(())).unwrap();
    });
    assert_eq!(library.pending_count().unwrap(), pages.len() as u64);
    drop(library);
    let mut library = Library::open(folder.path()).unwrap();
    keep(&mut library, &[]);
    assert_eq!(library.pending_count().unwrap(), 0);
    assert_eq!(shown(&library), shown(&whole));
}

#[test]
fn what_is_new_is_told_and_old_ids_lead_on() {
    let mut pages = some();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    let (early, late) = pages.split_at(pages.len() / 2);
    let (_folder, mut library) = library_of(late);
    let before: Vec<ThreadId> = library.thread_ids().unwrap();
    let claims: Vec<model::ClaimId> = before
        .iter()
        .flat_map(|id| library.thread(id).unwrap().unwrap().claims)
        .map(|claim| claim.id)
        .collect();
    let first = library.changes(&before[0], 10).unwrap();
    assert_eq!(first.iter().map(|line| line.change.kind).collect::<Vec<_>>(), [ChangeKind::NewThread]);
    let seen = library.generation().unwrap();
    keep(&mut library, early);
    // The first article is another now, and with it the name of the thread.
    let now = library.thread_ids().unwrap();
    assert_ne!(before, now);
    let found = library.find_thread(&before[0]).unwrap();
    assert!(matches!(&found, Some(Whereabouts::Moved(id)) if now.contains(id)), "{found:?}");
    for claim in &claims {
        let mut id = claim.clone();
        for _ in 0..3 {
            match library.find_claim(&id).unwrap() {
                Some(Whereabouts::Moved(next)) => id = next,
                Some(Whereabouts::Here(_)) => break,
                None => panic!("{claim} leads nowhere"),
            }
        }
    }
    let (_, lines) = library.threads(ThreadOrder::Changed { since: seen }, 0, 10).unwrap();
    assert!(lines[0].changes.contains_key("new-article"), "{:?}", lines[0].changes);
    assert_eq!(library.threads(ThreadOrder::Latest, 0, 10).unwrap().0, now.len() as u64);
}

/// Returns the first statement with a known speaker, and its document.
fn spoken(library: &Library) -> (Document, model::Statement) {
    let documents = library.documents().unwrap().map(Result::unwrap);
    let mut found = documents.flat_map(|document| {
        let known = |statement: &&model::Statement| {
            statement.speaker.as_ref().is_some_and(|speaker| speaker.entity.is_some())
                && statement.mode == Mode::Indirect
        };
        let statement = document.facts().statements.iter().find(known).cloned();
        statement.map(|statement| (document, statement))
    });
    found.next().unwrap()
}

#[test]
fn corrections_are_laid_over_and_taken_back() {
    let (_folder, mut library) = library_of(&some());
    let before = shown(&library);
    let (document, statement) = spoken(&library);
    let article = document.article().id.clone();
    let entity = statement.speaker.as_ref().and_then(|speaker| speaker.entity.clone()).unwrap();
    let other =
        document.facts().entities.iter().map(|known| known.id.clone()).find(|id| *id != entity).unwrap();
    let fixes = [
        Fix::Speaker {
            article: article.clone(),
            span: statement.span,
            speaker: Some("कोई और".to_owned()),
            entity: None,
        },
        Fix::Speaker { article: article.clone(), span: statement.span, speaker: None, entity: None },
        Fix::SplitEntity { entity: entity.clone(), article: article.clone() },
        Fix::MergeEntities { entity: entity.clone(), into: other },
        Fix::MoveArticle { article: article.clone(), thread: None },
    ];
    for fix in fixes {
        let number = with_setup(|setup| correct(&mut library, &fix, "desk", "seen", setup)).unwrap();
        assert_ne!(shown(&library), before, "{fix:?} changes nothing");
        assert_eq!(library.check().unwrap(), [], "{fix:?}");
        assert_eq!(library.document(&article).unwrap().as_ref(), Some(&document), "what was read stays");
        with_setup(|setup| undo(&mut library, number, "desk", "not so", setup)).unwrap();
        assert_eq!(shown(&library), before, "{fix:?} taken back");
    }
    let all = library.corrections().unwrap();
    assert_eq!(all.len(), 5);
    assert!(all.iter().all(|correction| correction.undone.is_some()));
}

#[test]
fn corrections_that_make_no_sense_are_refused() {
    let (_folder, mut library) = library_of(&some()[..2]);
    let nobody = EntityId::given("e-nobody");
    let fix = Fix::MergeEntities { entity: nobody.clone(), into: nobody };
    let refused = with_setup(|setup| correct(&mut library, &fix, "desk", "", setup)).unwrap_err();
    assert_eq!(refused.to_string(), "correct: the two are one already");
    assert!(with_setup(|setup| undo(&mut library, 7, "desk", "", setup)).is_err());
    assert_eq!(library.corrections().unwrap(), []);
}

#[test]
fn a_refresh_keeps_ids_and_corrections() {
    let (_folder, mut library) = library_of(&some());
    let (document, statement) = spoken(&library);
    let fix = Fix::Speaker {
        article: document.article().id.clone(),
        span: statement.span,
        speaker: Some("कोई और".to_owned()),
        entity: None,
    };
    with_setup(|setup| correct(&mut library, &fix, "desk", "seen", setup)).unwrap();
    let before = shown(&library);
    let same = with_setup(|setup| refresh(&mut library, setup, &|_| {})).unwrap();
    assert_eq!((same.changed, same.set_aside.len()), (0, 0));
    assert_eq!(shown(&library), before);
    // Packs without the names of the corpus find other things.
    let workers = Workers::new(2).unwrap();
    let plain = Setup::of(Packs::embedded(), &workers);
    let other = refresh(&mut library, &plain, &|_| {}).unwrap();
    assert!(other.changed > 0);
    assert_ne!(shown(&library), before);
    with_setup(|setup| refresh(&mut library, setup, &|_| {})).unwrap();
    assert_eq!(shown(&library), before);
    assert_eq!(library.check().unwrap(), []);
}

/// A page of plain text.
fn told(path: &str, lang: &str, day: &str, text: &str) -> Page {
    let bytes = text.as_bytes().to_vec();
    let date = format!("2031-05-{day}").parse().ok();
    let given = model::Given { lang: Some(lang.into()), date, ..model::Given::default() };
    let id = model::DocId::of_bytes(&bytes);
    Page { id, path: path.into(), bytes, kind: model::PageKind::Verbatim, charset: None, given }
}

/// Pages that spell a minister's name in three ways, and one of an actress of that name.
fn spelled() -> Vec<Page> {
    vec![
        told(
            "a",
            "hi",
            "04",
            "मुंबई। नॉर्वे की वित्त मंत्री नोरा लिंडविक ने सोमवार को ओस्लो में कहा कि बजट घटाया जाएगा।",
        ),
        told(
            "b",
            "en",
            "05",
            "Norwegian Finance Minister Nora Lindvik said in Oslo on Monday that the budget would be cut.",
        ),
        told("c", "hi", "06", "नॉर्वे की वित्त मंत्री नोरा लिंडवीग ने ओस्लो में कहा कि कर नहीं बढ़ेगा।"),
        told("d", "en", "07", "Actress Nora Lindvik said in Nairobi that her film would open in June."),
    ]
}

/// Returns the entity of the first person that each page names.
fn persons(library: &Library) -> Vec<(String, EntityId, String)> {
    let documents = reading(library).unwrap().documents;
    let mut all: Vec<(String, EntityId, String)> = documents
        .iter()
        .filter_map(|document| {
            let entity =
                document.facts().entities.iter().find(|entity| entity.kind == model::EntityType::Per)?;
            Some((document.article().path.clone(), entity.id.clone(), entity.name.clone()))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_name_is_one_entity_in_all_articles_in_any_order_and_a_namesake_is_not() {
    let pages = spelled();
    let (_folder, library) = library_of(&pages);
    let expected = persons(&library);
    let ids: Vec<&EntityId> = expected.iter().map(|(_, id, _)| id).collect();
    assert_eq!(ids.len(), 4);
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "{expected:?}");
    assert!(expected[..3].iter().all(|(_, _, name)| name == "Nora Lindvik"), "{expected:?}");
    let read = with_setup(|setup| pipeline::record(pages.iter().cloned().map(Ok), setup).unwrap());
    let shown_read: Vec<&Document> = read.documents.iter().collect();
    let documents = reading(&library).unwrap().documents;
    assert_eq!(shown_read, documents.iter().collect::<Vec<_>>());
    // One by one, the last first.
    let folder = tempfile::tempdir().unwrap();
    let mut other = Library::open(folder.path()).unwrap();
    for page in pages.iter().rev() {
        keep(&mut other, std::slice::from_ref(page));
    }
    assert_eq!(persons(&other), expected);
    assert_eq!(shown(&other), shown(&library));
    assert_eq!(other.identities().unwrap(), library.identities().unwrap());
    // The names stand in the register, and an id that nothing has any more does not.
    let names: Vec<String> = library.names_of(ids[0]).unwrap().into_iter().map(|line| line.name).collect();
    assert!(
        ["नोरा लिंडविक", "नोरा लिंडवीग", "Nora Lindvik"].iter().all(|name| names.contains(&(*name).to_owned())),
        "{names:?}"
    );
    for line in library.identities().unwrap() {
        assert!(
            line.was == line.entity
                || library.entity(&line.was).unwrap().is_none()
                || line.rule.as_str() == "namesake"
        );
        assert!(line.rule.as_str() == "namesake" || !line.because.is_empty());
    }
    assert_eq!(library.check().unwrap(), []);
}

/// Adds pages one by one to a library that is taken for a large one.
fn kept_as_large(pages: &[Page]) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(folder.path()).unwrap();
    let workers = Workers::new(2).unwrap();
    let setup = Setup { whole: 0, ..Setup::of(&PACKS, &workers) };
    for page in pages {
        add(&mut library, std::iter::once(Ok(page.clone())), &setup, |_| ControlFlow::Continue(())).unwrap();
        group(&mut library, &setup, &|_| {}).unwrap();
    }
    (folder, library)
}

/// Tells which pages name one person first, whatever the ids are.
fn alike(library: &Library) -> Vec<(String, String)> {
    let all = persons(library);
    let first = |id: &EntityId| all.iter().find(|(_, other, _)| other == id).map(|(path, ..)| path.clone());
    all.iter().map(|(path, id, _)| (path.clone(), first(id).unwrap())).collect()
}

#[test]
fn a_large_library_tells_the_same_names_alike_as_a_small_one() {
    let mut pages = spelled();
    let (_folder, small) = library_of(&pages);
    let expected = alike(&small);
    for _ in 0..pages.len() {
        let (_folder, large) = kept_as_large(&pages);
        assert_eq!(alike(&large), expected, "{:?}", pages.iter().map(|page| &page.path).collect::<Vec<_>>());
        // What was joined later gives way everywhere: in the register, and in the records of other threads.
        let record = shown(&large);
        let identities = large.identities().unwrap();
        assert!(identities.iter().any(|line| line.was != line.entity && line.rule.as_str() != "namesake"));
        for line in identities {
            if line.rule.as_str() != "namesake" && line.was != line.entity {
                assert!(large.entity(&line.was).unwrap().is_none(), "{line:?}");
                assert!(!record.contains(&format!("\"{}\"", line.was)), "{line:?}");
            }
        }
        assert_eq!(large.check().unwrap(), []);
        pages.rotate_left(1);
    }
}

#[test]
fn what_people_correct_wins_over_what_names_tell() {
    let (_folder, mut library) = library_of(&spelled());
    let before = persons(&library);
    let (minister, actress) = (before[0].1.clone(), before[3].1.clone());
    let document =
        reading(&library).unwrap().documents.into_iter().find(|document| document.article().path == "b");
    let article = document.unwrap().article().id.clone();
    with_setup(|setup| {
        correct(
            &mut library,
            &Fix::SplitEntity { entity: minister.clone(), article },
            "desk",
            "another",
            setup,
        )
        .unwrap();
    });
    let split = persons(&library);
    assert!(split[0].1 == minister && split[1].1 != minister && split[2].1 == minister, "{split:?}");
    with_setup(|setup| {
        let fix = Fix::MergeEntities { entity: actress, into: minister.clone() };
        let number = correct(&mut library, &fix, "desk", "she acts", setup).unwrap();
        assert_eq!(persons(&library)[3].1, minister);
        undo(&mut library, number, "desk", "she does not", setup).unwrap();
    });
    assert_eq!(persons(&library), split);
}
