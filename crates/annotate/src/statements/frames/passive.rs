//! What is said or written in a paper, by nobody in the sentence.

use super::{Reader, said_on};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use crate::voice::{self, Voice};
use lang::{Cue, Marker};
use model::{Confidence, Rule};
use std::ops::Range;

const RULE: Rule = Rule::new("written-in-source");

impl Reader<'_, '_> {
    /// Recognises what is said or written in a paper or on somebody's behalf: “‹paper› में कहा गया कि …”.
    ///
    /// Matches `रिपोर्ट में कहा गया कि पुल कमजोर था` (the report said that the bridge was weak).
    /// Refuses a passive without a clause behind it (`उसे विशेषज्ञ कहा गया`, he was called an expert).
    /// Misses the source where only an earlier sentence names it.
    pub(super) fn passive(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let opener = self.marks_agent();
        let Complement::Clause(clause) = content::complement(scene, range.end, self.body.end, opener) else {
            return None;
        };
        let within = (floor..range.start).rev().find_map(|at| {
            let (end, marker) = scene.pack.speech.marker_at(scene.tokens, at)?;
            (marker == Marker::Within && end <= range.start).then_some(at)
        });
        let source = within.and_then(|at| voice::before(scene, at, floor, self.recall()));
        // `Ven was quoted as saying that`: the subject of the passive is who speaks.
        let subject = || self.agent(range.start, floor).map(|(voice, _)| voice);
        let source = if opener { source } else { source.or_else(subject) };
        let voices: Vec<Voice> = source.into_iter().collect();
        let confidence = if voices.is_empty() { Confidence::WEAK } else { Confidence::SURE };
        let end = content::clause_end(scene, clause.start, clause.end, self.later);
        let content = content::span_of(scene, clause.start..end)?;
        let said_on = said_on(scene, floor..range.start);
        Some(self.draft(voices, cue, range, content, said_on, cue.class, confidence, RULE))
    }
}
