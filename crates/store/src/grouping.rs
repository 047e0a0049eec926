//! Reading what grouping the articles needs: outlines, features, and what is pending.

use crate::{Error, Reader, Result, desk, state};
use model::{DocId, Grouped, Moment, ThreadId};
use rusqlite::{OptionalExtension, Row};

/// What an article is grouped by.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outlined {
    /// The key of the article inside this library.
    pub article: u32,
    /// Its id.
    pub id: DocId,
    /// Its outline as it was written; empty where the library came from an older format.
    pub outline: Vec<u8>,
    /// Whether it was grouped.
    pub grouped: bool,
}

/// What an article is found by.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Featured {
    /// The key of the article inside this library.
    pub article: u32,
    /// Its features as they were written.
    pub features: Vec<u8>,
    /// When it was published.
    pub date: Option<Moment>,
}

impl Reader {
    /// Returns how many articles there are.
    pub fn articles(&self) -> Result<u64> {
        self.count("SELECT count(*) FROM articles")
    }

    /// Returns the keys of articles that are not grouped yet, the earliest published first.
    pub fn pending(&self, limit: u64) -> Result<Vec<u32>> {
        self.keys(&format!(
            "SELECT o.article FROM outlines AS o JOIN articles AS a ON a.article = o.article
             WHERE o.features IS NULL ORDER BY a.date, a.id LIMIT {limit}"
        ))
    }

    /// Returns how many articles are not grouped yet.
    pub fn pending_count(&self) -> Result<u64> {
        self.count("SELECT count(*) FROM outlines WHERE features IS NULL")
    }

    /// Hands on the outline of each article.
    pub fn for_each_outline(&self, mut each: impl FnMut(Outlined)) -> Result<()> {
        let mut read = || -> rusqlite::Result<()> {
            let mut select = self.connection.prepare_cached(
                "SELECT o.article, a.id, o.outline, o.features IS NOT NULL FROM outlines AS o JOIN articles AS a ON a.article = o.article
                 ORDER BY o.article",
            )?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                each(outlined(row)?);
            }
            Ok(())
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the outline of one article.
    pub fn outline(&self, article: u32) -> Result<Option<Outlined>> {
        self.connection
            .prepare_cached(
                "SELECT o.article, a.id, o.outline, o.features IS NOT NULL FROM outlines AS o JOIN articles AS a ON a.article = o.article
                 WHERE o.article = ?1",
            )
            .and_then(|mut select| select.query_row([article], outlined).optional())
            .map_err(Error::database("read"))
    }

    /// Hands on the features of each article that is grouped, by key.
    pub fn for_each_featured(&self, mut each: impl FnMut(Featured)) -> Result<()> {
        let mut read = || -> rusqlite::Result<()> {
            let mut select = self.connection.prepare_cached(
                "SELECT o.article, o.features, a.date FROM outlines AS o INDEXED BY outlines_features
                 JOIN articles AS a INDEXED BY articles_order ON a.article = o.article
                 WHERE o.features IS NOT NULL ORDER BY o.article",
            )?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                each(Featured {
                    article: row.get(0)?,
                    features: row.get(1)?,
                    date: row.get::<_, Option<String>>(2)?.and_then(|date| date.parse().ok()),
                });
            }
            Ok(())
        };
        read().map_err(Error::database("read"))
    }

    /// Returns where an article belongs, by its key.
    pub fn place_of(&self, article: u32) -> Result<Option<Grouped>> {
        self.connection
            .prepare_cached(
                "SELECT a.id, p.story, p.thread, p.copy_group FROM places AS p JOIN articles AS a
                 ON a.article = p.article WHERE p.article = ?1",
            )
            .and_then(|mut select| select.query_row([article], desk::place).optional())
            .map_err(Error::database("read"))
    }

    /// Returns the keys of the articles of a thread.
    pub fn articles_of(&self, thread: &ThreadId) -> Result<Vec<u32>> {
        let read = || -> rusqlite::Result<Vec<u32>> {
            let mut select = self
                .connection
                .prepare_cached("SELECT article FROM places WHERE thread = ?1 ORDER BY article")?;
            select.query_map([thread.as_str()], |row| row.get(0))?.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns what a thread's record was made of.
    pub fn made_of(&self, thread: &ThreadId) -> Result<Option<String>> {
        self.connection
            .prepare_cached("SELECT made_of FROM threads WHERE thread = ?1")
            .and_then(|mut select| select.query_row([thread.as_str()], |row| row.get(0)).optional())
            .map_err(Error::database("read"))
    }

    /// Returns how often each host calls itself by each name, as host, name and count.
    pub fn outlet_names(&self) -> Result<Vec<(String, String, u64)>> {
        let read = || -> rusqlite::Result<Vec<(String, String, u64)>> {
            let mut select = self.connection.prepare_cached(
                "SELECT outlet_domain, outlet, count(*) FROM articles
                 WHERE outlet_domain IS NOT NULL AND outlet IS NOT NULL AND outlet <> outlet_domain
                 GROUP BY outlet_domain, outlet ORDER BY outlet_domain, outlet",
            )?;
            select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the blob kept under a name.
    pub fn state(&self, name: &str) -> Result<Option<Vec<u8>>> {
        state::blob(&self.connection, name).map_err(Error::database("read"))
    }

    fn count(&self, select: &str) -> Result<u64> {
        self.connection
            .prepare_cached(select)
            .and_then(|mut select| select.query_row([], |row| row.get(0)))
            .map_err(Error::database("count"))
    }

    fn keys(&self, select: &str) -> Result<Vec<u32>> {
        let read = || -> rusqlite::Result<Vec<u32>> {
            let mut select = self.connection.prepare_cached(select)?;
            select.query_map([], |row| row.get(0))?.collect()
        };
        read().map_err(Error::database("read"))
    }
}

fn outlined(row: &Row<'_>) -> rusqlite::Result<Outlined> {
    Ok(Outlined {
        article: row.get(0)?,
        id: DocId::given(row.get::<_, String>(1)?),
        outline: row.get(2)?,
        grouped: row.get(3)?,
    })
}
