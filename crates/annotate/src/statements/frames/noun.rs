//! Sayings that belong to a speaker.

use super::Reader;
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use crate::voice;
use lang::Cue;
use model::{Confidence, Rule};
use std::ops::Range;

const RULE: Rule = Rule::new("saying-of-speaker");

impl Reader<'_, '_> {
    /// Recognises a saying that belongs to somebody: “‹speaker› का कहना है कि …”.
    ///
    /// Matches `ग्रामीणों का कहना है कि पुल बंद था` (villagers say that the bridge was closed).
    /// Refuses a noun without an owner before it or a clause behind it.
    /// Misses an owner who stands more than three words before the noun.
    pub(super) fn noun(&self, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
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
        Some(self.draft(vec![voice], cue, range, content, None, cue.class, confidence, RULE))
    }
}
