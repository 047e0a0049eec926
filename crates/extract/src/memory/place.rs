//! The element that holds the body, named so that it is found again on other pages of the outlet.

use crate::draft::Draft;
use crate::markup::{NONE, Tag, Tree};
use crate::passage::weigh;
use serde::{Deserialize, Serialize};

/// What stands for an element: its tag and classes and those of the elements around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Place(u32);

/// The element's own name and those of so many around it make its place.
const STEPS: usize = 3;
/// An element is taken that holds this share, in hundredths, of the body.
const SHARE: u64 = 90;

/// Returns the place of the smallest element that holds nearly all of a body.
pub(crate) fn place(tree: &Tree<'_>, draft: &Draft) -> Option<Place> {
    let (mass, total) = masses(tree, draft);
    let mut at = 0;
    loop {
        let mut child = at + 1;
        let mut next = None;
        while child < tree.nodes[at].end as usize {
            if mass[child] * 100 >= total * SHARE && tree.nodes[child].tag != Tag::P {
                next = Some(child);
            }
            child = tree.nodes[child].end as usize;
        }
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    (total > 0 && at > 0).then(|| name(tree, at))
}

/// Returns the element with this place if there is just one and it holds most of the body, as its source range.
pub(super) fn find(tree: &Tree<'_>, draft: &Draft, place: Place) -> Option<(u32, u32)> {
    let (mass, total) = masses(tree, draft);
    let holds = |at: &usize| mass[*at] * 2 >= total && tree.nodes[*at].tag != Tag::Text;
    let mut found = (1..tree.nodes.len()).filter(holds).filter(|at| name(tree, *at) == place);
    let at = found.next()?;
    if total == 0 || found.next().is_some() {
        return None;
    }
    let inside = at..tree.nodes[at].end as usize;
    let texts = || tree.nodes[inside.clone()].iter().filter(|node| node.tag == Tag::Text);
    Some((texts().next()?.from, texts().next_back()?.to))
}

/// Returns how much of the body each element holds, in letters, and how much there is.
fn masses(tree: &Tree<'_>, draft: &Draft) -> (Vec<u64>, u64) {
    let mut mass = vec![0u64; tree.nodes.len()];
    let mut total = 0;
    let mut blocks = draft.blocks.iter().peekable();
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Text {
            continue;
        }
        while blocks.peek().is_some_and(|block| block.source.0 < node.from) {
            blocks.next();
        }
        // A block is counted where its first text stands.
        if let Some(block) = blocks.next_if(|block| block.source.0 == node.from) {
            let weight = u64::from(weigh(&block.text));
            mass[at] += weight;
            total += weight;
        }
    }
    for at in (1..mass.len()).rev() {
        let parent = tree.nodes[at].parent as usize;
        mass[parent] += mass[at];
    }
    (mass, total)
}

fn name(tree: &Tree<'_>, at: usize) -> Place {
    let mut name = String::new();
    let mut at = at as u32;
    for _ in 0..STEPS {
        let node = tree.nodes[at as usize];
        name.push(char::from(b'A' + (node.tag as u8 % 64)));
        let class = tree.attribute(at as usize, "class").unwrap_or_default();
        // What carries a number names the page, not the place.
        for word in class.split_ascii_whitespace().take(12) {
            if !word.bytes().any(|byte| byte.is_ascii_digit()) {
                name.push('.');
                name.push_str(word);
            }
        }
        name.push('<');
        if node.parent == NONE {
            break;
        }
        at = node.parent;
    }
    Place(super::hash(name.as_bytes()) as u32)
}
