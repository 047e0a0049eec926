//! What holds for all pages: they render in both languages, keep to their budgets, and trust no words of others.

use crate::admin::{AdminView, Correction, Licence, admin};
use crate::coverage::{CoverageView, coverage};
use crate::desk::{DeskThread, DeskView, Health, SourceHealth, SourceState, desk};
use crate::matrix::{MatrixView, matrix, matrix_rows};
use crate::parts::badge::STANDINGS;
use crate::problem::{Problem, problem};
use crate::search::{Facet, FacetValue, Hit, HitKind, SearchView, Target, search};
use crate::testing::{self, DEMO, check_page, look, packed};
use crate::thread::{ThreadView, thread};
use crate::{Change, ChangeKind, Digits, InMemory, Lang, Look, Marked, Names, Quoted, Theme};
use model::{Certainty, ClaimId, EntityId, SetAside, SetAsideReason, Span, ThreadRecord};
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
        ChangeKind::NewSilence,
        ChangeKind::NewThread,
        ChangeKind::NewStory,
        ChangeKind::NewClaim,
        ChangeKind::GoneClaim,
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

/// Returns a thread as the desk has it; every other one has changed.
fn desk_thread(at: usize, record: &ThreadRecord) -> DeskThread {
    let outlets: std::collections::BTreeSet<_> = record.articles.iter().map(|line| &line.outlet).collect();
    let standing = |standing| record.claims.iter().filter(|claim| claim.support == standing).count();
    DeskThread {
        id: record.id.clone(),
        title: Quoted::new(&record.title, "hi"),
        span: record.span,
        articles: record.articles.len(),
        outlets: outlets.len(),
        origins: record.origins.len(),
        standings: STANDINGS.map(standing),
        changes: if at.is_multiple_of(2) { changes(record).split_off(at) } else { Vec::new() },
    }
}

/// Returns how sources may be: one in each state.
fn health() -> Health {
    let source = |(name, state, error): (&str, SourceState, Option<&str>)| SourceHealth {
        name: name.to_owned(),
        state,
        articles: 1200,
        last: "2025-10-19T18:05+05:30".parse().ok(),
        error: error.map(str::to_owned),
    };
    let sources = [
        ("प्रभात लोक", SourceState::Well, None),
        ("The Meridian Courier", SourceState::Failing, Some("503 since 18 October")),
        ("Вестник Долины", SourceState::Late, None),
        ("Navrekha 24", SourceState::ByHand, None),
    ];
    Health {
        articles: 53,
        last_added: "2025-10-19T18:05+05:30".parse().ok(),
        set_aside: 2,
        sources: sources.map(source).to_vec(),
    }
}

/// Returns what a search may find: a statement, a claim, an event, an article and a name.
fn hits(record: &ThreadRecord) -> Vec<Hit> {
    let claim = &record.claims[0];
    let support = &claim.supports[0];
    let story = record.stories.first().map(|story| (story.id.clone(), Quoted::new(&story.title, "hi")));
    let hit = |kind, target| Hit {
        kind,
        target,
        text: Marked::new(&claim.text, "hi", &[Span::new(0, claim.text.find(' ').unwrap_or(0))]),
        chain: support.chain.clone(),
        support: (kind == HitKind::Claim).then_some(claim.support),
        certainty: (kind == HitKind::Event).then_some(Certainty::Planned),
        happened: "2025-08".parse().ok(),
        said: "2025-08-20".parse().ok(),
        published: "2025-08-21T10:00+05:30".parse().ok(),
        story: story.clone(),
    };
    let evidence = &support.evidence;
    vec![
        hit(HitKind::Statement, Target::Passage(evidence.article().clone(), evidence.span())),
        hit(HitKind::Claim, Target::Claim(claim.id.clone())),
        hit(HitKind::Sentence, Target::Passage(evidence.article().clone(), evidence.span())),
        hit(HitKind::Event, Target::Passage(evidence.article().clone(), evidence.span())),
        hit(HitKind::Article, Target::Article(evidence.article().clone())),
        hit(HitKind::Entity, Target::Entity(EntityId::given("e-velmora"))),
    ]
}

