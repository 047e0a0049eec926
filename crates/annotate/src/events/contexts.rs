//! Contexts: the fields that a happening belongs to, by the words around it.

use super::Told;
use super::triggers::Trigger;
use std::collections::BTreeSet;

/// Returns PLOVER's contexts of a happening, sorted.
///
/// Recognises words of the table `contexts.tsv` in the clause of the trigger.
/// Matches “troops”: military; `चुनाव` (election): election.
/// Refuses words of other clauses.
/// Misses contexts that only the actors tell.
pub(super) fn contexts(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> Vec<String> {
    let scene = told.scene;
    let clause = told.clauses.around(trigger.range.start);
    let found: BTreeSet<&String> = clause
        .clone()
        .filter_map(|at| scene.pack.happenings.contexts().longest_at(scene.tokens, at))
        .filter(|(end, _)| *end <= clause.end)
        .map(|(_, context)| context)
        .collect();
    found.into_iter().cloned().collect()
}
