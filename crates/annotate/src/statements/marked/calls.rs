//! What somebody calls something.

use super::line::{Line, is_active};
use super::{acts, says, subject};
use crate::statements::Draft;
use crate::statements::content;
use lang::{Cue, Form, Frame, Marker};
use model::{Mode, Rule, Span};
use std::ops::Range;

const RULE: Rule = Rule::new("speaker-calls");

/// The most words of what something is called.
const LONGEST: usize = 12;
/// The most words between what somebody is called and the verb of speech beside it.
const NEAR: usize = 3;

/// Recognises what somebody calls something: “‹speaker› ने ‹object› को ‹words› बताया”, “… करार दिया”, “… मानते हैं”.
///
/// Matches `मंत्री ने हड़ताल को धोखा बताया` (the minister called the strike a fraud): object and words are the content.
/// Refuses a listener (`मंत्री ने पत्रकारों को बताया`, the minister told reporters).
/// Misses an object without a marker.
pub(super) fn read(line: &mut Line<'_, '_>, range: Range<usize>, cue: &Cue) -> Option<Draft> {
    let scene = line.scene;
    // `को दोषी करार देते हुए`: beside another verb it is a ground, not a saying; beside a verb of speech it is one.
    let says = |(later, other): &(Range<usize>, &Cue)| {
        other.frame == Frame::Say && (range.end..range.end + NEAR).contains(&later.start)
    };
    if !cue.calls || !is_active(cue.form) || cue.form == Form::Saying && !line.cues.iter().any(says) {
        return None;
    }
    let floor = line.floor(range.start);
    if line.around(range.start).is_some() && line.turn_before(floor, range.start).is_none() {
        return None;
    }
    let dative = |at: &usize| {
        let marked = scene.is("case", *at) && is_object_marker(line, *at);
        marked || line.marker(Marker::Object, *at).is_some()
    };
    let marker = (floor..range.start).rev().take(LONGEST).find(dative)?;
    let (called, pronoun) = (marker + 1..range.start, line.marker(Marker::Object, marker).is_some());
    let last = called.end.checked_sub(1)?;
    let broken = called.clone().any(|at| {
        let mark = scene.tokens.surface(at);
        let joins = scene.is_mark(at) && !crate::voice::is_quote_mark(mark) && mark != "-";
        let small = joins || scene.is("conjunction", at) || scene.is("agent", at);
        scene.quote_around(at).is_none() && small || scene.is("negation", at)
    });
    if broken
        || called.is_empty()
        || scene.is("case", last)
        || called
            .clone()
            .all(|at| scene.time_around(at).is_some() || scene.pack.grammar.is_small(scene.tokens, at))
    {
        return None;
    }
    let outer = line.around(range.start);
    // A subject without a marker stands before the object.
    let clause = line.turn_before(floor, marker).map_or(floor, |turn| turn + 1);
    let first = (clause..marker).find(|at| !scene.is_mark(*at))?;
    let at = match cue.form {
        Form::Says => subject::opening_phrase(line, first, marker + 1).unwrap_or(marker),
        _ => range.start,
    };
    let found = subject::of(line, at, cue, clause);
    let (mut who, shared) = match found {
        Some(who) => (who, false),
        None => (subject::lent(line, range.start)?, true),
    };
    if let Some(outer) = outer {
        says::enter(line, outer, &mut who, shared, range.start)?;
    }
    let object = match pronoun {
        true => scene.tokens.span(marker..marker + 1)?,
        false => acts::object(line, who.behind.min(marker).max(floor), marker, false)?,
    };
    let words = content::span_of(scene, called)?;
    let whole = Span::new(object.start as usize, words.end as usize);
    let marked = scene.quotes_near(words).any(|pair| words.covers(pair.outer));
    let mode = match content::mode(scene, whole, cue.mode) {
        Mode::Direct => Mode::PartlyQuoted,
        // One word in marks is quoted too: `जवाब को ‘टालमटोल’ बताया`.
        Mode::Indirect if marked => Mode::PartlyQuoted,
        mode => mode,
    };
    let mut draft = line.draft(who, range, (mode, cue.class), object, RULE);
    draft.mode = mode;
    draft.more.push(inner(line, words));
    Some(draft)
}

/// Returns words without the quotation marks all around them.
fn inner(line: &Line<'_, '_>, words: Span) -> Span {
    let pair = line.scene.quotes_near(words).find(|pair| pair.outer == words || pair.outer.covers(words));
    pair.map_or(words, |pair| pair.inner)
}

/// Tells whether a case marker is the one that object pronouns carry in themselves: the pack's first.
fn is_object_marker(line: &Line<'_, '_>, at: usize) -> bool {
    line.marker(Marker::Dative, at).is_some()
}
