//! What can be seen of a page as a whole: the numbers that the verdict rests on.
//!
//! Nothing here reads words of a language; class names, types and addresses are written for programs.

use super::said::{ARTICLE, Address, FORUM, LIST, MANUAL, NEWS, OFFER, PAGE, PRODUCT, Said, address};
use super::words::Talk;
use crate::draft::Draft;
use crate::markup::{NONE, Tag, Tree};
use crate::passage::{Cut, Passage, Shape, ends_sentence, weigh};
use model::{Article, BlockKind, DateBasis, FurnitureKind};
use rustc_hash::FxHashMap;

/// How many numbers there are.
pub(crate) const COUNT: usize = 102;

/// The numbers with their names, in the order of the table of weights.
pub type Evidence = [(&'static str, f32); COUNT];

/// What is looked at.
pub(crate) struct Seen<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) cut: &'a Cut<'a>,
    pub(crate) said: &'a Said,
    pub(crate) og_type: Option<&'a str>,
    pub(crate) draft: &'a Draft,
    pub(crate) article: &'a Article,
}

/// Counts what can be seen of a page, and tells whether a page that is no article looks like a list.
pub(crate) fn evidence(seen: &Seen<'_>) -> (Evidence, bool) {
    let text = text(seen);
    let layout = layout(seen.tree, seen.cut);
    let said = seen.said;
    let url = seen.article.url.as_deref().or(seen.article.canonical_url.as_deref());
    let place = url.map(address).unwrap_or_default();
    let article = seen.article;
    let basis = |one: &[DateBasis]| flag(one.contains(&article.date_basis));
    let og =
        |kinds: &[&str]| flag(seen.og_type.is_some_and(|kind| kinds.iter().any(|one| kind.starts_with(one))));
    let kind = |at: usize| log(u32::from(said.types[at]));
    let [shop, forum, offer, manual, list, maker, button, built] = layout.talk.map(log);
    let says = says(seen, &place, &text, &layout);
    let numbers = [
        ("body", log(text.body)),
        ("body.under-600", under(text.body, 600)),
        ("body.under-1500", under(text.body, 1500)),
        ("body.under-4000", under(text.body, 4000)),
        ("body.over-20000", flag(text.body > 20_000)),
        ("body.share", share(text.body, text.all)),
        ("body.links", share(text.body_links, text.body)),
        ("links.share", share(text.links, text.all)),
        ("prose.paragraphs", log(text.long)),
        ("prose.few", under(text.long, 4)),
        ("block.mean", log(text.body / text.blocks.max(1))),
        ("block.largest", share(text.largest, text.body)),
        ("block.headings", share(text.headings, text.blocks)),
        ("block.lists", share(text.lists, text.body)),
        ("block.tables", share(text.tables, text.body)),
        ("block.paragraphs", share(text.paragraphs, text.body)),
        ("block.ends", share(text.ends, text.body)),
        ("one-place", share(text.one_place, text.body)),
        ("places", log(text.places)),
        ("cards", log(text.cards)),
        ("headlines", log(text.headlines)),
        ("headlines.per-prose", log(text.headlines) - log(text.long)),
        ("short", log(text.short)),
        ("prices", log(text.prices)),
        ("comments", share(text.comments, text.all)),
        ("comments.any", flag(text.comments > 0)),
        ("related", share(text.related, text.all)),
        ("tags", flag(text.tags > 0)),
        ("share", flag(text.share > 0)),
        ("repeats", log(text.repeats)),
        ("repeats.most", log(text.most_repeats)),
        ("gaps", log(text.gaps)),
        ("gaps.share", share(text.gaps, text.blocks)),
        ("forms", log(layout.tag(Tag::Form))),
        ("inputs", log(layout.tag(Tag::Input) + layout.tag(Tag::Select))),
        ("buttons", log(layout.tag(Tag::Button))),
        ("headings.top", under(layout.tag(Tag::H1), 1)),
        ("headings.tops", flag(layout.tag(Tag::H1) > 1)),
        ("headings.second", log(layout.tag(Tag::H2))),
        ("headings.third", log(layout.tag(Tag::H3))),
        ("articles.one", flag(layout.tag(Tag::Article) == 1)),
        ("articles.many", log(layout.tag(Tag::Article).saturating_sub(1))),
        ("times.few", flag((1..=3).contains(&layout.tag(Tag::Time)))),
        ("times.many", log(layout.tag(Tag::Time).saturating_sub(3))),
        ("code", log(layout.tag(Tag::Pre))),
        ("rows", log(layout.tag(Tag::Tr))),
        ("sections", log(layout.tag(Tag::Section))),
        ("pictures", log(layout.tag(Tag::Figure))),
        ("drawings", log(layout.tag(Tag::Svg))),
        ("talk.shop", shop),
        ("talk.forum", forum),
        ("talk.offer", offer),
        ("talk.manual", manual),
        ("talk.list", list),
        ("talk.maker", maker),
        ("talk.button", button),
        ("talk.built", built),
        ("body.named", flag(layout.named_body)),
        ("og.article", og(&["article", "blog", "news"])),
        ("og.website", og(&["website"])),
        ("og.product", og(&["product", "og:product"])),
        ("og.none", flag(seen.og_type.is_none())),
        ("type.news", kind(NEWS).min(1.0)),
        ("type.article", kind(ARTICLE).min(1.0)),
        ("type.articles", log(u32::from(said.types[ARTICLE].saturating_sub(2)))),
        ("type.product", kind(PRODUCT)),
        ("type.list", kind(LIST)),
        ("type.forum", kind(FORUM)),
        ("type.offer", kind(OFFER)),
        ("type.page", kind(PAGE)),
        ("type.manual", kind(MANUAL)),
        ("type.none", flag(said.types.iter().all(|count| *count == 0))),
        ("class.post", flag(said.class[0])),
        ("class.page", flag(said.class[1] && !said.class[0])),
        ("class.list", flag(said.class[2] && !said.class[0] && !said.class[1])),
        ("class.shop", flag(said.class[3] || said.maker[2])),
        ("class.own", flag(said.class[4])),
        ("maker.forum", flag(said.maker[0])),
        ("maker.manual", flag(said.maker[1])),
        ("amp", flag(said.amp)),
        ("date.said", basis(&[DateBasis::JsonLd, DateBasis::Meta])),
        ("date.shown", basis(&[DateBasis::TimeElement, DateBasis::Text, DateBasis::Url])),
        (
            "date.of-article",
            basis(&[DateBasis::JsonLd, DateBasis::Meta])
                * flag(said.types[NEWS] + said.types[ARTICLE] + u16::from(said.class[0]) > 0),
        ),
        ("authors", flag(!article.authors.is_empty())),
        ("address.root", flag(place.root)),
        ("address.words", f32::from(place.words.min(8)) / 4.0 * flag(place.known)),
        ("address.news", of_address(&place, 0)),
        ("address.forum", of_address(&place, 1)),
        ("address.manual", of_address(&place, 2)),
        ("address.shop", of_address(&place, 3)),
        ("address.offer", of_address(&place, 4)),
        ("says.board", flag(says.board)),
        ("says.manual", flag(says.manual)),
        ("says.shop", flag(says.shop)),
        ("says.offer", flag(says.offer)),
        ("says.list", flag(says.list)),
        ("says.post", flag(says.post)),
        ("says.article", says.article as f32),
        ("says.other", says.others() as f32),
        ("says.no-article", under(says.article, 3)),
        ("says.page", flag(said.class[1] && !says.post)),
        ("says.only-other", flag(says.others() > 0 && says.article < 3)),
    ];
    (numbers, says.lists(&text))
}

