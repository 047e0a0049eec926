//! Facets: how many of the hits have which outlet, speaker, place and so on.

use crate::error::{Error, Result};
use crate::query::Field;
use crate::words::joined;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::{Searcher, SegmentReader};

/// One facet of the hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The field's name in the query language.
    pub name: &'static str,
    /// Its values, the most frequent first; days and amounts in their own order.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value as the query language takes it.
    pub value: String,
    /// How many of the counted hits have it.
    pub count: u64,
}

/// The names of the facets, in the order in which they are shown.
pub(crate) const NAMES: [&str; 13] = [
    "kind",
    "outlet",
    "origin",
    "country",
    "lang",
    "said",
    "happened",
    "type",
    "certainty",
    "amount",
    "place",
    "speaker",
    "support",
];

/// How many values of a facet are returned.
const MOST_VALUES: usize = 20;

/// How many hits are counted; of more, every n-th is, evenly over all.
const MOST_COUNTED: usize = 10_000;

/// The values of all facets, numbered once for all segments of the index.
///
/// Each segment numbers its values in its own order; a table a segment leads from there to here, so that counting
/// adds up numbers and compares no text. Tables are made when a segment is first seen.
#[derive(Debug, Default)]
pub(crate) struct FacetTables(Mutex<Arc<Tables>>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    values: Vec<Value>,
    numbers: FxHashMap<Arc<str>, u32>,
    folded: FxHashMap<(usize, Arc<str>), Vec<u32>>,
    segments: FxHashMap<SegmentId, Arc<[u32]>>,
}

#[derive(Clone, Debug)]
struct Value {
    /// The whole term, `name=value`.
    term: Arc<str>,
    facet: usize,
    folded: Arc<str>,
}

impl FacetTables {
    /// Returns the tables for what a searcher sees, making what is missing.
    pub(crate) fn of(&self, searcher: &Searcher) -> Result<Arc<Tables>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let live = searcher.segment_readers();
        if live.iter().all(|segment| kept.segments.contains_key(&segment.segment_id())) {
            return Ok(Arc::clone(&kept));
        }
        // Nobody else holds the tables but searches under way: they keep theirs, and all others share these.
        let tables = Arc::make_mut(&mut kept);
        tables.segments.retain(|id, _| live.iter().any(|segment| segment.segment_id() == *id));
        let known: usize = tables.segments.values().map(|table| table.len()).sum();
        if tables.values.len() > 10_000 + 4 * known {
            // Most values belong to segments that are gone: number anew.
            *tables = Tables::default();
        }
        for segment in live {
            if !tables.segments.contains_key(&segment.segment_id()) {
                tables.add(segment)?;
            }
        }
        Ok(Arc::clone(&kept))
    }
}

impl Tables {
    fn add(&mut self, segment: &SegmentReader) -> Result<()> {
        let mut table = Vec::new();
        if let Some(column) = segment.fast_fields().str("facets").map_err(Error::index("read"))? {
            let mut terms = column.dictionary().stream().map_err(Error::index("read"))?;
            while terms.advance() {
                table.push(self.number(&String::from_utf8_lossy(terms.key())));
            }
        }
        self.segments.insert(segment.segment_id(), table.into());
        Ok(())
    }

    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = self.values.len() as u32;
        let (name, value) = term.split_once('=').unwrap_or((term, ""));
        let facet = NAMES.iter().position(|known| *known == name).unwrap_or(NAMES.len());
        let (term, folded): (Arc<str>, Arc<str>) = (term.into(), joined(value).into());
        self.numbers.insert(Arc::clone(&term), number);
        self.folded.entry((facet, Arc::clone(&folded))).or_default().push(number);
        self.values.push(Value { term, facet, folded });
        number
    }

    /// Returns the terms of the values of a field that are spelled so, but for case, nukta and the like.
    pub(crate) fn spelled(&self, field: Field, value: &str) -> Vec<&str> {
        let Some(facet) = NAMES.iter().position(|name| *name == field.name()) else { return Vec::new() };
        let numbers = self.folded.get(&(facet, joined(value).into()));
        numbers.into_iter().flatten().map(|number| &*self.values[*number as usize].term).collect()
    }

    /// Returns the terms of the values of a field whose words pass a test.
    pub(crate) fn matching(&self, field: Field, test: impl Fn(&str) -> bool) -> Vec<&str> {
        let Some(facet) = NAMES.iter().position(|name| *name == field.name()) else { return Vec::new() };
        let values = self.values.iter().filter(|value| value.facet == facet && test(&value.folded));
        values.map(|value| &*value.term).collect()
    }

    /// Counts the values of the hits of each segment; returns the facets and how many hits were counted.
    pub(crate) fn count(&self, searcher: &Searcher, hits: &[(u32, Vec<u32>)]) -> Result<(Vec<Facet>, u64)> {
        let total: usize = hits.iter().map(|(_, docs)| docs.len()).sum();
        let step = total.div_ceil(MOST_COUNTED).max(1);
        let mut counts = vec![0_u64; self.values.len()];
        let (mut counted, mut skip) = (0, 0);
        for (segment, docs) in hits {
            let segment = searcher.segment_reader(*segment);
            let Some(column) = segment.fast_fields().str("facets").map_err(Error::index("read"))? else {
                continue;
            };
            let Some(table) = self.segments.get(&segment.segment_id()) else { continue };
            let ords = column.ords();
            for doc in docs.iter().skip(skip).step_by(step) {
                counted += 1;
                for ord in ords.values_for_doc(*doc) {
                    if let Some(number) = table.get(ord as usize) {
                        counts[*number as usize] += 1;
                    }
                }
            }
            skip = (skip + step - docs.len() % step) % step;
        }
        Ok((self.facets(&counts), counted))
    }

    fn facets(&self, counts: &[u64]) -> Vec<Facet> {
        let mut by_facet: Vec<Vec<(u64, &str)>> = vec![Vec::new(); NAMES.len() + 1];
        for (value, count) in self.values.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let text = value.term.split_once('=').map_or("", |(_, text)| text);
            by_facet[value.facet].push((*count, text));
        }
        let facets = NAMES.iter().zip(by_facet).filter(|(_, values)| !values.is_empty());
        facets
            .map(|(name, mut values)| {
                values.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
                match *name {
                    // The newest months, not the busiest: a timeline has no holes.
                    "said" | "happened" => values.sort_by(|a, b| b.1.cmp(a.1)),
                    "amount" => values.sort_by(|a, b| a.1.len().cmp(&b.1.len()).then(a.1.cmp(b.1))),
                    _ => {}
                }
                values.truncate(MOST_VALUES);
                let values =
                    values.into_iter().map(|(count, value)| FacetValue { value: value.to_owned(), count });
                Facet { name, values: values.collect() }
            })
            .collect()
    }
}
