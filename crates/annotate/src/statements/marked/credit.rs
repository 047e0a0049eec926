//! Agencies that a text credits in its own words: in the dateline, or in brackets at its end.

use super::line::{marker, marker_before};
use crate::scene::Scene;
use crate::scene::is_end;
use crate::voice::{Recall, Voice};
use lang::Marker;
use model::EntityType;
use std::ops::Range;

/// The most words of a dateline, and of a credit in brackets.
const LONGEST_LEAD: usize = 14;
const LONGEST: usize = 5;
/// The most sentences of which one may begin with the dateline.
const FIRST: usize = 3;
/// The most words of a place before an agency in brackets where no day is named.
const PLACE: usize = 3;

/// Returns the agencies that the text credits, in text order.
///
/// A dateline is a place, a day and an agency in brackets (`खरोली, 14 मई (देश संवाद)`); a credit at the end names one in
/// brackets before `के इनपुट के साथ`.
pub(in crate::statements) fn credited(scene: &Scene<'_>) -> Vec<Voice> {
    let mut found: Vec<Voice> = Vec::new();
    let len = scene.tokens.len();
    // A place and a day, and no word that belongs to a sentence: not `2011 की जनगणना में … (…)`.
    let day = |at: usize| scene.time_around(at).is_some();
    let dated = |range: Range<usize>| {
        let plain =
            |at: usize| day(at) || scene.is_mark(at) || !scene.pack.grammar.is_small(scene.tokens, at);
        let beside = range.end > 0 && (day(range.end - 1) || scene.is_mark(range.end - 1));
        beside && range.clone().any(day) && range.into_iter().all(plain)
    };
    // A headline may stand before the dateline.
    for sentence in scene.sentences.iter().take(FIRST) {
        let start = scene.tokens.within(sentence.span).start;
        let most = len.min(start + LONGEST_LEAD);
        let Some(open) = (start..most).find(|at| scene.tokens.surface(*at) == "(") else { continue };
        let Some(close) = close_of(scene, open) else { continue };
        let placed = open - start <= PLACE && press(scene, open + 1..close);
        if open == 0 || open > start && (dated(start..open) || placed) {
            found.extend(agency(scene, open + 1..close));
            break;
        }
    }
    // A line of credit: `डेस्क | इनपुट: देश संवाद`.
    let lines = scene.sentences.len();
    let near = scene.sentences.iter().enumerate().filter(|(at, _)| *at < 1 || at + 1 == lines);
    for (_, sentence) in near {
        let body = scene.body_of(sentence.span);
        let lead = body.clone().find_map(|at| {
            let end = marker(scene, Marker::CreditBefore, at)?;
            (end < body.end && colon(scene, end)).then_some(end + 1)
        });
        let named = lead.filter(|from| body.end > *from && body.end - from <= LONGEST);
        found.extend(named.and_then(|from| agency(scene, from..body.end)));
    }
    let last = (len.saturating_sub(LONGEST + 8)..len)
        .rev()
        .find(|at| matches!(scene.tokens.surface(*at), "(" | "["));
    if let Some(open) = last
        && let Some(close) = close_of(scene, open)
        && close + 1 == len
    {
        let lead = marker(scene, Marker::CreditBefore, open + 1).filter(|at| colon(scene, *at));
        let named = match (marker_before(scene, Marker::Credit, close).filter(|end| *end > open), lead) {
            (Some(end), _) => Some(open + 1..end),
            // `(देश संवाद इनपुट)`.
            _ if close > open + 2 && marker(scene, Marker::CreditBefore, close - 1).is_some() => {
                Some(open + 1..close - 1)
            }
            (_, Some(colon)) => Some(colon + 1..close),
            // A name in brackets behind the last full stop.
            _ if open > 0 && is_end(scene.tokens.surface(open - 1)) && close - open <= 4 => {
                Some(open + 1..close)
            }
            _ => None,
        };
        found.extend(named.and_then(|range| agency(scene, range)));
    }
    found.extend(closing_line(scene));
    found.extend(opening_line(scene));
    found
}

/// Returns the agency of a last sentence that is a credit without brackets: `देश संवाद के इनपुट के साथ।`
fn closing_line(scene: &Scene<'_>) -> Option<Voice> {
    let body = scene.body_of(scene.sentences.last().filter(|_| scene.sentences.len() > 1)?.span);
    let end = marker_before(scene, Marker::Credit, body.end).filter(|end| *end > body.start)?;
    (body.len() <= LONGEST + 4).then(|| agency(scene, body.start..end)).flatten()
}

/// Returns the outlet that stands beside the place in a first sentence of these two alone: `एजेंसी, खरोली।`
fn opening_line(scene: &Scene<'_>) -> Option<Voice> {
    let body = scene.body_of(scene.sentences.first().filter(|_| scene.sentences.len() > 1)?.span);
    let comma = body.clone().find(|at| matches!(scene.tokens.surface(*at), "," | "|"))?;
    let plain = |at: usize| at == comma || !scene.is_mark(at) && !scene.is("verb", at);
    if body.len() > LONGEST + PLACE || !body.clone().all(plain) {
        return None;
    }
    let outlet = |range: Range<usize>| press(scene, range.clone()).then(|| agency(scene, range)).flatten();
    outlet(body.start..comma).or_else(|| outlet(comma + 1..body.end))
}

fn colon(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.tokens.surface(at), ":" | "ः" | "-" | "–" | "—")
}

/// Returns a sentence without the credit in brackets that ends it.
pub(super) fn without(scene: &Scene<'_>, body: Range<usize>) -> Range<usize> {
    if body.end <= body.start || scene.tokens.surface(body.end - 1) != ")" {
        return body;
    }
    let open = (body.start..body.end).rev().take(LONGEST + 8).find(|at| scene.tokens.surface(*at) == "(");
    match open.filter(|_| marker_before(scene, Marker::Credit, body.end - 1).is_some()) {
        Some(open) => body.start..open,
        None => body,
    }
}

/// Tells whether words name an agency or a paper by themselves.
fn press(scene: &Scene<'_>, range: Range<usize>) -> bool {
    let known = scene.mention_ending_at(range.end).and_then(|(mention, _)| scene.entity(&mention.entity));
    known.is_some_and(|entity| entity.source == Some(model::SourceKind::Agency))
        || range
            .into_iter()
            .any(|at| scene.pack.speech.marks(scene.tokens, at..at + 1) == Some(Marker::PressName))
}

fn close_of(scene: &Scene<'_>, open: usize) -> Option<usize> {
    (open + 1..(open + LONGEST + 8).min(scene.tokens.len()))
        .find(|at| matches!(scene.tokens.surface(*at), ")" | "]"))
}

fn agency(scene: &Scene<'_>, range: Range<usize>) -> Option<Voice> {
    let words = range.clone().all(|at| !scene.is_mark(at) && scene.time_around(at).is_none());
    if range.is_empty() || range.len() > LONGEST || !words {
        return None;
    }
    if range.clone().any(|at| marker(scene, Marker::CreditBefore, at).is_some()) {
        return None;
    }
    let mut voice = super::voices::named(scene, range.end, range.start, &Recall::default())?;
    // A person or a known place passes nothing on: `प्रधानमंत्री … (PM …)`, `दिल्ली (भारत)`.
    let named = voice.entity.as_ref().and_then(|id| scene.entity(id)).is_some_and(|entity| {
        let place = entity.kind == EntityType::Loc && scene.packs.names().exactly(&entity.name).is_some();
        entity.kind == EntityType::Per || place
    });
    voice.role = model::LinkRole::Agency;
    (!named).then_some(voice)
}
