//! Agencies that a text itself credits: in its dateline, or in a line at its end.

use super::headline;
use super::listeners;
use super::phrase;
use super::words::Words;
use crate::voice::Voice;
use model::{ChainLink, EntityType, LinkRole};
use std::ops::Range;

/// The most blocks at either end in which a credit may stand.
const ENDS: usize = 2;
/// The most tokens of a line of credits.
const LONGEST: usize = 16;
/// The most words of the name of an agency that no table knows.
const LONGEST_NAME: usize = 3;

/// Returns the agencies that passed the whole text on: `SONPURA, July 22 (Desh Samvad) —`, `With inputs from Orbis`.
///
/// A person's byline is no link, nor is the outlet itself.
pub(super) fn credits(words: &Words<'_, '_>) -> Vec<ChainLink> {
    let blocks = &words.scene.article.blocks;
    let mut found: Vec<ChainLink> = Vec::new();
    let mut add = |range: Range<usize>, agency: bool| {
        let known = listeners::relay(words, range.clone(), true);
        let Some(voice) = known.or_else(|| unknown(words, range).filter(|_| agency)) else { return };
        let link =
            ChainLink { name: voice.name, entity: voice.entity, role: LinkRole::Agency, explicit: false };
        if !found.iter().any(|known| known.name == link.name) {
            found.push(link);
        }
    };
    for (at, block) in blocks.iter().enumerate() {
        if at >= ENDS && at + ENDS < blocks.len() {
            continue;
        }
        let range = words.scene.tokens.within(block.span);
        let dateline = headline::dateline(words, range.clone());
        let bracket = dateline.clone().find(|at| matches!(words.surface(*at), "(" | "["));
        if let Some(open) = bracket {
            add(open + 1..words.past(open).saturating_sub(1), true);
        }
        if range.len() > LONGEST {
            continue;
        }
        let bare =
            if matches!(words.surface(range.start), "(" | "[") { range.start + 1 } else { range.start };
        if let Some(end) = words.phrase(bare, lang::Job::Credit).filter(|end| *end < range.end) {
            let mut from = end;
            let writer = end.saturating_sub(1);
            while from < range.end && !words.capital(from) {
                from += 1;
            }
            let mut at = from;
            for end in from..=range.end {
                let stops = end == range.end || !words.is_word(end) || words.has(end, lang::Job::Join);
                if stops {
                    // `Reporting by Mira Loft`: who writes is a person.
                    add(at..end, !words.has(writer, lang::Job::Author));
                    at = end + 1;
                }
            }
        }
    }
    found
}

/// Returns a name of several words that no table knows as the agency which it must be where it stands.
fn unknown(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    // `from` before a name makes it look like a place: only a known one is.
    let place = words
        .scene
        .mentions_in(range.clone())
        .any(|(mention, _)| mention.kind == EntityType::Loc && mention.rule.as_str() == "name-known");
    let time = range.clone().any(|at| words.time_around(at).is_some());
    let name = (2..=LONGEST_NAME).contains(&range.len()) && range.clone().all(|at| words.capital(at));
    let fits = name && !place && !time && !listeners::own(words, range.clone());
    fits.then(|| phrase::outlet(words, range)).flatten()
}
