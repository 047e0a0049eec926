//! Copy groups: articles that print the same copy share a letter.

use model::{ArticleLine, DocId};
use std::collections::BTreeMap;

/// The copy groups of a thread, named A, B … in the order of their first articles.
pub struct Copies<'a> {
    groups: BTreeMap<&'a DocId, (String, usize)>,
}

impl<'a> Copies<'a> {
    /// Names the groups.
    pub fn of(articles: &'a [ArticleLine]) -> Self {
        let mut groups: BTreeMap<&DocId, (String, usize)> = BTreeMap::new();
        for group in articles.iter().filter_map(|line| line.copy_group.as_ref()) {
            let next = letters(groups.len());
            groups.entry(group).or_insert((next, 0)).1 += 1;
        }
        Self { groups }
    }

    /// Returns the letter of an article's group and how many articles print the copy.
    pub fn find(&self, article: &ArticleLine) -> Option<(&str, usize)> {
        let (letter, size) = self.groups.get(article.copy_group.as_ref()?)?;
        Some((letter, *size))
    }

    /// Returns how many groups there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Tells whether no copy was printed twice.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// Returns A, B … Z, AA, AB …
fn letters(at: usize) -> String {
    let mut out = String::new();
    let mut left = at + 1;
    while left > 0 {
        out.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }
}
