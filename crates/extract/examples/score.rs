//! Scores the extraction on a folder of pages with gold answers.
//!
//! `cargo run --release -p sutradhar-extract --example score -- DIR [SET…] [--errors N]` reads `DIR/gold.jsonl` and
//! `DIR/html/<id>.html`. A gold file of line labels with text pages beside it is read with `--lines LABELS DIR`; the demo corpus with `--demo DIR`. `--show FILE` prints what becomes of one page.

use extract::score::{compare, f1};
use model::{Article, DocId, Given, Page, PageKind, SetAside};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

#[derive(Default)]
struct Tally {
    pages: usize,
    precision: f64,
    recall: f64,
    scored: usize,
    title: (usize, usize),
    date: (usize, usize),
    authors: (usize, usize, usize),
    leaks: (usize, usize),
    missing: (usize, usize),
    article: (usize, usize),
    time: Duration,
    bytes: usize,
    worst: Vec<(f64, String)>,
}

/// The packs, with the names of the demo's world where `DEMO_NAMES` gives their file.
fn packs() -> &'static lang::Packs {
    static PACKS: std::sync::LazyLock<lang::Packs> = std::sync::LazyLock::new(|| {
        let sources = lang::PackSource::embedded().expect("the packs can be read");
        let tables = std::env::var("DEMO_NAMES").ok().map(|path| {
            let text = std::fs::read_to_string(path).expect("the names can be read");
            lang::Table::parse_open("names.tsv", &text).expect("the names are a table")
        });
        lang::Packs::with_names(&sources, &tables.into_iter().collect::<Vec<_>>()).expect("the packs load")
    });
    &PACKS
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut errors = 0;
    if let Some(at) = arguments.iter().position(|argument| argument == "--errors") {
        errors = arguments.get(at + 1).and_then(|count| count.parse().ok()).unwrap_or(10);
        arguments.drain(at..(at + 2).min(arguments.len()));
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    match arguments.as_slice() {
        [flag, labels, dir] if flag == "--lines" => {
            score_lines(Path::new(labels), Path::new(dir), &mut tallies)
        }
        [flag, demo] if flag == "--demo" => score_demo(Path::new(demo), &mut tallies),
        [flag, path] if flag == "--show" => show(Path::new(path)),
        [dir, sets @ ..] => score_pages(Path::new(dir), sets, &mut tallies),
        [] => eprintln!("usage: score DIR [SET…] [--errors N] | score --lines LABELS DIR"),
    }
    for (set, mut tally) in tallies {
        let mean = |sum: f64| sum / tally.scored.max(1) as f64;
        let (precision, recall) = (mean(tally.precision), mean(tally.recall));
        let share = |(right, all): (usize, usize)| {
            if all == 0 { "-".to_owned() } else { format!("{:.3}/{all}", right as f64 / all as f64) }
        };
        println!(
            "{set}: pages {} P {precision:.4} R {recall:.4} F1 {:.4} | title {} date {} authors R {} P {} | with lost {} without leaked {} | article {} | {:.0} pages/s {:.1} MB/s",
            tally.pages,
            f1(precision, recall),
            share(tally.title),
            share(tally.date),
            share((tally.authors.0, tally.authors.1)),
            share((tally.authors.0, tally.authors.2)),
            share(tally.missing),
            share(tally.leaks),
            share(tally.article),
            tally.pages as f64 / tally.time.as_secs_f64(),
            tally.bytes as f64 / 1e6 / tally.time.as_secs_f64(),
        );
        tally.worst.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (_, line) in tally.worst.iter().take(errors) {
            println!("  {line}");
        }
    }
}

fn score_pages(dir: &Path, sets: &[String], tallies: &mut BTreeMap<String, Tally>) {
    let gold = std::fs::read_to_string(dir.join("gold.jsonl")).expect("gold.jsonl can be read");
    for line in gold.lines() {
        let record: Value = serde_json::from_str(line).expect("a gold line parses");
        let set = record["set"].as_str().unwrap_or_default();
        if !sets.is_empty() && !sets.iter().any(|wanted| wanted == set) {
            continue;
        }
        let id = record["id"].as_str().unwrap_or_default();
        let Ok(bytes) = std::fs::read(dir.join("html").join(format!("{id}.html"))) else { continue };
        let url = record["url"].as_str().filter(|url| !url.is_empty()).map(str::to_owned);
        let page = Page {
            id: DocId::given(id),
            path: id.to_owned(),
            bytes,
            kind: PageKind::Html,
            charset: None,
            given: Given { url, ..Given::default() },
        };
        score(&page, &record, tallies.entry(set.to_owned()).or_default());
    }
}

