//! Headlines that name a speaker: `… : speaker`, `speaker: ‘…’`, `‘…’, बोले speaker`.

use super::line::{Line, Who};
use super::voices;
use crate::scene::is_end;
use crate::statements::Draft;
use crate::statements::content;
use crate::voice::Voice;
use lang::{Form, Frame};
use model::{LinkRole, Mode, Rule, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("headline-with-speaker");

/// The most words of the part that names the speaker.
const LONGEST: usize = 10;
/// The fewest words of what is said.
const FEWEST: usize = 4;

/// Recognises a headline that names its speaker behind or before a colon or dash: “…: ‹speaker›”, “‹speaker›: ‘…’”,
/// “… - बोले ‹speaker›”.
///
/// Matches `दो साल में बनेगा पुल: मुख्यमंत्री` (the bridge will be built in two years: chief minister).
/// Refuses a line that a full stop ends, and a part beside the colon that names nobody who speaks (`आज का सवाल: …`).
/// Misses a headline whose speaker no name or office shows.
pub(super) fn read(line: &Line<'_, '_>) -> Option<Draft> {
    let scene = line.scene;
    let body = line.body.clone();
    let mark = scene.tokens.surface(body.end);
    let ended = is_end(mark) && !mark.contains(['?', '!']);
    if ended || line.cues.iter().any(|(range, _)| scene.is("that", range.end)) {
        return None;
    }
    let parts = (body.start + 1..body.end).rev().find(|at| {
        matches!(scene.tokens.surface(*at), ":" | "ः" | "-" | "–" | "—" | ",")
            && scene.quote_around(*at).is_none()
    })?;
    let colon = matches!(scene.tokens.surface(parts), ":" | "ः");
    // `… - बोले ‹speaker›`, `‘…’, रैली में बोले ‹speaker›`.
    let said = line
        .cues
        .iter()
        .find(|(range, cue)| range.start > parts && cue.form == Form::Says && range.end < body.end);
    let first = scene.quote_opening_at(body.start).map(|pair| pair.inner);
    if let Some((cue, _)) = said
        && body.end - cue.end <= LONGEST
    {
        let voice = speaker(line, cue.end..body.end)?;
        let content = first.unwrap_or(content::span_of(scene, body.start..parts)?);
        return draft(line, voice, cue.clone(), content);
    }
    // `…, मुख्यमंत्री का ऐलान`.
    let noun = line.cues.iter().find(|(range, cue)| {
        cue.frame == Frame::Noun
            && range.end == body.end
            && range.start > parts + 2
            && scene.is("genitive", range.start - 1)
            && !scene.is("verb", range.end - 1)
    });
    if let Some((cue, _)) = noun.filter(|_| line.sentence == 0 && parts - body.start >= FEWEST) {
        let voice = speaker(line, parts + 1..cue.start - 1)?;
        let content = first.unwrap_or(content::span_of(scene, body.start..parts)?);
        return draft(line, voice, cue.clone(), content);
    }
    if !colon && first.is_none_or(|quote| scene.tokens.within(quote).end + 1 != parts) {
        return None;
    }
    let quoted =
        scene.quote_opening_at(parts + 1).filter(|pair| scene.tokens.within(pair.inner).len() >= FEWEST);
    if let Some(quote) = quoted
        && parts - body.start <= LONGEST
        && scene.tokens.within(quote.outer).end + 1 >= body.end
    {
        let voice = speaker(line, body.start..parts)?;
        return draft(line, voice, parts..parts + 1, content::quoted(scene, quote.inner));
    }
    if body.end - parts > LONGEST || parts - body.start < FEWEST || line.sentence > 0 && first.is_none() {
        return None;
    }
    let voice = speaker(line, parts + 1..body.end)?;
    let content = first.unwrap_or(content::span_of(scene, body.start..parts)?);
    draft(line, voice, parts..parts + 1, content)
}

fn draft(line: &Line<'_, '_>, voice: Voice, cue: Range<usize>, content: model::Span) -> Option<Draft> {
    let who =
        Who { start: voice.range.start, behind: voice.range.end, voices: vec![voice], ..Who::default() };
    let draft = line.draft(who, cue, (Mode::Indirect, StatementClass::Report), content, RULE);
    (line.scene.tokens.within(draft.content).len() >= FEWEST).then_some(draft)
}

/// Returns the speaker whom a part of a headline names, and nothing else in it.
fn speaker(line: &Line<'_, '_>, part: Range<usize>) -> Option<Voice> {
    let scene = line.scene;
    let mut end = part.end;
    if let Some((range, _)) =
        line.cues.iter().find(|(range, _)| range.start >= part.start && range.end == part.end)
    {
        end = range.start;
    }
    if end <= part.start || (part.start..end).any(|at| scene.is("verb", at) && !scene.is("genitive", at)) {
        return None;
    }
    let voice = voices::phrase(line, end, part.start)?;
    let role = scene.pack.speech.head_before(scene.tokens, end);
    let speaks = match &voice.entity {
        Some(_) => !matches!(voice.role, LinkRole::Agency | LinkRole::Media),
        None => role.is_some_and(|(head, role)| {
            // A paper alone: `… : रिपोर्ट`.
            let paper = matches!(role, LinkRole::Document | LinkRole::Media)
                && head == part.start
                && super::line::marker_before(scene, lang::Marker::Dispatch, end).is_some();
            paper || matches!(role, LinkRole::Speaker | LinkRole::Official | LinkRole::Anonymous)
        }),
    };
    // Behind a verb of speech a name may be unknown.
    let told = part.end - part.start <= 6
        && end == part.end
        && line.cues.iter().any(|(range, _)| range.end == part.start);
    (speaks || told).then_some(voice)
}
