//! Triggers: the phrases of the pack that name happenings.

use super::{Told, words};
use crate::scene::Scene;
use lang::happenings::{Hit, Place};
use lang::{Happening, VerbForm};
use model::Span;
use std::ops::Range;

/// So many auxiliaries belong to a stem.
const AUXILIARIES: usize = 2;

/// A phrase that names a happening.
#[derive(Clone, Debug)]
pub(super) struct Trigger<'p> {
    pub(super) range: Range<usize>,
    pub(super) happening: &'p Happening,
    /// It is a verb of its clause, not a noun.
    pub(super) verbal: bool,
    /// The verb's form, where it is one.
    pub(super) form: Option<VerbForm>,
}

impl Trigger<'_> {
    pub(super) fn span(&self, told: &Told<'_, '_>) -> Span {
        told.scene.tokens.span(self.range.clone()).unwrap_or(told.span)
    }
}

/// Returns the triggers of a sentence in text order, none inside another.
///
/// Recognises the longest phrase at each word whose companions stand in the sentence.
/// Matches `आरोप भी लगाया` (also accused) for the phrase `आरोप लगा~`, and any form of a verb.
/// Refuses what the pack lists as look-alikes (heart attack, `दिल का दौरा`), names, and a light verb that is a genitive.
/// Misses words that no pack has.
pub(super) fn triggers<'a>(told: &Told<'a, '_>) -> Vec<Trigger<'a>> {
    let scene = told.scene;
    let mut found = Vec::new();
    let mut at = told.body.start;
    while at < told.body.end {
        let limit = told.clauses.around(at).end;
        let place = Place { limit, company: &told.body, noun: words::is_noun(told, at) };
        let find = |place| scene.pack.happenings.at(scene.tokens, at, place);
        // Where the last word is a genitive, a shorter phrase may be meant: `मुलाकात की तस्वीरें` (pictures of the meeting).
        let hit = find(place).and_then(|hit| match cut_genitive(told, &hit) {
            true => find(Place { limit: hit.range.end - 1, ..place }),
            false => Some(hit),
        });
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        if named(scene, &hit.range) || words::is_name(told, &hit.range) || !is_demand(told, &hit) {
            at += 1;
            continue;
        }
        let modifies = words::is_modifier(told, &hit);
        at = hit.range.end;
        if hit.happening.event != "none" && !modifies {
            found.push(trigger(told, hit));
        }
    }
    found
}

fn trigger<'p>(told: &Told<'p, '_>, hit: Hit<'p>) -> Trigger<'p> {
    let scene = told.scene;
    let (mut range, mut happening) = (hit.range.clone(), hit.happening);
    let verbal = match told.verb_last {
        // `खाली कराने का काम` (the work of clearing) is a noun.
        true => {
            (hit.last.is_some() || super::clauses::is_verb(scene, range.end - 1))
                && !scene.is("genitive", range.end)
        }
        false => hit.verb.is_some(),
    };
    // A bare stem takes its auxiliaries along: `हटा लिए गए`.
    if told.verb_last && hit.last == Some(VerbForm::Base) {
        let clause = told.clauses.around(range.start);
        let most = clause.end.min(range.end + AUXILIARIES);
        let goes_on =
            |at: &usize| scene.pack.happenings.is_verb(scene.tokens, *at) && !scene.is("genitive", *at);
        range.end = (range.end..most).find(|at| !goes_on(at)).unwrap_or(most).max(range.end);
    }
    // What stands between a verb and the end of its phrase is told about others: `denied the inspectors entry`.
    let gap = hit.head > range.start && hit.head < range.end;
    if gap && hit.verb.is_some() && !told.verb_last {
        if !words::is_light(told, range.start) {
            range.end = hit.head;
        } else if let Some(noun) = noun_behind(told, &hit) {
            (range, happening) = (noun.range, noun.happening);
        }
    }
    // `धरना देकर`, `agreed to`: the happening is named without the last word.
    let last = range.end - 1;
    let done = told.verb_last && scene.pack.happenings.in_set("over", scene.tokens, last).is_some();
    let joint = !told.verb_last && (scene.is("case", last) || scene.is("that", last)) && hit.verb.is_some();
    if range.len() > 1 && done {
        range.end = last;
    } else if joint && range.len() > 2 {
        range.end = range.start + 1;
    }
    let form = if told.verb_last { hit.last.or(hit.verb) } else { hit.verb };
    Trigger { range, happening, verbal, form }
}

/// Returns the noun at the end of a phrase that names the happening by itself: `held a joint naval exercise`.
fn noun_behind<'p>(told: &Told<'p, '_>, hit: &Hit<'p>) -> Option<Hit<'p>> {
    let place = |noun| Place { limit: hit.range.end, company: &told.body, noun };
    (hit.head..hit.range.end).find_map(|at| {
        let found = told.scene.pack.happenings.at(told.scene.tokens, at, place(true))?;
        (found.verb.is_none() && found.range.end == hit.range.end).then_some(found)
    })
}

/// Tells whether a “must” is a demand: somebody with a power stands before it, not whoever has a duty.
fn is_demand(told: &Told<'_, '_>, hit: &Hit<'_>) -> bool {
    if told.verb_last || hit.happening.event != "REQUEST" || hit.verb.is_some() {
        return true;
    }
    let scene = told.scene;
    let from = hit.range.start.saturating_sub(4).max(told.body.start);
    (from..hit.range.start).any(|at| {
        let head = scene.pack.parties.heads().longest_at(scene.tokens, at);
        let power = head.is_some_and(|(end, head)| {
            end <= hit.range.start
                && matches!(head.sector.as_deref(), None | Some("GOV" | "MIL" | "REB" | "PTY" | "COP"))
        });
        power
            || scene
                .mention_starting_at(at)
                .is_some_and(|(mention, _)| mention.kind != model::EntityType::Per)
    })
}

/// Tells whether a phrase is part of a name: `Strike Force`.
fn named(scene: &Scene<'_>, range: &Range<usize>) -> bool {
    let (mention, inside) = match scene.mentions_before(range.end).next() {
        Some((mention, inside)) if inside.end > range.start => (mention, inside),
        _ => return false,
    };
    inside.start <= range.start && range.end <= inside.end && mention.kind != model::EntityType::Event
}

/// Tells whether a phrase ends with a word that is a genitive here: `की` is “did” only where its clause ends behind it.
fn cut_genitive(told: &Told<'_, '_>, hit: &Hit<'_>) -> bool {
    let scene = told.scene;
    let (last, next) = (hit.range.end - 1, hit.range.end);
    if hit.range.len() < 2 || !scene.is("genitive", last) || next >= told.body.end {
        return false;
    }
    let ends = scene.is_mark(next)
        || ["verb", "that", "conjunction", "negation"].iter().any(|class| scene.is(class, next))
        || scene.pack.happenings.in_set("clause", scene.tokens, next).is_some()
        || scene.pack.happenings.is_verb(scene.tokens, next);
    !ends
}
