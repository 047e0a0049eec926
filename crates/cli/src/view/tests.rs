//! Whole views of a small record made by hand.

use super::{Canvas, Labels, Texts, html, markdown, sheet, terminal};
use crate::args::Ui;
use model::*;
use std::collections::BTreeMap;

const RULE: Rule = Rule::new("by-hand");

struct World {
    documents: Vec<Document>,
    record: Record,
}

fn document(id: &str, outlet: &str, lang: &str, date: Option<&str>, title: &str, text: &str) -> Document {
    let article = Article {
        path: format!("pages/{id}.html"),
        url: Some(format!("https://example.org/{id}?a=1&b=2")),
        outlet: Outlet { name: Some(outlet.into()), domain: None, country: None },
        title: Some(title.into()),
        date: date.map(|date| date.parse().unwrap()),
        date_basis: DateBasis::Meta,
        ..Article::of_text(DocId::given(id), text, lang)
    };
    Document::new(article, Facts::default())
}

impl World {
    fn cite(&self, id: &str, words: &str) -> Evidence {
        let document = self.documents.iter().find(|d| d.article().id.as_str() == id).unwrap();
        let start = document.article().text.find(words).unwrap();
        Evidence::cite(document, Span::new(start, start + words.len()), RULE).unwrap()
    }

    fn claim(&self, id: &str, standing: Standing, reason: &[&str], at: &[(&str, &str, &str)]) -> Claim {
        let supports: Vec<Support> = at
            .iter()
            .map(|(article, words, chain)| Support {
                evidence: self.cite(article, words),
                stance: Stance::Asserts,
                chain: chain.split(" > ").map(str::to_owned).collect(),
                origin: OriginId::given("o-1"),
                narrated: false,
            })
            .collect();
        Claim {
            id: ClaimId::given(id),
            kind: ClaimKind::Position,
            text: at[0].1.into(),
            evidence0: supports[0].evidence.clone(),
            slots: BTreeMap::new(),
            values: vec![],
            support: standing,
            reason: reason.iter().map(|word| (*word).to_owned()).collect(),
            origins: vec![OriginId::given("o-1")],
            supports,
            related: vec![],
        }
    }
}

/// One dam, four articles, a claim of every standing.
fn world() -> World {
    let flood = "अधिकारियों ने बताया कि बांध से 11,000 लोग हटाए गए हैं।";
    let documents = vec![
        document("a", "उदय पत्र", "hi", Some("2031-05-04"), "बांध का जलस्तर बढ़ा", flood),
        document("b", "नव भोर", "hi", Some("2031-05-04"), "जलस्तर बढ़ने से गांव खाली", flood),
        document(
            "c",
            "The Evening <Ledger>",
            "en",
            Some("2031-05-05T08:00+05:30"),
            "Dam is *safe*, says engineer",
            "The chief engineer said the dam is safe. About 12,000 people were moved. The gates open on Friday.",
        ),
        document(
            "d",
            "Dawn Wire",
            "en",
            None,
            "No word from the ministry",
            "The ministry said nothing about the gates.",
        ),
    ];
    let mut world = World { documents, record: Record::default() };
    let moved =
        [("a", flood, "अधिकारी > लोक समाचार > उदय पत्र"), ("b", flood, "अधिकारी > लोक समाचार > नव भोर")];
    let mut amount = world.claim(
        "c-1",
        Standing::Disputed,
        &["values-conflict", "o-1", "11,000", "o-2", "12,000"],
        &moved,
    );
    amount.kind = ClaimKind::Amount;
    amount.slots = BTreeMap::from([("counted".into(), "person".into()), ("what".into(), "moved".into())]);
    let point = |value: f64, approx, date: &str, origin: &str, relation| ValuePoint {
        value: Number::new(value),
        value_max: None,
        approx,
        as_of: Some(date.parse().unwrap()),
        origins: vec![OriginId::given(origin)],
        relation,
    };
    amount.values = vec![
        point(11_000.0, Approx::Exact, "2031-05-04", "o-1", ValueRelation::First),
        point(12_000.0, Approx::About, "2031-05-05", "o-2", ValueRelation::Conflicts),
    ];
    let safe = [("c", "The chief engineer said the dam is safe.", "chief engineer > The Evening <Ledger>")];
    let mut denied = world.claim("c-2", Standing::Denied, &["denied-by", "village council"], &safe);
    denied.supports[0].stance = Stance::Denies;
    let open = [("c", "The gates open on Friday.", "The Evening <Ledger>")];
    let claims = vec![
        world.claim("c-3", Standing::Corroborated, &["independent", "o-1", "o-2"], &moved),
        amount,
        world.claim("c-4", Standing::Revised, &["revised", "10,000", "11,000", "o-1"], &moved[..1]),
        denied,
        world.claim("c-5", Standing::Single, &["one-origin", "o-1", "2"], &moved),
        world.claim("c-6", Standing::Single, &["one-origin", "The Evening <Ledger>", "1"], &open),
    ];
    let origin = |id: &str, name: &str, kind: &str, side: Option<&str>, claims: &[&str]| Origin {
        id: OriginId::given(id),
        name: name.into(),
        kind: kind.into(),
        entity: None,
        side: side.map(str::to_owned),
        articles: vec![DocId::given("a")],
        claims: claims.iter().map(|id| ClaimId::given(*id)).collect(),
    };
    let line = |document: &Document, copy: Option<&str>| ArticleLine {
        id: document.article().id.clone(),
        outlet: document.article().outlet.name.clone(),
        title: document.article().title.clone(),
        date: document.article().date,
        lang: document.article().lang.clone(),
        path: document.article().path.clone(),
        url: document.article().url.clone(),
        agencies: vec![],
        copy_group: copy.map(DocId::given),
        notes: vec![],
    };
    let entry = |date: &str, certainty, id: &str, words: &str| TimelineEntry {
        date: date.parse().unwrap(),
        precision: "day".into(),
        certainty,
        text: words.into(),
        evidence: vec![world.cite(id, words)],
        claims: vec![],
    };
    let timeline = vec![
        entry("2031-05-04", Certainty::Reported, "a", flood),
        entry("2031-05-09", Certainty::Planned, "c", "The gates open on Friday."),
        entry("2031-05", Certainty::Denied, "c", "The chief engineer said the dam is safe."),
    ];
    let silence = Silence {
        claim: Some(ClaimId::given("c-6")),
        source: "the ministry".into(),
        entity: None,
        kind: SilenceKind::Stated,
        evidence: world.cite("d", "The ministry said nothing about the gates."),
    };
    let thread = ThreadRecord {
        id: ThreadId::given("th-1"),
        title: "बांध का जलस्तर बढ़ा".into(),
        span: (Some("2031-05-04".parse().unwrap()), Some("2031-05-05".parse().unwrap())),
        articles: vec![
            line(&world.documents[0], Some("a")),
            line(&world.documents[1], Some("a")),
            line(&world.documents[2], None),
            line(&world.documents[3], None),
        ],
        stories: vec![],
        origins: vec![
            origin("o-1", "अधिकारी", "anonymous", None, &["c-1", "c-3"]),
            origin("o-2", "chief engineer", "speaker", Some("Dam Board"), &["c-2"]),
        ],
        claims,
        silences: vec![silence],
        timeline,
        brief: vec![world.cite("a", flood), world.cite("c", "The chief engineer said the dam is safe.")],
        open: vec![],
    };
    world.record.threads = vec![thread];
    world.record.set_aside = vec![SetAside::new(
        "pages/e.html",
        SetAsideReason::Empty,
        "there is nothing in it; save the page again",
    )];
    world
}

