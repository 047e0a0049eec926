//! A corpus with gold answers: `pages/manifest.jsonl`, `expected/*.jsonl`, `names.tsv`.

use anyhow::{Context, Result};
use engine::Outcome;
use intake::{Input, Limits};
use lang::Table;
use model::{Article, Page, Span};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A corpus with gold answers.
pub struct Data {
    folder: PathBuf,
    /// The gold articles.
    pub(crate) articles: Vec<GoldArticle>,
}

/// The gold answer to what a page says.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldArticle {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) agencies: Vec<String>,
    pub(crate) date: Option<String>,
    pub(crate) dateline: Option<String>,
    pub(crate) text: String,
    /// Furniture that must not be in the text.
    #[serde(default)]
    pub(crate) without: Vec<String>,
    /// The kinds of fact that were marked in it.
    #[serde(default)]
    pub(crate) gold: Vec<String>,
}

/// A passage of a gold text.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GoldSpan {
    pub(crate) article: String,
    #[serde(flatten)]
    pub(crate) span: Span,
    #[serde(default)]
    pub(crate) text: String,
}

impl Data {
    /// Opens the corpus in a folder.
    ///
    /// # Errors
    ///
    /// Fails where the gold articles cannot be read.
    pub fn open(folder: &Path) -> Result<Self> {
        let mut data = Self { folder: folder.to_owned(), articles: Vec::new() };
        data.articles = data.lines("articles")?;
        Ok(data)
    }

    /// Returns the names that come with the corpus.
    ///
    /// # Errors
    ///
    /// Fails where the table cannot be read.
    pub fn names(&self) -> Result<Option<Table>> {
        let path = self.folder.join("names.tsv");
        if !path.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        Ok(Some(Table::parse_open(&path.display().to_string(), &text)?))
    }

    /// Reads the pages that the manifest lists, and the feeds.
    pub(crate) fn pages(&self, limits: &Limits) -> impl Iterator<Item = Outcome<Page>> + Send + use<> {
        let feeds = self.folder.join("pages/feeds");
        let manifest = Input::Manifest(self.folder.join("pages/manifest.jsonl"));
        let inputs: Vec<Input> =
            std::iter::once(manifest).chain(feeds.is_dir().then_some(Input::Path(feeds))).collect();
        intake::read(&inputs, limits)
    }

    /// Reads the gold answers of one kind.
    pub(crate) fn lines<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>> {
        let path = self.folder.join("expected").join(format!("{kind}.jsonl"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(at, line)| {
                serde_json::from_str(line)
                    .with_context(|| format!("read {}: line {}", path.display(), at + 1))
            })
            .collect()
    }

    /// Returns the gold article of an article: by id, else by address.
    pub(crate) fn gold_of(&self, article: &Article) -> Option<&GoldArticle> {
        let by_id = self.articles.iter().find(|gold| gold.id == article.id.as_str());
        by_id.or_else(|| {
            let urls = [article.url.as_deref(), article.canonical_url.as_deref()];
            self.articles.iter().find(|gold| gold.url.as_deref().is_some_and(|url| urls.contains(&Some(url))))
        })
    }

    /// Returns things that have an article, by the id of their gold article.
    pub(crate) fn by_gold<'a, T>(
        &'a self,
        all: &'a [T],
        article: impl Fn(&T) -> &Article,
    ) -> BTreeMap<&'a str, &'a T> {
        all.iter().filter_map(|one| Some((self.gold_of(article(one))?.id.as_str(), one))).collect()
    }
}
