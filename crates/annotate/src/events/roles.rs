//! Roles: who acts, upon whom, and where.

use super::Told;
use super::parties::Party;
use super::triggers::Trigger;
use lang::{Build, VerbForm};
use model::{Actor, StatementClass};
use std::ops::Range;

/// Who takes part in a happening.
#[derive(Debug, Default)]
pub(super) struct Roles {
    pub(super) actors: Vec<Actor>,
    pub(super) recipients: Vec<Actor>,
    pub(super) place: Option<String>,
}

/// How a party stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// It acts: `ने`, `द्वारा`, by, or the subject of an active verb.
    Acts,
    /// It is acted upon: `को`, `पर`, against, or the object.
    Upon,
    /// It acts together with another: `के साथ`, with.
    With,
    /// It owns the noun that names the happening: `पुलिस की गिरफ्तारी`.
    Owns,
    /// Nothing marks it.
    Bare,
    /// It is where.
    Where,
    /// It belongs to something else.
    Apart,
}

/// Returns who takes part in a happening and where it is.
///
/// Recognises case markers behind names (`ने`, `को`, `पर`, `से`, `के खिलाफ`, `द्वारा`), owners of nouns (`X की Y से मुलाकात`), and in
/// English subject, object, passive and prepositions.
/// Matches “Nine clerks were arrested by border police” and `पुलिस ने नौ लोगों को गिरफ्तार किया`.
/// Refuses a place that somebody only comes from or sits in.
/// Misses participants that only an earlier sentence names.
pub(super) fn roles(
    told: &Told<'_, '_>,
    trigger: &Trigger<'_>,
    triggers: &[Trigger<'_>],
    parties: &[Party],
) -> Roles {
    let clause = told.clauses.around(trigger.range.start);
    let inside: Vec<&Party> = parties
        .iter()
        .filter(|party| clause.start <= party.range.start && party.range.end <= clause.end)
        .filter(|party| party.range.end <= trigger.range.start || party.range.start >= trigger.range.end)
        .filter(|party| !told.verb_last || !tells(told, trigger, party))
        .collect();
    let stands = match told.verb_last {
        true => by_markers(told, trigger, &inside),
        false => by_order(told, trigger, triggers, &inside),
    };
    let mut stands = stands;
    if !told.verb_last && trigger.happening.event == "REQUEST" && trigger.form.is_none() {
        turn_demand(&inside, &mut stands, trigger);
    }
    let mut roles = Roles::default();
    for (party, stand) in inside.iter().zip(&stands) {
        if *stand == Stand::Where && party.place && roles.place.is_none() {
            roles.place = Some(party.actor.name.clone());
        }
    }
    // Accidents have no participants.
    if trigger.happening.event.chars().all(char::is_lowercase) {
        return roles;
    }
    let acting = stands.contains(&Stand::Acts);
    let undergone = told.verb_last && is_undergone(told, trigger);
    for (party, stand) in inside.iter().zip(&stands) {
        let acts = match (trigger.happening.build, stand) {
            (_, Stand::Where | Stand::Apart) => continue,
            (_, Stand::Acts) => true,
            (Build::Mutual, _) => true,
            (Build::Single, Stand::Owns | Stand::Bare) => !acting || *stand == Stand::Owns,
            (Build::Single, _) => false,
            (Build::Passive, _) => false,
            (Build::Directed, Stand::Upon | Stand::With) => false,
            (Build::Directed, Stand::Owns) => !trigger.verbal && !party.place,
            (Build::Directed, Stand::Bare) => !acting && !undergone,
        };
        if trigger.happening.build == Build::Single && !acts && *stand != Stand::Upon {
            continue;
        }
        let list = if acts { &mut roles.actors } else { &mut roles.recipients };
        add(list, &party.actor);
    }
    if roles.recipients.is_empty()
        && trigger.happening.event == "REQUEST"
        && !told.verb_last
        && trigger.verbal
    {
        roles.recipients = subject_behind(told, &clause, parties);
    }
    let demands = trigger.happening.event == "REQUEST";
    if roles.actors.is_empty()
        && trigger.happening.build != Build::Passive
        && (trigger.verbal || demands)
        && !undergone
    {
        roles.actors = subject_before(told, trigger, parties);
        roles.actors.retain(|actor| !roles.recipients.contains(actor));
    }
    roles
}

/// Tells whether a party only tells what happened: `दक्षिण कोरियाई आकलन के अनुसार` (by a South Korean estimate).
fn tells(told: &Told<'_, '_>, trigger: &Trigger<'_>, party: &Party) -> bool {
    let span = trigger.span(told);
    let Some(own) = told.scene.tokens.span(party.range.clone()) else { return false };
    told.statements.iter().any(|statement| {
        statement.class == StatementClass::Report
            && statement.content.iter().any(|content| content.covers(span))
            && !statement.content.iter().any(|content| content.overlaps(own))
            && statement.speaker.as_ref().is_some_and(|speaker| speaker.span.overlaps(own))
    })
}

/// Turns the parties before a “must”: the last of them is asked, whoever stands before it asks.
fn turn_demand(inside: &[&Party], stands: &mut [Stand], trigger: &Trigger<'_>) {
    let before = inside.iter().take_while(|party| party.range.end <= trigger.range.start).count();
    for (at, stand) in stands.iter_mut().enumerate() {
        if at + 1 == before {
            *stand = Stand::Upon;
        } else if *stand == Stand::Upon {
            *stand = Stand::Apart;
        }
    }
}

/// Returns the subject of the clause behind: whom a demand is for (“demanded that X …”).
fn subject_behind(told: &Told<'_, '_>, clause: &Range<usize>, parties: &[Party]) -> Vec<Actor> {
    if !told.scene.is("that", clause.end) {
        return Vec::new();
    }
    let behind = told.clauses.around(clause.end);
    let mut inside =
        parties.iter().filter(|party| behind.start <= party.range.start && party.range.end <= behind.end);
    inside
        .next()
        .filter(|party| !after_preposition(told, party.range.start))
        .map(|party| party.actor.clone())
        .into_iter()
        .collect()
}

fn add(list: &mut Vec<Actor>, actor: &Actor) {
    let known = |other: &Actor| match (&other.entity, &actor.entity) {
        (Some(one), Some(two)) => one == two,
        _ => other.name == actor.name,
    };
    if !list.iter().any(known) {
        list.push(actor.clone());
    }
}

/// Returns who acts in the nearest clause before: the subject that a second verb shares.
fn subject_before(told: &Told<'_, '_>, trigger: &Trigger<'_>, parties: &[Party]) -> Vec<Actor> {
    for clause in told.clauses.before(trigger.range.start) {
        let inside: Vec<&Party> = parties
            .iter()
            .filter(|party| clause.start <= party.range.start && party.range.end <= clause.end)
            .collect();
        let mut actors = Vec::new();
        for (at, party) in inside.iter().enumerate() {
            let acts = match told.verb_last {
                true => marked(told, &inside, at) == Stand::Acts,
                false => at == 0 && !after_preposition(told, party.range.start),
            };
            if acts {
                add(&mut actors, &party.actor);
            }
        }
        if !actors.is_empty() {
            return actors;
        }
    }
    Vec::new()
}

/// Tells whether a verb says that its subject undergoes it: a form of “go” behind a participle.
fn is_undergone(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let scene = told.scene;
    let passive =
        |at: usize| at < told.body.end && scene.pack.happenings.in_set("passive", scene.tokens, at).is_some();
    trigger.verbal
        && (passive(trigger.range.end) || passive(trigger.range.end + 1) || passive(trigger.range.end - 1))
}

/// Returns how parties stand by the markers behind them.
fn by_markers(told: &Told<'_, '_>, trigger: &Trigger<'_>, inside: &[&Party]) -> Vec<Stand> {
    let mut stands: Vec<Stand> = (0..inside.len())
        .map(|at| {
            let party = inside[at];
            if party.range.start >= trigger.range.end {
                return Stand::Apart;
            }
            match marked(told, inside, at) {
                // An owner of another noun takes no part, unless that noun is another party's.
                Stand::Owns
                    if trigger.range.start > party.range.end + 4 && !leads_to(told, party, trigger) =>
                {
                    Stand::Apart
                }
                stand => stand,
            }
        })
        .collect();
    // Of two that nothing marks the first acts; a country behind it is where to: `उत्तर कोरिया सैनिक रूस भेज सकता है`.
    let bare = |stand: &Stand| *stand == Stand::Bare;
    if trigger.happening.build == Build::Directed
        && let Some(first) = stands.iter().position(bare)
    {
        for (party, stand) in inside.iter().zip(&mut stands).skip(first + 1) {
            if party.place && bare(stand) {
                *stand = Stand::Upon;
            }
        }
    }
    stands
}

/// Tells whether nothing but others who take part, places and days stand between an owner and the happening:
/// `पुतिन की अलास्का में अमेरिका के राष्ट्रपति के साथ बैठक`.
fn leads_to(told: &Told<'_, '_>, party: &Party, trigger: &Trigger<'_>) -> bool {
    let scene = told.scene;
    let mut at = party.range.end;
    while at < trigger.range.start {
        let words = [
            scene.mention_starting_at(at).map(|(_, range)| range.end),
            scene.pack.parties.heads().longest_at(scene.tokens, at).map(|(end, _)| end),
            scene.time_around(at).map(|time| scene.tokens.within(time.span).end),
            ["together", "upon", "place"]
                .iter()
                .find_map(|set| scene.pack.happenings.in_set(set, scene.tokens, at)),
            scene.pack.grammar.at("case", scene.tokens, at),
            scene.pack.grammar.at("genitive", scene.tokens, at),
            scene.pack.grammar.at("conjunction", scene.tokens, at),
        ];
        match words.into_iter().flatten().max() {
            Some(end) if end > at => at = end,
            _ => return false,
        }
    }
    true
}

fn marked(told: &Told<'_, '_>, inside: &[&Party], at: usize) -> Stand {
    let scene = told.scene;
    let party = inside[at];
    let mut end = party.range.end;
    // `तारो वेन, जो …` and closing quotation marks.
    while scene.is_mark(end) && scene.tokens.surface(end) != "," && end < told.body.end {
        end += 1;
    }
    let set = |name: &str| scene.pack.happenings.in_set(name, scene.tokens, end).is_some();
    let joined = scene.is("conjunction", end) || scene.tokens.surface(end) == ",";
    if joined
        && let Some(next) = inside.get(at + 1)
        && next.range.start <= end + 2
    {
        return marked(told, inside, at + 1);
    }
    match () {
        () if scene.is("agent", end) => Stand::Acts,
        () if set("by") => Stand::Acts,
        () if set("over") => Stand::Apart,
        () if party.place && set("place") => Stand::Where,
        () if set("together") && !joined => Stand::With,
        () if set("upon") => Stand::Upon,
        () if scene.is("genitive", end) => Stand::Owns,
        () if scene.is("case", end) => Stand::Apart,
        () if joined => Stand::Apart,
        () => Stand::Bare,
    }
}

/// Returns how parties stand by word order and prepositions.
fn by_order(
    told: &Told<'_, '_>,
    trigger: &Trigger<'_>,
    triggers: &[Trigger<'_>],
    inside: &[&Party],
) -> Vec<Stand> {
    let scene = told.scene;
    let passive = trigger.verbal && trigger.form != Some(VerbForm::Going) && is_passive(told, trigger);
    let next_trigger = triggers
        .iter()
        .map(|other| other.range.start)
        .find(|start| *start >= trigger.range.end)
        .unwrap_or(usize::MAX);
    let next_verb = triggers
        .iter()
        .filter(|other| other.verbal)
        .map(|other| other.range.start)
        .find(|start| *start >= trigger.range.end)
        .unwrap_or(usize::MAX);
    let beside = |party: &Party| {
        trigger.happening.build == Build::Directed
            && preposition(told, party.range.start) == Some(trigger.range.end)
    };
    let owns = |party: &Party| {
        let between = party.range.end..trigger.range.start;
        super::words::is_owner(told, party.range.end) && (1..=3).contains(&between.len())
    };
    let owned = !trigger.verbal && inside.iter().any(|party| owns(party));
    let mut stands: Vec<Stand> = Vec::new();
    let mut has_subject = false;
    let mut has_object = false;
    for (at, party) in inside.iter().enumerate() {
        let joined = at > 0 && joins(told, inside[at - 1].range.end..party.range.start);
        if joined && let Some(last) = stands.last().copied() {
            stands.push(last);
            continue;
        }
        let set = |name: &str| {
            preposition(told, party.range.start)
                .is_some_and(|at| scene.pack.happenings.in_set(name, scene.tokens, at).is_some())
        };
        let behind = party.range.start >= trigger.range.end;
        let owner = !behind && owns(party);
        let prepared = preposition(told, party.range.start).is_some();
        let stand = match () {
            () if owner && !trigger.verbal => {
                if trigger.happening.build == Build::Passive {
                    Stand::Upon
                } else {
                    Stand::Acts
                }
            }
            () if !behind && prepared => {
                if party.place && set("place") {
                    Stand::Where
                } else {
                    Stand::Apart
                }
            }
            // Whose it is did it, and not whoever speaks of it: `condemned Somalia's raid`.
            () if !behind && (has_subject || owned) => Stand::Apart,
            () if !behind => {
                has_subject = true;
                if passive { Stand::Upon } else { Stand::Acts }
            }
            // `the attack by gunmen was condemned by the union`: the union did something else.
            () if set("by") && party.range.start > next_verb => Stand::Apart,
            () if set("by") => Stand::Acts,
            () if set("together") => Stand::With,
            // `an attack on Kharkiv`, `sanctions on Belarus`: right behind it stands who undergoes it.
            () if party.place && set("place") && !(set("upon") && beside(party)) => Stand::Where,
            () if has_object || after_comma(told, trigger, party) => Stand::Apart,
            () if party.range.start > next_trigger && trigger.verbal && !prepared => Stand::Apart,
            () if !trigger.verbal
                && set("upon")
                && scene.is("genitive", party.range.start.saturating_sub(1)) =>
            {
                has_object = true;
                if trigger.happening.build == Build::Passive { Stand::Upon } else { Stand::Acts }
            }
            () if trigger.verbal || set("upon") => {
                has_object = true;
                Stand::Upon
            }
            () => Stand::Apart,
        };
        stands.push(stand);
    }
    stands
}

fn after_comma(told: &Told<'_, '_>, trigger: &Trigger<'_>, party: &Party) -> bool {
    (trigger.range.end..party.range.start).any(|at| told.scene.tokens.surface(at) == ",")
}

/// Tells whether only a conjunction, a comma and articles stand between two parties.
fn joins(told: &Told<'_, '_>, between: Range<usize>) -> bool {
    let scene = told.scene;
    !between.is_empty()
        && between.len() <= 3
        && between.clone().all(|at| {
            scene.is("article", at) || scene.is("conjunction", at) || scene.tokens.surface(at) == ","
        })
        && between.clone().any(|at| scene.is("conjunction", at) || scene.tokens.surface(at) == ",")
}

/// Returns the preposition before a party: small words and numbers may stand between.
fn preposition(told: &Told<'_, '_>, start: usize) -> Option<usize> {
    let scene = told.scene;
    let floor = start.saturating_sub(4).max(told.body.start);
    for at in (floor..start).rev() {
        if scene.is("case", at) || (scene.is("genitive", at) && scene.tokens.surface(at) != "'s") {
            return Some(at);
        }
        if scene.is_mark(at)
            || scene.is("verb", at)
            || scene.is("conjunction", at)
            || scene.pack.happenings.is_verb(scene.tokens, at)
        {
            return None;
        }
    }
    None
}

fn after_preposition(told: &Told<'_, '_>, start: usize) -> bool {
    preposition(told, start).is_some()
}

/// Tells whether a form of “be” stands before a verb: somebody undergoes it.
fn is_passive(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let scene = told.scene;
    let from = trigger.range.start.saturating_sub(3).max(told.body.start);
    (from..trigger.range.start)
        .rev()
        .take_while(|at| !scene.is_mark(*at) && scene.mention_ending_at(*at + 1).is_none())
        .any(|at| scene.pack.happenings.in_set("passive", scene.tokens, at).is_some())
}
