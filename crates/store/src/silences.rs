//! Reading what somebody is silent about.

use crate::{Error, Reader, Result};
use model::{ClaimId, DocId, EntityId, SilenceKind, Span, ThreadId};
use rusqlite::params;

/// Something that somebody left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SilentLine {
    /// The thread.
    pub thread: ThreadId,
    /// The claim that was left out, where it is known which.
    pub claim: Option<ClaimId>,
    /// Whether a text says so.
    pub kind: SilenceKind,
    /// The article that shows it.
    pub article: DocId,
    /// Where it shows it.
    pub span: Span,
}

impl Reader {
    /// Returns what an entity is silent about, what texts say first.
    pub fn silences_of(&self, entity: &EntityId, limit: u64) -> Result<Vec<SilentLine>> {
        let read = || -> rusqlite::Result<Vec<SilentLine>> {
            let mut select = self.connection.prepare_cached(
                "SELECT s.thread, s.claim, s.kind, a.id, s.start_byte, s.end_byte
                 FROM silences AS s JOIN articles AS a ON a.article = s.article
                 WHERE s.entity = ?1 ORDER BY s.kind DESC, a.date DESC, a.id, s.start_byte LIMIT ?2",
            )?;
            let rows = select.query_map(params![entity.as_str(), limit as i64], |row| {
                let kind: String = row.get(2)?;
                let (start, end): (usize, usize) = (row.get(4)?, row.get(5)?);
                Ok(SilentLine {
                    thread: ThreadId::given(row.get::<_, String>(0)?),
                    claim: row.get::<_, Option<String>>(1)?.map(ClaimId::given),
                    kind: if kind == "stated" { SilenceKind::Stated } else { SilenceKind::Observed },
                    article: DocId::given(row.get::<_, String>(3)?),
                    span: Span::new(start, end),
                })
            })?;
            rows.collect()
        };
        read().map_err(Error::database("read"))
    }
}
