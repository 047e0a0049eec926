//! Sayings that belong to a speaker.

use super::line::{Line, Who, marker_before};
use super::voices::{self, Named};
use super::{says, source};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use lang::{Cue, Marker};
use model::Rule;
use std::ops::Range;

const RULE: Rule = Rule::new("owner-of-saying");

/// Recognises a saying that belongs to somebody: “‹speaker› का कहना है कि …”, “उनकी राय है कि …”.
///
/// Matches `ग्रामीणों का कहना है कि पुल बंद था` (villagers say that the bridge was closed).
/// Refuses a noun without an owner before it (`अनुमान है कि पुल बंद था`, it is thought that the bridge was closed).
/// Misses an owner who stands more than four words before the noun.
pub(super) fn read(line: &mut Line<'_, '_>, range: Range<usize>, cue: &Cue) -> Option<Draft> {
    let scene = line.scene;
    let floor = line.floor(range.start);
    let content = match says::complement(line, range.end) {
        Complement::Quote(span) => span,
        Complement::Clause(clause) => content::span_of(scene, clause)?,
        Complement::None => return None,
    };
    let (named, behind) = (floor..range.start).rev().take(5).find_map(|at| {
        if let Some(end) = line.marker(Marker::Owner, at) {
            return voices::pronoun(scene, at..end, &line.memory.recall).map(|named| (named, end));
        }
        // `पुलिस को आशंका है कि …`: who has the thought stands in the dative.
        let thinks = at + 1 == range.start && line.marker(Marker::Dative, at).is_some();
        if !scene.is("genitive", at) && !thinks {
            return None;
        }
        // `इस बात की आशंका है कि …`: what owns the noun is nobody.
        if marker_before(scene, Marker::Measure, at).is_some() && scene.mention_ending_at(at).is_none() {
            return None;
        }
        voices::phrase(line, at, floor).map(|voice| (Named::Voice(voice), at + 1))
    })?;
    let mut who = Who { start: named.start(), behind, ..Who::default() };
    match named {
        Named::Voice(voice) => who.voices.push(voice),
        Named::Nobody(speaker, _) => who.nobody = Some(speaker),
    }
    source::lean(line, &mut who, floor, range.start);
    if let Some(outer) = line.around(range.start) {
        says::enter(line, outer, &mut who, false, range.start)?;
    }
    Some(line.draft(who, range, (cue.mode, cue.class), content, RULE))
}
