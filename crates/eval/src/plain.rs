//! A text by itself as an article: gold of others has no page.

use model::{Article, DocId};

/// Returns a text in a language as an article of which nothing else is known; each line is a paragraph.
pub(crate) fn article(id: DocId, text: &str, lang: &str) -> Article {
    Article::of_text(id, text, lang)
}
