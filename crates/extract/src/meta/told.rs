//! What a page with markup tells of its article, part by part, joined.

use super::date_places::dates;
use super::makers::{Named, makers};
use super::marked::marked;
use super::pictures::{images, links};
use super::title::{Heading, Headlines, title};
use super::{Head, Linked, host, language, outlet, strip_outlet};
use crate::draft::Draft;
use crate::markup::Tree;
use crate::passage::Cut;
use crate::squeeze::squeeze;
use lang::Packs;
use model::{Article, FurnitureKind, Page, TitleBasis};

/// So many nodes above the body may hold its picture where no headline is known.
const BEFORE_BODY: usize = 60;
/// So do so many below the node of its last passage.
const BELOW_BODY: usize = 8;

/// What is known of a page when its body has been read.
pub(crate) struct Told<'t, 'p> {
    /// The page.
    pub(crate) page: &'p Page,
    /// Its nodes.
    pub(crate) tree: &'t Tree<'p>,
    /// Its passages.
    pub(crate) cut: &'t Cut<'t>,
    /// What its elements say of it.
    pub(crate) head: &'t Head<'p>,
    /// What its JSON-LD says of it.
    pub(crate) linked: &'t Linked,
    /// Its body and the lines around it.
    pub(crate) draft: &'t Draft,
    /// The language packs.
    pub(crate) packs: &'t Packs,
}

impl Told<'_, '_> {
    /// Returns the nodes from the body's first passage to its last; both past the end where there is no body.
    pub(crate) fn body(&self) -> (usize, usize) {
        let blocks = &self.draft.blocks;
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            return (self.tree.nodes.len(), self.tree.nodes.len());
        };
        let passages = &self.cut.passages;
        let start = passages.iter().find(|passage| passage.source.0 >= first.source.0);
        let end = passages.iter().rev().find(|passage| passage.source.1 <= last.source.1);
        let node = |passage: Option<&crate::passage::Passage>| {
            passage.map_or(self.tree.nodes.len(), |passage| passage.node as usize)
        };
        (node(start), node(end))
    }
}

/// Fills in what the page tells beside its text.
pub(crate) fn told(article: &mut Article, told: &Told<'_, '_>) {
    let Told { page, head, linked, draft, packs, .. } = *told;
    let names = outlet(&page.given, Some(head), linked, &draft.rights, packs);
    let mut known: Vec<String> = names.name.iter().cloned().collect();
    known.extend(names.domain.as_deref().and_then(|domain| domain.split('.').next()).map(str::to_owned));
    known.extend(names.domain.clone());
    known.extend(linked.publisher.clone());
    article.outlet = names;
    let body = told.body();
    (article.title, article.parts.title_basis) = match (&page.given.title, headline(told, body.0, &known)) {
        (Some(given), _) => (Some(given.clone()), TitleBasis::Given),
        (None, Some((text, basis))) => (Some(text), basis),
        (None, None) => (None, TitleBasis::None),
    };
    article.subtitle = draft.subtitle.clone().map(|line| strip_outlet(&line, &known));
    let language = language(&article.text, page.given.lang.as_deref().or(head.lang.as_deref()), packs);
    (article.lang, article.lang_confidence) = (language.tag, language.confidence);
    article.canonical_url = (head.canonical.clone())
        .or_else(|| head.meta(&["og:url"]).map(str::to_owned))
        .or_else(|| linked.url.clone())
        .filter(|url| host(url).is_some());
    article.parts.amp_url = head.amp.clone().filter(|url| host(url).is_some());
    article.parts.section_path = section_path(linked, article.title.as_deref(), &known, packs);
    article.section = section(head, linked).or_else(|| article.parts.section_path.last().cloned());
    article.tags = tags(head, linked, draft);
    let marked = marked(told, body, article.title.as_deref());
    dates(article, told, body, &marked);
    // A person's own site bears the person's name: the host's label is no sign of an outlet.
    let label = article.outlet.domain.as_deref().and_then(|domain| domain.split('.').next());
    let site = [&article.outlet.name, &linked.publisher];
    known.retain(|name| Some(name.as_str()) != label || site.contains(&&Some(name.clone())));
    let named = Named { head, linked, marked: &marked, draft, outlet: &known, label };
    article.parts.makers = makers(&named, packs);
    super::makers::share(article);
    let headline = head.headings.iter().map(|(node, _)| *node).rfind(|node| *node < body.0);
    let above = headline.unwrap_or_else(|| body.0.saturating_sub(BEFORE_BODY));
    article.parts.images = images(told, above, body.1 + BELOW_BODY);
    article.parts.links = links(told, article);
}

