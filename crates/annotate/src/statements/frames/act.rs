//! Acts of speech with an object.

use super::{Reader, said_on};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use lang::Cue;
use model::{Confidence, Rule};
use std::ops::Range;

const RULE: Rule = Rule::new("speaker-acts");

impl Reader<'_, '_> {
    /// Recognises an act of speech with an object: “‹speaker› ने ‹object› की निंदा की”, “‹speaker› denied ‹object›”.
    ///
    /// Matches `मंत्री ने हमले की निंदा की` (the minister condemned the attack); the object is the content.
    /// Refuses an act without anybody who acts (`हमले की निंदा की गई`, the attack was condemned).
    /// Misses an object that stands before the speaker.
    pub(super) fn act(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let (voice, behind) = self.agent(range.start, floor).or_else(|| self.pronoun(range.start, floor))?;
        let told = content::complement(scene, range.end, self.body.end, true);
        let content = if self.marks_agent()
            && let Complement::Clause(clause) = told
            && scene.is("that", clause.start - 1)
        {
            // `इन खबरों को खारिज किया कि …`: the clause says what is denied.
            let end = content::clause_end(scene, clause.start, clause.end, self.later);
            content::span_of(scene, clause.start..end)?
        } else if self.marks_agent() {
            content::span_of(scene, self.object_start(behind, range.start)..range.start)?
        } else {
            let mut start = self.behind_addressee(range.end);
            let that = if scene.tokens.surface(start) == "," { start + 1 } else { start };
            if scene.is("that", that) {
                start = that + 1;
            }
            let end = content::clause_end(scene, start, self.body.end, self.later);
            content::span_of(scene, start..end)?
        };
        let said_on = said_on(scene, behind.min(range.start)..range.start);
        let confidence = if voice.resolved { Confidence::WEAK } else { Confidence::LIKELY };
        Some(self.draft(vec![voice], cue, range, content, said_on, cue.class, confidence, RULE))
    }

    /// Returns where the object of an act begins: behind times and the phrases that tell to whom, where and when.
    fn object_start(&self, behind: usize, cue: usize) -> usize {
        let scene = self.scene;
        let mut start = behind;
        while start < cue && scene.time_around(start).is_some() {
            start += 1;
        }
        if start > behind && scene.is("case", start) {
            start += 1;
        }
        let mut at = start;
        while at + 3 < cue {
            if scene.is("case", at)
                && !matches!(scene.tokens.surface(at.saturating_sub(1)), ",")
                && at - start <= 9
            {
                start = at + 1;
            } else if scene.is("genitive", at) || scene.is("conjunction", at) {
                // A genitive begins the object's own phrase.
                break;
            }
            at += 1;
        }
        start
    }
}
