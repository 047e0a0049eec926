//! Frames of languages that mark who acts (`ने`) and put the verb last.
//!
//! A sentence becomes a [`Line`]: its cues and markers outside quoted speech. Each cue is read from left to right by
//! the frame that its form and its surroundings ask for; markers of sources stand in the chain of the verb that they
//! lean on, or tell by themselves. Reading order of the frames: [`headline_parts`], [`headline`], [`says`], [`acts`], [`calls`],
//! [`saying`], [`written`], [`left_out`], [`source`], [`quoted`], [`goes_on`], [`closing`].

mod acts;
mod calls;
mod closing;
pub(super) mod credit;
mod goes_on;
mod headline;
mod headline_parts;
mod left_out;
mod line;
mod outlets;
mod quoted;
mod recall;
mod same_talk;
mod saying;
mod says;
mod source;
mod subject;
mod voices;
mod written;

pub(super) use closing::close;
pub(super) use recall::remember;

use super::{Draft, Memory};
use crate::scene::Scene;
use lang::{Form, Frame};
use line::Line;
use model::Mode;
use std::ops::Range;

/// The least tokens of a content that is worth keeping.
const SHORTEST: usize = 2;

/// Returns the drafts of one sentence.
pub(super) fn read(scene: &Scene<'_>, body: Range<usize>, sentence: usize, memory: &Memory) -> Vec<Draft> {
    let body = line::without_lead(scene, credit::without(scene, line::without_stray(scene, body)));
    if line::is_aside(scene, &body) {
        return Vec::new();
    }
    let mut line = Line::new(scene, body, sentence, memory);
    let parts = headline_parts::read(&line);
    if !parts.is_empty() {
        return parts;
    }
    if let Some(draft) = headline::read(&line) {
        return vec![draft];
    }
    if let Some(draft) = goes_on::read(&line) {
        return vec![draft];
    }
    for at in 0..line.cues.len() {
        let (range, cue) = line.cues[at].clone();
        let draft = match (cue.frame, cue.form) {
            (_, Form::Hearsay) => None,
            (Frame::NonReport, _) => line.attempt(|line| left_out::noun(line, range)),
            (Frame::Noun, _) => line.attempt(|line| saying::read(line, range, cue)),
            _ if line.negation_before(range.start).is_some() => {
                line.attempt(|line| left_out::verb(line, range))
            }
            (Frame::Passive, _) | (_, Form::Told) => line.attempt(|line| written::read(line, range, cue)),
            _ => (line.attempt(|line| says::read(line, range.clone(), cue)))
                .or_else(|| line.attempt(|line| acts::read(line, range.clone(), cue)))
                .or_else(|| line.attempt(|line| calls::read(line, range, cue))),
        };
        let draft = draft.and_then(|draft| left_out::neither(&line, draft));
        if let Some(draft) = draft {
            line.last = line.cues[at].0.end;
            line.drafts.push(draft);
        }
    }
    source::tell(&mut line);
    quoted::read(&mut line);
    closing::inside(&mut line);
    let mut drafts = line.drafts;
    drafts.retain(|draft| {
        draft.mode == Mode::NonReport
            || !draft.more.is_empty()
            || scene.tokens.within(draft.content).len() >= SHORTEST
            || draft.rule == acts::RULE
    });
    drafts
}
