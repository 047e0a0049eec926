//! Support: how a claim stands, and why.

use crate::Scope;
use crate::gather::{Proposition, Subject};
use crate::matching::Matched;
use crate::origins::{Source, independent};
use model::{Moment, OriginId, Stance, Standing, ValuePoint, ValueRelation};
use std::collections::{BTreeMap, BTreeSet};

/// Gives every claim its values, its standing and the reason.
pub(crate) fn settle(scope: &Scope<'_>, claims: &mut [Matched]) {
    for claim in claims {
        lean_on_sources(claim);
        let (values, dispute, revision) = values(claim);
        claim.values = values;
        let origins = origins(claim);
        let independents = independents(&origins);
        let denier = claim.members.iter().find(|member| member.stance == Stance::Denies && !member.cancels);
        let canceller = claim.members.iter().find(|member| member.cancels);
        let asserted = claim.members.iter().any(|member| member.stance == Stance::Asserts);
        let (standing, reason) = if let Some(denier) = denier.filter(|_| asserted || claim.members.len() == 1)
        {
            (Standing::Denied, vec!["denied-by".to_owned(), denier.origin.name.clone()])
        } else if let Some(canceller) = canceller.filter(|_| asserted) {
            (Standing::Revised, vec!["cancelled".to_owned(), canceller.origin.name.clone()])
        } else if let Some(names) = dispute {
            (Standing::Disputed, [vec!["values-conflict".to_owned()], names].concat())
        } else if let Some(names) = revision {
            (Standing::Revised, [vec!["revised".to_owned()], names].concat())
        } else if independents.len() >= 2 {
            let names = independents.iter().map(|source| source.name.clone());
            (Standing::Corroborated, std::iter::once("independent".to_owned()).chain(names).collect())
        } else {
            let outlets: BTreeSet<&str> = claim
                .members
                .iter()
                .map(|member| {
                    let article = scope.documents[member.document].article();
                    article.outlet.label().unwrap_or(article.path.as_str())
                })
                .collect();
            let name = independents.first().map(|source| source.name.clone()).unwrap_or_default();
            (Standing::Single, vec!["one-origin".to_owned(), name, outlets.len().to_string()])
        };
        claim.standing = standing;
        claim.reason = reason;
    }
}

/// What is narrated leans on the source that is named elsewhere for it: by the same outlet in the same article, or by
/// the agency whose copy it is in any article.
fn lean_on_sources(claim: &mut Matched) {
    let sourced: Vec<(usize, String, Source)> = claim
        .members
        .iter()
        .filter(|member| !member.narrated && member.stance == Stance::Asserts)
        .map(|member| (member.document, member.passer.key.clone(), member.origin.clone()))
        .collect();
    for member in
        claim.members.iter_mut().filter(|member| member.narrated && member.stance == Stance::Asserts)
    {
        let same_article = sourced.iter().find(|(document, ..)| *document == member.document);
        let same_agency = || sourced.iter().find(|(_, passer, _)| *passer == member.origin.key);
        if let Some((_, _, source)) = same_article.or_else(same_agency) {
            member.origin = source.clone();
        }
    }
}

/// Returns the claim's origins in document order, each once.
pub(crate) fn origins(claim: &Matched) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    for member in &claim.members {
        if !found.iter().any(|known| known.key == member.origin.key) {
            found.push(member.origin.clone());
        }
    }
    found
}

/// Returns origins no two of which depend on each other, the first of each group that does.
fn independents(origins: &[Source]) -> Vec<&Source> {
    let mut kept: Vec<&Source> = Vec::new();
    for origin in origins {
        if kept.iter().all(|known| independent(known, origin)) {
            kept.push(origin);
        }
    }
    kept
}

pub(crate) fn origin_id(source: &Source) -> OriginId {
    OriginId::of(&[&source.key])
}

type Because = Option<Vec<String>>;

