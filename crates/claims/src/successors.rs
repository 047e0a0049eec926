//! Successors: which claim of a new record is which claim of the records before it.

use model::{Claim, ClaimId, ClaimKind, DocId, Span, ThreadRecord};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the ids of claims that are given no longer, each with the id of the claim that took its place; by old id.
///
/// A claim that is made no more has no successor.
pub fn renamed(before: &[&ThreadRecord], after: &ThreadRecord) -> Vec<(ClaimId, ClaimId)> {
    let successors = Successors::of(before, after);
    let named = successors.now.into_iter().filter(|(old, new)| **old != new.id);
    named.map(|(old, new)| (old.clone(), new.id.clone())).collect()
}

/// The claims of a new record beside those of the records before it.
///
/// A claim stays the same under its id. A claim whose id is gone went on in the one of its subject that shares most
/// passages with it, else in one whose sentence reads the same, as in a page that was changed.
pub(crate) struct Successors<'r> {
    /// What each new claim was, by its id; where several became one, the likeliest first.
    pub(crate) was: BTreeMap<&'r ClaimId, Vec<&'r Claim>>,
    /// What each old claim became, by its id.
    pub(crate) now: BTreeMap<&'r ClaimId, &'r Claim>,
}

impl<'r> Successors<'r> {
    pub(crate) fn of(before: &[&'r ThreadRecord], after: &'r ThreadRecord) -> Self {
        let old: BTreeMap<&ClaimId, &Claim> =
            before.iter().flat_map(|record| &record.claims).map(|claim| (&claim.id, claim)).collect();
        let new: BTreeMap<&ClaimId, &Claim> = after.claims.iter().map(|claim| (&claim.id, claim)).collect();
        let stay = || new.keys().filter(|id| old.contains_key(*id));
        let mut successors = Self {
            was: stay().map(|id| (*id, vec![old[id]])).collect(),
            now: stay().map(|id| (*id, new[id])).collect(),
        };
        for pair in pairs(&old, &new) {
            successors.was.entry(&pair.new.id).or_insert_with(|| vec![pair.old]);
            successors.now.entry(&pair.old.id).or_insert(pair.new);
        }
        for (id, new) in &successors.now {
            let was = successors.was.entry(&new.id).or_default();
            if was.iter().all(|claim| claim.id != **id) {
                was.extend(old.get(id));
            }
        }
        successors
    }
}

/// Two claims that may be one.
struct Pair<'r> {
    old: &'r Claim,
    new: &'r Claim,
    /// How many details of the subject agree.
    details: usize,
    /// How many passages both rest on.
    passages: usize,
}

/// Returns the pairs of claims that may be one and of which at least one has an id that the other record lacks, the
/// likeliest first.
fn pairs<'r>(
    old: &BTreeMap<&'r ClaimId, &'r Claim>,
    new: &BTreeMap<&'r ClaimId, &'r Claim>,
) -> Vec<Pair<'r>> {
    let mut by_article: BTreeMap<&DocId, Vec<(Span, &Claim)>> = BTreeMap::new();
    let mut by_text: BTreeMap<(ClaimKind, &str), Vec<&Claim>> = BTreeMap::new();
    for claim in old.values() {
        for evidence in claim.supports.iter().map(|support| &support.evidence) {
            by_article.entry(evidence.article()).or_default().push((evidence.span(), claim));
        }
        by_text.entry((claim.kind, &claim.text)).or_default().push(claim);
    }
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for claim in new.values() {
        let unpaired = |other: &Claim| !old.contains_key(&claim.id) || !new.contains_key(&other.id);
        let mut shared: BTreeMap<&ClaimId, usize> = BTreeMap::new();
        for evidence in claim.supports.iter().map(|support| &support.evidence) {
            let there = by_article.get(evidence.article()).into_iter().flatten();
            for (_, other) in there.filter(|(span, other)| unpaired(other) && span.overlaps(evidence.span()))
            {
                *shared.entry(&other.id).or_default() += 1;
            }
        }
        let alike = by_text.get(&(claim.kind, claim.text.as_str())).into_iter().flatten();
        for other in alike.filter(|other| !new.contains_key(&other.id)) {
            shared.entry(&other.id).or_default();
        }
        pairs.extend(shared.into_iter().filter_map(|(id, passages)| {
            let other = *old.get(id)?;
            let details = same_subject(other, claim)?;
            Some(Pair { old: other, new: claim, details, passages })
        }));
    }
    pairs.sort_by(|one, other| {
        let likely = |pair: &Pair<'_>| (pair.passages > 0, pair.details, pair.passages);
        likely(other)
            .cmp(&likely(one))
            .then_with(|| (&one.old.id, &one.new.id).cmp(&(&other.old.id, &other.new.id)))
    });
    pairs
}

