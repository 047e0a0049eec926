//! Agencies that a text itself credits: in its dateline, or in a line at its end.

use super::headline;
use super::listeners;
use super::words::Words;
use model::{ChainLink, LinkRole};
use std::ops::Range;

/// The most blocks at either end in which a credit may stand.
const ENDS: usize = 2;
/// The most tokens of a line of credits.
const LONGEST: usize = 16;

/// Returns the agencies that passed the whole text on: `SONPURA, July 22 (Desh Samvad) —`, `With inputs from Orbis`.
///
/// A person's byline is no link, nor is the outlet itself.
pub(super) fn credits(words: &Words<'_, '_>) -> Vec<ChainLink> {
    let blocks = &words.scene.article.blocks;
    let mut found: Vec<ChainLink> = Vec::new();
    let mut add = |range: Range<usize>, sure: bool| {
        let Some(voice) = listeners::relay(words, range, sure) else { return };
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
            while from < range.end && !words.capital(from) {
                from += 1;
            }
            let mut at = from;
            for end in from..=range.end {
                let stops = end == range.end || !words.is_word(end) || words.has(end, lang::Job::Join);
                if stops {
                    add(at..end, true);
                    at = end + 1;
                }
            }
        }
    }
    found
}
