//! What a page says it is: its types in JSON-LD and microdata, its class, its maker, its address.

use crate::markup::{Tag, Tree};
use crate::meta::Head;
use memchr::memmem;

/// What a page says it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// How often each type of schema.org is named, in the order of [`KINDS`].
    pub(crate) types: [u16; KINDS.len()],
    /// Whether its class says that it is one post, a page apart, a list, a shop, or of a type of its own.
    pub(crate) class: [bool; 5],
    /// Whether the program that made it makes boards, manuals, shops.
    pub(crate) maker: [bool; 3],
    /// Whether it says that its text is not free to read.
    pub(crate) locked: bool,
    /// Whether it says that it is reported as it happens.
    pub(crate) live: bool,
    /// Whether it names a version of itself for phones.
    pub(crate) amp: bool,
    /// Whether it names a next or previous page.
    pub(crate) pages_on: bool,
}

/// The places of the groups in [`KINDS`].
pub(crate) const NEWS: usize = 0;
pub(crate) const ARTICLE: usize = 1;
pub(crate) const PRODUCT: usize = 2;
pub(crate) const LIST: usize = 3;
pub(crate) const FORUM: usize = 4;
pub(crate) const OFFER: usize = 5;
pub(crate) const PAGE: usize = 6;
pub(crate) const MANUAL: usize = 7;

/// Groups of types of schema.org.
pub(crate) const KINDS: [&[&str]; 9] = [
    &["NewsArticle", "LiveBlogPosting", "ReportageNewsArticle"],
    &["Article", "BlogPosting", "Report", "ScholarlyArticle", "Review"],
    &["Product", "Offer", "AggregateOffer", "ProductGroup"],
    &["ItemList", "CollectionPage", "SearchResultsPage", "Blog", "OfferCatalog"],
    &["DiscussionForumPosting", "QAPage"],
    &["LocalBusiness", "Service", "SoftwareApplication", "WebApplication", "ProfessionalService", "Course"],
    &["FAQPage", "AboutPage", "ContactPage"],
    &["TechArticle", "APIReference"],
    &["WebPage", "WebSite"],
];

/// Reads what a page says it is.
pub(crate) fn said(tree: &Tree<'_>, head: &Head<'_>) -> Said {
    let mut said = Said::default();
    for script in &head.scripts {
        types_in_script(script, &mut said);
    }
    // Microdata names its types by their addresses.
    for at in memmem::find_iter(tree.text.as_bytes(), b"schema.org/").take(MOST_TYPES) {
        let name = window(tree.text, at + 11);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
        said.count(&name[..end]);
    }
    let body = tree.nodes.iter().position(|node| node.tag == Tag::Body);
    if let Some(class) = body.and_then(|body| tree.attribute(body, "class")) {
        read_class(&class, &mut said);
    }
    for name in head.all("generator") {
        let name = name.to_ascii_lowercase();
        let any = |known: &[&str]| known.iter().any(|known| name.contains(known));
        said.maker[0] |=
            any(&["phpbb", "xenforo", "vbulletin", "discourse", "mybb", "smf", "lemmy", "nodebb"]);
        said.maker[1] |=
            any(&["docusaurus", "sphinx", "mkdocs", "gitbook", "docutils", "vitepress", "vuepress"]);
        said.maker[2] |= any(&["woocommerce", "shopify", "magento", "prestashop", "opencart"]);
    }
    for at in 0..tree.nodes.len() {
        if tree.nodes[at].tag == Tag::Link
            && let Some(rel) = tree.attribute(at, "rel")
        {
            said.amp |= rel.eq_ignore_ascii_case("amphtml");
            said.pages_on |= rel.eq_ignore_ascii_case("next") || rel.eq_ignore_ascii_case("prev");
        }
    }
    said.locked |=
        head.meta(&["article:content_tier"]).is_some_and(|tier| tier.eq_ignore_ascii_case("locked"));
    said
}

/// A page names so many types; more are not read.
const MOST_TYPES: usize = 400;

impl Said {
    fn count(&mut self, name: &str) {
        self.live |= name == "LiveBlogPosting";
        if let Some(kind) = KINDS.iter().position(|names| names.contains(&name)) {
            self.types[kind] = self.types[kind].saturating_add(1);
        }
    }
}

/// Reads the types in a script without parsing it, so that a broken one tells its types all the same.
fn types_in_script(script: &str, said: &mut Said) {
    for at in memmem::find_iter(script.as_bytes(), b"\"@type\"").take(MOST_TYPES) {
        let rest = window(script, at + 7);
        let value = rest.trim_start().strip_prefix(':').unwrap_or_default().trim_start();
        let list = value.strip_prefix('[').map(|list| list.split(']').next().unwrap_or_default());
        let names = list.unwrap_or(value);
        let most = if list.is_some() { 4 } else { 1 };
        for name in names.split('"').skip(1).step_by(2).take(most) {
            said.count(name.rsplit(['/', '#', ':']).next().unwrap_or(name));
        }
    }
    for at in memmem::find_iter(script.as_bytes(), b"\"isAccessibleForFree\"").take(4) {
        let rest = window(script, at + 21);
        let value = rest.trim_start_matches([':', ' ', '"', '\n', '\t']);
        said.locked |= value.get(..5).is_some_and(|value| value.eq_ignore_ascii_case("false"));
    }
}

