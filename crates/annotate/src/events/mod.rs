//! Events: what happened, is planned, or is denied, in PLOVER's terms.
//!
//! A sentence is cut into clauses ([`clauses`]); phrases of the pack name happenings in them ([`triggers`]), unless the
//! sentence is about sport, a market or a film ([`figures`]) or the phrase only tells what somebody wants ([`wished`]).
//! The words around a phrase give certainty ([`certainty`]), day ([`days`]), place and participants ([`roles`], from the
//! people and bodies that [`parties`] finds).
//! Conditions, questions, links to other articles and quoted headings yield nothing.

mod again;
mod certainty;
mod clauses;
mod contexts;
mod days;
mod figures;
mod parties;
mod roles;
mod triggers;
mod wished;
mod words;

use crate::scene::Scene;
use crate::statements::{Near, around};
use clauses::Clauses;
use lang::VerbForm;
use model::{Actor, BlockKind, Certainty, Event, EventId, Mode, Rule, Sentence, Span, Statement};
use std::ops::Range;
use triggers::Trigger;

/// Recognises a happening by a verb or a noun that names it (`happenings.tsv`), told as reported, planned, speculated or
/// denied.
///
/// Matches `Police arrested nine protesters on Monday.` and `वेलमोरा के सैनिकों ने गोलीबारी की।` (Velmora's soldiers fired).
/// Matches what was called off, as denied: `दोनों नेताओं की शुक्रवार को होने वाली बैठक रद्द हो गई है।` (the meeting was cancelled).
/// Refuses look-alikes: `The mayor suffered a heart attack.`, `महापौर को दिल का दौरा पड़ा।` (a heart attack).
/// Refuses sport, markets and films: `Bowlers laid siege to the batsmen.`
/// Refuses conditions, questions and links: `If talks fail, workers will strike.`, `यह भी पढ़ें: किसानों ने किया प्रदर्शन।` (also read).
/// Misses happenings that only a whole sentence tells, and figures of speech that name no field.
const RULE: Rule = Rule::new("event-trigger");

