//! Names that are known before the text is read.

use super::{Finder, capital, cased, guessed};
use lang::{Known, NameHit};
use model::{EntityType, Rule};
use std::ops::Range;

pub(super) const RULE: Rule = Rule::new("name-known");

/// A word that is less likely part of a name of a kind is none even where a pack knows the name.
const OUT: f32 = 0.02;

/// Takes the longest known names, left to right.
///
/// In a script with capitals a name must begin with one, so that `nice` is not the city; demonyms
/// have none in many languages. A place that was drawn up from open data is taken where what was learned does not
/// speak against it, any other place or body where it does not rule it out.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    for (range, hit) in std::mem::take(&mut finder.known) {
        let first = tokens.surface(range.start);
        if cased(first) && !capital(first) && hit.kind != EntityType::Norp {
            continue;
        }
        if is_ruled_out(finder, range.clone(), &hit) {
            continue;
        }
        let inside = is_of_a_body(finder, range.start, &hit) || names_a_body(finder, range.end, &hit);
        if guessed::outweighs(finder, &range, &hit) || inside {
            continue;
        }
        if let Some(id) = finder.adopt(&hit.key) {
            finder.take(range, hit.kind, id, RULE);
        }
    }
}

/// Tells whether what was learned speaks against a known name: a country may be a word in the name of a programme.
///
/// Never against a source or what the user named.
fn is_ruled_out(finder: &Finder<'_>, mut range: Range<usize>, hit: &NameHit) -> bool {
    let Some(known) = finder.packs.names().entity(&hit.key) else { return false };
    if known.drawn {
        return range.any(|at| finder.doubted(at, hit.kind));
    }
    let place_or_body = matches!(hit.kind, EntityType::Loc | EntityType::Org);
    place_or_body && known.source.is_none() && !known.own && !finder.likely(range, hit.kind, OUT)
}

/// Tells whether a person gives a body or a place the name: `Amar Sethia University`.
fn names_a_body(finder: &Finder<'_>, end: usize, hit: &NameHit) -> bool {
    let tokens = finder.tokens;
    hit.kind == EntityType::Per
        && capital(tokens.surface(end))
        && finder.pack.around.last(tokens, end).is_some()
}

/// Tells whether a place is the last word of a body's name: `University of Halm`.
///
/// A country behind a body says whose it is, and keeps its own mention.
fn is_of_a_body(finder: &Finder<'_>, start: usize, hit: &NameHit) -> bool {
    let (tokens, pack) = (finder.tokens, finder.pack);
    let country = finder.packs.names().entity(&hit.key).is_some_and(|known: &Known| known.is_country);
    start >= 2
        && hit.kind == EntityType::Loc
        && !country
        && capital(tokens.surface(start - 2))
        && pack.around.first(tokens, start - 2) == Some(EntityType::Org)
        && pack.grammar.is("genitive", tokens, start - 1)
}
