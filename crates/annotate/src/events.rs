//! Events: what happened, is planned, or is denied, in PLOVER's terms.
//!
//! A trigger from the pack names the kind; the words around it give participants, place, day and certainty.
//! Conditions, questions and quoted headings yield nothing.

use crate::scene::Scene;
use crate::statements::{Near, around};
use jiff::civil::Date;
use lang::{Build, Happening};
use model::{
    Actor, BlockKind, Certainty, EntityId, EntityType, Event, EventId, LinkRole, Mention, Mode, Moment, Rule,
    SourceKind, Span, Statement, StatementClass, TimeValue,
};
use std::ops::Range;

const RULE: Rule = Rule::new("event-trigger");

/// How far before and after a trigger a day is looked for when its sentence names none, in sentences.
const NEIGHBOURS: usize = 2;

/// How far behind a cue a day still dates the telling, in bytes: `told reporters on Wednesday`.
const BEHIND_CUE: u32 = 20;

/// Returns the events of an article in text order.
pub(crate) fn events(scene: &Scene<'_>, near: &Near<'_>) -> Vec<Event> {
    let mut found: Vec<(usize, Event)> = Vec::new();
    for (index, sentence) in scene.sentences.iter().enumerate() {
        if !tells(scene, sentence.span) {
            continue;
        }
        let body = scene.body_of(sentence.span);
        if body.clone().any(|at| scene.is("condition", at)) || ends_as_question(scene, sentence.span) {
            continue;
        }
        let statements = near.at(sentence.span);
        let mut at = body.start;
        while at < body.end {
            let Some((end, happening)) = scene.pack.happenings.at(scene.tokens, at) else {
                at += 1;
                continue;
            };
            // What a source is said not to mention did not happen by that sentence.
            let trigger = scene.tokens.span(at..end).unwrap_or(sentence.span);
            let left_out = statements
                .iter()
                .any(|statement| statement.mode == Mode::NonReport && statement.span.covers(trigger));
            if left_out {
                at = end;
                continue;
            }
            let clause = clause(scene, at..end, &body);
            let event = read(scene, sentence.span, &body, &clause, at..end, happening, near);
            // One sentence tells one happening of a kind once.
            let again = found.iter().rev().take_while(|(other, _)| *other == index).any(|(_, known)| {
                known.event == event.event
                    && known.certainty == event.certainty
                    && (known.date == event.date || event.date.is_none())
            });
            if !again {
                found.push((index, event));
            }
            at = end;
        }
    }
    borrow_days(&mut found);
    found.into_iter().map(|(_, event)| event).collect()
}

fn tells(scene: &Scene<'_>, span: Span) -> bool {
    let at = scene.article.blocks.partition_point(|block| block.span.end <= span.start);
    scene
        .article
        .blocks
        .get(at)
        .is_none_or(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::Table))
}

fn ends_as_question(scene: &Scene<'_>, span: Span) -> bool {
    span.of(&scene.article.text).is_some_and(|surface| surface.trim_end().ends_with(['?', '؟']))
}

/// Returns the tokens between the clause marks around a trigger: a comma with a conjunction behind it.
fn clause(scene: &Scene<'_>, trigger: Range<usize>, body: &Range<usize>) -> Range<usize> {
    let joins = |at: usize| {
        at > body.start
            && (scene.is("conjunction", at) || scene.is("that", at))
            && matches!(scene.tokens.surface(at - 1), "," | ";")
            || scene.is("that", at)
    };
    let start = (body.start..trigger.start).rev().find(|at| joins(*at)).map_or(body.start, |at| at + 1);
    let end = (trigger.end..body.end).find(|at| joins(*at)).unwrap_or(body.end);
    start..end
}

