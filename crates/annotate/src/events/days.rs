//! Days: when it happens, never when it was reported.

use super::Told;
use super::triggers::Trigger;
use model::{Certainty, Event, LinkRole, Moment, Span, Statement, StatementClass, TimeValue};
use std::ops::Range;

/// How far before and after a trigger a day is looked for when its sentence names none, in sentences.
const NEIGHBOURS: usize = 2;

/// How far behind a cue a day still dates the telling, in bytes: `told reporters on Wednesday`.
const BEHIND_CUE: u32 = 20;

/// Returns the day of a happening: the nearest in its clause, else in a clause of the sentence that shares its verb.
///
/// Recognises a day beside the trigger; one before it comes first.
/// Matches `पुल सोमवार को ढह गया` (the bridge collapsed on Monday).
/// Refuses a day that dates the telling: `ने बुधवार को बताया कि` (said on Wednesday that), and in another clause the day
/// of another happening.
/// Misses days that an earlier paragraph gives.
pub(super) fn day(told: &Told<'_, '_>, trigger: &Trigger<'_>, triggers: &[Trigger<'_>]) -> Option<Moment> {
    let clause = told.clauses.around(trigger.range.start);
    let own = nearest(told, &clause, trigger, |_| true);
    own.or_else(|| {
        // A clause that another word opens has its own day or none; so has one beside another's day.
        let opens = told.scene.pack.happenings.in_set("clause", told.scene.tokens, clause.start).is_some();
        let taken = |at: usize| {
            let there = told.clauses.around(at);
            opens && triggers.iter().any(|other| there.contains(&other.range.start))
        };
        nearest(told, &told.body, trigger, |time| !told.scene.tokens.within(time).any(&taken))
    })
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
                && !dates_telling(time.span, told.statements)
                && fits(time.span)
        })
        .filter_map(|time| match time.value.as_ref()? {
            TimeValue::Moment(moment) => Some((time.span, moment.to_day())),
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

/// Gives an event without a day the day of the nearest event of its kind and certainty in a neighbouring sentence.
pub(super) fn borrow_days(found: &mut [(usize, Event)]) {
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