/// Returns the values of an amount in time order, whether origins conflict, and whether the value was revised.
fn values(claim: &Matched) -> (Vec<ValuePoint>, Because, Because) {
    let mut tellings: Vec<(&Proposition, &crate::amounts::Amount)> = claim
        .members
        .iter()
        .filter(|member| member.stance == Stance::Asserts)
        .filter_map(|member| match &member.subject {
            Subject::Amount(amount) => Some((member, amount)),
            _ => None,
        })
        .collect();
    // Who gives a value of their own beside another's value only speaks about the other's.
    let refers = |member: &Proposition, amount: &crate::amounts::Amount| {
        let mine = |other: &Proposition| other.origin.key == member.origin.key;
        tellings
            .iter()
            .any(|(other, value)| mine(other) && other.document == member.document && !value.agrees(amount))
            && tellings.iter().any(|(other, value)| !mine(other) && value.agrees(amount))
    };
    let referring: Vec<bool> = tellings.iter().map(|(member, amount)| refers(member, amount)).collect();
    let mut referring = referring.into_iter();
    tellings.retain(|_| !referring.next().unwrap_or(false));
    if tellings.is_empty() {
        return (Vec::new(), None, None);
    }
    tellings.sort_by_key(|(member, _)| {
        (member.as_of.is_none(), member.as_of, member.document, member.span.start)
    });
    let mut points: Vec<(ValuePoint, &crate::amounts::Amount)> = Vec::new();
    for (member, amount) in &tellings {
        let id = origin_id(&member.origin);
        let same = |point: &ValuePoint| {
            point.value == amount.value
                && point.value_max == amount.value_max
                && point.approx == amount.approx
        };
        match points.iter_mut().find(|(point, _)| same(point)) {
            Some((point, _)) => {
                if !point.origins.contains(&id) {
                    point.origins.push(id);
                }
            }
            None => points.push((
                ValuePoint {
                    value: amount.value,
                    value_max: amount.value_max,
                    approx: amount.approx,
                    as_of: member.as_of,
                    origins: vec![id],
                    relation: ValueRelation::First,
                },
                amount,
            )),
        }
    }
    let conflict = conflict(&tellings);
    let mut revision = None;
    for at in 1..points.len() {
        // A value stands to the last one of its own origin; one of an origin that is new, to the one before it.
        let own = (0..at)
            .rev()
            .find(|other| points[at].0.origins.iter().any(|id| points[*other].0.origins.contains(id)));
        let (before, after) = (points[own.unwrap_or(at - 1)].1, points[at].1);
        let same_day = points[at].0.as_of == points[at - 1].0.as_of;
        points[at].0.relation = if after.agrees(before) {
            ValueRelation::Agrees
        } else if own.is_none() && same_day && conflict.is_some() {
            ValueRelation::Conflicts
        } else {
            let text =
                |amount: &crate::amounts::Amount| amount.value.map(|v| v.to_string()).unwrap_or_default();
            let by = tellings
                .iter()
                .find(|(_, amount)| amount.value == points[at].0.value)
                .map(|(member, _)| member.origin.name.clone());
            revision = Some(vec![text(before), text(after), by.unwrap_or_default()]);
            if after.value > before.value { ValueRelation::Raises } else { ValueRelation::Lowers }
        };
    }
    (points.into_iter().map(|(point, _)| point).collect(), conflict, revision)
}

/// Returns two independent origins that give incompatible values for the same time: on one day, or with one origin
/// giving its value both before and after the other gave another.
fn conflict(tellings: &[(&Proposition, &crate::amounts::Amount)]) -> Because {
    let day = |member: &Proposition| member.as_of.and_then(Moment::day);
    // The last value that an origin gave on a day is what it stood by.
    let mut last: BTreeMap<_, &crate::amounts::Amount> = BTreeMap::new();
    for (member, amount) in tellings {
        last.insert((member.origin.key.as_str(), day(member)), *amount);
    }
    let last_of_day = |member: &Proposition| last.get(&(member.origin.key.as_str(), day(member))).copied();
    for (one, one_amount) in tellings {
        for (other, _) in tellings.iter().filter(|(other, _)| independent(&one.origin, &other.origin)) {
            let (Some(one_day), Some(other_day)) = (day(one), day(other)) else { continue };
            let stands = |key: &str, amount: &crate::amounts::Amount| {
                tellings.iter().any(|(later, value)| {
                    later.origin.key == key
                        && value.agrees(amount)
                        && day(later).is_some_and(|day| day >= other_day)
                })
            };
            let same_time =
                || one_day == other_day || one_day < other_day && stands(&one.origin.key, one_amount);
            let (Some(mine), Some(theirs)) =
                (if one_day == other_day { last_of_day(one) } else { Some(*one_amount) }, last_of_day(other))
            else {
                continue;
            };
            if !mine.agrees(theirs) && same_time() {
                let text =
                    |amount: &crate::amounts::Amount| amount.value.map(|v| v.to_string()).unwrap_or_default();
                return Some(vec![
                    one.origin.name.clone(),
                    text(mine),
                    other.origin.name.clone(),
                    text(theirs),
                ]);
            }
        }
    }
    None
}
