//! How a query is carried out: its words in every form, weighed, and its fields as filters.

use crate::draft::{day_number, facet_term, id_term};
use crate::entries::owner_of_entity;
use crate::error::{Error, Result};
use crate::exclusion::Excluded;
use crate::facets::Tables;
use crate::fields::{Fields, NO_DAY};
use crate::query::{Amounts, Condition, Days, Field, Query};
use crate::results;
use crate::shown::Kind;
use crate::sounds::{name_term, same_name};
use crate::words::{Words, joined, keys};
use lang::Packs;
use model::{EntityId, EntityType, Number};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, InvertedIndexRangeQuery, Occur,
    PhraseQuery, Query as Wanted, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};
use text::{Script, script_of};

/// A word as it is spelled.
const EXACT: f32 = 1.0;
/// Another form of the word.
const STEM: f32 = 0.75;
/// Another script.
const SOUND: f32 = 0.5;
/// Another name of whom the word names.
const ENTITY: f32 = 0.5;
/// What begins so.
const PREFIX: f32 = 0.75;

/// Words beside each other are worth so much more.
const TOGETHER: f32 = 2.0;
/// An entity is worth so much more than a sentence that names it.
const IS_ENTITY: f32 = 8.0;
/// A claim is worth so much more than one sentence that makes it.
const IS_CLAIM: f32 = 0.25;

/// The most spellings of one name, and the most entities of one name, that are looked for.
const MOST_NAMES: usize = 256;

/// The most words of a name.
const LONGEST_NAME: usize = 5;

/// What the packs call whom: whole names, and the parts of persons' names.
pub(crate) type Called = FxHashMap<String, Vec<String>>;

/// Returns what the packs call whom.
pub(crate) fn called(packs: &Packs, words: &Words<'_>) -> Called {
    let mut called = Called::default();
    for known in packs.names().entities() {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for name in known.names.values().flatten() {
            names.insert(joined(name));
            if known.kind == EntityType::Per {
                names.extend(
                    keys(name).into_iter().filter(|key| !words.is_stop(key) && key.chars().count() > 1),
                );
            }
        }
        for name in names {
            called.entry(name).or_default().push(known.id().as_str().to_owned());
        }
    }
    called
}

/// What finds a word beside its own forms and sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Also {
    /// Other names of whom the word alone names.
    Named,
    /// Nothing: it is part of a longer name, and `Jong` alone would find the whole family.
    Spelled,
}

/// What to mark in a hit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    pub(crate) words: FxHashSet<String>,
    pub(crate) stems: FxHashSet<String>,
    pub(crate) sounds: FxHashSet<String>,
    pub(crate) names: FxHashSet<String>,
    pub(crate) entities: FxHashSet<String>,
    pub(crate) prefixes: Vec<String>,
    pub(crate) begun_sounds: Vec<String>,
    pub(crate) phrases: Vec<Vec<String>>,
}

/// Everything that planning looks things up in.
pub(crate) struct Planner<'a, 'p> {
    pub(crate) fields: &'a Fields,
    pub(crate) searcher: &'a Searcher,
    pub(crate) tables: &'a Tables,
    pub(crate) words: &'a Words<'p>,
    pub(crate) called: &'a Called,
    pub(crate) marks: Marks,
}

