//! Subjects: who speaks or acts before a cue.

use super::Reader;
use crate::voice::{self, Recall, Voice, is_quote_mark};
use lang::Marker;
use model::{EntityType, LinkRole};

/// The most words behind the head of a subject.
const LONGEST_TAIL: usize = 8;

impl Reader<'_, '_> {
    /// Tells whether the language marks who acts (ने); if not, the subject stands beside the verb.
    pub(super) fn marks_agent(&self) -> bool {
        self.scene.pack.grammar.knows("agent")
    }

    pub(super) fn recall(&self) -> &Recall {
        &self.memory.recall
    }

    /// Returns who acts before a cue, and where the words behind them begin.
    pub(super) fn agent(&self, cue: usize, floor: usize) -> Option<(Voice, usize)> {
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
        if at <= floor {
            return None;
        }
        at = self.before_relay(at, floor);
        match scene.tokens.surface(at - 1) {
            "," => self.apposed(at - 1, floor).map(|voice| (voice, cue)),
            mark if is_quote_mark(mark) => None,
            _ => {
                let voice = self.holder(at, floor).or_else(|| voice::before(scene, at, floor, self.recall()));
                voice.map(|voice| (voice, cue))
            }
        }
    }

    /// Returns where a source that stands between subject and verb begins: `Orbis, citing VCNA, said`.
    fn before_relay(&self, end: usize, floor: usize) -> usize {
        let scene = self.scene;
        let marker = (floor + 1..end).rev().take(8).find(|at| {
            scene.pack.speech.marker_at(scene.tokens, *at).is_some_and(|(after, marker)| {
                let source = matches!(marker, Marker::ViaBefore | Marker::AccordingBefore);
                let voice = source.then(|| voice::after(scene, after, end, self.recall())).flatten();
                voice.is_some_and(|voice| voice.range.end == end)
            })
        });
        marker.unwrap_or(end)
    }

    /// Returns the subject of an apposition that ends at a comma: `Nora Brandt, the prime minister, said`.
    fn apposed(&self, comma: usize, floor: usize) -> Option<Voice> {
        let scene = self.scene;
        // `The prime minister, Nora Brandt, said`.
        let named = scene.mention_ending_at(comma).filter(|(mention, _)| mention.kind == EntityType::Per);
        if named.is_some_and(|(_, range)| range.start > floor && scene.tokens.surface(range.start - 1) == ",")
        {
            return voice::before(scene, comma, floor, self.recall());
        }
        let open = (floor..comma).rev().take(14).find(|at| scene.tokens.surface(*at) == ",")?;
        let first = open + 1;
        let role = (first..comma).any(|at| {
            scene.pack.speech.head_at(scene.tokens, at).is_some()
                || scene.packs.names().title_at(scene.tokens, at).is_some()
        });
        let marker = scene.pack.speech.marker_at(scene.tokens, first).is_some();
        let small = scene.pack.grammar.is_stop(scene.tokens.key(first));
        if !(role || marker || small) {
            return None;
        }
        let voice = self.holder(open, floor).or_else(|| voice::before(scene, open, floor, self.recall()));
        voice.filter(|voice| !voice.resolved)
    }

    /// Returns the voice of a noun phrase that goes on behind its head: `residents of the village`,
    /// `Rao of the district hospital`, `a spokesman for the army`; of a paper, whose it is: `a report by the police`.
    fn holder(&self, end: usize, floor: usize) -> Option<Voice> {
        let scene = self.scene;
        let mut at = end;
        while at > floor + 1 && end - at < LONGEST_TAIL {
            at -= 1;
            if scene.is_mark(at) && !matches!(scene.tokens.surface(at), "-" | "'" | "’")
                || scene.is("verb", at)
                || scene.is("that", at)
                || scene.is("conjunction", at)
                || scene.time_around(at).is_some()
            {
                return None;
            }
            if !scene.is("case", at) && scene.tokens.key(at) != "of" {
                continue;
            }
            if let Some((mention, _)) = scene.mention_ending_at(at) {
                let holds = mention.kind == EntityType::Per;
                return holds.then(|| voice::before(scene, at, floor, self.recall())).flatten();
            }
            let Some((_, role)) = scene.pack.speech.head_before(scene.tokens, at) else { continue };
            if role == LinkRole::Document {
                return voice::before(scene, end, at, self.recall());
            }
            let mut voice = voice::before(scene, at, floor, self.recall())?;
            if voice.entity.is_none() {
                voice.range.end = end;
                voice.span = scene.tokens.span(voice.range.clone())?;
                voice.name = scene.surface(voice.range.clone()).to_owned();
            }
            return Some(voice);
        }
        None
    }

    /// Returns the voice of a pronoun that carries its own agent marker, before a cue.
    pub(super) fn pronoun(&self, cue: usize, floor: usize) -> Option<(Voice, usize)> {
        let at = (floor..cue).rev().find(|at| self.scene.is("pronoun", *at))?;
        let mut voice = self.recall().person.clone()?;
        voice.span = self.scene.tokens.span(at..at + 1)?;
        voice.range = at..at + 1;
        voice.resolved = true;
        Some((voice, at + 1))
    }
}
