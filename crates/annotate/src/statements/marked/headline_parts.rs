//! Headlines of parts that each begin with their speaker: `‹speaker› बोले- …, ‹speaker› ने कहा- …`.

use super::line::{Line, Who};
use super::voices;
use crate::scene::is_end;
use crate::statements::Draft;
use crate::statements::content;
use crate::voice::Voice;
use lang::{Cue, Form, Frame};
use model::{Mode, Rule, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("headline-of-parts");

/// The most words that name a speaker.
const LONGEST: usize = 8;
/// The fewest words of what is said.
const FEWEST: usize = 2;

/// Recognises a headline whose parts each begin with their speaker: “‹speaker› बोले- …, ‹speaker› ने कहा- …”, “‹speaker› का
/// दावा, …”.
///
/// Matches `मंत्री बोले- दाम नहीं बढ़ेंगे, विपक्ष ने कहा- झटका तय` (minister: prices will not rise, opposition: a shock is certain).
/// Refuses a line that a full stop ends, and a noun of saying that a verb goes on from (`पुलिस का दावा गलत, चालक छूटा`).
/// Misses a part whose speaker stands behind what is said.
pub(super) fn read(line: &Line<'_, '_>) -> Vec<Draft> {
    let scene = line.scene;
    let body = line.body.clone();
    let mark = scene.tokens.surface(body.end);
    let ended = |mark: &str| is_end(mark) && !mark.contains(['?', '!']);
    let within =
        (body.end.saturating_sub(2).max(body.start)..body.end).any(|at| ended(scene.tokens.surface(at)));
    if line.sentence > 0 || ended(mark) || within {
        return Vec::new();
    }
    let parts: Vec<Part> = line.cues.iter().filter_map(|(range, cue)| part(line, range, cue)).collect();
    // One part that a dash opens is read as any verb with its clause is.
    if parts.len() < 2 && parts.iter().all(|part| !part.noun && part.start == body.start) {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let end = parts.get(at + 1).map_or(body.end, |next| next.start);
        let content = content::span_of(scene, part.said..end);
        let Some(content) = content.filter(|span| scene.tokens.within(*span).len() >= FEWEST) else {
            continue;
        };
        let quote = scene.quotes_near(content).find(|pair| pair.outer == content).map(|pair| pair.inner);
        let who = Who {
            start: part.start,
            behind: part.cue.start,
            voices: vec![part.voice.clone()],
            ..Who::default()
        };
        let told = (Mode::Indirect, StatementClass::Report);
        drafts.push(line.draft(who, part.cue.clone(), told, quote.unwrap_or(content), RULE));
    }
    drafts
}

/// A part of a headline.
struct Part {
    start: usize,
    voice: Voice,
    cue: Range<usize>,
    /// Where what is said begins.
    said: usize,
    noun: bool,
}

/// Returns the part that a cue opens together with the speaker before it.
fn part(line: &Line<'_, '_>, cue: &Range<usize>, known: &Cue) -> Option<Part> {
    let scene = line.scene;
    let noun = known.frame == Frame::Noun
        && !scene.is("verb", cue.end - 1)
        && scene.is("genitive", cue.start.checked_sub(1)?);
    let verb = known.frame == Frame::Say && matches!(known.form, Form::Said | Form::Says);
    let mark = scene.tokens.surface(cue.end);
    let opens = matches!(mark, "-" | "–" | "—" | ":" | "ः") || noun && mark == ",";
    if !(noun || verb) || !opens || cue.end + 1 >= line.body.end {
        return None;
    }
    let floor = cue.start.saturating_sub(LONGEST).max(line.body.start);
    let start = (floor..cue.start).rev().find(|at| matches!(scene.tokens.surface(*at), "," | ";"));
    let start = start.map_or(floor, |at| at + 1);
    if start > line.body.start && start == floor {
        return None;
    }
    let marked = noun || scene.is("agent", cue.start - 1);
    let end = if marked { cue.start - 1 } else { cue.start };
    let told = |at: usize| scene.is("verb", at) && !scene.is("genitive", at);
    if end <= start || (start..end).any(|at| told(at) || scene.is("agent", at)) {
        return None;
    }
    let voice = voices::phrase(line, end, start).filter(|voice| voice.range.start <= start + 1)?;
    Some(Part { start, voice, cue: cue.clone(), said: cue.end + 1, noun })
}
