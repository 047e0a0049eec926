//! Pages that are broken, or made to cost time: each comes out as an article or as set aside, soon, and never as a panic.

use lang::Packs;
use model::{Article, DocId, Given, Page, PageKind, SetAside, SetAsideReason};
use std::time::{Duration, Instant};

fn page(bytes: Vec<u8>, kind: PageKind) -> Page {
    Page {
        id: DocId::of_bytes(&bytes),
        path: "page".into(),
        bytes,
        kind,
        charset: None,
        given: Given { url: Some("https://lok.example/news/1".into()), ..Given::default() },
    }
}

fn read(bytes: impl Into<Vec<u8>>) -> Result<Article, SetAside> {
    extract::extract(&page(bytes.into(), PageKind::Html), Packs::embedded())
}

const LEAD: &str =
    "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
const MORE: &str =
    "The next round will be held in May, said the water minister of the country that lies upstream.";

fn article(inner: &str) -> String {
    format!(
        "<title>Dam talks end</title><article><h1>Dam talks end</h1><p>{LEAD}</p>{inner}<p>{MORE}</p></article>"
    )
}

/// Checks that a page is read within a bound that only a fault of the order of growth breaks, and what comes of it.
fn check(bytes: impl Into<Vec<u8>>, seconds: u64, expected: Result<&[&str], SetAsideReason>) {
    let bytes = bytes.into();
    let started = Instant::now();
    let found = read(bytes);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(seconds), "{took:?}");
    match (found, expected) {
        (Ok(article), Ok(lines)) => {
            assert_eq!(article.text.lines().collect::<Vec<_>>(), lines);
        }
        (Err(aside), Err(reason)) => assert_eq!(aside.reason, reason, "{aside:?}"),
        (found, expected) => panic!("{:?}, expected {expected:?}", found.map(|article| article.text)),
    }
}

#[test]
fn three_hundred_thousand_tags_in_each_other() {
    for tag in ["div", "b", "span", "ul><li", "table><tr><td", "blockquote"] {
        let open = format!("<{tag}>").repeat(300_000);
        check(format!("{open}{}", article("")), 30, Ok(&[LEAD, MORE]));
    }
    // What follows a link that is never closed is all link.
    check(format!("{}{}", "<a href=x>".repeat(300_000), article("")), 30, Err(SetAsideReason::NoArticle));
}

#[test]
fn a_hundred_megabytes_of_one_attribute() {
    // Without optimisation a tenth of that takes as long.
    let long = "a ".repeat(if cfg!(debug_assertions) { 5 << 20 } else { 50 << 20 });
    check(article(&format!("<div class=\"{long}\">")), 60, Ok(&[LEAD, MORE]));
}

#[test]
fn an_attribute_that_never_ends_takes_what_follows() {
    let long = "x".repeat(10 << 20);
    check(format!("{}<p title='{long}", article("")), 30, Ok(&[LEAD, MORE]));
}

#[test]
fn entities_without_end() {
    let lines = ["&".repeat(2 << 20), "&#".repeat(1 << 20), "&#x41".repeat(400_000), "&amp;".repeat(400_000)];
    for entities in lines {
        // What the entities stand for is a line of its own, without a letter or without an end.
        let started = Instant::now();
        let found = read(article(&format!("<div>{entities}</div>"))).expect("the page holds an article");
        assert!(found.text.starts_with(LEAD) && found.text.ends_with(MORE));
        assert!(started.elapsed() < Duration::from_secs(30));
    }
}

#[test]
fn scripts_that_look_like_text_say_nothing() {
    let noise = format!(
        "<script>var lead = \"<p>{MORE} This stands in a script and is read by nobody.</p>\";</script>\
         <style>p:after {{ content: \"A style says that nothing of this is shown to readers.\" }}</style>\
         <noscript><p>Please enable JavaScript to read the whole of this story on our site.</p></noscript>\
         <template><p>A template is text that is shown only when a script asks for it.</p></template>\
         <!-- <p>A comment is for those who write pages and for nobody who reads them.</p> -->\
         <textarea>What a reader writes into a form is no part of what the page says.</textarea>"
    );
    check(article(&noise), 10, Ok(&[LEAD, MORE]));
}

#[test]
fn a_script_that_never_ends_hides_the_rest() {
    check(format!("{}<script>let a = '</scrip", article("")), 10, Ok(&[LEAD, MORE]));
    check(format!("<script>{}", article("")), 10, Err(SetAsideReason::NoArticle));
}

#[test]
fn text_from_right_to_left_keeps_its_marks_and_its_order() {
    let first = "قال مسؤولون من البلدين يوم الاثنين إن المحادثات بشأن السد انتهت دون أي نتيجة، وإن الجولة المقبلة في مايو.";
    let second = "\u{200F}وقالت وزيرة المياه (12:30) إن البوابات ستبقى مفتوحة حتى ذلك الحين، بحسب «الصحيفة».";
    let html = format!("<html dir=rtl lang=ar><h1>محادثات السد</h1><p>{first}</p><p>{second}</p>");
    let article = read(html).expect("the page holds an article");
    assert_eq!(article.lang, "ar");
    let lines: Vec<&str> = article.text.lines().map(|line| line.trim_start_matches('\u{200F}')).collect();
    assert_eq!(lines, [first, second.trim_start_matches('\u{200F}')]);
}

