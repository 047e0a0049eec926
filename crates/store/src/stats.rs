//! How much a library holds.

use crate::{Error, Result};
use rusqlite::Connection;
use serde::Serialize;
use std::path::Path;

/// Counts of what is kept; sizes are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Pages kept for them, earlier revisions included.
    pub revisions: u64,
    /// Outlets that published them.
    pub outlets: u64,
    /// Languages they are in.
    pub languages: u64,
    /// Who and what they name.
    pub entities: u64,
    /// How often.
    pub mentions: u64,
    /// Times they name.
    pub times: u64,
    /// Amounts they give.
    pub quantities: u64,
    /// Statements they report.
    pub statements: u64,
    /// Events they tell of.
    pub events: u64,
    /// Inputs that could not be used.
    pub set_aside: u64,
    /// The pages as they came.
    pub page_bytes: u64,
    /// The pages as they are kept.
    pub packed_bytes: u64,
    /// The database file.
    pub file_bytes: u64,
}

impl Stats {
    /// Returns each count with its name.
    pub fn rows(&self) -> [(&'static str, u64); 14] {
        [
            ("articles", self.articles),
            ("revisions", self.revisions),
            ("outlets", self.outlets),
            ("languages", self.languages),
            ("entities", self.entities),
            ("mentions", self.mentions),
            ("times", self.times),
            ("quantities", self.quantities),
            ("statements", self.statements),
            ("events", self.events),
            ("set_aside", self.set_aside),
            ("page_bytes", self.page_bytes),
            ("packed_bytes", self.packed_bytes),
            ("file_bytes", self.file_bytes),
        ]
    }
}

pub(crate) fn of(connection: &Connection, path: &Path) -> Result<Stats> {
    let mut stats = connection
        .query_row(
            "SELECT
               (SELECT count(*) FROM articles),
               (SELECT count(*) FROM revisions),
               (SELECT count(DISTINCT outlet) FROM articles),
               (SELECT count(DISTINCT lang) FROM articles),
               (SELECT count(*) FROM entities),
               (SELECT count(*) FROM mentions),
               (SELECT count(*) FROM times),
               (SELECT count(*) FROM quantities),
               (SELECT count(*) FROM statements),
               (SELECT count(*) FROM events),
               (SELECT count(*) FROM set_aside),
               (SELECT coalesce(sum(page_bytes), 0) FROM revisions),
               (SELECT coalesce(sum(length(page)), 0) FROM revisions)",
            [],
            |row| {
                Ok(Stats {
                    articles: row.get(0)?,
                    revisions: row.get(1)?,
                    outlets: row.get(2)?,
                    languages: row.get(3)?,
                    entities: row.get(4)?,
                    mentions: row.get(5)?,
                    times: row.get(6)?,
                    quantities: row.get(7)?,
                    statements: row.get(8)?,
                    events: row.get(9)?,
                    set_aside: row.get(10)?,
                    page_bytes: row.get(11)?,
                    packed_bytes: row.get(12)?,
                    file_bytes: 0,
                })
            },
        )
        .map_err(Error::database("count"))?;
    stats.file_bytes = std::fs::metadata(path).map_or(0, |file| file.len());
    Ok(stats)
}