impl Planner<'_, '_> {
    /// Returns what to look for, and whether some of it can match better than the rest.
    pub(crate) fn plan(&mut self, query: &Query) -> Result<(Box<dyn Wanted>, bool)> {
        let mut parts: Vec<(Occur, Box<dyn Wanted>)> = Vec::new();
        let mut filters: FxHashMap<&'static str, Vec<Box<dyn Wanted>>> = FxHashMap::default();
        let mut order: Vec<&'static str> = Vec::new();
        let mut words: Vec<String> = Vec::new();
        for clause in query.clauses() {
            if let (false, Condition::Word(word)) = (clause.excluded, &clause.condition) {
                words.extend(keys(word));
                continue;
            }
            let marks = clause.excluded.then(|| self.marks.clone());
            let (group, wanted) = match &clause.condition {
                Condition::Word(word) => (None, self.all_of(&keys(word), Also::Named)?),
                Condition::Phrase(phrase) => (None, self.phrase(&keys(phrase))),
                Condition::Prefix(prefix) => (None, self.prefix(&keys(prefix))?),
                Condition::Field(field, value) => (Some(field.name()), self.field(*field, value)?),
                Condition::Since(from) => {
                    (None, self.days(self.fields.said, Days { from: Some(*from), to: None }))
                }
                Condition::Until(to) => {
                    (None, self.days(self.fields.said, Days { from: None, to: Some(*to) }))
                }
                Condition::Said(days) => (Some("said"), self.days(self.fields.said, *days)),
                Condition::Happened(days) => (Some("happened"), self.days(self.fields.happened, *days)),
                Condition::Amount(amounts) => (Some("amount"), self.amounts(*amounts)),
            };
            if let Some(marks) = marks {
                self.marks = marks;
                parts.push((Occur::MustNot, Box::new(Excluded(wanted))));
            } else if let Some(group) = group {
                if !order.contains(&group) {
                    order.push(group);
                }
                filters.entry(group).or_default().push(wanted);
            } else {
                parts.push((Occur::Must, wanted));
            }
        }
        let has_words = query.clauses().iter().any(|clause| {
            let condition = &clause.condition;
            !clause.excluded
                && matches!(condition, Condition::Word(_) | Condition::Phrase(_) | Condition::Prefix(_))
        });
        let runs = self.runs(&words)?;
        parts.extend(runs.into_iter().map(|run| (Occur::Must, run)));
        for group in order {
            let any = filters.remove(group).unwrap_or_default();
            parts.push((Occur::Must, scored(Box::new(BooleanQuery::union(any)), 0.0)));
        }
        if !parts.iter().any(|(occur, _)| *occur == Occur::Must) {
            parts.push((Occur::Must, scored(Box::new(AllQuery), 0.0)));
        }
        if has_words {
            if words.len() > 1 {
                let together = PhraseQuery::new(self.terms(self.fields.words, &words));
                parts.push((Occur::Should, scored(Box::new(together), TOGETHER)));
            }
            for (kind, more) in [(Kind::Entity, IS_ENTITY), (Kind::Claim, IS_CLAIM)] {
                let term = Term::from_field_text(self.fields.facets, &facet_term("kind", kind.name()));
                parts.push((Occur::Should, scored(one(term), more)));
            }
        }
        let wanted: Box<dyn Wanted> = match parts.len() {
            1 => parts.remove(0).1,
            _ => Box::new(BooleanQuery::new(parts)),
        };
        Ok((wanted, has_words))
    }

