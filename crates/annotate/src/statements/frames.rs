//! Frames: how the words around a cue are built, and so who speaks and what is said.

use super::content::{self, Complement};
use super::hits::{Hit, hits};
use super::{Draft, Memory};
use crate::scene::Scene;
use crate::voice::{self, Recall, Voice};
use lang::{Cue, Frame, Marker};
use model::{Confidence, EntityType, LinkRole, Mode, Moment, Rule, Span, StatementClass};
use std::ops::Range;

const SAY: Rule = Rule::new("speaker-says");
const SAY_AFTER: Rule = Rule::new("content-then-speaker");
const ACT: Rule = Rule::new("speaker-acts");
const PASSIVE: Rule = Rule::new("written-in-source");
const NOUN: Rule = Rule::new("saying-of-speaker");
const ACCORDING: Rule = Rule::new("according-to-source");
const NON_REPORT: Rule = Rule::new("left-out-by-source");

/// The least tokens of a content that is worth keeping.
const SHORTEST: usize = 2;

/// Returns the drafts of one sentence.
pub(super) fn read(scene: &Scene<'_>, body: Range<usize>, sentence: usize, memory: &Memory) -> Vec<Draft> {
    let hits = hits(scene, body.clone());
    let mut drafts: Vec<Draft> = Vec::new();
    let mut relays: Vec<Relay> = Vec::new();
    for (index, hit) in hits.iter().enumerate() {
        match hit {
            Hit::Marker(range, marker) => {
                if let Some(relay) = relay(scene, range.clone(), *marker, &body, memory) {
                    relays.push(relay);
                }
            }
            Hit::Cue(range, cue) => {
                let reader = Reader { scene, body: &body, sentence, memory, later: &hits[index + 1..] };
                let nested = drafts.last().filter(|outer| outer.rule == SAY).map(|outer| {
                    let tokens = scene.tokens.within(outer.content);
                    (tokens.contains(&range.start), tokens.start)
                });
                if let Some((true, outer_start)) = nested {
                    // Inside what somebody says, only a saying with a clause of its own is another statement.
                    if cue.frame != Frame::Say && cue.frame != Frame::Noun {
                        continue;
                    }
                    if let Some(mut draft) = reader.read(range.clone(), cue, outer_start) {
                        let outer = drafts.last().map(|outer| outer.voices.clone()).unwrap_or_default();
                        let close =
                            draft.voices.first().is_some_and(|voice| voice.range.start <= outer_start + 6);
                        draft.voices.extend(outer);
                        if close && draft.voices.len() >= 2 {
                            drafts.pop();
                        }
                        drafts.push(draft);
                    }
                    continue;
                }
                let floor = hits[..index].iter().rev().find_map(|before| match before {
                    Hit::Cue(before, _) => Some(before.end),
                    Hit::Marker(before, Marker::AccordingAfter) => Some(before.end),
                    Hit::Marker(..) => None,
                });
                if let Some(draft) = reader.read(range.clone(), cue, floor.unwrap_or(body.start)) {
                    take(scene, &mut drafts, draft);
                }
            }
        }
    }
    attach(scene, &mut drafts, relays, &body, sentence, &hits);
    drafts.retain(|draft| {
        scene.tokens.within(draft.content).len() >= SHORTEST || draft.mode == Mode::NonReport
    });
    drafts
}

/// Adds a draft; one whose content holds statements of this sentence is who passed them on (`Ven said …, VCNA said`).
fn take(scene: &Scene<'_>, drafts: &mut Vec<Draft>, draft: Draft) {
    let holds = |inner: &Draft| {
        inner.mode != Mode::NonReport && inner.cue.iter().all(|cue| draft.content.covers(*cue))
    };
    if draft.rule != SAY_AFTER || !drafts.iter().any(holds) {
        drafts.push(draft);
        return;
    }
    for inner in drafts.iter_mut().filter(|inner| holds(inner)) {
        inner.voices.extend(draft.voices.iter().cloned());
        if inner.content.end > draft.content.end {
            let cut =
                scene.tokens.within(Span::new(inner.content.start as usize, draft.content.end as usize));
            inner.content = content::span_of(scene, cut).unwrap_or(inner.content);
        }
    }
}

