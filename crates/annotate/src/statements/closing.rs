//! Sentences that name the source of what stood before them: `यह जानकारी सरकारी मीडिया ने बुधवार को दी।`

use super::{Draft, Memory, content, frames};
use crate::scene::Scene;
use crate::voice;
use model::{Confidence, Mode, Rule, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("closing-source");

/// The most words of a sentence that only names a source.
const LONGEST: usize = 24;

/// Lends the voice of a closing sentence to the sentence before it; tells whether this is such a sentence.
///
/// A statement of that sentence gets the voice as its next relay; a plain sentence becomes a statement of it.
/// Refuses a sentence with a clause of its own (`यह जानकारी देते हुए उन्होंने कहा कि …`).
pub(super) fn close(
    scene: &Scene<'_>,
    body: Range<usize>,
    at: usize,
    drafts: &mut Vec<Draft>,
    memory: &Memory,
) -> bool {
    if body.len() > LONGEST || !scene.pack.grammar.knows("agent") {
        return false;
    }
    let points =
        (body.clone()).find_map(|at| scene.pack.grammar.at("this", scene.tokens, at).map(|end| at..end));
    let Some(points) = points else { return false };
    if (points.end..body.end).any(|at| scene.is("that", at)) {
        return false;
    }
    let Some(agent) = (body.start..body.end).find(|at| scene.is("agent", *at)) else { return false };
    let floor = if points.end <= agent { points.end } else { body.start };
    let Some(voice) = voice::before(scene, agent, floor, &memory.recall) else { return false };
    let Some(previous) = at.checked_sub(1).and_then(|at| scene.sentences.get(at)) else { return false };
    let cue: Vec<_> = scene.tokens.span(points).into_iter().collect();
    let said_on = frames::said_on(scene, agent..body.end);
    let mut lent = false;
    let before = drafts.iter_mut().rev().take_while(|draft| draft.sentence + 1 >= at);
    for draft in before.filter(|draft| draft.sentence + 1 == at && draft.mode != Mode::NonReport) {
        if !draft.voices.iter().any(|known| known.same(&voice)) {
            draft.voices.push(voice.clone());
        }
        draft.said_on = draft.said_on.or(said_on);
        lent = true;
    }
    if !lent && let Some(content) = content::span_of(scene, scene.body_of(previous.span)) {
        drafts.push(Draft {
            voices: vec![voice],
            mode: content::mode(scene, content, Mode::Indirect),
            class: StatementClass::Report,
            cue,
            content,
            said_on,
            confidence: Confidence::LIKELY,
            rule: RULE,
            sentence: at - 1,
            more: Vec::new(),
            nobody: None,
        });
    }
    true
}
