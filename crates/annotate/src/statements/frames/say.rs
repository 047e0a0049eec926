//! Verbs of speech with a speaker beside them.

use super::{Reader, SHORTEST, said_on};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use crate::statements::hits::Hit;
use crate::voice::{self, Voice, is_quote_mark};
use lang::{Cue, Frame};
use model::{Confidence, LinkRole, Rule, Span, StatementClass};
use std::ops::Range;

/// The most words between a verb and the word that opens its clause.
const LONGEST_GAP: usize = 16;
/// The most words of a phrase that only opens a sentence.
const LONGEST_OPENING: usize = 4;
/// The most words between the mark that closes a content and the name of the speaker.
const LONGEST_SUBJECT: usize = 8;

pub(super) const RULE: Rule = Rule::new("speaker-says");
pub(super) const AFTER: Rule = Rule::new("content-then-speaker");

impl Reader<'_, '_> {
    /// Recognises a verb of speech with its speaker: “‹speaker› ने कहा कि …”, “‹speaker› said …”, “…, ‹speaker› said”.
    ///
    /// Matches `मंत्री ने कहा कि पुल सुरक्षित है` (the minister said that the bridge is safe).
    /// Refuses `जैसा कि कहा जाता है` (as they say), which has neither a speaker nor one to go on with.
    /// Misses a speaker who is named only after a long aside between subject and verb.
    pub(super) fn say(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let marks_agent = self.marks_agent();
        let after = if marks_agent { range.end } else { self.clause_start(range.end) };
        let mut speaker = self.agent(range.start, floor);
        if marks_agent && speaker.is_none() {
            speaker = self.pronoun(range.start, floor);
        }
        // `…," said Ven`, `…, said Ven, who leads the council`.
        let inverted =
            speaker.is_none() && range.start > floor && is_break(scene.tokens.surface(range.start - 1));
        if inverted && let Some(voice) = voice::after(scene, range.end, self.body.end, self.recall()) {
            let content = self.content_before(self.content_floor(floor), range.start)?;
            return Some(self.said(voice, range.end..range.end, range, cue, content, AFTER));
        }
        let complement = content::complement(scene, after, self.body.end, marks_agent);
        // Behind a clause and its speaker a phrase of place is no clause: `…, Rao told reporters in Varangi`.
        let phrase = |clause: &Range<usize>| {
            !marks_agent && scene.is("case", clause.start) && !scene.is("that", clause.start - 1)
        };
        let before = |head: usize| self.content_before(self.content_floor(floor), head);
        let (content, rule) = match complement {
            Complement::Quote(span) => (span, RULE),
            Complement::Clause(clause)
                if !clause.is_empty() && !self.verbless(&clause, speaker.is_some()) =>
            {
                let stands_before = speaker.as_ref().filter(|_| phrase(&clause)).and_then(|(voice, _)| {
                    before(voice.range.start.min(range.start))
                        .filter(|span| scene.tokens.within(*span).len() > LONGEST_OPENING)
                });
                match stands_before {
                    Some(span) => (span, AFTER),
                    None => {
                        let end = content::clause_end(scene, clause.start, clause.end, self.later);
                        (content::span_of(scene, clause.start..end)?, RULE)
                    }
                }
            }
            _ => {
                let (voice, _) = speaker.as_ref()?;
                (before(voice.range.start.min(range.start))?, AFTER)
            }
        };
        match speaker {
            Some((voice, behind)) => {
                let told = behind.min(range.start)..range.start;
                let told = if marks_agent { told } else { range.end..after.max(range.end) };
                Some(self.said(voice, told, range, cue, content, rule))
            }
            // A dropped subject goes on with the speaker of the sentence before.
            None if marks_agent && rule == RULE => {
                let voices = self.memory.continues.clone().unwrap_or_default();
                let class = StatementClass::Continuation;
                Some(self.draft(voices, cue, range, content, None, class, Confidence::WEAK, rule))
            }
            None => None,
        }
    }