/// Returns who acts in a sentence: the noun phrase before its first agent marker.
pub(super) fn actor(scene: &Scene<'_>, body: Range<usize>, recall: &Recall) -> Option<Voice> {
    let agent = body.clone().find(|at| scene.is("agent", *at))?;
    voice::before(scene, agent, body.start, recall)
}

/// Returns the person whose letter or statement a sentence names: `मुख्य अभियंता के पत्र`.
pub(super) fn author(scene: &Scene<'_>, body: Range<usize>, recall: &Recall) -> Option<Voice> {
    body.clone().find_map(|at| {
        let (end, role) = scene.pack.speech.head_at(scene.tokens, at)?;
        let owned = role == LinkRole::Document && at > body.start && end <= body.end;
        let voice = owned.then(|| voice::before(scene, end, body.start, recall)).flatten()?;
        (voice.paper.is_some() && !voice.resolved).then_some(voice)
    })
}

/// Returns the day on which something was said: the first day named between the speaker and the cue.
pub(super) fn said_on(scene: &Scene<'_>, range: Range<usize>) -> Option<Moment> {
    range.filter_map(|at| scene.time_around(at)).find_map(|time| time.value.as_ref()?.moment())
}

/// A source that a marker names.
struct Relay {
    voice: Voice,
    marker: Range<usize>,
    kind: Marker,
    /// Where the words around the marker end and the content may begin.
    after: usize,
}

fn relay(
    scene: &Scene<'_>,
    range: Range<usize>,
    kind: Marker,
    body: &Range<usize>,
    memory: &Memory,
) -> Option<Relay> {
    let (voice, after) = match kind {
        Marker::AccordingAfter | Marker::ViaAfter => {
            if range.start > body.start && scene.is("nobody", range.start - 1) {
                return None;
            }
            (voice::before(scene, range.start, body.start, &memory.recall)?, range.end)
        }
        Marker::AccordingBefore | Marker::ViaBefore => {
            let voice = voice::after(scene, range.end, body.end, &memory.recall)?;
            let after = voice.range.end;
            (voice, after)
        }
        Marker::Within | Marker::Addressee => return None,
    };
    Some(Relay { voice, marker: range, kind, after })
}

/// Puts the sources that markers name into the chains of the drafts, or makes statements of their own of them.
fn attach(
    scene: &Scene<'_>,
    drafts: &mut Vec<Draft>,
    relays: Vec<Relay>,
    body: &Range<usize>,
    sentence: usize,
    hits: &[Hit],
) {
    let mut own: Vec<Draft> = Vec::new();
    for relay in relays {
        let via = matches!(relay.kind, Marker::ViaAfter | Marker::ViaBefore);
        let target = drafts.iter_mut().find(|draft| {
            let cue = draft.cue.first().map_or(0, |cue| scene.tokens.within(*cue).start);
            let apart = split_between(scene, relay.marker.start.min(cue), relay.marker.start.max(cue));
            draft.mode != Mode::NonReport && !apart
        });
        match target {
            Some(draft) if via => {
                // “X ने Y के हवाले से बताया”: Y is the inner voice. A passive saying already took Y as its source.
                if !draft.voices.iter().any(|voice| voice.same(&relay.voice)) {
                    let speaks = draft.voices.first().is_some_and(|voice| voice.role == LinkRole::Speaker);
                    let at = usize::from(speaks && relay.kind == Marker::ViaBefore && draft.voices.len() > 1);
                    draft.voices.insert(at, relay.voice);
                }
            }
            Some(draft) => {
                if !draft.voices.iter().any(|voice| voice.same(&relay.voice)) {
                    draft.voices.push(relay.voice);
                }
            }
            None => {
                if let Some(draft) = according(scene, &relay, body, sentence, hits) {
                    own.push(draft);
                }
            }
        }
    }
    drafts.extend(own);
}

/// Tells whether a comma and a conjunction part two places of a sentence.
fn split_between(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    (from + 1..to).any(|at| scene.is("conjunction", at) && matches!(scene.tokens.surface(at - 1), "," | ";"))
}

