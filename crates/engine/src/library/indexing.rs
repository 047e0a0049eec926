//! Bringing the search index up to what the library holds.

use crate::library::{Overlay, Step};
use crate::{Error, Result, Setup};
use model::{DocId, Document, EntityId};
use rayon::prelude::*;
use search::{EntityEntry, Entry, Index};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use store::Reader;

/// The index's own folder inside the library's.
const FOLDER: &str = "index";

/// The index may hold so much before it writes to disk.
const MEMORY: usize = 64 << 20;

/// So many documents are held at once.
const BATCH: usize = 512;

/// Returns the folder of a library's search index; it can be deleted at any time.
pub fn index_folder(library: &Path) -> PathBuf {
    library.join(FOLDER)
}

/// Puts what changed since the index was brought up to date last into it; returns how many articles that were.
///
/// An index that is new, or of a library that was put back from a copy, is filled from the start.
pub fn index(library: &Reader, index: &Index<'_>, setup: &Setup<'_>, notice: &dyn Fn(Step)) -> Result<usize> {
    let (from, to) = (index.generation(), library.generation()?);
    if from == to {
        return Ok(0);
    }
    let mut writer = index.writer(MEMORY)?;
    let from = if from > to {
        writer.clear()?;
        0
    } else {
        from
    };
    let overlay = Overlay::of(library)?;
    let articles = library.articles_changed_since(from)?;
    let mut entities = BTreeSet::new();
    for (at, some) in articles.chunks(BATCH).enumerate() {
        notice(Step::Indexing(at * BATCH, articles.len()));
        for (document, former) in documents(library.folder(), some, &overlay, setup)? {
            for id in former {
                writer.remove_article(&id);
            }
            // Where articles belong changes without them; it is looked up when they are shown.
            writer.put_article(&Entry { document: &document, story: None, thread: None })?;
            for line in library.identities_in(&document.article().id)? {
                // What articles alone call it may have been found before.
                if library.entity(&line.was)?.is_none() {
                    writer.remove_entity(&line.was);
                }
            }
            entities.extend(document.facts().entities.iter().map(|entity| entity.id.clone()));
        }
    }
    for thread in library.threads_gone_since(from)? {
        writer.remove_thread(&thread);
    }
    for thread in library.threads_changed_since(from)? {
        if let Some(record) = library.thread(&thread)? {
            writer.put_thread(&record)?;
        }
    }
    for id in entities {
        if let Some(entry) = entity(library, id)? {
            writer.put_entity(&entry)?;
        }
    }
    writer.commit(to)?;
    writer.finish()?;
    Ok(articles.len())
}

/// Returns documents as corrected, each with the ids that its article had before.
fn documents(
    folder: &Path,
    ids: &[DocId],
    overlay: &Overlay,
    setup: &Setup<'_>,
) -> Result<Vec<(Document, Vec<DocId>)>> {
    setup.workers.install(|| {
        ids.par_iter()
            .map_init(
                || None,
                |own: &mut Option<Reader>, id| {
                    let reader = match own {
                        Some(reader) => reader,
                        None => own.insert(Reader::open(folder)?),
                    };
                    let document = reader.document(id)?.ok_or_else(|| Error::Gone(id.clone()))?;
                    let revisions = reader.revisions(id)?;
                    let former =
                        revisions.into_iter().map(|revision| revision.id).filter(|other| other != id);
                    Ok((overlay.applied(&document).unwrap_or(document), former.collect()))
                },
            )
            .collect()
    })
}

fn entity(library: &Reader, id: EntityId) -> Result<Option<EntityEntry>> {
    let Some(line) = library.entity(&id)? else { return Ok(None) };
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in library.known_names(&id)? {
        names.entry(name.0).or_default().insert(name.1);
    }
    let kind = serde_json::from_value(serde_json::Value::String(line.kind)).ok();
    Ok(kind.map(|kind| EntityEntry { id, kind, name: line.name, names }))
}
