//! Profiles: what of a document decides where it belongs.

use crate::copies::Shingles;
use jiff::civil::Date;
use lang::Packs;
use model::{Certainty, Document, EntityType, Moment, QuantityKind, TimeKind};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use text::{TokenKind, Tokens};

/// Words are compared by so many of their first characters, marks counted: inflection stands mostly at the end.
const STEM: usize = 7;

/// So many words at the start are the lead.
const LEAD: usize = 50;

/// How much more a word of the title or the lead counts: they say who, what and where.
const LEAD_WEIGHT: f64 = 3.0;

/// How much a country or its people count beside other names: matters share countries by chance.
const COUNTRY_WEIGHT: f64 = 0.3;

/// So many of a document's weightiest words make its profile.
const MOST_WORDS: usize = 250;

/// A collection is weighed as if it lay among so many documents about other matters, so that what all of
/// a few pages about one matter share still tells that they belong together.
const BACKGROUND: f64 = 100.0;

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
    pub(crate) roles: BTreeMap<(String, u32), BTreeSet<String>>,
    /// Its amounts: what is counted and how many.
    pub(crate) amounts: BTreeSet<(String, u64)>,
    /// The types of the events it reports.
    pub(crate) kinds: BTreeSet<String>,
}

impl Profile {
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
            merged.amounts.extend(part.amounts.iter().cloned());
            merged.kinds.extend(part.kinds.iter().cloned());
            for (day, weight) in &part.days {
                *merged.days.entry(*day).or_default() += weight;
            }
            for (person, words) in &part.persons {
                merged.persons.entry(*person).or_default().extend(words);
            }
            for (key, roles) in &part.roles {
                merged.roles.entry(key.clone()).or_default().extend(roles.iter().cloned());
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

/// The profiles of a set of documents, in the order of their ids.
pub(crate) struct Profiles<'a> {
    pub(crate) documents: Vec<&'a Document>,
    pub(crate) items: Vec<Profile>,
    pub(crate) shingles: Vec<Shingles>,
}

impl<'a> Profiles<'a> {
    /// Draws the profiles of documents; one that comes twice is taken once.
    pub(crate) fn of(documents: &'a [Document], packs: &Packs) -> Self {
        let documents = sorted(documents);
        let mut words = Terms::default();
        let mut names = Terms::default();
        let mut shingles = Vec::with_capacity(documents.len());
        let mut raw = Vec::with_capacity(documents.len());
        for document in &documents {
            let tokens = Tokens::of(&document.article().text);
            shingles.push(Shingles::of(&tokens));
            let word_counts = words.count(word_counts(document, &tokens, packs));
            let name_counts = names.count(name_counts(document, packs));
            raw.push((word_counts, name_counts));
        }
        let count = documents.len() as f64;
        let items = documents
            .iter()
            .zip(raw)
            .map(|(document, (word_counts, name_counts))| {
                let article = document.article();
                let places = places(document, packs).iter().filter_map(|id| names.get(id)).collect();
                let (persons, roles) = persons(document, &names, &words);
                let lang = article.lang.split('-').next().unwrap_or_default().to_owned();
                Profile {
                    date: article.date.map(Days::of),
                    words: words.weigh(&word_counts, count, MOST_WORDS, 0.0),
                    names: names.weigh(&name_counts, count, usize::MAX, UNKNOWN_NAMES),
                    days: days(document),
                    places,
                    persons,
                    roles: roles.into_iter().map(|(person, roles)| ((lang.clone(), person), roles)).collect(),
                    amounts: amounts(document),
                    kinds: kinds(document),
                    langs: BTreeSet::from([lang]),
                }
            })
            .collect();
        Self { documents, items, shingles }
    }
}

/// Returns the documents by id, each id once.
///
/// Where two documents have one id, the one whose content sorts first stands for both, whatever their order.
pub(crate) fn sorted(documents: &[Document]) -> Vec<&Document> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by(|one, other| {
        let ids = one.article().id.cmp(&other.article().id);
        ids.then_with(|| format!("{one:?}").cmp(&format!("{other:?}")))
    });
    sorted.dedup_by(|one, other| one.article().id == other.article().id);
    sorted
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

/// Numbers for terms, and in how many documents each stands.
#[derive(Default)]
struct Terms {
    numbers: FxHashMap<String, u32>,
    documents: Vec<u32>,
}

impl Terms {
    fn count(&mut self, counts: BTreeMap<String, f64>) -> Vec<(u32, f64)> {
        let mut out = Vec::with_capacity(counts.len());
        for (term, count) in counts {
            let next = self.documents.len() as u32;
            let number = *self.numbers.entry(term).or_insert(next);
            if number == next {
                self.documents.push(0);
            }
            self.documents[number as usize] += 1;
            out.push((number, count));
        }
        out
    }