/// How far before the end of a block the credit of a picture stands, in bytes.
const CREDIT: u32 = 60;

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
    let mut known = again::Known::default();
    for (index, sentence) in scene.sentences.iter().enumerate() {
        if tells(scene, sentence) {
            let mut events = of_sentence(scene, near, sentence.span);
            events.retain(|event| !known.has(event));
            events.iter().for_each(|event| known.add(event));
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
    if figures::is_fiction(&told) {
        return Vec::new();
    }
    let figurative = figures::figurative(&told);
    triggers.retain(|trigger| !figurative.drops(trigger.happening));
    wished::drop_wished(&told, &mut triggers);
    // Whoever demands to know something asks.
    triggers.retain(|trigger| !is_question(&told, trigger));
    // What a source is said not to mention did not happen by that sentence.
    triggers.retain(|trigger| !left_out(&told, trigger));
    let conditions: Vec<usize> = told.body.clone().filter(|at| is_condition(&told, *at)).collect();
    let threatened = triggers.iter().any(|trigger| trigger.happening.event == "THREATEN");
    let parties = parties::parties(&told);
    let mut events: Vec<(Event, bool)> = Vec::new();
    for trigger in &triggers {
        if !blames_somebody(&told, trigger, &parties) {
            continue;
        }
        let mut event = read(&told, trigger, &triggers, &parties, near);
        // Deals between companies are no events.
        let deal = matches!(event.event.as_str(), "AGREE" | "CONSULT" | "COOPERATE" | "SUPPORT");
        if deal && !event.actors.is_empty() && event.actors.iter().all(is_company) {
            continue;
        }
        // What would happen if something happened did not happen.
        let depends = conditions.iter().any(|at| {
            told.clauses.around(*at).contains(&trigger.range.start)
                || event.certainty != Certainty::Reported
                || *at == told.body.start
        });
        if !threatened && certainty::is_threat(&told, trigger, &event) {
            event = threat(event);
        } else if depends || certainty::is_unreal(&told, trigger) {
            continue;
        }
        // What somebody tried or wanted was not done by that word.
        let verb = trigger.verbal && trigger.form != Some(VerbForm::Going);
        if verb && event.certainty == Certainty::Reported && words::is_aim(&told, trigger.range.start) {
            continue;
        }
        match events.iter().position(|(known, verbal)| is_same(known, &event, *verbal && trigger.verbal)) {
            None => events.push((event, trigger.verbal)),
            // The verb tells it; the noun beside it only names it.
            Some(at) if trigger.verbal && !events[at].1 => {
                let date = event.date.or(events[at].0.date);
                let date_precision = date.map(|date| date.precision().to_owned());
                events[at] = (Event { date, date_precision, ..event }, true);
            }
            Some(_) => {}
        }
    }
    events.sort_by_key(|(event, _)| event.trigger.start);
    events.into_iter().map(|(event, _)| event).collect()
}

/// Tells whether a token makes what its clause tells a condition: “if”, or “Had” where it opens the sentence.
fn is_condition(told: &Told<'_, '_>, at: usize) -> bool {
    let scene = told.scene;
    let inverted = || scene.pack.happenings.in_set("inverted", scene.tokens, at).is_some();
    scene.is("condition", at) || at == told.body.start && inverted()
}

/// Tells whether a blame is laid on somebody: “blamed the calendar” accuses nobody.
fn blames_somebody(told: &Told<'_, '_>, trigger: &Trigger<'_>, parties: &[parties::Party]) -> bool {
    let scene = told.scene;
    let blames = trigger.verbal
        && scene.pack.happenings.in_set("blaming", scene.tokens, trigger.range.start).is_some();
    !blames || parties.iter().any(|party| party.range.start >= trigger.range.end)
}

/// Turns what somebody says they will do unless something happens into the threat that it is.
fn threat(event: Event) -> Event {
    let certainty = Certainty::Reported;
    Event { event: "THREATEN".to_owned(), mode: None, certainty, date: None, date_precision: None, ..event }
}

fn is_company(actor: &Actor) -> bool {
    matches!(actor.sector.as_deref(), Some("BUS" | "MNC")) || actor.code.as_deref() == Some("MNC")
}

/// Tells whether two events of a sentence are one: of a kind and certainty, not on two days, and not two verbs with a
/// mode each.
fn is_same(known: &Event, event: &Event, verbs: bool) -> bool {
    known.event == event.event
        && known.certainty == event.certainty
        && (known.date == event.date || event.date.is_none() || known.date.is_none())
        && (known.mode == event.mode || !verbs || known.event == "ASSAULT")
}

/// Tells whether a sentence may tell of a happening: not a heading, a caption or a table.
fn tells(scene: &Scene<'_>, sentence: &Sentence) -> bool {
    let at = scene.article.blocks.partition_point(|block| block.span.end <= sentence.span.start);
    let Some(block) = scene.article.blocks.get(at) else { return true };
    let kind = matches!(block.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::Table);
    // A picture's credit ends the text under it.
    let end = Span::new(
        block.span.end.saturating_sub(CREDIT).max(block.span.start) as usize,
        block.span.end as usize,
    );
    let credited = scene.tokens.within(end).any(|at| {
        scene.pack.happenings.in_set("credit", scene.tokens, at).is_some()
            && at > 0
            && (scene.is_mark(at - 1) || scene.tokens.surface(at + 1) == ":")
    });
    !kind && !credited && !is_byline(scene, end)
}

/// Tells whether the end of a block names who took a picture: `(Northline/R. Oake)`.
fn is_byline(scene: &Scene<'_>, end: Span) -> bool {
    let tokens = scene.tokens.within(end);
    let last = tokens.end.checked_sub(1).map(|at| scene.tokens.surface(at));
    let open = tokens.clone().rev().find(|at| scene.tokens.surface(*at) == "(");
    last == Some(")") && open.is_some_and(|open| (open..tokens.end).any(|at| scene.tokens.surface(at) == "/"))
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

fn is_question(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let span = trigger.span(told);
    let asks = |statement: &&&Statement| statement.mode == Mode::Question;
    told.statements.iter().filter(asks).any(|statement| statement.cue.iter().any(|cue| cue.overlaps(span)))
}

fn left_out(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let span = trigger.span(told);
    let clause = told.scene.tokens.span(told.clauses.around(trigger.range.start)).unwrap_or(span);
    told.statements.iter().filter(|statement| statement.mode == Mode::NonReport).any(|statement| {
        statement.content.iter().any(|content| content.covers(span))
            || statement.cue.iter().any(|cue| clause.covers(*cue))
    })
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
    let to_come = certainty::was_to_come(told, trigger);
    let date = date.map(|date| if to_come { days::ahead(told, date) } else { date });
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
