//! Writing how articles fall into threads, and what the threads claim.

use crate::tables::{list, text_of, word};
use crate::{Batch, Error, Result, envelope, state};
use model::{Change, Claim, DocId, Grouped, Standing, ThreadId, ThreadRecord};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// An id that was given once and leads somewhere else now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The id.
    pub id: String,
    /// What it named: `thread`, `story` or `claim`.
    pub kind: FormerKind,
    /// An article that it held: where that article is now is where the id leads.
    pub article: DocId,
    /// The id that took its place, where that is known.
    pub now: Option<String>,
}

/// What an id named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormerKind {
    /// A thread.
    Thread,
    /// A story.
    Story,
    /// A claim.
    Claim,
}

impl FormerKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Story => "story",
            Self::Claim => "claim",
        }
    }
}

impl Batch<'_> {
    /// Removes a thread with its stories, claims and places; the articles stay.
    pub fn remove_thread(&mut self, thread: &ThreadId) -> Result<()> {
        self.changes = true;
        self.transaction
            .prepare_cached("DELETE FROM threads WHERE thread = ?1")
            .and_then(|mut delete| delete.execute([thread.as_str()]))
            .map_err(Error::database("write to"))?;
        Ok(())
    }

    /// Writes a thread with its record, and where its articles belong.
    ///
    /// `made_of` stands for all that the record was made from: a thread that has the same need not be made again.
    pub fn put_thread(&mut self, record: &ThreadRecord, places: &[Grouped], made_of: &str) -> Result<()> {
        self.remove_thread(&record.id)?;
        let sealed = envelope::seal_thread(record)
            .map_err(Error::damaged("record", &DocId::given(record.id.as_str())))?;
        let writer = Writer { connection: &self.transaction, record };
        writer
            .thread(made_of, &sealed, self.generation)
            .and_then(|()| writer.stories())
            .and_then(|()| writer.places(places))
            .and_then(|()| writer.origins())
            .and_then(|()| {
                record.claims.iter().enumerate().try_for_each(|(at, claim)| writer.claim(at, claim))
            })
            .and_then(|()| writer.silences())
            .and_then(|()| writer.no_longer_former())
            .map_err(Error::database("write to"))
    }

    /// Keeps where an id leads that is given no longer.
    pub fn put_former(&mut self, former: &Former) -> Result<()> {
        self.changes = true;
        self.transaction
            .prepare_cached(
                "INSERT INTO former_ids (id, kind, article, now, changed)
                 SELECT ?1, ?2, article, ?4, ?5 FROM articles WHERE id = ?3
                 ON CONFLICT (id) DO UPDATE SET article = excluded.article, now = excluded.now,
                   changed = excluded.changed",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    former.id,
                    former.kind.name(),
                    former.article.as_str(),
                    former.now,
                    self.generation
                ])
            })
            .map_err(Error::database("write to"))?;
        Ok(())
    }

    /// Keeps what changed in a thread.
    pub fn put_changes(&mut self, thread: &ThreadId, changes: &[Change]) -> Result<()> {
        let mut insert = self
            .transaction
            .prepare_cached(
                "INSERT INTO changes (generation, at, thread, kind, story, article, claim, before, after)
                 VALUES (?1, strftime('%FT%TZ'), ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )
            .map_err(Error::database("write to"))?;
        for change in changes {
            self.changes = true;
            insert
                .execute(params![
                    self.generation,
                    thread.as_str(),
                    change.kind.name(),
                    change.story.as_ref().map(model::StoryId::as_str),
                    change.article.as_ref().map(DocId::as_str),
                    change.claim.as_ref().map(model::ClaimId::as_str),
                    change.from,
                    change.to
                ])
                .map_err(Error::database("write to"))?;
        }
        Ok(())
    }

    /// Notes that an article was grouped, with the features by which others are found to be near it.
    pub fn set_grouped(&mut self, article: u32, features: &[u8]) -> Result<()> {
        self.changes = true;
        self.transaction
            .prepare_cached("UPDATE outlines SET features = ?2 WHERE article = ?1")
            .and_then(|mut update| update.execute(params![article, features]))
            .map_err(Error::database("write to"))?;
        Ok(())
    }

    /// Keeps the outline of an article that has none, as after the library came from an older format.
    pub fn set_outline(&mut self, article: u32, outline: &[u8]) -> Result<()> {
        self.changes = true;
        crate::tables::write_outline(&self.transaction, i64::from(article), outline)
            .map_err(Error::database("write to"))
    }

    /// Notes that all articles must be grouped again, and forgets the blobs that were kept for grouping.
    pub fn set_all_pending(&mut self) -> Result<()> {
        self.changes = true;
        self.transaction
            .execute_batch(
                "UPDATE outlines SET features = NULL; DELETE FROM state WHERE name <> 'generation'",
            )
            .map_err(Error::database("write to"))
    }

    /// Notes that one article must be grouped again.
    pub fn set_pending(&mut self, article: &DocId) -> Result<()> {
        self.changes = true;
        self.transaction
            .prepare_cached(
                "UPDATE outlines SET features = NULL WHERE article = (SELECT article FROM articles WHERE id = ?1)",
            )
            .and_then(|mut update| update.execute([article.as_str()]))
            .map_err(Error::database("write to"))?;
        Ok(())
    }

    /// Keeps a blob under a name.
    pub fn set_state(&mut self, name: &str, value: &[u8]) -> Result<()> {
        self.changes = true;
        state::set(&self.transaction, name, &value).map_err(Error::database("write to"))
    }
}

