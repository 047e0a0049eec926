//! The task `demo`: sources in, pages and gold answers out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::expected::{self, Entry};
use crate::feed;
use crate::page::{Page, Press};
use crate::problem::{Problem, refuse};
use crate::source::{self, Article, Quirk};
use crate::tree::{self, Tree};
use crate::{gold, record};

/// `feeds.toml`: articles that are published only in their outlet's feed, besides those with the quirk `feed`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feeds {
    #[serde(default)]
    articles: Vec<String>,
}

/// Writes what changed and removes what is not produced any more.
pub(crate) fn write(corpus: &Path) -> Result<ExitCode> {
    let tree = make(corpus)?;
    let changed = tree::write(corpus, &tree)?;
    eprintln!("{} files, {changed} changed", tree.len());
    Ok(ExitCode::SUCCESS)
}

/// Names the files that are not as the sources would make them; fails with exit code 1 if there are any.
pub(crate) fn check(corpus: &Path) -> Result<ExitCode> {
    let stale = tree::stale(corpus, &make(corpus)?)?;
    for name in &stale {
        println!("{name}");
    }
    if stale.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{} stale files; run `cargo xtask demo`", stale.len());
    Ok(ExitCode::FAILURE)
}

/// Reads the articles of a corpus, those of `feeds.toml` marked; faults go to `problems`.
pub(crate) fn articles(corpus: &Path, press: &Press, problems: &mut Vec<Problem>) -> Result<Vec<Article>> {
    let mut articles = source::read_all(corpus, &press.outlets.datelines(), problems)?;
    articles.sort_by(|a, b| a.front.id.cmp(&b.front.id));
    let path = corpus.join("feeds.toml");
    let feeds: Feeds = match fs::read_to_string(&path) {
        Ok(raw) => toml::from_str(&raw).with_context(|| format!("read {}", path.display()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Feeds::default(),
        Err(error) => return Err(error).with_context(|| format!("read {}", path.display())),
    };
    for id in &feeds.articles {
        match articles.iter_mut().find(|article| article.front.id == *id) {
            Some(article) if article.has(Quirk::Feed) => {}
            Some(article) => article.front.quirks.push(Quirk::Feed),
            None => problems.push(Problem::new(
                Path::new("feeds.toml"),
                0,
                format!("article {id} does not exist"),
            )),
        }
    }
    Ok(articles)
}

fn make(corpus: &Path) -> Result<Tree> {
    let press = Press::new(corpus)?;
    let mut problems = Vec::new();
    let articles = articles(corpus, &press, &mut problems)?;
    let golds: Vec<gold::Gold> = articles.iter().map(|article| gold::read(article, &mut problems)).collect();
    let mut record = Vec::new();
    for thread in source::threads(corpus)? {
        record.extend(record::read(corpus, &thread, &articles, &mut problems)?);
    }
    refuse(problems)?;

    let mut tree = Tree::new();
    let mut manifest: BTreeMap<String, Value> = BTreeMap::new();
    let mut pages: BTreeMap<&str, Page> = BTreeMap::new();
    let mut in_feeds: BTreeMap<&str, Vec<&Article>> = BTreeMap::new();
    for article in &articles {
        let front = &article.front;
        if article.has(Quirk::Feed) {
            in_feeds.entry(&front.outlet).or_default().push(article);
            continue;
        }
        let page = press.print(article)?;
        tree.insert(format!("pages/{}", page.path), page.bytes.clone());
        manifest.insert(front.id.clone(), json!({"id": front.id, "path": page.path, "url": page.url}));
        pages.insert(&front.id, page);
    }
    for (outlet, articles) in in_feeds {
        let feed = feed::print(&press, outlet, &articles)?;
        tree.insert(format!("pages/{}", feed.path), feed.bytes.clone());
        for article in articles {
            pages.insert(&article.front.id, feed::page(&press, &feed, article)?);
        }
    }
    let entries: Vec<Entry<'_>> = articles
        .iter()
        .zip(golds)
        .map(|(article, gold)| Entry { article, page: &pages[article.front.id.as_str()], gold })
        .collect();
    let manifest: Vec<Value> = manifest.into_values().collect();
    tree.insert("pages/manifest.jsonl".to_string(), expected::json_lines(&manifest));
    tree.extend(expected::files(&entries, &record));
    Ok(tree)
}
