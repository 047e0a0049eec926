//! Elements that the markup calls the byline: `rel=author`, `itemprop=author`, names of classes.

use super::told::Told;
use crate::markup::{Tag, Tree, push_collapsed, unescape};
use crate::squeeze::squeeze;
use model::FurnitureKind;

/// What such elements say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The lines that name authors, pieces of one element parted by ` | `.
    pub(crate) authors: Vec<String>,
    /// The texts of elements that hold a date, near the headline.
    pub(crate) dates: Vec<String>,
    /// The text of the first such element below the body.
    pub(crate) dates_below: Vec<String>,
}

/// So many nodes above the headline may still hold the byline.
const ABOVE: usize = 80;
/// So many nodes above the body are looked through where no headline is known.
const BEFORE: usize = 260;
/// A byline may stand among so many of the first nodes of the body.
const INTO: usize = 30;
/// So many nodes below the body are looked through.
const BELOW: usize = 160;
/// The elements of one byline stand no more nodes apart.
const TOGETHER: usize = 16;
/// An element of so few nodes is no box of other articles.
const FEW: usize = 24;
/// A byline is no longer than this, in bytes.
const LONGEST: usize = 240;
/// More authors than this are a list of authors.
const MOST: usize = 12;

/// Finds the marked bylines near the headline, else those just below the body.
pub(crate) fn marked(told: &Told<'_, '_>, body: (usize, usize), title: Option<&str>) -> Marked {
    let nodes = told.tree.nodes.len();
    let title = title.map(squeeze);
    let headline = (told.head.headings.iter().map(|(node, text)| (*node, text)))
        .chain(told.head.subheads.iter().map(|(node, _, text)| (*node, text)))
        .filter(|(node, text)| *node < body.0 && title.as_ref().is_some_and(|title| squeeze(text) == *title))
        .map(|(node, _)| node)
        .max();
    let from = headline.map_or(body.0.saturating_sub(BEFORE), |node| node.saturating_sub(ABOVE));
    let mut authors = within(told, from, (body.0 + INTO).min(nodes));
    if authors.is_empty() {
        authors = within(told, body.1.min(nodes), (body.1 + BELOW).min(nodes));
    }
    let dated = |from: usize, to: usize| {
        let mut dates = Vec::new();
        let mut at = from;
        while at < to && dates.len() < MOST {
            if let Some(end) = unread(told, at).filter(|end| *end < to) {
                at = end.max(at + 1);
                continue;
            }
            if told.tree.nodes[at].tag != Tag::Text && holds_date(told.tree, at) {
                let text = pieces(told.tree, at).replace(" | ", " ");
                if text.len() <= LONGEST && text.chars().any(char::is_numeric) {
                    dates.push(text);
                    at = told.tree.nodes[at].end as usize;
                    continue;
                }
            }
            at += 1;
        }
        dates
    };
    let dates = dated(from, (body.0 + INTO).min(nodes));
    let mut dates_below = dated(body.1.min(nodes), (body.1 + BELOW / 2).min(nodes));
    dates_below.truncate(1);
    Marked { authors, dates, dates_below }
}

/// Returns where the subtree of a node ends that is not looked into: another article's, a comment's, a script's.
fn unread(told: &Told<'_, '_>, at: usize) -> Option<usize> {
    let node = told.tree.nodes[at];
    let other = matches!(
        told.cut.marks.get(at).and_then(|marks| marks.furniture),
        Some(FurnitureKind::Related | FurnitureKind::Comments | FurnitureKind::Ad)
    );
    // A mark on a few nodes is a slip: a byline calls its list of names a list.
    let other = other && node.end as usize > at + FEW;
    (other || matches!(node.tag, Tag::Script | Tag::Style | Tag::Svg)).then_some(node.end as usize)
}

/// Tells whether the attributes of an element say that it holds the date of the page.
fn holds_date(tree: &Tree<'_>, node: usize) -> bool {
    let range = tree.nodes[node].range();
    tree.nodes[node].tag == Tag::Time
        || crate::markup::attributes(&tree.text[range]).any(|(name, value)| match name.len() {
            2 if name.eq_ignore_ascii_case("id") => is_date_name(value),
            5 if name.eq_ignore_ascii_case("class") => value.split_ascii_whitespace().any(is_date_name),
            8 if name.eq_ignore_ascii_case("itemprop") => value.eq_ignore_ascii_case("datePublished"),
            _ => false,
        })
}

/// Tells whether a class or id names the place of a date: `post-date`, `publishedAt`, `article__dateline`.
fn is_date_name(name: &str) -> bool {
    name.len() <= 80
        && crate::marks::words(name).any(|word| {
            let plain = word.to_ascii_lowercase();
            matches!(
                plain.as_str(),
                "date"
                    | "time"
                    | "datetime"
                    | "datum"
                    | "fecha"
                    | "published"
                    | "publish"
                    | "pubdate"
                    | "posted"
                    | "dateline"
                    | "postdate"
                    | "pubtime"
                    | "timestamp"
                    | "publication"
            )
        })
}

