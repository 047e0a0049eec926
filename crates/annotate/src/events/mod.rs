//! Events: what happened, is planned, or is denied, in PLOVER's terms.
//!
//! A sentence is cut into clauses ([`clauses`]); phrases of the pack name happenings in them ([`triggers`]), unless the
//! sentence is about sport, a market or a film ([`figures`]) or the phrase only tells what somebody wants ([`wished`]).
//! The words around a phrase give certainty ([`certainty`]), day ([`days`]), place and participants ([`roles`], from the
//! people and bodies that [`parties`] finds).
//! Conditions, questions, links to other articles and quoted headings yield nothing.

mod certainty;
mod clauses;
mod contexts;
mod days;
mod figures;
mod parties;
mod roles;
mod triggers;
mod wished;

use crate::scene::Scene;
use crate::statements::{Near, around};
use clauses::Clauses;
use model::{BlockKind, Certainty, Event, EventId, Mode, Rule, Sentence, Span, Statement};
use std::collections::BTreeSet;
use std::ops::Range;
use triggers::Trigger;

const RULE: Rule = Rule::new("event-trigger");

/// So many tokens of a sentence are read; what is longer is a list or a table that lost its lines.
const LONGEST: usize = 240;

/// What the passes over one sentence read.
struct Told<'a, 's> {
    scene: &'a Scene<'a>,
    /// All of the sentence.
    span: Span,
    /// Its tokens without dateline and end marks.
    body: Range<usize>,
    clauses: Clauses,
    statements: &'a [&'s Statement],
    /// The language puts its verbs last.
    verb_last: bool,
}

/// Returns the events of an article in text order.
pub(crate) fn events(scene: &Scene<'_>, near: &Near<'_>) -> Vec<Event> {
    let mut found: Vec<(usize, Event)> = Vec::new();
    let mut known = BTreeSet::new();
    for (index, sentence) in scene.sentences.iter().enumerate() {
        if tells(scene, sentence) {
            let mut events = of_sentence(scene, near, sentence.span);
            events.retain(|event| !is_told_again(event, &known));
            known.extend(events.iter().map(|event| (event.event.clone(), event.certainty)));
            found.extend(events.into_iter().map(|event| (index, event)));
        }
    }
    days::borrow_days(&mut found);
    found.into_iter().map(|(_, event)| event).collect()
}

fn of_sentence(scene: &Scene<'_>, near: &Near<'_>, span: Span) -> Vec<Event> {
    let mut body = scene.body_of(span);
    body.end = body.end.min(body.start + LONGEST);
    if asks(scene, span) || is_link(scene, &body) {
        return Vec::new();
    }
    let told = Told {
        scene,
        span,
        clauses: Clauses::of(scene, &body),
        statements: near.at(span),
        verb_last: scene.pack.grammar.knows("agent"),
        body,
    };
    let mut triggers = triggers::triggers(&told);
    if triggers.is_empty() {
        return Vec::new();
    }
    if figures::is_figurative(&told) {
        triggers.retain(|trigger| !figures::drops(trigger.happening));
    }
    wished::drop_wished(&told, &mut triggers);
    // What a source is said not to mention did not happen by that sentence.
    triggers.retain(|trigger| !left_out(&told, trigger));
    let conditions: Vec<usize> = told.body.clone().filter(|at| scene.is("condition", *at)).collect();
    let parties = parties::parties(&told);
    let mut events: Vec<Event> = Vec::new();
    for trigger in &triggers {
        let event = read(&told, trigger, &triggers, &parties, near);
        // What would happen if something happened did not happen.
        let depends = conditions.iter().any(|at| {
            told.clauses.around(*at).contains(&trigger.range.start)
                || event.certainty != Certainty::Reported
                || *at == told.body.start
        });
        let again = events.iter().any(|known| {
            known.event == event.event
                && known.certainty == event.certainty
                && (known.mode == event.mode || event.mode.is_none() || known.mode.is_none())
                && (known.date == event.date || event.date.is_none() || known.date.is_none())
        });
        if !depends && !again {
            events.push(event);
        }
    }
    events
}

/// Tells whether a sentence may tell of a happening: not a heading, a caption or a table.
fn tells(scene: &Scene<'_>, sentence: &Sentence) -> bool {
    let at = scene.article.blocks.partition_point(|block| block.span.end <= sentence.span.start);
    let block = scene.article.blocks.get(at);
    block
        .is_none_or(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::Table))
}

fn asks(scene: &Scene<'_>, span: Span) -> bool {
    span.of(&scene.article.text).is_some_and(|surface| surface.trim_end().ends_with(['?', '؟']))
}

/// Tells whether a sentence links to another article: it opens with words that do, and a colon.
fn is_link(scene: &Scene<'_>, body: &Range<usize>) -> bool {
    let happenings = &scene.pack.happenings;
    let opens = |at: usize| happenings.in_set("link", scene.tokens, at);
    let colon = |at: usize| matches!(scene.tokens.surface(at), ":" | "|" | "—" | "–" | "-");
    opens(body.start).is_some_and(|end| end < body.end && colon(end))
}

fn left_out(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let span = trigger.span(told);
    told.statements.iter().any(|statement| statement.mode == Mode::NonReport && statement.span.covers(span))
}

fn read(
    told: &Told<'_, '_>,
    trigger: &Trigger<'_>,
    triggers: &[Trigger<'_>],
    parties: &[parties::Party],
    near: &Near<'_>,
) -> Event {
    let span = trigger.span(told);
    let statement = around(near, span);
    let date = days::day(told, trigger, triggers);
    let denied = statement.is_some_and(|statement| statement.mode == Mode::Denial);
    let certainty = certainty::certainty(told, trigger, date, denied);
    let roles = roles::roles(told, trigger, triggers, parties);
    let happening = trigger.happening;
    Event {
        id: EventId::of(&[told.scene.article.id.as_str(), &span.start.to_string(), &happening.event]),
        span: told.span,
        trigger: span,
        event: happening.event.clone(),
        mode: happening.mode.clone(),
        context: contexts::contexts(told, trigger),
        actors: roles.actors,
        recipients: roles.recipients,
        place: roles.place,
        date,
        date_precision: date.map(|date| date.precision().to_owned()),
        certainty,
        statement: statement.map(|statement| statement.id.clone()),
        rule: RULE,
    }
}

/// Tells whether an event is a later mention of a happening that was told before.
///
/// Recognises a bare noun of a kind and certainty that an earlier sentence told, without a day, a place or anybody of
/// its own.
/// Matches the second “meeting” in “The ministers met on Monday. The meeting lasted an hour.”
/// Refuses “A second meeting took place on Friday”, which has its own day.
/// Misses a mention that adds a participant.
fn is_told_again(event: &Event, known: &BTreeSet<(String, Certainty)>) -> bool {
    let bare = event.date.is_none()
        && event.place.is_none()
        && event.actors.is_empty()
        && event.recipients.is_empty();
    bare && known.contains(&(event.event.clone(), event.certainty))
}
