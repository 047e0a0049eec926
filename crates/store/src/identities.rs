//! Whom names name, as all articles together tell: what they are compared by, and what came of it.

use crate::{Batch, Error, Reader, Result};
use model::{DocId, EntityId, Identity, Rule, Span};
use rusqlite::{OptionalExtension, Row, params};

/// What an article's names are compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Carded {
    /// The id of the article.
    pub id: DocId,
    /// Its card as it was written; empty where the library came from an older format.
    pub card: Vec<u8>,
}

const COLUMNS: &str = "a.id, i.was, i.entity, i.name, i.rule, i.start_byte, i.end_byte, i.like_id, i.like_start, \
                       i.like_end, i.because FROM identities AS i JOIN articles AS a ON a.article = i.article";

impl Reader {
    /// Hands on the card of each article.
    pub fn for_each_card(&self, mut each: impl FnMut(Carded)) -> Result<()> {
        let mut read = || -> rusqlite::Result<()> {
            let mut select = self.connection.prepare_cached(
                "SELECT a.id, coalesce(c.card, x'') FROM articles AS a LEFT JOIN cards AS c ON c.article = a.article
                 ORDER BY a.article",
            )?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                each(carded(row)?);
            }
            Ok(())
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the card of an article by its key.
    pub fn card(&self, article: u32) -> Result<Option<Carded>> {
        self.connection
            .prepare_cached(
                "SELECT a.id, coalesce(c.card, x'') FROM articles AS a LEFT JOIN cards AS c ON c.article = a.article
                 WHERE a.article = ?1",
            )
            .and_then(|mut select| select.query_row([article], carded).optional())
            .map_err(Error::database("read"))
    }

    /// Returns all identities, by article and id.
    pub fn identities(&self) -> Result<Vec<Identity>> {
        self.select_identities(&format!("SELECT {COLUMNS} ORDER BY a.id, i.was"), None)
    }

    /// Returns the identities that lead to an entity, by article and id.
    pub fn identities_of(&self, entity: &EntityId) -> Result<Vec<Identity>> {
        let select = format!("SELECT {COLUMNS} WHERE i.entity = ?1 ORDER BY a.id, i.was");
        self.select_identities(&select, Some(entity.as_str()))
    }

    /// Returns the identities of one article.
    pub fn identities_in(&self, article: &DocId) -> Result<Vec<Identity>> {
        let select = format!("SELECT {COLUMNS} WHERE a.id = ?1 ORDER BY i.was");
        self.select_identities(&select, Some(article.as_str()))
    }

    /// Counts the articles that name an entity.
    pub fn naming_count(&self, entity: &EntityId) -> Result<u64> {
        self.connection
            .prepare_cached("SELECT count(DISTINCT article) FROM mentions WHERE entity = ?1")
            .and_then(|mut select| select.query_row([entity.as_str()], |row| row.get(0)))
            .map_err(Error::database("read"))
    }

    fn select_identities(&self, select: &str, of: Option<&str>) -> Result<Vec<Identity>> {
        let read = || -> rusqlite::Result<Vec<Identity>> {
            let mut select = self.connection.prepare_cached(select)?;
            select.query_map(rusqlite::params_from_iter(of), identity)?.collect()
        };
        read().map_err(Error::database("read"))
    }
}

impl Batch<'_> {
    /// Keeps the identities of an article in the place of those it had.
    pub fn put_identities(&mut self, article: &DocId, identities: &[Identity]) -> Result<()> {
        self.changes = true;
        let write = || -> rusqlite::Result<()> {
            self.transaction
                .prepare_cached(
                    "DELETE FROM identities WHERE article = (SELECT article FROM articles WHERE id = ?1)",
                )?
                .execute([article.as_str()])?;
            let mut insert = self.transaction.prepare_cached(
                "INSERT INTO identities
                 (article, was, entity, name, rule, start_byte, end_byte, like_id, like_start, like_end, because)
                 SELECT article, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM articles WHERE id = ?1",
            )?;
            for one in identities {
                let like = one.like.as_ref();
                insert.execute(params![
                    article.as_str(),
                    one.was.as_str(),
                    one.entity.as_str(),
                    one.name,
                    one.rule.as_str(),
                    one.span.start,
                    one.span.end,
                    like.map(|(id, _)| id.as_str()),
                    like.map(|(_, span)| span.start),
                    like.map(|(_, span)| span.end),
                    crate::tables::list(&one.because),
                ])?;
            }
            Ok(())
        };
        write().map_err(Error::database("write to"))
    }

    /// Forgets an entity that nothing names any more; tells whether it did.
    pub fn forget_entity(&mut self, entity: &EntityId) -> Result<bool> {
        let gone = self
            .transaction
            .prepare_cached(
                "DELETE FROM entities WHERE entity = ?1
                 AND NOT EXISTS (SELECT 1 FROM mentions WHERE entity = ?1)
                 AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker_entity = ?1)
                 AND NOT EXISTS (SELECT 1 FROM statement_links WHERE entity = ?1)
                 AND NOT EXISTS (SELECT 1 FROM event_actors WHERE entity = ?1)",
            )
            .and_then(|mut delete| delete.execute([entity.as_str()]))
            .map_err(Error::database("write to"))?;
        self.changes |= gone > 0;
        Ok(gone > 0)
    }

    /// Keeps the card of an article that has none, or another one than before.
    pub fn set_card(&mut self, article: &DocId, card: &[u8]) -> Result<()> {
        self.changes = true;
        let write = || -> rusqlite::Result<()> {
            let article: i64 = self
                .transaction
                .prepare_cached("SELECT article FROM articles WHERE id = ?1")?
                .query_row([article.as_str()], |row| row.get(0))?;
            crate::tables::write_card(&self.transaction, article, card)
        };
        write().map_err(Error::database("write to"))
    }
}

fn carded(row: &Row<'_>) -> rusqlite::Result<Carded> {
    Ok(Carded { id: DocId::given(row.get::<_, String>(0)?), card: row.get(1)? })
}

fn identity(row: &Row<'_>) -> rusqlite::Result<Identity> {
    let like: Option<String> = row.get(7)?;
    let because: String = row.get(10)?;
    let span = |from: usize| -> rusqlite::Result<Span> {
        Ok(Span::new(
            row.get::<_, Option<u32>>(from)?.unwrap_or_default() as usize,
            row.get::<_, Option<u32>>(from + 1)?.unwrap_or_default() as usize,
        ))
    };
    Ok(Identity {
        article: DocId::given(row.get::<_, String>(0)?),
        was: EntityId::given(row.get::<_, String>(1)?),
        entity: EntityId::given(row.get::<_, String>(2)?),
        name: row.get(3)?,
        rule: Rule::of_pack(row.get::<_, String>(4)?),
        span: span(5)?,
        like: like.map(|id| Ok::<_, rusqlite::Error>((DocId::given(id), span(8)?))).transpose()?,
        because: serde_json::from_str(&because).unwrap_or_default(),
    })
}
