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
        let beyond = told.clauses.around(limit).end.max(limit);
        let place = Place { limit, beyond, company: &told.body, noun: words::is_noun(told, at) };
        let find = |place| scene.pack.happenings.at(scene.tokens, at, place);
        // Where the last word is a genitive, a shorter phrase may be meant: `मुलाकात की तस्वीरें` (pictures of the meeting).
        let hit = find(place).and_then(|hit| match cut_genitive(told, &hit) {
            true => find(Place { limit: hit.range.end - 1, beyond: hit.range.end - 1, ..place }),
            false => Some(hit),
        });
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        // `held in March`: a month is no march.
        let dated = !told.verb_last && scene.time_around(hit.range.end - 1).is_some();
        if dated || named(scene, &hit.range) || words::is_name(told, &hit.range) || !is_demand(told, &hit) {
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
    if let Some(verb) = hit.passive {
        return undergone(told, &hit, verb);
    }
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
    if !told.verb_last && hit.verb.is_some() {
        let cut = cut_phrase(told, &hit);
        (range, happening) = (cut.range, cut.happening);
    }
    // `धरना देकर`: the happening is named without the last word.
    let last = range.end - 1;
    if range.len() > 1 && told.verb_last && scene.pack.happenings.in_set("over", scene.tokens, last).is_some()
    {
        range.end = last;
    }
    // `raid on`: what it leads to takes part.
    if !told.verb_last && range.len() > 1 && hit.verb.is_none() {
        let last = range.end - 1;
        range.end -= usize::from(scene.is("case", last) || scene.is("genitive", last));
    }
    // `were sent`: auxiliaries tell when, not what.
    while !told.verb_last && range.len() > 1 && hit.verb.is_none() && is_auxiliary(told, range.start) {
        range.start += 1;
    }
    let form = if told.verb_last { hit.last.or(hit.verb) } else { hit.verb };
    Trigger { range, happening, verbal, form }
}

/// Returns what names the happening in the passive: its object, where that tells it alone (a **curfew** was imposed), else
/// its verb (the treaty was **signed**).
fn undergone<'p>(told: &Told<'p, '_>, hit: &Hit<'p>, verb: usize) -> Trigger<'p> {
    let place = Place { limit: verb, beyond: verb, company: &told.body, noun: true };
    let noun = told.scene.pack.happenings.at(told.scene.tokens, hit.range.start, place);
    match noun.filter(|noun| noun.happening.event == hit.happening.event && noun.passive.is_none()) {
        Some(noun) => Trigger { range: noun.range, happening: hit.happening, verbal: false, form: None },
        None => {
            let form = Some(VerbForm::Plain);
            Trigger { range: verb..hit.range.end, happening: hit.happening, verbal: true, form }
        }
    }
}

/// What of a phrase names the happening.
struct Named<'p> {
    range: Range<usize>,
    happening: &'p Happening,
}

/// Cuts a phrase that begins with a verb down to the words that name the happening.
///
/// Recognises whom and what a verb of its own meaning is about, the preposition that leads to others, and a noun that
/// tells by itself what began or was held.
/// Matches “**held talks**”, “**denied** the inspectors entry”, “held a candlelight **protest**”, “began a **hunger strike**”, “**sat
/// down** with”.
/// Refuses “**offered an apology**”: the verb tells what became of the noun.
/// Misses objects that are no part of the phrase: “**sent** three patrol boats”.
fn cut_phrase<'p>(told: &Told<'p, '_>, hit: &Hit<'p>) -> Named<'p> {
    let scene = told.scene;
    let mut range = hit.range.clone();
    let head = hit.head.min(range.end);
    let leads = |at: usize| scene.is("case", at) || scene.is("that", at);
    let opens = |at: usize| {
        scene.is("that", at)
            || scene.pack.happenings.in_set("infinitive", scene.tokens, at).is_some()
            || is_small(told, at)
    };
    // A verb of its own meaning keeps what stands bare behind its preposition or particle: `asked for asylum`, `ruled out
    // talks`; what it asks for without one is told about others: `demanded talks`.
    let particle = |at: usize| scene.pack.happenings.in_set("particle", scene.tokens, at).is_some();
    let second = range.start + 1;
    let bare = range.len() > 2
        && (scene.is("case", second) || particle(second))
        && head == range.end
        && !leads(range.end - 1)
        && !(second..range.end).any(opens);
    let light = words::is_light(told, range.start);
    if !light && !bare || light && head < range.end && leads(range.end - 1) {
        // `broke into the servers`: the particles of a verb belong to it.
        range.end = second + (second..head).take_while(|at| particle(*at)).count();
        return Named { range, happening: hit.happening };
    }
    if let Some(noun) = noun_behind(told, hit).filter(|noun| {
        let small = (head..noun.range.start).all(|at| is_small(told, at));
        begins(told, range.start) || head < range.end && !small
    }) {
        let end = noun.range.end - usize::from(noun.range.len() > 1 && leads(noun.range.end - 1));
        return Named { range: noun.range.start..end, happening: noun.happening };
    }
    // `sat down with`: whom it leads to takes part, and is not what happened.
    let last = range.end - 1;
    if range.len() > 2 && leads(last) {
        range.end = last;
    }
    Named { range, happening: hit.happening }
}

/// Tells whether a verb only says that its noun began or goes on.
fn begins(told: &Told<'_, '_>, at: usize) -> bool {
    told.scene.pack.happenings.in_set("beginning", told.scene.tokens, at).is_some()
}

/// Tells whether a word between a verb and its noun says nothing: `paid a visit`.
fn is_small(told: &Told<'_, '_>, at: usize) -> bool {
    let scene = told.scene;
    scene.is("article", at)
        || ["determiner", "between"]
            .iter()
            .any(|set| scene.pack.happenings.in_set(set, scene.tokens, at).is_some())
}

fn is_auxiliary(told: &Told<'_, '_>, at: usize) -> bool {
    told.scene.pack.happenings.in_set("passive", told.scene.tokens, at).is_some()
}

/// Returns the noun at the end of a phrase that names the happening by itself: `held a joint naval exercise`.
fn noun_behind<'p>(told: &Told<'p, '_>, hit: &Hit<'p>) -> Option<Hit<'p>> {
    let place = |noun| Place { limit: hit.range.end, beyond: hit.range.end, company: &told.body, noun };
    let from = hit.head.min(hit.range.end - 1).max(hit.range.start + 1);
    (from..hit.range.end).find_map(|at| {
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