fn corrections() -> Vec<Correction> {
    let correction = |(id, kind, undone): (&str, &str, Option<&str>)| Correction {
        id: id.to_owned(),
        kind: kind.to_owned(),
        about: "Kelden".to_owned(),
        href: Some("/entity/e-kelden".to_owned()),
        author: "मीरा".to_owned(),
        at: "2025-10-19T18:05+05:30".parse().ok(),
        reason: "एक ही देश के दो नाम".to_owned(),
        undone: undone.and_then(|at| at.parse().ok()),
    };
    [("1", "merge-entities", None), ("2", "wrong-speaker", Some("2025-10-20T10:00"))].map(correction).to_vec()
}

fn facets() -> Vec<Facet> {
    let facet = |(field, values): (&str, &[&str])| Facet {
        field: field.to_owned(),
        values: (values.iter().zip(1..))
            .map(|(value, at)| FacetValue { value: (*value).to_owned(), label: None, count: 40 / at })
            .collect(),
    };
    let all: [(&str, &[&str]); 9] = [
        ("kind", &["statement", "claim", "event", "article", "entity"]),
        ("outlet", &["प्रभात लोक", "The Meridian Courier"]),
        ("support", &["single", "corroborated", "disputed"]),
        ("lang", &["hi", "en", "ru"]),
        ("event", &["CONSULT", "AID"]),
        ("certainty", &["planned", "denied"]),
        ("country", &["IN"]),
        ("happened", &["2025-08", "2025-03"]),
        ("amount", &["0..9", "1000..9999"]),
    ];
    all.map(facet).to_vec()
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
    let record = &DEMO.threads()[0];
    for query in
        ["columns=origins", "columns=outlets&sort=date&page=2", "columns=languages&sort=weight&all=1"]
    {
        let target = format!("{}/matrix?{query}", crate::address::thread(&record.id));
        let view = MatrixView { record, texts: &texts, names: &DEMO.names };
        let columns = &query[8..10];
        pages.insert(format!("matrix-{columns}"), matrix(&view, &set(look(&target, lang))));
    }
    let countries = BTreeMap::from([("प्रभात लोक".to_owned(), "IN".to_owned())]);
    for (at, record) in DEMO.threads().iter().enumerate() {
        let view = CoverageView { record, texts: &texts, names: &DEMO.names, countries: &countries };
        let target = format!("{}/coverage", crate::address::thread(&record.id));
        pages.insert(format!("coverage-{at}"), coverage(&view, &set(look(&target, lang))));
    }
    let threads: Vec<DeskThread> =
        DEMO.threads().iter().enumerate().map(|(at, record)| desk_thread(at, record)).collect();
    let health = health();
    let since = "2025-10-18T20:00+05:30".parse().ok();
    let full =
        DeskView { threads: &threads, total: threads.len(), names: &DEMO.names, health: &health, since };
    pages.insert("desk".into(), desk(&full, &set(look("/", lang))));
    let none = Health::default();
    let empty = DeskView { threads: &[], total: 0, names: &DEMO.names, health: &none, since: None };
    pages.insert("desk-empty".into(), desk(&empty, &set(look("/", lang))));
    let (hits, facets) = (hits(record), facets());
    let view = SearchView {
        total: 84,
        page: 1,
        pages: 9,
        hits: &hits,
        facets: &facets,
        problem: None,
        names: &DEMO.names,
    };
    let target = "/search?q=velmora&support=single&outlet=Navrekha+24";
    pages.insert("search".into(), search(&view, &set(look(target, lang))));
    let view =
        SearchView { total: 0, page: 1, pages: 0, hits: &[], facets: &[], problem: None, names: &DEMO.names };
    pages.insert("search-empty".into(), search(&view, &set(look("/search", lang))));
    pages.insert("search-none".into(), search(&view, &set(look("/search?q=xyz", lang))));
    let view = SearchView { problem: Some("speaker:\" has no closing quote"), ..view };
    pages.insert("search-problem".into(), search(&view, &set(look("/search?q=speaker:%22", lang))));
    let view = AdminView {
        sources: &health.sources,
        versions: &[
            ("sutradhar".to_owned(), "0.1.0".to_owned()),
            ("packs".to_owned(), "3".to_owned()),
            ("library".to_owned(), "7".to_owned()),
        ],
        set_aside: &[SetAside::new(
            "demo/a.html",
            SetAsideReason::NoArticle,
            "no text was found; nothing to do",
        )],
        set_aside_total: 21,
        corrections: &corrections(),
        licences: &[Licence {
            what: "sutradhar".to_owned(),
            licence: "MIT OR Apache-2.0".to_owned(),
            href: Some("https://licences.example/".to_owned()),
        }],
        token: Some("t-1"),
        names: &DEMO.names,
    };
    pages.insert("admin".into(), admin(&view, &set(look("/admin", lang))));
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
    let matrix_view = MatrixView { record: &record, texts: &texts, names: &DEMO.names };
    let countries = BTreeMap::from([(hostile.to_owned(), hostile.to_owned())]);
    let coverage_view =
        CoverageView { record: &record, texts: &texts, names: &DEMO.names, countries: &countries };
    let mut hits = hits(&record);
    hits[0].text = Marked::new(hostile, hostile, &[Span::new(0, 8), Span::new(3, 12)]);
    let facets = [Facet {
        field: hostile.to_owned(),
        values: vec![FacetValue { value: hostile.to_owned(), label: Some(hostile.to_owned()), count: 1 }],
    }];
    let search_view = SearchView {
        total: 1,
        page: 1,
        pages: 3,
        hits: &hits,
        facets: &facets,
        problem: Some(hostile),
        names: &Names::default(),
    };
    let shown = [
        matrix(&matrix_view, &look(target, Lang::Hi)),
        coverage(&coverage_view, &look(target, Lang::En)),
        search(&search_view, &look(target, Lang::En)),
        thread(&view, &look(target, Lang::En)),
        problem(Problem::BadRequest, Some(hostile), &look(target, Lang::Hi)),
    ];
    for page in shown {
        check_page(&page);
        assert!(!page.contains("<script>") && !page.contains("<img src=x") && !page.contains("javascript:"));
    }
}

