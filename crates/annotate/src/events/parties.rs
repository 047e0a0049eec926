//! Parties: the people, bodies and countries of a sentence, with PLOVER's codes.

use super::Told;
use crate::scene::Scene;
use model::{Actor, EntityId, EntityType, Mention, SourceKind};
use std::ops::Range;

/// How many words may stand between a country and those who are its: `मिस्र के एक अधिकारी`, `Israeli border police`.
const APART: usize = 3;

/// Somebody who may take part in a happening.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// The tokens that name them, with the country before them.
    pub(super) range: Range<usize>,
    pub(super) actor: Actor,
    /// It is a place, and takes part only where it acts or is acted upon as a state.
    pub(super) place: bool,
    /// It is a country or a people: those who stand behind it may be its own.
    state: bool,
}

/// Returns the parties of a sentence in text order, none inside another.
///
/// Recognises names, and words for people and bodies (`parties.tsv`) with the country that stands before or behind them.
/// Matches `मिस्र के एक अधिकारी` (an official of Egypt): EGY, GOV; “Israeli soldiers”: ISR, MIL.
/// Refuses agencies and media that pass on, and named events.
/// Misses people whom only a clause describes.
pub(super) fn parties(told: &Told<'_, '_>) -> Vec<Party> {
    let scene = told.scene;
    let mut found: Vec<Party> = Vec::new();
    let mut at = told.body.start;
    while at < told.body.end {
        let head =
            scene.pack.parties.heads().longest_at(scene.tokens, at).filter(|(end, _)| *end <= told.body.end);
        let mention = scene.mention_starting_at(at).filter(|(_, range)| range.end <= told.body.end);
        let (end, party) = match (head, mention) {
            (Some((end, kind)), mention) if mention.as_ref().is_none_or(|(_, range)| range.end < end) => {
                let actor = Actor {
                    name: String::new(),
                    entity: None,
                    code: kind.code.clone(),
                    sector: kind.sector.clone(),
                };
                (end, Some(Party { range: at..end, actor, place: false, state: false }))
            }
            (_, Some((mention, range))) => (range.end, of_mention(scene, mention, range)),
            _ => {
                at += 1;
                continue;
            }
        };
        if let Some(party) = party {
            add(told, &mut found, party);
        }
        at = end.max(at + 1);
    }
    found
}

fn of_mention(scene: &Scene<'_>, mention: &Mention, range: Range<usize>) -> Option<Party> {
    let entity = scene.entity(&mention.entity)?;
    let passes_on = matches!(entity.source, Some(SourceKind::Agency | SourceKind::Media));
    if passes_on || mention.kind == EntityType::Event {
        return None;
    }
    let mut actor = actor(scene, &mention.entity)?;
    if actor.sector.is_none() {
        let titles = scene.packs.names().titles();
        actor.sector = entity.roles.iter().find_map(|role| titles.get(role)?.sector.clone());
    }
    if actor.sector.is_none()
        && mention.kind == EntityType::Per
        && let Some((end, head)) = scene.pack.parties.heads().longest_at(scene.tokens, range.start)
        && end <= range.end
    {
        actor.sector = head.sector.clone();
    }
    let place = mention.kind == EntityType::Loc;
    Some(Party { range, actor, place, state: place || mention.kind == EntityType::Norp })
}

/// Adds a party; one that is another's joins it.
fn add(told: &Told<'_, '_>, found: &mut Vec<Party>, mut party: Party) {
    let scene = told.scene;
    let country = |party: &Party| party.state;
    if let Some(owner) = found.last()
        && country(owner)
        && !country(&party)
        && party.range.start <= owner.range.end + APART
        && owns(told, owner.range.end..party.range.start)
        && let Some(owner) = found.pop()
    {
        party.range.start = owner.range.start;
        if party.actor.code.is_none() || party.actor.entity.is_none() && owner.actor.code.is_some() {
            party.actor.code = owner.actor.code;
        }
        if party.actor.entity.is_none() && party.actor.sector.is_none() {
            party.actor.sector = owner.actor.sector;
        }
    } else if let Some(head) = found.last_mut()
        && head.actor.entity.is_none()
        && party.range.start <= head.range.end + 2
    {
        let between = head.range.end..party.range.start;
        // `the president Radim Korsak`, `former minister Ama Rao`: one party.
        if between.is_empty() && !country(&party) {
            party.range.start = head.range.start;
            party.actor.sector = head.actor.sector.clone().or(party.actor.sector);
            party.actor.code = party.actor.code.or(head.actor.code.clone());
            if party.actor.name.is_empty() {
                party.actor.name = scene.surface(party.range.clone()).to_owned();
            }
            *head = party;
            return;
        }
        // `the government of Kelden`.
        let of =
            !told.verb_last && between.clone().all(|at| scene.is("genitive", at) || scene.is("article", at));
        if country(&party) && of && !between.is_empty() {
            head.range.end = party.range.end;
            head.actor.code = party.actor.code;
            head.actor.name = scene.surface(head.range.clone()).to_owned();
            return;
        }
    }
    if party.actor.name.is_empty() {
        party.actor.name = scene.surface(party.range.clone()).to_owned();
    }
    found.push(party);
}

/// Tells whether words between a country and people say that these are its: a genitive, or plain words.
fn owns(told: &Told<'_, '_>, between: Range<usize>) -> bool {
    let scene = told.scene;
    let genitive = between.clone().any(|at| scene.is("genitive", at) && scene.tokens.key(at) != "of");
    let plain = between.clone().all(|at| {
        !scene.is_mark(at)
            && !scene.pack.grammar.is_small(scene.tokens, at)
            && !scene.pack.happenings.is_verb(scene.tokens, at)
    });
    match told.verb_last {
        true => between.is_empty() || scene.is("genitive", between.start),
        false => plain || genitive && between.len() <= 3,
    }
}

/// Returns an entity as PLOVER codes it.
fn actor(scene: &Scene<'_>, id: &EntityId) -> Option<Actor> {
    let entity = scene.entity(id)?;
    let book = scene.packs.names();
    let country = entity.country.as_deref().and_then(|key| book.entity(key));
    let known = book.by_id(id);
    let code = known
        .and_then(|known| known.code.clone())
        .or_else(|| country.and_then(|country| country.code.clone()));
    let sector = known.and_then(|known| known.sector.clone());
    Some(Actor { name: entity.name.clone(), entity: Some(id.clone()), code, sector })
}
