//! Triggers: the phrases of the pack that name happenings.

use super::Told;
use crate::scene::Scene;
use lang::happenings::Hit;
use lang::{Happening, VerbForm};
use model::Span;
use std::ops::Range;

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
        let Some(hit) = scene.pack.happenings.at(scene.tokens, at, limit, &told.body) else {
            at += 1;
            continue;
        };
        if named(scene, &hit.range) || cut_genitive(told, &hit) {
            at += 1;
            continue;
        }
        at = hit.range.end;
        if hit.happening.event != "none" {
            found.push(trigger(told, hit));
        }
    }
    found
}

fn trigger<'p>(told: &Told<'_, '_>, hit: Hit<'p>) -> Trigger<'p> {
    let scene = told.scene;
    let verbal = if told.verb_last {
        hit.last.is_some() || super::clauses::is_verb(scene, hit.range.end - 1)
    } else {
        // `the protest`, `their attack`, `in protest`: a noun that looks like the verb.
        let before = hit.range.start.checked_sub(1).filter(|at| *at >= told.body.start);
        let noun = before.is_some_and(|at| {
            scene.is("article", at)
                || scene.is("genitive", at)
                || (scene.is("case", at) && scene.tokens.key(at) != "to")
        });
        hit.verb.is_some() && (!noun || hit.verb == Some(VerbForm::Going) && hit.range.len() > 1)
    };
    Trigger { range: hit.range, happening: hit.happening, verbal, form: hit.verb }
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