/// What a page says it is, in any of its ways of saying so. Each way alone is rare; together they are not.
struct Says {
    board: bool,
    manual: bool,
    shop: bool,
    offer: bool,
    list: bool,
    post: bool,
    /// In how many ways it says that it is an article.
    article: u32,
}

impl Says {
    /// Tells whether it looks like a list, of pages or of goods.
    fn lists(&self, text: &Text) -> bool {
        !self.board && !self.manual && (self.list || (self.shop && text.prices > 3))
    }

    /// Returns how many other things it says it is.
    fn others(&self) -> u32 {
        [self.board, self.manual, self.shop, self.offer, self.list].map(u32::from).iter().sum()
    }
}

fn says(seen: &Seen<'_>, place: &Address, text: &Text, layout: &Layout) -> Says {
    let said = seen.said;
    let [shop, forum, offer, manual, list, maker, ..] = layout.talk;
    let og = |kind: &str| seen.og_type.is_some_and(|one| one.contains(kind));
    let of_type = said.types[NEWS] > 0 || said.types[ARTICLE] > 0;
    let dated = matches!(seen.article.date_basis, DateBasis::JsonLd | DateBasis::Meta);
    let ways = [
        said.types[NEWS] > 0,
        said.types[ARTICLE] > 0,
        said.class[0],
        !seen.article.authors.is_empty(),
        maker > 0,
        og("article") || og("blog") || og("news"),
        place.parts[0],
        place.words >= 4,
        matches!(seen.article.date_basis, DateBasis::TimeElement | DateBasis::Text | DateBasis::Url),
    ];
    Says {
        board: said.types[FORUM] > 0 || said.maker[0] || place.parts[1] || forum > 6,
        manual: said.types[MANUAL] > 0 || said.maker[1] || place.parts[2] || manual > 6,
        shop: said.types[PRODUCT] > 0
            || said.class[3]
            || said.maker[2]
            || place.parts[3]
            || og("product")
            || shop > 19
            || text.prices > 6,
        offer: said.types[OFFER] > 0 || said.types[PAGE] > 0 || said.class[4] || place.parts[4] || offer > 19,
        list: said.types[LIST] > 0
            || (said.class[2] && !said.class[0] && !said.class[1])
            || place.root
            || layout.tag(Tag::Article) > 6
            || list > 19,
        post: said.class[0] || (dated && of_type),
        article: ways.map(u32::from).iter().sum(),
    }
}

