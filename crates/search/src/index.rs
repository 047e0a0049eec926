//! The index in its folder: opened, searched, written to.

use crate::claims;
use crate::collect::Best;
use crate::entries::{self, EntityEntry, Entry};
use crate::error::{Error, Result};
use crate::facets::FacetTables;
use crate::fields::{FORMAT, Fields, register};
use crate::plan::{Called, Marks, Planner, called};
use crate::query::Query;
use crate::results::{self, Results};
use crate::words::Words;
use lang::Packs;
use model::{DocId, EntityId, ThreadId, ThreadRecord};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::hash_map;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

/// The least memory that a writer can work with, in bytes.
const LEAST_MEMORY: usize = 15_000_000;

/// The deepest that hits can be paged to.
const DEEPEST: usize = 10_000;

/// The search index of a library.
///
/// It is made from the library and can be thrown away at any time. It tells up to which generation of the library it
/// is, so that a caller can bring it up to date after a crash.
pub struct Index<'p> {
    folder: PathBuf,
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    tables: FacetTables,
    packs: &'p Packs,
    called: Called,
    fresh: bool,
    /// The generation that the reader saw last.
    seen: Mutex<Option<u64>>,
}

/// Writes to an index; nothing is seen before [`Writer::commit`], and nothing of it after a crash.
pub struct Writer<'i> {
    folder: &'i Path,
    reader: &'i IndexReader,
    fields: Fields,
    words: Words<'i>,
    writer: IndexWriter,
}

/// What a commit says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Mark {
    format: u32,
    generation: u64,
}

impl<'p> Index<'p> {
    /// Opens the index in a folder, making both where there are none.
    ///
    /// An index of another format, or one that cannot be opened, is thrown away: it is empty then, and of generation 0.
    pub fn open(folder: &Path, packs: &'p Packs) -> Result<Self> {
        let failed = |action| {
            let path = folder.to_owned();
            move |source| Error::Folder { action, path, source }
        };
        std::fs::create_dir_all(folder).map_err(failed("make"))?;
        let (schema, fields) = Fields::schema();
        let opened = open_in(folder).ok().filter(|(index, _)| index.schema() == schema);
        let (index, reader, fresh) = match opened {
            Some((index, reader)) => (index, reader, false),
            None => {
                clear(folder)?;
                let directory = MmapDirectory::open(folder).map_err(Error::index("open"))?;
                let settings = tantivy::IndexSettings::default();
                let index =
                    tantivy::Index::create(directory, schema, settings).map_err(Error::index("make"))?;
                let reader = reader_of(&index)?;
                (index, reader, true)
            }
        };
        register(&index);
        let called = called(packs, &Words::new(packs));
        let tables = FacetTables::default();
        Ok(Self {
            folder: folder.to_owned(),
            index,
            reader,
            fields,
            tables,
            packs,
            called,
            fresh,
            seen: Mutex::default(),
        })
    }

    /// Returns up to which generation of the library the index is; 0 for an empty one.
    pub fn generation(&self) -> u64 {
        mark_of(&self.index).map_or(0, |mark| mark.generation)
    }

