//! Names: who and what a document mentions, and which mentions name the same.
//!
//! Rules, in the order in which they may claim words: names known from packs and the user's files; names that a
//! title announces; names guessed from their surroundings; organisations built on a head word; names
//! that capitals show; people who speak; names in brackets;
//! parts of full names seen in the document.
//! A later rule never takes words from an earlier one, but a guess that is sure of a longer name goes before a known
//! name inside it.

mod bracketed;
mod capitals;
mod guessed;
mod hints;
mod known;
mod organisations;
mod parts;
mod speaking;
mod titled;

use lang::{Known, NameHit, Pack, Packs};
use model::{Entity, EntityId, EntityType, Mention, Names, Rule, Sentence, Span, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use tagger::{Guess, KINDS, Reading};
use text::{TokenKind, Tokens, fold};

pub use hints::hints;

/// Adds to entities sorted by id those that chains name and the text does not: agencies credited in the byline.
pub(crate) fn add_credited(entities: &mut Vec<Entity>, statements: &[Statement], packs: &Packs) {
    let named: BTreeSet<&EntityId> = statements
        .iter()
        .flat_map(|statement| statement.chain.links())
        .filter_map(|link| link.entity.as_ref())
        .collect();
    for id in named {
        if let Err(at) = entities.binary_search_by(|entity| entity.id.cmp(id))
            && let Some(known) = packs.names().by_id(id)
        {
            entities.insert(at, of_known(known));
        }
    }
}

fn of_known(known: &Known) -> Entity {
    Entity {
        id: known.id(),
        kind: known.kind,
        name: known.label.clone(),
        names: known.names.clone(),
        kb: known.kb.clone(),
        source: known.source,
        country: known.of.clone(),
        roles: BTreeSet::new(),
    }
}

/// What the name rules read and write.
pub(crate) struct Finder<'a> {
    pub(crate) tokens: &'a Tokens<'a>,
    pub(crate) packs: &'a Packs,
    pub(crate) pack: &'a Pack,
    pub(crate) lang: &'a str,
    found: Vec<Found>,
    /// For each token the place in `found` of the mention that holds it, plus one.
    taken: Vec<usize>,
    /// For each token whether it can be part of a name by itself.
    namelike: Vec<bool>,
    entities: BTreeMap<EntityId, Entity>,
    /// The known names in the text, the longest at each place.
    known: Vec<(Range<usize>, NameHit)>,
    /// Whether the language has a tagger.
    learned: bool,
    /// What the tagger reads in the text.
    reading: Reading,
}

/// One mention as the rules hand it in, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) kind: EntityType,
    pub(crate) entity: EntityId,
    pub(crate) rule: Rule,
}

/// Returns the mentions in text order and their entities sorted by id.
pub(crate) fn names(
    tokens: &Tokens<'_>,
    sentences: &[Sentence],
    packs: &Packs,
    pack: &Pack,
    lang: &str,
) -> (Vec<Mention>, Vec<Entity>) {
    let known: Vec<_> = packs.names().names().find(tokens).map(|(range, hit)| (range, hit.clone())).collect();
    let reading = guessed::read(tokens, sentences, packs, pack, &known);
    let mut finder = Finder {
        tokens,
        packs,
        pack,
        lang,
        found: Vec::new(),
        taken: vec![0; tokens.len()],
        namelike: (0..tokens.len()).map(|at| is_namelike(tokens, pack, at)).collect(),
        entities: BTreeMap::new(),
        known,
        learned: reading.is_some(),
        reading: reading.unwrap_or_default(),
    };
    known::find(&mut finder);
    titled::find(&mut finder);
    guessed::find(&mut finder);
    organisations::find(&mut finder);
    capitals::find(&mut finder);
    speaking::find(&mut finder);
    bracketed::find(&mut finder);
    parts::find(&mut finder);
    finder.finish()
}

