//! Which articles are grouped together when new ones have come in.

use crate::Result;
use model::ThreadId;
use std::collections::BTreeSet;
use store::Reader;
use story::{Frequencies, Kin, Outline};

/// A library of up to so many articles is grouped whole each time: exactly as `read` groups the same pages.
const WHOLE: u64 = 3_000;

/// The name under which a large library keeps how frequent its words are.
pub(crate) const FREQUENCIES: &str = "frequencies/1";

/// What is grouped again.
pub(crate) struct Selection {
    /// The outlines, by article key.
    pub(crate) outlines: Vec<(u32, Outline)>,
    /// The keys of those that are pending.
    pub(crate) pending: BTreeSet<u32>,
    /// The threads that hold any of them now; all of their articles are selected.
    pub(crate) threads: BTreeSet<ThreadId>,
    pub(crate) frequencies: Frequencies,
    /// Whether that is the whole library.
    pub(crate) whole: bool,
}

/// Selects the pending articles and those that they may belong with.
///
/// In a small library that is every article. In a large one it is the threads of the nearest articles, found by
/// the rarest words and names that they share, and the threads that corrections move articles to.
pub(crate) fn select(
    library: &Reader,
    pending: Vec<u32>,
    targets: &[ThreadId],
    outline_of: &mut dyn FnMut(store::Outlined) -> Result<Outline>,
) -> Result<Selection> {
    let pending: BTreeSet<u32> = pending.into_iter().collect();
    if library.articles()? <= WHOLE {
        let mut stored = Vec::new();
        library.for_each_outline(|outlined| stored.push(outlined))?;
        let outlines = stored
            .into_iter()
            .map(|outlined| Ok((outlined.article, outline_of(outlined)?)))
            .collect::<Result<Vec<_>>>()?;
        let frequencies = Frequencies::of(outlines.iter().map(|(_, outline)| outline));
        let threads = library.thread_ids()?.into_iter().collect();
        return Ok(Selection { outlines, pending, threads, frequencies, whole: true });
    }
    let mut load =
        |key: u32| -> Result<Option<Outline>> { library.outline(key)?.map(&mut *outline_of).transpose() };
    let mut frequencies = match library.state(FREQUENCIES)? {
        Some(bytes) => Frequencies::from_bytes(&bytes)?,
        None => {
            let mut counted = Frequencies::default();
            let mut fault = None;
            library.for_each_outline(|outlined| match Outline::from_bytes(&outlined.outline) {
                Ok(outline) if outlined.grouped => counted.add(&outline),
                Ok(_) => {}
                Err(error) => fault = Some(error),
            })?;
            fault.map_or(Ok(()), Err)?;
            counted
        }
    };
    let mut new = Vec::with_capacity(pending.len());
    for key in &pending {
        if let Some(outline) = load(*key)? {
            frequencies.add(&outline);
            new.push((*key, outline));
        }
    }
    let mut kin = Kin::new();
    library.for_each_featured(|featured| {
        let features: Vec<u32> = featured
            .features
            .chunks_exact(4)
            .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        kin.insert(featured.article, &features, featured.date);
    })?;
    let mut threads: BTreeSet<ThreadId> = targets.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    for (key, outline) in &new {
        let near = kin.near(outline, &frequencies);
        for other in std::iter::once(*key).chain(near) {
            if seen.insert(other)
                && let Some(place) = library.place_of(other)?
            {
                threads.insert(place.thread);
            }
        }
    }
    drop(kin);
    let mut outlines = new;
    for thread in &threads {
        for key in library.articles_of(thread)? {
            if !pending.contains(&key)
                && let Some(outline) = load(key)?
            {
                outlines.push((key, outline));
            }
        }
    }
    outlines.sort_by_key(|(key, _)| *key);
    Ok(Selection { outlines, pending, threads, frequencies, whole: false })
}

/// Returns the features of an outline as they are kept.
pub(crate) fn features(outline: &Outline, frequencies: &Frequencies) -> Vec<u8> {
    Kin::features_of(outline, frequencies).into_iter().flat_map(u32::to_le_bytes).collect()
}
