//! Reading what a desk asks for: threads by change, records, where an id leads now, what changed.

use crate::{Error, Reader, Result, envelope, state};
use model::{Change, ChangeKind, ClaimId, DocId, EntityId, Grouped, Moment, StoryId, ThreadId, ThreadRecord};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::BTreeMap;

/// One thread in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ThreadLine {
    /// The id.
    pub id: ThreadId,
    /// The headline of its most central article.
    pub title: String,
    /// First and last day.
    pub span: (Option<Moment>, Option<Moment>),
    /// Articles.
    pub articles: u64,
    /// Outlets that published them.
    pub outlets: u64,
    /// Stories.
    pub stories: u64,
    /// Origins.
    pub origins: u64,
    /// Claims.
    pub claims: u64,
    /// Claims by how they stand.
    pub standing: BTreeMap<&'static str, u64>,
    /// Silences.
    pub silences: u64,
    /// The generation of the library that changed it last.
    pub changed: u64,
    /// What changed in it since the generation asked about, by kind.
    pub changes: BTreeMap<String, u64>,
}

/// In what order threads are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadOrder {
    /// Those that changed most weightily since a generation first, then those that changed last.
    Changed {
        /// The generation.
        since: u64,
    },
    /// The latest last day first.
    Latest,
}

/// A change with when it was noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeLine {
    /// The generation of the library that brought it.
    pub generation: u64,
    /// When, in UTC.
    pub at: String,
    /// The thread.
    pub thread: ThreadId,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// Where an id leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts<T> {
    /// It names this, which is in the thread.
    Here(ThreadId),
    /// What it named has another id now.
    Moved(T),
}

/// An outlet with what the library holds of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OutletLine {
    /// What to call it.
    pub name: String,
    /// Its host.
    pub domain: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// Articles.
    pub articles: u64,
    /// When the latest of them was published.
    pub latest: Option<String>,
}

const THREAD_COLUMNS: &str =
    "t.thread, t.title, t.first_day, t.last_day, t.articles, t.outlets, t.stories, t.origins,
    t.claims, t.single, t.corroborated, t.disputed, t.revised, t.denied, t.silences, t.changed";

impl Reader {
    /// Returns how often the library was changed; what was read before is still so while this stays.
    pub fn generation(&self) -> Result<u64> {
        state::generation(&self.connection).map(|number| number as u64).map_err(Error::database("read"))
    }