/// What nodes that are news are called, as part of a name.
const NODES: &[&str] = &["article", "news", "blog", "story", "post", "press"];

/// Returns the text from here on, as far as a value may reach.
fn window(text: &str, from: usize) -> &str {
    let mut to = text.len().min(from + 200);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(from..to).unwrap_or_default()
}

/// Reads the class of the page as a whole, as the commonest programs write it.
fn read_class(class: &str, said: &mut Said) {
    for name in class.split_ascii_whitespace() {
        let node = name.strip_prefix("page-node-type-").or_else(|| name.strip_prefix("node-type-"));
        let of_news = node.is_some_and(|node| NODES.iter().any(|news| node.contains(news)));
        let template = name.strip_suffix("-template-default");
        let known = [
            name == "single-post" || template == Some("post") || of_news,
            name == "page"
                || name.starts_with("page-id-")
                || template == Some("page")
                || (node.is_some() && !of_news),
            matches!(name, "archive" | "category" | "tag" | "blog" | "home" | "search" | "tax"),
            name.starts_with("woocommerce") || name == "single-product" || name.starts_with("catalog-"),
            template.is_some_and(|template| !matches!(template, "post" | "page")),
        ];
        for (said, known) in said.class.iter_mut().zip(known) {
            *said |= known;
        }
    }
}

/// What the address of a page says: how deep it lies, how many words its last part has, what its parts are called.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Address {
    pub(crate) known: bool,
    pub(crate) root: bool,
    pub(crate) depth: u8,
    pub(crate) words: u8,
    pub(crate) dated: bool,
    /// Whether a part is called as news, boards, manuals, lists or goods, offers are.
    pub(crate) parts: [bool; 5],
}

/// Reads an address.
pub(crate) fn address(url: &str) -> Address {
    let Some((_, rest)) = url.split_once("://") else { return Address::default() };
    let (host, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).take(12).collect();
    let last = parts.last().copied().unwrap_or_default();
    let mut found = Address {
        known: true,
        root: parts.is_empty(),
        depth: parts.len() as u8,
        words: last.split(['-', '_', '+']).filter(|word| !word.is_empty()).take(20).count() as u8,
        dated: parts.iter().any(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            (digits.len() == 4 || digits.len() == 8) && (digits.starts_with("20") || digits.starts_with("19"))
        }),
        parts: [false; 5],
    };
    let labels = host.split('.').take(host.split('.').count().saturating_sub(1).max(1));
    for part in parts.iter().copied().chain(labels) {
        let part = part.to_ascii_lowercase();
        let kind = match part.trim_end_matches(".html").trim_end_matches(".php").trim_end_matches(".aspx") {
            "blog" | "blogs" | "news" | "article" | "articles" | "story" | "stories" | "post" | "posts"
            | "insights" | "magazine" | "press" | "opinion" | "archives" => 0,
            "forum" | "forums" | "thread" | "threads" | "topic" | "viewtopic" | "showthread"
            | "questions" | "discussion" | "discussions" | "community" | "t" => 1,
            "docs" | "doc" | "documentation" | "api" | "reference" | "manual" | "wiki" | "developer"
            | "developers" => 2,
            "category" | "categories" | "tag" | "tags" | "search" | "collections" | "collection" | "shop"
            | "products" | "product" | "store" | "cat" | "p" | "dp" | "shopping" | "app" => 3,
            "services" | "service" | "solutions" | "about" | "pricing" | "company" | "pages" | "contact" => 4,
            _ => continue,
        };
        found.parts[kind] = true;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_of_whole_and_broken_scripts() {
        let check = |script: &str, expected: [u16; KINDS.len()]| {
            let mut said = Said::default();
            types_in_script(script, &mut said);
            assert_eq!(said.types, expected, "{script}");
        };
        check(r#"{"@type": "NewsArticle", "author": {"@type":"Person"}}"#, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        check(r#"{"@type":["Product","Thing"], "offers":{"@type" : "Offer""#, [0, 0, 2, 0, 0, 0, 0, 0, 0]);
        check(r#"{"@type":"#, [0; KINDS.len()]);
        check(r#"{"type":"Product"}"#, [0; KINDS.len()]);
    }

    #[test]
    fn a_lock_is_read_in_any_writing() {
        let check = |script: &str, expected: bool| {
            let mut said = Said::default();
            types_in_script(script, &mut said);
            assert_eq!(said.locked, expected, "{script}");
        };
        check(r#""isAccessibleForFree": false"#, true);
        check(r#""isAccessibleForFree":"False""#, true);
        check(r#""isAccessibleForFree": true"#, false);
    }

    #[test]
    fn addresses_tell_what_they_lead_to() {
        let news = address("https://lok.example/news/2025/03/dam-talks-end-without-a-deal");
        assert!(news.dated && news.parts[0] && news.words == 6 && news.depth == 4 && !news.root);
        assert!(address("https://lok.example/?a=b").root);
        assert!(address("https://forums.lok.example/threads/a.1").parts[1]);
        assert!(!address("https://lok.example/forum-on-rivers-opens").parts[1]);
        assert!(!address("lok").known);
    }
}
