//! Days: when it happens, never when it was reported.

use super::Told;
use super::triggers::Trigger;
use model::{Event, LinkRole, Moment, Span, Statement, StatementClass, TimeValue};
use std::ops::Range;

/// How far before and after a trigger a day is looked for when its sentence names none, in sentences.
const NEIGHBOURS: usize = 2;

/// How far behind a cue a day still dates the telling, in bytes: `told reporters on Wednesday`.
const BEHIND_CUE: u32 = 20;

/// Kinds that are done by speaking: what is said does not happen on a day to come.
const SPOKEN: [&str; 7] = ["ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"];

/// Returns the day of a happening: the nearest in its clause, else in a clause before that shares its verb.
///
/// Recognises a day beside the trigger; one before it comes first.
/// Matches `पुल सोमवार को ढह गया` (the bridge collapsed on Monday).
/// Refuses a day that dates the telling: `ने बुधवार को बताया कि` (said on Wednesday that), the day of the dateline, and in
/// another clause the day of another happening.
/// Misses days that an earlier paragraph gives.
pub(super) fn day(told: &Told<'_, '_>, trigger: &Trigger<'_>, triggers: &[Trigger<'_>]) -> Option<Moment> {
    let scene = told.scene;
    let clause = told.clauses.around(trigger.range.start);
    let span = trigger.span(told);
    // A day behind another verb is that verb's.
    let between = |time: Span| {
        triggers.iter().any(|other| {
            let there = other.span(told);
            other.verbal && span.end <= there.start && there.end <= time.start
        })
    };
    let own = nearest(told, &clause, trigger, |time| !between(time)).or_else(|| {
        // A clause that another word opens has its own day or none; a verb in a row shares that of the first.
        let opens = scene.pack.happenings.in_set("clause", scene.tokens, clause.start).is_some();
        let before = trigger.range.start.checked_sub(1);
        let row = before.is_some_and(|at| scene.tokens.surface(at) == "," || scene.is("conjunction", at));
        let taken = |at: usize| {
            let there = told.clauses.around(at);
            opens && !row && triggers.iter().any(|other| there.contains(&other.range.start))
        };
        nearest(told, &(told.body.start..clause.start), trigger, |time| {
            !scene.tokens.within(time).any(&taken)
        })
    });
    // `before dawn on Wednesday`, `which had been set for Friday`: words behind that tell nothing else.
    let own = own.or_else(|| {
        let next = told.clauses.around(clause.end);
        let told_there = triggers.iter().any(|other| next.contains(&other.range.start));
        let looks = !told.verb_last && !told_there && next.start == clause.end;
        looks.then(|| nearest(told, &next, trigger, |_| true)).flatten()
    });
    // An act of speech happens when it is spoken.
    let own = own.or_else(|| {
        let here =
            told.statements.iter().find(|statement| statement.cue.iter().any(|cue| cue.overlaps(span)));
        here.and_then(|statement| statement.said_on)
    });
    let published = scene.article.date.and_then(Moment::day);
    let spoken = trigger.verbal && SPOKEN.contains(&trigger.happening.event.as_str());
    own.filter(|day| !spoken || published.is_none_or(|published| day.first_day() <= published))
}

/// Returns the weekday to come where a plan names one: `for Friday` is no Friday that was.
pub(super) fn ahead(told: &Told<'_, '_>, day: Moment) -> Moment {
    let scene = told.scene;
    let (Some(published), Some(date)) = (scene.article.date.and_then(Moment::day), day.day()) else {
        return day;
    };
    let names_it = |time: &&model::TimeExpr| {
        let weekday = scene
            .tokens
            .within(time.span)
            .any(|at| scene.pack.calendar.weekdays().longest_at(scene.tokens, at).is_some());
        weekday && time.anchor.is_some() && time.value == Some(TimeValue::Moment(day))
    };
    let from = scene.times.partition_point(|time| time.span.end <= told.span.start);
    let mut here = scene.times[from..].iter().take_while(|time| time.span.start < told.span.end);
    let week = jiff::Span::new().days(7);
    match date.checked_add(week) {
        Ok(next) if date < published && next >= published && here.any(|time| names_it(&time)) => {
            Moment::Day(next)
        }
        _ => day,
    }
}