fn of_address(place: &Address, part: usize) -> f32 {
    flag(place.parts[part])
}

fn log(count: u32) -> f32 {
    (1.0 + count as f32).ln()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { (part as f32 / whole as f32).min(1.0) }
}

/// Returns how far a count stays under a limit, from 0 at the limit to 1 at nothing.
fn under(count: u32, limit: u32) -> f32 {
    limit.saturating_sub(count) as f32 / limit as f32
}

/// Sums over the texts of a page, in letters where nothing else is said.
#[derive(Default)]
struct Text {
    body: u32,
    body_links: u32,
    all: u32,
    links: u32,
    blocks: u32,
    largest: u32,
    /// Blocks of at least two lines.
    long: u32,
    headings: u32,
    lists: u32,
    tables: u32,
    paragraphs: u32,
    ends: u32,
    /// What stands in the one element that holds most of the body directly.
    one_place: u32,
    /// Elements that hold some of the body directly.
    places: u32,
    cards: u32,
    headlines: u32,
    short: u32,
    prices: u32,
    comments: u32,
    related: u32,
    tags: u32,
    share: u32,
    /// Passages that stand on the page before.
    repeats: u32,
    /// How often the passage stands that stands most often.
    most_repeats: u32,
    /// Places in the body where something was taken out.
    gaps: u32,
}

