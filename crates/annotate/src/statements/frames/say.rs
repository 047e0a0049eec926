//! Verbs of speech with a speaker beside them.

use super::{Reader, SHORTEST, said_on};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use crate::voice;
use lang::Cue;
use model::{Confidence, Rule, Span, StatementClass};
use std::ops::Range;

pub(super) const RULE: Rule = Rule::new("speaker-says");
pub(super) const AFTER: Rule = Rule::new("content-then-speaker");

impl Reader<'_, '_> {
    /// Recognises a verb of speech with its speaker: “<speaker> ने कहा कि …”, “<speaker> said …”, “…, <speaker> said”.
    ///
    /// Matches `मंत्री ने कहा कि पुल सुरक्षित है` (the minister said that the bridge is safe).
    /// Refuses `जैसा कि कहा जाता है` (as they say), which has neither a speaker nor one to go on with.
    /// Misses a speaker who is named only after a long aside between subject and verb.
    pub(super) fn say(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let marks_agent = self.marks_agent();
        let mut after = range.end;
        if !marks_agent {
            // `told reporters on Monday that`: the word that opens the clause may stand a little further on.
            let that = (after..self.body.end.min(after + 16)).find(|at| scene.is("that", *at));
            let comma = (after..self.body.end).find(|at| scene.tokens.surface(*at) == ",");
            if let Some(that) = that
                && comma.is_none_or(|comma| that < comma || comma == after)
            {
                after = that;
            } else {
                after = self.behind_addressee(after);
            }
        }
        let mut speaker = self.agent(range.start, floor).or_else(|| self.pronoun(range.start, floor));
        let complement = content::complement(scene, after, self.body.end, marks_agent);
        let (content, rule) = match complement {
            Complement::Quote(span) => (span, RULE),
            Complement::Clause(clause)
                if !clause.is_empty() && !self.verbless(&clause, speaker.is_some()) =>
            {
                let end = content::clause_end(scene, clause.start, clause.end, self.later);
                (content::span_of(scene, clause.start..end)?, RULE)
            }
            _ => {
                // The content stands before: `…, अधिकारियों ने बताया`, `"…," she said`, `…, said Ven`.
                if speaker.is_none() || !marks_agent {
                    let inverted = voice::after(scene, range.end, self.body.end, self.recall());
                    let quote_before = range.start > floor && is_break(scene.tokens.surface(range.start - 1));
                    if quote_before && let Some(voice) = inverted {
                        speaker = Some((voice, range.end));
                    }
                }
                let (voice, _) = speaker.as_ref()?;
                let head = voice.range.start.min(range.start);
                (self.content_before(self.content_floor(floor), head)?, AFTER)
            }
        };
        let mut class = cue.class;
        let mut confidence = Confidence::SURE;
        let voices = match speaker {
            Some((voice, behind)) => {
                if voice.resolved || voice.entity.is_none() && !voice.described {
                    confidence = Confidence::LIKELY;
                }
                let said_on = said_on(scene, behind.min(range.start)..range.start);
                return Some(self.draft(vec![voice], cue, range, content, said_on, class, confidence, rule));
            }
            None if marks_agent && rule == RULE => {
                // A dropped subject goes on with the speaker of the sentence before.
                class = StatementClass::Continuation;
                confidence = Confidence::WEAK;
                self.memory.continues.clone().unwrap_or_default()
            }
            None => return None,
        };
        Some(self.draft(voices, cue, range, content, None, class, confidence, rule))
    }

    /// Returns where the clause behind a verb may begin: behind times with their prepositions and behind whom it is told.
    pub(super) fn behind_addressee(&self, after: usize) -> usize {
        let scene = self.scene;
        let mut at = after;
        loop {
            let over = if scene.is("case", at) { at + 1 } else { at };
            if over < self.body.end && scene.time_around(over).is_some() {
                at = over;
                while at < self.body.end && scene.time_around(at).is_some() {
                    at += 1;
                }
                continue;
            }
            // `told reporters`, `told the council`: a described listener just behind the verb.
            let listener = if scene.is("article", at) { at + 1 } else { at };
            match scene.pack.speech.addressee_at(scene.tokens, listener) {
                Some(end) if end < self.body.end => at = end,
                _ => return at,
            }
        }
    }

    /// In a language without an agent marker a clause behind a cue needs a subject before it.
    fn verbless(&self, clause: &Range<usize>, has_speaker: bool) -> bool {
        !self.marks_agent() && (!has_speaker || clause.len() < 3)
    }

    /// In a language whose subject stands beside the verb, what stands before the speaker runs from the sentence's start.
    fn content_floor(&self, floor: usize) -> usize {
        if self.marks_agent() { floor } else { self.body.start }
    }

    /// Returns the content that stands before the speaker: the quotation, or the clause closed by a comma.
    fn content_before(&self, floor: usize, head: usize) -> Option<Span> {
        let scene = self.scene;
        let before = scene.tokens.items().get(head.checked_sub(1)?)?.span;
        let quote = scene.quotes.iter().rev().find(|pair| {
            pair.outer.end <= before.end + 1
                && pair.outer.end + 12 >= before.end
                && scene.tokens.within(pair.inner).len() >= 2
        });
        if let Some(quote) = quote {
            return Some(quote.inner);
        }
        let mut head = head;
        while head > floor + 1 && scene.is("article", head - 1) {
            head -= 1;
        }
        let comma = is_break(scene.tokens.surface(head - 1));
        (comma && head > floor + SHORTEST).then(|| content::span_of(scene, floor..head))?
    }
}

fn is_break(mark: &str) -> bool {
    matches!(mark, "," | "\"" | "”" | "’" | "'" | "»" | ":" | "-" | "–" | "—")
}
