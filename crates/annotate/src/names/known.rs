//! Names that are known before the text is read.

use super::{Finder, capital, cased};
use model::{EntityType, Rule};

const RULE: Rule = Rule::new("name-known");

/// Takes the longest known names, left to right.
///
/// In a script with capitals a name must begin with one, so that `nice` is not the city; demonyms
/// have none in many languages.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    let packs = finder.packs;
    let hits: Vec<_> = packs.names().names().find(tokens).map(|(range, hit)| (range, hit.clone())).collect();
    for (range, hit) in hits {
        let first = tokens.surface(range.start);
        if cased(first) && !capital(first) && hit.kind != EntityType::Norp {
            continue;
        }
        if let Some(id) = finder.adopt(&hit.key) {
            finder.take(range, hit.kind, id, RULE);
        }
    }
}