#[test]
fn a_page_in_two_charsets_is_read_in_the_one_it_names() {
    let mut bytes =
        b"<meta charset=windows-1252><title>Dam talks end</title><h1>Dam talks end</h1><p>".to_vec();
    bytes.extend(LEAD.as_bytes());
    bytes.extend(b"</p><p>The caf\xE9 by the river stayed open, and its owner said that the water had not come in.</p><p>");
    bytes.extend(
        "Ein Café blieb offen, sagte der Wirt am Montag, und das Wasser kam nicht bis an die Tür.".as_bytes(),
    );
    bytes.extend(b"</p>");
    let article = read(bytes.clone()).expect("the page holds an article");
    assert!(article.text.contains("café by the river"), "{}", article.text);
    for block in &article.blocks {
        assert!(block.span.of(&article.text).is_some());
    }
    // Bytes that are no text in the charset that the page names are shown as such, and the rest is read.
    let mut bytes = article_bytes();
    bytes.extend(
        b"<p>\xFF\xFE\xC3 a line with bytes that no charset knows, which ends as a sentence does.</p>",
    );
    assert!(read(bytes).expect("the page holds an article").text.starts_with(LEAD));
}

fn article_bytes() -> Vec<u8> {
    let mut bytes = b"<meta charset=utf-8>".to_vec();
    bytes.extend(article("").into_bytes());
    bytes
}

#[test]
fn broken_json_ld_is_read_as_far_as_it_goes() {
    for script in [
        "{\"@type\":\"NewsArticle\",\"headline\":\"Dam talks end\",",
        "{\"@type\":\"NewsArticle\",\"description\":\"a\nb\"}}}}",
        "[[[[[[",
        "{\"@type\":{\"@type\":{\"@type\":1}}}",
        "null",
        "\u{0}",
    ] {
        let html = format!("<script type='application/ld+json'>{script}</script>{}", article(""));
        check(html, 10, Ok(&[LEAD, MORE]));
    }
    let deep = format!("{}1{}", "{\"@graph\":[".repeat(100_000), "]}".repeat(100_000));
    let html = format!("<script type='application/ld+json'>{deep}</script>{}", article(""));
    let found = read(html).expect("the page holds an article");
    assert!(found.notes.iter().any(|note| note.code == "json-ld-broken"));
}

#[test]
fn pages_without_an_article_are_no_articles_in_any_form() {
    check("<body><img src=a.jpg>", 10, Err(SetAsideReason::NoArticle));
    check(
        "<title>404 Not Found</title><h1>Not Found</h1><p>The page was not found on this server.</p>",
        10,
        Err(SetAsideReason::ErrorPage),
    );
    check(
        "<h1>Before you continue</h1><p>We use cookies and data to deliver and maintain our services, and to protect you.</p>",
        10,
        Err(SetAsideReason::ConsentWall),
    );
    check("<<<<>>>><</>", 10, Err(SetAsideReason::NoArticle));
    check("<!doctype html", 10, Err(SetAsideReason::NoArticle));
}

/// Returns the shortest of three runs, so that a busy machine does not fail the test.
fn duration(text: &str, kind: PageKind) -> Duration {
    let page = page(text.as_bytes().to_vec(), kind);
    let run = |_| {
        let started = Instant::now();
        let _ = extract::extract(&page, Packs::embedded());
        started.elapsed()
    };
    (0..3).map(run).min().unwrap_or_default()
}

#[test]
fn twice_the_input_takes_about_twice_the_time() {
    let pieces = [
        (
            PageKind::Html,
            "<article><h2><a href=x>Bridge work stops after the charge</a></h2><p>The builder was charged on Monday.</p></article>",
        ),
        (PageKind::Html, "<p class=price>$ 12</p><p>We use cookies to improve your visit.</p>"),
        (PageKind::Html, "<script type='application/ld+json'>{\"@type\":[\"A\",\"B\"</script>"),
        (
            PageKind::Html,
            "<div itemscope itemtype='https://schema.org/Article'><b>A line of words that ends here.</b>",
        ),
        (
            PageKind::Html,
            "<figure><img src=a><figcaption>Villagers carry sand to the dam.</figcaption></figure>",
        ),
        (
            PageKind::Html,
            "<time datetime=2025-07-14>14 July</time><p>Officials said on Monday that the talks had ended.</p>",
        ),
        (
            PageKind::Text,
            "Also read: Bridge work stops\n\nOfficials said on Monday that the talks on the dam had ended.\n\n",
        ),
        (PageKind::Text, "Related posts\n\nBridge work stops after the builder is charged\n\n"),
        (PageKind::Text, "Mira Sahay\nMira Sahayhttp://lok.example\n"),
        (PageKind::Text, "a"),
        (PageKind::Text, "\n"),
    ];
    for (kind, piece) in pieces {
        let (one, two) = (piece.repeat(3_000), piece.repeat(6_000));
        // What else the machine does may disturb a try, but never all of them.
        let is_linear = || duration(&two, kind) < duration(&one, kind) * 4 + Duration::from_millis(80);
        assert!((0..4).any(|_| is_linear()), "{piece:?}");
    }
}
