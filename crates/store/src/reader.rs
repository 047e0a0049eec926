//! Reading a library; any number of processes can, also while one writes.

use crate::{Error, Fault, Result, Stats, check, envelope, packed, schema, stats};
use model::{DocId, Document, Given, Page, PageKind, SetAside, SetAsideReason};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of the database in the library's folder.
const DATABASE: &str = "library.sqlite";
/// So many documents are held at once while all are gone through.
const HELD: usize = 32;

/// A library opened for reading.
#[derive(Debug)]
pub struct Reader {
    pub(crate) connection: Connection,
    folder: PathBuf,
}

/// One kept state of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Revision {
    /// Its number, from 1, in the order the revisions came.
    pub number: u64,
    /// The id of its page and document.
    pub id: DocId,
    /// When it was added, in UTC.
    pub added: String,
    /// Where it was read from.
    pub path: String,
    /// The size of its page.
    pub page_bytes: u64,
    /// Whether it is the one that tables and views tell of.
    pub current: bool,
}

impl Reader {
    /// Opens the library in a folder for reading.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = database(folder);
        if !path.is_file() {
            return Err(Error::Missing(folder.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).map_err(Error::database("open"))?;
        prepare(&connection)?;
        schema::expect_newest(&connection, folder)?;
        Ok(Self::over(connection, folder))
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads several things as they stood at one moment, whatever a writer adds meanwhile.
    pub fn at_once<T>(&self, read: impl FnOnce(&Self) -> T) -> Result<T> {
        let _whole = Whole::begin(&self.connection)?;
        Ok(read(self))
    }

    /// Goes through the current document of each article, sorted by id, as the library stands now.
    pub fn documents(&self) -> Result<Documents<'_>> {
        let whole = Whole::begin(&self.connection)?;
        Ok(Documents { whole, held: VecDeque::new(), last: None, done: false })
    }

    /// Returns the document of this id: the current one of an article, or that of an earlier revision.
    pub fn document(&self, id: &DocId) -> Result<Option<Document>> {
        self.revision_of(id, "document", |row| row.get::<_, Vec<u8>>(0))?
            .map(|sealed| envelope::open(&sealed).map_err(Error::damaged("document", id)))
            .transpose()
    }

    /// Returns the page of this id, as it came.
    pub fn page(&self, id: &DocId) -> Result<Option<Page>> {
        self.revision_of(id, PAGE_COLUMNS, PageRow::of)?.map(PageRow::unpack).transpose()
    }

    /// Tells whether a page is one of those that are kept, so that adding it would change nothing.
    pub fn knows(&self, page: &Page) -> Result<bool> {
        crate::library::knows(&self.connection, page)
    }

    /// Returns the revisions of the article that this id belongs to, in the order they came.
    pub fn revisions(&self, id: &DocId) -> Result<Vec<Revision>> {
        let read = || -> rusqlite::Result<Vec<Revision>> {
            let mut select = self.connection.prepare_cached(
                "SELECT r.number, r.id, r.added, r.path, r.page_bytes, r.revision = a.revision
                 FROM revisions AS r JOIN articles AS a ON a.article = r.article
                 WHERE r.article = (SELECT article FROM revisions WHERE id = ?1 LIMIT 1) ORDER BY r.number",
            )?;
            let rows = select.query_map([id.as_str()], |row| {
                Ok(Revision {
                    number: row.get(0)?,
                    id: DocId::given(row.get::<_, String>(1)?),
                    added: row.get(2)?,
                    path: row.get(3)?,
                    page_bytes: row.get(4)?,
                    current: row.get(5)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the inputs that could not be used, sorted.
    pub fn set_aside(&self) -> Result<Vec<SetAside>> {
        let read = || -> rusqlite::Result<Vec<(String, String, String)>> {
            let mut select = self.connection.prepare_cached("SELECT path, reason, advice FROM set_aside")?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        };
        let mut all = Vec::new();
        for (path, reason, advice) in read().map_err(Error::database("read"))? {
            // A reason that only a newer program knows is shown with its advice, as a fault of no known kind.
            let reason = serde_json::from_value(serde_json::Value::String(reason));
            all.push(SetAside::new(path, reason.unwrap_or(SetAsideReason::Internal), advice));
        }
        all.sort();
        Ok(all)
    }

    /// Writes a copy of the library, as it stands now, into another folder; others may write to it meanwhile.
    ///
    /// The copy is whole or not there: it is written beside its place and moved when it is on disk.
    pub fn backup(&self, folder: &Path) -> Result<()> {
        let target = database(folder);
        let fault = |action, path: &Path| {
            let path = path.to_owned();
            move |source| Error::Folder { action, path, source }
        };
        if target.exists() {
            let source = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(fault("back up to", &target)(source));
        }
        std::fs::create_dir_all(folder).map_err(fault("make folder", folder))?;
        let beside = folder.join(format!("{DATABASE}.part"));
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(fault("replace", &beside)(error));
            }
            _ => {}
        }
        self.connection
            .execute("VACUUM INTO ?1", [beside.to_string_lossy()])
            .map_err(Error::database("back up"))?;
        std::fs::File::open(&beside).and_then(|file| file.sync_all()).map_err(fault("write", &beside))?;
        std::fs::rename(&beside, &target).map_err(fault("move into place", &target))
    }

    /// Counts what is kept.
    pub fn stats(&self) -> Result<Stats> {
        stats::of(&self.connection, &database(&self.folder))
    }

    /// Checks all that is kept, and returns what is wrong with it.
    ///
    /// The database itself, every reference between tables, every page against its size and hash, every document
    /// and its spans, and the readable tables against the documents.
    pub fn check(&self) -> Result<Vec<Fault>> {
        let whole = Whole::begin(&self.connection)?;
        check::check(whole.connection)
    }

    pub(crate) fn over(connection: Connection, folder: &Path) -> Self {
        Self { connection, folder: folder.to_owned() }
    }

    /// Reads columns of the revision with this id; the current one where several have it.
    fn revision_of<T>(
        &self,
        id: &DocId,
        columns: &str,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let select = format!(
            "SELECT {columns} FROM revisions WHERE id = ?1
             ORDER BY revision IN (SELECT revision FROM articles WHERE id = ?1) DESC, number DESC LIMIT 1"
        );
        self.connection
            .prepare_cached(&select)
            .and_then(|mut select| select.query_row([id.as_str()], read).optional())
            .map_err(Error::database("read"))
    }
}

/// The columns of `revisions` that a page is made from.
pub(crate) const PAGE_COLUMNS: &str = "id, path, kind, charset, given, content, page_bytes, page";

/// A page as it lies in its row.
pub(crate) struct PageRow {
    id: DocId,
    path: String,
    kind: String,
    charset: Option<String>,
    given: String,
    content: String,
    page_bytes: u64,
    page: Vec<u8>,
}

impl PageRow {
    /// Reads the row of a select over [`PAGE_COLUMNS`].
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: DocId::given(row.get::<_, String>(0)?),
            path: row.get(1)?,
            kind: row.get(2)?,
            charset: row.get(3)?,
            given: row.get(4)?,
            content: row.get(5)?,
            page_bytes: row.get(6)?,
            page: row.get(7)?,
        })
    }

    /// Returns the page, checked against its size and hash.
    pub(crate) fn unpack(self) -> Result<Page> {
        let bytes = packed::unpack(&self.page, self.page_bytes).map_err(Error::damaged("page", &self.id))?;
        if bytes.len() as u64 != self.page_bytes || DocId::of_bytes(&bytes).as_str() != self.content {
            return Err(Error::damaged("page", &self.id)("its bytes are not those that were kept"));
        }
        let kind: PageKind = serde_json::from_value(serde_json::Value::String(self.kind))
            .map_err(Error::damaged("page", &self.id))?;
        let given: Given = serde_json::from_str(&self.given).map_err(Error::damaged("page", &self.id))?;
        Ok(Page { id: self.id, path: self.path, bytes, kind, charset: self.charset, given })
    }
}

/// The current documents of a library, one at a time.
#[derive(Debug)]
pub struct Documents<'a> {
    whole: Whole<'a>,
    held: VecDeque<(DocId, Vec<u8>)>,
    last: Option<DocId>,
    done: bool,
}

impl Iterator for Documents<'_> {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.held.is_empty() && !self.done {
            match self.more() {
                Ok(held) => {
                    self.done = held.len() < HELD;
                    self.last = held.back().map(|(id, _)| id.clone());
                    self.held = held;
                }
                Err(error) => {
                    self.done = true;
                    return Some(Err(Error::database("read")(error)));
                }
            }
        }
        let (id, sealed) = self.held.pop_front()?;
        Some(envelope::open(&sealed).map_err(Error::damaged("document", &id)))
    }
}

