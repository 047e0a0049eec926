//! The gold answers in `expected/`: one JSON Lines file a stage.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::gold::{self, Gold};
use crate::page::Page;
use crate::source::Article;

/// An article with its page and its gold.
pub(crate) struct Entry<'a> {
    pub(crate) article: &'a Article,
    pub(crate) page: &'a Page,
    pub(crate) gold: Gold,
}

/// Returns the files under `expected/` with their lines.
pub(crate) fn files(entries: &[Entry<'_>], record: &[Value]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut add = |name: &str, lines: Vec<Value>| {
        files.insert(format!("expected/{name}.jsonl"), json_lines(&lines));
    };
    add("articles", entries.iter().map(article_line).collect());
    add("groups", entries.iter().map(group_line).collect());
    for file in gold::files() {
        let facts = entries.iter().flat_map(|entry| entry.gold.facts.get(file).into_iter().flatten());
        add(file, facts.cloned().collect());
    }
    add("record", record.to_vec());
    files
}

/// Returns values as lines.
pub(crate) fn json_lines(lines: &[Value]) -> Vec<u8> {
    lines.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes()
}

fn article_line(entry: &Entry<'_>) -> Value {
    let Entry { article, page, gold } = entry;
    let front = &article.front;
    json!({
        "id": front.id,
        "path": page.path,
        "url": page.url,
        "outlet": front.outlet,
        "lang": front.lang,
        "title": front.title,
        "subtitle": front.subtitle,
        "authors": front.authors,
        "agencies": front.agency.iter().collect::<Vec<_>>(),
        "date": article.date(),
        "date_basis_any": page.bases,
        "dateline": front.dateline,
        "tags": front.tags,
        "gold": gold.kinds,
        "text": article.text(),
        "without": page.without,
    })
}

fn group_line(entry: &Entry<'_>) -> Value {
    let front = &entry.article.front;
    json!({
        "id": front.id,
        "story": front.story,
        "thread": entry.article.thread,
        "copy_group": front.copy_group,
    })
}
