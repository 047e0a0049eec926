//! The nodes of a page in document order, each with its parent and the end of its subtree.

use super::{TAGS, Tag};
use super::{Token, Tokenizer};
use std::borrow::Cow;
use std::ops::Range;

/// No node.
pub(crate) const NONE: u32 = u32::MAX;

/// An element or a text of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) tag: Tag,
    /// The element it stands in; `NONE` for the root.
    pub(crate) parent: u32,
    /// One past the last node inside it.
    pub(crate) end: u32,
    /// Where the text, or the attributes of the element, begin.
    pub(crate) from: u32,
    /// Where they end.
    pub(crate) to: u32,
}

impl Node {
    /// Returns the byte range of the text, or of the attributes.
    pub(crate) fn range(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// A page as nodes.
pub(crate) struct Tree<'a> {
    /// The page's text.
    pub(crate) text: &'a str,
    /// The nodes in document order; the first is the root.
    pub(crate) nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// Reads the markup of a page.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut builder =
            Builder { nodes: Vec::with_capacity(text.len() / 48 + 2), open: vec![0], count: [0; TAGS] };
        builder.nodes.push(Node { tag: Tag::Root, parent: NONE, end: 0, from: 0, to: 0 });
        for token in Tokenizer::new(text) {
            match token {
                Token::Text(range) | Token::Raw(range) => builder.text(range),
                Token::Start { tag, attributes, .. } => builder.start(tag, attributes),
                Token::End(tag) => builder.end(tag),
            }
        }
        builder.pop_to(0);
        let mut nodes = builder.nodes;
        nodes[0].end = nodes.len() as u32;
        Self { text, nodes }
    }

