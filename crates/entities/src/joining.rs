//! Joining spellings that sound alike where the documents confirm it.

use crate::groups::{Gathered, Group};
use crate::weighing::{Shared, conflict, shared, shares};
use model::EntityType;
use std::collections::BTreeMap;

/// How alike two names sound, and how much must then speak for their being one.
const NEEDED: [(f32, f32); 3] = [(0.92, 0.7), (0.85, 1.3), (0.76, 2.2)];

/// A name of an organisation is often translated; only those that sound the same are compared.
const SAME_ORGANISATION: f32 = 0.92;

/// Names under one key are compared with so many of the next in the order of their sounds (the sorted neighbourhood of
/// Hernández and Stolfo, 1995), so that a frequent key costs no more than a rare one.
const NEIGHBOURS: usize = 48;

/// Where two that cannot be one are about as good, within this, neither is taken.
const MARGIN: f32 = 0.4;

/// Groups that are one, with what joined them.
#[derive(Clone, Debug)]
pub(crate) struct Cluster<'c> {
    pub(crate) all: Group<'c>,
    /// What it was put together from, the earliest first.
    pub(crate) parts: Vec<Part<'c>>,
}

/// One of the groups of a cluster.
#[derive(Clone, Debug)]
pub(crate) struct Part<'c> {
    pub(crate) group: Group<'c>,
    /// Why it is here: how it sounds like what it was joined with, and what they share.
    pub(crate) why: Vec<String>,
}

/// Returns the groups put together, in the order of their earliest namings.
pub(crate) fn joined<'c>(gathered: &Gathered<'c>, groups: Vec<Group<'c>>) -> Vec<Cluster<'c>> {
    let links = links(gathered, &groups);
    let mut of: Vec<usize> = (0..groups.len()).collect();
    let mut whole: Vec<Option<Group<'c>>> = groups.iter().cloned().map(Some).collect();
    let mut why: Vec<Vec<String>> = vec![Vec::new(); groups.len()];
    let mut members: Vec<Vec<usize>> = (0..groups.len()).map(|at| vec![at]).collect();
    for link in links {
        let (one, other) = (of[link.one], of[link.other]);
        if one == other {
            continue;
        }
        let (Some(a), Some(b)) = (&whole[one], &whole[other]) else { continue };
        if conflict(gathered, a, b) || a.meets(b) {
            continue;
        }
        for at in [link.one, link.other] {
            if why[at].is_empty() {
                why[at].clone_from(&link.because);
            }
        }
        let Some(taken) = whole[other].take() else { continue };
        if let Some(into) = &mut whole[one] {
            into.take(taken);
        }
        let moved = std::mem::take(&mut members[other]);
        for at in &moved {
            of[*at] = one;
        }
        members[one].extend(moved);
    }
    let mut clusters: Vec<Cluster<'c>> = whole
        .into_iter()
        .enumerate()
        .filter_map(|(at, all)| {
            let mut parts: Vec<Part<'c>> = members[at]
                .iter()
                .map(|member| Part { group: groups[*member].clone(), why: why[*member].clone() })
                .collect();
            parts.sort_by(|one, other| one.group.namings.cmp(&other.group.namings));
            Some(Cluster { all: all?, parts })
        })
        .collect();
    clusters.sort_by(|one, other| one.all.namings.cmp(&other.all.namings));
    clusters
}

/// Two groups that may be one.
struct Link {
    one: usize,
    other: usize,
    alike: f32,
    weight: f32,
    because: Vec<String>,
}

impl Link {
    fn score(&self) -> f32 {
        self.alike * 3.0 + self.weight
    }
}