/// A narration on the word of a source: `केसीएनए के अनुसार, …`, `… , according to officials`.
fn according(
    scene: &Scene<'_>,
    relay: &Relay,
    body: &Range<usize>,
    sentence: usize,
    hits: &[Hit],
) -> Option<Draft> {
    let start = relay.after;
    let head = relay.marker.start.min(relay.voice.range.start);
    let later: Vec<Hit> = hits.iter().filter(|hit| hit.range().start > relay.marker.end).cloned().collect();
    let end = content::clause_end(scene, start, body.end, &later);
    let behind = content::span_of(scene, start..end);
    // With nothing behind it, the source closes what stands before it.
    let content = match behind {
        Some(span) if scene.tokens.within(span).len() > SHORTEST => span,
        _ => content::span_of(scene, body.start..head)?,
    };
    Some(Draft {
        voices: vec![relay.voice.clone()],
        mode: content::mode(scene, content, Mode::Indirect),
        class: StatementClass::Report,
        cue: scene.tokens.span(relay.marker.clone()).into_iter().collect(),
        content,
        said_on: None,
        confidence: Confidence::SURE,
        rule: ACCORDING,
        sentence,
    })
}

/// What the frames of one cue read.
struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    body: &'s Range<usize>,
    sentence: usize,
    memory: &'s Memory,
    later: &'s [Hit],
}

impl Reader<'_, '_> {
    fn read(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        match cue.frame {
            // Who is said not to say a thing leaves it out.
            Frame::Say if self.negated(range.start, floor) => {
                self.non_report(range, &Cue { mode: Mode::NonReport, ..cue.clone() }, floor)
            }
            Frame::Say => self.say(range, cue, floor),
            Frame::Act => self.act(range, cue, floor),
            Frame::Passive => self.passive(range, cue, floor),
            Frame::Noun => self.noun(range, cue, floor),
            Frame::NonReport => self.non_report(range, cue, floor),
            Frame::Closing => None,
        }
    }

    /// Tells whether the language marks who acts (ने); if not, the subject stands beside the verb.
    fn marks_agent(&self) -> bool {
        self.scene.pack.grammar.knows("agent")
    }

    fn recall(&self) -> &Recall {
        &self.memory.recall
    }

    /// Tells whether a negation stands just before a cue.
    fn negated(&self, cue: usize, floor: usize) -> bool {
        (cue.saturating_sub(2).max(floor)..cue).any(|at| self.scene.is("negation", at))
    }

    /// Returns who acts before a cue, and where the words behind them begin.
    fn agent(&self, cue: usize, floor: usize) -> Option<(Voice, usize)> {
        let scene = self.scene;
        if self.marks_agent() {
            let agent = (floor..cue).rev().find(|at| scene.is("agent", *at))?;
            // `उन्होंने` carries its marker in itself.
            return voice::before(scene, agent, floor, self.recall()).map(|voice| (voice, agent + 1));
        }
        let mut at = cue;
        // Helpers, adverbs and times between subject and verb: `officials also said`, `he on Monday said`.
        while at > floor && cue - at < 4 {
            let previous = at - 1;
            let passes = scene.is("verb", previous)
                || scene.time_around(previous).is_some()
                || scene.pack.grammar.is_stop(scene.tokens.key(previous)) && !scene.is("pronoun", previous);
            if !passes || scene.mention_ending_at(at).is_some() {
                break;
            }
            at = previous;
        }
        if at > floor && scene.tokens.surface(at - 1) == "," {
            // An apposition: `Nora Brandt, the prime minister, said`.
            let named =
                scene.mention_ending_at(at - 1).filter(|(mention, _)| mention.kind == EntityType::Per);
            if named
                .is_some_and(|(_, range)| range.start > floor && scene.tokens.surface(range.start - 1) == ",")
            {
                return voice::before(scene, at - 1, floor, self.recall()).map(|voice| (voice, cue));
            }
            let open = (floor..at - 1).rev().take(14).find(|at| scene.tokens.surface(*at) == ",");
            let subject = open.and_then(|open| voice::before(scene, open, floor, self.recall()));
            return subject.filter(|voice| !voice.resolved).map(|voice| (voice, cue));
        }
        voice::before(scene, at, floor, self.recall()).map(|voice| (voice, cue))
    }

