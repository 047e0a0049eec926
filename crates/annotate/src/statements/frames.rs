//! Frames: how the words around a cue are built, and so who speaks and what is said.

mod according;
mod act;
mod non_report;
mod noun;
mod passive;
mod say;
mod subject;

use super::content::{self, Complement};
use super::hits::{Hit, hits};
use super::{Draft, Memory};
use crate::scene::Scene;
use crate::voice::{self, Recall, Voice};
use lang::{Cue, Frame, Marker};
use model::{Confidence, EntityType, LinkRole, Mode, Moment, Rule, Span, StatementClass};
use std::ops::Range;

/// The least tokens of a content that is worth keeping.
const SHORTEST: usize = 2;

/// Returns the drafts of one sentence.
pub(super) fn read(scene: &Scene<'_>, body: Range<usize>, sentence: usize, memory: &Memory) -> Vec<Draft> {
    let hits = hits(scene, body.clone());
    let mut drafts: Vec<Draft> = Vec::new();
    let mut relays: Vec<according::Relay> = Vec::new();
    for (index, hit) in hits.iter().enumerate() {
        match hit {
            Hit::Marker(range, marker) => {
                if let Some(relay) = according::relay(scene, range.clone(), *marker, &body, memory) {
                    relays.push(relay);
                }
            }
            Hit::Cue(range, cue) => {
                let reader = Reader { scene, body: &body, sentence, memory, later: &hits[index + 1..] };
                if let Some(draft) = coordinated(&reader, range.clone(), cue, &mut drafts) {
                    drafts.push(draft);
                    continue;
                }
                let nested = drafts.last().filter(|outer| outer.rule == say::RULE).map(|outer| {
                    let tokens = scene.tokens.within(outer.content);
                    (tokens.contains(&range.start), tokens.start)
                });
                if let Some((true, outer_start)) = nested {
                    // Inside what somebody says, only a saying with a clause of its own is another statement.
                    if cue.frame != Frame::Say && cue.frame != Frame::Noun {
                        continue;
                    }
                    if let Some(mut draft) = reader.read(range.clone(), cue, outer_start) {
                        if draft.rule == say::AFTER {
                            take(scene, &mut drafts, draft);
                            continue;
                        }
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
    according::attach(scene, &mut drafts, relays, &body, sentence, &hits);
    drafts.retain(|draft| {
        scene.tokens.within(draft.content).len() >= SHORTEST || draft.mode == Mode::NonReport
    });
    drafts
}

/// Reads a second verb of the same speaker: `… said the road was closed and added that buses would run`.
///
/// The content of the first ends before the conjunction.
fn coordinated(
    reader: &Reader<'_, '_>,
    range: Range<usize>,
    cue: &Cue,
    drafts: &mut [Draft],
) -> Option<Draft> {
    let scene = reader.scene;
    let joined = range.start > reader.body.start && scene.is("conjunction", range.start - 1);
    if cue.frame != Frame::Say || !joined {
        return None;
    }
    let outer =
        drafts.last_mut().filter(|outer| outer.mode != Mode::NonReport && !outer.voices.is_empty())?;
    let first = scene.tokens.within(outer.content);
    let complement = content::complement(scene, range.end, reader.body.end, reader.marks_agent());
    let content = match complement {
        Complement::Quote(span) => span,
        Complement::Clause(clause) => {
            let end = content::clause_end(scene, clause.start, clause.end, reader.later);
            content::span_of(scene, clause.start..end)?
        }
        Complement::None => return None,
    };
    if first.contains(&range.start) {
        if range.start - 1 < first.start + SHORTEST {
            return None;
        }
        outer.content = content::span_of(scene, first.start..range.start - 1)?;
    }
    let voices = outer.voices.clone();
    Some(reader.draft(voices, cue, range, content, None, cue.class, Confidence::LIKELY, say::RULE))
}

/// Adds a draft; one whose content holds statements of this sentence is who passed them on (`Ven said …, VCNA said`).
fn take(scene: &Scene<'_>, drafts: &mut Vec<Draft>, draft: Draft) {
    let holds = |inner: &Draft| {
        inner.mode != Mode::NonReport && inner.cue.iter().all(|cue| draft.content.covers(*cue))
    };
    if draft.rule != say::AFTER || !drafts.iter().any(holds) {
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

/// Returns the body that a sentence begins with, in a language whose subject needs no marker.
pub(super) fn subject_body(scene: &Scene<'_>, start: usize) -> Option<Voice> {
    let first = if scene.is("article", start) { start + 1 } else { start };
    let (mention, range) = scene.mention_starting_at(first)?;
    let org = mention.kind == EntityType::Org && !scene.pack.grammar.knows("agent");
    org.then(|| voice::before(scene, range.end, start, &Recall::default())).flatten()
}

/// Returns the person whose letter or statement a sentence names: `मुख्य अभियंता के पत्र`, `अभियंता ने पत्र लिखा`.
pub(super) fn author(scene: &Scene<'_>, body: Range<usize>, recall: &Recall) -> Option<Voice> {
    body.clone().find_map(|at| {
        let (end, role) = scene.pack.speech.head_at(scene.tokens, at)?;
        let written =
            scene.pack.speech.cue_at(scene.tokens, end).is_some_and(|(_, cue)| cue.frame == Frame::Say);
        if role == LinkRole::Document && written {
            let writer =
                actor(scene, body.start..at, recall).filter(|voice| voice.role == LinkRole::Speaker)?;
            return Some(Voice { paper: Some(scene.surface(at..end).to_owned()), ..writer });
        }
        let owned = role == LinkRole::Document && at > body.start && end <= body.end;
        let voice = owned.then(|| voice::before(scene, end, body.start, recall)).flatten()?;
        (voice.paper.is_some() && !voice.resolved).then_some(voice)
    })
}

/// Returns the day on which something was said: the first day named between the speaker and the cue.
pub(super) fn said_on(scene: &Scene<'_>, range: Range<usize>) -> Option<Moment> {
    range.filter_map(|at| scene.time_around(at)).find_map(|time| time.value.as_ref()?.moment())
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
            Frame::Call => None,
        }
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
            more: Vec::new(),
            nobody: None,
        }
    }
}
