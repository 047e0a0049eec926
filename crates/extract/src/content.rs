//! Where on a page with markup the article stands.
//!
//! The measure is prose: how much running text an element holds. The article's element is found by going down
//! from the page to the smallest element that still holds nearly all of it.

use crate::markup::{NONE, Tag, Tree};
use crate::passage::{Cut, Passage};
use model::FurnitureKind;

/// What the choice of the article's element says of the page.
pub(crate) struct Content {
    /// What each passage is, where its place on the page decides it.
    pub(crate) settled: Vec<Option<FurnitureKind>>,
    /// Whether a passage stands inside the article's element.
    pub(crate) inside: Vec<bool>,
}

/// An element goes on being taken as long as it holds this share, in hundredths, of what its parent holds.
const SHARE_KEPT: u64 = 92;
/// A hint is believed of elements that hold less than one part in so many of the page's prose.
const HINT_LIMIT: u64 = 3;
/// So much prose, in letters, beside what is marked as comments makes an article.
const LEAST_BESIDE_COMMENTS: u64 = 500;
/// A card's element is at most so many levels above its text.
const CARD_DEPTH: usize = 5;

/// Chooses the article's element and settles what stands outside of it.
pub(crate) fn choose(tree: &Tree<'_>, cut: &Cut<'_>) -> Content {
    let nodes = &tree.nodes;
    let prose = prose(&cut.passages);
    let raw = masses(tree, &cut.passages, &prose, |_| true);
    let total = raw[0];
    // A class that developers gave to most of the text, chunk by chunk, says nothing about it.
    let overused = overused(tree, cut, &raw);
    // A hint holds for all that stands inside, unless it would cost a good part of the prose.
    let mut hints: Vec<Option<FurnitureKind>> = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        let marks = cut.marks[at];
        let own = marks.furniture.or(marks.hidden.then_some(FurnitureKind::Widget));
        let own = own.filter(|kind| believed(*kind, raw[at], total) && !overused.contains(kind));
        let outer = if node.parent == NONE { None } else { hints[node.parent as usize] };
        hints.push(outer.or(own));
    }
    let mass = masses(tree, &cut.passages, &prose, |passage| hints[passage.node as usize].is_none());
    let container = descend(tree, cut, &mass);
    let range = container as u32..nodes[container].end;
    let inside: Vec<bool> = cut.passages.iter().map(|passage| range.contains(&passage.node)).collect();
    let settled = cut
        .passages
        .iter()
        .zip(&inside)
        .map(|(passage, inside)| {
            let hint = hints[passage.node as usize];
            if *inside { hint } else { hint.or(Some(FurnitureKind::Other)) }
        })
        .collect();
    Content { settled, inside }
}

/// Tells whether a hint is believed of an element that holds so much of the page's prose.
fn believed(kind: FurnitureKind, mass: u64, total: u64) -> bool {
    // Readers may write more than the author did; what is left must still be an article.
    let comments = kind == FurnitureKind::Comments && total.saturating_sub(mass) >= LEAST_BESIDE_COMMENTS;
    comments || mass.saturating_mul(HINT_LIMIT) < total.max(1)
}

/// Returns the kinds that the hints give to a good part of the prose in many small pieces.
fn overused(tree: &Tree<'_>, cut: &Cut<'_>, raw: &[u64]) -> Vec<FurnitureKind> {
    let mut sums: Vec<(FurnitureKind, u64)> = Vec::new();
    let mut end = 0u32;
    for (at, node) in tree.nodes.iter().enumerate() {
        let Some(kind) = cut.marks[at].furniture else { continue };
        let counts = (at as u32) >= end && believed(kind, raw[at], raw[0]);
        if !counts || matches!(kind, FurnitureKind::Comments | FurnitureKind::Related) {
            continue;
        }
        end = node.end;
        match sums.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, sum)) => *sum += raw[at],
            None => sums.push((kind, raw[at])),
        }
    }
    sums.into_iter().filter(|(_, sum)| sum * 2 >= raw[0].max(1)).map(|(kind, _)| kind).collect()
}

