//! Whether a page is known, a newer revision of its article, or an older one that came late.

use crate::{Error, Result};
use model::{DocId, Given, Page};
use rusqlite::Connection;

/// What is known of a kept revision without unpacking its page.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) number: i64,
    pub(crate) current: bool,
    id: DocId,
    content: String,
    given: Given,
}

/// How a page stands to the revisions that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is one of them.
    Known,
    /// It is another, and becomes current.
    Newer,
    /// It is another, captured before the current one.
    Older,
}

/// Returns the kept revisions of an article, in the order they came.
pub(crate) fn kept(connection: &Connection, article: i64) -> Result<Vec<Kept>> {
    let mut select = connection
        .prepare_cached(
            "SELECT r.number, r.revision = a.revision, r.id, r.content, r.given
             FROM revisions AS r JOIN articles AS a ON a.article = r.article
             WHERE r.article = ?1 ORDER BY r.number",
        )
        .map_err(Error::database("read"))?;
    let mut rows = select.query([article]).map_err(Error::database("read"))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(Error::database("read"))? {
        let fields = || -> rusqlite::Result<(Kept, String)> {
            let kept = Kept {
                number: row.get(0)?,
                current: row.get(1)?,
                id: DocId::given(row.get::<_, String>(2)?),
                content: row.get(3)?,
                given: Given::default(),
            };
            Ok((kept, row.get(4)?))
        };
        let (mut kept, given) = fields().map_err(Error::database("read"))?;
        kept.given = serde_json::from_str(&given).map_err(Error::damaged("page", &kept.id))?;
        all.push(kept);
    }
    Ok(all)
}

/// Judges a page against the kept revisions of its article.
pub(crate) fn verdict(kept: &[Kept], page: &Page, content: &DocId) -> Verdict {
    let same = |revision: &&Kept| revision.content == content.as_str() && adds_nothing(revision, page);
    let current = kept.iter().find(|revision| revision.current);
    let captured = current.and_then(|current| Some((page.given.captured?, current.given.captured?)));
    match (kept.iter().rev().find(same), captured) {
        (Some(revision), _) if revision.current => Verdict::Known,
        // The outlet went back to an earlier text: that is news.
        (Some(_), Some((new, old))) if new > old => Verdict::Newer,
        (Some(_), _) => Verdict::Known,
        (None, Some((new, old))) if new < old => Verdict::Older,
        (None, _) => Verdict::Newer,
    }
}

/// Tells whether the caller says nothing of a page that was not said of the same bytes before.
///
/// When a page was captured does not count, and neither does another address: the same bytes are the same page.
fn adds_nothing(kept: &Kept, page: &Page) -> bool {
    fn same<T: PartialEq>(new: &Option<T>, old: &Option<T>) -> bool {
        new.is_none() || new == old
    }
    let (new, old) = (&page.given, &kept.given);
    same(&new.date, &old.date)
        && same(&new.outlet, &old.outlet)
        && same(&new.lang, &old.lang)
        && same(&new.title, &old.title)
        && (new.url.is_none() || old.url.is_some())
}
