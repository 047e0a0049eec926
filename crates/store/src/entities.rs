//! Reading what is known of one entity: its names, what it says and does, and in whose company.

use crate::{Error, Reader, Result};
use model::{DocId, EntityId, Moment, Span, ThreadId};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

/// An entity as the library knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntityLine {
    /// The id.
    pub id: EntityId,
    /// `PER`, `LOC`, `ORG`, `NORP` or `EVENT`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The canonical name where known, else the fullest one seen.
    pub name: String,
    /// Its id in a knowledge base.
    pub kb: Option<String>,
    /// What kind of source it is.
    pub source: Option<String>,
    /// The country it belongs to or speaks for.
    pub country: Option<String>,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NameLine {
    /// The language.
    pub lang: String,
    /// The name.
    pub name: String,
    /// An article that names it so, the earliest; `None` where it is known from tables only.
    pub seen_in: Option<DocId>,
    /// How often articles name it so.
    pub mentions: u64,
}

/// How much the library holds of an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntityCounts {
    /// Articles that name it.
    pub articles: u64,
    /// Mentions.
    pub mentions: u64,
    /// Statements it makes.
    pub said: u64,
    /// Statements that came through it.
    pub relayed: u64,
    /// Events it takes part in.
    pub did: u64,
    /// The earliest day of an article that names it.
    pub first_seen: Option<String>,
    /// The latest.
    pub last_seen: Option<String>,
}

/// A statement, an event or a mention in an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PassageLine {
    /// The article.
    pub article: DocId,
    /// The outlet.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The article's language.
    pub lang: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// The passage.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Who says it, for a statement.
    pub speaker: Option<String>,
    /// The way it came, from the innermost voice to the outlet, for a statement.
    pub chain: Vec<String>,
    /// How it is said, for a statement; the type, for an event.
    pub what: String,
    /// The day of the event, or when it was said.
    pub day: Option<Moment>,
    /// `reported`, `planned`, `speculated` or `denied`, for an event.
    pub certainty: Option<String>,
    /// The thread that the article belongs to.
    pub thread: Option<ThreadId>,
}

/// Who is named beside an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CompanyLine {
    /// The other.
    #[serde(flatten)]
    pub entity: EntityLine,
    /// How many events they share.
    pub events: u64,
    /// How many articles name both, among the latest of this entity.
    pub articles: u64,
}

/// What of an entity is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passages {
    /// What it says.
    Said,
    /// What came through it.
    Relayed,
    /// What it does.
    Did,
    /// Statements of others whose content names it.
    SaidAbout,
}

/// Company is looked for in so many of the latest articles.
const LATEST: i64 = 500;

impl Reader {
    /// Returns an entity.
    pub fn entity(&self, entity: &EntityId) -> Result<Option<EntityLine>> {
        self.connection
            .prepare_cached("SELECT entity, type, name, kb, source, country FROM entities WHERE entity = ?1")
            .and_then(|mut select| select.query_row([entity.as_str()], entity_line).optional())
            .map_err(Error::database("read"))
    }

