//! The library as it is read while it is served: a few readers that take turns, and what they read last.

use crate::problem::{Instead, Kind, Problem};
use engine::library::Overlay;
use lang::Packs;
use model::{DocId, Document, Entity, ThreadId, ThreadRecord};
use pages::Names;
use search::Results;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{ChangeLine, OutletLine, Reader, ThreadLine, ThreadOrder, Whereabouts};
use tokio::sync::Semaphore;

/// Records kept in memory may take so many bytes, about.
const RECORDS: usize = 96 << 20;

/// Documents likewise.
const DOCUMENTS: usize = 32 << 20;

/// Texts likewise.
const TEXTS: usize = 32 << 20;

/// Names likewise.
const NAMES: usize = 32 << 20;

/// Changes of threads likewise.
const CHANGES: usize = 8 << 20;

/// What searches found likewise.
const FOUND: usize = 32 << 20;

/// The text of an article and the tag of its language.
#[derive(Debug)]
pub(crate) struct Text {
    /// The text.
    pub(crate) text: String,
    /// The tag of its language.
    pub(crate) lang: String,
}

/// So many parts of lists of threads are kept.
const LISTS: usize = 64;

/// Which part of which list it is: the generation, the order (the generation asked about, where it goes by changes),
/// the offset and the limit.
type ListKey = (u64, Option<u64>, u64, u64);

/// Which part of what a search found it is: the generations of the library and of the index, the query in its canonical
/// form, the offset and the limit.
type FoundKey = (u64, u64, String, usize, usize);

/// The readers of a library and what they read last.
#[derive(Debug)]
pub(crate) struct Shelf {
    folder: PathBuf,
    idle: Mutex<Vec<Reader>>,
    seats: Arc<Semaphore>,
    records: Mutex<Kept<(ThreadId, u64), ThreadRecord>>,
    documents: Mutex<Kept<(DocId, u64), Document>>,
    texts: Mutex<Kept<(DocId, u64), Text>>,
    overlay: Mutex<Option<(u64, Arc<Overlay>)>>,
    outlets: Mutex<Option<(u64, Arc<Vec<OutletLine>>)>>,
    names: Mutex<Kept<(ThreadId, u64), Names>>,
    lists: Mutex<Kept<ListKey, (u64, Vec<ThreadLine>)>>,
    changes: Mutex<Kept<(ThreadId, u64), Vec<ChangeLine>>>,
    found: Mutex<Kept<FoundKey, Results>>,
    /// The names that packs know.
    book: Arc<Names>,
    /// How often something was found in memory, and how often not.
    pub(crate) hits: AtomicU64,
    pub(crate) misses: AtomicU64,
}

impl Shelf {
    /// Opens the library in a folder for so many readers at once.
    pub(crate) fn open(folder: &Path, readers: usize, packs: &Packs) -> Result<Self, store::Error> {
        let first = Reader::open(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            idle: Mutex::new(vec![first]),
            seats: Arc::new(Semaphore::new(readers.max(1))),
            records: Mutex::new(Kept::new(RECORDS)),
            documents: Mutex::new(Kept::new(DOCUMENTS)),
            texts: Mutex::new(Kept::new(TEXTS)),
            overlay: Mutex::default(),
            outlets: Mutex::default(),
            names: Mutex::new(Kept::new(NAMES)),
            lists: Mutex::new(Kept::new(LISTS)),
            changes: Mutex::new(Kept::new(CHANGES)),
            found: Mutex::new(Kept::new(FOUND)),
            book: Arc::new(book(packs)),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        })
    }

    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads on a thread that may wait for the disk, all of it as the library stands at one moment.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&View<'_>) -> Result<T, Instead> + Send + 'static,
    ) -> Result<T, Instead> {
        let shelf = Arc::clone(self);
        // The semaphore is never closed, so waiting ends with a seat; who stops waiting gives its turn away.
        let seat = Arc::clone(&self.seats).acquire_owned().await;
        let Ok(seat) = seat else { return Err(Problem::of(Kind::Internal).into()) };
        let span = tracing::Span::current();
        let reading = tokio::task::spawn_blocking(move || {
            // Work goes on when nobody waits for it any more, and keeps its seat.
            let (_seat, _entered) = (seat, span.enter());
            let reader = shelf.take()?;
            let result = reader.at_once(|reader| {
                let generation = reader.generation()?;
                read(&View { reader, shelf: &shelf, generation })
            })?;
            lock(&shelf.idle).push(reader);
            result
        });
        let result = reading.await;
        // A reader that panicked is dropped with its thread's stack; the next one opens anew.
        result.unwrap_or_else(|error| {
            tracing::error!(%error, "reading failed");
            Err(Problem::of(Kind::Internal).into())
        })
    }

    fn take(&self) -> Result<Reader, store::Error> {
        let idle = lock(&self.idle).pop();
        match idle {
            Some(reader) => Ok(reader),
            None => Reader::open(&self.folder),
        }
    }

    fn counted<T>(&self, found: Option<T>) -> Option<T> {
        let counter = if found.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        found
    }
}

