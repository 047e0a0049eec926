//! What a page tells beside its text, and what that rests on.

use lang::Packs;
use model::{Article, DocId, Given, MakerKind, Page, PageKind, TitleBasis};

const BODY: &str = "<p>Officials of both countries said on Monday that the <a href='/dam'>talks on the dam</a> had ended without any \
     result, and that <a href='#top'>nobody</a> had asked for more.</p>\
     <p>The next round will be held in May, said the water minister of the country that lies upstream.</p>";

/// Reads a page with this head and these lines around the headline and above the body.
fn read(head: &str, above: &str, below: &str) -> Article {
    let html = format!(
        "<html><head>{head}</head><body><article><h1>Dam talks end</h1>{above}{BODY}{below}</article></body></html>"
    );
    let page = Page {
        id: DocId::of_bytes(html.as_bytes()),
        path: "page".into(),
        bytes: html.into_bytes(),
        kind: PageKind::Html,
        charset: None,
        given: Given::default(),
    };
    extract::extract(&page, Packs::embedded()).expect("the page holds an article")
}

fn check_authors(head: &str, above: &str, below: &str, authors: &[&str], agencies: &[&str]) {
    let article = read(head, above, below);
    assert_eq!(
        (article.authors, article.agencies),
        (owned(authors), owned(agencies)),
        "{head}{above}{below}"
    );
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn json_ld(author: &str) -> String {
    format!(
        r#"<meta property="og:site_name" content="Navrekha 24"><script type="application/ld+json">{{"@type":"NewsArticle","author":{author}}}</script>"#
    )
}

#[test]
fn persons_are_authors_and_desks_are_not() {
    check_authors(&json_ld(r#"[{"name":"Mira Sahay"},{"name":"News Desk"}]"#), "", "", &["Mira Sahay"], &[]);
    check_authors(&json_ld(r#""Mira Sahay und Tobin Krell""#), "", "", &["Mira Sahay", "Tobin Krell"], &[]);
    check_authors(&json_ld(r#"{"name":"News Desk"}"#), "", "", &[], &[]);
    check_authors("<meta name=author content='Mira Sahay'>", "", "", &["Mira Sahay"], &[]);
    check_authors("<meta name=author content='https://lok.example/mira'>", "", "", &[], &[]);
    // Metadata may name the house by its letters.
    check_authors(
        "<meta name=author content='PLK'>",
        "<p class=byline>By Mira Sahay</p>",
        "",
        &["Mira Sahay"],
        &[],
    );
    check_authors("<meta name=author content='river_girl'>", "", "", &["river_girl"], &[]);
}

#[test]
fn an_agency_stands_apart_and_an_organisation_signs_where_nobody_else_does() {
    check_authors(
        &json_ld(r#"[{"name":"Mira Sahay"},{"@type":"Organization","name":"Varuna News Agency"}]"#),
        "",
        "",
        &["Mira Sahay"],
        &["Varuna News Agency"],
    );
    let outlet = r#"{"@type":"Organization","name":"Navrekha 24"}"#;
    check_authors(&json_ld(outlet), "", "", &["Navrekha 24"], &[]);
    check_authors(&json_ld(outlet), "<p class=byline>By Mira Sahay</p>", "", &["Mira Sahay"], &[]);
}

#[test]
fn marked_elements_name_authors_and_those_of_comments_and_boxes_do_not() {
    let marked = |html: &str, authors: &[&str]| check_authors("", html, "", authors, &[]);
    marked("<a rel=author href=/m>Mira Sahay</a>", &["Mira Sahay"]);
    marked("<span class=article-author__name>Mira Sahay</span><span>Founder</span>", &["Mira Sahay"]);
    marked(
        "<div class=byline>Von <b>Mira Sahay</b> und <b>Tobin Krell</b></div>",
        &["Mira Sahay", "Tobin Krell"],
    );
    marked("<span class='author vcard'>river_girl</span>", &["river_girl"]);
    marked("<span class=author-image>Mira Sahay</span>", &[]);
    marked("<div class=byline>Share this article</div>", &[]);
    check_authors("", "", "<p class=author>Mira Sahay</p>", &["Mira Sahay"], &[]);
    check_authors("", "", "<p class=comment-author>Mira Sahay</p>", &[], &[]);
}

#[test]
fn makers_keep_their_kind() {
    let article = read(&json_ld(r#"[{"name":"Mira Sahay"},{"name":"News Desk"}]"#), "", "");
    let kinds: Vec<MakerKind> = article.parts.makers.iter().map(|maker| maker.kind).collect();
    assert_eq!(kinds, [MakerKind::Person, MakerKind::Desk]);
    assert_eq!(article.parts.title_basis, TitleBasis::Heading);
}

#[test]
fn dates_stand_in_marked_elements_too() {
    let check = |head: &str, above: &str, below: &str, expected: Option<&str>| {
        let date = read(head, above, below).date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), expected, "{head}{above}{below}");
    };
    check("", "<div class=related><span class=post-date>17 May 2024</span></div>", "", Some("2024-05-17"));
    check(
        "",
        "<time itemprop=dateModified datetime='2024-06-01'></time><time>May 17, 2024</time>",
        "",
        Some("2024-05-17"),
    );
    check("<meta name=date content='2024-06-01'>", "<p>17.05.2024</p>", "", Some("2024-05-17"));
    check("<meta name=last-published-at content='2024-05-17'>", "", "", Some("2024-05-17"));
    // The headline of another article has its own date, and the year of the rights is none.
    check(
        "",
        "<div class=related><h3>Bridge closed</h3><span class=post-date>17 May 2024</span></div>",
        "",
        None,
    );
    check("", "", "<footer>© 2024 Navrekha 24</footer>", None);
}

#[test]
fn pictures_and_links_are_kept_with_their_places() {
    let above = "<figure><img src=/dam.jpg alt='The dam'><figcaption>The dam in April</figcaption></figure>\
                 <img src=/dot.gif width=1 height=1><img src='data:image/gif;base64,R0' data-src=/late.jpg>";
    let article = read("<link rel=amphtml href='https://lok.example/amp/dam'>", above, "");
    assert_eq!(article.parts.amp_url.as_deref(), Some("https://lok.example/amp/dam"));
    let images: Vec<(&str, Option<&str>)> =
        article.parts.images.iter().map(|image| (image.url.as_str(), image.caption.as_deref())).collect();
    assert_eq!(images, [("/dam.jpg", Some("The dam in April")), ("/late.jpg", None)]);
    let links: Vec<(&str, Option<&str>)> =
        article.parts.links.iter().map(|link| (link.url.as_str(), link.span.of(&article.text))).collect();
    assert_eq!(links, [("/dam", Some("talks on the dam"))]);
    let metadata = read("<meta property='og:image' content='https://lok.example/a.jpg'>", "", "");
    assert_eq!(metadata.parts.images[0].source, None);
}
