//! Other names in brackets: `कोरियन सेंट्रल न्यूज एजेंसी (केसीएनए)`.

use super::Finder;
use model::{EntityType, Rule};

const RULE: Rule = Rule::new("name-in-brackets");

/// The most words a name in brackets may have.
const LONGEST: usize = 4;

/// Binds a short passage in brackets just after a name to what the name names.
///
/// Only letters may stand in the brackets, so that ages, dates and parties' seats bind nothing.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    let named: Vec<_> =
        finder.found().iter().map(|found| (found.range.end, found.kind, found.entity.clone())).collect();
    for (end, kind, entity) in named {
        // A closing quote may stand between: ‘…’ (KCNA).
        let open =
            if matches!(tokens.surface(end), "’" | "'" | "”" | "\"" | "*") { end + 1 } else { end };
        if tokens.surface(open) != "(" {
            continue;
        }
        let close = (open + 1..=open + 1 + LONGEST).find(|at| tokens.surface(*at) == ")");
        let Some(close) = close else { continue };
        // `HALM (Orbis) —`: behind a dateline stands who sent the report.
        let dateline = kind == EntityType::Loc && matches!(tokens.surface(close + 1), "—" | "–" | "-" | ":");
        if dateline {
            continue;
        }
        let inside = open + 1..close;
        if inside.is_empty() || !inside.clone().all(|at| finder.namelike(at)) {
            continue;
        }
        let surface = finder.surface(inside.clone()).to_owned();
        let lang = if super::cased(&surface) { "en" } else { finder.lang }.to_owned();
        if let Some(entity) = finder.entity_mut(&entity) {
            entity.names.entry(lang).or_default().insert(surface);
        }
        finder.take(inside, kind, entity, RULE);
    }
}