fn read(
    scene: &Scene<'_>,
    sentence: Span,
    body: &Range<usize>,
    clause: &Range<usize>,
    trigger: Range<usize>,
    happening: &Happening,
    near: &Near<'_>,
) -> Event {
    let statements = near.at(sentence);
    let span = scene.tokens.span(trigger.clone()).unwrap_or(sentence);
    let statement = around(near, span);
    let date = day(scene, clause, &trigger, statements).or_else(|| day(scene, body, &trigger, statements));
    let denied = statement.is_some_and(|statement| statement.mode == Mode::Denial);
    let certainty = certainty(scene, clause, &trigger, date, denied);
    let (actors, recipients) = participants(scene, clause, body, &trigger, happening.build);
    let place = scene
        .mentions_in(clause.clone())
        .find(|(mention, range)| mention.kind == EntityType::Loc && located(scene, range.end))
        .and_then(|(mention, _)| scene.entity(&mention.entity))
        .map(|entity| entity.name.clone());
    let id = EventId::of(&[scene.article.id.as_str(), &span.start.to_string(), &happening.event]);
    Event {
        id,
        span: sentence,
        trigger: span,
        event: happening.event.clone(),
        mode: happening.mode.clone(),
        context: Vec::new(),
        actors,
        recipients,
        place,
        date,
        date_precision: date.map(|date| date.precision().to_owned()),
        certainty,
        statement: statement.map(|statement| statement.id.clone()),
        rule: RULE,
    }
}

/// Returns the day that stands nearest to a trigger in a range; one before it comes first.
///
/// A day that dates the telling (`ने बुधवार को बताया कि`) dates no event.
fn day(
    scene: &Scene<'_>,
    range: &Range<usize>,
    trigger: &Range<usize>,
    statements: &[&Statement],
) -> Option<Moment> {
    let span = scene.tokens.span(range.clone())?;
    let at = scene.tokens.span(trigger.clone())?;
    let from = scene.times.partition_point(|time| time.span.end <= span.start);
    scene.times[from..]
        .iter()
        .take_while(|time| time.span.start < span.end)
        .filter(|time| {
            span.covers(time.span) && !at.overlaps(time.span) && !dates_telling(time.span, statements)
        })
        .filter_map(|time| match time.value.as_ref()? {
            TimeValue::Moment(moment) => Some((time.span, moment.to_day())),
            _ => None,
        })
        .min_by_key(|(span, _)| {
            let before = span.end <= at.start;
            let distance = if before { at.start - span.end } else { (span.start - at.end) * 2 };
            (distance, !before)
        })
        .map(|(_, moment)| moment)
}

fn dates_telling(time: Span, statements: &[&Statement]) -> bool {
    statements.iter().any(|statement| {
        // A day just behind the verb (`police said on Wednesday`) stands outside the statement.
        let behind = |cue: &Span| cue.end <= time.start && time.start - cue.end <= BEHIND_CUE;
        (statement.span.covers(time) || statement.cue.iter().any(behind))
            && (statement.class != StatementClass::SpeechAct || passed_on(statement))
            && !statement.content.iter().any(|content| content.overlaps(time))
    })
}

/// Tells whether agencies or media speak: what they do on a day is telling.
fn passed_on(statement: &Statement) -> bool {
    statement.chain.origin().is_some_and(|link| matches!(link.role, LinkRole::Agency | LinkRole::Media))
}

fn certainty(
    scene: &Scene<'_>,
    clause: &Range<usize>,
    trigger: &Range<usize>,
    date: Option<Moment>,
    denied: bool,
) -> Certainty {
    let grammar = &scene.pack.grammar;
    let behind = trigger.start..clause.end.min(trigger.end + 8);
    let near = trigger.start.saturating_sub(4).max(clause.start)..clause.end.min(trigger.end + 8);
    let has = |class: &str, range: Range<usize>| {
        range.into_iter().any(|at| grammar.at(class, scene.tokens, at).is_some())
    };
    if denied || has("cancel", near.clone()) {
        return Certainty::Denied;
    }
    // A negation further on negates another verb.
    let close = trigger.end..clause.end.min(trigger.end + 2);
    let negation = if grammar.knows("agent") {
        close
    } else {
        trigger.start.saturating_sub(3).max(clause.start)..trigger.end
    };
    if has("negation", negation) {
        return Certainty::Denied;
    }
    let published: Option<Date> = scene.article.date.and_then(Moment::day);
    if let (Some(date), Some(published)) = (date, published)
        && date.first_day() > published
    {
        return Certainty::Planned;
    }
    let past = date.is_some_and(|date| published.is_some_and(|published| date.last_day() < published));
    if past {
        return Certainty::Reported;
    }
    // Where the subject stands beside the verb, `may` and `could` stand before the happening.
    let possible = if grammar.knows("agent") { behind } else { near.clone() };
    if has("possible", possible) {
        return Certainty::Speculated;
    }
    if has("future", near) { Certainty::Planned } else { Certainty::Reported }
}

