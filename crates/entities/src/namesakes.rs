//! Parting namesakes: one spelling that names several.

use crate::groups::{Gathered, Group, Naming};
use crate::weighing::{company, conflict, shared};
use model::{EntityId, EntityType};
use std::collections::BTreeMap;

/// Whoever has no office joins those with whom he shares so much more company than with any other.
const CLOSER: f32 = 0.3;

/// A spelling with more namesakes than this is left as it is: the offices are read wrongly there.
const MOST: usize = 24;

/// Returns the namings of each id, as many groups as there are people of that name.
///
/// Only names of people that no table knows are parted. Those whose document tells neither office nor country stay
/// with the only one of the name, or with the one whose company they keep, or alone.
pub(crate) fn parted<'c>(gathered: &Gathered<'c>) -> Vec<Group<'c>> {
    let mut by_id: BTreeMap<&EntityId, Vec<Naming>> = BTreeMap::new();
    for (card, drawn) in gathered.cards.iter().enumerate() {
        for (at, named) in drawn.named.iter().enumerate() {
            if matches!(named.kind, EntityType::Per | EntityType::Org) {
                by_id.entry(&named.entity).or_default().push(Naming { card, at });
            }
        }
    }
    by_id.into_values().flat_map(|namings| people(gathered, &namings)).collect()
}

fn people<'c>(gathered: &Gathered<'c>, namings: &[Naming]) -> Vec<Group<'c>> {
    let groups = namings.iter().map(|naming| gathered.alone(*naming));
    let unknown = |group: &Group<'_>| group.kind == EntityType::Per && group.known.is_none();
    let (mut people, mut plain): (Vec<Group<'c>>, Vec<Group<'c>>) = (Vec::new(), Vec::new());
    for group in groups {
        if unknown(&group) && group.fields.is_empty() && group.countries.is_empty() {
            plain.push(group);
            continue;
        }
        if !unknown(&group) {
            match people.first_mut() {
                Some(one) => one.take(group),
                None => people.push(group),
            }
            continue;
        }
        let mut best: Option<(f32, usize)> = None;
        for (at, person) in people.iter().enumerate() {
            if !conflict(gathered, person, &group) {
                let weight = shared(gathered, person, &group).weight;
                if best.is_none_or(|(most, _)| weight > most) {
                    best = Some((weight, at));
                }
            }
        }
        match best {
            Some((_, at)) => people[at].take(group),
            None => people.push(group),
        }
    }
    if people.len() > MOST {
        people.extend(plain);
        return people.into_iter().reduce(joined).into_iter().collect();
    }
    if people.len() <= 1 {
        return people.into_iter().chain(plain).reduce(joined).into_iter().collect();
    }
    let alone: Vec<(Option<usize>, Group<'c>)> =
        plain.into_iter().map(|group| (closest(gathered, &people, &group), group)).collect();
    for (at, group) in alone {
        match at {
            Some(at) => people[at].take(group),
            None => people.push(group),
        }
    }
    people
}

fn joined<'c>(mut one: Group<'c>, other: Group<'c>) -> Group<'c> {
    one.take(other);
    one
}

/// Returns which of several people keeps the company of a naming.
fn closest<'c>(gathered: &Gathered<'c>, people: &[Group<'c>], group: &Group<'c>) -> Option<usize> {
    let mut close: Vec<(f32, usize)> =
        people.iter().enumerate().map(|(at, person)| (company(gathered, person, group), at)).collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let second = close.get(1).map_or(0.0, |(weight, _)| *weight);
    close.first().filter(|(weight, _)| *weight >= second + CLOSER).map(|(_, at)| *at)
}
