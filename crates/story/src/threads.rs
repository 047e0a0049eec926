//! Threads: stories of one long matter, over months.

use crate::clusters::{Edge, average_link};
use crate::neighbours::neighbours;
use crate::profile::{Profile, Weights, dot};
use std::collections::BTreeSet;

/// Stories further apart than three years are not followed as one matter.
pub const REACH_DAYS: i32 = 3 * 365;

/// Two groups of stories are one thread when their pairs are bound this much on average.
const LEAST: f64 = 0.33;

/// What the names in common count beside the words in common, within a language and between languages.
const NAMES: f64 = 0.25;
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
    let wholes: Vec<Profile> =
        stories.iter().map(|story| Profile::merged(story.iter().map(|at| &profiles[*at]))).collect();
    let may_meet = |one: usize, other: usize| gap(&wholes[one], &wholes[other]) <= REACH_DAYS;
    let vectors = wholes.iter().map(|whole| [&whole.words, &whole.names]);
    let score = |one: usize, other: usize| bond(&wholes[one], &wholes[other]);
    let edges: Vec<Edge> = neighbours(vectors, may_meet)
        .into_iter()
        .map(|(one, other)| Edge { one, other, score: score(one, other) })
        .collect();
    average_link(stories.len(), &edges, LEAST, score)
}

fn gap(one: &Profile, other: &Profile) -> i32 {
    one.date.zip(other.date).map_or(0, |(one, other)| one.gap(other))
}

/// Returns how much binds two stories into one matter.
fn bond(one: &Profile, other: &Profile) -> f64 {
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
fn doubted(one: &Profile, other: &Profile) -> BTreeSet<u32> {
    let conflicting = one
        .roles
        .iter()
        .filter(|(key, roles)| other.roles.get(*key).is_some_and(|others| roles.is_disjoint(others)));
    conflicting.map(|((_, person), _)| *person).filter(|person| one.persons.contains_key(person)).collect()
}