fn text(seen: &Seen<'_>) -> Text {
    let mut text = Text { blocks: seen.draft.blocks.len() as u32, ..Text::default() };
    for block in &seen.draft.blocks {
        let weight = block.weight;
        text.body += weight;
        text.largest = text.largest.max(weight);
        text.long += u32::from(weight >= 120);
        text.headings += u32::from(block.kind == BlockKind::Heading);
        text.lists += if block.kind == BlockKind::List { weight } else { 0 };
        text.tables += if block.kind == BlockKind::Table { weight } else { 0 };
        text.ends += if ends_sentence(&block.text) { weight } else { 0 };
    }
    let mut places: FxHashMap<u32, u32> = FxHashMap::default();
    let mut times = vec![0u32; seen.cut.passages.len()];
    let mut after_block = false;
    let mut in_gap = false;
    let mut blocks = seen.draft.blocks.iter().peekable();
    for passage in &seen.cut.passages {
        let links = passage.link_weight.min(passage.weight);
        text.all += passage.weight;
        text.links += links;
        text.cards += u32::from(passage.card);
        text.headlines += u32::from(passage.weight >= 25 && passage.link_share() >= 0.85);
        text.short += u32::from(passage.weight < 25 && passage.link_share() < 0.5);
        text.prices += u32::from(passage.weight < 60 && shows_price(&passage.text));
        if passage.weight >= 3 {
            let times = &mut times[passage.twin as usize];
            *times += 1;
            text.repeats += u32::from(*times > 1);
            text.most_repeats = text.most_repeats.max(*times - 1);
        }
        while blocks.peek().is_some_and(|block| block.source.1 <= passage.source.0) {
            blocks.next();
        }
        let kept = blocks.peek().is_some_and(|block| block.source.0 <= passage.source.0);
        text.gaps += u32::from(kept && in_gap);
        after_block |= kept;
        in_gap = !kept && after_block;
        if kept {
            text.body_links += links;
            text.paragraphs += if passage.shape == Shape::Paragraph { passage.weight } else { 0 };
            *places.entry(place(seen.tree, passage)).or_default() += passage.weight;
        }
    }
    text.one_place = places.values().copied().max().unwrap_or(0);
    text.places = places.len() as u32;
    for furniture in &seen.draft.furniture {
        match furniture.kind {
            FurnitureKind::Comments => text.comments += weigh(&furniture.text),
            FurnitureKind::Related => text.related += weigh(&furniture.text),
            FurnitureKind::Tags => text.tags += 1,
            FurnitureKind::Share => text.share += 1,
            _ => {}
        }
    }
    text
}

/// Returns the element that holds a passage beside its like: for a paragraph the one around it.
fn place(tree: &Tree<'_>, passage: &Passage) -> u32 {
    let own = passage.node;
    let parent = tree.nodes[own as usize].parent;
    let wraps = matches!(tree.nodes[own as usize].tag, Tag::P | Tag::Li | Tag::Blockquote | Tag::Pre)
        || tree.nodes[own as usize].tag.heading().is_some();
    if wraps && parent != NONE { parent } else { own }
}

/// Tells whether a text shows an amount of money by its sign.
fn shows_price(text: &str) -> bool {
    if text.is_ascii() && memchr::memchr(b'$', text.as_bytes()).is_none() {
        return false;
    }
    let mut sign = false;
    let mut digit = false;
    for c in text.chars() {
        let is_sign = matches!(c, '$' | '€' | '£' | '₹' | '¥' | '₩' | '₽');
        if (sign && c.is_ascii_digit()) || (digit && is_sign) {
            return true;
        }
        if c != ' ' && c != '\u{A0}' {
            (sign, digit) = (is_sign, c.is_ascii_digit());
        }
    }
    false
}

/// Counts over the elements of a page.
struct Layout {
    tags: [u32; crate::markup::TAGS],
    talk: [u32; Talk::COUNT],
    named_body: bool,
}

impl Layout {
    fn tag(&self, tag: Tag) -> u32 {
        self.tags[tag as usize]
    }
}

fn layout(tree: &Tree<'_>, cut: &Cut) -> Layout {
    let mut layout = Layout { tags: [0; crate::markup::TAGS], talk: [0; Talk::COUNT], named_body: false };
    for (node, marks) in tree.nodes.iter().zip(&cut.marks) {
        layout.tags[node.tag as usize] += 1;
        layout.named_body |= marks.body;
        if !marks.talk.is_silent() {
            for (count, said) in layout.talk.iter_mut().zip(marks.talk.each()) {
                *count += u32::from(said);
            }
        }
    }
    layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_seen_by_their_sign() {
        let check = |text: &str, expected: bool| assert_eq!(shows_price(text), expected, "{text}");
        check("$ 24.99", true);
        check("1 200 €", true);
        check("₹499", true);
        check("US$", false);
        check("Room 12", false);
    }
}
