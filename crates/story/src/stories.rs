//! Stories: articles about one happening, within days.

use crate::clusters::{average_link, edges};
use crate::neighbours::neighbours;
use crate::profile::{Profile, dot};
use crate::sets::{common, disjoint};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Articles published more days apart than this are about one happening only if they share copy.
pub const WINDOW_DAYS: i32 = 4;

/// Copy that is printed again after more days than this is a column or a template, not news of one happening.
const COPY_DAYS: i32 = 14;

/// Two groups of articles are one story when their pairs agree this much on average.
const LEAST: f64 = 0.17;

/// Groups that came about so are joined when they agree this much as wholes.
const LEAST_WHOLE: f64 = 0.35;

/// How much names that agree add between languages, where words cannot be compared.
const CROSS_NAMES: f64 = 0.6;

/// How much names that agree more or less than usual add or take within a language.
const NAMES: f64 = 0.1;

/// How much the names of two articles about one happening agree at least, as a rule.
const NAMES_USUAL: f64 = 0.15;

/// What one main day in common adds, and what main days that exclude each other take.
const DAY: f64 = 0.08;

/// What each amount in common adds, up to two.
const AMOUNT: f64 = 0.04;

/// What a type of event in common adds.
const KIND: f64 = 0.01;

/// What is left where both name places and none in common, or persons and none in common.
const OTHER_PLACES: f64 = 0.7;
const OTHER_PERSONS: f64 = 0.85;

/// What is left where neither publication date is known and no main day is shared.
const UNDATED: f64 = 0.75;

/// An article without a date joins a dated one that shares no main day with it only if they agree this much: it may be
/// years older.
const UNDATED_LEAST: f64 = 0.5;

/// Returns the stories as sorted positions of profiles, by their first member.
///
/// Articles of one copy group are one story where they were published within two weeks. Groups are merged
/// by the mean agreement of their pairs: words within a language; names, days and amounts in any. Articles
/// that name other days, other places or other people agree less, so that two floods stay two stories.
pub(crate) fn stories_of(profiles: &[Profile], copy_groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut copy_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (group, members) in copy_groups.iter().enumerate() {
        copy_of.extend(members.iter().map(|member| (*member, group)));
    }
    let units = units(profiles, copy_groups);
    // A unit is compared by its first article: the others say the same.
    let head = |unit: usize| &profiles[units[unit][0]];
    let may_meet = |one: usize, other: usize| near(head(one), head(other));
    let vectors = (0..units.len()).map(|unit| [&head(unit).words, &head(unit).names]);
    let score = |one: usize, other: usize| agreement(head(one), head(other));
    let edges = edges(&neighbours(vectors, may_meet), score);
    let parts = average_link(units.len(), &edges, LEAST, score);
    let clusters = join(&parts, &head);
    let mut stories: Vec<Vec<usize>> = clusters
        .into_iter()
        .map(|cluster| {
            let mut story: Vec<usize> = cluster.into_iter().flat_map(|unit| units[unit].clone()).collect();
            story.sort_unstable();
            story
        })
        .collect();
    stories.sort();
    stories
}

/// Joins groups in other languages that agree as wholes: what one article leaves out another names, so that
/// two groups about one happening agree where their single articles hardly do.
///
/// Groups that share a language had their words compared, and stay as they are.
fn join<'p>(parts: &[Vec<usize>], head: &(impl Fn(usize) -> &'p Profile + Sync)) -> Vec<Vec<usize>> {
    let wholes: Vec<Cow<'_, Profile>> =
        parts.iter().map(|part| Profile::merged(part.iter().map(|unit| head(*unit)))).collect();
    let may_meet = |one: usize, other: usize| {
        disjoint(&wholes[one].langs, &wholes[other].langs) && near(&wholes[one], &wholes[other])
    };
    let score = |one: usize, other: usize| {
        if may_meet(one, other) { agreement(&wholes[one], &wholes[other]) } else { 0.0 }
    };
    let vectors = wholes.iter().map(|whole| [&whole.words, &whole.names]);
    let edges = edges(&neighbours(vectors, may_meet), score);
    let joined = average_link(wholes.len(), &edges, LEAST_WHOLE, score);
    joined.into_iter().map(|group| group.iter().flat_map(|part| parts[*part].clone()).collect()).collect()
}

/// Returns what goes into a story whole: copies printed within days of each other, else single articles.
fn units(profiles: &[Profile], copy_groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut units = Vec::new();
    let mut grouped = vec![false; profiles.len()];
    for members in copy_groups {
        let mut by_date = members.clone();
        by_date.sort_by_key(|at| (profiles[*at].date.is_none(), profiles[*at].date, *at));
        let mut unit: Vec<usize> = Vec::new();
        for at in by_date {
            grouped[at] = true;
            let apart = unit.last().is_some_and(|last| {
                let (last, this) = (profiles[*last].date, profiles[at].date);
                last.zip(this).is_some_and(|(last, this)| last.gap(this) > COPY_DAYS)
            });
            if apart {
                units.push(std::mem::take(&mut unit));
            }
            unit.push(at);
        }
        units.push(unit);
    }
    units.extend((0..profiles.len()).filter(|at| !grouped[*at]).map(|at| vec![at]));
    units.sort();
    units
}

fn near(one: &Profile, other: &Profile) -> bool {
    match (one.date, other.date) {
        (Some(one), Some(other)) => one.gap(other) <= WINDOW_DAYS,
        _ => true,
    }
}

/// Returns how much speaks for two articles being about one happening: nothing below 0, seldom above 1.
fn agreement(one: &Profile, other: &Profile) -> f64 {
    if !near(one, other) {
        return 0.0;
    }
    let mut sum = dot(&one.words, &other.words);
    if !one.names.is_empty() && !other.names.is_empty() {
        let names = dot(&one.names, &other.names);
        let comparable = !disjoint(&one.langs, &other.langs);
        sum += if comparable { NAMES * (names - NAMES_USUAL) } else { CROSS_NAMES * names };
    }
    let same_day = one.main_day().is_some() && one.main_day() == other.main_day();
    if same_day {
        sum += DAY;
    } else if days_exclude(one, other) {
        sum -= DAY;
    }
    let amounts = common(&one.amounts, &other.amounts, |amount| *amount).take(2).count();
    sum += AMOUNT * amounts as f64;
    if !disjoint(&one.kinds, &other.kinds) {
        sum += KIND;
    }
    if !one.places.is_empty() && !other.places.is_empty() && disjoint(&one.places, &other.places) {
        sum *= OTHER_PLACES;
    }
    if !one.persons.is_empty()
        && !other.persons.is_empty()
        && common(&one.persons, &other.persons, |(person, _)| *person).next().is_none()
    {
        sum *= OTHER_PERSONS;
    }
    if !same_day {
        match (one.date, other.date) {
            (None, None) => sum *= UNDATED,
            (None, Some(_)) | (Some(_), None) if sum < UNDATED_LEAST => return 0.0,
            _ => {}
        }
    }
    sum.max(0.0)
}

/// Tells whether the two are about days that neither tells of in the other.
fn days_exclude(one: &Profile, other: &Profile) -> bool {
    let (Some(one_day), Some(other_day)) = (one.main_day(), other.main_day()) else { return false };
    (one_day - other_day).abs() > 2 && !one.tells_of(other_day) && !other.tells_of(one_day)
}
