//! Adding to a library, in batches that are kept wholly or not at all.

use crate::lock::WriteLock;
use crate::revise::{self, Verdict};
use crate::{Error, Reader, Result, address, envelope, packed, reader, schema, tables};
use model::{DocId, Document, Page, SetAside};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::ops::Deref;
use std::path::Path;

/// A library opened for writing; what a [`Reader`] can, it can as well.
///
/// While it lives no other process can write to the same folder.
#[derive(Debug)]
pub struct Library {
    // The order matters: the connection is closed before the lock is let go.
    reader: Reader,
    _lock: WriteLock,
}

/// What became of a page that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Added {
    /// It is new.
    New,
    /// It was kept already; nothing changed.
    Known,
    /// The page of this address or id had other contents before; both are kept.
    Revised,
}

impl Added {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::Revised => "revised",
        }
    }
}

impl Library {
    /// Opens the library in a folder for writing; makes both where there are none.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|source| Error::Folder {
            action: "make library folder",
            path: folder.to_owned(),
            source,
        })?;
        let lock = WriteLock::take(folder)?;
        let path = reader::database(folder);
        let mut connection = Connection::open(&path).map_err(Error::database("open"))?;
        reader::prepare(&connection)?;
        schema::migrate(&mut connection, &path)?;
        // Only now is it sure that the file is ours to change. Write-ahead logging lets readers read while a writer
        // writes; `FULL` waits for the disk on each commit, so that what is acknowledged outlives a power cut.
        connection
            .pragma_update(None, "journal_mode", "WAL")
            .and_then(|()| connection.pragma_update(None, "synchronous", "FULL"))
            .map_err(Error::database("open"))?;
        Ok(Self { reader: Reader::over(connection, folder), _lock: lock })
    }

    /// Adds one page and its document; when this returns, they are kept.
    pub fn add(&mut self, page: &Page, document: &Document) -> Result<Added> {
        let mut batch = self.batch()?;
        let added = batch.add(page, document)?;
        batch.commit()?;
        Ok(added)
    }

    /// Starts a batch: many additions that are kept at once, which costs one wait for the disk.
    pub fn batch(&mut self) -> Result<Batch<'_>> {
        let transaction = self.reader.connection.transaction().map_err(Error::database("write to"))?;
        Ok(Batch { transaction })
    }
}

impl Deref for Library {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

/// Additions that are kept together by [`Batch::commit`]; dropped without it, none of them is.
#[derive(Debug)]
pub struct Batch<'a> {
    transaction: Transaction<'a>,
}

impl Batch<'_> {
    /// Adds a page and its document.
    ///
    /// Pages of one id or one address are revisions of one article. The newest is current: the one that came last,
    /// unless both say when they were captured and the other was captured later.
    pub fn add(&mut self, page: &Page, document: &Document) -> Result<Added> {
        if page.id != document.article().id {
            return Err(Error::Mismatch { page: page.id.clone(), document: document.article().id.clone() });
        }
        // A fault in the middle undoes this page and leaves the batch as it was.
        let savepoint = self.transaction.savepoint().map_err(Error::database("write to"))?;
        let added = add(&savepoint, page, document)?;
        savepoint.commit().map_err(Error::database("write to"))?;
        Ok(added)
    }

    /// Keeps the note that an input could not be used; once for each path and reason.
    pub fn set_aside(&mut self, aside: &SetAside) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT INTO set_aside (path, reason, advice, added) VALUES (?1, ?2, ?3, strftime('%FT%TZ'))
                 ON CONFLICT (path, reason) DO UPDATE SET advice = excluded.advice",
            )
            .and_then(|mut insert| insert.execute(params![aside.path, aside.reason.name(), aside.advice]))
            .map_err(Error::database("write to"))?;
        Ok(())
    }

    /// Keeps all that was added; when this returns, it outlives the process and a power cut.
    pub fn commit(self) -> Result<()> {
        self.transaction.commit().map_err(Error::database("write to"))
    }
}

fn add(connection: &Connection, page: &Page, document: &Document) -> Result<Added> {
    let address = address::address(page);
    let fault = || Error::database("write to");
    let Some(article) = find(connection, &page.id, address.as_deref()).map_err(fault())? else {
        let article: i64 = connection
            .query_row("SELECT coalesce(max(article), 0) + 1 FROM articles", [], |row| row.get(0))
            .map_err(fault())?;
        let revision = keep(connection, article, 1, page, document)?;
        tables::insert_article(connection, article, revision, address.as_deref(), document)
            .and_then(|()| tables::insert_facts(connection, article, document))
            .and_then(|()| no_longer_aside(connection, &page.path))
            .map_err(fault())?;
        return Ok(Added::New);
    };
    let kept = revise::kept(connection, article)?;
    match revise::verdict(&kept, page) {
        Verdict::Known => Ok(Added::Known),
        verdict => {
            let number = kept.iter().map(|revision| revision.number).max().unwrap_or(0) + 1;
            let revision = keep(connection, article, number, page, document)?;
            if verdict == Verdict::Newer {
                tables::delete_facts(connection, article)
                    .and_then(|()| {
                        tables::update_article(connection, article, revision, address.as_deref(), document)
                    })
                    .and_then(|()| tables::insert_facts(connection, article, document))
                    .map_err(fault())?;
            }
            no_longer_aside(connection, &page.path).map_err(fault())?;
            Ok(Added::Revised)
        }
    }
}

/// Finds the article that a page belongs to: that of its id, else that of its address.
fn find(connection: &Connection, id: &DocId, address: Option<&str>) -> rusqlite::Result<Option<i64>> {
    let by_id = connection
        .prepare_cached("SELECT article FROM revisions WHERE id = ?1 LIMIT 1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    match (by_id, address) {
        (None, Some(address)) => connection
            .prepare_cached("SELECT min(article) FROM articles WHERE address = ?1")?
            .query_row([address], |row| row.get(0)),
        _ => Ok(by_id),
    }
}

/// Keeps a revision's page and document, and returns its key.
fn keep(connection: &Connection, article: i64, number: i64, page: &Page, document: &Document) -> Result<i64> {
    let id = &page.id;
    let packed = packed::pack(&page.bytes).map_err(Error::damaged("page", id))?;
    let sealed = envelope::seal(document).map_err(Error::damaged("document", id))?;
    let given = serde_json::to_string(&page.given).map_err(Error::damaged("page", id))?;
    connection
        .prepare_cached(
            "INSERT INTO revisions
             (article, number, id, added, path, kind, charset, given, content, page_bytes, page, document)
             VALUES (?1, ?2, ?3, strftime('%FT%TZ'), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )
        .and_then(|mut insert| {
            insert.insert(params![
                article,
                number,
                id.as_str(),
                page.path,
                tables::word(&page.kind),
                page.charset,
                given,
                DocId::of_bytes(&page.bytes).as_str(),
                page.bytes.len() as i64,
                packed,
                sealed
            ])
        })
        .map_err(Error::database("write to"))
}

fn no_longer_aside(connection: &Connection, path: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM set_aside WHERE path = ?1")?.execute([path]).map(|_| ())
}