fn nearest(
    told: &Told<'_, '_>,
    range: &Range<usize>,
    trigger: &Trigger<'_>,
    fits: impl Fn(Span) -> bool,
) -> Option<Moment> {
    let scene = told.scene;
    let span = scene.tokens.span(range.clone())?;
    let at = trigger.span(told);
    let from = scene.times.partition_point(|time| time.span.end <= span.start);
    scene.times[from..]
        .iter()
        .take_while(|time| time.span.start < span.end)
        .filter(|time| {
            span.covers(time.span)
                && !at.overlaps(time.span)
                && !dates_telling(time.span, at, told.statements)
                && !in_dateline(told, time.span)
                && fits(time.span)
        })
        .filter_map(|time| match time.value.as_ref()? {
            // What begins on a day happens on it: `24 अक्टूबर से` (from 24 October).
            TimeValue::Moment(moment) | TimeValue::Interval(Some(moment), None) => {
                Some((time.span, moment.to_day()))
            }
            _ => None,
        })
        .min_by_key(|(span, _)| {
            let before = span.end <= at.start;
            let distance = if before { at.start - span.end } else { span.start.saturating_sub(at.end) * 2 };
            (distance, !before)
        })
        .map(|(_, moment)| moment)
}

/// Tells whether a day dates the telling, not what is told.
fn dates_telling(time: Span, trigger: Span, statements: &[&Statement]) -> bool {
    let tells = |statement: &&&Statement| statement.content.iter().any(|content| content.overlaps(trigger));
    statements.iter().filter(tells).any(|statement| {
        // A day just behind the verb (`police said on Wednesday`) stands outside the statement.
        let behind = |cue: &Span| cue.end <= time.start && time.start - cue.end <= BEHIND_CUE;
        (statement.span.covers(time) || statement.cue.iter().any(behind))
            && (statement.class != StatementClass::SpeechAct || passed_on(statement))
            && !statement.content.iter().any(|content| content.overlaps(time))
    })
}

/// Tells whether a day stands in a dateline: near the start of a block, and a bracket or a colon behind it.
fn in_dateline(told: &Told<'_, '_>, time: Span) -> bool {
    let scene = told.scene;
    let at = scene.article.blocks.partition_point(|block| block.span.end <= time.start);
    let opens = scene.article.blocks.get(at).is_some_and(|block| block.span.start == told.span.start);
    let tokens = scene.tokens.within(time);
    let mark = scene.tokens.surface(tokens.end);
    opens
        && tokens.end <= told.scene.tokens.within(told.span).start + 8
        && matches!(mark, "(" | ":" | "—" | "–" | "-")
}

/// Tells whether agencies or media speak: what they do on a day is telling.
fn passed_on(statement: &Statement) -> bool {
    statement.chain.origin().is_some_and(|link| matches!(link.role, LinkRole::Agency | LinkRole::Media))
}

/// Gives an event without a day the day of the nearest event of its kind and certainty in a neighbouring sentence, where
/// both tell of somebody who takes part in both.
pub(super) fn borrow_days(found: &mut [(usize, Event)]) {
    let dated: Vec<(usize, Event, Moment)> =
        found.iter().filter_map(|(at, event)| Some((*at, event.clone(), event.date?))).collect();
    for (at, event) in found.iter_mut().filter(|(_, event)| event.date.is_none()) {
        let from = dated.partition_point(|(other, ..)| *other + NEIGHBOURS < *at);
        let nearest = dated[from..]
            .iter()
            .take_while(|(other, ..)| *other <= *at + NEIGHBOURS)
            .filter(|(other, dated, _)| {
                other.abs_diff(*at) <= NEIGHBOURS
                    && dated.event == event.event
                    && dated.certainty == event.certainty
                    && share(dated, event)
            })
            .min_by_key(|(other, ..)| other.abs_diff(*at));
        if let Some((_, _, date)) = nearest {
            event.date = Some(*date);
            event.date_precision = Some(date.precision().to_owned());
        }
    }
}

/// Tells whether an event may be another one told again by who takes part: somebody in both, or nobody in this one.
fn share(told: &Event, again: &Event) -> bool {
    let parties = |event: &Event| -> Vec<String> {
        let all = event.actors.iter().chain(&event.recipients);
        all.map(|actor| actor.entity.as_ref().map_or_else(|| actor.name.clone(), ToString::to_string))
            .collect()
    };
    let (told, again) = (parties(told), parties(again));
    again.is_empty() || again.iter().any(|party| told.contains(party))
}
