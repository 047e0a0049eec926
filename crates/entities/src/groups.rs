//! Groups of namings that name one, and what is known of them together.

use crate::sounding::Spelling;
use crate::{Card, Named};
use lang::Packs;
use model::{EntityId, EntityType};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The company of a group is looked for in so many of its documents: more tell nothing new.
const DOCUMENTS: usize = 64;

/// All cards, in an order of their own, with what is known of all together.
pub(crate) struct Gathered<'c> {
    pub(crate) cards: Vec<&'c Card>,
    pub(crate) packs: &'c Packs,
    /// The entities by number.
    numbers: FxHashMap<&'c EntityId, u32>,
    ids: Vec<&'c EntityId>,
    /// What it tells that two documents name one entity, by its number: less the more documents do.
    weights: Vec<f32>,
    spellings: FxHashMap<&'c str, Spelling>,
}

/// The place of one name: which card, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Naming {
    pub(crate) card: usize,
    pub(crate) at: usize,
}

/// Namings that name one.
#[derive(Clone, Debug)]
pub(crate) struct Group<'c> {
    pub(crate) kind: EntityType,
    /// The id that tables give it.
    pub(crate) known: Option<&'c EntityId>,
    /// Sorted: the first is the earliest.
    pub(crate) namings: Vec<Naming>,
    pub(crate) names: BTreeSet<&'c str>,
    pub(crate) offices: BTreeSet<&'c str>,
    pub(crate) fields: BTreeSet<&'c str>,
    pub(crate) countries: BTreeSet<&'c str>,
    /// The numbers of those that its documents name beside it.
    pub(crate) company: BTreeSet<u32>,
}

impl<'c> Gathered<'c> {
    /// Puts cards in the order of their dates; of two with one id the first counts.
    pub(crate) fn of(cards: &'c [Card], packs: &'c Packs) -> Self {
        let mut cards: Vec<&Card> = cards.iter().collect();
        cards.sort_by(|one, other| {
            (one.date.is_none(), one.date, &one.id).cmp(&(other.date.is_none(), other.date, &other.id))
        });
        let mut seen = BTreeSet::new();
        cards.retain(|card| seen.insert(&card.id));
        let (mut numbers, mut ids): (FxHashMap<&EntityId, u32>, Vec<&EntityId>) = Default::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut spellings = FxHashMap::default();
        for named in cards.iter().flat_map(|card| &card.named) {
            let number = *numbers.entry(&named.entity).or_insert_with(|| {
                ids.push(&named.entity);
                counts.push(0);
                ids.len() as u32 - 1
            });
            counts[number as usize] += 1;
            for name in names_of(named, packs) {
                spellings.entry(name).or_insert_with(|| Spelling::of(name, packs.sounds()));
            }
        }
        let all = cards.len().max(2) as f32;
        let weights = ids.iter().zip(counts).map(|(entity, count)| {
            let rare = (all / count as f32).ln() / all.ln();
            let country = packs.names().by_id(entity).is_some_and(|known| known.is_country);
            if country { rare * 0.5 } else { rare }
        });
        Self { weights: weights.collect(), numbers, ids, cards, packs, spellings }
    }

    pub(crate) fn named(&self, naming: Naming) -> &'c Named {
        &self.cards[naming.card].named[naming.at]
    }

    /// Returns what it tells that two documents name an entity.
    pub(crate) fn weight(&self, number: u32) -> f32 {
        self.weights.get(number as usize).copied().unwrap_or(0.0)
    }

    /// Returns the id of an entity.
    pub(crate) fn id(&self, number: u32) -> &'c EntityId {
        self.ids[number as usize]
    }

    /// Returns how a name of a card sounds.
    pub(crate) fn spelling(&self, name: &str) -> Option<&Spelling> {
        self.spellings.get(name)
    }

    /// Returns the group of one naming.
    pub(crate) fn alone(&self, naming: Naming) -> Group<'c> {
        let named = self.named(naming);
        Group {
            kind: named.kind,
            known: self.packs.names().by_id(&named.entity).map(|_| &named.entity),
            namings: vec![naming],
            names: names_of(named, self.packs).into_iter().collect(),
            offices: named.offices.iter().map(String::as_str).collect(),
            fields: named.fields.iter().map(String::as_str).collect(),
            countries: named.countries.iter().map(String::as_str).collect(),
            company: self.company(naming).collect(),
        }
    }

    fn company(&self, naming: Naming) -> impl Iterator<Item = u32> {
        let own = &self.named(naming).entity;
        let others = self.cards[naming.card].named.iter().map(|named| &named.entity);
        others.filter(move |other| *other != own).filter_map(|other| self.numbers.get(other).copied())
    }
}

impl<'c> Group<'c> {
    /// Takes all of another group in.
    pub(crate) fn take(&mut self, other: Group<'c>) {
        self.known = self.known.or(other.known);
        self.namings.extend(other.namings);
        self.namings.sort_unstable();
        self.names.extend(other.names);
        self.offices.extend(other.offices);
        self.fields.extend(other.fields);
        self.countries.extend(other.countries);
        if self.namings.len() <= DOCUMENTS || self.company.is_empty() {
            self.company.extend(other.company);
        }
    }

    /// Tells whether two groups are named in one document.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (mut one, mut two) = (self.namings.iter().peekable(), other.namings.iter().peekable());
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.card.cmp(&b.card) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => one.next(),
                std::cmp::Ordering::Greater => two.next(),
            };
        }
        false
    }
}

/// Returns the spellings of a name: those of its document, or those that tables give it.
fn names_of<'c>(named: &'c Named, packs: &'c Packs) -> Vec<&'c str> {
    match packs.names().by_id(&named.entity) {
        Some(known) if matches!(named.kind, EntityType::Per | EntityType::Org) => {
            known.names.values().flatten().map(String::as_str).collect()
        }
        Some(_) => Vec::new(),
        None => named.names.iter().map(String::as_str).collect(),
    }
}