impl Finder<'_> {
    /// Tells whether none of these tokens belongs to a mention yet.
    pub(crate) fn free(&self, range: Range<usize>) -> bool {
        self.taken.get(range).is_some_and(|taken| taken.iter().all(|taken| *taken == 0))
    }

    /// Takes a mention whose tokens are free.
    pub(crate) fn take(&mut self, range: Range<usize>, kind: EntityType, entity: EntityId, rule: Rule) {
        if range.is_empty() || !self.free(range.clone()) {
            return;
        }
        self.taken[range.clone()].fill(self.found.len() + 1);
        self.found.push(Found { range, kind, entity, rule });
    }

    /// Returns the mentions so far, in the order in which they were found.
    pub(crate) fn found(&self) -> &[Found] {
        &self.found
    }

    /// Returns the mention that ends just before a token.
    pub(crate) fn ending_at(&self, end: usize) -> Option<&Found> {
        let found = self.holding(end.checked_sub(1)?)?;
        (found.range.end == end).then_some(found)
    }

    /// Returns the mention that starts at a token.
    pub(crate) fn starting_at(&self, start: usize) -> Option<&Found> {
        self.holding(start).filter(|found| found.range.start == start)
    }

    /// Returns the guess that holds all of a range.
    pub(crate) fn guess_over(&self, range: &Range<usize>) -> Option<&Guess> {
        let after = self.reading.guesses.partition_point(|guess| guess.range.start <= range.start);
        self.reading.guesses[..after].last().filter(|guess| guess.range.end >= range.end)
    }

    /// Returns how likely a token is part of a name of a kind, by what was learned; 0 where nothing was.
    pub(crate) fn chance(&self, at: usize, kind: EntityType) -> f32 {
        let kind = KINDS.iter().position(|known| *known == kind);
        kind.zip(self.reading.kinds.get(at)).map_or(0.0, |(kind, kinds)| kinds[kind])
    }

    /// Tells whether what was learned speaks against a token being part of a name of a kind.
    ///
    /// Never where the language has no tagger.
    pub(crate) fn doubted(&self, at: usize, kind: EntityType) -> bool {
        !self.likely(at..at + 1, kind, DOUBT)
    }

    /// Tells whether each token of a range is at least so likely part of a name of a kind, by what was learned.
    ///
    /// Always where the language has no tagger.
    pub(crate) fn likely(&self, mut range: Range<usize>, kind: EntityType, least: f32) -> bool {
        !self.learned || range.all(|at| self.chance(at, kind) >= least)
    }

    fn holding(&self, at: usize) -> Option<&Found> {
        self.found.get(self.taken.get(at)?.checked_sub(1)?)
    }

    /// Returns the entity of a new name, made where it is not known yet.
    pub(crate) fn entity_for(&mut self, kind: EntityType, name: &str, scope: &str) -> EntityId {
        let kind_name = match kind {
            EntityType::Per => "PER",
            EntityType::Loc => "LOC",
            EntityType::Org => "ORG",
            EntityType::Norp => "NORP",
            EntityType::Event => "EVENT",
        };
        let id = EntityId::of(&[kind_name, &key_of(kind, name), scope]);
        let lang = self.lang;
        let entity = self.entities.entry(id.clone()).or_insert_with(|| Entity {
            id: id.clone(),
            kind,
            name: name.to_owned(),
            names: Names::new(),
            kb: None,
            source: None,
            country: None,
            roles: BTreeSet::new(),
        });
        entity.names.entry(lang.to_owned()).or_default().insert(name.to_owned());
        id
    }

    /// Takes over an entity of the name book.
    pub(crate) fn adopt(&mut self, key: &str) -> Option<EntityId> {
        let known = self.packs.names().entity(key)?;
        let id = known.id();
        self.entities.entry(id.clone()).or_insert_with(|| of_known(known));
        Some(id)
    }

    /// Returns an entity of this document.
    pub(crate) fn entity_mut(&mut self, id: &EntityId) -> Option<&mut Entity> {
        self.entities.get_mut(id)
    }

    /// Returns an entity of this document.
    pub(crate) fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// Gives all mentions of one entity to another, with its roles.
    pub(crate) fn rename(&mut self, full: &BTreeMap<EntityId, EntityId>) {
        for found in &mut self.found {
            if let Some(to) = full.get(&found.entity) {
                found.entity = to.clone();
            }
        }
        for (from, to) in full {
            let roles = self.entities.get(from).map(|entity| entity.roles.clone()).unwrap_or_default();
            if let Some(entity) = self.entities.get_mut(to) {
                entity.roles.extend(roles);
            }
        }
    }

    /// Returns the text of a range of tokens, as published.
    pub(crate) fn surface(&self, range: Range<usize>) -> &str {
        self.tokens.span(range).and_then(|span| span.of(self.tokens.text())).unwrap_or_default()
    }

    /// Tells whether a token can be part of a name: a word that is neither small nor plainly something else.
    pub(crate) fn namelike(&self, at: usize) -> bool {
        self.namelike.get(at) == Some(&true) && self.taken.get(at) == Some(&0)
    }

    fn finish(mut self) -> (Vec<Mention>, Vec<Entity>) {
        self.found.sort_by_key(|found| (found.range.start, found.range.end));
        let mentions: Vec<Mention> = self
            .found
            .iter()
            .filter_map(|found| {
                let span: Span = self.tokens.span(found.range.clone())?;
                Some(Mention {
                    span,
                    kind: found.kind,
                    entity: found.entity.clone(),
                    rule: found.rule.clone(),
                })
            })
            .collect();
        let used: BTreeSet<&EntityId> = mentions.iter().map(|mention| &mention.entity).collect();
        self.entities.retain(|id, _| used.contains(id));
        (mentions, self.entities.into_values().collect())
    }
}

/// A word that is less likely part of a name is doubted.
const DOUBT: f32 = 0.05;

fn is_namelike(tokens: &Tokens<'_>, pack: &Pack, at: usize) -> bool {
    tokens.items()[at].kind == TokenKind::Word
        && !pack.grammar.is_small(tokens, at)
        && !pack.grammar.is("not_name", tokens, at)
        && pack.calendar.weekdays().exact(tokens, at..at + 1).is_none()
        && pack.calendar.months().exact(tokens, at..at + 1).is_none()
        && (!cased(tokens.surface(at)) || capital(tokens.surface(at)))
}

/// The fewest consonants by which a full name is known across scripts.
const TELLING: usize = 4;

/// Returns what a name is known by: a name of several words and a place by the consonants, so that `अनिल सहाय` and
/// `Anil Sahay` are one, `तलवेली` and `Talveli`, `यात्री हित परिषद` and `Yatri Hit Parishad`; any other by its letters.
fn key_of(kind: EntityType, name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(text::skeleton).collect();
    let long =
        words.iter().map(String::len).sum::<usize>() >= TELLING && words.iter().all(|word| !word.is_empty());
    let telling = kind == EntityType::Loc || words.len() >= 2;
    if telling && long { words.join(" ") } else { fold(name) }
}

/// Tells whether a word is written in a script that has capitals.
pub(crate) fn cased(word: &str) -> bool {
    word.chars().any(|c| !is_caseless(c) && (c.is_lowercase() || c.is_uppercase()))
}

/// Tells whether a character is of the scripts of India, which have no capitals, or ASCII without case.
fn is_caseless(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}' | '\0'..='@')
}

/// Tells whether a word begins with a capital.
pub(crate) fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
