//! What a page says of itself in meta elements, links and `time` elements.

use crate::markup::{NONE, Tag, Tree, push_collapsed};

/// What the elements of a page say of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head<'a> {
    /// Names and contents of the meta elements, names in lower case.
    pub(crate) metas: Vec<(String, String)>,
    /// The canonical address.
    pub(crate) canonical: Option<String>,
    /// The text of the title element.
    pub(crate) title: Option<String>,
    /// The texts of the top headings, with their nodes.
    pub(crate) headings: Vec<(usize, String)>,
    /// The texts of the headings of the next levels, with their nodes and levels.
    pub(crate) subheads: Vec<(usize, u8, String)>,
    /// The address of the AMP version.
    pub(crate) amp: Option<String>,
    /// The JSON-LD scripts.
    pub(crate) scripts: Vec<&'a str>,
    /// The `datetime` values of time elements, with their nodes.
    pub(crate) times: Vec<(usize, String)>,
    /// The language that the page says it is in.
    pub(crate) lang: Option<String>,
}

/// A page has at most so many of anything that matters.
const MOST: usize = 200;

impl Head<'_> {
    /// Returns the content of the first meta element with one of these names, in the order of the names.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.metas.iter().find(|(known, _)| known == name))
            .map(|(_, content)| content.as_str())
    }

    /// Returns the contents of all meta elements with this name.
    pub(crate) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }
}

/// Reads what the elements of a page say of it.
pub(crate) fn head<'a>(tree: &Tree<'a>) -> Head<'a> {
    let mut head = Head::default();
    let mut in_svg_until = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        match node.tag {
            Tag::Html => {
                head.lang =
                    head.lang.take().or_else(|| tree.attribute(at, "lang").map(|lang| lang.into_owned()))
            }
            Tag::Svg => in_svg_until = in_svg_until.max(node.end as usize),
            Tag::Meta if head.metas.len() < MOST => {
                let name = ["property", "name", "itemprop", "http-equiv"]
                    .iter()
                    .find_map(|key| tree.attribute(at, key));
                if let (Some(name), Some(content)) = (name, tree.attribute(at, "content")) {
                    let mut clean = String::new();
                    push_collapsed(&mut clean, &content);
                    clean.truncate(clean.trim_end().len());
                    if !clean.is_empty() {
                        head.metas.push((name.trim().to_ascii_lowercase(), clean));
                    }
                }
            }
            Tag::Link => {
                let rel = tree.attribute(at, "rel").unwrap_or_default();
                let place = match rel.trim() {
                    rel if rel.eq_ignore_ascii_case("canonical") => &mut head.canonical,
                    rel if rel.eq_ignore_ascii_case("amphtml") => &mut head.amp,
                    _ => continue,
                };
                if place.is_none() {
                    *place = (tree.attribute(at, "href").map(|href| href.trim().to_owned()))
                        .filter(|href| !href.is_empty());
                }
            }
            Tag::Title if head.title.is_none() && at >= in_svg_until => {
                let text = tree.text_of(at);
                head.title = (!text.is_empty()).then_some(text);
            }
            Tag::H1 if head.headings.len() < 12 => {
                let text = tree.text_of(at);
                if !text.is_empty() {
                    head.headings.push((at, text));
                }
            }
            Tag::H2 | Tag::H3 if head.subheads.len() < 60 => {
                let text = tree.text_of(at);
                if !text.is_empty() {
                    let level = if node.tag == Tag::H2 { 2 } else { 3 };
                    head.subheads.push((at, level, text));
                }
            }
            Tag::Script if head.scripts.len() < MOST => {
                let linked = tree
                    .attribute(at, "type")
                    .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                if linked
                    && let Some(text) =
                        tree.nodes.get(at + 1).filter(|inner| inner.tag == Tag::Text && inner.parent != NONE)
                {
                    head.scripts.push(&tree.text[text.range()]);
                }
            }
            Tag::Time if head.times.len() < MOST => {
                if tree
                    .attribute(at, "itemprop")
                    .is_some_and(|name| name.eq_ignore_ascii_case("dateModified"))
                {
                    continue;
                }
                let text = || Some(tree.text_of(at)).filter(|text| text.len() <= 80);
                if let Some(value) =
                    tree.attribute(at, "datetime").map(|value| value.into_owned()).or_else(text)
                {
                    head.times.push((at, value));
                }
            }
            _ => {}
        }
    }
    head
}
