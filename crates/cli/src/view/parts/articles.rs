//! The articles: where every mark resolves to a path and a byte range.

use crate::view::marks::{Marks, letters};
use crate::view::sheet::{Section, Source};
use crate::view::words::{Quoted, clean};
use model::{DocId, Span};
use std::collections::BTreeMap;

/// One article.
pub(crate) struct ArticleEntry {
    pub(crate) number: usize,
    pub(crate) date: String,
    pub(crate) outlet: String,
    pub(crate) title: Quoted,
    pub(crate) path: String,
    pub(crate) url: Option<String>,
    /// The letter of its copy group in capitals; empty where no other article prints the same copy.
    pub(crate) copy: String,
    /// The cited passages, as byte ranges into the article's text.
    pub(crate) passages: Vec<(String, Span)>,
}

/// Makes the list of articles of a thread.
pub(crate) fn section(source: &Source<'_>, marks: &Marks<'_>) -> Section<ArticleEntry> {
    let labels = source.labels;
    let copies = copy_letters(source);
    let all = source.thread.articles.len();
    // An article that a mark points at is always there, however long the list.
    let shown: Vec<_> = (source.thread.articles.iter().enumerate())
        .filter(|(at, _)| *at < source.limits.articles || !marks.passages(at + 1).is_empty())
        .collect();
    let more = all - shown.len();
    let section = Section::of(shown.into_iter(), usize::MAX, |(at, line)| {
        let title = line.title.clone().unwrap_or_else(|| labels.get("line.untitled"));
        let unknown = || labels.get("line.unknown");
        ArticleEntry {
            number: at + 1,
            date: line.date.map_or_else(|| "–".to_owned(), |date| date.to_day().to_string()),
            outlet: line.outlet.as_deref().map_or_else(unknown, clean),
            title: Quoted::new(&title, &line.lang),
            path: clean(&line.path),
            url: line.url.as_deref().map(clean),
            copy: line.copy_group.as_ref().and_then(|id| copies.get(id).cloned()).unwrap_or_default(),
            passages: marks.passages(at + 1),
        }
    });
    Section { more, ..section }
}

/// Names the copy groups A, B … in the order of their first articles.
fn copy_letters<'a>(source: &Source<'a>) -> BTreeMap<&'a DocId, String> {
    let mut names = BTreeMap::new();
    for group in source.thread.articles.iter().filter_map(|line| line.copy_group.as_ref()) {
        let next = letters(names.len()).to_uppercase();
        names.entry(group).or_insert(next);
    }
    names
}