fn within(told: &Told<'_, '_>, from: usize, to: usize) -> Vec<String> {
    let tree = told.tree;
    let mut found: Vec<String> = Vec::new();
    let mut at = from;
    // What stands further off is another byline.
    let mut reach = to;
    while at < to.min(reach) && found.len() < MOST {
        let node = tree.nodes[at];
        if let Some(end) = unread(told, at).filter(|end| *end < to) {
            at = end.max(at + 1);
            continue;
        }
        if node.tag != Tag::Text && names_author(tree, at) {
            let line = pieces(tree, at);
            if !line.is_empty() && line.len() <= LONGEST {
                if !found.contains(&line) {
                    found.push(line);
                }
                at = node.end as usize;
                reach = at + TOGETHER;
                continue;
            }
        }
        at += 1;
    }
    found
}

/// Tells whether the attributes of an element say that it names the author.
fn names_author(tree: &Tree<'_>, node: usize) -> bool {
    let range = tree.nodes[node].range();
    if range.is_empty() {
        return false;
    }
    crate::markup::attributes(&tree.text[range]).any(|(name, value)| match name.len() {
        2 if name.eq_ignore_ascii_case("id") => is_author_name(value),
        3 if name.eq_ignore_ascii_case("rel") => {
            value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("author"))
        }
        5 if name.eq_ignore_ascii_case("class") => value.split_ascii_whitespace().any(is_author_name),
        8 if name.eq_ignore_ascii_case("itemprop") => {
            value.split_ascii_whitespace().any(|word| matches!(word, "author" | "creator"))
        }
        11 if name.eq_ignore_ascii_case("data-testid") => is_author_name(value),
        _ => false,
    })
}

/// Tells whether a class or id names the place of an author's name: `byline`, `article-author__name`.
fn is_author_name(name: &str) -> bool {
    if name.len() > 80 {
        return false;
    }
    let (mut hit, mut boxed, mut named) = (false, false, false);
    for word in crate::marks::words(name) {
        let mut plain = [0u8; 16];
        let length = word.len().min(plain.len());
        plain[..length].copy_from_slice(&word.as_bytes()[..length]);
        plain.make_ascii_lowercase();
        match &plain[..length] {
            b"author" | b"authors" | b"byline" | b"bylines" | b"autor" | b"autoren" | b"auteur"
            | b"autore" | b"autores" | b"writer" | b"writers" | b"reporter" | b"creator" | b"contributor"
            | b"contributors" | b"journalist" | b"verfasser" | b"displayedauthors" | b"authorname"
            | b"postauthor" => hit = true,
            b"bio" | b"biography" | b"avatar" | b"image" | b"img" | b"photo" | b"picture" | b"social"
            | b"follow" | b"share" | b"desc" | b"description" | b"about" | b"more" | b"related" | b"job"
            | b"role" | b"position" | b"jobtitle" | b"twitter" | b"facebook" | b"comment" | b"comments"
            | b"archive" | b"count" | b"quote" | b"email" | b"website" | b"no" | b"widget" => return false,
            b"box" => boxed = true,
            b"name" => named = true,
            _ => {}
        }
    }
    // A box about the author holds more than the name.
    hit && (named || !boxed)
}

/// Returns the texts inside an element, parted by ` | ` so that a name is told from what stands beside it.
fn pieces(tree: &Tree<'_>, node: usize) -> String {
    let mut out = String::new();
    let end = tree.nodes[node].end as usize;
    let mut at = node;
    while at < end {
        let inner = tree.nodes[at];
        if matches!(inner.tag, Tag::Script | Tag::Style | Tag::Svg) {
            at = (inner.end as usize).max(at + 1);
            continue;
        }
        if inner.tag == Tag::Text {
            let mut piece = String::new();
            push_collapsed(&mut piece, &unescape(&tree.text[inner.range()]));
            let piece = piece.trim();
            if !piece.is_empty() {
                if !out.is_empty() {
                    out.push_str(" | ");
                }
                out.push_str(piece);
                if out.len() > LONGEST {
                    break;
                }
            }
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_classes_tell_bylines() {
        let check = |name, expected| assert_eq!(is_author_name(name), expected, "{name}");
        check("byline", true);
        check("article-author__name", true);
        check("articleAuthor", true);
        check("author-box__name", true);
        check("author-box", false);
        check("author-bio", false);
        check("author_image", false);
        check("authority", false);
    }

    #[test]
    fn names_of_classes_tell_dates() {
        let check = |name, expected| assert_eq!(is_date_name(name), expected, "{name}");
        check("post-date", true);
        check("publishedAt", true);
        check("updates", false);
        check("candidate", false);
    }
}