struct Writer<'a> {
    connection: &'a Connection,
    record: &'a ThreadRecord,
}

impl Writer<'_> {
    fn thread(&self, made_of: &str, sealed: &[u8], generation: i64) -> rusqlite::Result<()> {
        let record = self.record;
        let outlets: BTreeSet<&str> =
            record.articles.iter().filter_map(|article| article.outlet.as_deref()).collect();
        let of = |standing| record.claims.iter().filter(|claim| claim.support == standing).count() as i64;
        self.connection
            .prepare_cached(
                "INSERT INTO threads
                 (thread, title, first_day, last_day, articles, outlets, stories, origins, claims, single,
                  corroborated, disputed, revised, denied, silences, changed, made_of, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                record.id.as_str(),
                record.title,
                text_of(&record.span.0),
                text_of(&record.span.1),
                record.articles.len() as i64,
                outlets.len() as i64,
                record.stories.len() as i64,
                record.origins.len() as i64,
                record.claims.len() as i64,
                of(Standing::Single),
                of(Standing::Corroborated),
                of(Standing::Disputed),
                of(Standing::Revised),
                of(Standing::Denied),
                record.silences.len() as i64,
                generation,
                made_of,
                sealed
            ])?;
        Ok(())
    }

    fn stories(&self) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO stories (story, thread, position, title, date) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (position, story) in self.record.stories.iter().enumerate() {
            insert.execute(params![
                story.id.as_str(),
                self.record.id.as_str(),
                position as i64,
                story.title,
                text_of(&story.date)
            ])?;
        }
        Ok(())
    }

    fn places(&self, places: &[Grouped]) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO places (article, story, thread, copy_group)
             SELECT article, ?2, ?3, ?4 FROM articles WHERE id = ?1",
        )?;
        for place in places {
            insert.execute(params![
                place.id.as_str(),
                place.story.as_str(),
                place.thread.as_str(),
                place.copy_group.as_ref().map(DocId::as_str)
            ])?;
        }
        Ok(())
    }

    fn origins(&self) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO origins (thread, origin, name, kind, entity, side) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for origin in &self.record.origins {
            insert.execute(params![
                self.record.id.as_str(),
                origin.id.as_str(),
                origin.name,
                origin.kind,
                origin.entity.as_ref().map(model::EntityId::as_str),
                origin.side
            ])?;
        }
        Ok(())
    }

    fn claim(&self, position: usize, claim: &Claim) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO claims
             (id, thread, position, kind, text, support, reason, slots, article, start_byte, end_byte)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, article, ?10, ?11 FROM articles WHERE id = ?9",
        )?;
        let evidence = &claim.evidence0;
        let key = insert.insert(params![
            claim.id.as_str(),
            self.record.id.as_str(),
            position as i64,
            word(&claim.kind),
            claim.text,
            claim.support.name(),
            list(&claim.reason),
            serde_json::to_string(&claim.slots).unwrap_or_default(),
            evidence.article().as_str(),
            evidence.span().start,
            evidence.span().end
        ])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO claim_values (claim, position, value, value_max, approx, as_of, relation, origins)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (at, point) in claim.values.iter().enumerate() {
            let origins: Vec<String> = point.origins.iter().map(ToString::to_string).collect();
            insert.execute(params![
                key,
                at as i64,
                point.value.map(|value| value.value()),
                point.value_max.map(|value| value.value()),
                point.approx.name(),
                text_of(&point.as_of),
                word(&point.relation),
                list(&origins)
            ])?;
        }
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO supports
             (claim, position, article, start_byte, end_byte, stance, origin, chain, narrated)
             SELECT ?1, ?2, article, ?4, ?5, ?6, ?7, ?8, ?9 FROM articles WHERE id = ?3",
        )?;
        for (at, support) in claim.supports.iter().enumerate() {
            insert.execute(params![
                key,
                at as i64,
                support.evidence.article().as_str(),
                support.evidence.span().start,
                support.evidence.span().end,
                word(&support.stance),
                support.origin.as_str(),
                support.chain.join(" > "),
                support.narrated
            ])?;
        }
        Ok(())
    }

    fn silences(&self) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO silences (thread, position, claim, source, entity, kind, article, start_byte, end_byte)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, article, ?8, ?9 FROM articles WHERE id = ?7",
        )?;
        for (at, silence) in self.record.silences.iter().enumerate() {
            insert.execute(params![
                self.record.id.as_str(),
                at as i64,
                silence.claim.as_ref().map(model::ClaimId::as_str),
                silence.source,
                silence.entity.as_ref().map(model::EntityId::as_str),
                word(&silence.kind),
                silence.evidence.article().as_str(),
                silence.evidence.span().start,
                silence.evidence.span().end
            ])?;
        }
        Ok(())
    }

    /// Lets the ids of this thread name what they name now.
    fn no_longer_former(&self) -> rusqlite::Result<()> {
        let none: i64 = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM former_ids)")?
            .query_row([], |row| row.get(0))?;
        if none == 0 {
            return Ok(());
        }
        let mut delete = self.connection.prepare_cached("DELETE FROM former_ids WHERE id = ?1")?;
        delete.execute([self.record.id.as_str()])?;
        for story in &self.record.stories {
            delete.execute([story.id.as_str()])?;
        }
        for claim in &self.record.claims {
            delete.execute([claim.id.as_str()])?;
        }
        Ok(())
    }
}
