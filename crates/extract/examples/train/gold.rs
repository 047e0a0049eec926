//! Pages with gold, and which of their passages belong to the article.

use crate::layout::old_layout;
use extract::learn::Looked;
use extract::score::words;
use model::{DocId, Given, Page, PageKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use std::path::Path;

/// A page with its gold.
#[derive(Clone)]
pub(crate) struct Example {
    /// The page as it is read.
    pub(crate) page: Page,
    /// Which set it is from.
    pub(crate) set: String,
    /// Pages of one host are never parted between learning and measuring.
    pub(crate) host: String,
    /// The article's text; empty where only snippets are known.
    pub(crate) text: String,
    /// The standfirst, which may be kept or not.
    pub(crate) summary: String,
    with: Vec<String>,
    without: Vec<String>,
}

/// What a passage is worth to learning.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Worth {
    /// The share of it that belongs to the article.
    pub(crate) right: f32,
    /// How much it counts; nought where it is not known.
    pub(crate) weight: f32,
}

/// Reads the pages of a folder; `plain` makes crawl text of them.
pub(crate) fn examples(folder: &Path, sets: &[&str], plain: bool) -> Vec<Example> {
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl can be read");
    let mut examples = Vec::new();
    for line in gold.lines() {
        let record: Value = serde_json::from_str(line).expect("a gold line parses");
        let set = record["set"].as_str().unwrap_or_default();
        let is_article = record["ptype"].as_str().is_none_or(|kind| kind == "article");
        if !sets.contains(&set) || !is_article {
            continue;
        }
        let id = record["id"].as_str().unwrap_or_default();
        let Ok(bytes) = std::fs::read(folder.join("html").join(format!("{id}.html"))) else { continue };
        let url = record["url"].as_str().filter(|url| !url.is_empty());
        let mut page = Page {
            id: DocId::given(id),
            path: id.to_owned(),
            bytes,
            kind: PageKind::Html,
            charset: None,
            given: Given { url: url.map(str::to_owned), ..Given::default() },
        };
        if plain {
            page.bytes = extract::visible_text(&page).into_bytes();
            page.kind = PageKind::Text;
        }
        let gold = &record["gold"];
        let list = |key: &str| -> Vec<String> {
            let items = gold[key].as_array().map(Vec::as_slice).unwrap_or_default();
            items.iter().filter_map(Value::as_str).map(bare).filter(|item| !item.is_empty()).collect()
        };
        let example = Example {
            page,
            set: set.to_owned(),
            host: host(url.unwrap_or(id)),
            text: gold["text"].as_str().unwrap_or_default().to_owned(),
            summary: flat(&gold["summary"]),
            with: list("with"),
            without: list("without"),
        };
        if !example.text.is_empty() || set == "tr" {
            examples.push(example);
        }
    }
    examples.extend(demo(plain));
    if !plain {
        let old: Vec<Example> = examples
            .iter()
            .filter(|example| !example.text.is_empty())
            .step_by(3)
            .map(in_old_layout)
            .collect();
        examples.extend(old);
    }
    examples
}

/// Returns the pages of the demo corpus, which are in layouts and scripts that the other sets lack.
fn demo(plain: bool) -> Vec<Example> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo");
    let gold =
        std::fs::read_to_string(corpus.join("expected/articles.jsonl")).expect("the demo corpus is there");
    let records = gold.lines().map(|line| serde_json::from_str::<Value>(line).expect("a gold line parses"));
    let example = |record: Value| {
        let path = record["path"].as_str()?;
        let text = path.ends_with(".txt");
        if !text && !path.ends_with(".html") || text && !plain {
            return None;
        }
        let kind = if text { PageKind::Text } else { PageKind::Html };
        let bytes = std::fs::read(corpus.join("pages").join(path)).ok()?;
        let (id, path) = (DocId::given(path), path.to_owned());
        let host = format!("demo/{}", path.split('/').next().unwrap_or_default());
        let mut page = Page { id, path, bytes, kind, charset: None, given: Given::default() };
        if plain && !text {
            page.bytes = extract::visible_text(&page).into_bytes();
            page.kind = PageKind::Text;
        }
        let summary = record["subtitle"].as_str().unwrap_or_default().to_owned();
        let text = record["text"].as_str()?.to_owned();
        Some(Example {
            page,
            set: "demo".to_owned(),
            host,
            text,
            summary,
            with: Vec::new(),
            without: Vec::new(),
        })
    };
    records.filter_map(example).collect()
}