/// Returns who acts and upon whom.
fn participants(
    scene: &Scene<'_>,
    clause: &Range<usize>,
    body: &Range<usize>,
    trigger: &Range<usize>,
    build: Build,
) -> (Vec<Actor>, Vec<Actor>) {
    let mut actors: Vec<Actor> = Vec::new();
    let mut recipients: Vec<Actor> = Vec::new();
    let people = |mention: &Mention| matches!(mention.kind, EntityType::Per);
    let named: Vec<(&Mention, Range<usize>)> = {
        let inside: Vec<_> = scene.mentions_in(clause.clone()).collect();
        if inside.is_empty() { scene.mentions_in(body.clone()).collect() } else { inside }
    };
    let any_person = named.iter().any(|(mention, _)| people(mention));
    for (mention, range) in named {
        let agency = scene
            .entity(&mention.entity)
            .is_some_and(|entity| matches!(entity.source, Some(SourceKind::Agency | SourceKind::Media)));
        if agency
            || mention.kind == EntityType::Event
            || range.start >= trigger.end && build != Build::Directed
        {
            continue;
        }
        // Where persons act, their countries are not second actors.
        if any_person && !people(mention) && (located(scene, range.end) || scene.is("genitive", range.end)) {
            continue;
        }
        let Some(actor) = actor(scene, &mention.entity) else { continue };
        let acts = scene.is("agent", range.end)
            || scene.is("conjunction", range.end)
            || (!scene.pack.grammar.knows("agent") && range.end <= trigger.start);
        let list = match build {
            Build::Mutual | Build::Single => &mut actors,
            Build::Passive => &mut recipients,
            Build::Directed if acts => &mut actors,
            Build::Directed if located(scene, range.end) && !people(mention) => continue,
            Build::Directed => &mut recipients,
        };
        if !list.iter().any(|known| known.entity == actor.entity) {
            list.push(actor);
        }
    }
    (actors, recipients)
}

fn located(scene: &Scene<'_>, end: usize) -> bool {
    scene.is("case", end) || scene.is("genitive", end)
}

fn actor(scene: &Scene<'_>, id: &EntityId) -> Option<Actor> {
    let entity = scene.entity(id)?;
    let book = scene.packs.names();
    let country = entity.country.as_deref().and_then(|key| book.entity(key));
    let known = book.by_id(id);
    let code = known
        .and_then(|known| known.code.clone())
        .or_else(|| country.and_then(|country| country.code.clone()));
    let sector = known.and_then(|known| known.sector.clone());
    Some(Actor { name: entity.name.clone(), entity: Some(id.clone()), code, sector })
}

/// Gives an event without a day the day of the nearest event of its kind and certainty in a neighbouring sentence.
fn borrow_days(found: &mut [(usize, Event)]) {
    let dated: Vec<(usize, String, Certainty, Moment)> = found
        .iter()
        .filter_map(|(at, event)| Some((*at, event.event.clone(), event.certainty, event.date?)))
        .collect();
    for (at, event) in found.iter_mut().filter(|(_, event)| event.date.is_none()) {
        let from = dated.partition_point(|(other, ..)| *other + NEIGHBOURS < *at);
        let nearest = dated[from..]
            .iter()
            .take_while(|(other, ..)| *other <= *at + NEIGHBOURS)
            .filter(|(other, kind, certainty, _)| {
                other.abs_diff(*at) <= NEIGHBOURS && *kind == event.event && *certainty == event.certainty
            })
            .min_by_key(|(other, ..)| other.abs_diff(*at));
        if let Some((_, _, _, date)) = nearest {
            event.date = Some(*date);
            event.date_precision = Some(date.precision().to_owned());
        }
    }
}