/// Returns how many details of what two claims are about agree; `None` where they are about two things, though told in
/// one breath.
fn same_subject(one: &Claim, other: &Claim) -> Option<usize> {
    let equal = |name: &str| one.slots.get(name) == other.slots.get(name);
    let conflict = |name: &str| one.slots.get(name).zip(other.slots.get(name)).is_some_and(|(a, b)| a != b);
    if one.kind != other.kind || !equal("counted") || !equal("event") || conflict("what") {
        return None;
    }
    if one.kind == ClaimKind::Position {
        let voices: BTreeSet<_> = one.origins.iter().collect();
        let same_voice = equal("speaker") || other.origins.iter().any(|origin| voices.contains(origin));
        return same_voice.then(|| usize::from(equal("mode")));
    }
    let values = |claim: &Claim| claim.values.first().and_then(|point| point.value);
    let details = ["what", "of", "wording", "date", "certainty", "actor", "recipient"];
    Some(details.into_iter().filter(|name| equal(name)).count() + usize::from(values(one) == values(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::record;

    /// Compares which ids lead to which.
    fn check(before: &[&str], after: &[&str], expected: &[(&str, &str)]) {
        let (before, after) = (record("a b", before), record("a b", after));
        let found = renamed(&[&before], &after);
        let found: Vec<(&str, &str)> = found.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_rests_on_the_same_passage_is_the_same_claim() {
        check(
            &["c1 amount counted=person,what=dead single 7 o1 a:0-10 Seven."],
            &["c2 amount counted=person,what=dead single 9 o1 b:0-10,a:0-10 Nine."],
            &[("c1", "c2")],
        );
    }

    #[test]
    fn two_amounts_of_one_sentence_stay_two() {
        check(
            &[
                "c1 amount counted=person,what=dead single 7 o1 a:0-10 Seven dead, nine hurt.",
                "c2 amount counted=person,what=hurt single 9 o1 a:0-10 Seven dead, nine hurt.",
            ],
            &[
                "c3 amount counted=person,what=hurt single 9 o1 a:0-10 Seven dead, nine hurt.",
                "c4 amount counted=person,what=dead single 7 o1 a:0-10 Seven dead, nine hurt.",
            ],
            &[("c1", "c4"), ("c2", "c3")],
        );
    }

    #[test]
    fn two_claims_that_became_one_lead_to_it() {
        check(
            &[
                "c1 event event=accident single - o1 a:0-9 Fell.",
                "c2 event event=accident single - o2 b:0-9 Came down.",
            ],
            &["c1 event event=accident corroborated - o1,o2 a:0-9,b:0-9 Fell."],
            &[("c2", "c1")],
        );
    }

    #[test]
    fn what_is_told_by_another_or_of_another_kind_takes_no_place() {
        check(
            &["c1 position speaker=A,mode=direct single - o1 a:0-9 It fell."],
            &[
                "c2 position speaker=B,mode=direct single - o2 a:0-9 It fell.",
                "c3 event event=accident single - o1 a:0-9 It fell.",
            ],
            &[],
        );
    }

    #[test]
    fn a_changed_page_makes_the_same_claim_in_the_same_words() {
        check(
            &["c1 amount counted=person,what=dead single 7 o1 a:0-10 Seven dead."],
            &["c2 amount counted=person,what=dead single 7 o1 b:40-50 Seven dead."],
            &[("c1", "c2")],
        );
    }
}