/// Returns a page as it would have been built long ago.
fn in_old_layout(example: &Example) -> Example {
    let page = Page {
        bytes: old_layout(&String::from_utf8_lossy(&example.page.bytes)).into_bytes(),
        ..example.page.clone()
    };
    Example { page, set: "old".to_owned(), ..example.clone() }
}

fn flat(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(flat).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

/// Returns the part of an address that names who publishes it.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    let short = |label: &str| label.len() <= 3;
    let count = if labels.len() >= 3 && short(labels[labels.len() - 2]) { 3 } else { 2 };
    labels[labels.len().saturating_sub(count)..].join(".")
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const SHINGLE: usize = 4;

/// Texts shorter than this may well stand twice in an article.
const SHORTEST_COPY: usize = 30;

/// Says of each passage of a page how much of it belongs to the article, and how much that counts.
pub(crate) fn worths(example: &Example, looked: &Looked) -> Vec<Worth> {
    if example.text.is_empty() {
        return by_snippets(example, looked);
    }
    let passages: Vec<Vec<u64>> = looked.texts.iter().map(|text| words(text)).collect();
    let mut covered = covered(&passages, &words(&example.text));
    let standfirst = self::covered(&passages, &words(&example.summary));
    keep_best_copies(looked, &mut covered);
    let gold = words(&example.text).len() as f32 + 10.0;
    let mut worths: Vec<Worth> = (0..passages.len())
        .map(|at| {
            let optional = covered[at] < 0.5 && standfirst[at] >= 0.5;
            let weight = (passages[at].len() as f32 + 1.5) / gold;
            Worth { right: covered[at], weight: if optional { 0.0 } else { weight } }
        })
        .collect();
    // Much furniture around little text must not outweigh all other pages.
    let wrong: f32 = worths.iter().map(|worth| worth.weight * (1.0 - worth.right)).sum();
    let most = 2.0;
    if wrong > most {
        worths.iter_mut().filter(|worth| worth.right < 0.5).for_each(|worth| worth.weight *= most / wrong);
    }
    let counts = match example.set.as_str() {
        "sh" | "fu" | "fe" | "in" => 2.0,
        "old" => 0.5,
        _ => 1.0,
    };
    worths.iter_mut().for_each(|worth| worth.weight *= counts);
    worths
}

/// Returns the share of each passage's words that stand in runs of four that the gold has too.
fn covered(passages: &[Vec<u64>], gold: &[u64]) -> Vec<f32> {
    let shingles: FxHashSet<&[u64]> = gold.windows(SHINGLE.min(gold.len()).max(1)).collect();
    let all: Vec<u64> = passages.iter().flatten().copied().collect();
    let mut hit = vec![false; all.len()];
    for (at, window) in all.windows(SHINGLE).enumerate() {
        if shingles.contains(window) {
            hit[at..at + SHINGLE].fill(true);
        }
    }
    let mut from = 0;
    passages
        .iter()
        .map(|words| {
            let hits = hit[from..from + words.len()].iter().filter(|hit| **hit).count();
            from += words.len();
            if words.is_empty() { 0.0 } else { hits as f32 / words.len() as f32 }
        })
        .collect()
}

/// Of passages that are equal only one is right: the one whose neighbours are.
fn keep_best_copies(looked: &Looked, covered: &mut [f32]) {
    let around = |at: usize| -> f32 {
        let (from, to) = (at.saturating_sub(3), (at + 4).min(covered.len()));
        (from..to).filter(|other| *other != at).map(|other| covered[other]).sum()
    };
    let mut best: FxHashMap<&str, usize> = FxHashMap::default();
    let counts = |text: &str| text.chars().count() >= SHORTEST_COPY;
    for (at, text) in looked.texts.iter().enumerate().filter(|(_, text)| counts(text)) {
        let first = best.entry(text).or_insert(at);
        if around(at) > around(*first) + 0.5 {
            *first = at;
        }
    }
    for (at, text) in looked.texts.iter().enumerate() {
        if best.get(text.as_str()).is_some_and(|best| *best != at) {
            covered[at] = 0.0;
        }
    }
}

fn by_snippets(example: &Example, looked: &Looked) -> Vec<Worth> {
    let weight = 0.6 / (example.with.len() + example.without.len()).max(1) as f32;
    looked
        .texts
        .iter()
        .map(|text| {
            let text = bare(text);
            let holds = |snippets: &[String]| snippets.iter().any(|snippet| text.contains(snippet.as_str()));
            match (holds(&example.with), holds(&example.without)) {
                (true, false) => Worth { right: 1.0, weight },
                (false, true) => Worth { right: 0.0, weight },
                _ => Worth::default(),
            }
        })
        .collect()
}
