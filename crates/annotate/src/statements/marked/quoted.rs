//! Others whom a speaker quotes inside their own quotation.

use super::line::{Line, Who};
use super::voices;
use crate::statements::Draft;
use crate::statements::content;
use lang::{Form, Frame, Marker};
use model::{Mode, Rule, Span, StatementClass};

const RULE: Rule = Rule::new("quoted-inside-quotation");

/// Recognises a report inside somebody's quotation: “…, ‘मुझे ‹other› ने बताया कि …’”: the outer speaker passed it on.
///
/// Matches `सांसद ने कहा, “मुझे एक किसान ने बताया कि बीमा नहीं मिला।”` (the lawmaker said: “A farmer told me that no insurance came.”).
/// Refuses the speaker's own word inside (`मैंने कहा कि …`, I said that).
/// Misses a report without a clause that `कि` opens.
pub(super) fn read(line: &mut Line<'_, '_>) {
    let scene = line.scene;
    let mut inner: Vec<Draft> = Vec::new();
    for outer in line.drafts.iter().filter(|draft| matches!(draft.mode, Mode::Direct | Mode::PartlyQuoted)) {
        if outer.voices.is_empty() || !scene.quotes.iter().any(|pair| pair.inner.covers(outer.content)) {
            continue;
        }
        let tokens = scene.tokens.within(outer.content);
        let ends = |at: &usize| crate::scene::is_end(scene.tokens.surface(*at));
        for that in tokens.clone().filter(|at| scene.is("that", *at)) {
            let floor = (tokens.start..that).rev().find(ends).map_or(tokens.start, |at| at + 1);
            let cue = (floor..that).rev().take(5).find_map(|at| {
                let (end, cue) = scene.pack.speech.cue_at(scene.tokens, at)?;
                (end <= that && cue.frame == Frame::Say && cue.form == Form::Said).then_some((at..end, cue))
            });
            let Some((range, cue)) = cue else { continue };
            let agent = (floor..range.start).rev().find(|at| scene.is("agent", *at));
            let Some(agent) =
                agent.filter(|at| super::line::marker_before(scene, Marker::Myself, *at).is_none())
            else {
                continue;
            };
            let Some(voice) = voices::named(scene, agent, floor, &line.memory.recall) else { continue };
            let end = (that + 1..tokens.end).find(ends).unwrap_or(tokens.end);
            let Some(span) = content::span_of(scene, that + 1..end) else { continue };
            let span: Span = cut_at_turn(line, span);
            let mut who =
                Who { start: voice.range.start, behind: agent + 1, voices: vec![voice], ..Who::default() };
            who.voices.extend(outer.voices.iter().cloned());
            let mut draft = line.draft(who, range, (cue.mode, StatementClass::Report), span, RULE);
            draft.mode = cue.mode;
            inner.push(draft);
        }
    }
    line.drafts.extend(inner);
}

/// Ends a report before the outer speaker goes on: `…, लेकिन मैं …`.
fn cut_at_turn(line: &Line<'_, '_>, span: Span) -> Span {
    let scene = line.scene;
    let tokens = scene.tokens.within(span);
    let turn = tokens.clone().find(|at| line.turns(*at) && line.marker(Marker::Myself, at + 1).is_some());
    turn.and_then(|turn| content::span_of(scene, tokens.start..turn)).unwrap_or(span)
}