/// The library as it stands at one moment.
pub(crate) struct View<'a> {
    /// The tables.
    pub(crate) reader: &'a Reader,
    shelf: &'a Shelf,
    /// How often the library was changed so far.
    pub(crate) generation: u64,
}

impl View<'_> {
    /// Returns the record of a thread, or where it is now: `path` makes an address of an id.
    pub(crate) fn thread(
        &self,
        id: &ThreadId,
        path: impl FnOnce(&str) -> String,
    ) -> Result<Arc<ThreadRecord>, Instead> {
        match self.reader.find_thread(id)? {
            Some(Whereabouts::Here(_)) => self.record(id),
            Some(Whereabouts::Moved(now)) => Err(Instead::Moved(path(now.as_str()))),
            None => Err(Problem::of(Kind::NoSuchThread).into()),
        }
    }

    /// Returns the record of a thread that is there.
    pub(crate) fn record(&self, id: &ThreadId) -> Result<Arc<ThreadRecord>, Instead> {
        let gone = || Problem::of(Kind::NoSuchThread);
        let changed = self.reader.thread_line(id)?.ok_or_else(gone)?.changed;
        let key = (id.clone(), changed);
        if let Some(record) = self.shelf.counted(lock(&self.shelf.records).get(&key)) {
            return Ok(record);
        }
        let record = Arc::new(self.reader.thread(id)?.ok_or_else(gone)?);
        lock(&self.shelf.records).put(key, Arc::clone(&record), size_of_record(&record));
        Ok(record)
    }

    /// Returns the document of an article, or of an earlier revision, with the corrections that stand.
    pub(crate) fn document(&self, id: &DocId) -> Result<Arc<Document>, Instead> {
        let key = (id.clone(), self.generation);
        if let Some(document) = self.shelf.counted(lock(&self.shelf.documents).get(&key)) {
            return Ok(document);
        }
        let found = self.reader.document(id)?.ok_or_else(|| Problem::of(Kind::NoSuchArticle))?;
        let overlay = self.overlay()?;
        let document = Arc::new(overlay.applied(&found).unwrap_or(found));
        lock(&self.shelf.documents).put(key, Arc::clone(&document), size_of_document(&document));
        Ok(document)
    }

    /// Returns the text of an article as it stands now.
    pub(crate) fn text(&self, id: &DocId) -> Result<Option<Arc<Text>>, Instead> {
        let key = (id.clone(), self.generation);
        if let Some(text) = self.shelf.counted(lock(&self.shelf.texts).get(&key)) {
            return Ok(Some(text));
        }
        let Some((text, lang)) = self.reader.text(id)? else { return Ok(None) };
        let text = Arc::new(Text { text, lang });
        lock(&self.shelf.texts).put(key, Arc::clone(&text), 200 + text.text.len());
        Ok(Some(text))
    }

    /// Returns how many threads there are, and some of them in order.
    pub(crate) fn threads(
        &self,
        order: ThreadOrder,
        offset: u64,
        limit: u64,
    ) -> Result<(u64, Vec<ThreadLine>), Instead> {
        let since = match order {
            ThreadOrder::Changed { since } => Some(since),
            ThreadOrder::Latest => None,
        };
        let key = (self.generation, since, offset, limit);
        if let Some(list) = self.shelf.counted(lock(&self.shelf.lists).get(&key)) {
            return Ok((list.0, list.1.clone()));
        }
        let list = Arc::new(self.reader.threads(order, offset, limit)?);
        lock(&self.shelf.lists).put(key, Arc::clone(&list), 1);
        Ok((list.0, list.1.clone()))
    }

    /// Returns what changed last in a thread, the latest first.
    pub(crate) fn changes(&self, line: &ThreadLine, limit: u64) -> Result<Arc<Vec<ChangeLine>>, Instead> {
        let key = (line.id.clone(), line.changed);
        if let Some(changes) = self.shelf.counted(lock(&self.shelf.changes).get(&key)) {
            return Ok(changes);
        }
        let changes = Arc::new(self.reader.changes(&line.id, limit)?);
        lock(&self.shelf.changes).put(key, Arc::clone(&changes), 200 + changes.len() * 400);
        Ok(changes)
    }

    /// Returns what a search finds, with where it belongs now; `find` looks where it is not at hand.
    pub(crate) fn found(
        &self,
        indexed: u64,
        query: &str,
        (offset, limit): (usize, usize),
        find: impl FnOnce() -> Result<Results, Instead>,
    ) -> Result<Arc<Results>, Instead> {
        let key = (self.generation, indexed, query.to_owned(), offset, limit);
        if let Some(found) = self.shelf.counted(lock(&self.shelf.found).get(&key)) {
            return Ok(found);
        }
        let mut found = find()?;
        // Where articles belong changes without them, so the index does not tell.
        for hit in &mut found.hits {
            if let Some(article) = &hit.article
                && let Some(place) = self.reader.place(article)?
            {
                hit.story = Some(place.story);
                hit.thread = Some(place.thread);
            }
        }
        let found = Arc::new(found);
        lock(&self.shelf.found).put(key, Arc::clone(&found), size_of_results(&found));
        Ok(found)
    }

    /// Returns the outlets, those with most articles first.
    pub(crate) fn outlets(&self) -> Result<Arc<Vec<OutletLine>>, Instead> {
        let kept = lock(&self.shelf.outlets).clone();
        if let Some((_, outlets)) = kept.filter(|(generation, _)| *generation == self.generation) {
            return Ok(outlets);
        }
        let outlets = Arc::new(self.reader.outlets()?);
        *lock(&self.shelf.outlets) = Some((self.generation, Arc::clone(&outlets)));
        Ok(outlets)
    }

    /// Returns the names around a thread, made by `make` where they are not at hand.
    pub(crate) fn names(
        &self,
        record: &ThreadRecord,
        make: impl FnOnce(&Self) -> Result<Names, Instead>,
    ) -> Result<Arc<Names>, Instead> {
        let changed = self.reader.thread_line(&record.id)?.map_or(0, |line| line.changed);
        let key = (record.id.clone(), changed);
        if let Some(names) = self.shelf.counted(lock(&self.shelf.names).get(&key)) {
            return Ok(names);
        }
        let names = Arc::new(make(self)?);
        // About what 300 entities take with their names in a few languages.
        lock(&self.shelf.names).put(key, Arc::clone(&names), 200 << 10);
        Ok(names)
    }

    /// Returns the names that packs know, for pages that are of no one thread.
    pub(crate) fn book(&self) -> Arc<Names> {
        Arc::clone(&self.shelf.book)
    }

    /// Returns the corrections that stand.
    pub(crate) fn overlay(&self) -> Result<Arc<Overlay>, Instead> {
        let kept = lock(&self.shelf.overlay).clone();
        if let Some((_, overlay)) = kept.filter(|(generation, _)| *generation == self.generation) {
            return Ok(overlay);
        }
        let overlay = Arc::new(Overlay::of(self.reader)?);
        *lock(&self.shelf.overlay) = Some((self.generation, Arc::clone(&overlay)));
        Ok(overlay)
    }
}

