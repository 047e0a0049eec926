//! Passages: the pieces of text that a page is cut into before it is decided what each one is.
//!
//! Pages with markup and pages without share this form, so that one set of rules serves both.

use crate::marks::{KnownNames, Marks, marks};
use crate::markup::{NONE, Tag, Tree, unescape};
use rustc_hash::FxHashMap;

/// A piece of text of a page, with what can be seen of it without reading it.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// The text: for markup with white space collapsed and entities resolved, else as it stands.
    pub(crate) text: String,
    /// Where it stands in the page's text.
    pub(crate) source: (u32, u32),
    /// What the markup says it is.
    pub(crate) shape: Shape,
    /// How much text it is: letters and digits, with the letters of dense scripts counted more.
    pub(crate) weight: u32,
    /// How much of that is in links.
    pub(crate) link_weight: u32,
    /// How many links it holds.
    pub(crate) links: u32,
    /// The element it stands in.
    pub(crate) node: u32,
    /// Whether it stands alone with a linked headline in an element of its own; for markup.
    pub(crate) card: bool,
    /// Whether an empty line, or the beginning, stands before it; for text without markup.
    pub(crate) blank_before: bool,
    /// Whether an empty line, or the end, stands after it; for text without markup.
    pub(crate) blank_after: bool,
    /// The first passage of the page with the same text, by its place.
    pub(crate) twin: u32,
    /// What it says as a number, equal for copies that differ in marks and capitals.
    pub(crate) key: u64,
    ends: bool,
    prose: bool,
}

/// What the markup says of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph.
    Paragraph,
    /// Text that stands in an element for anything, such as `div`.
    Loose,
    /// A heading of this level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation set apart.
    Quote,
    /// A caption.
    Caption,
    /// A cell of the table row with this node.
    Cell(u32),
    /// A line of text without markup.
    Line,
}

impl Passage {
    /// Makes a passage of a text at its place, with nothing weighed yet.
    pub(crate) fn new(text: String, source: (u32, u32), shape: Shape, node: u32) -> Self {
        Self {
            text,
            source,
            shape,
            weight: 0,
            link_weight: 0,
            links: 0,
            node,
            card: false,
            blank_before: false,
            blank_after: false,
            twin: 0,
            key: 0,
            ends: false,
            prose: false,
        }
    }

    /// Looks at how the text ends and whether it runs on, once nothing of it changes any more.
    pub(crate) fn settled(mut self) -> Self {
        self.ends = ends_sentence(&self.text);
        self.key = crate::copies::key(&self.text);
        self.prose = self.reads_as_prose();
        self
    }

    /// Returns the share of the text that is in links.
    pub(crate) fn link_share(&self) -> f32 {
        if self.weight == 0 { 0.0 } else { self.link_weight as f32 / self.weight as f32 }
    }

    /// Tells whether the text ends as a sentence does.
    pub(crate) fn ends(&self) -> bool {
        self.ends
    }

    /// Tells whether the text breaks off: `… talks on the dam ...`.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.text.trim_end().ends_with("...") || self.text.trim_end().ends_with('…')
    }

    /// Tells whether it reads like running text: long enough, with sentences, mostly outside of links.
    pub(crate) fn is_prose(&self) -> bool {
        self.prose
    }

    fn reads_as_prose(&self) -> bool {
        if matches!(self.shape, Shape::Heading(_) | Shape::Caption) || self.link_share() > 0.5 {
            return false;
        }
        match self.shape {
            Shape::Paragraph | Shape::Quote => self.weight >= 25 && (self.ends() || self.weight >= 100),
            // A line that is cut off in the middle is a teaser or a path.
            Shape::Line => (self.weight >= 55 && self.ends() && !self.is_cut_off()) || self.weight >= 220,
            _ => self.weight >= 60 && (self.ends() || (self.weight >= 120 && holds_sentence(&self.text))),
        }
    }
}

/// Tells whether a text ends with a mark that ends a sentence, closing quotes and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '“' | '」' | '』' | '›' | '\u{200D}'
            )
    });
    core.ends_with(is_end_mark) || (core.ends_with(':') && core.len() > 40)
}

