//! Words of pages, made safe to show.

use model::{DocId, Document, Evidence};
use std::collections::BTreeMap;

/// Words of a page and their language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The words, on one line.
    pub(crate) text: String,
    /// Their language, as a BCP 47 tag.
    pub(crate) lang: String,
}

impl Quoted {
    /// Takes words of a page.
    pub(crate) fn new(text: &str, lang: &str) -> Self {
        Self { text: clean(text), lang: clean(lang) }
    }
}

/// Returns text on one line without characters that steer a terminal or turn the direction of what follows.
pub(crate) fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let spaced: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts that a record's evidence points into.
pub(crate) struct Texts<'a> {
    documents: BTreeMap<&'a DocId, &'a Document>,
}

impl<'a> Texts<'a> {
    /// Returns the texts of documents.
    pub(crate) fn of(documents: &'a [Document]) -> Self {
        Self { documents: documents.iter().map(|document| (&document.article().id, document)).collect() }
    }

    /// Returns the words that a piece of evidence cites.
    pub(crate) fn quote(&self, evidence: &Evidence) -> Quoted {
        match self.documents.get(evidence.article()) {
            Some(document) => Quoted::new(document.surface(evidence.span()), &document.article().lang),
            None => Quoted::new("", "und"),
        }
    }

    /// Returns the language of an article.
    pub(crate) fn lang(&self, article: &DocId) -> &str {
        self.documents.get(article).map_or("und", |document| document.article().lang.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mred\n\tb\u{202e}c"), "a [31mred b c");
        assert_eq!(clean("क्‍ष"), "क्‍ष");
    }
}
