//! Organisations named by what they are: `रक्षा मंत्रालय`, `the Defence Ministry`.

use super::{Finder, capital, cased};
use model::{EntityId, EntityType, LinkRole, Rule, SourceKind};
use std::ops::Range;

const RULE: Rule = Rule::new("name-by-head");

/// The most words before the head that belong to the name.
const LONGEST: usize = 3;

/// From here on what was learned takes a word before the head for a part of the name.
const JOINED: f32 = 0.05;
/// From here on what was learned takes all the words for a name.
const NAMED: f32 = 0.1;

/// Takes a head word of an official body or an agency with the words that qualify it.
///
/// Where a tagger was learned, it must take the words for a body too: `विपक्षी दल`, `स्थानीय पुलिस` say what, not who.
/// The country before it (`सर्वेनिया के रक्षा मंत्रालय`) is part of whom it names, not of the mention.
/// A bare head (`सरकार`) names nobody by itself.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    for end in 1..=tokens.len() {
        let Some((head, role)) = finder.pack.speech.head_before(tokens, end) else { continue };
        if !matches!(role, LinkRole::Official | LinkRole::Agency) || !finder.free(head..end) {
            continue;
        }
        // A longer head that ends later (`खुफिया सेवा` in `राष्ट्रीय खुफिया सेवा`) is met at its own end.
        let mut start = head;
        while start > 0
            && head - start < LONGEST
            && finder.namelike(start - 1)
            && finder.likely(start - 1..start, EntityType::Org, JOINED)
        {
            // `आज बैंक`: the day is no part of the name.
            if finder.pack.times.days().exact(tokens, start - 1..start).is_some() {
                break;
            }
            // `यह जानकारी` points back and names nobody.
            if finder.pack.grammar.before("this", tokens, start).is_some() {
                break;
            }
            start -= 1;
        }
        if start == head || !finder.likely(start..end, EntityType::Org, NAMED) {
            continue;
        }
        if cased(tokens.surface(start)) && !capital(tokens.surface(end - 1)) {
            continue;
        }
        take(finder, start..end, role, RULE);
    }
}

/// Takes an organisation whose name ends in a head word of a role.
pub(super) fn take(finder: &mut Finder<'_>, range: Range<usize>, role: LinkRole, rule: Rule) {
    let country = country_before(finder, range.start);
    let scope = country.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
    let surface = finder.surface(range.clone()).to_owned();
    let id = finder.entity_for(EntityType::Org, &surface, &scope);
    let key = country.as_ref().and_then(|id| id.as_str().strip_prefix("e-")).map(str::to_owned);
    if let Some(entity) = finder.entity_mut(&id) {
        entity.source =
            Some(if role == LinkRole::Agency { SourceKind::Agency } else { SourceKind::Government });
        entity.country = key;
    }
    finder.take(range, EntityType::Org, id, rule);
}

/// Returns the country named just before a token, over a genitive or directly.
fn country_before(finder: &Finder<'_>, start: usize) -> Option<EntityId> {
    let mut end = start;
    if end > 0 && finder.pack.grammar.is("genitive", finder.tokens, end - 1) {
        end -= 1;
    }
    let found = finder.ending_at(end)?;
    let place = matches!(found.kind, EntityType::Loc | EntityType::Norp);
    place.then(|| found.entity.clone())
}