    /// Tells whether opening it made it new: there was none, or one that was of no use.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Returns a writer that uses about so much memory, in bytes; there is one at a time.
    pub fn writer(&self, memory: usize) -> Result<Writer<'_>> {
        // One thread merges: each merge holds a good part of what it merges.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(memory.max(LEAST_MEMORY))
            .num_merge_threads(1)
            .build();
        let writer = self.index.writer_with_options(options).map_err(|error| match error {
            TantivyError::LockFailure(_, _) => Error::Busy(self.folder.clone()),
            error => Error::index("write to")(error),
        })?;
        let words = Words::new(self.packs);
        Ok(Writer { folder: &self.folder, reader: &self.reader, fields: self.fields, words, writer })
    }

    /// Returns what matches a query, from the offset on, at most so many.
    pub fn search(&self, query: &Query, offset: usize, limit: usize) -> Result<Results> {
        let searcher = self.searcher()?;
        let tables = self.tables.of(&searcher)?;
        let mut words = Words::new(self.packs);
        let mut planner = Planner {
            fields: &self.fields,
            searcher: &searcher,
            tables: &tables,
            words: &words,
            called: &self.called,
            marks: Marks::default(),
        };
        let (wanted, weighed) = planner.plan(query)?;
        let marks = planner.marks;
        let offset = offset.min(DEEPEST);
        let keep = offset + limit.min(DEEPEST);
        let (all, best) =
            searcher.search(&*wanted, &Best { keep, weighed }).map_err(Error::index("search"))?;
        let mut hits = Vec::new();
        let mut stores = FxHashMap::default();
        for ranked in best.into_iter().skip(offset) {
            let store = match stores.entry(ranked.segment) {
                hash_map::Entry::Occupied(store) => store.into_mut(),
                hash_map::Entry::Vacant(place) => {
                    let segment = searcher.segment_reader(ranked.segment);
                    // Each of the hits may lie in another block.
                    place.insert(segment.get_store_reader(limit.min(64)).map_err(Error::index("read"))?)
                }
            };
            let shown = results::read(&self.fields, store, ranked.doc)?;
            hits.push(results::hit(shown, ranked.score as f32 / 64.0, &marks, &mut words));
        }
        let total = all.iter().map(|(_, docs)| docs.len() as u64).sum();
        let (facets, facets_counted) = tables.count(&searcher, &all)?;
        Ok(Results { total, hits, facets, facets_counted })
    }

    /// Returns what sees the index as it is now, whichever process wrote to it last.
    fn searcher(&self) -> Result<Searcher> {
        // Read before the index is: what is seen is never older than what is told.
        let generation = self.generation();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen != Some(generation) {
            self.reader.reload().map_err(Error::index("open"))?;
            *seen = Some(generation);
        }
        Ok(self.reader.searcher())
    }

    /// Reads what the first search needs, which takes a while for a large index.
    pub fn warm(&self) -> Result<()> {
        self.tables.of(&self.searcher()?).map(|_| ())
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Writer<'_> {
    /// Puts an article and its sentences in place of whatever was there of it.
    pub fn put_article(&mut self, entry: &Entry<'_>) -> Result<()> {
        self.remove_article(&entry.document.article().id);
        let Self { fields, words, writer, .. } = self;
        entries::of_article(fields, words, entry, &mut |entry| add(writer, entry))
    }

    /// Takes an article and its sentences out.
    pub fn remove_article(&mut self, id: &DocId) {
        self.remove(&entries::owner_of_article(id));
    }

    /// Puts the claims of a thread in place of whatever was there of them.
    pub fn put_thread(&mut self, record: &ThreadRecord) -> Result<()> {
        self.remove_thread(&record.id);
        let Self { fields, words, writer, .. } = self;
        claims::of_thread(fields, words, record, &mut |entry| add(writer, entry))
    }

    /// Takes the claims of a thread out.
    pub fn remove_thread(&mut self, id: &ThreadId) {
        self.remove(&entries::owner_of_thread(id));
    }

    /// Puts an entity in place of what was there of it.
    pub fn put_entity(&mut self, entity: &EntityEntry) -> Result<()> {
        self.remove_entity(&entity.id);
        let entry = entries::of_entity(&self.fields, &mut self.words, entity)?;
        add(&self.writer, entry)
    }

    /// Takes an entity out.
    pub fn remove_entity(&mut self, id: &EntityId) {
        self.remove(&entries::owner_of_entity(id));
    }

    /// Takes everything out, so that all can be put in anew.
    pub fn clear(&mut self) -> Result<()> {
        self.writer.delete_all_documents().map(|_| ()).map_err(Error::index("empty"))
    }

    /// Makes all that was put and taken out seen at once, and says up to which generation of the library it is.
    pub fn commit(&mut self, generation: u64) -> Result<()> {
        let mark = Mark { format: FORMAT, generation };
        let mut commit = self.writer.prepare_commit().map_err(Error::index("write to"))?;
        commit.set_payload(&serde_json::to_string(&mark).map_err(Error::index("write to"))?);
        commit.commit().map_err(Error::index("write to"))?;
        self.reader.reload().map_err(Error::index("open"))
    }

    /// Ends writing once the index has put its parts together; without it, it does so when it is written to next.
    pub fn finish(self) -> Result<()> {
        self.writer.wait_merging_threads().map_err(Error::index("write to"))?;
        self.reader.reload().map_err(Error::index("open"))
    }

    /// Returns the index's folder.
    pub fn folder(&self) -> &Path {
        self.folder
    }

    fn remove(&mut self, owner: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.owner, owner));
    }
}

fn add(writer: &IndexWriter, entry: tantivy::TantivyDocument) -> Result<()> {
    writer.add_document(entry).map(|_| ()).map_err(Error::index("add to"))
}

/// Opens an index of this format.
fn open_in(folder: &Path) -> tantivy::Result<(tantivy::Index, IndexReader)> {
    let index = tantivy::Index::open_in_dir(folder)?;
    let payload = index.load_metas()?.payload;
    if payload.is_some() && mark_of(&index).is_none_or(|mark| mark.format != FORMAT) {
        return Err(TantivyError::InvalidArgument("another format".to_owned()));
    }
    register(&index);
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((index, reader))
}

fn reader_of(index: &tantivy::Index) -> Result<IndexReader> {
    let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    builder.try_into().map_err(Error::index("open"))
}

fn mark_of(index: &tantivy::Index) -> Option<Mark> {
    serde_json::from_str(&index.load_metas().ok()?.payload?).ok()
}

/// Empties a folder, unless somebody is writing there.
fn clear(folder: &Path) -> Result<()> {
    let directory = MmapDirectory::open(folder).map_err(Error::index("open"))?;
    let _lock = directory.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| Error::Busy(folder.to_owned()))?;
    let failed = |source| Error::Folder { action: "empty", path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_lock = path.file_name() == INDEX_WRITER_LOCK.filepath.file_name();
        if path.is_file() && !is_lock {
            std::fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}
