//! Which articles are grouped together when new ones have come in.

use crate::Result;
use model::{DocId, ThreadId};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{Outlined, Reader};
use story::{Frequencies, Kin, Outline, Weighed};

/// When more articles than this would be grouped together, the rest of what is pending waits: this bounds memory.
const MOST: usize = 50_000;

/// So many outlines are read before they are weighed, on all cores.
const AT_ONCE: usize = 2_000;

/// The name under which a large library keeps how frequent its words are.
pub(crate) const FREQUENCIES: &str = "frequencies/1";

/// What is grouped again.
pub(crate) struct Selection {
    /// The ids of the articles by key.
    pub(crate) ids: BTreeMap<u32, DocId>,
    /// The articles, ready to be grouped.
    pub(crate) weighed: Vec<Weighed>,
    /// Those that are pending, by key, each with the features that it is found by from now on.
    pub(crate) pending: BTreeMap<u32, Vec<u8>>,
    /// The threads that hold any of the articles now; all of their articles are selected.
    pub(crate) threads: BTreeSet<ThreadId>,
    pub(crate) frequencies: Frequencies,
    /// Whether that is the whole library.
    pub(crate) whole: bool,
}

impl Selection {
    fn of(threads: BTreeSet<ThreadId>, frequencies: Frequencies, whole: bool) -> Self {
        let (ids, weighed, pending) = Default::default();
        Self { ids, weighed, pending, threads, frequencies, whole }
    }

    fn take(&mut self, articles: &[(u32, Outline)]) {
        self.ids.extend(articles.iter().map(|(key, outline)| (*key, outline.id().clone())));
        let weighed = articles.par_iter().map(|(_, outline)| Weighed::of(outline, &self.frequencies));
        self.weighed.par_extend(weighed);
    }

    /// Takes articles again whose outlines were drawn anew.
    pub(crate) fn take_again(&mut self, articles: &[(u32, Outline)]) {
        let ids: BTreeSet<&DocId> = articles.iter().map(|(_, outline)| outline.id()).collect();
        self.weighed.retain(|article| !ids.contains(article.id()));
        self.take(articles);
        self.find_from_now_on(articles.iter());
    }

    fn find_from_now_on<'o>(&mut self, articles: impl Iterator<Item = &'o (u32, Outline)>) {
        let features = articles.map(|(key, outline)| {
            let features = Kin::features_of(outline, &self.frequencies);
            (*key, features.into_iter().flat_map(u32::to_le_bytes).collect())
        });
        self.pending.extend(features);
    }
}

/// Draws the outline of an article of the library.
type Draw<'d> = &'d mut dyn FnMut(&DocId) -> Result<Outline>;

/// Selects the pending articles and those that they may belong with.
///
/// In a library of at most `most_whole` articles that is every article. In a larger one it is the threads of the nearest articles, found by
/// the rarest words and names that they share, and the threads that corrections move articles to; where that is too
/// much, only the first of the pending articles are selected. An outline that cannot be read is drawn anew.
pub(crate) fn select(
    library: &Reader,
    pending: Vec<u32>,
    targets: &[ThreadId],
    most_whole: u64,
    draw: Draw<'_>,
) -> Result<Selection> {
    if library.articles()? <= most_whole {
        return whole(library, pending, draw);
    }
    let mut frequencies = match library.state(FREQUENCIES)? {
        Some(bytes) => Frequencies::from_bytes(&bytes)?,
        None => counted(library)?,
    };
    // Outlines are large, so they are read again each time they are needed, some at once.
    for some in pending.chunks(AT_ONCE) {
        outlines(library, some, draw)?.iter().for_each(|(_, outline)| frequencies.add(outline));
    }
    let kin = kin(library)?;
    let mut threads: BTreeSet<ThreadId> = targets.iter().cloned().collect();
    let mut old: BTreeSet<u32> = BTreeSet::new();
    for thread in &threads {
        old.extend(library.articles_of(thread)?);
    }
    let mut seen = BTreeSet::new();
    let mut most = 0;
    'pending: for some in pending.chunks(AT_ONCE) {
        for (key, outline) in outlines(library, some, draw)? {
            let near = kin.near(&outline, &frequencies);
            for other in std::iter::once(key).chain(near) {
                if seen.insert(other)
                    && let Some(place) = library.place_of(other)?
                    && !threads.contains(&place.thread)
                {
                    old.extend(library.articles_of(&place.thread)?);
                    threads.insert(place.thread);
                }
            }
            most += 1;
            if old.len() + most > MOST {
                break 'pending;
            }
        }
    }
    drop(kin);
    let (now, later) = pending.split_at(most.min(pending.len()));
    for some in later.chunks(AT_ONCE) {
        outlines(library, some, draw)?.iter().for_each(|(_, outline)| frequencies.remove(outline));
    }
    let mut selection = Selection::of(threads, frequencies, false);
    for some in now.chunks(AT_ONCE) {
        let outlines = outlines(library, some, draw)?;
        selection.take(&outlines);
        selection.find_from_now_on(outlines.iter());
    }
    old.retain(|key| !selection.ids.contains_key(key));
    for some in old.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
        selection.take(&outlines(library, some, draw)?);
    }
    Ok(selection)
}

/// Selects every article of a library.
fn whole(library: &Reader, pending: Vec<u32>, draw: Draw<'_>) -> Result<Selection> {
    let mut stored = Vec::new();
    library.for_each_outline(|outlined| stored.push(outlined))?;
    let outlines = read(stored, draw)?;
    let frequencies = Frequencies::of(outlines.iter().map(|(_, outline)| outline));
    let threads = library.thread_ids()?.into_iter().collect();
    let mut selection = Selection::of(threads, frequencies, true);
    selection.take(&outlines);
    let pending: BTreeSet<u32> = pending.into_iter().collect();
    selection.find_from_now_on(outlines.iter().filter(|(key, _)| pending.contains(key)));
    Ok(selection)
}

/// Counts how frequent the words of the articles that are grouped are.
fn counted(library: &Reader) -> Result<Frequencies> {
    let mut counted = Frequencies::default();
    let mut fault = None;
    library.for_each_outline(|outlined| match Outline::from_bytes(&outlined.outline) {
        Ok(outline) if outlined.grouped => counted.add(&outline),
        Ok(_) => {}
        Err(error) => fault = Some(error),
    })?;
    fault.map_or(Ok(counted), |fault| Err(fault.into()))
}

/// Takes in what the articles that are grouped are found by.
fn kin(library: &Reader) -> Result<Kin> {
    let mut kin = Kin::new();
    library.for_each_featured(|featured| {
        let features: Vec<u32> = featured
            .features
            .chunks_exact(4)
            .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        kin.insert(featured.article, &features, featured.date);
    })?;
    Ok(kin)
}

/// Returns the outlines of articles by key.
pub(crate) fn outlines(library: &Reader, keys: &[u32], draw: Draw<'_>) -> Result<Vec<(u32, Outline)>> {
    let mut stored = Vec::with_capacity(keys.len());
    for key in keys {
        stored.extend(library.outline(*key)?);
    }
    read(stored, draw)
}

/// Reads outlines on all cores; one that was never drawn, or by another program, is drawn now.
fn read(stored: Vec<Outlined>, draw: Draw<'_>) -> Result<Vec<(u32, Outline)>> {
    let read: Vec<_> = stored.par_iter().map(|outlined| Outline::from_bytes(&outlined.outline)).collect();
    let both = stored.iter().zip(read);
    both.map(|(outlined, read)| Ok((outlined.article, read.or_else(|_| draw(&outlined.id))?))).collect()
}
