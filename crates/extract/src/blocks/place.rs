//! Where in the markup a passage stands: the elements around it, what they hold, and how they are called.

use super::look::flag;
use super::names::{NameScores, Said};
use super::table::{Table, log, share};
use crate::furniture::Scene;
use crate::markup::{NONE, TAGS, Tag, Tree};
use crate::passage::{Cut, Passage, Shape};
use model::FurnitureKind;
use rustc_hash::FxHashMap;

/// What an element holds.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    prose: u32,
    weight: u32,
    links: u32,
    kept: u32,
    passages: u32,
}

/// What the elements around a node say, from the root down to it.
#[derive(Clone, Copy, Debug, Default)]
struct Above {
    depth: u16,
    flags: u16,
    own: Said,
    least: f32,
    most: f32,
    sum: f32,
}

const ARTICLE: u16 = 1;
const MAIN: u16 = 2;
const ASIDE: u16 = 4;
const FOOTER: u16 = 8;
const HEADER: u16 = 16;
const LIST: u16 = 32;
const TABLE: u16 = 64;
const FIGURE: u16 = 128;
const HIDDEN: u16 = 256;
const BODY: u16 = 512;
const MARKED: u16 = 1024;

/// Adds the columns that tell of a passage's place; `inside` says what stands in the element that the prose chose.
pub(crate) fn place(
    tree: &Tree<'_>,
    cut: &Cut<'_>,
    scene: &Scene<'_>,
    kept: &[bool],
    inside: &[bool],
    names: &NameScores,
    table: &mut Table<'_>,
) {
    let passages = scene.passages;
    let held = held(tree, passages, kept);
    let above = above(tree, cut, names);
    let total = held[0];
    table.push("inside", |at| flag(inside[at]));
    table.push("card", |at| flag(passages[at].card));
    table.push("depth", |at| f32::from(above[passages[at].node as usize].depth.min(60)));
    for (bit, name) in FLAGS {
        table.push(name, |at| flag(above[passages[at].node as usize].flags & bit != 0));
    }
    let caption_marks = |text: &str| text.contains(['(', '[', '©', '/', ':', '|']);
    table.push("caption with marks", |at| {
        flag(passages[at].shape == Shape::Caption && caption_marks(&passages[at].text))
    });
    // A passage's element and those above it, one level at a time.
    let mut nodes: Vec<u32> = passages.iter().map(|passage| passage.node).collect();
    let mut climbed = 0;
    let mut own: [Vec<f32>; 4] = Default::default();
    for (level_names, up) in LEVELS {
        for node in &mut nodes {
            *node = ancestor(tree, *node, up - climbed);
        }
        climbed = *up;
        if let Some(own) = own.get_mut(*up) {
            own.extend(nodes.iter().map(|node| above[*node as usize].own.sum));
        }
        let of: Vec<Held> = nodes.iter().map(|node| held[*node as usize]).collect();
        table.push(level_names[0], |at| share(f64::from(of[at].prose), f64::from(total.prose)));
        table.push(level_names[1], |at| share(f64::from(of[at].links), f64::from(of[at].weight)));
        table.push(level_names[2], |at| log(of[at].passages));
        table.push(level_names[3], |at| {
            share(f64::from(of[at].kept), f64::from(of[at].prose + of[at].weight) / 2.0).min(2.0)
        });
    }
    let names = ["own names", "parent's names", "grandparent's names", "third names"];
    for (name, own) in names.into_iter().zip(own) {
        table.push(name, |at| own[at]);
    }
    table.push("worst name", |at| above[passages[at].node as usize].least);
    table.push("best name", |at| above[passages[at].node as usize].most);
    table.push("all names", |at| above[passages[at].node as usize].sum);
    relatives(tree, scene, kept, table);
    headline(tree, scene, kept, table);
    likes(tree, cut, scene, kept, total, table);
}

const FLAGS: &[(u16, &str)] = &[
    (ARTICLE, "in article"),
    (MAIN, "in main"),
    (ASIDE, "in aside"),
    (FOOTER, "in footer"),
    (HEADER, "in header"),
    (LIST, "in list"),
    (TABLE, "in table"),
    (FIGURE, "in figure"),
    (HIDDEN, "hidden"),
    (BODY, "in body by name"),
    (MARKED, "in furniture by name"),
];

/// The elements that are looked at, by how many levels they stand above a passage's own, in order.
const LEVELS: &[([&str; 4], usize)] = &[
    (["prose at 0", "links at 0", "passages at 0", "kept at 0"], 0),
    (["prose at 1", "links at 1", "passages at 1", "kept at 1"], 1),
    (["prose at 2", "links at 2", "passages at 2", "kept at 2"], 2),
    (["prose at 3", "links at 3", "passages at 3", "kept at 3"], 3),
    (["prose at 5", "links at 5", "passages at 5", "kept at 5"], 5),
];

