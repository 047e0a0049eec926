//! The pictures of an article and the links in its text.

use super::told::Told;
use crate::markup::Tag;
use model::{Article, Image, Link, Span};

/// More pictures than this are a gallery of another kind.
const MOST_IMAGES: usize = 60;
/// More links than this are a list.
const MOST_LINKS: usize = 400;
/// A caption is no longer than this, in bytes.
const LONGEST: usize = 1_000;

/// Returns the pictures that stand between the headline and the end of the body, each once; where there is none, the
/// one that the metadata name.
pub(crate) fn images(told: &Told<'_, '_>, from: usize, to: usize) -> Vec<Image> {
    let tree = told.tree;
    let mut found: Vec<Image> = Vec::new();
    let mut figure: Option<usize> = None;
    for at in from..to.min(tree.nodes.len()) {
        let node = tree.nodes[at];
        if node.tag == Tag::Figure {
            figure = Some(at);
        }
        if node.tag != Tag::Void || !is_image(tree.text, node.from as usize) || found.len() >= MOST_IMAGES {
            continue;
        }
        let attribute = |name: &str| {
            tree.attribute(at, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        // Pictures that are loaded late stand in another attribute, with a blank in this one.
        let is_address = |value: &String| !value.starts_with("data:");
        let Some(url) = ["src", "data-src", "data-original", "data-lazy-src"]
            .iter()
            .find_map(|name| attribute(name).filter(is_address))
        else {
            continue;
        };
        let small = |name: &str| {
            attribute(name).and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size < 60)
        };
        if small("width") || small("height") || found.iter().any(|image| image.url == url) {
            continue;
        }
        let inside = figure.filter(|figure| at < tree.nodes[*figure].end as usize);
        let caption = inside.and_then(|figure| {
            let end = tree.nodes[figure].end as usize;
            let caption = (figure..end).find(|at| tree.nodes[*at].tag == Tag::Figcaption)?;
            Some(tree.text_of(caption)).filter(|text| !text.is_empty() && text.len() <= LONGEST)
        });
        found.push(Image { url, caption, alt: attribute("alt"), source: Some([node.from, node.to]) });
    }
    if found.is_empty()
        && let Some(url) = told.head.meta(&["og:image", "og:image:url", "twitter:image"])
    {
        found.push(Image { url: url.to_owned(), caption: None, alt: None, source: None });
    }
    found
}

/// Tells whether the attributes that begin here are those of a picture.
fn is_image(text: &str, attributes: usize) -> bool {
    attributes
        .checked_sub(4)
        .and_then(|from| text.get(from..attributes))
        .is_some_and(|tag| tag.eq_ignore_ascii_case("<img"))
}

/// Returns the links in the text of an article, with the places of their words.
pub(crate) fn links(told: &Told<'_, '_>, article: &Article) -> Vec<Link> {
    let tree = told.tree;
    let mut found = Vec::new();
    let mut at = 0;
    for block in &article.blocks {
        let Some([from, to]) = block.source else { continue };
        let Some(text) = block.span.of(&article.text) else { continue };
        // Nodes and blocks stand in the order of the page, so each node is met once.
        while at < tree.nodes.len() && tree.nodes[at].from < from {
            at += 1;
        }
        let mut read_to = 0;
        let mut inner = at;
        while inner < tree.nodes.len() && tree.nodes[inner].from < to && found.len() < MOST_LINKS {
            let node = inner;
            inner += 1;
            if tree.nodes[node].tag != Tag::A {
                continue;
            }
            let words = tree.text_of(node);
            let Some(url) = tree.attribute(node, "href").map(|url| url.trim().to_owned()) else { continue };
            let is_address = !url.is_empty()
                && !url.starts_with(['#'])
                && !has_scheme(&url, &["javascript", "mailto", "tel"]);
            if let Some(place) =
                text.get(read_to..).and_then(|rest| rest.find(&words)).filter(|_| !words.is_empty())
            {
                let start = read_to + place;
                read_to = start + words.len();
                if is_address {
                    let base = block.span.start as usize;
                    found.push(Link { url, span: Span::new(base + start, base + read_to) });
                }
            }
        }
        at = inner;
    }
    found
}

fn has_scheme(url: &str, schemes: &[&str]) -> bool {
    url.split_once(':')
        .is_some_and(|(scheme, _)| schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}