fn check(name: &str, print: impl FnOnce(&super::sheet::Sheet) -> String, ui: Ui, all: bool) {
    let world = world();
    let texts = Texts::of(&world.documents);
    let shown = print(&sheet(&world.record, &texts, Labels::of(ui), all));
    insta::assert_snapshot!(name, shown);
}

#[test]
fn one_passage_that_makes_two_claims_is_left_out_once() {
    let mut world = world();
    let shown = |world: &World| {
        let texts = Texts::of(&world.documents);
        let sheet = sheet(&world.record, &texts, Labels::of(Ui::En), true);
        terminal::render(&sheet, &Canvas::plain(80)).matches("left out:").count()
    };
    assert_eq!(shown(&world), 1);
    let thread = &mut world.record.threads[0];
    let mut again = thread.silences[0].clone();
    let mut claim =
        thread.claims.iter().find(|claim| Some(&claim.id) == again.claim.as_ref()).unwrap().clone();
    claim.id = ClaimId::given("c-again");
    again.claim = Some(claim.id.clone());
    thread.claims.push(claim);
    thread.silences.push(again.clone());
    assert_eq!(shown(&world), 1);
    // Another claim is another silence.
    let thread = &mut world.record.threads[0];
    again.claim = thread.claims.first().map(|claim| claim.id.clone());
    thread.silences.push(again);
    assert_eq!(shown(&world), 2);
}

#[test]
fn terminal_in_english() {
    check("terminal-en", |sheet| terminal::render(sheet, &Canvas::plain(80)), Ui::En, false);
}

#[test]
fn terminal_in_hindi() {
    check("terminal-hi", |sheet| terminal::render(sheet, &Canvas::plain(80)), Ui::Hi, false);
}

#[test]
fn terminal_when_narrow() {
    check("terminal-narrow", |sheet| terminal::render(sheet, &Canvas::plain(40)), Ui::En, true);
}

#[test]
fn markdown_in_english() {
    check("markdown-en", markdown::render, Ui::En, false);
}

#[test]
fn html_in_hindi() {
    check("html-hi", html::render, Ui::Hi, false);
}

#[test]
fn an_empty_record_says_so() {
    let record = Record::default();
    let texts = Texts::of(&[]);
    let sheet = sheet(&record, &texts, Labels::of(Ui::En), false);
    assert_eq!(terminal::render(&sheet, &Canvas::plain(80)), "Nothing could be read.\n");
}

#[test]
fn no_line_is_wider_than_the_canvas() {
    let world = world();
    let texts = Texts::of(&world.documents);
    for width in [40, 57, 80, 110] {
        for ui in [Ui::En, Ui::Hi] {
            let sheet = sheet(&world.record, &texts, Labels::of(ui), true);
            for line in terminal::render(&sheet, &Canvas::plain(width)).lines() {
                // A number and its unit may stand out of a very narrow column; text never does.
                assert!(text::width(line) <= width.max(60), "{width}: {line}");
            }
        }
    }
}

#[test]
fn every_mark_resolves_in_the_list_of_articles() {
    let world = world();
    let texts = Texts::of(&world.documents);
    let sheet = sheet(&world.record, &texts, Labels::of(Ui::En), false);
    let thread = &sheet.threads[0];
    let marks = thread.brief.iter().filter_map(|line| line.mark.as_ref());
    let of_claims = thread.claims.iter().flat_map(|group| &group.claims.entries);
    let marks = marks.chain(of_claims.filter_map(|claim| claim.mark.as_ref()));
    for mark in marks {
        let article = thread.articles.entries.iter().find(|article| article.number == mark.article).unwrap();
        let (_, span) = article.passages.iter().find(|(letter, _)| *letter == mark.passage).unwrap();
        assert!(!world.documents[mark.article - 1].surface(*span).is_empty());
    }
}
