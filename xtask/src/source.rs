//! The sources of the corpus: one file an article, as `corpora/demo/README.md` describes it.
//!
//! Reads front matter, blocks and raw gold lines. What the gold lines mean is `gold`'s business.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::problem::Problem;

/// One article of the corpus.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    /// The file it was read from, relative to the corpus.
    pub(crate) file: PathBuf,
    /// The folder it stands in.
    pub(crate) thread: String,
    pub(crate) front: Front,
    /// The blocks in reading order; the dateline stands in front of the first paragraph.
    pub(crate) blocks: Vec<Block>,
    /// The gold lines with their line numbers.
    pub(crate) gold: Vec<(usize, String)>,
}

/// The front matter of an article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Front {
    pub(crate) id: String,
    pub(crate) story: String,
    pub(crate) copy_group: Option<String>,
    pub(crate) outlet: String,
    pub(crate) lang: String,
    pub(crate) path: String,
    pub(crate) published: Option<String>,
    pub(crate) date_shown: Option<String>,
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    #[serde(default)]
    pub(crate) authors: Vec<String>,
    pub(crate) agency: Option<String>,
    pub(crate) dateline: Option<String>,
    #[serde(default)]
    pub(crate) section: String,
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    #[serde(default)]
    pub(crate) also_read: Vec<String>,
    #[serde(default)]
    pub(crate) quirks: Vec<Quirk>,
}

/// A way in which a page differs from what its outlet usually serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Quirk {
    /// JSON-LD gives a wrong date and a cut headline.
    JsonLdWrong,
    JsonLdAbsent,
    /// JSON-LD is not valid JSON.
    JsonLdBroken,
    /// Nothing on the page or in its address gives a date.
    NoDate,
    /// Declared and encoded in an old charset.
    LegacyCharset,
    /// Cut off inside a tag.
    Broken,
    /// Plain text as a crawler left it.
    CrawlText,
    Amp,
    /// The body stands twice, for desktop and AMP.
    DuplicateBody,
    /// Published only as an item of the outlet's feed.
    Feed,
}

/// One block of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(String),
    Subhead(String),
    Caption(String),
    List(Vec<String>),
    /// A headline of other news printed inside the body.
    AlsoRead(String),
    /// The label of an advertisement.
    Ad(String),
}

impl Article {
    pub(crate) fn has(&self, quirk: Quirk) -> bool {
        self.front.quirks.contains(&quirk)
    }

    /// Returns the article's date as published, unless its page hides it.
    pub(crate) fn date(&self) -> Option<&str> {
        self.front.published.as_deref().filter(|_| !self.has(Quirk::NoDate))
    }

    /// Returns how many blocks a page shows before it breaks off: all of them, but for the quirk `broken`.
    pub(crate) fn served(&self) -> usize {
        if !self.has(Quirk::Broken) {
            return self.blocks.len();
        }
        let paragraphs: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| matches!(self.blocks[at], Block::Paragraph(_))).collect();
        match paragraphs.len() * 4 / 5 {
            0 => self.blocks.len(),
            kept => paragraphs[kept - 1] + 1,
        }
    }

    /// Returns the gold text of what the page serves: its blocks joined by newlines, furniture left out.
    pub(crate) fn text(&self) -> String {
        gold_text(&self.blocks[..self.served()])
    }

    /// Returns the gold text of the whole article, also where the page breaks off.
    pub(crate) fn whole_text(&self) -> String {
        gold_text(&self.blocks)
    }
}

/// Reads every article under `source/`, sorted by file; faults go to `problems`.
///
/// `datelines` gives the pattern by which an outlet puts the dateline before the first paragraph.
pub(crate) fn read_all(
    corpus: &Path,
    datelines: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for thread in threads(corpus)? {
        for path in entries(&corpus.join("source").join(&thread))? {
            if path.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let raw = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
            let file = path.strip_prefix(corpus).unwrap_or(&path).to_path_buf();
            match parse(&file, &thread, &raw, datelines) {
                Ok(article) => articles.push(article),
                Err(problem) => problems.push(problem),
            }
        }
    }
    let mut seen = BTreeMap::new();
    for article in &articles {
        if let Some(first) = seen.insert(&article.front.id, &article.file) {
            problems.push(Problem::new(
                &article.file,
                2,
                format!("id {} is also that of {}", article.front.id, first.display()),
            ));
        }
    }
    Ok(articles)
}

/// Returns the names of the folders under `source/`, sorted.
pub(crate) fn threads(corpus: &Path) -> Result<Vec<String>> {
    let folders = entries(&corpus.join("source"))?;
    Ok(folders
        .iter()
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))? {
        paths.push(entry.with_context(|| format!("read {}", folder.display()))?.path());
    }
    paths.sort();
    Ok(paths)
}

fn gold_text(blocks: &[Block]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Subhead(text) | Block::Caption(text) => lines.push(text),
            Block::List(items) => lines.extend(items.iter().map(String::as_str)),
            Block::AlsoRead(_) | Block::Ad(_) => {}
        }
    }
    lines.join("\n")
}

