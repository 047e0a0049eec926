//! Source marks: `[3a]` is passage a of article 3 in the list of articles.

use model::{ArticleLine, DocId, Evidence, Span};
use std::collections::BTreeMap;
use std::fmt;

/// A mark that resolves in the list of articles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// The number of the article, from 1.
    pub(crate) article: usize,
    /// The passage.
    pub(crate) passage: String,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}{}]", self.article, self.passage)
    }
}

/// The marks of one thread, given out in the order of citing.
pub(crate) struct Marks<'a> {
    numbers: BTreeMap<&'a DocId, usize>,
    cited: Vec<Vec<Span>>,
}

impl<'a> Marks<'a> {
    /// Numbers the articles.
    pub(crate) fn of(articles: &'a [ArticleLine]) -> Self {
        let numbers = articles.iter().enumerate().map(|(at, line)| (&line.id, at + 1)).collect();
        Self { numbers, cited: vec![Vec::new(); articles.len()] }
    }

    /// Cites a passage; `None` when its article is not among those of the thread.
    pub(crate) fn cite(&mut self, evidence: &Evidence) -> Option<Mark> {
        let article = *self.numbers.get(evidence.article())?;
        let passages = &mut self.cited[article - 1];
        let at = passages.iter().position(|span| *span == evidence.span()).unwrap_or_else(|| {
            passages.push(evidence.span());
            passages.len() - 1
        });
        Some(Mark { article, passage: letters(at) })
    }

    /// Returns the passages cited of an article, with their letters.
    pub(crate) fn passages(&self, article: usize) -> Vec<(String, Span)> {
        let passages = self.cited.get(article.wrapping_sub(1)).map_or(&[][..], Vec::as_slice);
        passages.iter().enumerate().map(|(at, span)| (letters(at), *span)).collect()
    }
}

/// Returns a, b … z, aa, ab …
pub(crate) fn letters(at: usize) -> String {
    let mut out = String::new();
    let mut left = at + 1;
    while left > 0 {
        out.insert(0, char::from(b'a' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
