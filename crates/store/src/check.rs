//! Whether all that is kept is whole.

use crate::reader::{PAGE_COLUMNS, PageRow};
use crate::{Error, Result, envelope};
use model::{DocId, Document};
use rusqlite::{Connection, Row};
use serde::Serialize;

/// So many faults of one kind are listed; a broken disk would give millions.
const LISTED: usize = 100;

/// Something wrong with a library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fault {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// Where and what.
    pub detail: String,
}

/// What kind of fault a library has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FaultKind {
    /// SQLite finds the file damaged.
    Database,
    /// A row points at one that is not there.
    Reference,
    /// A page's bytes are not those that were kept.
    Page,
    /// A document cannot be read, or its spans do not resolve.
    Document,
    /// A readable table says something else than the document.
    Table,
    /// The record of a thread cannot be read, or the tables say something else.
    Record,
}

impl FaultKind {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Reference => "reference",
            Self::Page => "page",
            Self::Document => "document",
            Self::Table => "table",
            Self::Record => "record",
        }
    }
}

/// Counts one kind of fact in a document.
type Count = fn(&Document) -> usize;

/// The tables with rows of spans, each with its count in a document.
const SPANS: [(&str, Count); 5] = [
    ("mentions", |document| document.facts().mentions.len()),
    ("times", |document| document.facts().times.len()),
    ("quantities", |document| document.facts().quantities.len()),
    ("statements", |document| document.facts().statements.len()),
    ("events", |document| document.facts().events.len()),
];

pub(crate) fn check(connection: &Connection) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    database(connection, &mut faults)?;
    references(connection, &mut faults)?;
    revisions(connection, &mut faults)?;
    surfaces(connection, &mut faults)?;
    threads(connection, &mut faults)?;
    passages(connection, &mut faults)?;
    Ok(faults)
}

fn database(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let lines = strings(connection, &format!("PRAGMA integrity_check({LISTED})"), |row| row.get(0))?;
    let real = lines.into_iter().filter(|line| line != "ok");
    faults.extend(real.map(|detail| Fault { kind: FaultKind::Database, detail }));
    Ok(())
}

fn references(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let lines = strings(connection, "PRAGMA foreign_key_check", |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        let row: Option<i64> = row.get(1)?;
        let row = row.map_or_else(String::new, |row| format!(" row {row}"));
        Ok(format!("{table}{row} points at nothing in {parent}"))
    })?;
    faults.extend(lines.into_iter().map(|detail| Fault { kind: FaultKind::Reference, detail }));
    Ok(())
}

/// Checks each revision's page and document, and the current one's tables.
fn revisions(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let sql = format!(
        "SELECT {PAGE_COLUMNS}, document, article, revision IN (SELECT revision FROM articles), number
         FROM revisions ORDER BY revision"
    );
    let fault = || Error::database("check");
    let mut select = connection.prepare(&sql).map_err(fault())?;
    let mut rows = select.query([]).map_err(fault())?;
    while let Some(row) = rows.next().map_err(fault())? {
        let page = PageRow::of(row).map_err(fault())?;
        let id: String = row.get(0).map_err(fault())?;
        let number: i64 = row.get(11).map_err(fault())?;
        let sealed: Vec<u8> = row.get(8).map_err(fault())?;
        let mut add = |kind, detail: &dyn std::fmt::Display| {
            faults.push(Fault { kind, detail: format!("{id} revision {number}: {detail}") });
        };
        if let Err(error) = page.unpack() {
            add(FaultKind::Page, &causes(&error));
        }
        let document = match envelope::open(&sealed) {
            Ok(document) if document.article().id.as_str() == id => document,
            Ok(document) => {
                add(FaultKind::Document, &format!("it is of {}", document.article().id));
                continue;
            }
            Err(error) => {
                add(FaultKind::Document, &causes(&error));
                continue;
            }
        };
        let article: i64 = row.get(9).map_err(fault())?;
        if row.get(10).map_err(fault())? {
            for detail in tables(connection, article, &document)? {
                add(FaultKind::Table, &detail);
            }
        }
    }
    Ok(())
}