    /// Returns the voice of a pronoun that carries its own agent marker, before a cue.
    fn pronoun(&self, cue: usize, floor: usize) -> Option<(Voice, usize)> {
        let at = (floor..cue).rev().find(|at| self.scene.is("pronoun", *at))?;
        let mut voice = self.recall().person.clone()?;
        voice.span = self.scene.tokens.span(at..at + 1)?;
        voice.range = at..at + 1;
        voice.resolved = true;
        Some((voice, at + 1))
    }

    fn say(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
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
        let opener = if marks_agent { true } else { false };
        let complement = content::complement(scene, after, self.body.end, opener);
        let (content, rule) = match complement {
            Complement::Quote(span) => (span, SAY),
            Complement::Clause(clause)
                if !clause.is_empty() && !self.verbless(&clause, speaker.is_some()) =>
            {
                let end = content::clause_end(scene, clause.start, clause.end, self.later);
                (content::span_of(scene, clause.start..end)?, SAY)
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
                (self.content_before(self.content_floor(floor), head)?, SAY_AFTER)
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
            None if marks_agent && rule == SAY => {
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
    fn behind_addressee(&self, after: usize) -> usize {
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

    fn act(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let (voice, behind) = self.agent(range.start, floor).or_else(|| self.pronoun(range.start, floor))?;
        let content = if self.marks_agent() {
            content::span_of(scene, self.object_start(behind, range.start)..range.start)?
        } else {
            let mut start = self.behind_addressee(range.end);
            if scene.is("that", start) {
                start += 1;
            }
            let end = content::clause_end(scene, start, self.body.end, self.later);
            content::span_of(scene, start..end)?
        };
        let said_on = said_on(scene, behind.min(range.start)..range.start);
        let confidence = if voice.resolved { Confidence::WEAK } else { Confidence::LIKELY };
        Some(self.draft(vec![voice], cue, range, content, said_on, cue.class, confidence, ACT))
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

    fn passive(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let opener = self.marks_agent();
        let Complement::Clause(clause) = content::complement(scene, range.end, self.body.end, opener) else {
            return None;
        };
        let within = (floor..range.start).rev().find_map(|at| {
            let (end, marker) = scene.pack.speech.marker_at(scene.tokens, at)?;
            (marker == Marker::Within && end <= range.start).then_some(at)
        });
        let voices: Vec<Voice> =
            within.and_then(|at| voice::before(scene, at, floor, self.recall())).into_iter().collect();
        let confidence = if voices.is_empty() { Confidence::WEAK } else { Confidence::SURE };
        let end = content::clause_end(scene, clause.start, clause.end, self.later);
        let content = content::span_of(scene, clause.start..end)?;
        let said_on = said_on(scene, floor..range.start);
        Some(self.draft(voices, cue, range, content, said_on, cue.class, confidence, PASSIVE))
    }

    fn noun(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
        let scene = self.scene;
        let owner_end = (floor..range.start).rev().take(3).find(|at| scene.is("genitive", *at))?;
        let voice = voice::before(scene, owner_end, floor, self.recall())?;
        let content = match content::complement(scene, range.end, self.body.end, true) {
            Complement::Quote(span) => span,
            Complement::Clause(clause) => {
                let end = content::clause_end(scene, clause.start, clause.end, self.later);
                content::span_of(scene, clause.start..end)?
            }
            Complement::None => return None,
        };
        let confidence = if voice.resolved { Confidence::LIKELY } else { Confidence::SURE };
        Some(self.draft(vec![voice], cue, range, content, None, cue.class, confidence, NOUN))
    }

    fn non_report(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
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
        Some(self.draft(vec![voice], cue, range, content, None, cue.class, confidence, NON_REPORT))
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "the fields of a draft, named at each call by their variables"
    )]
    fn draft(
        &self,
        voices: Vec<Voice>,
        cue: &Cue,
        range: Range<usize>,
        content: Span,
        said_on: Option<Moment>,
        class: StatementClass,
        confidence: Confidence,
        rule: Rule,
    ) -> Draft {
        Draft {
            voices,
            mode: content::mode(self.scene, content, cue.mode),
            class,
            cue: self.scene.tokens.span(range).into_iter().collect(),
            content,
            said_on,
            confidence,
            rule,
            sentence: self.sentence,
        }
    }
}

fn is_break(mark: &str) -> bool {
    matches!(mark, "," | "\"" | "”" | "’" | "'" | "»" | ":" | "-" | "–" | "—")
}
