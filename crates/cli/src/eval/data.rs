//! A corpus with gold answers: `pages/manifest.jsonl`, `expected/*.jsonl`, `names.tsv`.

use crate::demo::{self, Corpus};
use anyhow::{Context, Result};
use engine::Outcome;
use intake::Limits;
use lang::Table;
use model::{Article, Page, Span};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A corpus with gold answers.
pub(crate) struct Data {
    folder: PathBuf,
    /// The built-in corpus, where it is that one: it is kept on disk as long as this value lives.
    built_in: Option<Corpus>,
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
    /// Opens the corpus in a folder, or the built-in one.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Self> {
        let built_in = if folder.is_none() { Some(Corpus::unpack()?) } else { None };
        let folder = match (folder, &built_in) {
            (Some(folder), _) => folder.to_owned(),
            (None, Some(corpus)) => corpus.path().to_owned(),
            (None, None) => PathBuf::new(),
        };
        let mut data = Self { folder, built_in, articles: Vec::new() };
        data.articles = data.lines("articles")?;
        Ok(data)
    }

    /// Returns the names that come with the corpus.
    pub(crate) fn names(&self) -> Result<Option<Table>> {
        if self.built_in.is_some() {
            return demo::names().map(Some);
        }
        let path = self.folder.join("names.tsv");
        if !path.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        Ok(Some(Table::parse_open(&path.display().to_string(), &text)?))
    }

    /// Reads the pages.
    pub(crate) fn pages(&self, limits: &Limits) -> Box<dyn Iterator<Item = Outcome<Page>> + Send> {
        match &self.built_in {
            Some(corpus) => Box::new(corpus.pages(limits)),
            None => Box::new(intake::read(&demo::inputs(&self.folder), limits)),
        }
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