/// Compares an article's rows with its document.
fn tables(connection: &Connection, article: i64, document: &Document) -> Result<Vec<String>> {
    let fault = || Error::database("check");
    let mut details = Vec::new();
    let mut select =
        connection.prepare_cached("SELECT id, text FROM articles WHERE article = ?1").map_err(fault())?;
    let (id, text): (String, String) =
        select.query_row([article], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault())?;
    if DocId::given(id) != document.article().id || text != document.article().text {
        details.push("articles has another id or text".to_owned());
    }
    for (table, expected) in SPANS {
        let count: u64 = connection
            .prepare_cached(&format!("SELECT count(*) FROM {table} WHERE article = ?1"))
            .and_then(|mut count| count.query_row([article], |row| row.get(0)))
            .map_err(fault())?;
        let expected = expected(document) as u64;
        if count != expected {
            details.push(format!("{table} has {count} rows where the document has {expected}"));
        }
    }
    Ok(details)
}

/// Checks that the words beside a span are those that the span holds.
fn surfaces(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    for table in ["mentions", "times", "quantities"] {
        let sql = format!(
            "SELECT a.id, t.start_byte, t.end_byte FROM {table} AS t JOIN articles AS a ON a.article = t.article
             WHERE substr(CAST(a.text AS BLOB), t.start_byte + 1, t.end_byte - t.start_byte)
                   IS NOT CAST(t.surface AS BLOB)
             LIMIT {LISTED}"
        );
        let lines = strings(connection, &sql, |row| {
            let (id, start, end): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("{id}: {table} at {start}..{end} does not say what the text says"))
        })?;
        faults.extend(lines.into_iter().map(|detail| Fault { kind: FaultKind::Table, detail }));
    }
    Ok(())
}

/// Checks each thread's record, and its tables against it.
fn threads(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    let fault = || Error::database("check");
    let mut select = connection
        .prepare(
            "SELECT t.thread, t.record, (SELECT count(*) FROM claims AS c WHERE c.thread = t.thread),
                    (SELECT count(*) FROM places AS p WHERE p.thread = t.thread),
                    (SELECT count(*) FROM supports AS s JOIN claims AS c ON c.claim = s.claim
                     WHERE c.thread = t.thread)
             FROM threads AS t ORDER BY t.thread",
        )
        .map_err(fault())?;
    let mut rows = select.query([]).map_err(fault())?;
    while let Some(row) = rows.next().map_err(fault())? {
        let read = || -> rusqlite::Result<(String, Vec<u8>, [usize; 3])> {
            Ok((row.get(0)?, row.get(1)?, [row.get(2)?, row.get(3)?, row.get(4)?]))
        };
        let (thread, sealed, found) = read().map_err(fault())?;
        let mut add = |detail: String| {
            faults.push(Fault { kind: FaultKind::Record, detail: format!("{thread}: {detail}") });
        };
        let record = match envelope::open_thread(&sealed) {
            Ok(record) => record,
            Err(error) => {
                add(causes(&error));
                continue;
            }
        };
        let supports = record.claims.iter().map(|claim| claim.supports.len()).sum();
        let expected = [record.claims.len(), record.articles.len(), supports];
        for (what, (found, expected)) in
            ["claims", "places", "supports"].into_iter().zip(found.into_iter().zip(expected))
        {
            if found != expected {
                add(format!("{what} has {found} rows where the record has {expected}"));
            }
        }
    }
    Ok(())
}

/// Checks that the passages that claims and silences rest on stand in their articles.
fn passages(connection: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    for table in ["claims", "supports", "silences"] {
        let sql = format!(
            "SELECT a.id, t.start_byte, t.end_byte FROM {table} AS t JOIN articles AS a ON a.article = t.article
             WHERE t.start_byte >= t.end_byte OR t.end_byte > length(CAST(a.text AS BLOB)) LIMIT {LISTED}"
        );
        let lines = strings(connection, &sql, |row| {
            let (id, start, end): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("{id}: {table} cites {start}..{end}, which the text does not hold"))
        })?;
        faults.extend(lines.into_iter().map(|detail| Fault { kind: FaultKind::Record, detail }));
    }
    Ok(())
}

fn strings(
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<String>,
) -> Result<Vec<String>> {
    let all = move || -> rusqlite::Result<Vec<String>> {
        let mut select = connection.prepare(sql)?;
        select.query_map([], read)?.take(LISTED).collect()
    };
    all().map_err(Error::database("check"))
}

/// Returns an error with its causes in one line.
fn causes(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        line.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    line
}