    /// Returns the statement of a speaker; `told` holds the words that may tell when and in which paper it was said.
    fn said(
        &self,
        mut voice: Voice,
        told: Range<usize>,
        range: Range<usize>,
        cue: &Cue,
        content: Span,
        rule: Rule,
    ) -> Draft {
        let scene = self.scene;
        let likely = voice.resolved || voice.entity.is_none() && !voice.described;
        let confidence = if likely { Confidence::LIKELY } else { Confidence::SURE };
        let tail = if rule == AFTER && !self.marks_agent() { self.tail(range.end) } else { told };
        let said_on = said_on(scene, tail.clone());
        // `wrote in a letter that`: a person's paper passes on what the person says.
        if voice.role == LinkRole::Speaker && voice.paper.is_none() && !self.marks_agent() {
            voice.paper = tail.clone().find_map(|at| {
                let (end, role) = scene.pack.speech.head_at(scene.tokens, at)?;
                let within = at > tail.start && (scene.is("article", at - 1) || scene.is("case", at - 1));
                (role == LinkRole::Document && within).then(|| scene.surface(at..end).to_owned())
            });
        }
        self.draft(vec![voice], cue, range, content, said_on, cue.class, confidence, rule)
    }

    /// Returns the words behind a verb up to the next mark.
    fn tail(&self, start: usize) -> Range<usize> {
        let end = (start..self.body.end).find(|at| self.scene.is_mark(*at)).unwrap_or(self.body.end);
        start..end.min(start + LONGEST_GAP)
    }

    /// Returns where the clause behind a verb begins: `told reporters on Monday that …`.
    fn clause_start(&self, after: usize) -> usize {
        let scene = self.scene;
        // The word that opens the clause may stand a little further on, but not behind another verb of speech.
        let next = self.later.iter().find_map(|hit| match hit {
            Hit::Cue(range, cue) if cue.frame == Frame::Say => Some(range.start),
            _ => None,
        });
        let most = next.unwrap_or(self.body.end).min(after + LONGEST_GAP).min(self.body.end);
        let that = (after..most).find(|at| scene.is("that", *at));
        let comma = (after..self.body.end).find(|at| scene.tokens.surface(*at) == ",");
        match that {
            Some(that) if comma.is_none_or(|comma| that < comma || comma == after) => that,
            _ => self.behind_addressee(after),
        }
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

    /// In a language without an agent marker a clause behind a cue needs a subject before it, and a clause that no
    /// word opens needs some length.
    fn verbless(&self, clause: &Range<usize>, has_speaker: bool) -> bool {
        let opened = self.scene.is("that", clause.start - 1);
        !self.marks_agent() && (!has_speaker || !opened && clause.len() < 3)
    }

    /// In a language whose subject stands beside the verb, what stands before the speaker runs from the sentence's start.
    fn content_floor(&self, floor: usize) -> usize {
        if self.marks_agent() { floor } else { self.body.start }
    }

    /// Returns the content that stands before the speaker: the quotation, or the clause closed by a comma.
    fn content_before(&self, floor: usize, head: usize) -> Option<Span> {
        let scene = self.scene;
        // The subject's own words (`district collector Rao`) reach back to the mark that closes the content.
        let mut at = head;
        while at > floor && !is_break(scene.tokens.surface(at - 1)) {
            let stops = scene.is("verb", at - 1) || scene.is("that", at - 1) || head - at >= LONGEST_SUBJECT;
            if stops {
                return None;
            }
            at -= 1;
        }
        let closed_before = at > 0 && is_quote_mark(scene.tokens.surface(at - 1));
        if at <= floor && !closed_before {
            return None;
        }
        let mark = scene.tokens.items().get(at - 1)?.span;
        let upto = scene.quotes.partition_point(|pair| pair.outer.start <= mark.start);
        let quote = scene.quotes[..upto].last().filter(|pair| {
            pair.outer.end + 3 >= mark.start && scene.tokens.within(pair.inner).len() >= SHORTEST
        });
        if let Some(quote) = quote {
            return Some(content::quoted(scene, quote.inner));
        }
        (at > floor + SHORTEST + 1).then(|| content::span_of(scene, floor..at - 1))?
    }
}

fn is_break(mark: &str) -> bool {
    matches!(mark, "," | "\"" | "”" | "’" | "'" | "»" | ":" | "-" | "–" | "—")
}