/// Tells whether a mark ends a sentence, in any script.
pub(crate) fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '।' | '॥' | '?' | '!' | '…' | '。' | '！' | '？' | '؟' | '۔' | '॰' | '።' | '။' | '។')
}

/// A heading is shorter than this, in letters.
const TOO_LONG_TO_HEAD: u32 = 240;
/// One of its lines is at least this long and ends as a sentence does.
const LEAST_TEXT: u32 = 60;

fn holds_sentence(text: &str) -> bool {
    let mut before = false;
    for c in text.chars() {
        if before && c.is_whitespace() {
            return true;
        }
        before = is_end_mark(c) || matches!(c, '。' | '！' | '？');
        if matches!(c, '。' | '।' | '،' | '、') {
            return true;
        }
    }
    false
}

/// Returns how much text this is, comparable between scripts.
pub(crate) fn weigh(text: &str) -> u32 {
    let mut weight = 0u32;
    for c in text.chars() {
        let code = c as u32;
        weight += match code {
            0..=0x7F => u32::from(c.is_ascii_alphanumeric()),
            // One sign of Han, kana or hangul says about as much as two or three letters.
            0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF => 2,
            _ => u32::from(text::script::is_letter_or_digit(c)),
        };
    }
    weight
}

/// What holds for everything inside an element.
#[derive(Clone, Copy, Debug)]
struct Inherited {
    block: u32,
    shape: Shape,
    unseen: bool,
    /// The link around; the root where there is none.
    link: u32,
    caption: bool,
}

/// The passages of a page with markup, and the hints of its elements.
pub(crate) struct Cut<'a> {
    /// The passages in document order.
    pub(crate) passages: Vec<Passage>,
    /// The hints of each element, in the order of the nodes.
    pub(crate) marks: Vec<Marks>,
    /// The classes and ids on the page, each once.
    pub(crate) names: Vec<&'a str>,
}

/// Cuts a page with markup into passages.
pub(crate) fn cut<'a>(tree: &Tree<'a>) -> Cut<'a> {
    let nodes = &tree.nodes;
    let mut inherited: Vec<Inherited> = Vec::with_capacity(nodes.len());
    let mut all_marks: Vec<Marks> = Vec::with_capacity(nodes.len());
    let mut maker = Maker { passages: Vec::new(), open: None, breaks: 0 };
    let mut last_block = 0u32;
    let mut known = KnownNames::of_page(tree.text.len());
    for (at, node) in nodes.iter().enumerate() {
        let parent = if node.parent == NONE {
            Inherited { block: 0, shape: Shape::Loose, unseen: false, link: 0, caption: false }
        } else {
            inherited[node.parent as usize]
        };
        if node.tag == Tag::Text {
            inherited.push(parent);
            all_marks.push(Marks::default());
            if !parent.unseen {
                maker.text(tree, at, parent, last_block);
            }
            continue;
        }
        let marks =
            if matches!(node.tag, Tag::Br | Tag::Void | Tag::Meta | Tag::Link | Tag::Script | Tag::Style) {
                Marks::default()
            } else {
                marks(node.tag, &tree.text[node.range()], &mut known)
            };
        if node.tag == Tag::Br {
            maker.breaks += 1;
        }
        let mut mine = parent;
        mine.unseen |= node.tag.is_unseen();
        if node.tag == Tag::A {
            mine.link = at as u32;
        }
        mine.caption |= marks.caption;
        if node.tag.is_block() {
            last_block = at as u32;
            mine.block = at as u32;
            mine.shape = shape(node.tag, parent.shape, node.parent);
        }
        if mine.caption && !matches!(mine.shape, Shape::Heading(_)) {
            mine.shape = Shape::Caption;
        }
        inherited.push(mine);
        all_marks.push(marks);
    }
    maker.close();
    maker.passages.shrink_to_fit();
    long_headings(&mut maker.passages);
    find_twins(&mut maker.passages);
    Cut { passages: maker.passages, marks: all_marks, names: known.into_values() }
}

/// Finds for each passage the first with the same text.
pub(crate) fn find_twins(passages: &mut [Passage]) {
    let mut first: FxHashMap<&str, u32> = FxHashMap::default();
    first.reserve(passages.len());
    let twins: Vec<u32> = (passages.iter().enumerate())
        .map(|(at, passage)| *first.entry(passage.text.as_str()).or_insert(at as u32))
        .collect();
    passages.iter_mut().zip(twins).for_each(|(passage, twin)| passage.twin = twin);
}

