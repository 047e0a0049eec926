//! What is counted of a run.

use crate::Collection;
use model::{Record, SetAsideReason};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the counts of a record.
pub(crate) fn stats(collection: &Collection, record: &Record) -> BTreeMap<String, u64> {
    let documents = collection.documents();
    let outlets: BTreeSet<&str> = documents.iter().filter_map(|d| d.article().outlet.label()).collect();
    let duplicates =
        collection.set_aside().iter().filter(|aside| aside.reason == SetAsideReason::Duplicate).count();
    let of_threads = |count: fn(&model::ThreadRecord) -> usize| record.threads.iter().map(count).sum();
    let mut stats: BTreeMap<String, u64> = BTreeMap::new();
    let mut put = |name: &str, count: usize| stats.insert(name.to_owned(), count as u64);
    put("pages", documents.len() + collection.set_aside().len());
    put("articles", documents.len());
    put("outlets", outlets.len());
    put("duplicates", duplicates);
    put("set_aside", collection.set_aside().len());
    put("statements", documents.iter().map(|document| document.facts().statements.len()).sum());
    put("threads", record.threads.len());
    put("stories", of_threads(|thread| thread.stories.len()));
    put("origins", of_threads(|thread| thread.origins.len()));
    put("claims", of_threads(|thread| thread.claims.len()));
    put("silences", of_threads(|thread| thread.silences.len()));
    stats
}
