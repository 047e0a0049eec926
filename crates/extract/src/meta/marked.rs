//! Elements that the markup calls the byline: `rel=author`, `itemprop=author`, names of classes.

use super::told::Told;
use crate::marks::LONGEST as LONGEST_CLASS;
use crate::markup::{Tag, Tree, push_collapsed, unescape};
use crate::squeeze::squeeze;
use model::FurnitureKind;
use std::cell::RefCell;

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
/// So many nodes of an element are looked through for a heading.
const DEEP: usize = 400;
/// A byline is no longer than this, in bytes.
const LONGEST: usize = 240;
/// More authors than this are a list of authors.
const MOST: usize = 12;

/// Finds the marked bylines and dates near the headline, else those just below the body.
pub(crate) fn marked(told: &Told<'_, '_>, body: (usize, usize), title: Option<&str>) -> Marked {
    let title = title.map(squeeze);
    let headline = (told.head.headings.iter().map(|(node, text)| (*node, text)))
        .chain(told.head.subheads.iter().map(|(node, _, text)| (*node, text)))
        .filter(|(node, text)| *node < body.0 && title.as_ref().is_some_and(|title| squeeze(text) == *title))
        .map(|(node, _)| node)
        .max();
    let from = headline.map_or(body.0.saturating_sub(BEFORE), |node| node.saturating_sub(ABOVE));
    let classes = RefCell::new(vec![None; told.cut.names.len()]);
    let above = Window { told, classes: &classes, headline, from, to: body.0.saturating_add(INTO) };
    let below =
        Window { told, classes: &classes, headline: None, from: body.1, to: body.1.saturating_add(BELOW) };
    let mut authors = above.bylines();
    if authors.is_empty() {
        authors = below.bylines();
    }
    let mut dates_below = below.dates();
    dates_below.truncate(1);
    Marked { authors, dates: above.dates(), dates_below }
}

/// A part of the page that is looked through.
struct Window<'w, 't, 'p> {
    told: &'w Told<'t, 'p>,
    /// Whether each class of the page names the place of an author and of a date, once that was asked.
    classes: &'w RefCell<Vec<Option<[bool; 2]>>>,
    headline: Option<usize>,
    from: usize,
    to: usize,
}

impl Window<'_, '_, '_> {
    fn bylines(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        // What stands further off is another byline.
        let mut reach = usize::MAX;
        self.each(&mut |at| {
            if at > reach || found.len() >= MOST || !self.names_author(at) {
                return false;
            }
            let line = pieces(self.told.tree, at, " | ");
            let fits = !line.is_empty() && line.len() <= LONGEST;
            if fits {
                reach = self.told.tree.nodes[at].end as usize + TOGETHER;
                if !found.contains(&line) {
                    found.push(line);
                }
            }
            fits
        });
        found
    }

    fn dates(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.each(&mut |at| {
            if found.len() >= MOST || !self.holds_date(at) {
                return false;
            }
            let text = pieces(self.told.tree, at, " ");
            let fits = text.len() <= LONGEST && text.chars().any(char::is_numeric);
            if fits {
                found.push(text);
            }
            fits
        });
        found
    }

    /// Tells whether the attributes of an element say that it names the author.
    fn names_author(&self, at: usize) -> bool {
        match self.by_class(at) {
            Some([author, _]) => author,
            None => names_author(self.told.tree, at),
        }
    }

    /// Tells whether the attributes of an element say that it holds the date of the page.
    fn holds_date(&self, at: usize) -> bool {
        if self.told.tree.nodes[at].tag == Tag::Time {
            return true;
        }
        match self.by_class(at) {
            Some([_, date]) => date,
            None => holds_date(self.told.tree, at),
        }
    }

    /// Returns what an element's class says of authors and dates; nothing where more than its class may.
    fn by_class(&self, at: usize) -> Option<[bool; 2]> {
        let unread = matches!(self.told.tree.nodes[at].tag, Tag::Html | Tag::Body);
        let marks = self.told.cut.marks.get(at).filter(|marks| !marks.named_otherwise && !unread)?;
        let Some(number) = marks.names[0] else { return Some([false; 2]) };
        let class = self.told.cut.names.get(number as usize).filter(|class| class.len() < LONGEST_CLASS)?;
        let mut classes = self.classes.borrow_mut();
        let known = classes.get_mut(number as usize)?;
        Some(*known.get_or_insert_with(|| {
            let any = |is: fn(&str) -> bool| class.split_ascii_whitespace().any(is);
            [any(is_author_name), any(is_date_name)]
        }))
    }

    /// Visits the elements in order; one that is taken is not looked into.
    fn each(&self, take: &mut dyn FnMut(usize) -> bool) {
        let nodes = &self.told.tree.nodes;
        let to = self.to.min(nodes.len());
        let mut at = self.from;
        while at < to {
            let passed = nodes[at].tag != Tag::Text && (self.is_foreign(at) || take(at));
            at = if passed { (nodes[at].end as usize).max(at + 1) } else { at + 1 };
        }
    }

    /// Tells whether an element is another article's, a comment's or a script's.
    ///
    /// The names of classes alone do not tell: between the headline and the body another article has a heading.
    fn is_foreign(&self, at: usize) -> bool {
        let nodes = &self.told.tree.nodes;
        let end = nodes[at].end as usize;
        if matches!(nodes[at].tag, Tag::Script | Tag::Style | Tag::Svg) {
            return true;
        }
        let kind = self.told.cut.marks.get(at).and_then(|marks| marks.furniture);
        let of_others =
            matches!(kind, Some(FurnitureKind::Related | FurnitureKind::Comments | FurnitureKind::Ad));
        let holds = |node: usize| (at..end).contains(&node);
        if !of_others || end >= self.to || self.headline.is_some_and(holds) {
            return false;
        }
        let headed = (at..end.min(at + DEEP))
            .any(|at| matches!(nodes[at].tag, Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6));
        headed || (end > at + FEW && self.headline.is_none_or(|headline| at < headline))
    }
}

/// Tells whether the attributes of an element say that it holds the date of the page.
fn holds_date(tree: &Tree<'_>, node: usize) -> bool {
    let range = tree.nodes[node].range();
    crate::markup::attributes(&tree.text[range]).any(|(name, value)| match name.len() {
        2 if name.eq_ignore_ascii_case("id") => is_date_name(value),
        5 if name.eq_ignore_ascii_case("class") => value.split_ascii_whitespace().any(is_date_name),
        8 if name.eq_ignore_ascii_case("itemprop") => is_date_name(value),
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

/// Returns the texts inside an element, parted so that a name is told from what stands beside it.
fn pieces(tree: &Tree<'_>, node: usize, between: &str) -> String {
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
                    out.push_str(between);
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