/// Returns the element so many levels above a node; the root at the latest.
pub(super) fn ancestor(tree: &Tree<'_>, node: u32, up: usize) -> u32 {
    let mut at = node;
    for _ in 0..up {
        let parent = tree.nodes[at as usize].parent;
        if parent == NONE {
            break;
        }
        at = parent;
    }
    at
}

fn held(tree: &Tree<'_>, passages: &[Passage], kept: &[bool]) -> Vec<Held> {
    let mut held = vec![Held::default(); tree.nodes.len()];
    for (passage, kept) in passages.iter().zip(kept) {
        let here = &mut held[passage.node as usize];
        here.weight += passage.weight;
        here.links += passage.link_weight.min(passage.weight);
        here.passages += 1;
        here.prose += if passage.is_prose() { passage.weight } else { 0 };
        here.kept += if *kept { passage.weight } else { 0 };
    }
    for at in (1..held.len()).rev() {
        let own = held[at];
        let parent = &mut held[tree.nodes[at].parent as usize];
        parent.weight += own.weight;
        parent.links += own.links;
        parent.passages += own.passages;
        parent.prose += own.prose;
        parent.kept += own.kept;
    }
    held
}

fn above(tree: &Tree<'_>, cut: &Cut<'_>, names: &NameScores) -> Vec<Above> {
    let said: Vec<Said> = cut.names.iter().map(|name| names.said(name)).collect();
    let mut of_tags: [Option<Said>; TAGS] = [None; TAGS];
    let mut above: Vec<Above> = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        let mut here = if node.parent == NONE { Above::default() } else { above[node.parent as usize] };
        if node.tag == Tag::Text {
            above.push(here);
            continue;
        }
        let marks = &cut.marks[at];
        let tag = *of_tags[node.tag as usize].get_or_insert_with(|| names.of_tag(node.tag));
        let mut own = tag;
        for name in marks.names.into_iter().flatten() {
            let said = said[name as usize];
            own.sum += said.sum;
            if said.most.abs() > own.most.abs() {
                own.most = said.most;
            }
        }
        here.depth = here.depth.saturating_add(1);
        here.own = own;
        here.least = here.least.min(own.most);
        here.most = here.most.max(own.most);
        here.sum += own.sum;
        here.flags |= match node.tag {
            Tag::Article => ARTICLE,
            Tag::Main => MAIN,
            Tag::Aside => ASIDE,
            Tag::Footer => FOOTER,
            Tag::Header => HEADER,
            Tag::Ul | Tag::Ol => LIST,
            Tag::Table => TABLE,
            Tag::Figure => FIGURE,
            _ => 0,
        };
        here.flags |= if marks.hidden { HIDDEN } else { 0 };
        here.flags |= if marks.body { BODY } else { 0 };
        here.flags |= if marks.furniture.is_some() { MARKED } else { 0 };
        above.push(here);
    }
    above
}

/// So many levels are climbed to find the element that two passages share.
const CLIMB: usize = 10;

/// Adds how close in the tree the nearest passages stand that the rules keep.
fn relatives(tree: &Tree<'_>, scene: &Scene<'_>, kept: &[bool], table: &mut Table<'_>) {
    let passages = scene.passages;
    let levels = |at: usize, other: Option<usize>| {
        let Some(other) = other else { return CLIMB as f32 + 2.0 };
        let mut node = passages[at].node;
        for level in 0..CLIMB {
            if (node..tree.nodes[node as usize].end).contains(&passages[other].node) {
                return level as f32;
            }
            node = tree.nodes[node as usize].parent;
            if node == NONE {
                break;
            }
        }
        CLIMB as f32
    };
    let is_body = |at: &usize| kept[*at] && passages[*at].is_prose();
    let mut last = None;
    let before: Vec<Option<usize>> = (0..passages.len())
        .map(|at| {
            let before = last;
            last = Some(at).filter(is_body).or(last);
            before
        })
        .collect();
    let mut next = None;
    let mut after: Vec<Option<usize>> = (0..passages.len())
        .rev()
        .map(|at| {
            let after = next;
            next = Some(at).filter(is_body).or(next);
            after
        })
        .collect();
    after.reverse();
    table.push("levels to kept above", |at| levels(at, before[at]));
    table.push("levels to kept below", |at| levels(at, after[at]));
    table.push("levels to the one above", |at| levels(at, at.checked_sub(1)));
    table
        .push("levels to the one below", |at| levels(at, Some(at + 1).filter(|next| *next < passages.len())));
}