/// Returns the pairs that sound alike and are confirmed, the surest first.
fn links<'c>(gathered: &Gathered<'c>, groups: &[Group<'c>]) -> Vec<Link> {
    let mut keys: BTreeMap<(EntityType, String), Vec<(String, usize)>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for name in &group.names {
            let Some(spelling) = gathered.spelling(name).filter(|spelling| is_full(spelling.len(), name))
            else {
                continue;
            };
            for key in spelling.keys() {
                keys.entry((group.kind, key)).or_default().push((spelling.sorted(), at));
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for mut block in keys.into_values() {
        block.sort();
        block.dedup();
        for (at, (_, one)) in block.iter().enumerate() {
            for (_, other) in block[at + 1..].iter().take(NEIGHBOURS) {
                if one != other {
                    pairs.push((*one.min(other), *one.max(other)));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut links: Vec<Link> = pairs
        .into_iter()
        .filter_map(|(one, other)| {
            let (a, b) = (&groups[one], &groups[other]);
            let least = NEEDED.iter().map(|(_, needed)| *needed).fold(f32::MAX, f32::min);
            // How they sound is told last: it costs most.
            if a.known.is_some() && b.known.is_some() || !shares(gathered, a, b, least) || a.meets(b) {
                return None;
            }
            let (alike, pair) = likeness(gathered, a, b);
            let needed = NEEDED.iter().find(|(least, _)| alike >= *least)?.1;
            if a.kind == EntityType::Org && alike < SAME_ORGANISATION {
                return None;
            }
            let Shared { weight, mut because } = shared(gathered, a, b);
            if weight < needed || conflict(gathered, a, b) {
                return None;
            }
            because.insert(0, format!("sound {alike:.2} {} {}", pair.0, pair.1));
            Some(Link { one, other, alike, weight, because })
        })
        .collect();
    links.sort_by(|a, b| b.score().total_cmp(&a.score()).then((a.one, a.other).cmp(&(b.one, b.other))));
    unambiguous(gathered, groups, links)
}

/// Leaves out whatever could as well be somebody else who cannot be the same.
fn unambiguous<'c>(gathered: &Gathered<'c>, groups: &[Group<'c>], links: Vec<Link>) -> Vec<Link> {
    let mut best: BTreeMap<usize, Vec<(f32, usize)>> = BTreeMap::new();
    for link in &links {
        best.entry(link.one).or_default().push((link.score(), link.other));
        best.entry(link.other).or_default().push((link.score(), link.one));
    }
    let doubtful = |from: usize, to: usize, score: f32| {
        let others = best.get(&from).into_iter().flatten().filter(|(_, other)| *other != to).take(8);
        others
            .filter(|(beside, _)| *beside > score - MARGIN)
            .any(|(_, other)| conflict(gathered, &groups[*other], &groups[to]))
    };
    let sure: Vec<bool> = links
        .iter()
        .map(|link| {
            let score = link.score();
            !doubtful(link.one, link.other, score) && !doubtful(link.other, link.one, score)
        })
        .collect();
    links.into_iter().zip(sure).filter(|(_, sure)| *sure).map(|(link, _)| link).collect()
}

/// Returns how alike the two most alike spellings of two groups sound, and which they are.
fn likeness<'c>(gathered: &Gathered<'c>, one: &Group<'c>, other: &Group<'c>) -> (f32, (&'c str, &'c str)) {
    let mut best = (0.0, ("", ""));
    for name in one.names.iter().take(24) {
        let Some(spelling) = gathered.spelling(name).filter(|spelling| is_full(spelling.len(), name)) else {
            continue;
        };
        for beside in other.names.iter().take(24) {
            let Some(sound) = gathered.spelling(beside).filter(|spelling| is_full(spelling.len(), beside))
            else {
                continue;
            };
            let alike = spelling.alike(sound);
            if alike > best.0 {
                best = (alike, (*name, *beside));
            }
        }
    }
    best
}

/// Tells whether a spelling is a full name: several words, or one in a script that writes full names as one.
pub(crate) fn is_full(words: usize, name: &str) -> bool {
    words >= 2
        || words == 1
            && name.chars().count() == 3
            && text::dominant_script(name) == Some(text::Script::Hangul)
}
