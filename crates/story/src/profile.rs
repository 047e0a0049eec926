//! Profiles: outlines as they weigh among others, alone or several together.

use crate::frequencies::{Frequencies, Held};
use crate::outline::{Outline, day_number};
use model::Moment;
use std::collections::{BTreeMap, BTreeSet};

/// How much a country or its people count beside other names: matters share countries by chance.
const COUNTRY_WEIGHT: f64 = 0.3;

/// So many of a document's weightiest words make its profile.
const MOST_WORDS: usize = 250;

/// How much unknown company the names of a document are taken to keep: where one name is found in each of
/// two documents, agreeing on it is no full agreement.
const UNKNOWN_NAMES: f64 = 5.0;

/// A vector of weights by feature, sorted by feature, of length 1 at most.
pub(crate) type Weights = Vec<(u32, f64)>;

/// The first and the last day that something can mean, as days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Days {
    pub(crate) fn of(moment: Moment) -> Self {
        Self { first: day_number(moment.first_day()), last: day_number(moment.last_day()) }
    }

    /// Returns how many days lie between the two at least.
    pub(crate) fn gap(self, other: Self) -> i32 {
        (self.first - other.last).max(other.first - self.last).max(0)
    }

    /// Returns the smallest range that holds both.
    pub(crate) fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// What of a document, or of several together, decides where it belongs.
#[derive(Default)]
pub(crate) struct Profile {
    /// The languages, without regions.
    pub(crate) langs: BTreeSet<String>,
    /// When it was published.
    pub(crate) date: Option<Days>,
    /// Its words, by how much they tell.
    pub(crate) words: Weights,
    /// Whom and what it names, by how much they tell.
    pub(crate) names: Weights,
    /// The days it tells of, by how often; the publication day is not one of them unless told of.
    pub(crate) days: BTreeMap<i32, f64>,
    /// The places below a country that stand out in it.
    pub(crate) places: BTreeSet<u32>,
    /// The persons that it names, each with the words of the name.
    pub(crate) persons: BTreeMap<u32, BTreeSet<u32>>,
    /// The roles that it gives persons, by language: roles in two languages cannot be compared.
    pub(crate) roles: BTreeMap<(String, u32), BTreeSet<u32>>,
    /// Its amounts: what is counted and how many.
    pub(crate) amounts: BTreeSet<(u32, u64)>,
    /// The types of the events it reports.
    pub(crate) kinds: BTreeSet<u32>,
}

impl Profile {
    /// Draws the profile of a document among others.
    pub(crate) fn of(outline: &Outline, frequencies: &Frequencies) -> Self {
        let lang = &outline.lang;
        let persons = || outline.persons.iter();
        let roles = persons().filter(|person| !person.roles.is_empty());
        Self {
            langs: BTreeSet::from([lang.clone()]),
            date: outline.date.map(Days::of),
            words: words(outline, frequencies),
            names: names(outline, frequencies),
            days: outline.days.iter().map(|(day, count)| (*day, f64::from(*count))).collect(),
            places: outline.places.iter().copied().collect(),
            persons: persons().map(|person| (person.feature, set(&person.parts))).collect(),
            roles: roles.map(|person| ((lang.clone(), person.feature), set(&person.roles))).collect(),
            amounts: outline.amounts.iter().copied().collect(),
            kinds: set(&outline.kinds),
        }
    }

