//! Reading the text of articles, without all that was found in it.

use crate::{Error, Reader, Result};
use model::DocId;
use rusqlite::OptionalExtension;

impl Reader {
    /// Returns the text of an article as it stands now, and the tag of its language.
    pub fn text(&self, article: &DocId) -> Result<Option<(String, String)>> {
        self.connection
            .prepare_cached("SELECT text, lang FROM articles WHERE id = ?1")
            .and_then(|mut select| {
                select.query_row([article.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .map_err(Error::database("read"))
    }
}
