//! Parts of full names: after `रादिम कोरसाक`, `कोरसाक` names the same person.

use super::Finder;
use model::{EntityId, EntityType, Rule};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use text::{Tokens, fold, hash_of};

const RULE: Rule = Rule::new("name-part");

/// Takes single words and beginnings of full names seen in the document, and every other place of a name found once.
///
/// A part that two full names share goes to the one the document names in full most often; a tie goes to the first.
pub(super) fn find(finder: &mut Finder<'_>) {
    join_short_names(finder);
    let mut owners: BTreeMap<String, Vec<(EntityId, EntityType, usize)>> = BTreeMap::new();
    let mut full: BTreeMap<EntityId, (usize, EntityType, Vec<String>)> = BTreeMap::new();
    let mut order: Vec<EntityId> = Vec::new();
    for found in finder.found() {
        if !matches!(found.kind, EntityType::Per | EntityType::Org | EntityType::Loc) {
            continue;
        }
        let surface = finder.surface(found.range.clone()).to_owned();
        let entry = full.entry(found.entity.clone()).or_insert_with(|| {
            order.push(found.entity.clone());
            (0, found.kind, Vec::new())
        });
        entry.0 += 1;
        entry.2.push(surface);
    }
    for id in &order {
        let Some((count, kind, surfaces)) = full.get(id) else { continue };
        for surface in surfaces {
            for part in parts(surface, *kind) {
                let list = owners.entry(part).or_default();
                if !list.iter().any(|(known, _, _)| known == id) {
                    list.push((id.clone(), *kind, *count));
                }
            }
        }
    }
    let announced: BTreeSet<&EntityId> = finder
        .found()
        .iter()
        .filter(|found| found.rule != super::guessed::RULE)
        .map(|found| &found.entity)
        .collect();
    let guessed: BTreeSet<EntityId> = order.iter().filter(|id| !announced.contains(id)).cloned().collect();
    let openings: FxHashSet<u64> =
        owners.keys().map(|key| hash_of(key.split(' ').next().unwrap_or(key))).collect();
    let tokens = finder.tokens;
    let mut key = String::new();
    let mut at = 0;
    while at < tokens.len() {
        if !openings.contains(&tokens.hash(at)) {
            at += 1;
            continue;
        }
        let mut step = 1;
        let longest = (at..tokens.len()).take(4).take_while(|token| finder.namelike(*token)).count();
        for length in (1..=longest).rev() {
            let range = at..at + length;
            key.clear();
            for token in range.clone() {
                key.push_str(if token > at { " " } else { "" });
                key.push_str(tokens.key(token));
            }
            let Some(list) = owners.get(&key) else { continue };
            // The first of those with the highest count.
            let Some(best) = list.iter().rev().max_by_key(|(_, _, count)| *count) else { continue };
            let (id, kind, _) = best.clone();
            // What a name of which nothing but the text around it tells leaves behind must look like a name too.
            if guessed.contains(&id) && range.clone().any(|at| finder.doubted(at, kind)) {
                continue;
            }
            finder.take(range, kind, id, RULE);
            step = length;
            break;
        }
        at += step;
    }
}

/// Lets a person found by a part of a name alone (`Mr Rao`, `किम`) be the person whose full name holds it.
///
/// What a title announces goes to the only one whose name it is a part of; what only its surroundings show goes where
/// any other place of that part goes, to the one named in full most often.
fn join_short_names(finder: &mut Finder<'_>) {
    let mut persons: BTreeMap<EntityId, Person> = BTreeMap::new();
    for (order, found) in finder.found().iter().enumerate() {
        if found.kind == EntityType::Per {
            let person =
                persons.entry(found.entity.clone()).or_insert_with(|| Person { order, ..Person::default() });
            person.count += 1;
            person.announced |= found.rule != super::guessed::RULE;
            person.known |= found.rule == super::known::RULE;
            person.names.insert(fold(finder.surface(found.range.clone())));
        }
    }
    let mut owners: BTreeMap<String, Vec<(&EntityId, &Person)>> = BTreeMap::new();
    for (id, person) in &persons {
        let parts: BTreeSet<String> =
            person.names.iter().flat_map(|name| parts(name, EntityType::Per).into_iter().skip(1)).collect();
        for part in parts {
            owners.entry(part).or_default().push((id, person));
        }
    }
    let mut full: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    for (short, person) in &persons {
        // Who is named in full here, or known by one name, needs nobody else's.
        let alone = !person.known && person.names.iter().all(|name| !name.contains(' '));
        let owners = person.names.first().and_then(|name| owners.get(name)).filter(|_| alone);
        let Some(owners) = owners else { continue };
        let best = match &owners[..] {
            [(only, _)] => Some(only),
            _ if person.announced => None,
            several => several
                .iter()
                .max_by_key(|(_, owner)| (owner.count, std::cmp::Reverse(owner.order)))
                .map(|(id, _)| id),
        };
        full.extend(best.map(|best| (short.clone(), (*best).clone())));
    }
    finder.rename(&full);
}

/// How a document names a person.
#[derive(Default)]
struct Person {
    names: BTreeSet<String>,
    count: usize,
    /// Whether anything but its surroundings shows the name.
    announced: bool,
    /// Whether it is a known name.
    known: bool,
    /// The place among all that was found.
    order: usize,
}

/// Returns the folded forms under which a name may stand again.
fn parts(name: &str, kind: EntityType) -> Vec<String> {
    let tokens = Tokens::of(name);
    let keys: Vec<&str> = (0..tokens.len())
        .map(|at| tokens.key(at))
        .filter(|key| key.chars().any(char::is_alphabetic))
        .collect();
    let mut parts = vec![keys.join(" ")];
    if kind == EntityType::Per && keys.len() >= 2 {
        for length in 1..keys.len() {
            parts.push(keys[..length].join(" "));
        }
        parts.push(keys[keys.len() - 1].to_owned());
    }
    parts.retain(|part| part.chars().count() >= 2);
    parts.dedup();
    parts
}