impl Documents<'_> {
    fn more(&self) -> rusqlite::Result<VecDeque<(DocId, Vec<u8>)>> {
        let mut select = self.whole.connection.prepare_cached(
            "SELECT a.id, r.document FROM articles AS a JOIN revisions AS r ON r.revision = a.revision
             WHERE ?1 IS NULL OR a.id > ?1 ORDER BY a.id LIMIT ?2",
        )?;
        let last = self.last.as_ref().map(DocId::as_str);
        let rows = select.query_map(rusqlite::params![last, HELD as i64], |row| {
            Ok((DocId::given(row.get::<_, String>(0)?), row.get(1)?))
        })?;
        rows.collect()
    }
}

/// A view of the library as it stood at one moment, whatever a writer adds meanwhile.
#[derive(Debug)]
struct Whole<'a> {
    connection: &'a Connection,
    began: bool,
}

impl<'a> Whole<'a> {
    fn begin(connection: &'a Connection) -> Result<Self> {
        // A view inside a view sees what the outer one sees.
        let began = connection.is_autocommit();
        if began {
            connection.execute_batch("BEGIN").map_err(Error::database("read"))?;
        }
        Ok(Self { connection, began })
    }
}

impl Drop for Whole<'_> {
    fn drop(&mut self) {
        if self.began {
            // Nothing was written, so there is nothing to lose when the end fails.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

/// Returns the path of the database.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Sets what every connection needs.
pub(crate) fn prepare(connection: &Connection) -> Result<()> {
    // As many as there are: a statement that is dropped from the cache is compiled again at its next use.
    connection.set_prepared_statement_cache_capacity(256);
    connection
        .busy_timeout(Duration::from_secs(10))
        .and_then(|()| connection.pragma_update(None, "foreign_keys", true))
        .and_then(|()| connection.pragma_update(None, "trusted_schema", false))
        .map_err(Error::database("open"))
}
