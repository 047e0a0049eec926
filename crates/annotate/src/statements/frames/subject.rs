//! Subjects: who speaks or acts before a cue.

use super::Reader;
use crate::voice::{self, Recall, Voice};
use model::EntityType;

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
    pub(super) fn pronoun(&self, cue: usize, floor: usize) -> Option<(Voice, usize)> {
        let at = (floor..cue).rev().find(|at| self.scene.is("pronoun", *at))?;
        let mut voice = self.recall().person.clone()?;
        voice.span = self.scene.tokens.span(at..at + 1)?;
        voice.range = at..at + 1;
        voice.resolved = true;
        Some((voice, at + 1))
    }
}
