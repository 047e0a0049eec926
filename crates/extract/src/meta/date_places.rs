//! Where a page with markup gives its dates.

use super::marked::Marked;
use super::published::{Sources, published};
use super::shown_date::DayOrder;
use super::told::Told;
use crate::markup::{NONE, Tag, Tree};
use model::Article;

/// Finds when the page was published and changed.
pub(crate) fn dates(article: &mut Article, told: &Told<'_, '_>, body: (usize, usize), marked: &Marked) {
    let Told { page, head, linked, draft, packs, .. } = *told;
    let mut urls: Vec<&str> = page.given.url.as_deref().into_iter().collect();
    urls.extend(head.canonical.as_deref());
    urls.extend(head.meta(&["og:url"]));
    let sources = Sources {
        json_ld: linked.published.as_deref(),
        json_ld_modified: linked.modified.as_deref(),
        meta: head.meta(PUBLISHED).or_else(|| named_published(head)),
        meta_some: head.meta(SOME),
        meta_modified: head.meta(MODIFIED),
        times: header_times(told, body.0),
        marked: marked.dates.iter().map(String::as_str).collect(),
        lines: draft.credits.iter().map(|line| line.text.as_str()).collect(),
        far_lines: marked.dates_below.iter().chain(&draft.far_lines).map(String::as_str).collect(),
        urls,
    };
    let order = order_of(told, &article.lang, article.outlet.domain.as_deref());
    let dates = published(&sources, &page.given, order, packs);
    (article.date, article.date_basis, article.modified) = (dates.date, dates.basis, dates.modified);
    article.notes.extend(dates.notes);
}

/// Returns how a numeric date is read in a language.
pub(crate) fn day_order(lang: &str) -> DayOrder {
    // English is written with the day first and with the month first.
    if lang == "en" || lang == "und" { DayOrder::Unknown } else { DayOrder::DayFirst }
}

/// Returns how a numeric date is read on a page: by its language, else by the country that its host or its
/// language attribute names.
fn order_of(told: &Told<'_, '_>, lang: &str, domain: Option<&str>) -> DayOrder {
    if let DayOrder::DayFirst = day_order(lang) {
        return DayOrder::DayFirst;
    }
    let country = domain.and_then(|domain| domain.rsplit('.').next()).filter(|end| end.len() == 2);
    let said = told.head.lang.as_deref().and_then(|tag| tag.split(['-', '_']).nth(1));
    // Addresses of everyone: they name no country.
    let country = country.filter(|end| !matches!(*end, "io" | "co" | "tv" | "ai" | "me" | "fm" | "ly"));
    match country.or(said).map(str::to_ascii_lowercase).as_deref() {
        Some("us" | "ph") => DayOrder::MonthFirst,
        Some("ca") | None => DayOrder::Unknown,
        Some(_) => DayOrder::DayFirst,
    }
}

/// Returns the content of a meta element whose name says that it is the day of publication.
fn named_published<'h>(head: &'h super::Head<'_>) -> Option<&'h str> {
    let says = |name: &str| {
        name.contains("publi")
            && !name.contains("publisher")
            && ["date", "time", "_at", "-at"].iter().any(|word| name.contains(word))
    };
    head.metas
        .iter()
        .find(|(name, content)| says(name) && content.bytes().any(|byte| byte.is_ascii_digit()))
        .map(|(_, content)| content.as_str())
}

/// Meta elements that give the time of publication.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published_time",
    "publication_date",
    "dc.date.issued",
    "og:published_time",
    "cxenseparse:recs:publishtime",
    "displaydate",
    "bt:pubdate",
    "citation_publication_date",
    "article.published",
    "originalpublicationdate",
    "cxenseparse:publishtime",
    "rnews:datepublished",
];

/// Meta elements that give some date of the page, not always that of publication.
const SOME: &[&str] = &[
    "dcterms.created",
    "dc.date.created",
    "date",
    "dcterms.date",
    "dc.date",
    "creation_date",
    "article:date",
];

/// Meta elements that give the time of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "revised",
];

/// Returns the values of the time elements that stand near the headline: not those of other articles' teasers, nor
/// those that a line calls the last change.
fn header_times<'h>(told: &Told<'h, '_>, body: usize) -> Vec<&'h str> {
    let head = told.head;
    let headline = head.headings.iter().map(|(node, _)| *node).rfind(|node| *node < body);
    let article = headline.and_then(|node| enclosing(told.tree, node));
    let near =
        |node: usize| node < body.saturating_add(40) && headline.is_none_or(|headline| node + 60 > headline);
    head.times
        .iter()
        .filter(|(node, _)| near(*node))
        .map(|(_, value)| value.as_str())
        .take(if article.is_some() { 3 } else { 1 })
        .collect()
}

fn enclosing(tree: &Tree<'_>, node: usize) -> Option<usize> {
    let mut at = node;
    for _ in 0..64 {
        let parent = tree.nodes[at].parent;
        if parent == NONE {
            return None;
        }
        at = parent as usize;
        if matches!(tree.nodes[at].tag, Tag::Article | Tag::Main) {
            return Some(at);
        }
    }
    None
}
