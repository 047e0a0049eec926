//! Threads: stories of one long matter, over months.

use crate::clusters::{average_link, edges};
use crate::neighbours::neighbours;
use crate::profile::{Profile, Weights, dot};
use crate::sets::{Set, common, disjoint, set};
use std::borrow::Cow;

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
    let wholes: Vec<Cow<'_, Profile>> =
        stories.iter().map(|story| Profile::merged(story.iter().map(|at| &profiles[*at]))).collect();
    let may_meet = |one: usize, other: usize| gap(&wholes[one], &wholes[other]) <= REACH_DAYS;
    let vectors = wholes.iter().map(|whole| [&whole.words, &whole.names]);
    let score = |one: usize, other: usize| bond(&wholes[one], &wholes[other]);
    let edges = edges(&neighbours(vectors, may_meet), score);
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
        let named = doubted.iter().filter_map(|person| one.person(*person));
        let parts = set(named.flat_map(|words| words.iter().copied()));
        let other_names = dot(&without(&one.names, &doubted), &other.names);
        let other_words = dot(&without(&one.words, &parts), &other.words);
        if other_names < ELSE_SHARED && other_words < ELSE_SHARED {
            (names, words) = (other_names, other_words);
        }
    }
    let share = if disjoint(&one.langs, &other.langs) { CROSS_NAMES } else { NAMES };
    (words + share * names) * YEAR.powf(f64::from(days) / 365.0)
}

fn without(weights: &Weights, left_out: &Set) -> Weights {
    weights.iter().filter(|(feature, _)| left_out.binary_search(feature).is_err()).copied().collect()
}

/// Returns the persons that both name and give other roles to, in a language both are written in.
fn doubted(one: &Profile, other: &Profile) -> Set {
    let conflicting = common(&one.roles, &other.roles, |(key, _)| *key)
        .filter(|((_, roles), (_, others))| disjoint(roles, others))
        .map(|(((_, person), _), _)| *person);
    set(conflicting.filter(|person| one.person(*person).is_some()))
}
