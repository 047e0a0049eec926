//! What a source left out.

use super::Reader;
use crate::statements::Draft;
use crate::statements::content;
use lang::Cue;
use model::{Confidence, Rule};
use std::ops::Range;

const RULE: Rule = Rule::new("left-out-by-source");

impl Reader<'_, '_> {
    /// Recognises what a source is said to have left out: “‹source› ने … का जिक्र नहीं किया”, “‹source› did not mention …”.
    ///
    /// Matches `एजेंसी ने मुलाकात का जिक्र नहीं किया` (the agency did not mention the meeting).
    /// Refuses a report that exists (`एजेंसी ने रिपोर्ट दी`, the agency reported).
    /// Misses what was left out where a pronoun stands for it.
    pub(super) fn non_report(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let floor = (floor..range.start)
            .rev()
            .find(|at| {
                scene.is("conjunction", *at)
                    && *at > floor
                    && matches!(scene.tokens.surface(at - 1), "," | ";")
            })
            .map_or(floor, |at| at + 1);
        let (voice, behind) = self.agent(range.start, floor)?;
        let span = if self.marks_agent() {
            let left_out = content::span_of(scene, behind..range.start);
            left_out.filter(|span| !span.is_empty())
        } else {
            let end = content::clause_end(scene, range.end, self.body.end, self.later);
            content::span_of(scene, range.end..end)
        };
        let content = span.or_else(|| scene.tokens.span(range.clone()))?;
        let confidence = if voice.resolved { Confidence::LIKELY } else { Confidence::SURE };
        Some(self.draft(vec![voice], cue, range, content, None, cue.class, confidence, RULE))
    }

    /// Tells whether a negation stands just before a cue.
    pub(super) fn negated(&self, cue: usize, floor: usize) -> bool {
        (cue.saturating_sub(2).max(floor)..cue).any(|at| self.scene.is("negation", at))
    }
}