/// Values that were used lately, up to a size.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    values: HashMap<K, (Arc<V>, usize, u64)>,
    /// The keys by when they were used last.
    by_use: BTreeMap<u64, K>,
    clock: u64,
    size: usize,
    most: usize,
}

impl<K: Hash + Eq + Clone, V> Kept<K, V> {
    /// Keeps values of so many bytes in all.
    pub(crate) fn new(most: usize) -> Self {
        Self { values: HashMap::new(), by_use: BTreeMap::new(), clock: 0, size: 0, most }
    }

    /// Returns the value of a key.
    pub(crate) fn get(&mut self, key: &K) -> Option<Arc<V>> {
        let (value, _, used) = self.values.get_mut(key)?;
        self.clock += 1;
        self.by_use.remove(used);
        *used = self.clock;
        self.by_use.insert(self.clock, key.clone());
        Some(Arc::clone(value))
    }

    /// Keeps a value of so many bytes, and drops those that were not used for longest.
    pub(crate) fn put(&mut self, key: K, value: Arc<V>, size: usize) {
        // What would push out most of the others is read anew each time.
        if size > self.most / 2 {
            return;
        }
        self.clock += 1;
        if let Some((_, old, used)) = self.values.insert(key.clone(), (value, size, self.clock)) {
            self.size -= old;
            self.by_use.remove(&used);
        }
        self.by_use.insert(self.clock, key);
        self.size += size;
        while self.size > self.most {
            let Some((_, oldest)) = self.by_use.pop_first() else { return };
            if let Some((_, size, _)) = self.values.remove(&oldest) {
                self.size -= size;
            }
        }
    }
}