/// Marks the passages that stand alone with a linked headline in an element of their own.
pub(crate) fn mark_cards(tree: &Tree<'_>, cut: &mut Cut<'_>) {
    let prose: Vec<u64> = cut
        .passages
        .iter()
        .map(|passage| if passage.is_prose() { u64::from(passage.weight) } else { 0 })
        .collect();
    let mass = masses(tree, &cut.passages, &prose, |_| true);
    for (at, own) in prose.iter().copied().enumerate() {
        let passage = &cut.passages[at];
        if own == 0 || own * 3 > mass[0] {
            continue;
        }
        // A row of several links, such as buttons, is no headline.
        let headline = |other: &Passage| other.link_share() >= 0.85 && other.weight >= 12 && other.links <= 1;
        let beside = [at.checked_sub(1), at.checked_sub(2), at.checked_sub(3), Some(at + 1)];
        let linked = beside
            .into_iter()
            .flatten()
            .filter_map(|other| cut.passages.get(other))
            .filter(|other| headline(other));
        let card = linked.into_iter().any(|other| {
            let mut node = passage.node;
            for _ in 0..CARD_DEPTH {
                if mass[node as usize] * 2 > own * 3 {
                    return false;
                }
                if (node..tree.nodes[node as usize].end).contains(&other.node) {
                    return true;
                }
                node = tree.nodes[node as usize].parent;
                if node == NONE {
                    return false;
                }
            }
            false
        });
        cut.passages[at].card = card;
    }
}

/// Returns how much running text each passage gives; a text that stands twice counts once.
fn prose(passages: &[Passage]) -> Vec<u64> {
    let mut seen = vec![false; passages.len()];
    passages
        .iter()
        .map(|passage| {
            let counts = passage.is_prose() && !std::mem::replace(&mut seen[passage.twin as usize], true);
            if counts { u64::from(passage.weight - passage.link_weight.min(passage.weight)) } else { 0 }
        })
        .collect()
}

/// Returns how much running text each element holds.
fn masses(
    tree: &Tree<'_>,
    passages: &[Passage],
    prose: &[u64],
    counts: impl Fn(&Passage) -> bool,
) -> Vec<u64> {
    let mut mass = vec![0u64; tree.nodes.len()];
    for (passage, prose) in passages.iter().zip(prose) {
        if *prose > 0 && counts(passage) {
            mass[passage.node as usize] += prose;
        }
    }
    for at in (1..mass.len()).rev() {
        let parent = tree.nodes[at].parent as usize;
        mass[parent] += mass[at];
    }
    mass
}

fn descend(tree: &Tree<'_>, cut: &Cut<'_>, mass: &[u64]) -> usize {
    let nodes = &tree.nodes;
    let total = mass[0];
    let mut container = 0;
    // An element that is called the article's body is taken at its word if it holds most of the prose.
    let named = (0..nodes.len())
        .filter(|at| {
            cut.marks[*at].body && nodes[*at].tag.is_block() && mass[*at] * 100 >= total * 60 && total > 0
        })
        .max_by_key(|at| (mass[*at], *at));
    if let Some(named) = named {
        container = named;
    }
    loop {
        let mut best = (0u64, 0usize);
        let mut child = container + 1;
        while child < nodes[container].end as usize {
            if mass[child] > best.0 {
                best = (mass[child], child);
            }
            child = nodes[child].end as usize;
        }
        let (best_mass, child) = best;
        if child == 0 || best_mass * 100 < mass[container] * SHARE_KEPT || !holds_passages(nodes[child].tag) {
            return container;
        }
        container = child;
    }
}

/// Tells whether an element can be the article's; a paragraph cannot.
fn holds_passages(tag: Tag) -> bool {
    !matches!(tag, Tag::P | Tag::Li | Tag::Blockquote | Tag::Tr | Tag::Dd | Tag::Pre | Tag::Figure)
}
