//! What a page is taken for: what is kept, as which kind, and what is set aside, for which reason.

use lang::Packs;
use model::{Article, DocId, Given, Page, PageKind, SetAside, SetAsideReason, VerdictKind};

fn read(html: &str, url: Option<&str>) -> Result<Article, SetAside> {
    let page = Page {
        id: DocId::of_bytes(html.as_bytes()),
        path: "page".into(),
        bytes: html.as_bytes().to_vec(),
        kind: PageKind::Html,
        charset: None,
        given: Given { url: url.map(str::to_owned), ..Given::default() },
    };
    extract::extract(&page, Packs::embedded())
}

fn check(html: &str, expected: Result<VerdictKind, SetAsideReason>) {
    let found = read(html, None)
        .map(|article| article.verdict.map(|verdict| verdict.kind).expect("a page with markup is judged"))
        .map_err(|aside| aside.reason);
    assert_eq!(found, expected, "{html}");
}

const LEAD: &str = "Officials of both countries said on Monday that the talks on the dam had ended without any result, \
                    and that the next round would be held in the capital in May.";
const MORE: &str = "The water minister of the country that lies upstream said that the gates would stay open until then, \
                    so that the fields along the river would not dry out before the harvest.";

/// Returns a page as outlets make them, with this in its head and this as its body.
fn news(head: &str, body: &str) -> String {
    format!(
        "<html><head><title>Dam talks end - The Meridian Courier</title><meta property='og:type' content='article'>{head}</head>\
         <body><nav><a href=/>Home</a><a href=/world>World</a></nav><article><h1>Dam talks end</h1>\
         <p class=byline>By Mira Sahay</p>{body}</article><footer>© 2025 The Meridian Courier</footer></body></html>"
    )
}

fn typed(kind: &str, more: &str) -> String {
    format!(
        "<script type='application/ld+json'>{{\"@type\":\"{kind}\",\"headline\":\"Dam talks end\",\
         \"datePublished\":\"2025-07-14T09:20:00Z\"{more}}}</script>"
    )
}

#[test]
fn articles_stay_however_short() {
    check(&news(&typed("NewsArticle", ""), &format!("<p>{LEAD}</p>")), Ok(VerdictKind::Article));
    check(&news("", &format!("<p>{LEAD}</p><p>{MORE}</p>")), Ok(VerdictKind::Article));
    check(&format!("<h1>Dam talks end</h1><p>{LEAD}</p><p>{MORE}</p>"), Ok(VerdictKind::Article));
}

#[test]
fn a_photo_story_stays() {
    let figures: String = (1..=12)
        .map(|at| {
            format!(
                "<figure><img src={at}.jpg><figcaption>Picture {at}: villagers carry sand to the dam as the water rises \
                 below the bridge.</figcaption></figure>"
            )
        })
        .collect();
    check(&news(&typed("NewsArticle", ""), &format!("<p>{LEAD}</p>{figures}")), Ok(VerdictKind::Article));
}

#[test]
fn a_live_blog_and_the_stub_of_an_article_are_named() {
    let entries: String = (10..18)
        .map(|hour| format!("<div class=entry><time datetime='2025-07-14T{hour}:00Z'>{hour}:00</time><p>{LEAD}</p><p>At {hour} o'clock {MORE}</p></div>"))
        .collect();
    check(&news(&typed("LiveBlogPosting", ""), &entries), Ok(VerdictKind::LiveBlog));
    let locked = ",\"isAccessibleForFree\":false";
    let stub = format!("<p>{LEAD}</p><div class=paywall>Subscribe to continue</div>");
    check(&news(&typed("NewsArticle", locked), &stub), Ok(VerdictKind::PaywallStub));
    // A lock that stands open: the whole text came with the page.
    let whole: String = (1..12).map(|at| format!("<p>{at}. {LEAD} {MORE}</p>")).collect();
    check(&news(&typed("NewsArticle", locked), &whole), Ok(VerdictKind::Article));
}

