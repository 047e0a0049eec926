//! Corrections: kept beside what was read, never in its place, and taken back without trace of loss.

use crate::{Batch, Error, Reader, Result};
use model::{Correction, DocId, Document, EntityId, Fix, Undone};
use rusqlite::{Row, params};

impl Reader {
    /// Returns all corrections, those taken back included, in the order they were made.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        let read = || -> rusqlite::Result<Vec<(Correction, String)>> {
            let mut select = self.connection.prepare_cached(
                "SELECT correction, what, author, reason, at, undone_by, undone_reason, undone_at FROM corrections
                 ORDER BY correction",
            )?;
            select.query_map([], correction)?.collect()
        };
        let mut all = Vec::new();
        for (mut correction, what) in read().map_err(Error::database("read"))? {
            let id = DocId::given(correction.id.to_string());
            let damaged = Error::damaged("correction", &id);
            correction.fix = serde_json::from_str::<Fix>(&what).map_err(damaged)?;
            all.push(correction);
        }
        Ok(all)
    }

    /// Returns the ids of the articles that name an entity, in order.
    pub fn all_articles_naming(&self, entity: &EntityId) -> Result<Vec<DocId>> {
        let read = || -> rusqlite::Result<Vec<DocId>> {
            let mut select = self.connection.prepare_cached(
                "SELECT id FROM articles WHERE article IN (SELECT article FROM mentions WHERE entity = ?1) ORDER BY id",
            )?;
            select.query_map([entity.as_str()], |row| row.get::<_, String>(0).map(DocId::given))?.collect()
        };
        read().map_err(Error::database("read"))
    }
}

impl Batch<'_> {
    /// Keeps a correction and returns its number.
    pub fn put_correction(&mut self, fix: &Fix, author: &str, reason: &str) -> Result<u64> {
        self.changes = true;
        let what = serde_json::to_string(fix).unwrap_or_default();
        self.transaction
            .prepare_cached(
                "INSERT INTO corrections (kind, what, author, reason, at)
                 VALUES (?1, ?2, ?3, ?4, strftime('%FT%TZ'))",
            )
            .and_then(|mut insert| insert.insert(params![fix.kind(), what, author, reason]))
            .map(|number| number as u64)
            .map_err(Error::database("write to"))
    }

    /// Takes a correction back; tells whether there was one that stood.
    pub fn undo_correction(&mut self, number: u64, author: &str, reason: &str) -> Result<bool> {
        self.changes = true;
        self.transaction
            .prepare_cached(
                "UPDATE corrections SET undone_by = ?2, undone_reason = ?3, undone_at = strftime('%FT%TZ')
                 WHERE correction = ?1 AND undone_at IS NULL",
            )
            .and_then(|mut update| update.execute(params![number as i64, author, reason]))
            .map(|changed| changed > 0)
            .map_err(Error::database("write to"))
    }

    /// Writes the tables of an article anew, from its document as corrected or as read again.
    ///
    /// The document that was kept stays as it is.
    pub fn rewrite_facts(&mut self, document: &Document, outline: &[u8]) -> Result<()> {
        self.changes = true;
        let write = || -> rusqlite::Result<()> {
            let article: i64 = self
                .transaction
                .prepare_cached("SELECT article FROM articles WHERE id = ?1")?
                .query_row([document.article().id.as_str()], |row| row.get(0))?;
            crate::tables::delete_facts(&self.transaction, article)?;
            crate::tables::insert_facts(&self.transaction, article, document)?;
            crate::tables::write_outline(&self.transaction, article, outline)?;
            self.transaction
                .prepare_cached("UPDATE articles SET changed = ?2 WHERE article = ?1")?
                .execute([article, self.generation])?;
            Ok(())
        };
        write().map_err(Error::database("write to"))
    }

    /// Puts a document in the place of the one kept for the same page: the page was read again.
    pub fn replace_document(&mut self, document: &Document) -> Result<()> {
        self.changes = true;
        let id = &document.article().id;
        let sealed = crate::envelope::seal(document).map_err(Error::damaged("document", id))?;
        let write = || -> rusqlite::Result<()> {
            let (article, revision): (i64, i64) = self
                .transaction
                .prepare_cached("SELECT article, revision FROM articles WHERE id = ?1")?
                .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            self.transaction
                .prepare_cached("UPDATE revisions SET document = ?2 WHERE revision = ?1")?
                .execute(params![revision, sealed])?;
            crate::tables::update_article(
                &self.transaction,
                (article, revision, self.generation),
                None,
                document,
            )
        };
        write().map_err(Error::database("write to"))
    }
}

fn correction(row: &Row<'_>) -> rusqlite::Result<(Correction, String)> {
    let undone = match (row.get::<_, Option<String>>(5)?, row.get::<_, Option<String>>(7)?) {
        (Some(author), Some(at)) => {
            Some(Undone { author, reason: row.get::<_, Option<String>>(6)?.unwrap_or_default(), at })
        }
        _ => None,
    };
    let correction = Correction {
        id: row.get(0)?,
        // Taken from the column beside it once it is read.
        fix: Fix::Remark { claim: model::ClaimId::given("") },
        author: row.get(2)?,
        reason: row.get(3)?,
        at: row.get(4)?,
        undone,
    };
    Ok((correction, row.get(1)?))
}