fn score_lines(labels: &Path, dir: &Path, tallies: &mut BTreeMap<String, Tally>) {
    let text = std::fs::read_to_string(labels).expect("the labels can be read");
    let records: Vec<Value> = serde_json::from_str(&text).expect("the labels parse");
    for record in records {
        let Ok(bytes) = std::fs::read(dir.join(record["file"].as_str().unwrap_or_default())) else {
            continue;
        };
        let id = record["id"].as_str().unwrap_or_default();
        let page = Page {
            id: DocId::given(id),
            path: id.to_owned(),
            bytes,
            kind: PageKind::Text,
            charset: None,
            given: Given::default(),
        };
        score(&page, &record, tallies.entry("lines".to_owned()).or_default());
    }
}

fn score_demo(dir: &Path, tallies: &mut BTreeMap<String, Tally>) {
    let expected =
        std::fs::read_to_string(dir.join("expected/articles.jsonl")).expect("the gold can be read");
    for line in expected.lines() {
        let gold: Value = serde_json::from_str(line).expect("a gold line parses");
        let path = gold["path"].as_str().unwrap_or_default().to_owned();
        let Ok(bytes) = std::fs::read(dir.join("pages").join(&path)) else { continue };
        let kind = if path.ends_with(".txt") { PageKind::Text } else { PageKind::Html };
        let page = Page {
            id: DocId::given(path.clone()),
            path,
            bytes,
            kind,
            charset: None,
            given: Given { url: gold["url"].as_str().map(str::to_owned), ..Given::default() },
        };
        let article = extract::extract(&page, packs());
        if let Ok(article) = &article {
            report_differences(article, &gold);
        }
        let record = serde_json::json!({ "gold": gold });
        score(&page, &record, tallies.entry("demo".to_owned()).or_default());
    }
}

/// Prints every field and every line of a demo page that is not as its gold says.
fn report_differences(article: &Article, gold: &Value) {
    let found = serde_json::to_value(article).unwrap_or_default();
    for key in ["title", "subtitle", "authors", "agencies", "date", "dateline", "lang", "tags", "section"] {
        if gold.get(key).is_some()
            && found[key] != gold[key]
            && found[key].as_str().map(|text| text.replace("+00:00", "Z")).as_deref() != gold[key].as_str()
        {
            println!("{} {key}: found {} expected {}", article.path, found[key], gold[key]);
        }
    }
    let basis = found["date_basis"].as_str().unwrap_or_default();
    let fits = gold["date_basis_any"]
        .as_array()
        .is_none_or(|any| any.iter().any(|one| one == basis) || any.is_empty());
    if !fits {
        println!("{} date_basis: found {basis} expected {}", article.path, gold["date_basis_any"]);
    }
    let right: Vec<&str> = gold["text"].as_str().unwrap_or_default().lines().collect();
    let lines: Vec<&str> = article.text.lines().collect();
    for line in lines.iter().filter(|line| !right.contains(line)) {
        println!("{} + {line}", article.path);
    }
    for line in right.iter().filter(|line| !lines.contains(line)) {
        println!("{} - {line}", article.path);
    }
}

fn show(path: &Path) {
    let bytes = std::fs::read(path).expect("the page can be read");
    let text = path.extension().is_some_and(|extension| extension == "txt");
    let page = Page {
        id: DocId::of_bytes(&bytes),
        path: path.display().to_string(),
        bytes,
        kind: if text { PageKind::Text } else { PageKind::Html },
        charset: None,
        given: Given::default(),
    };
    match extract::extract(&page, packs()) {
        Ok(article) => {
            for block in &article.blocks {
                println!("{:?}\t{}", block.kind, block.span.of(&article.text).unwrap_or_default());
            }
            println!("---");
            for furniture in &article.furniture {
                println!("{:?}\t{}", furniture.kind, furniture.text);
            }
            println!("---");
            let mut rest = serde_json::to_value(&article).unwrap_or_default();
            if let Some(fields) = rest.as_object_mut() {
                for key in ["text", "blocks", "furniture"] {
                    fields.shift_remove(key);
                }
            }
            println!("{rest:#}");
        }
        Err(aside) => println!("{aside:?}"),
    }
}