    /// Returns what finds these words: runs of them that name somebody also by every other name.
    fn runs(&mut self, words: &[String]) -> Result<Vec<Box<dyn Wanted>>> {
        let telling = words.iter().any(|word| !self.words.is_stop(word));
        let mut wanted = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = LONGEST_NAME.min(words.len() - at);
            let named = (2..=longest).rev().find_map(|length| {
                let ids = self.entities_called(&words[at..at + length].join(" ")).ok()?;
                (!ids.is_empty()).then_some((length, ids))
            });
            if let Some((length, ids)) = named {
                let run = &words[at..at + length];
                let weight: f32 = run.iter().map(|word| self.weight(word)).sum();
                let spelled = self.all_of(run, Also::Spelled)?;
                let mentioned = scored(self.mentioned(ids), weight * ENTITY);
                wanted.push(best_of(vec![spelled, mentioned]));
                at += length;
                continue;
            }
            if !telling || !self.words.is_stop(&words[at]) {
                wanted.push(self.word(&words[at], Also::Named)?);
            }
            at += 1;
        }
        Ok(wanted)
    }

    fn all_of(&mut self, words: &[String], also: Also) -> Result<Box<dyn Wanted>> {
        let telling = words.iter().any(|word| !self.words.is_stop(word));
        let mut parts = Vec::new();
        for word in words.iter().filter(|word| !telling || !self.words.is_stop(word)) {
            parts.push(self.word(word, also)?);
        }
        Ok(match parts.len() {
            0 => Box::new(EmptyQuery),
            1 => parts.remove(0),
            _ => Box::new(BooleanQuery::intersection(parts)),
        })
    }

    /// Returns what finds a word in any of its forms and scripts.
    fn word(&mut self, word: &str, also: Also) -> Result<Box<dyn Wanted>> {
        let weight = self.weight(word);
        let mut ways = vec![scored(one(Term::from_field_text(self.fields.words, word)), weight * EXACT)];
        self.marks.words.insert(word.to_owned());
        let stems = self.words.stems_of(word);
        self.marks.stems.extend(stems.iter().cloned());
        ways.push(scored(any(self.terms(self.fields.stems, &stems)), weight * STEM));
        if word.chars().find_map(script_of) == Some(Script::Latin) {
            let sounds = sounds_of(self.words.packs(), word);
            self.marks.sounds.extend(sounds.iter().cloned());
            if !sounds.is_empty() {
                ways.push(scored(any(self.terms(self.fields.sounds, &sounds)), weight * SOUND));
            }
        }
        let names = self.names_like(word)?;
        if !names.is_empty() {
            self.marks.names.extend(names.iter().cloned());
            ways.push(scored(any(self.terms(self.fields.names, &names)), weight * SOUND));
        }
        let ids = if also == Also::Named { self.entities_called(word)? } else { Vec::new() };
        if !ids.is_empty() {
            ways.push(scored(self.mentioned(ids), weight * ENTITY));
        }
        Ok(best_of(ways))
    }

    /// Returns how telling a word is: the rarer, the more; in sixteenths, so that sums are exact.
    fn weight(&self, word: &str) -> f32 {
        let term = Term::from_field_text(self.fields.words, word);
        let found = self.searcher.doc_freq(&term).unwrap_or(0) as f32;
        let all = self.searcher.num_docs() as f32;
        (((all + 2.0) / (found + 1.0)).log2().clamp(1.0, 16.0) * 16.0).round() / 16.0
    }

    /// Returns the terms of names in the index that are this word in any spelling and script.
    fn names_like(&self, word: &str) -> Result<Vec<String>> {
        let term = name_term(self.words.packs().sounds(), word);
        let Some((skeleton, _)) = term.split_once('=') else { return Ok(Vec::new()) };
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.names).map_err(Error::index("read"))?;
            // '>' comes right after '='.
            let range = inverted.terms().range().ge(format!("{skeleton}=")).lt(format!("{skeleton}>"));
            let mut terms = range.into_stream().map_err(Error::index("read"))?;
            while terms.advance() {
                if let Ok(known) = std::str::from_utf8(terms.key())
                    && same_name(&term, known)
                {
                    found.insert(known.to_owned());
                }
            }
        }
        Ok(found.into_iter().take(MOST_NAMES).collect())
    }

    /// Returns the ids of the entities of a name: those that the packs know and those of the library.
    ///
    /// A name that more entities of the library have than are looked for tells nobody from another: it is found as it
    /// is spelled and sounds.
    fn entities_called(&self, name: &str) -> Result<Vec<String>> {
        let mut ids: BTreeSet<String> = BTreeSet::new();
        let term = Term::from_field_text(self.fields.called, name);
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.called).map_err(Error::index("read"))?;
            let postings =
                inverted.read_postings(&term, IndexRecordOption::Basic).map_err(Error::index("read"))?;
            let Some(mut postings) = postings else { continue };
            let column = segment.fast_fields().str("entity").map_err(Error::index("read"))?;
            let Some(column) = column else { continue };
            let mut doc = postings.doc();
            while doc != TERMINATED && ids.len() <= MOST_NAMES {
                if !segment.is_deleted(doc) {
                    for ord in column.term_ords(doc) {
                        let mut id = String::new();
                        if column.ord_to_str(ord, &mut id).map_err(Error::index("read"))? {
                            ids.insert(id);
                        }
                    }
                }
                doc = postings.advance();
            }
        }
        if ids.len() > MOST_NAMES {
            ids.clear();
        }
        ids.extend(self.called.get(name).into_iter().flatten().cloned());
        Ok(ids.into_iter().collect())
    }

    fn mentioned(&mut self, ids: Vec<String>) -> Box<dyn Wanted> {
        let ids: Vec<String> = ids.into_iter().map(|id| id.replace(char::is_whitespace, "_")).collect();
        let wanted = any(self.terms(self.fields.entities, &ids));
        self.marks.entities.extend(ids);
        wanted
    }

    fn phrase(&mut self, words: &[String]) -> Box<dyn Wanted> {
        let weight = words.iter().map(|word| self.weight(word)).sum();
        let wanted: Box<dyn Wanted> = match words {
            [] => Box::new(EmptyQuery),
            [word] => one(Term::from_field_text(self.fields.words, word)),
            _ => Box::new(PhraseQuery::new(self.terms(self.fields.words, words))),
        };
        self.marks.phrases.push(words.to_vec());
        scored(wanted, weight)
    }

    /// Returns what finds words that begin so; of several words, the last begins so.
    fn prefix(&mut self, words: &[String]) -> Result<Box<dyn Wanted>> {
        let Some((last, before)) = words.split_last() else { return Ok(Box::new(EmptyQuery)) };
        let mut ways = vec![begins(self.fields.words, last)];
        self.marks.prefixes.push(last.clone());
        if last.chars().find_map(script_of) == Some(Script::Latin) {
            let sound = self.words.packs().sounds().of(last);
            if !sound.is_empty() {
                ways.push(begins(self.fields.sounds, &sound));
                self.marks.begun_sounds.push(sound);
            }
        }
        let begun = scored(Box::new(BooleanQuery::union(ways)), 4.0 * PREFIX);
        if before.is_empty() {
            return Ok(begun);
        }
        Ok(Box::new(BooleanQuery::intersection(vec![self.all_of(before, Also::Named)?, begun])))
    }

    fn field(&self, field: Field, value: &str) -> Result<Box<dyn Wanted>> {
        if field == Field::Entity {
            let id = value.replace(char::is_whitespace, "_");
            return Ok(one(Term::from_field_text(self.fields.entities, &id)));
        }
        if field.is_id() {
            return Ok(one(Term::from_field_text(self.fields.ids, &id_term(field, value))));
        }
        let mut terms = self.tables.spelled(field, value);
        // A value that is there as it stands is meant as it stands, so that a facet's link finds what it counted.
        if terms.is_empty() && matches!(field, Field::Speaker | Field::Place | Field::Origin | Field::Outlet)
        {
            terms = self.named_like(field, value);
            for name in self.other_names(value)? {
                terms.extend(self.tables.spelled(field, &name));
            }
        }
        terms.sort_unstable();
        terms.dedup();
        Ok(any(terms.into_iter().map(|term| Term::from_field_text(self.fields.facets, term)).collect()))
    }

    /// Returns what else those are called whom a name names: they are counted under one of their names.
    fn other_names(&self, name: &str) -> Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for id in self.entities_called(&joined(name))? {
            if let Some(known) = self.words.packs().names().by_id(&EntityId::given(id.as_str())) {
                names.insert(known.label.clone());
            }
            let term = Term::from_field_text(self.fields.owner, &owner_of_entity(&EntityId::given(id)));
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(self.fields.owner).map_err(Error::index("read"))?;
                let postings =
                    inverted.read_postings(&term, IndexRecordOption::Basic).map_err(Error::index("read"))?;
                if let Some(postings) = postings.filter(|found| !segment.is_deleted(found.doc())) {
                    let store = segment.get_store_reader(1).map_err(Error::index("read"))?;
                    names.extend(results::read(self.fields, &store, postings.doc())?.title);
                }
            }
        }
        Ok(names)
    }

    /// Returns the values of a field that hold every word of a name, in any spelling and script.
    fn named_like(&self, field: Field, value: &str) -> Vec<&str> {
        let sounds = self.words.packs().sounds();
        let wanted: Vec<(String, String)> = keys(value)
            .into_iter()
            .filter(|key| !self.words.is_stop(key))
            .map(|key| (name_term(sounds, &key), key))
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let spelled = |folded: &str| wanted.iter().all(|(_, key)| folded.split(' ').any(|word| word == key));
        let found = self.tables.matching(field, spelled);
        if !found.is_empty() {
            return found;
        }
        self.tables.matching(field, |folded| {
            let terms: Vec<String> = folded.split(' ').map(|word| name_term(sounds, word)).collect();
            wanted.iter().all(|(name, _)| terms.iter().any(|term| same_name(name, term)))
        })
    }

    fn days(&self, column: Column, days: Days) -> Box<dyn Wanted> {
        let term = |day| Term::from_field_i64(column, day_number(day));
        let from = days.from.map_or(NO_DAY + 1, |from| day_number(from.first_day()));
        let to = days.to.map_or(Bound::Unbounded, |to| Bound::Included(term(to.last_day())));
        let range = RangeQuery::new(Bound::Included(Term::from_field_i64(column, from)), to);
        scored(Box::new(range), 0.0)
    }

    fn amounts(&self, amounts: Amounts) -> Box<dyn Wanted> {
        let term = |value: Number| Term::from_field_f64(self.fields.amounts, value.value());
        let end = |value: Option<Number>| match value {
            Some(value) if amounts.open => Bound::Excluded(term(value)),
            Some(value) => Bound::Included(term(value)),
            None => Bound::Unbounded,
        };
        scored(Box::new(RangeQuery::new(end(amounts.from), end(amounts.to))), 0.0)
    }

    fn terms(&self, field: Column, words: &[String]) -> Vec<Term> {
        words.iter().map(|word| Term::from_field_text(field, word)).collect()
    }
}

