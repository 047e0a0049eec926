//! Whole pages as literate cases: what of a page is its article, passage by passage, and what is set aside.
//!
//! A case in `cases/*.md` is a heading, a sentence that says what should happen and why, a page (`html` or `text`), and what
//! comes of it: first `verdict`, then `title`, then **every** block of the article in its order, and of what is set
//! aside the lines that are named (`aside KIND …`). A page that is refused says only `refused REASON`.
//! `SUTRADHAR_BLESS=1 cargo test -p sutradhar-extract --test literate` rewrites the expectations; read the diff.

use lang::Packs;
use model::{Article, DocId, Given, Page, PageKind, SetAside};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One case: where its page and its expectations stand among the lines of the file.
#[derive(Debug)]
struct Case {
    name: String,
    kind: PageKind,
    page: String,
    expect: std::ops::Range<usize>,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = folder
        .read_dir()
        .expect("the cases stand here")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    files
}

fn cases(lines: &[&str]) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut name, mut page) = (String::new(), None);
    let mut at = 0;
    while at < lines.len() {
        if let Some(heading) = lines[at].strip_prefix("## ") {
            name = heading.to_owned();
        }
        let Some(kind) = lines[at].strip_prefix("```") else {
            at += 1;
            continue;
        };
        let end = at + 1 + lines[at + 1..].iter().position(|line| *line == "```").expect("a block is closed");
        match kind {
            "html" => page = Some((PageKind::Html, lines[at + 1..end].join("\n"))),
            "text" => page = Some((PageKind::Text, lines[at + 1..end].join("\n"))),
            "expect" => {
                let (kind, page) = page.take().expect("a page stands above what is expected of it");
                cases.push(Case { name: name.clone(), kind, page, expect: at + 1..end });
            }
            other => panic!("{name}: a block of {other:?}"),
        }
        at = end + 1;
    }
    cases
}

fn read(case: &Case) -> Result<Article, SetAside> {
    let page = Page {
        id: DocId::of_bytes(case.page.as_bytes()),
        path: case.name.clone(),
        bytes: case.page.clone().into_bytes(),
        kind: case.kind,
        charset: None,
        given: Given::default(),
    };
    extract::extract(&page, Packs::embedded())
}

/// Returns the name of a kind, as it is written in answers.
fn word(kind: impl Serialize) -> String {
    serde_json::to_value(kind).expect("a kind has a name").as_str().unwrap_or_default().to_owned()
}

/// Returns what came of a page, line by line; of what is set aside only what the expectations name.
fn found(case: &Case, expected: &[&str]) -> Vec<String> {
    let article = match read(case) {
        Ok(article) => article,
        Err(aside) => return vec![format!("refused {}", word(aside.reason))],
    };
    let mut lines = Vec::new();
    lines.extend(article.verdict.map(|verdict| format!("verdict {}", word(verdict.kind))));
    lines.push(format!("title {}", article.title.as_deref().unwrap_or("none")));
    for block in &article.blocks {
        let text = block.span.of(&article.text).expect("a block's span resolves");
        let [from, to] = block.source.expect("a block has its place in the page");
        assert!(case.page.get(from as usize..to as usize).is_some(), "{}: {text}", case.name);
        lines.push(format!("{} {text}", word(block.kind)));
    }
    for named in expected.iter().filter_map(|line| line.strip_prefix("aside ")) {
        let text = named.split_once(' ').map_or("", |(_, text)| text);
        let line = article.furniture.iter().find(|line| line.text == text);
        lines.push(format!("aside {} {text}", line.map_or("nowhere".to_owned(), |line| word(line.kind))));
    }
    lines
}

#[test]
fn pages_come_out_as_their_cases_say() {
    let bless = std::env::var_os("SUTRADHAR_BLESS").is_some_and(|value| value == "1");
    let (mut count, mut wrong) = (0, String::new());
    for path in files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        let cases = cases(&lines);
        let founds: Vec<Vec<String>> =
            cases.iter().map(|case| found(case, &lines[case.expect.clone()])).collect();
        for (case, found) in cases.iter().zip(&founds).rev() {
            count += 1;
            let expected = &lines[case.expect.clone()];
            if expected == found {
                continue;
            }
            if bless {
                lines.splice(case.expect.clone(), found.iter().map(String::as_str));
                continue;
            }
            writeln!(wrong, "\n{}: {}", path.display(), case.name).unwrap();
            for line in expected.iter().filter(|line| !found.iter().any(|found| found == *line)) {
                writeln!(wrong, "  - {line}").unwrap();
            }
            for line in found.iter().filter(|line| !expected.contains(&line.as_str())) {
                writeln!(wrong, "  + {line}").unwrap();
            }
            wrong.push_str("  (or the lines are in another order)\n");
        }
        if bless {
            std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(count >= 20, "{count} cases");
    assert!(wrong.is_empty(), "- expected, + found:\n{wrong}");
}