    /// Draws the profile of several documents together.
    pub(crate) fn merged<'p>(parts: impl Iterator<Item = &'p Profile> + Clone) -> Self {
        let mut merged = Self {
            date: parts.clone().filter_map(|part| part.date).reduce(Days::join),
            words: sum(parts.clone().map(|part| &part.words)),
            names: sum(parts.clone().map(|part| &part.names)),
            ..Self::default()
        };
        for part in parts {
            merged.langs.extend(part.langs.iter().cloned());
            merged.places.extend(&part.places);
            merged.amounts.extend(&part.amounts);
            merged.kinds.extend(&part.kinds);
            for (day, weight) in &part.days {
                *merged.days.entry(*day).or_default() += weight;
            }
            for (person, words) in &part.persons {
                merged.persons.entry(*person).or_default().extend(words);
            }
            for (key, roles) in &part.roles {
                merged.roles.entry(key.clone()).or_default().extend(roles);
            }
        }
        merged
    }

    /// Returns the day that most speaks for, the earlier of two; `None` where no day is told.
    pub(crate) fn main_day(&self) -> Option<i32> {
        let main = self.days.iter().max_by(|one, other| one.1.total_cmp(other.1).then(other.0.cmp(one.0)));
        main.map(|(day, _)| *day)
    }
}

/// Returns the words of a document by how much they tell, the weightiest of them.
pub(crate) fn words(outline: &Outline, frequencies: &Frequencies) -> Weights {
    let counts = outline.words.iter().map(|(word, count)| (*word, standing(*count)));
    weigh(counts, frequencies, &frequencies.words, MOST_WORDS, 0.0)
}

/// Returns whom and what a document names by how much that tells.
pub(crate) fn names(outline: &Outline, frequencies: &Frequencies) -> Weights {
    let counts = outline.names.iter().map(|name| {
        let tells = if name.is_country { COUNTRY_WEIGHT } else { 1.0 };
        (name.feature, standing(name.count) * tells)
    });
    weigh(counts, frequencies, &frequencies.names, usize::MAX, UNKNOWN_NAMES)
}

/// Returns the sum of products of the features that two vectors share.
pub(crate) fn dot(one: &[(u32, f64)], other: &[(u32, f64)]) -> f64 {
    let (mut left, mut right, mut sum) = (0, 0, 0.0);
    while left < one.len() && right < other.len() {
        match one[left].0.cmp(&other[right].0) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                sum += one[left].1 * other[right].1;
                left += 1;
                right += 1;
            }
        }
    }
    sum
}

/// Adds vectors up, to their mean length.
fn sum<'w>(vectors: impl Iterator<Item = &'w Weights>) -> Weights {
    let mut total: BTreeMap<u32, f64> = BTreeMap::new();
    let (mut lengths, mut count) = (0.0, 0.0);
    for vector in vectors {
        lengths += length(vector);
        count += 1.0;
        for (feature, weight) in vector {
            *total.entry(*feature).or_default() += weight;
        }
    }
    let mut weights: Weights = total.into_iter().collect();
    if lengths > 0.0 {
        let by = length(&weights) * count / lengths;
        scale(&mut weights, by);
    }
    weights
}

/// Returns the length of a vector.
fn length(weights: &Weights) -> f64 {
    weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// Divides a vector by a number; by nothing where the number is 0.
fn scale(weights: &mut Weights, by: f64) {
    if by > 0.0 {
        weights.iter_mut().for_each(|(_, weight)| *weight /= by);
    }
}

/// Returns how much a feature stands out in a document that has it so often.
fn standing(count: u32) -> f64 {
    1.0 + f64::from(count).ln()
}

/// Weighs features by what they count here and how rarely they stand elsewhere, and keeps the weightiest.
fn weigh(
    counts: impl Iterator<Item = (u32, f64)>,
    frequencies: &Frequencies,
    held: &Held,
    most: usize,
    unknown: f64,
) -> Weights {
    let mut weights: Weights =
        counts.map(|(feature, count)| (feature, count * frequencies.rarity(held, feature))).collect();
    if weights.len() > most {
        weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        weights.truncate(most);
        weights.sort_by_key(|(feature, _)| *feature);
    }
    let reach = length(&weights).hypot(unknown);
    scale(&mut weights, reach);
    weights
}

fn set(features: &[u32]) -> BTreeSet<u32> {
    features.iter().copied().collect()
}