/// Adds how a passage stands to the headline and to the articles that the markup sets apart.
fn headline(tree: &Tree<'_>, scene: &Scene<'_>, kept: &[bool], table: &mut Table<'_>) {
    let passages = scene.passages;
    let first_kept = kept.iter().position(|kept| *kept).unwrap_or(passages.len());
    let is_title = |at: &usize| scene.settled[*at] == Some(FurnitureKind::Title);
    let heading = |at: &usize| matches!(passages[*at].shape, Shape::Heading(_)) && is_title(at);
    let title = (0..passages.len())
        .find(heading)
        .or_else(|| (0..first_kept.min(passages.len())).rev().find(is_title))
        .or_else(|| (0..passages.len()).find(is_title));
    let mut around: Vec<(u32, u32)> = Vec::new();
    if let Some(title) = title {
        let mut node = passages[title].node;
        while node != NONE && around.len() < CLIMB * 2 {
            around.push((node, tree.nodes[node as usize].end));
            node = tree.nodes[node as usize].parent;
        }
    }
    table.push("levels above the headline", |at| {
        let node = passages[at].node;
        around.iter().position(|(from, to)| (*from..*to).contains(&node)).map_or(-1.0, |level| level as f32)
    });
    let mut tops = 0u32;
    let tops: Vec<u32> = (0..passages.len())
        .map(|at| {
            let other = matches!(passages[at].shape, Shape::Heading(1)) && !is_title(&at);
            tops += u32::from(other && title.is_none_or(|title| at > title));
            tops
        })
        .collect();
    table.push("top headings since the headline", |at| tops[at].min(6) as f32);
    let mut number: Vec<u16> = Vec::with_capacity(tree.nodes.len());
    let mut articles = 0u16;
    for node in &tree.nodes {
        let outer = if node.parent == NONE { 0 } else { number[node.parent as usize] };
        if node.tag == Tag::Article {
            articles = articles.saturating_add(1);
        }
        number.push(if node.tag == Tag::Article { articles } else { outer });
    }
    let own = title.map_or(0, |title| number[passages[title].node as usize]);
    table.push("articles", |_| log(u32::from(articles)));
    table.push("number of its article", |at| f32::from(number[passages[at].node as usize].min(20)));
    table.push("from the headline's article", |at| {
        let here = number[passages[at].node as usize];
        (f32::from(here) - f32::from(own)).clamp(-9.0, 9.0)
    });
}

/// What all passages whose elements look alike are together.
#[derive(Clone, Copy, Debug, Default)]
struct Alike {
    passages: u32,
    weight: u32,
    prose: u32,
    kept: u32,
    links: u32,
}

/// Returns a number for what an element looks like: its tag and its names, and those of the two above it.
pub(crate) fn looks(tree: &Tree<'_>, cut: &Cut<'_>, node: u32, up: usize) -> u64 {
    let mut looks = 0u64;
    let mut at = node;
    for _ in 0..=up {
        let [class, _] = cut.marks[at as usize].names;
        let own = (tree.nodes[at as usize].tag as u64) << 32 | u64::from(class.map_or(0, |name| name + 1));
        looks = (looks.rotate_left(23) ^ own).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        at = tree.nodes[at as usize].parent;
        if at == NONE {
            break;
        }
    }
    looks
}

/// Adds what the passages hold together whose elements look alike.
fn likes(
    tree: &Tree<'_>,
    cut: &Cut<'_>,
    scene: &Scene<'_>,
    kept: &[bool],
    total: Held,
    table: &mut Table<'_>,
) {
    for (names, up) in LIKES {
        let keys: Vec<u64> =
            scene.passages.iter().map(|passage| looks(tree, cut, passage.node, *up)).collect();
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut alike: Vec<Alike> = Vec::new();
        let numbers: Vec<u32> = (keys.iter())
            .map(|key| {
                let next = numbers.len() as u32;
                *numbers.entry(*key).or_insert(next)
            })
            .collect();
        for (at, (passage, number)) in scene.passages.iter().zip(&numbers).enumerate() {
            if alike.len() <= *number as usize {
                alike.push(Alike::default());
            }
            let here = &mut alike[*number as usize];
            here.passages += 1;
            here.weight += passage.weight;
            here.links += passage.link_weight.min(passage.weight);
            here.prose += if passage.is_prose() { passage.weight } else { 0 };
            here.kept += if kept[at] { passage.weight } else { 0 };
        }
        let of = |at: usize| alike[numbers[at] as usize];
        table.push(names[0], |at| log(of(at).passages));
        table.push(names[1], |at| share(f64::from(of(at).prose), f64::from(total.prose)));
        table.push(names[2], |at| share(f64::from(of(at).kept), f64::from(of(at).weight)));
        table.push(names[3], |at| share(f64::from(of(at).links), f64::from(of(at).weight)));
    }
}

const LIKES: &[([&str; 4], usize)] = &[
    (["alike", "prose of alike", "kept of alike", "links of alike"], 1),
    (["much alike", "prose of much alike", "kept of much alike", "links of much alike"], 3),
];
