//! Who put the claims into the world.

use crate::view::sheet::{Section, Source};
use crate::view::words::clean;
use std::cmp::Reverse;

/// One origin.
pub(crate) struct OriginEntry {
    pub(crate) name: String,
    /// What it is, in words.
    pub(crate) kind: String,
    /// The party it speaks for.
    pub(crate) side: Option<String>,
    pub(crate) articles: usize,
    pub(crate) claims: usize,
}

/// Makes the origins of a thread, those with most claims first.
pub(crate) fn section(source: &Source<'_>) -> Section<OriginEntry> {
    let mut all: Vec<_> = source.thread.origins.iter().collect();
    all.sort_by_key(|origin| (Reverse(origin.claims.len()), Reverse(origin.articles.len()), &origin.name));
    Section::of(all.into_iter(), source.limits.origins, |origin| OriginEntry {
        name: clean(&origin.name),
        kind: source.labels.get(&format!("kind.{}", origin.kind)),
        side: origin.side.as_deref().map(clean),
        articles: origin.articles.len(),
        claims: origin.claims.len(),
    })
}