    /// Returns the names of an entity: those that articles use most first, then those known from tables.
    pub fn names_of(&self, entity: &EntityId) -> Result<Vec<NameLine>> {
        let read = || -> rusqlite::Result<Vec<NameLine>> {
            let mut select = self.connection.prepare_cached(
                "SELECT lang, name, seen_in, n FROM (
                   SELECT substr(a.lang, 1, 2) AS lang, m.surface AS name, min(a.id) AS seen_in, count(*) AS n
                   FROM mentions AS m JOIN articles AS a INDEXED BY articles_order ON a.article = m.article
                   WHERE m.entity = ?1 GROUP BY 1, 2
                   UNION ALL
                   SELECT lang, name, NULL, 0 FROM entity_names AS k WHERE entity = ?1
                     AND NOT EXISTS (SELECT 1 FROM mentions AS m WHERE m.entity = ?1 AND m.surface = k.name))
                 ORDER BY n DESC, lang, name LIMIT 200",
            )?;
            let rows = select.query_map([entity.as_str()], |row| {
                Ok(NameLine {
                    lang: row.get(0)?,
                    name: row.get(1)?,
                    seen_in: row.get::<_, Option<String>>(2)?.map(DocId::given),
                    mentions: row.get(3)?,
                })
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns each language and name that the register holds of an entity.
    pub fn known_names(&self, entity: &EntityId) -> Result<Vec<(String, String)>> {
        let read = || -> rusqlite::Result<Vec<(String, String)>> {
            let mut select = self.connection.prepare_cached(
                "SELECT lang, name FROM entity_names WHERE entity = ?1 ORDER BY lang, name",
            )?;
            select.query_map([entity.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Counts what the library holds of an entity.
    pub fn entity_counts(&self, entity: &EntityId) -> Result<EntityCounts> {
        self.connection
            .prepare_cached(
                "SELECT
                   (SELECT count(DISTINCT article) FROM mentions WHERE entity = ?1),
                   (SELECT count(*) FROM mentions WHERE entity = ?1),
                   (SELECT count(*) FROM statements WHERE speaker_entity = ?1),
                   (SELECT count(DISTINCT statement) FROM statement_links WHERE entity = ?1 AND position > 0),
                   (SELECT count(DISTINCT event) FROM event_actors WHERE entity = ?1),
                   (SELECT min(date) FROM articles INDEXED BY articles_order
                    WHERE article IN (SELECT article FROM mentions WHERE entity = ?1)),
                   (SELECT max(date) FROM articles INDEXED BY articles_order
                    WHERE article IN (SELECT article FROM mentions WHERE entity = ?1))",
            )
            .and_then(|mut select| {
                select.query_row([entity.as_str()], |row| {
                    Ok(EntityCounts {
                        articles: row.get(0)?,
                        mentions: row.get(1)?,
                        said: row.get(2)?,
                        relayed: row.get(3)?,
                        did: row.get(4)?,
                        first_seen: row.get(5)?,
                        last_seen: row.get(6)?,
                    })
                })
            })
            .map_err(Error::database("read"))
    }

    /// Returns what an entity says or does, the latest article first.
    pub fn passages(
        &self,
        entity: &EntityId,
        which: Passages,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<PassageLine>> {
        let chain = "(SELECT json_group_array(l.name) FROM (SELECT name FROM statement_links
                      WHERE statement = s.statement ORDER BY position) AS l)";
        let statement = format!(
            "SELECT a.id, a.outlet, a.title, a.lang, a.date, s.start_byte, s.end_byte, s.content,
                    coalesce((SELECT name FROM entities WHERE entity = s.speaker_entity), s.speaker), {chain},
                    s.mode, s.said_on, NULL, p.thread
             FROM statements AS s JOIN articles AS a ON a.article = s.article
             LEFT JOIN places AS p ON p.article = a.article"
        );
        let event = "SELECT a.id, a.outlet, a.title, a.lang, a.date, s.start_byte, s.end_byte,
                    CAST(substr(CAST(a.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte) AS TEXT),
                    NULL, '[]', s.type, s.date, s.certainty, p.thread
             FROM events AS s JOIN articles AS a ON a.article = s.article
             LEFT JOIN places AS p ON p.article = a.article";
        let (of, key, which) = match which {
            Passages::Said => (statement.as_str(), "statement", "s.speaker_entity = ?1"),
            Passages::Relayed => (
                statement.as_str(),
                "statement",
                "s.statement IN (SELECT statement FROM statement_links WHERE entity = ?1 AND position > 0)",
            ),
            Passages::SaidAbout => (
                statement.as_str(),
                "statement",
                "(s.speaker_entity IS NULL OR s.speaker_entity <> ?1) AND EXISTS
                   (SELECT 1 FROM mentions AS m WHERE m.article = s.article AND m.entity = ?1
                    AND m.start_byte >= s.start_byte AND m.end_byte <= s.end_byte)
                   AND s.article IN (SELECT article FROM mentions WHERE entity = ?1)",
            ),
            Passages::Did => {
                (event, "event", "s.event IN (SELECT event FROM event_actors WHERE entity = ?1)")
            }
        };
        // Which ones is decided by an index alone; what they say is read of those that are asked for.
        let order = "ORDER BY a.date DESC, a.id, s.start_byte";
        let select = format!(
            "{of} WHERE s.{key} IN
               (SELECT s.{key} FROM {key}s AS s JOIN articles AS a INDEXED BY articles_order ON a.article = s.article
                WHERE {which} {order} LIMIT ?3 OFFSET ?2) {order}"
        );
        let read = || -> rusqlite::Result<Vec<PassageLine>> {
            let mut select = self.connection.prepare_cached(&select)?;
            select.query_map(params![entity.as_str(), offset as i64, limit as i64], passage)?.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns who takes part in the same events, and who is named in the same articles.
    pub fn company(&self, entity: &EntityId, limit: u64) -> Result<Vec<CompanyLine>> {
        let read = || -> rusqlite::Result<Vec<CompanyLine>> {
            let mut select = self.connection.prepare_cached(&format!(
                "WITH mine AS (SELECT DISTINCT article FROM mentions WHERE entity = ?1 ORDER BY article DESC
                               LIMIT {LATEST}),
                 beside AS (SELECT m.entity, count(DISTINCT m.article) AS n FROM mentions AS m
                            WHERE m.article IN (SELECT article FROM mine) AND m.entity <> ?1 GROUP BY m.entity),
                 acting AS (SELECT o.entity, count(DISTINCT o.event) AS n FROM event_actors AS o
                            WHERE o.event IN (SELECT event FROM event_actors WHERE entity = ?1)
                              AND o.entity <> ?1 GROUP BY o.entity)
                 SELECT e.entity, e.type, e.name, e.kb, e.source, e.country, coalesce(acting.n, 0),
                        coalesce(beside.n, 0)
                 FROM entities AS e LEFT JOIN beside ON beside.entity = e.entity
                 LEFT JOIN acting ON acting.entity = e.entity
                 WHERE e.entity IN (SELECT entity FROM beside UNION SELECT entity FROM acting)
                 ORDER BY coalesce(acting.n, 0) * 3 + coalesce(beside.n, 0) DESC, e.entity LIMIT ?2"
            ))?;
            let rows = select.query_map(params![entity.as_str(), limit as i64], |row| {
                Ok(CompanyLine { entity: entity_line(row)?, events: row.get(6)?, articles: row.get(7)? })
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }

    /// Returns the entities whose words in a thread's articles are named most, the most first.
    pub fn entities_of_thread(&self, thread: &ThreadId, limit: u64) -> Result<Vec<(EntityLine, u64)>> {
        let read = || -> rusqlite::Result<Vec<(EntityLine, u64)>> {
            let mut select = self.connection.prepare_cached(
                "SELECT e.entity, e.type, e.name, e.kb, e.source, e.country, count(*) AS n
                 FROM places AS p JOIN mentions AS m ON m.article = p.article
                 JOIN entities AS e ON e.entity = m.entity
                 WHERE p.thread = ?1 GROUP BY e.entity ORDER BY n DESC, e.entity LIMIT ?2",
            )?;
            let rows = select.query_map(params![thread.as_str(), limit as i64], |row| {
                Ok((entity_line(row)?, row.get(6)?))
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }
}

fn entity_line(row: &Row<'_>) -> rusqlite::Result<EntityLine> {
    Ok(EntityLine {
        id: EntityId::given(row.get::<_, String>(0)?),
        kind: row.get(1)?,
        name: row.get(2)?,
        kb: row.get(3)?,
        source: row.get(4)?,
        country: row.get(5)?,
    })
}

fn passage(row: &Row<'_>) -> rusqlite::Result<PassageLine> {
    let moment = |at: usize| -> rusqlite::Result<Option<Moment>> {
        Ok(row.get::<_, Option<String>>(at)?.and_then(|text| text.parse().ok()))
    };
    let chain: String = row.get(9)?;
    let (start, end): (usize, usize) = (row.get(5)?, row.get(6)?);
    Ok(PassageLine {
        article: DocId::given(row.get::<_, String>(0)?),
        outlet: row.get(1)?,
        title: row.get(2)?,
        lang: row.get(3)?,
        date: moment(4)?,
        span: Span::new(start, end),
        text: row.get(7)?,
        speaker: row.get(8)?,
        chain: serde_json::from_str(&chain).unwrap_or_default(),
        what: row.get(10)?,
        day: moment(11)?,
        certainty: row.get(12)?,
        thread: row.get::<_, Option<String>>(13)?.map(ThreadId::given),
    })
}