#[test]
fn the_matrix_is_a_table_for_spreadsheets_too() {
    let texts = InMemory::of(&DEMO.reading.documents);
    let record = &DEMO.threads()[0];
    let view = MatrixView { record, texts: &texts, names: &DEMO.names };
    let rows = matrix_rows(&view, &look("/thread/x/matrix.csv?sort=weight", Lang::En));
    assert_eq!(rows.len(), record.claims.len() + 1);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!(rows[1][0], record.claims[0].text);
}

#[test]
fn the_desk_puts_what_changed_before_what_is_large() {
    let mut threads: Vec<DeskThread> =
        DEMO.threads().iter().enumerate().map(|(at, record)| desk_thread(at, record)).collect();
    for thread in &mut threads {
        thread.changes.clear();
    }
    let small = threads.iter().min_by_key(|thread| thread.articles).unwrap().id.clone();
    let changed = threads.iter_mut().find(|thread| thread.id == small).unwrap();
    changed.changes = changes(&DEMO.threads()[0]).split_off(7);
    let page = desk(
        &DeskView {
            threads: &threads,
            total: threads.len(),
            names: &DEMO.names,
            health: &health(),
            since: None,
        },
        &look("/", Lang::En),
    );
    let at = |thread: &DeskThread| page.find(&crate::address::thread(&thread.id)).unwrap();
    assert!(
        threads.iter().all(|thread| thread.id == small || at(thread) > page.find(small.as_str()).unwrap())
    );
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