    /// Returns the value of an attribute of an element, entities resolved.
    pub(crate) fn attribute(&self, node: usize, name: &str) -> Option<Cow<'a, str>> {
        let node = self.nodes.get(node)?;
        super::attributes(&self.text[node.range()])
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| unescape(value))
    }

    /// Returns the text inside an element, white space collapsed.
    pub(crate) fn text_of(&self, node: usize) -> String {
        let mut out = String::new();
        let end = self.nodes.get(node).map_or(0, |node| node.end as usize);
        for inner in node..end {
            let inner = self.nodes[inner];
            if inner.tag == Tag::Text {
                push_collapsed(&mut out, &unescape(&self.text[inner.range()]));
            } else if inner.tag == Tag::Br || inner.tag.is_block() {
                push_collapsed(&mut out, " ");
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// Resolves entities; text without any is returned as it stands.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    html_escape::decode_html_entities(text)
}

/// Appends text with runs of white space made one space; none at the start.
pub(crate) fn push_collapsed(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_be_dropped) {
        out.push_str(&rest[..at]);
        let Some(c) = rest[at..].chars().next() else { break };
        if c.is_whitespace() || c == '\u{FEFF}' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !c.is_control() && c != '\u{00AD}' && c != '\u{200B}' {
            out.push(c);
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
}

/// Tells whether a byte is white space or a control character, or begins a character that may be one or is not shown.
fn may_be_dropped(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | 0x7F | 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF)
}

struct Builder {
    nodes: Vec<Node>,
    open: Vec<u32>,
    /// How many elements of each tag are open, so that a stray end tag costs nothing.
    count: [u32; TAGS],
}

/// How many open elements are looked through for one to close; more only happens in pages made to cost time.
const REACH: usize = 256;

impl Builder {
    fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.push(Tag::Text, range);
        }
    }

    fn push(&mut self, tag: Tag, range: Range<usize>) {
        let parent = self.open.last().copied().unwrap_or(0);
        let at = self.nodes.len() as u32;
        self.nodes.push(Node { tag, parent, end: at + 1, from: range.start as u32, to: range.end as u32 });
    }

    fn start(&mut self, tag: Tag, attributes: Range<usize>) {
        self.imply_ends(tag);
        let at = self.nodes.len() as u32;
        self.push(tag, attributes);
        if !tag.is_void() {
            self.open.push(at);
            self.count[tag as usize] += 1;
        }
    }

    /// Closes what a start tag closes without an end tag.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::{
            A, Body, Dd, Dl, Dt, H1, H2, H3, H4, H5, H6, Head, Li, Ol, Option, P, Root, Select, Table, Td,
            Th, Thead, Tr, Ul,
        };
        match tag {
            Li => self.close_inside(&[Li], &[Ul, Ol]),
            Dt | Dd => self.close_inside(&[Dt, Dd], &[Dl]),
            Tr => self.close_inside(&[Tr], &[Table]),
            Td | Th => self.close_inside(&[Td, Th], &[Tr, Table]),
            Thead => self.close_inside(&[Thead], &[Table]),
            Option => self.close_inside(&[Option], &[Select]),
            A => self.close_inside(&[A], &[Td, Th, Table, Root]),
            Body => self.close_inside(&[Head], &[Root]),
            H1 | H2 | H3 | H4 | H5 | H6 => {
                let last = self.open.last().map(|at| self.nodes[*at as usize].tag);
                if last.is_some_and(|last| last.heading().is_some()) {
                    self.pop_to(self.open.len() - 1);
                }
            }
            _ => {}
        }
        if tag.is_block() && !tag.is_unseen() && self.count[P as usize] > 0 {
            // A block closes a paragraph, unless another block stands between.
            let found = self
                .open
                .iter()
                .rev()
                .take(REACH)
                .position(|at| self.nodes[*at as usize].tag.is_block())
                .filter(|depth| self.nodes[self.open[self.open.len() - 1 - depth] as usize].tag == P);
            if let Some(depth) = found {
                self.pop_to(self.open.len() - 1 - depth);
            }
        }
        // The head ends where the page begins, whether it says so or not.
        if self.count[Head as usize] > 0
            && tag.is_block()
            && !tag.is_unseen()
            && !matches!(tag, Tag::Meta | Tag::Link | Tag::Base | Tag::Head)
        {
            self.close_inside(&[Head], &[Root]);
        }
    }

    /// Closes the innermost of these tags, unless one of the others stands between.
    fn close_inside(&mut self, closed: &[Tag], barriers: &[Tag]) {
        if closed.iter().all(|tag| self.count[*tag as usize] == 0) {
            return;
        }
        for (depth, at) in self.open.iter().rev().take(REACH).enumerate() {
            let tag = self.nodes[*at as usize].tag;
            if closed.contains(&tag) {
                self.pop_to(self.open.len() - 1 - depth);
                return;
            }
            if barriers.contains(&tag) {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        if tag == Tag::Br {
            self.push(Tag::Br, 0..0);
            return;
        }
        if self.count[tag as usize] == 0 || matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        let inline = !tag.is_block();
        for (depth, at) in self.open.iter().rev().take(REACH).enumerate() {
            let open = self.nodes[*at as usize].tag;
            if open == tag {
                self.pop_to(self.open.len() - 1 - depth);
                return;
            }
            let barrier = if inline {
                open.is_block()
            } else {
                matches!(open, Tag::Td | Tag::Th | Tag::Table)
                    && !matches!(tag, Tag::Table | Tag::Tr | Tag::Thead)
            };
            if barrier {
                return;
            }
        }
    }

    fn pop_to(&mut self, depth: usize) {
        let end = self.nodes.len() as u32;
        while self.open.len() > depth.max(1) {
            let Some(at) = self.open.pop() else { return };
            let node = &mut self.nodes[at as usize];
            node.end = end;
            self.count[node.tag as usize] -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let tree = Tree::of(page);
        let mut shown = String::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate().skip(1) {
            while open.last().is_some_and(|last| tree.nodes[*last].end as usize <= at) {
                open.pop();
                shown.push(')');
            }
            if node.tag == Tag::Text {
                shown.push_str(&tree.text[node.range()]);
            } else {
                shown.push_str(&format!("{:?}(", node.tag));
                open.push(at);
            }
        }
        shown.push_str(&")".repeat(open.len()));
        assert_eq!(shown, expected);
    }

    #[test]
    fn ends_are_implied() {
        check("<p>a<p>b<div>c</div>", "P(a)P(b)Div(c)");
        check("<ul><li>a<li>b<ul><li>c</ul></ul>", "Ul(Li(a)Li(bUl(Li(c))))");
        check("<table><tr><td>a<td>b<tr><td>c</table>", "Table(Tr(Td(a)Td(b))Tr(Td(c)))");
        check("<a>x<a>y</a>", "A(x)A(y)");
        check("<h2>a<h3>b</h3>", "H2(a)H3(b)");
    }

    #[test]
    fn stray_ends_close_nothing() {
        check("<div>a</p></b></div>b", "Div(a)b");
        check("<table><tr><td>a</div>b</td></tr></table>", "Table(Tr(Td(ab)))");
    }

    #[test]
    fn white_space_collapses_whatever_its_character() {
        for c in (0..=0x1_1000).filter_map(char::from_u32) {
            let expected = if c.is_whitespace() || c == '\u{FEFF}' {
                "a b".to_owned()
            } else if c.is_control() || c == '\u{00AD}' || c == '\u{200B}' {
                "a b".replace(' ', "")
            } else {
                format!("a{c}b")
            };
            let mut out = String::new();
            push_collapsed(&mut out, &format!("a{c}b"));
            assert_eq!(out, expected, "{c:?}");
        }
    }

    #[test]
    fn deep_nesting_is_flat() {
        let page = "<div>".repeat(100_000) + "x";
        assert_eq!(Tree::of(&page).nodes.len(), 100_002);
    }

    #[test]
    fn entities_are_resolved_in_values_and_text() {
        let tree = Tree::of("<p title='a &amp; b'>c &lt;&nbsp; d");
        assert_eq!(tree.attribute(1, "TITLE").as_deref(), Some("a & b"));
        assert_eq!(tree.text_of(1), "c < d");
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics_and_ranges_slice(page in "(<[a-z/!]{0,4}[ a=\"'>]{0,4}|किम|&[a-z#0-9]{0,4};?|-->){0,40}") {
            let tree = Tree::of(&page);
            for (at, node) in tree.nodes.iter().enumerate() {
                proptest::prop_assert!(page.get(node.range()).is_some());
                proptest::prop_assert!(node.end as usize > at && node.end as usize <= tree.nodes.len());
            }
        }
    }
}