/// Reads one article from the text of its file.
pub(crate) fn parse(
    file: &Path,
    thread: &str,
    raw: &str,
    datelines: &BTreeMap<String, String>,
) -> Result<Article, Problem> {
    let lines: Vec<&str> = raw.lines().collect();
    let fence = |from: usize, mark: &str| (from..lines.len()).find(|&at| lines[at].trim_end() == mark);
    if fence(0, "+++") != Some(0) {
        return Err(Problem::new(file, 1, "the file does not open with +++"));
    }
    let end = fence(1, "+++").ok_or_else(|| Problem::new(file, 1, "the front matter has no end"))?;
    let front: Front = toml::from_str(&lines[1..end].join("\n")).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let before: usize = lines[1..end].join("\n")[..offset].matches('\n').count();
        Problem::new(file, before + 2, error.message().to_string())
    })?;
    let gold_at = fence(end + 1, "+++ gold").unwrap_or(lines.len());
    let mut blocks = blocks(&lines[end + 1..gold_at]);
    if !blocks.iter().any(|block| matches!(block, Block::Paragraph(_))) {
        return Err(Problem::new(file, end + 2, "the body has no paragraph"));
    }
    let Some(pattern) = datelines.get(&front.outlet) else {
        return Err(Problem::new(file, 2, format!("outlet {} is not in outlets.toml", front.outlet)));
    };
    if let Some(dateline) = &front.dateline {
        let first = blocks.iter_mut().find_map(|block| match block {
            Block::Paragraph(text) => Some(text),
            _ => None,
        });
        if let Some(text) = first {
            text.insert_str(0, &pattern.replace("{}", dateline));
        }
    }
    let gold = (gold_at + 1..lines.len())
        .map(|at| (at + 1, lines[at].trim().to_string()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .collect();
    Ok(Article { file: file.to_path_buf(), thread: thread.to_string(), front, blocks, gold })
}

fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for chunk in lines.split(|line| line.trim().is_empty()) {
        let mut paragraph: Vec<&str> = Vec::new();
        let mut items: Vec<String> = Vec::new();
        for line in chunk.iter().map(|line| line.trim()) {
            if let Some(item) = line.strip_prefix("- ") {
                items.push(item.trim().to_string());
            } else if let Some(text) = line.strip_prefix("## ") {
                blocks.push(Block::Subhead(text.trim().to_string()));
            } else if let Some(text) = line.strip_prefix("[also-read] ") {
                blocks.push(Block::AlsoRead(text.trim().to_string()));
            } else if let Some(text) = line.strip_prefix("[ad] ") {
                blocks.push(Block::Ad(text.trim().to_string()));
            } else if let Some(text) = line.strip_prefix("[caption] ") {
                blocks.push(Block::Caption(text.trim().to_string()));
            } else {
                paragraph.push(line);
            }
        }
        if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(paragraph.join(" ")));
        }
        if !items.is_empty() {
            blocks.push(Block::List(items));
        }
    }
    blocks
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns an article of the outlet `prabhatlok` with the given front matter lines, body and gold.
    pub(crate) fn article(extra: &str, body: &str, gold: &str) -> Article {
        let raw = format!(
            "+++\nid = \"t-01\"\nstory = \"s\"\noutlet = \"prabhatlok\"\nlang = \"hi\"\npath = \"desh/t-01\"\n\
             title = \"शीर्षक यहां है\"\n{extra}\n+++\n{body}\n\n+++ gold\n{gold}\n"
        );
        let datelines = BTreeMap::from([("prabhatlok".to_string(), "{}: ".to_string())]);
        parse(Path::new("source/t/01.md"), "t", &raw, &datelines).unwrap()
    }

    #[test]
    fn the_gold_text_holds_blocks_and_no_furniture() {
        let article = article(
            "dateline = \"देवनार\"",
            "पहला।\n\n## उपशीर्षक\n\n[ad] विज्ञापन\n\n- एक\n- दो\n\n[caption] चित्र\n\n[also-read] और खबर",
            "",
        );
        assert_eq!(article.text(), "देवनार: पहला।\nउपशीर्षक\nएक\nदो\nचित्र");
    }

    #[test]
    fn a_broken_page_serves_four_fifths_of_its_paragraphs() {
        let article = article("quirks = [\"broken\"]", "क\n\nख\n\n## ग\n\nघ\n\nङ\n\nच", "");
        assert_eq!(article.text(), "क\nख\nग\nघ\nङ");
        assert_eq!(article.whole_text(), "क\nख\nग\nघ\nङ\nच");
    }

    #[test]
    fn a_fault_in_the_front_matter_names_its_line() {
        let raw = "+++\nid = \"a\"\nstory = 3\n+++\nx\n";
        let problem = parse(Path::new("a.md"), "t", raw, &BTreeMap::new()).unwrap_err();
        assert!(problem.to_string().starts_with("a.md:3: "), "{problem}");
    }
}
