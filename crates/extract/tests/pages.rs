//! Whole pages: what comes out as the article, and what is set aside.

use lang::Packs;
use model::{Article, BlockKind, DocId, FurnitureKind, Given, Page, PageKind, SetAside, SetAsideReason};
use std::time::{Duration, Instant};

fn read(text: &str, kind: PageKind) -> Result<Article, SetAside> {
    let page = Page {
        id: DocId::of_bytes(text.as_bytes()),
        path: "page".into(),
        bytes: text.as_bytes().to_vec(),
        kind,
        charset: None,
        given: Given::default(),
    };
    extract::extract(&page, Packs::embedded())
}

const FIRST: &str =
    "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
const SECOND: &str =
    "The next round will be held in May, said the water minister of the country that lies upstream.";

/// Checks the text of a page and that every span and every source range slices.
fn check(page: &str, kind: PageKind, expected: &[&str]) -> Article {
    let article = read(page, kind).expect("the page holds an article");
    assert_eq!(article.text, expected.join("\n"));
    for block in &article.blocks {
        assert!(block.span.of(&article.text).is_some());
        let [from, to] = block.source.expect("a block has a source");
        assert!(page.get(from as usize..to as usize).is_some());
    }
    article
}

fn kinds(article: &Article, text: &str) -> Option<FurnitureKind> {
    article.furniture.iter().find(|furniture| furniture.text.contains(text)).map(|furniture| furniture.kind)
}

#[test]
fn a_news_page_keeps_its_body_and_nothing_else() {
    let page = format!(
        "<html lang=en><head><title>Dam talks end - Prabhat Lok</title><meta property=og:site_name content='Prabhat Lok'>\
         <meta property='article:published_time' content='2025-07-14T09:20:00+05:30'></head><body>\
         <nav><a href=/>Home</a> <a href=/w>World</a></nav>\
         <article><h1>Dam talks end</h1><div class=byline>By Mira Sahay</div>\
         <p>{FIRST}</p><p><a href=/x>Bridge work stops after the builder is charged</a></p>\
         <div class=ad>Advertisement</div><h2>What comes next</h2><p>{SECOND}</p><ul><li>A first point of the plan.</li></ul></article>\
         <div class=related-posts><h3>Related posts</h3><p>The builder of the bridge was charged on Monday, police said.</p></div>\
         <footer>© 2025 Prabhat Lok. All rights reserved.</footer></body></html>"
    );
    let article =
        check(&page, PageKind::Html, &[FIRST, "What comes next", SECOND, "A first point of the plan."]);
    assert_eq!(article.title.as_deref(), Some("Dam talks end"));
    assert_eq!(article.authors, ["Mira Sahay"]);
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2025-07-14T09:20+05:30"));
    assert_eq!(article.outlet.name.as_deref(), Some("Prabhat Lok"));
    assert_eq!(article.lang, "en");
    assert_eq!(article.blocks[1].kind, BlockKind::Heading);
    assert_eq!(article.blocks[3].kind, BlockKind::List);
    assert_eq!(kinds(&article, "Bridge work"), Some(FurnitureKind::Related));
    assert_eq!(kinds(&article, "Home"), Some(FurnitureKind::Menu));
    assert_eq!(kinds(&article, "All rights"), Some(FurnitureKind::Copyright));
}

#[test]
fn a_body_that_stands_twice_is_kept_once() {
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    check(
        &format!("<h1>Dam talks end</h1><div class=desktop>{body}</div><div class=amp hidden>{body}</div>"),
        PageKind::Html,
        &[FIRST, SECOND],
    );
}

#[test]
fn a_layout_table_is_read() {
    let page = format!(
        "<TABLE><TR><TD><A HREF=1>Home</A><BR><A HREF=2>Sport</A><TD><FONT SIZE=5><B>Dam talks end</B></FONT><BR><BR>{FIRST}<BR><BR>{SECOND}<BR></TABLE>"
    );
    check(&page, PageKind::Html, &[FIRST, SECOND]);
}

#[test]
fn crawl_text_loses_what_stands_between_the_lines() {
    let page = format!(
        "World\n\nDam talks end without a deal, ministers to meet again\n\nSep 04, 2025, 11:48 AM\n{FIRST}\n\nये भी पढ़ें: पुल का काम रुका\n\n- Advertisement -\n\n{SECOND}\n\nRelated posts\n\nLoading...\n"
    );
    let article = check(&page, PageKind::Text, &[FIRST, SECOND]);
    assert_eq!(article.title.as_deref(), Some("Dam talks end without a deal, ministers to meet again"));
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2025-09-04T11:48"));
}

#[test]
fn verbatim_text_keeps_its_offsets() {
    let text = format!("  {FIRST}\n\n{SECOND}\n");
    let article = read(&text, PageKind::Verbatim).expect("verbatim text is always an article");
    assert_eq!(article.text, text);
    assert_eq!(article.blocks[1].span.of(&text), Some(SECOND));
}

#[test]
fn pages_without_an_article_are_set_aside() {
    let links =
        "<ul>".to_owned() + &"<li><a href=x>Bridge work stops after the builder is charged</a>".repeat(40);
    for (page, reason) in [
        (links.as_str(), SetAsideReason::Listing),
        ("<h1>404</h1><p>Not found.</p>", SetAsideReason::ErrorPage),
        (" \n ", SetAsideReason::Empty),
        ("\0\u{1}\u{2}\u{3}", SetAsideReason::Binary),
    ] {
        assert_eq!(read(page, PageKind::Html).map_err(|aside| aside.reason), Err(reason));
    }
}

/// Returns the shortest of three runs, so that a busy machine does not fail the test.
fn duration(page: &str) -> Duration {
    (0..3)
        .map(|_| {
            let started = Instant::now();
            let _ = read(page, PageKind::Html);
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
fn twice_the_page_takes_about_twice_the_time() {
    for piece in [
        "<div><p>a b c. ",
        "<b><i>x</b>",
        "<a href='",
        "<table><tr><td>x",
        "<li>x<ul>",
        "<!-- x",
        "&amp;&#x;",
        "<p>Some words of a line.</p>",
    ] {
        let (one, two) = (piece.repeat(4_000), piece.repeat(8_000));
        let (first, second) = (duration(&one), duration(&two));
        assert!(second < first * 4 + Duration::from_millis(60), "{piece}: {first:?} then {second:?}");
    }
}

proptest::proptest! {
    #[test]
    fn extraction_never_panics_and_spans_slice(page in "(<[a-z/]{1,6}( class=[a-z]{1,6})?>|किम ने सोमवार को कहा कि बातचीत जारी रहेगी। |A line of words that ends here\\. |\n|&[a-z]{2};|[\"'<>:-]){0,60}") {
        for kind in [PageKind::Html, PageKind::Text, PageKind::Verbatim] {
            if let Ok(article) = read(&page, kind) {
                for block in &article.blocks {
                    proptest::prop_assert!(block.span.of(&article.text).is_some());
                }
            }
        }
    }
}
