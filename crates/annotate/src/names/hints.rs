//! What the packs say of each word, for the tagger.

use lang::{NameHit, Pack, Packs, TitleSide};
use model::{EntityType, LinkRole};
use std::ops::Range;
use tagger::Hints;
use text::Tokens;

/// Returns the hints of all tokens.
///
/// The numbers mean something only beside those with which the tagger was trained: what changes here needs new
/// weights.
pub fn hints(tokens: &Tokens<'_>, packs: &Packs, pack: &Pack) -> Vec<Hints> {
    let known: Vec<(Range<usize>, NameHit)> =
        packs.names().names().find(tokens).map(|(range, hit)| (range, hit.clone())).collect();
    hints_of(tokens, packs, pack, &known)
}

/// Returns the hints of all tokens, with the known names found before.
pub(crate) fn hints_of(
    tokens: &Tokens<'_>,
    packs: &Packs,
    pack: &Pack,
    known: &[(Range<usize>, NameHit)],
) -> Vec<Hints> {
    let mut hints: Vec<Hints> = (0..tokens.len())
        .map(|at| Hints {
            grammar: grammar(tokens, pack, at),
            joins: pack.grammar.is("conjunction", tokens, at),
            small: pack.grammar.is_small(tokens, at),
            ..Hints::default()
        })
        .collect();
    for at in 0..tokens.len() {
        if let Some((end, role)) = pack.speech.head_at(tokens, at) {
            hints[at..end].iter_mut().for_each(|hint| hint.cue = head(role));
        }
    }
    for (range, title) in packs.names().titles().find(tokens) {
        let cue = match (title.side, title.kind) {
            (TitleSide::Before, EntityType::Per) => 1,
            (TitleSide::Before, _) => 2,
            (TitleSide::After, _) => 3,
        };
        hints[range].iter_mut().for_each(|hint| hint.cue = cue);
    }
    for (range, hit) in known {
        // What was learned knows open tables of places in its own way.
        if packs.names().entity(&hit.key).is_some_and(|known| known.drawn) {
            continue;
        }
        let kind = match hit.kind {
            EntityType::Per => 1,
            EntityType::Loc => 2,
            EntityType::Org => 3,
            EntityType::Norp => 4,
            EntityType::Event => 5,
        };
        for (at, hint) in hints[range.clone()].iter_mut().enumerate() {
            hint.name = kind * 2 + u8::from(at > 0);
        }
    }
    hints
}

/// Words of the calendar are numbered from here.
const CALENDAR: u8 = 100;

fn grammar(tokens: &Tokens<'_>, pack: &Pack, at: usize) -> u8 {
    match pack.grammar.number(tokens, at) {
        0 if pack.calendar.weekdays().exact(tokens, at..at + 1).is_some() => CALENDAR,
        0 if pack.calendar.months().exact(tokens, at..at + 1).is_some() => CALENDAR + 1,
        0 if pack.grammar.is_stop(tokens.key(at)) => CALENDAR + 2,
        number => number,
    }
}

fn head(role: LinkRole) -> u8 {
    match role {
        LinkRole::Official => 4,
        LinkRole::Agency => 5,
        LinkRole::Media => 6,
        LinkRole::Speaker => 7,
        LinkRole::Anonymous => 8,
        LinkRole::Document => 9,
        LinkRole::Outlet => 10,
    }
}