#[test]
fn a_list_yields_no_article() {
    let card = |at: usize| {
        format!(
            "<article class=card><h2><a href=/news/{at}>Bridge work number {at} stops after the builder is charged</a></h2>\
             <p>The builder of bridge number {at} was charged on Monday, the police said.</p><time>{at} July</time></article>"
        )
    };
    let cards: String = (1..=24).map(card).collect();
    let page = format!(
        "<html><head><title>News</title><meta property='og:type' content='website'>\
         <script type='application/ld+json'>{{\"@type\":\"CollectionPage\"}}</script></head>\
         <body class='archive category'><nav><a href=/>Home</a></nav><main>{cards}<div class=pagination><a href=?p=2>2</a></div></main></body></html>"
    );
    let aside =
        read(&page, Some("https://navrekha.example/category/news/")).expect_err("a list is no article");
    assert_eq!(aside.reason, SetAsideReason::Listing);
}

#[test]
fn a_shop_yields_no_article() {
    let card = |at: usize| {
        format!(
            "<div class=product><a href=/p/{at}>Lamp {at}</a><span class=price>$ {at}.99</span><button class=cart>Add</button></div>"
        )
    };
    let cards: String = (1..=24).map(card).collect();
    let page = format!(
        "<html><head><title>Lamps</title><meta property='og:type' content='product.group'></head><body class='woocommerce'>\
         <h1>Lamps</h1><p>Our lamps are made by hand in a small town by the river, of brass and of glass that is blown there. Each of them is packed in straw and sent the next day.</p>\
         {cards}<form><input><input><select></select></form></body></html>"
    );
    let aside =
        read(&page, Some("https://lamps.example/collections/lamps")).expect_err("a shop is no article");
    assert_eq!(aside.reason, SetAsideReason::Listing);
    assert!(aside.advice.contains("probability"), "{aside:?}");
}

#[test]
fn errors_and_walls_say_what_they_are() {
    let error = |title: &str| {
        format!(
            "<title>{title} - The Meridian Courier</title><h1>{title}</h1><p>The page that you asked for has moved or was never there. \
                 Try the search above, or go back to the first page and look for what you need there.</p>"
        )
    };
    for title in ["404", "Page not found", "Error 404", "पृष्ठ नहीं मिला", "Страница не найдена"]
    {
        check(&error(title), Err(SetAsideReason::ErrorPage));
    }
    let wall = "<title>Before you continue</title><div><h1>We value your privacy</h1><p>We and our partners store and read \
                information on your device, such as cookies, to show advertisements that fit you and to measure them.</p>\
                <p>You can agree or refuse for each purpose below, and change your mind at any time.</p><button>Accept all</button></div>";
    check(wall, Err(SetAsideReason::ConsentWall));
}

#[test]
fn articles_about_errors_and_cookies_stay() {
    let page = |title: &str| {
        news(&typed("NewsArticle", ""), &format!("<p>{LEAD}</p><p>{MORE}</p>"))
            .replace("Dam talks end", title)
    };
    check(&page("404"), Ok(VerdictKind::Article));
    check(&page("Page not found: how links die"), Ok(VerdictKind::Article));
    check(&page("We value your privacy, says the minister"), Ok(VerdictKind::Article));
}

#[test]
fn a_notice_beside_an_article_is_no_wall() {
    let notice = "<div class=cookie-consent><p>We use cookies to improve your visit. You can change this at any time in the \
                  settings of your browser, or refuse all of them here.</p></div>";
    check(
        &format!("<title>Dam talks end</title>{notice}<h1>Dam talks end</h1><p>{LEAD}</p><p>{MORE}</p>"),
        Ok(VerdictKind::Article),
    );
}

#[test]
fn a_page_that_is_a_picture_says_so() {
    let aside =
        read("<title>Page 1</title><body><img src=page-1.jpg alt='The Meridian Courier'></body>", None)
            .expect_err("a picture holds no text");
    assert_eq!(aside.reason, SetAsideReason::NoArticle);
    assert!(aside.advice.contains("picture"), "{aside:?}");
}