/// Returns how a Latin-typed word may sound in another script.
///
/// A flap is written with a letter for `d` and typed as `r` as well: each `r` inside a long word may be one.
fn sounds_of(packs: &Packs, word: &str) -> Vec<String> {
    let sound = packs.sounds().of(word);
    if sound.is_empty() {
        return Vec::new();
    }
    let mut ways = vec![sound];
    if word.chars().count() >= 5 {
        let places: Vec<usize> =
            word.char_indices().filter(|(at, c)| *at > 0 && *c == 'r').map(|(at, _)| at).take(3).collect();
        for at in places {
            ways.push(packs.sounds().of(&format!("{}d{}", &word[..at], &word[at + 1..])));
        }
    }
    ways.sort();
    ways.dedup();
    ways
}

fn begins(field: Column, prefix: &str) -> Box<dyn Wanted> {
    let from = Bound::Included(Term::from_field_text(field, prefix));
    // No text goes on after this character, so every word with the prefix comes before it.
    let to = Bound::Excluded(Term::from_field_text(field, &format!("{prefix}\u{10FFFF}")));
    Box::new(InvertedIndexRangeQuery::new(from, to))
}

fn one(term: Term) -> Box<dyn Wanted> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn any(mut terms: Vec<Term>) -> Box<dyn Wanted> {
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => one(terms.remove(0)),
        _ => Box::new(TermSetQuery::new(terms)),
    }
}

fn scored(wanted: Box<dyn Wanted>, score: f32) -> Box<dyn Wanted> {
    Box::new(ConstScoreQuery::new(wanted, score))
}

fn best_of(mut ways: Vec<Box<dyn Wanted>>) -> Box<dyn Wanted> {
    if ways.len() == 1 { ways.remove(0) } else { Box::new(DisjunctionMaxQuery::new(ways)) }
}
