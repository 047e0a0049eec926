//! Threads: stories of one long matter, over months.

use crate::clusters::{Edge, average_link};
use crate::neighbours::neighbours;
use crate::profile::{Days, Profile, Weights, dot, length, scale};
use std::collections::{BTreeMap, BTreeSet};

/// Stories further apart than three years are not followed as one matter.
pub const REACH_DAYS: i32 = 3 * 365;

/// Two groups of stories are one thread when their pairs are bound this much on average.
const LEAST: f64 = 0.28;

/// What the names in common count beside the words in common, within a language and between languages.
const NAMES: f64 = 0.35;
const CROSS_NAMES: f64 = 0.6;

/// What is left for each year between two stories.
const YEAR: f64 = 0.9;

/// Two persons of one name and other roles are namesakes unless the stories share this much else.
const ELSE_SHARED: f64 = 0.08;

/// Returns the threads as sorted positions of stories, by their first member.
///
/// What binds two stories is the rare names and the topic words that they share; names that much of the
/// collection shares, and countries, bind little. Copy printed again after months binds by its words.
/// A person whose roles differ binds nothing unless another name or many words are shared too.
pub(crate) fn threads_of(profiles: &[Profile], stories: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let summaries: Vec<Summary> = stories.iter().map(|story| Summary::of(profiles, story)).collect();
    let may_meet = |one: usize, other: usize| gap(&summaries[one], &summaries[other]) <= REACH_DAYS;
    let vectors = summaries.iter().map(|summary| [&summary.words, &summary.names]);
    let score = |one: usize, other: usize| bond(&summaries[one], &summaries[other]);
    let edges: Vec<Edge> = neighbours(vectors, may_meet)
        .into_iter()
        .map(|(one, other)| Edge { one, other, score: score(one, other) })
        .collect();
    average_link(stories.len(), &edges, LEAST, score)
}

/// What of a story decides which matter it belongs to.
struct Summary {
    langs: BTreeSet<String>,
    span: Option<Days>,
    words: Weights,
    names: Weights,
    persons: BTreeMap<u32, BTreeSet<u32>>,
    roles: BTreeMap<(String, u32), BTreeSet<String>>,
}

impl Summary {
    fn of(profiles: &[Profile], story: &[usize]) -> Self {
        let members = || story.iter().map(|at| &profiles[*at]);
        let mut roles: BTreeMap<(String, u32), BTreeSet<String>> = BTreeMap::new();
        let mut persons: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for profile in members() {
            for (person, parts) in &profile.persons {
                persons.entry(*person).or_default().extend(parts);
            }
            for (person, given) in &profile.roles {
                roles.entry((profile.lang.clone(), *person)).or_default().extend(given.iter().cloned());
            }
        }
        Self {
            langs: members().map(|profile| profile.lang.clone()).collect(),
            span: members().filter_map(|profile| profile.date).reduce(Days::join),
            words: sum(members().map(|profile| &profile.words)),
            names: sum(members().map(|profile| &profile.names)),
            persons,
            roles,
        }
    }
}

/// Adds vectors up, to their mean length.
fn sum<'a>(vectors: impl Iterator<Item = &'a Weights>) -> Weights {
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

fn gap(one: &Summary, other: &Summary) -> i32 {
    one.span.zip(other.span).map_or(0, |(one, other)| one.gap(other))
}

/// Returns how much binds two stories into one matter.
fn bond(one: &Summary, other: &Summary) -> f64 {
    let days = gap(one, other);
    if days > REACH_DAYS {
        return 0.0;
    }
    let mut words = dot(&one.words, &other.words);
    let mut names = dot(&one.names, &other.names);
    let doubted = doubted(one, other);
    if !doubted.is_empty() {
        let parts: BTreeSet<u32> =
            doubted.iter().flat_map(|person| one.persons[person].iter().copied()).collect();
        let other_names = dot(&without(&one.names, &doubted), &other.names);
        let other_words = dot(&without(&one.words, &parts), &other.words);
        if other_names < ELSE_SHARED && other_words < ELSE_SHARED {
            (names, words) = (other_names, other_words);
        }
    }
    let share = if one.langs.is_disjoint(&other.langs) { CROSS_NAMES } else { NAMES };
    (words + share * names) * YEAR.powf(f64::from(days) / 365.0)
}

fn without(weights: &Weights, left_out: &BTreeSet<u32>) -> Weights {
    weights.iter().filter(|(feature, _)| !left_out.contains(feature)).copied().collect()
}

/// Returns the persons that both name and give other roles to, in a language both are written in.
fn doubted(one: &Summary, other: &Summary) -> BTreeSet<u32> {
    let conflicting = one
        .roles
        .iter()
        .filter(|(key, roles)| other.roles.get(*key).is_some_and(|others| roles.is_disjoint(others)));
    conflicting.map(|((_, person), _)| *person).filter(|person| one.persons.contains_key(person)).collect()
}