    fn get(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// Weighs terms by what they count here and how rarely they stand elsewhere, and keeps the weightiest.
    fn weigh(&self, counts: &[(u32, f64)], documents: f64, most: usize, unknown: f64) -> Weights {
        let mut weights: Weights = counts
            .iter()
            .map(|(term, count)| {
                let held = f64::from(self.documents[*term as usize]);
                let rare = ((documents + BACKGROUND) / (held + 1.0)).ln();
                (*term, count * rare)
            })
            .collect();
        if weights.len() > most {
            weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            weights.truncate(most);
        }
        weights.sort_by_key(|(term, _)| *term);
        let reach = length(&weights).hypot(unknown);
        scale(&mut weights, reach);
        weights
    }
}

fn word_counts(document: &Document, body: &Tokens<'_>, packs: &Packs) -> BTreeMap<String, f64> {
    let article = document.article();
    let grammar = &packs.get(&article.lang).grammar;
    let mut counts = BTreeMap::new();
    let mut add = |tokens: &Tokens<'_>, lead: usize| {
        for at in 0..tokens.len() {
            let key = tokens.key(at);
            if tokens.items()[at].kind == TokenKind::Mark || grammar.is_stop(key) || key.len() < 2 {
                continue;
            }
            let stem = stem(key, tokens.items()[at].kind);
            *counts.entry(stem).or_insert(0.0) += if at < lead { LEAD_WEIGHT } else { 1.0 };
        }
    };
    for heading in article.title.iter().chain(&article.subtitle).chain(&article.tags) {
        add(&Tokens::of(heading), usize::MAX);
    }
    add(body, LEAD);
    counts.values_mut().for_each(|count| *count = 1.0 + count.ln());
    counts
}

/// Returns the form in which a word is compared here: a number without separators, a word cut to its beginning.
fn stem(key: &str, kind: TokenKind) -> String {
    match kind {
        TokenKind::Number => key.replace([',', ' '], ""),
        _ => key.chars().take(STEM).collect(),
    }
}

/// Returns how much each entity stands out, by id: how often it is named, and what its type tells.
fn name_counts(document: &Document, packs: &Packs) -> BTreeMap<String, f64> {
    let facts = document.facts();
    let mut counts = BTreeMap::new();
    for mention in &facts.mentions {
        let lead = (mention.span.start as usize) < document.article().text.len() / 4;
        *counts.entry(mention.entity.as_str().to_owned()).or_insert(0.0) +=
            if lead { LEAD_WEIGHT } else { 1.0 };
    }
    for id in heading_names(document, packs) {
        *counts.entry(id).or_insert(0.0) += LEAD_WEIGHT;
    }
    for (id, count) in &mut counts {
        let tells = if is_country(document, id, packs) { COUNTRY_WEIGHT } else { 1.0 };
        *count = (1.0 + count.ln()) * tells;
    }
    counts
}

/// Returns the ids of the entities known before that title, tags and dateline name, once for each naming.
fn heading_names(document: &Document, packs: &Packs) -> Vec<String> {
    let article = document.article();
    let names = packs.names();
    let mut found = Vec::new();
    for heading in article.title.iter().chain(&article.subtitle).chain(&article.tags).chain(&article.dateline)
    {
        let tokens = Tokens::of(heading);
        let mut at = 0;
        while at < tokens.len() {
            match names.names().longest_at(&tokens, at) {
                Some((end, hit)) if end > at => {
                    found.extend(names.entity(&hit.key).map(|known| known.id().as_str().to_owned()));
                    at = end;
                }
                _ => at += 1,
            }
        }
    }
    found
}

fn is_country(document: &Document, id: &str, packs: &Packs) -> bool {
    let id = model::EntityId::given(id);
    match packs.names().by_id(&id) {
        Some(known) => known.is_country,
        None => document.entity(&id).is_some_and(|entity| entity.country.as_deref() == Some(id.as_str())),
    }
}

/// Returns the ids of the places below a country that the first half or the heading names.
fn places(document: &Document, packs: &Packs) -> BTreeSet<String> {
    let text_length = document.article().text.len();
    document
        .facts()
        .mentions
        .iter()
        .filter(|mention| mention.kind == EntityType::Loc && (mention.span.start as usize) < text_length / 2)
        .map(|mention| mention.entity.as_str().to_owned())
        .chain(heading_names(document, packs).into_iter().filter(|id| is_place(id, packs)))
        .filter(|id| !is_country(document, id, packs))
        .collect()
}

fn is_place(id: &str, packs: &Packs) -> bool {
    packs.names().by_id(&model::EntityId::given(id)).is_some_and(|known| known.kind == EntityType::Loc)
}

type Persons = BTreeMap<u32, BTreeSet<u32>>;
type Roles = BTreeMap<u32, BTreeSet<String>>;

fn persons(document: &Document, names: &Terms, words: &Terms) -> (Persons, Roles) {
    let mut persons = Persons::new();
    let mut roles = Roles::new();
    for entity in document.facts().entities.iter().filter(|entity| entity.kind == EntityType::Per) {
        let Some(number) = names.get(entity.id.as_str()) else { continue };
        persons.insert(number, BTreeSet::new());
        if !entity.roles.is_empty() {
            roles.insert(number, entity.roles.iter().map(|role| text::fold(role)).collect());
        }
    }
    for mention in &document.facts().mentions {
        let number = names.get(mention.entity.as_str());
        let Some(parts) = number.and_then(|number| persons.get_mut(&number)) else { continue };
        let tokens = Tokens::of(document.surface(mention.span));
        parts.extend(
            (0..tokens.len()).filter_map(|at| words.get(&stem(tokens.key(at), tokens.items()[at].kind))),
        );
    }
    (persons, roles)
}

/// Returns the days that a document tells of: each counts once for each time it is named and twice for each
/// event dated on it.
fn days(document: &Document) -> BTreeMap<i32, f64> {
    let facts = document.facts();
    let mut days: BTreeMap<i32, f64> = BTreeMap::new();
    for time in facts.times.iter().filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::DateTime)) {
        if let Some(day) = time.value.as_ref().and_then(|value| value.moment()).and_then(Moment::day) {
            *days.entry(day_number(day)).or_default() += 1.0;
        }
    }
    for event in &facts.events {
        let told = matches!(event.certainty, Certainty::Reported | Certainty::Planned);
        if let Some(day) = event.date.and_then(Moment::day).filter(|_| told) {
            *days.entry(day_number(day)).or_default() += 2.0;
        }
    }
    days
}

/// Returns the amounts that name what they count, so that 14 dead meets 14 dead in any language.
fn amounts(document: &Document) -> BTreeSet<(String, u64)> {
    let mut amounts = BTreeSet::new();
    for quantity in &document.facts().quantities {
        let counts =
            matches!(quantity.kind, QuantityKind::Cardinal | QuantityKind::Money | QuantityKind::Percent);
        let class = quantity.counted.as_ref().and_then(|counted| counted.class.clone());
        let Some(what) = quantity.what.clone().or(class).or_else(|| quantity.unit.clone()) else { continue };
        // Small counts are shared by chance.
        if let Some(value) = quantity.value.filter(|value| counts && value.value() > 2.0) {
            amounts.insert((what, value.value().to_bits()));
        }
    }
    amounts
}

fn kinds(document: &Document) -> BTreeSet<String> {
    let told = document.facts().events.iter().filter(|event| event.certainty != Certainty::Denied);
    told.map(|event| event.event.clone()).collect()
}

fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (day.duration_since(epoch).as_hours() / 24) as i32
}
