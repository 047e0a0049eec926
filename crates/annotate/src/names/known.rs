//! Names that are known before the text is read.

use super::{Finder, capital, cased, guessed};
use model::{EntityType, Rule};

const RULE: Rule = Rule::new("name-known");

/// Takes the longest known names, left to right.
///
/// In a script with capitals a name must begin with one, so that `nice` is not the city; demonyms
/// have none in many languages.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    for (range, hit) in std::mem::take(&mut finder.known) {
        let first = tokens.surface(range.start);
        if cased(first) && !capital(first) && hit.kind != EntityType::Norp {
            continue;
        }
        if guessed::outweighs(finder, &range, &hit) {
            continue;
        }
        if let Some(id) = finder.adopt(&hit.key) {
            finder.take(range, hit.kind, id, RULE);
        }
    }
}