/// Takes what stands in a heading for text where it reads like one: whole articles are set as headings to make them large.
fn long_headings(passages: &mut [Passage]) {
    let heading = |passage: &Passage| matches!(passage.shape, Shape::Heading(_));
    for run in passages.chunk_by_mut(|one, next| one.node == next.node && heading(one) && heading(next)) {
        let weight: u32 = run.iter().map(|passage| passage.weight).sum();
        let is_text = |passage: &Passage| passage.ends() && passage.weight >= LEAST_TEXT;
        if heading(&run[0]) && weight >= TOO_LONG_TO_HEAD && run.iter().any(is_text) {
            for passage in run {
                passage.shape = Shape::Loose;
                passage.prose = passage.reads_as_prose();
            }
        }
    }
}

fn shape(tag: Tag, outer: Shape, parent: u32) -> Shape {
    if let Some(level) = tag.heading() {
        return Shape::Heading(level);
    }
    match (tag, outer) {
        (_, Shape::Heading(level)) => Shape::Heading(level),
        (Tag::Li | Tag::Dt | Tag::Dd, _) => Shape::Item,
        (Tag::Blockquote, _) => Shape::Quote,
        (Tag::Td | Tag::Th, _) => Shape::Cell(parent),
        (Tag::P | Tag::Pre, Shape::Quote | Shape::Item) => outer,
        (Tag::P | Tag::Pre, _) => Shape::Paragraph,
        (Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table | Tag::Article | Tag::Section, _) => Shape::Loose,
        (_, outer) => outer,
    }
}

struct Maker {
    passages: Vec<Passage>,
    open: Option<Open>,
    breaks: u32,
}

struct Open {
    passage: Passage,
    block: u32,
    last: u32,
    /// The element that the last text stood in directly.
    inline: u32,
    /// The last link in it; the root where there is none.
    link: u32,
}

impl Maker {
    fn text(&mut self, tree: &Tree<'_>, at: usize, inherited: Inherited, last_block: u32) {
        let node = tree.nodes[at];
        let raw = &tree.text[node.range()];
        let breaks = std::mem::take(&mut self.breaks);
        if raw.bytes().all(|byte| byte.is_ascii_whitespace()) {
            // A space between two inline elements parts words; it opens nothing.
            self.breaks = breaks;
            if let Some(open) = &mut self.open {
                crate::markup::push_collapsed(&mut open.passage.text, " ");
            }
            return;
        }
        let text = unescape(raw);
        let goes_on = self.open.as_ref().is_some_and(|open| {
            open.block == inherited.block
                && last_block <= open.last
                && match breaks {
                    0 => true,
                    // One break parts lines of different looks, and ends a paragraph in pages that know no paragraphs.
                    1 => {
                        let looks_change = open.inline != node.parent
                            && open.inline != inherited.block
                            && node.parent != inherited.block;
                        let ends = ends_sentence(&open.passage.text) && open.passage.weight >= 60;
                        !(looks_change || ends)
                    }
                    _ => false,
                }
        });
        if !goes_on {
            self.close();
        }
        let open = self.open.get_or_insert_with(|| Open {
            passage: Passage::new(
                String::with_capacity(text.len()),
                (node.from, node.to),
                inherited.shape,
                tree.nodes[at].parent,
            ),
            block: inherited.block,
            last: at as u32,
            inline: node.parent,
            link: 0,
        });
        if breaks > 0 {
            crate::markup::push_collapsed(&mut open.passage.text, " ");
        }
        crate::markup::push_collapsed(&mut open.passage.text, &text);
        let weight = weigh(&text);
        open.passage.weight += weight;
        if inherited.link != 0 {
            open.passage.link_weight += weight;
            open.passage.links += u32::from(inherited.link != open.link);
            open.link = inherited.link;
        }
        open.passage.source.1 = node.to;
        open.passage.node = inherited.block;
        if inherited.shape == Shape::Caption {
            open.passage.shape = Shape::Caption;
        }
        open.last = at as u32;
        open.inline = node.parent;
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let text = &mut open.passage.text;
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            self.passages.push(open.passage.settled());
        }
    }
}