fn score(page: &Page, record: &Value, tally: &mut Tally) {
    let started = Instant::now();
    let result: Result<Article, SetAside> = extract::extract(page, packs());
    tally.time += started.elapsed();
    tally.pages += 1;
    tally.bytes += page.bytes.len();
    let kind = record["ptype"].as_str().unwrap_or("article");
    if record.get("ptype").is_some() {
        tally.article.1 += 1;
        tally.article.0 += usize::from(result.is_ok() == (kind == "article"));
    }
    if kind != "article" {
        return;
    }
    let gold = &record["gold"];
    let article = result.as_ref().ok();
    let text = article.map_or("", |article| article.text.as_str());
    if let Some(right) = gold["text"].as_str() {
        // The standfirst may be kept or dropped.
        let mut score = compare(text, right);
        if let Some(summary) = gold["summary"].as_str().filter(|summary| !summary.is_empty()) {
            let with = compare(text, &format!("{summary}\n{right}"));
            if f1(with.precision, with.recall) > f1(score.precision, score.recall) {
                score = with;
            }
        }
        tally.scored += 1;
        tally.precision += score.precision;
        tally.recall += score.recall;
        let value = f1(score.precision, score.recall);
        let why = result.as_ref().err().map(|aside| format!("{:?}", aside.reason)).unwrap_or_default();
        tally.worst.push((
            value,
            format!("{value:.3} P {:.3} R {:.3} {} {why}", score.precision, score.recall, page.id),
        ));
    }
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    if let Some(right) = gold["title"].as_str() {
        let found = article.and_then(|article| article.title.as_deref()).unwrap_or_default();
        tally.title.1 += 1;
        tally.title.0 += usize::from(plain(found) == plain(right));
        if plain(found) != plain(right) && std::env::var_os("SHOW_TITLES").is_some() {
            println!("title {} {found:?} {right:?}", page.id);
        }
    }
    if let Some(right) = gold["date"].as_str() {
        let found = article.and_then(|article| article.date).map(|date| date.to_string()).unwrap_or_default();
        tally.date.1 += 1;
        let right_day = found.get(..10) == Some(right.get(..10).unwrap_or(right));
        tally.date.0 += usize::from(right_day);
        if !right_day && std::env::var_os("SHOW_DATES").is_some() {
            println!("date {} {found:?} {right:?} {:?}", page.id, article.map(|article| article.date_basis));
        }
    }
    if let Some(right) = gold["authors"].as_array() {
        let right: Vec<String> = right.iter().filter_map(Value::as_str).map(plain).collect();
        let found: Vec<String> = article
            .map(|article| article.authors.iter().map(|name| plain(name)).collect())
            .unwrap_or_default();
        tally.authors.0 += found.iter().filter(|name| right.contains(name)).count();
        tally.authors.1 += right.len();
        tally.authors.2 += found.len();
        if std::env::var_os("SHOW_AUTHORS").is_some() && found != right {
            println!("authors {} {found:?} {right:?}", page.id);
        }
    }
    let all = plain(text);
    let said = plain(gold["text"].as_str().unwrap_or_default());
    let holds = |key: &str| -> Vec<bool> {
        let items = gold[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(plain);
        // A caption whose sentence the article says too is no sign of furniture.
        items.filter(|item| key == "with" || !said.contains(item)).map(|item| all.contains(&item)).collect()
    };
    let (with, without) = (holds("with"), holds("without"));
    tally.missing.0 += with.iter().filter(|held| !**held).count();
    tally.missing.1 += with.len();
    tally.leaks.0 += without.iter().filter(|held| **held).count();
    tally.leaks.1 += without.len();
}