/// Returns the names that packs know.
fn book(packs: &Packs) -> Names {
    let entities: Vec<Entity> = packs
        .names()
        .entities()
        .map(|known| Entity {
            id: known.id(),
            kind: known.kind,
            name: known.label.clone(),
            names: known.names.clone(),
            kb: known.kb.clone(),
            source: known.source,
            country: None,
            roles: BTreeSet::new(),
        })
        .collect();
    Names::of(&entities)
}

/// Returns about how many bytes a record takes in memory.
fn size_of_record(record: &ThreadRecord) -> usize {
    let claim = |claim: &model::Claim| {
        let supports: usize = claim.supports.iter().map(|s| 160 + s.chain.len() * 48).sum();
        600 + claim.text.len() + supports + claim.values.len() * 160 + claim.related.len() * 64
    };
    let origin = |origin: &model::Origin| 240 + (origin.articles.len() + origin.claims.len()) * 48;
    let entry = |entry: &model::TimelineEntry| 200 + entry.text.len() + entry.evidence.len() * 120;
    1_000
        + record.claims.iter().map(claim).sum::<usize>()
        + record.origins.iter().map(origin).sum::<usize>()
        + record.timeline.iter().map(entry).sum::<usize>()
        + record.articles.len() * 700
        + record.silences.len() * 300
        + record.stories.iter().map(|story| 200 + story.articles.len() * 48).sum::<usize>()
}

/// Returns about how many bytes a document takes in memory.
fn size_of_document(document: &Document) -> usize {
    let facts = document.facts();
    2_000
        + document.article().text.len()
        + document.article().furniture.iter().map(|passage| 80 + passage.text.len()).sum::<usize>()
        + facts.sentences.len() * 16
        + facts.mentions.len() * 80
        + facts.entities.len() * 1_500
        + (facts.times.len() + facts.quantities.len()) * 240
        + facts.statements.len() * 800
        + facts.events.len() * 800
}

/// Returns about how many bytes what a search found takes in memory.
fn size_of_results(found: &Results) -> usize {
    let hit = |hit: &search::Hit| 800 + hit.text.len() + 8 * hit.highlights.len() + 40 * hit.chain.len();
    let facets: usize = found.facets.iter().map(|facet| 60 + facet.values.len() * 80).sum();
    500 + found.hits.iter().map(hit).sum::<usize>() + facets
}

/// Locks what no panic can leave half done: each holder replaces whole values.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let mut kept = Kept::new(10);
        for key in ["a", "b", "c"] {
            kept.put(key, Arc::new(key), 3);
        }
        assert!(kept.get(&"a").is_some());
        kept.put("d", Arc::new("d"), 3);
        let there = ["a", "b", "c", "d"].map(|key| kept.get(&key).is_some());
        assert_eq!(there, [true, false, true, true]);
        kept.put("a", Arc::new("a"), 5);
        assert!(kept.size <= 10);
        kept.put("large", Arc::new("large"), 6);
        assert!(kept.get(&"large").is_none());
    }
}
