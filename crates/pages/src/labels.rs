//! The words of the pages: `labels.tsv`, one row a label, one column a language.

use crate::Lang;
use lang::Table;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LABELS: LazyLock<BTreeMap<String, [String; 2]>> = LazyLock::new(|| {
    let table = Table::parse("labels.tsv", include_str!("labels.tsv"), &["key", "en", "hi"]);
    // A test reads the table, so a build with a bad one never passed.
    let table = table.unwrap_or_else(|error| panic!("the built-in labels must parse: {error}"));
    let row = |row: &lang::Row| (row.get(0).to_owned(), [row.get(1).to_owned(), row.get(2).to_owned()]);
    table.rows().iter().map(row).collect()
});

/// Returns the words for a key.
pub(crate) fn find(lang: Lang, key: &str) -> Option<&'static str> {
    LABELS.get(key).map(|words| match lang {
        Lang::En => words[0].as_str(),
        Lang::Hi => words[1].as_str(),
    })
}

/// Puts arguments into words: `{0}`, `{1}` …, and `{*}` for all of them; a missing one shows as `?`.
pub(crate) fn fill(words: &str, arguments: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        match name.parse::<usize>() {
            Ok(at) => out.push_str(arguments.get(at).unwrap_or(&"?")),
            Err(_) => out.push_str(&arguments.join(", ")),
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
pub(crate) fn keys() -> impl Iterator<Item = (&'static str, &'static [String; 2])> {
    LABELS.iter().map(|(key, words)| (key.as_str(), words))
}

#[cfg(test)]
mod tests;
