//! What holds for the pages that show what a record rests on: article, claim, story, entity.

use crate::article::{ArticleView, RevisionLine, article};
use crate::parts::fix::Forms;
use crate::testing::{DEMO, check_page, look, packed};
use crate::{Digits, InMemory, Lang, Look, Quoted, Theme, address};
use model::{Article, Correction, DocId, Document, Fix, Span, ThreadId, ThreadRecord, Undone};
use std::collections::BTreeMap;

const FORMS: Forms<'_> = Forms { token: Some("t0ken"), author: Some("मीना") };

/// Returns the thread that holds an article.
fn thread_of(id: &DocId) -> Option<&'static ThreadRecord> {
    DEMO.threads().iter().find(|thread| thread.articles.iter().any(|line| line.id == *id))
}

/// Makes up corrections of an article, one of them taken back.
fn corrections(document: &Document) -> Vec<Correction> {
    let article = document.article().id.clone();
    let mut fixes = vec![Fix::MoveArticle { article: article.clone(), thread: None }];
    if let Some(statement) = document.facts().statements.first() {
        let speaker = Some("Somebody Else".to_owned());
        fixes.push(Fix::Speaker { article: article.clone(), span: statement.span, speaker, entity: None });
    }
    if let Some(entity) = document.facts().entities.first() {
        fixes.push(Fix::SplitEntity { entity: entity.id.clone(), article });
    }
    let correction = |(id, fix): (u64, Fix)| Correction {
        id,
        fix,
        author: "मीना".to_owned(),
        reason: "देखिए पहला वाक्य".to_owned(),
        at: "2025-10-19T12:35:07Z".to_owned(),
        undone: (id == 1).then(|| Undone {
            author: "R. Desk".to_owned(),
            reason: "it was right".to_owned(),
            at: "2025-10-19T12:40:00Z".to_owned(),
        }),
    };
    (1..).zip(fixes).map(correction).collect()
}

fn article_page(document: &Document, target: &str, set: impl Fn(Look) -> Look, lang: Lang) -> String {
    let texts = InMemory::of(&DEMO.reading.documents);
    let look = set(look(target, lang));
    let diff = look.address.get("diff");
    let other = DEMO.reading.documents.iter().find(|other| Some(other.article().id.as_str()) == diff);
    let revision = |number, id: &str, current| RevisionLine {
        id: DocId::given(id),
        number,
        added: "2025-10-19T12:35:07Z".to_owned(),
        current,
    };
    let view = ArticleView {
        document,
        thread: thread_of(&document.article().id),
        texts: &texts,
        names: &DEMO.names,
        revisions: &[revision(1, "earlier", false), revision(2, document.article().id.as_str(), true)],
        other,
        threads: &[(ThreadId::given("th-x"), Quoted::new("पुल हादसा", "hi"))],
        corrections: &corrections(document),
        forms: FORMS,
    };
    article(&view, &look)
}

/// Returns the first pair of articles that print the same copy.
fn copies() -> (&'static Document, &'static DocId) {
    let lines = DEMO.threads().iter().flat_map(|thread| &thread.articles);
    let line = lines.clone().find(|line| line.copy_group.as_ref().is_some_and(|group| *group != line.id)).unwrap();
    let document = DEMO.reading.documents.iter().find(|document| document.article().id == line.id).unwrap();
    (document, line.copy_group.as_ref().unwrap())
}

/// Returns every page under its file name.
fn pages(set: impl Fn(Look) -> Look + Copy, lang: Lang) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let longest = DEMO.reading.documents.iter().max_by_key(|document| document.article().text.len()).unwrap();
    let (copy, group) = copies();
    let path = |document: &Document| address::article(&document.article().id);
    let mut add = |name: &str, page: String| pages.insert(name.to_owned(), page);
    add("article", article_page(longest, &path(longest), set, lang));
    add("article-layers-all", article_page(longest, &format!("{}?layers=all", path(longest)), set, lang));
    let target = format!("{}?layers=none&diff={}", path(copy), group.as_str());
    add("article-diff", article_page(copy, &target, set, lang));
    let claim = thread_of(&copy.article().id).unwrap().claims.iter().flat_map(|claim| &claim.supports);
    let cited = claim.map(|support| &support.evidence).find(|cited| *cited.article() == copy.article().id).unwrap();
    let target = format!("{}?at={}-{}&layers=names,times", path(copy), cited.span().start, cited.span().end);
    add("article-cited", article_page(copy, &target, set, lang));
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
        let named = |(name, page): (String, String)| (format!("{name}.{}", lang.tag()), page);
        all.extend(pages(|look| look, lang).into_iter().map(named));
        all.extend(pages(set, lang).into_iter().map(|(name, page)| named((format!("{name}-set"), page))));
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
fn every_article_of_the_demo_is_shown_with_every_layer() {
    for document in &DEMO.reading.documents {
        let target = format!("{}?layers=all&all=1", address::article(&document.article().id));
        check_page(&article_page(document, &target, |look| look, Lang::Hi));
    }
}

#[test]
fn pages_keep_to_their_budget() {
    for (name, page) in every_page() {
        let size = packed(page.as_bytes());
        println!("{name}: {size} of {}", page.len());
        assert!(size < 15_000 || name.contains("all"), "{name}: {size}");
    }
}

#[test]
fn every_passage_that_a_claim_cites_is_marked() {
    let mut checked = 0;
    for thread in DEMO.threads() {
        for support in thread.claims.iter().take(6).flat_map(|claim| &claim.supports).take(40) {
            let of = |document: &&Document| document.article().id == *support.evidence.article();
            let document = DEMO.reading.documents.iter().find(of).unwrap();
            let page =
                article_page(document, &address::evidence(&support.evidence), |look| look, Lang::En);
            assert!(page.contains("<mark id=\"at\">"), "{}", address::evidence(&support.evidence));
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn a_passage_that_is_not_there_is_told() {
    let (document, _) = copies();
    let page = article_page(document, "/article/x?at=1-2", |look| look, Lang::En);
    assert!(page.contains("is not in this text") && !page.contains("<mark"));
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    assert!(pages(|look| look, Lang::Hi) == pages(|look| look, Lang::Hi));
}

/// Words that would be markup if they were not escaped.
const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

fn check_harmless(page: &str) {
    check_page(page);
    assert!(!page.contains("<script>") && !page.contains("<img src=x") && !page.contains("javascript:"));
}

#[test]
fn words_of_an_article_never_become_markup() {
    let (document, _) = copies();
    let mut facts = document.facts().clone();
    let text = format!("{HOSTILE} {}", document.article().text);
    for sentence in &mut facts.sentences {
        sentence.span = Span::new(3, HOSTILE.len() - 4);
    }
    facts.sentences.truncate(1);
    for mention in &mut facts.mentions {
        mention.span = Span::new(1, 9);
        mention.entity = model::EntityId::given(HOSTILE);
    }
    let article = Article {
        text,
        title: Some(HOSTILE.to_owned()),
        subtitle: Some(HOSTILE.to_owned()),
        url: Some(format!("javascript:{HOSTILE}")),
        path: HOSTILE.to_owned(),
        lang: HOSTILE.to_owned(),
        tags: vec![HOSTILE.to_owned()],
        ..document.article().clone()
    };
    let document = Document::new(article, facts);
    check_harmless(&article_page(&document, "/article/x?layers=all&q=%22%3E%3Cscript%3E", |look| look, Lang::En));
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
        std::fs::write(folder.join(format!("{name}.html")), page.replace("\"/assets/", "\"assets/")).unwrap();
    }
}
