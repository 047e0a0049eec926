//! What is only wished, promised, refused or threatened did not happen.

use super::Told;
use super::triggers::Trigger;
use lang::VerbForm;
use std::ops::Range;

/// Kinds whose object is no happening of its own.
const OF_WHAT_MAY_COME: [&str; 5] = ["AGREE", "CONCEDE", "REJECT", "REQUEST", "THREATEN"];

/// Drops triggers that stand in what somebody demands, offers, refuses or threatens.
///
/// Recognises the object of such a verb: behind it up to the next clause, or before it where verbs stand last; and all
/// that follows its “that”.
/// Matches “demanded a meeting” and `युद्धविराम करने की अपील की` (appealed for a truce): only the demand happened.
/// Refuses “demanded an apology after the attack”: what is over stays.
/// Misses objects that stand in another sentence.
pub(super) fn drop_wished(told: &Told<'_, '_>, triggers: &mut Vec<Trigger<'_>>) {
    // What is lifted or eased does not begin.
    let eases =
        |trigger: &Trigger<'_>| trigger.happening.event == "RETREAT" && trigger.happening.mode.is_none();
    let speaking = |trigger: &Trigger<'_>| {
        OF_WHAT_MAY_COME.contains(&trigger.happening.event.as_str()) || eases(trigger)
    };
    let scopes: Vec<(usize, Vec<Range<usize>>)> = triggers
        .iter()
        .enumerate()
        .filter(|(_, trigger)| speaking(trigger))
        .map(|(at, trigger)| {
            (at, if told.verb_last { before(told, trigger) } else { behind(told, trigger, triggers) })
        })
        .collect();
    let mut at = 0;
    let mut dropped = vec![false; triggers.len()];
    // The outermost comes first: from the left, or from the right where verbs stand last.
    let mut order: Vec<&(usize, Vec<Range<usize>>)> = scopes.iter().collect();
    if told.verb_last {
        order.reverse();
    }
    for (owner, scope) in order {
        if dropped[*owner] {
            continue;
        }
        for (other, trigger) in triggers.iter().enumerate() {
            let inside = scope.iter().any(|range| range.contains(&trigger.range.start));
            if other != *owner && inside && !is_over(told, trigger) {
                dropped[other] = true;
            }
        }
    }
    triggers.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
}

/// Tells whether words around a trigger say that it was over: `after the attack`, `हमले के बाद`.
pub(super) fn is_over(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let scene = told.scene;
    let over = |at: usize| scene.pack.happenings.in_set("over", scene.tokens, at);
    if told.verb_last {
        return over(trigger.range.end).is_some()
            || trigger.range.len() > 1 && over(trigger.range.end - 1).is_some();
    }
    // Up to four words, such as an article and who did it, may stand between.
    let from = trigger.range.start.saturating_sub(5).max(told.body.start);
    (from..trigger.range.start).rev().take_while(|at| !scene.is_mark(*at)).any(|at| over(at).is_some())
        && (!trigger.verbal || trigger.form == Some(VerbForm::Going))
}

/// Returns what a verb demands where objects stand behind verbs.
fn behind(told: &Told<'_, '_>, trigger: &Trigger<'_>, triggers: &[Trigger<'_>]) -> Vec<Range<usize>> {
    let scene = told.scene;
    let mut end = trigger.range.end;
    while end < told.body.end {
        let over = scene.pack.happenings.in_set("over", scene.tokens, end).is_some()
            && scene.pack.happenings.in_set("upon", scene.tokens, end).is_none();
        let strong = matches!(scene.tokens.surface(end), ";" | "—" | "–");
        // Another verb in a row (`demanded …, accused … and threatened …`) is told like the first.
        let row = scene.tokens.surface(end) == "," || scene.is("conjunction", end);
        let next = triggers.iter().find(|other| other.range.start > end && other.range.start <= end + 2);
        let told_too = row && next.is_some_and(|next| next.verbal && next.form == Some(VerbForm::Plain));
        let comma = scene.tokens.surface(end) == "," && told.clauses.around(end + 1).start == end + 1;
        if over || strong || told_too || comma {
            break;
        }
        end += 1;
    }
    std::iter::once(trigger.range.end..end).collect()
}

/// Returns what a verb demands where objects stand before verbs: its clause, and what follows its “that”.
fn before(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> Vec<Range<usize>> {
    let scene = told.scene;
    let clause = told.clauses.around(trigger.range.start);
    let mut scopes: Vec<_> = std::iter::once(clause.start..trigger.range.start).collect();
    // What somebody promises stays, as a plan.
    let promise = trigger.happening.event == "AGREE";
    if !promise && clause.end < told.body.end && scene.is("that", clause.end) {
        scopes.push(clause.end..told.body.end);
    }
    scopes
}
