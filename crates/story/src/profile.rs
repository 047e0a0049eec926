//! Profiles: outlines as they weigh among others, alone or several together.

use crate::frequencies::{Frequencies, Held};
use crate::hashes::feature;
use crate::outline::{Outline, day_number};
use crate::sets::{Set, common, set};
use model::Moment;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How much a country or its people count beside other names: matters share countries by chance.
const COUNTRY_WEIGHT: f64 = 0.3;

/// So many of a document's weightiest words make its profile.
const MOST_WORDS: usize = 250;

/// How much unknown company the names of a document are taken to keep: where one name is found in each of
/// two documents, agreeing on it is no full agreement.
const UNKNOWN_NAMES: f64 = 5.0;

/// A vector of weights by feature, sorted by feature, of length 1 at most.
pub(crate) type Weights = Vec<(u32, f32)>;

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
#[derive(Clone, Default)]
pub(crate) struct Profile {
    /// The languages, without regions.
    pub(crate) langs: Set,
    /// When it was published.
    pub(crate) date: Option<Days>,
    /// Its words, by how much they tell.
    pub(crate) words: Weights,
    /// Whom and what it names, by how much they tell.
    pub(crate) names: Weights,
    /// The days it tells of, sorted, by how often; the publication day is not one of them unless told of.
    pub(crate) days: Box<[(i32, f32)]>,
    /// The places below a country that stand out in it.
    pub(crate) places: Set,
    /// The persons that it names, sorted, each with the words of the name.
    pub(crate) persons: Box<[(u32, Set)]>,
    /// The roles that it gives persons, sorted by language and person: roles in two languages cannot be compared.
    pub(crate) roles: Box<[((u32, u32), Set)]>,
    /// Its amounts, sorted: what is counted and how many.
    pub(crate) amounts: Box<[(u32, u64)]>,
    /// The types of the events it reports.
    pub(crate) kinds: Set,
}

impl Profile {
    /// Draws the profile of a document among others.
    pub(crate) fn of(outline: &Outline, frequencies: &Frequencies) -> Self {
        let lang = feature(&outline.lang);
        let persons = || outline.persons.iter();
        let roles = persons().filter(|person| !person.roles.is_empty());
        let days = outline.days.iter().map(|(day, count)| (*day, *count as f32));
        Self {
            langs: set([lang]),
            date: outline.date.map(Days::of),
            words: words(outline, frequencies),
            names: names(outline, frequencies),
            days: merge(days, |sum, count| *sum += count),
            places: set(outline.places.iter().copied()),
            persons: merge(persons().map(|person| (person.feature, set(person.parts.iter().copied()))), join),
            roles: merge(
                roles.map(|person| ((lang, person.feature), set(person.roles.iter().copied()))),
                join,
            ),
            amounts: set(outline.amounts.iter().copied()),
            kinds: set(outline.kinds.iter().copied()),
        }
    }

    /// Draws the profile of several documents together; that of one is its own.
    pub(crate) fn merged<'p>(parts: impl Iterator<Item = &'p Profile> + Clone) -> Cow<'p, Self> {
        let mut rest = parts.clone();
        if let (Some(only), None) = (rest.next(), rest.next()) {
            return Cow::Borrowed(only);
        }
        let of = |list: fn(&Profile) -> &Set| set(parts.clone().flat_map(|part| list(part).iter().copied()));
        Cow::Owned(Self {
            langs: of(|part| &part.langs),
            date: parts.clone().filter_map(|part| part.date).reduce(Days::join),
            words: sum(parts.clone().map(|part| &part.words)),
            names: sum(parts.clone().map(|part| &part.names)),
            days: merge(parts.clone().flat_map(|part| part.days.iter().copied()), |sum, count| *sum += count),
            places: of(|part| &part.places),
            persons: merge(parts.clone().flat_map(|part| part.persons.iter().cloned()), join),
            roles: merge(parts.clone().flat_map(|part| part.roles.iter().cloned()), join),
            amounts: set(parts.clone().flat_map(|part| part.amounts.iter().copied())),
            kinds: of(|part| &part.kinds),
        })
    }

    /// Returns the words of a person's name; `None` where the person is not named.
    pub(crate) fn person(&self, person: u32) -> Option<&Set> {
        find(&self.persons, &person)
    }

    /// Returns the day that most speaks for, the earlier of two; `None` where no day is told.
    pub(crate) fn main_day(&self) -> Option<i32> {
        let main = self.days.iter().max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
        main.map(|(day, _)| *day)
    }

    /// Tells whether it tells of a day.
    pub(crate) fn tells_of(&self, day: i32) -> bool {
        find(&self.days, &day).is_some()
    }
}

/// Finds the value of a key in a list that is sorted by key.
fn find<'l, K: Ord, V>(list: &'l [(K, V)], key: &K) -> Option<&'l V> {
    list.binary_search_by(|(other, _)| other.cmp(key)).ok().map(|at| &list[at].1)
}

/// Sorts pairs by key, and joins the values of equal keys.
fn merge<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>, join: impl Fn(&mut V, V)) -> Box<[(K, V)]> {
    let mut all: Vec<(K, V)> = pairs.collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    let mut merged: Vec<(K, V)> = Vec::with_capacity(all.len());
    for (key, value) in all {
        match merged.last_mut() {
            Some((last, joined)) if *last == key => join(joined, value),
            _ => merged.push((key, value)),
        }
    }
    merged.into()
}

fn join(one: &mut Set, other: Set) {
    if *one != other {
        *one = set(one.iter().chain(&other).copied());
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
pub(crate) fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f64 {
    common(one, other, |(feature, _)| *feature)
        .map(|(one, other)| f64::from(one.1) * f64::from(other.1))
        .sum()
}

/// Adds vectors up, to their mean length.
fn sum<'w>(vectors: impl Iterator<Item = &'w Weights>) -> Weights {
    let mut total: BTreeMap<u32, f64> = BTreeMap::new();
    let (mut lengths, mut count) = (0.0, 0.0);
    for vector in vectors {
        lengths += length(vector);
        count += 1.0;
        for (feature, weight) in vector {
            *total.entry(*feature).or_default() += f64::from(*weight);
        }
    }
    let mut weights: Weights = total.into_iter().map(|(feature, weight)| (feature, weight as f32)).collect();
    if lengths > 0.0 {
        let by = length(&weights) * count / lengths;
        scale(&mut weights, by);
    }
    weights
}

/// Returns the length of a vector.
fn length(weights: &Weights) -> f64 {
    weights.iter().map(|(_, weight)| f64::from(*weight).powi(2)).sum::<f64>().sqrt()
}

/// Divides a vector by a number; by nothing where the number is 0.
fn scale(weights: &mut Weights, by: f64) {
    if by > 0.0 {
        weights.iter_mut().for_each(|(_, weight)| *weight = (f64::from(*weight) / by) as f32);
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
    let mut weights: Weights = counts
        .map(|(feature, count)| (feature, (count * frequencies.rarity(held, feature)) as f32))
        .collect();
    if weights.len() > most {
        weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        weights.truncate(most);
        weights.sort_by_key(|(feature, _)| *feature);
    }
    let reach = length(&weights).hypot(unknown);
    scale(&mut weights, reach);
    weights.shrink_to_fit();
    weights
}