/// Chooses the headline among what the page gives as one.
fn headline(told: &Told<'_, '_>, body: usize, outlet: &[String]) -> Option<(String, TitleBasis)> {
    let Told { cut, head, linked, draft, .. } = *told;
    let hidden = |node: usize| cut.marks.get(node).is_some_and(|marks| marks.hidden);
    let mut headings: Vec<(usize, u8, &String)> = (head.headings.iter().map(|(node, text)| (*node, 1, text)))
        .chain(head.subheads.iter().map(|(node, level, text)| (*node, *level, text)))
        .filter(|(node, _, _)| !hidden(*node))
        .collect();
    headings.sort_unstable();
    let heading =
        |(node, level, text): (usize, u8, &String)| Heading { text: text.clone(), level, above: node < body };
    let mut shown: Vec<Heading> = headings.into_iter().map(heading).collect();
    // A line that the rules took for the headline stands for a heading where there is none.
    if head.headings.is_empty()
        && let Some(line) = &draft.title
    {
        shown.push(Heading { text: line.clone(), level: 2, above: true });
    }
    let sources = Headlines {
        linked: linked.headline.as_deref(),
        social: head.meta(&["og:title"]),
        metas: ["twitter:title", "title", "dc.title", "parsely-title", "sailthru.title"]
            .iter()
            .filter_map(|name| head.meta(&[name]))
            .collect(),
        element: head.title.as_deref(),
        shown,
    };
    title(&sources, outlet)
}

fn section(head: &Head<'_>, linked: &Linked) -> Option<String> {
    let meta = head.meta(&["article:section", "og:section", "parsely-section", "section"]);
    meta.map(str::to_owned).or_else(|| linked.section.clone()).filter(|section| section.chars().count() <= 60)
}

/// Tells whether a tag is a key of a database: `98be933f-38cf-4fba-b6c6-ad438e82010a`.
fn is_key(tag: &str) -> bool {
    tag.len() >= 16
        && tag.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        && tag.bytes().any(|byte| byte.is_ascii_digit())
}

/// Returns the sections that the article stands in, the widest first: its crumbs without the front page and itself.
fn section_path(linked: &Linked, title: Option<&str>, outlet: &[String], packs: &Packs) -> Vec<String> {
    let known = |name: &str| outlet.iter().any(|outlet| squeeze(outlet) == squeeze(name));
    let is_title = |name: &str| {
        let (name, title) = (squeeze(name), title.map(squeeze).unwrap_or_default());
        title.starts_with(&name) && name.len() * 2 > title.len()
            || name.starts_with(&title) && !title.is_empty()
    };
    // The word for a front page is a menu's word.
    let front = |name: &str| {
        packs
            .furniture()
            .cues()
            .get(name)
            .is_some_and(|cues| cues.iter().any(|cue| cue.kind == FurnitureKind::Menu))
    };
    let fits = |name: &&String| name.chars().count() <= 60 && !known(name) && !is_title(name) && !front(name);
    linked.crumbs.iter().filter(fits).cloned().collect()
}

fn tags(head: &Head<'_>, linked: &Linked, draft: &Draft) -> Vec<String> {
    let mut tags: Vec<String> =
        head.all("article:tag").flat_map(|tag| tag.split(',')).map(|tag| tag.trim().to_owned()).collect();
    if tags.is_empty() {
        tags = linked.keywords.clone();
    }
    if tags.is_empty() {
        tags = head
            .meta(&["news_keywords", "parsely-tags", "sailthru.tags", "keywords"])
            .map(|words| words.split([',', ';', '、', '，', '،']).map(|tag| tag.trim().to_owned()).collect())
            .unwrap_or_default();
    }
    if tags.is_empty() {
        tags = draft.tags.clone();
    }
    let mut seen = std::collections::BTreeSet::new();
    tags.retain(|tag| {
        !tag.is_empty() && !is_key(tag) && tag.chars().count() <= 60 && seen.insert(squeeze(tag))
    });
    tags.truncate(40);
    tags
}
