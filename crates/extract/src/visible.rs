//! The text of a page as crawlers keep it that drop the markup: what a reader sees, block by block.

use crate::charset;
use crate::markup::Tree;
use crate::passage::{Shape, cut};
use model::Page;

/// Returns what a reader sees of a page with markup, a line for each passage.
///
/// A blank line stands around headings and paragraphs; entries of lists and menus follow each other without one, as
/// they do in crawls.
pub fn visible_text(page: &Page) -> String {
    let decoded = charset::decode(&page.bytes, page.charset.as_deref(), true);
    let tree = Tree::of(&decoded.text);
    let mut lines = String::new();
    let mut was_loose = true;
    for passage in &cut(&tree).passages {
        let is_loose = matches!(passage.shape, Shape::Loose | Shape::Item | Shape::Cell(_));
        if !lines.is_empty() {
            lines.push_str(if is_loose && was_loose { "\n" } else { "\n\n" });
        }
        lines.push_str(passage.text.trim());
        was_loose = is_loose;
    }
    lines.push('\n');
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DocId, Given, PageKind};

    fn check(html: &str, expected: &str) {
        let page = Page {
            id: DocId::given("p"),
            path: "p.html".to_owned(),
            bytes: html.as_bytes().to_vec(),
            kind: PageKind::Html,
            charset: None,
            given: Given::default(),
        };
        assert_eq!(visible_text(&page), expected);
    }

    #[test]
    fn paragraphs_stand_apart_and_menus_do_not() {
        check(
            "<title>no</title><ul><li><a href=x>देश</a><li>खेल</ul><h1>पुल &amp; नदी</h1><p>एक।<p>दो।<script>x</script>",
            "देश\nखेल\n\nपुल & नदी\n\nएक।\n\nदो।\n",
        );
        check("", "\n");
    }
}
