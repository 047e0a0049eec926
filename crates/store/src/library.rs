//! Adding to a library, in batches that are kept wholly or not at all.

use crate::lock::WriteLock;
use crate::revise::{self, Verdict};
use crate::{Error, Parcel, Reader, Result, address, reader, schema, state, tables};
use model::{DocId, Page, SetAside};
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

/// The memory that the writer keeps pages of the database in, in KiB.
const CACHE_KIB: i64 = 96 << 10;

/// The log beside the database is cut to so many bytes when it was taken over: each reader looks through it.
const LOG_BYTES: i64 = 64 << 20;

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
            // Indexes of a large library are written all over: what they touch must stay in memory between two pages.
            .and_then(|()| connection.pragma_update(None, "cache_size", -CACHE_KIB))
            .and_then(|()| connection.pragma_update(None, "journal_size_limit", LOG_BYTES))
            .map_err(Error::database("open"))?;
        Ok(Self { reader: Reader::over(connection, folder), _lock: lock })
    }

    /// Adds one page and its document; when this returns, they are kept.
    pub fn add(&mut self, parcel: &Parcel) -> Result<Added> {
        let mut batch = self.batch()?;
        let added = batch.add(parcel)?;
        batch.commit()?;
        Ok(added)
    }

    /// Takes over into the database what the log beside it holds, so that the next who opens it finds it short; where
    /// somebody reads meanwhile, what they need of it stays.
    pub fn settle(&mut self) -> Result<()> {
        self.reader
            .connection
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .map_err(Error::database("write to"))
    }

    /// Gives space back to the disk that deleted rows and replaced records left behind.
    pub fn compact(&mut self) -> Result<()> {
        self.reader
            .connection
            .execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize")
            .map_err(Error::database("compact"))
    }

    /// Starts a batch: many additions that are kept at once, which costs one wait for the disk.
    pub fn batch(&mut self) -> Result<Batch<'_>> {
        let transaction = self.reader.connection.transaction().map_err(Error::database("write to"))?;
        let generation = state::generation(&transaction).map_err(Error::database("read"))? + 1;
        Ok(Batch { transaction, generation, changes: false })
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
    pub(crate) transaction: Transaction<'a>,
    /// The generation that the library has after this batch, if the batch changes anything.
    pub(crate) generation: i64,
    pub(crate) changes: bool,
}

impl Batch<'_> {
    /// Adds a page and its document.
    ///
    /// Pages of one id or one address are revisions of one article. The newest is current: the one that came last,
    /// unless both say when they were captured and the other was captured later.
    pub fn add(&mut self, parcel: &Parcel) -> Result<Added> {
        // A fault in the middle undoes this page and leaves the batch as it was.
        let savepoint = self.transaction.savepoint().map_err(Error::database("write to"))?;
        let added = add(&savepoint, parcel, self.generation)?;
        savepoint.commit().map_err(Error::database("write to"))?;
        self.changes |= added != Added::Known;
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
        if self.changes {
            state::set_generation(&self.transaction, self.generation).map_err(Error::database("write to"))?;
        }
        self.transaction.commit().map_err(Error::database("write to"))
    }
}

fn add(connection: &Connection, parcel: &Parcel, generation: i64) -> Result<Added> {
    let (page, document) = (parcel.page(), parcel.document());
    let address = address::address(page);
    let fault = || Error::database("write to");
    let Some(article) = find(connection, &page.id, address.as_deref()).map_err(fault())? else {
        let article: i64 = connection
            .prepare_cached("SELECT coalesce(max(article), 0) + 1 FROM articles")
            .and_then(|mut next| next.query_row([], |row| row.get(0)))
            .map_err(fault())?;
        let write = || {
            let revision = keep(connection, article, 1, parcel)?;
            tables::insert_article(
                connection,
                (article, revision, generation),
                address.as_deref(),
                document,
            )?;
            tables::insert_facts(connection, article, document)?;
            tables::write_outline(connection, article, parcel.outline())?;
            tables::write_card(connection, article, parcel.card())?;
            no_longer_aside(connection, &page.path)
        };
        write().map_err(fault())?;
        return Ok(Added::New);
    };
    let kept = revise::kept(connection, article)?;
    match revise::verdict(&kept, page, &parcel.content) {
        Verdict::Known => Ok(Added::Known),
        verdict => {
            let number = kept.iter().map(|revision| revision.number).max().unwrap_or(0) + 1;
            let write = || {
                let revision = keep(connection, article, number, parcel)?;
                if verdict == Verdict::Newer {
                    let keys = (article, revision, generation);
                    tables::update_article(connection, keys, address.as_deref(), document)?;
                    tables::delete_facts(connection, article)?;
                    tables::insert_facts(connection, article, document)?;
                    tables::write_outline(connection, article, parcel.outline())?;
                    tables::write_card(connection, article, parcel.card())?;
                }
                no_longer_aside(connection, &page.path)
            };
            write().map_err(fault())?;
            Ok(Added::Revised)
        }
    }
}

/// Tells whether a page is one of the revisions that are kept, so that adding it would change nothing.
pub(crate) fn knows(connection: &Connection, page: &Page) -> Result<bool> {
    let address = address::address(page);
    let Some(article) = find(connection, &page.id, address.as_deref()).map_err(Error::database("read"))?
    else {
        return Ok(false);
    };
    let kept = revise::kept(connection, article)?;
    Ok(revise::verdict(&kept, page, &DocId::of_bytes(&page.bytes)) == Verdict::Known)
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
fn keep(connection: &Connection, article: i64, number: i64, parcel: &Parcel) -> rusqlite::Result<i64> {
    let page = parcel.page();
    connection
        .prepare_cached(
            "INSERT INTO revisions
             (article, number, id, added, path, kind, charset, given, content, page_bytes, page, document)
             VALUES (?1, ?2, ?3, strftime('%FT%TZ'), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .insert(params![
            article,
            number,
            page.id.as_str(),
            page.path,
            tables::word(&page.kind),
            page.charset,
            parcel.given,
            parcel.content.as_str(),
            parcel.page_bytes,
            parcel.packed,
            parcel.sealed
        ])
}

fn no_longer_aside(connection: &Connection, path: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM set_aside WHERE path = ?1")?.execute([path]).map(|_| ())
}