    /// Returns how many threads there are, and some of them in order.
    pub fn threads(&self, order: ThreadOrder, offset: u64, limit: u64) -> Result<(u64, Vec<ThreadLine>)> {
        let since = match order {
            ThreadOrder::Changed { since } => since,
            ThreadOrder::Latest => u64::MAX >> 1,
        };
        // Each kind of change weighs what it tells a desk; of one kind ten tell little more than one. Only the latest
        // changes are weighed: a reader who was never here before would have a million of them. The order is found in an
        // index: rows of threads hold their records, which would all be read.
        let order = match order {
            ThreadOrder::Changed { .. } => {
                "SELECT t.thread FROM threads AS t INDEXED BY threads_order
                 LEFT JOIN (SELECT thread, sum(weight) AS weight FROM (
                     SELECT thread, CASE kind WHEN 'support-changed' THEN 8 WHEN 'new-value' THEN 6 WHEN 'new-origin'
                            THEN 4 WHEN 'new-silence' THEN 4 WHEN 'new-thread' THEN 3 WHEN 'new-story' THEN 3 ELSE 1 END
                            + min(count(*), 10) * 0.1 AS weight
                     FROM changes WHERE +generation > ?3 AND change > (SELECT max(change) FROM changes) - 100000
                     GROUP BY thread, kind) GROUP BY thread) AS c
                   ON c.thread = t.thread
                 ORDER BY coalesce(c.weight, 0) DESC, t.changed DESC, t.last_day DESC, t.thread LIMIT ?2 OFFSET ?1"
            }
            ThreadOrder::Latest => {
                "SELECT t.thread FROM threads AS t INDEXED BY threads_order WHERE ?3 >= 0
                 ORDER BY t.last_day DESC, t.thread LIMIT ?2 OFFSET ?1"
            }
        };
        let select = format!("SELECT {THREAD_COLUMNS} FROM threads AS t WHERE t.thread = ?1");
        let read = || -> rusqlite::Result<(u64, Vec<ThreadLine>)> {
            let total = self
                .connection
                .prepare_cached("SELECT count(*) FROM threads")?
                .query_row([], |row| row.get(0))?;
            let threads = self
                .connection
                .prepare_cached(order)?
                .query_map(params![offset as i64, limit as i64, since as i64], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            let mut line = self.connection.prepare_cached(&select)?;
            let mut lines = threads
                .iter()
                .map(|thread| line.query_row([thread], thread_line))
                .collect::<rusqlite::Result<Vec<ThreadLine>>>()?;
            let mut counts = self.connection.prepare_cached(
                "SELECT kind, count(*) FROM changes WHERE thread = ?1 AND generation > ?2 GROUP BY kind",
            )?;
            for line in &mut lines {
                line.changes = counts
                    .query_map(params![line.id.as_str(), since as i64], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<rusqlite::Result<_>>()?;
            }
            Ok((total, lines))
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the line of one thread.
    pub fn thread_line(&self, thread: &ThreadId) -> Result<Option<ThreadLine>> {
        let select = format!("SELECT {THREAD_COLUMNS} FROM threads AS t WHERE t.thread = ?1");
        self.connection
            .prepare_cached(&select)
            .and_then(|mut select| select.query_row([thread.as_str()], thread_line).optional())
            .map_err(Error::database("read"))
    }

    /// Returns the record of a thread.
    pub fn thread(&self, thread: &ThreadId) -> Result<Option<ThreadRecord>> {
        let sealed: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT record FROM threads WHERE thread = ?1")
            .and_then(|mut select| select.query_row([thread.as_str()], |row| row.get(0)).optional())
            .map_err(Error::database("read"))?;
        let id = DocId::given(thread.as_str());
        sealed.map(|sealed| envelope::open_thread(&sealed).map_err(Error::damaged("record", &id))).transpose()
    }

    /// Goes through all threads' ids, by first day, then id.
    pub fn thread_ids(&self) -> Result<Vec<ThreadId>> {
        self.ids("SELECT thread FROM threads ORDER BY first_day IS NULL, first_day, thread", ThreadId::given)
    }

    /// Returns the threads that the library changed after a generation.
    pub fn threads_changed_since(&self, generation: u64) -> Result<Vec<ThreadId>> {
        let select = format!("SELECT thread FROM threads WHERE changed > {generation} ORDER BY thread");
        self.ids(&select, ThreadId::given)
    }

    /// Returns the threads that the library has no longer, of those it removed after a generation.
    pub fn threads_gone_since(&self, generation: u64) -> Result<Vec<ThreadId>> {
        let select =
            format!("SELECT id FROM former_ids WHERE kind = 'thread' AND changed > {generation} ORDER BY id");
        self.ids(&select, ThreadId::given)
    }

    /// Returns the articles that the library changed after a generation, by key.
    pub fn articles_changed_since(&self, generation: u64) -> Result<Vec<DocId>> {
        let select = format!("SELECT id FROM articles WHERE changed > {generation} ORDER BY article");
        self.ids(&select, DocId::given)
    }

    /// Returns where an article belongs; `None` while it is not grouped yet.
    pub fn place(&self, article: &DocId) -> Result<Option<Grouped>> {
        self.connection
            .prepare_cached(
                "SELECT a.id, p.story, p.thread, p.copy_group FROM places AS p JOIN articles AS a
                 ON a.article = p.article WHERE a.id = ?1",
            )
            .and_then(|mut select| select.query_row([article.as_str()], place).optional())
            .map_err(Error::database("read"))
    }

    /// Returns the id under which an article is kept now: its own, or that of its current revision.
    pub fn current_id(&self, article: &DocId) -> Result<Option<DocId>> {
        self.connection
            .prepare_cached(
                "SELECT a.id FROM articles AS a JOIN revisions AS r ON r.article = a.article WHERE r.id = ?1 LIMIT 1",
            )
            .and_then(|mut select| {
                select.query_row([article.as_str()], |row| row.get::<_, String>(0).map(DocId::given)).optional()
            })
            .map_err(Error::database("read"))
    }

    /// Returns where the id of a thread leads.
    pub fn find_thread(&self, id: &ThreadId) -> Result<Option<Whereabouts<ThreadId>>> {
        let here = self.one("SELECT thread FROM threads WHERE thread = ?1", id.as_str())?;
        if here.is_some() {
            return Ok(Some(Whereabouts::Here(id.clone())));
        }
        let moved = self.one(
            "SELECT p.thread FROM former_ids AS f JOIN places AS p ON p.article = f.article
             WHERE f.id = ?1 AND f.kind = 'thread'",
            id.as_str(),
        )?;
        Ok(moved.map(|id| Whereabouts::Moved(ThreadId::given(id))))
    }

    /// Returns where the id of a story leads.
    pub fn find_story(&self, id: &StoryId) -> Result<Option<Whereabouts<StoryId>>> {
        if let Some(thread) = self.one("SELECT thread FROM stories WHERE story = ?1", id.as_str())? {
            return Ok(Some(Whereabouts::Here(ThreadId::given(thread))));
        }
        let moved = self.one(
            "SELECT p.story FROM former_ids AS f JOIN places AS p ON p.article = f.article
             WHERE f.id = ?1 AND f.kind = 'story'",
            id.as_str(),
        )?;
        Ok(moved.map(|id| Whereabouts::Moved(StoryId::given(id))))
    }

    /// Returns where the id of a claim leads.
    pub fn find_claim(&self, id: &ClaimId) -> Result<Option<Whereabouts<ClaimId>>> {
        let here = self.one("SELECT thread FROM claims WHERE id = ?1 ORDER BY claim LIMIT 1", id.as_str())?;
        if let Some(thread) = here {
            return Ok(Some(Whereabouts::Here(ThreadId::given(thread))));
        }
        let moved = self.one(
            "SELECT now FROM former_ids WHERE id = ?1 AND kind = 'claim' AND now IS NOT NULL AND now <> id
               AND (now IN (SELECT id FROM claims) OR now IN (SELECT id FROM former_ids))",
            id.as_str(),
        )?;
        Ok(moved.map(|id| Whereabouts::Moved(ClaimId::given(id))))
    }

    /// Returns the headline of a story, with the language of the article that it is taken from.
    pub fn story_title(&self, story: &StoryId) -> Result<Option<(String, Option<String>)>> {
        self.connection
            .prepare_cached(
                "SELECT s.title, (SELECT a.lang FROM places AS p JOIN articles AS a ON a.article = p.article
                                  WHERE p.story = s.story AND a.title = s.title ORDER BY a.article LIMIT 1)
                 FROM stories AS s WHERE s.story = ?1",
            )
            .and_then(|mut select| {
                select.query_row([story.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .map_err(Error::database("read"))
    }

    /// Returns how a claim of a thread stands, by its stable name.
    pub fn claim_support(&self, thread: &ThreadId, claim: &ClaimId) -> Result<Option<String>> {
        self.connection
            .prepare_cached("SELECT support FROM claims WHERE id = ?2 AND thread = ?1")
            .and_then(|mut select| {
                select.query_row([thread.as_str(), claim.as_str()], |row| row.get(0)).optional()
            })
            .map_err(Error::database("read"))
    }

    /// Returns what changed in a thread, the latest first.
    pub fn changes(&self, thread: &ThreadId, limit: u64) -> Result<Vec<ChangeLine>> {
        let read = || -> rusqlite::Result<Vec<ChangeLine>> {
            let mut select = self.connection.prepare_cached(
                "SELECT generation, at, thread, kind, story, article, claim, before, after FROM changes
                 WHERE thread = ?1 ORDER BY generation DESC, change LIMIT ?2",
            )?;
            select.query_map(params![thread.as_str(), limit as i64], change_line)?.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns when a page was kept last, in UTC.
    pub fn last_added(&self) -> Result<Option<String>> {
        self.connection
            .prepare_cached("SELECT added FROM revisions ORDER BY revision DESC LIMIT 1")
            .and_then(|mut select| select.query_row([], |row| row.get(0)).optional())
            .map_err(Error::database("read"))
    }

    /// Returns the outlets, those with most articles first.
    pub fn outlets(&self) -> Result<Vec<OutletLine>> {
        let read = || -> rusqlite::Result<Vec<OutletLine>> {
            let mut select = self.connection.prepare_cached(
                "SELECT coalesce(outlet, ''), max(outlet_domain), max(outlet_country), count(*), max(date)
                 FROM articles GROUP BY outlet ORDER BY count(*) DESC, outlet",
            )?;
            let rows = select.query_map([], |row| {
                Ok(OutletLine {
                    name: row.get(0)?,
                    domain: row.get(1)?,
                    country: row.get(2)?,
                    articles: row.get(3)?,
                    latest: row.get(4)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the claims, by thread and id, that an article supports.
    pub fn claims_of(&self, article: &DocId) -> Result<Vec<(ThreadId, ClaimId)>> {
        let read = || -> rusqlite::Result<Vec<(ThreadId, ClaimId)>> {
            let mut select = self.connection.prepare_cached(
                "SELECT DISTINCT c.thread, c.id, c.position FROM supports AS s JOIN claims AS c ON c.claim = s.claim
                 WHERE s.article = (SELECT article FROM articles WHERE id = ?1) ORDER BY c.thread, c.position",
            )?;
            let rows = select.query_map([article.as_str()], |row| {
                Ok((ThreadId::given(row.get::<_, String>(0)?), ClaimId::given(row.get::<_, String>(1)?)))
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the articles that name an entity, the latest first, with how many there are.
    pub fn articles_naming(&self, entity: &EntityId, offset: u64, limit: u64) -> Result<(u64, Vec<DocId>)> {
        let read = || -> rusqlite::Result<(u64, Vec<DocId>)> {
            let total = self
                .connection
                .prepare_cached("SELECT count(DISTINCT article) FROM mentions WHERE entity = ?1")?
                .query_row([entity.as_str()], |row| row.get(0))?;
            let mut select = self.connection.prepare_cached(
                "SELECT id FROM articles INDEXED BY articles_order
                 WHERE article IN (SELECT article FROM mentions WHERE entity = ?1)
                 ORDER BY date DESC, id LIMIT ?3 OFFSET ?2",
            )?;
            let rows = select.query_map(params![entity.as_str(), offset as i64, limit as i64], |row| {
                row.get::<_, String>(0).map(DocId::given)
            })?;
            Ok((total, rows.collect::<rusqlite::Result<_>>()?))
        };
        read().map_err(Error::database("read"))
    }

    pub(crate) fn ids<T>(&self, select: &str, of: impl Fn(String) -> T) -> Result<Vec<T>> {
        let read = || -> rusqlite::Result<Vec<T>> {
            let mut select = self.connection.prepare_cached(select)?;
            select.query_map([], |row| row.get(0).map(&of))?.collect()
        };
        read().map_err(Error::database("read"))
    }

    fn one(&self, select: &str, id: &str) -> Result<Option<String>> {
        self.connection
            .prepare_cached(select)
            .and_then(|mut select| select.query_row([id], |row| row.get(0)).optional())
            .map_err(Error::database("read"))
    }
}

fn thread_line(row: &Row<'_>) -> rusqlite::Result<ThreadLine> {
    let day = |at: usize| -> rusqlite::Result<Option<Moment>> {
        Ok(row.get::<_, Option<String>>(at)?.and_then(|day| day.parse().ok()))
    };
    let standing = [("single", 9), ("corroborated", 10), ("disputed", 11), ("revised", 12), ("denied", 13)];
    Ok(ThreadLine {
        id: ThreadId::given(row.get::<_, String>(0)?),
        title: row.get(1)?,
        span: (day(2)?, day(3)?),
        articles: row.get(4)?,
        outlets: row.get(5)?,
        stories: row.get(6)?,
        origins: row.get(7)?,
        claims: row.get(8)?,
        standing: standing
            .into_iter()
            .map(|(name, at)| Ok((name, row.get(at)?)))
            .collect::<rusqlite::Result<_>>()?,
        silences: row.get(14)?,
        changed: row.get(15)?,
        changes: BTreeMap::new(),
    })
}

fn change_line(row: &Row<'_>) -> rusqlite::Result<ChangeLine> {
    let kind: String = row.get(3)?;
    Ok(ChangeLine {
        generation: row.get(0)?,
        at: row.get(1)?,
        thread: ThreadId::given(row.get::<_, String>(2)?),
        change: Change {
            // What only a newer program knows is at least something new.
            kind: serde_json::from_value(serde_json::Value::String(kind)).unwrap_or(ChangeKind::NewClaim),
            story: row.get::<_, Option<String>>(4)?.map(StoryId::given),
            article: row.get::<_, Option<String>>(5)?.map(DocId::given),
            claim: row.get::<_, Option<String>>(6)?.map(ClaimId::given),
            from: row.get(7)?,
            to: row.get(8)?,
        },
    })
}

pub(crate) fn place(row: &Row<'_>) -> rusqlite::Result<Grouped> {
    Ok(Grouped {
        id: DocId::given(row.get::<_, String>(0)?),
        story: StoryId::given(row.get::<_, String>(1)?),
        thread: ThreadId::given(row.get::<_, String>(2)?),
        copy_group: row.get::<_, Option<String>>(3)?.map(DocId::given),
    })
}
