//! Scores the grouping against gold labels.
//!
//! `score [--half a|b] [--names FILE] [--errors N] PATH…`, where a PATH is a file of JSON Lines, gzipped or not,
//! or a folder of demo articles (`*.md` with TOML front matter), read through.
//!
//! Each line is a document (`id`, `text`, `lang`, perhaps `title`, `date`; gold `story`, `thread`), a pair of
//! documents with its verdict (`a`, `b`, `same_story`), or a pair of ids in a file given before with its
//! verdict (`a`, `b`, `copy`). Prints one line a measure: name, value, count.
//! A gold label of `null` leaves the document out of that measure.

use lang::{PackSource, Packs, Table};
use model::{Article, Block, BlockKind, Confidence, DateBasis, DocId, Document, Outlet, Span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;
use story::{Frequencies, Kin, Outline};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let options = Options::parse()?;
    let packs = match &options.names {
        Some(file) => {
            let text = std::fs::read_to_string(file)?;
            let header = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
            let columns: Vec<&str> = header.split('\t').collect();
            let table = Table::parse(&file.display().to_string(), &text, &columns)?;
            &Packs::with_names(&PackSource::embedded()?, &[table])?
        }
        None => Packs::embedded(),
    };
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for path in &options.paths {
        let mut records = if path.is_dir() { demo(path)? } else { json_lines(path)? };
        records.retain(|record| options.takes(record));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("# {name}: {} records", records.len());
        if records.iter().any(|record| record.get("same_story").is_some()) {
            score_pairs(&records, packs);
        } else if records.iter().any(|record| record.get("copy").is_some()) {
            score_copy_pairs(&records, &known);
        } else {
            score_clusters(&records, packs, options.errors)?;
            known.extend(records.into_iter().map(|record| (text_of(&record, "id"), record)));
        }
    }
    Ok(())
}

struct Options {
    half: Option<u8>,
    names: Option<PathBuf>,
    errors: usize,
    paths: Vec<PathBuf>,
}

impl Options {
    fn parse() -> Result<Self> {
        let mut options = Self { half: None, names: None, errors: 0, paths: Vec::new() };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--half" => {
                    options.half = match args.next().as_deref() {
                        Some("a") => Some(0),
                        Some("b") => Some(1),
                        _ => return Err("--half takes a or b".into()),
                    }
                }
                "--names" => options.names = args.next().map(PathBuf::from),
                "--errors" => options.errors = args.next().unwrap_or_default().parse()?,
                _ => options.paths.push(PathBuf::from(arg)),
            }
        }
        if options.paths.is_empty() {
            return Err("usage: score [--half a|b] [--names FILE] [--errors N] PATH…".into());
        }
        Ok(options)
    }

    /// Tells whether the record belongs to the half asked for; a topic, thread or event stays whole.
    fn takes(&self, record: &Value) -> bool {
        let Some(half) = self.half else { return true };
        let key = ["topic", "thread", "story", "id", "a"]
            .iter()
            .find_map(|field| record.get(*field).and_then(Value::as_str))
            .unwrap_or_default();
        let sum = key.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        (sum >> 3) % 2 == u32::from(half)
    }
}

fn json_lines(path: &Path) -> Result<Vec<Value>> {
    let mut text = String::new();
    let file = std::fs::File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Reads the source articles of the demo corpus; furniture lines are left out.
fn demo(folder: &Path) -> Result<Vec<Value>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(demo(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path)?;
            let mut parts = text.split("+++\n");
            let (Some(_), Some(front), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let body = rest.split("+++ gold").next().unwrap_or_default();
            let mut record: Value = serde_json::to_value(toml::from_str::<toml::Table>(front)?)?;
            let lines = body.lines().filter(|line| !line.trim().is_empty());
            let lines = lines.filter(|line| !line.starts_with("[also-read]") && !line.starts_with("[ad]"));
            let lines: Vec<&str> =
                lines.map(|line| line.trim_start_matches("## ").trim_start_matches("[caption] ")).collect();
            record["text"] = Value::from(lines.join("\n"));
            record["date"] = record.get("published").cloned().unwrap_or(Value::Null);
            let thread = path.parent().and_then(Path::file_name).unwrap_or_default();
            record["thread"] = Value::from(thread.to_string_lossy().into_owned());
            files.push(record);
        }
    }
    Ok(files)
}

fn text_of(record: &Value, field: &str) -> String {
    record.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn document(record: &Value, id: &str, packs: &Packs) -> Document {
    let date = text_of(record, "date").parse().ok();
    let lang = match record.get("lang").and_then(Value::as_str) {
        Some(lang) => lang.to_owned(),
        None => "und".to_owned(),
    };
    let text = text_of(record, "text");
    let given = |record: &Value, field: &str| record.get(field).and_then(Value::as_str).map(str::to_owned);
    let tags = record.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
    let tags = tags.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let article = Article {
        id: DocId::given(id),
        path: String::new(),
        url: None,
        canonical_url: None,
        outlet: Outlet::default(),
        title: given(record, "title"),
        subtitle: given(record, "subtitle"),
        authors: Vec::new(),
        agencies: Vec::new(),
        date,
        date_basis: if date.is_some() { DateBasis::Given } else { DateBasis::None },
        modified: None,
        dateline: given(record, "dateline"),
        section: None,
        tags,
        lang,
        lang_confidence: Confidence::hundredths(100),
        verdict: None,
        blocks: blocks(&text),
        text,
        parts: model::Parts::default(),
        furniture: Vec::new(),
        notes: Vec::new(),
    };
    annotate::annotate(article, packs)
}

/// Takes each line of a text for a paragraph.
fn blocks(text: &str) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span, source: None });
        }
        start += line.len() + 1;
    }
    blocks
}

fn line(name: &str, value: f64, count: usize) {
    println!("{name:<28} {value:.3} {count}");
}

fn score_clusters(records: &[Value], packs: &Packs, errors: usize) -> Result<()> {
    let documents: Vec<Document> =
        records.iter().map(|record| document(record, &text_of(record, "id"), packs)).collect();
    let start = Instant::now();
    let grouping = story::group(&documents, packs);
    line("seconds", start.elapsed().as_secs_f64(), documents.len());
    for seed in 1..=3 {
        if story::group(&shuffled(&documents, seed), packs) != grouping {
            return Err(format!("the grouping depends on the order (shuffle {seed})").into());
        }
    }
    for key in ["story", "thread", "copy_group"] {
        let mut clusters: Vec<(String, String, String)> = Vec::new();
        for record in records {
            let id = text_of(record, "id");
            let Some(place) = grouping.of(&DocId::given(id.as_str())) else { continue };
            let gold = record.get(key).and_then(Value::as_str);
            let (gold, found) = match key {
                "story" => (gold.map(str::to_owned), place.story.to_string()),
                "thread" => (gold.map(str::to_owned), place.thread.to_string()),
                _ => (
                    Some(gold.map_or_else(|| format!("alone-{id}"), str::to_owned)),
                    place.copy_group.as_ref().unwrap_or(&place.id).to_string(),
                ),
            };
            if let Some(gold) = gold {
                clusters.push((id, gold, found));
            }
        }
        let golds: BTreeSet<&str> = clusters.iter().map(|(_, gold, _)| gold.as_str()).collect();
        if golds.len() < 2 || (key == "copy_group" && golds.len() == clusters.len()) {
            continue;
        }
        measures(key, &clusters);
        show_errors(key, &clusters, &documents, errors);
    }
    score_kin(records, &documents, packs);
    Ok(())
}

/// Prints for how many articles that have an earlier one in their story or thread such a one is found as its kin,
/// among all and among the first five.
fn score_kin(records: &[Value], documents: &[Document], packs: &Packs) {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|at| (documents[*at].article().date, *at));
    let mut frequencies = Frequencies::default();
    let mut kin = Kin::new();
    let mut seen: Vec<usize> = Vec::new();
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for at in order {
        let outline = Outline::of(&documents[at], packs);
        frequencies.add(&outline);
        let near = kin.near(&outline, &frequencies);
        for key in ["story", "thread"] {
            let gold = |at: usize| records[at].get(key).and_then(Value::as_str);
            let same = |other: usize| gold(at).is_some() && gold(at) == gold(other);
            if seen.iter().any(|other| same(*other)) {
                let found = |most: usize| near.iter().take(most).any(|other| same(*other as usize));
                let count = counts.entry(key).or_default();
                count[0] += 1;
                count[1] += usize::from(found(usize::MAX));
                count[2] += usize::from(found(5));
            }
        }
        kin.insert(at as u32, &Kin::features_of(&outline, &frequencies), outline.date());
        seen.push(at);
    }
    for (key, [all, found, first]) in counts {
        line(&format!("{key}.kin_recall"), ratio(found, all), all);
        line(&format!("{key}.kin_recall.first5"), ratio(first, all), all);
    }
}

fn shuffled(documents: &[Document], seed: u64) -> Vec<Document> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for at in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (state >> 33) as usize % (at + 1));
    }
    order.into_iter().map(|at| documents[at].clone()).collect()
}

fn measures(key: &str, clusters: &[(String, String, String)]) {
    let mut gold_sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found_sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (_, gold, found) in clusters {
        *gold_sizes.entry(gold).or_default() += 1;
        *found_sizes.entry(found).or_default() += 1;
        *both.entry((gold, found)).or_default() += 1;
    }
    let pairs = |size: &usize| size * (size - 1) / 2;
    let right: usize = both.values().map(pairs).sum();
    let found: usize = found_sizes.values().map(pairs).sum();
    let gold: usize = gold_sizes.values().map(pairs).sum();
    let (precision, recall) = (ratio(right, found), ratio(right, gold));
    line(&format!("{key}.pair_precision"), precision, found);
    line(&format!("{key}.pair_recall"), recall, gold);
    line(&format!("{key}.pair_f1"), harmonic(precision, recall), right);
    for least in [1, 2] {
        let (mut precision, mut recall, mut count) = (0.0, 0.0, 0);
        for (_, gold, found) in clusters.iter().filter(|(_, gold, _)| gold_sizes[gold.as_str()] >= least) {
            let common = both[&(gold.as_str(), found.as_str())] as f64;
            precision += common / found_sizes[found.as_str()] as f64;
            recall += common / gold_sizes[gold.as_str()] as f64;
            count += 1;
        }
        let (precision, recall) = (precision / f64::from(count.max(1)), recall / f64::from(count.max(1)));
        line(&format!("{key}.bcubed_f1.min{least}"), harmonic(precision, recall), count as usize);
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn show_errors(key: &str, clusters: &[(String, String, String)], documents: &[Document], most: usize) {
    let head = |id: &str| {
        let document = documents.iter().find(|document| document.article().id.as_str() == id);
        let article = document.map(Document::article);
        let date = article.and_then(|article| article.date).map(|date| date.to_day().to_string());
        let text: String = article.map_or(String::new(), |article| {
            article.title.as_deref().unwrap_or(&article.text).chars().take(110).collect()
        });
        format!("{id} {} {}", date.unwrap_or_default(), text.replace('\n', " "))
    };
    let mut shown = 0;
    for (at, (id, gold, found)) in clusters.iter().enumerate() {
        for (other_id, other_gold, other_found) in &clusters[at + 1..] {
            if (gold == other_gold) != (found == other_found) && shown < most {
                shown += 1;
                let verdict = if gold == other_gold { "apart" } else { "together" };
                println!(
                    "! {key} wrongly {verdict}: {gold} | {other_gold}\n    {}\n    {}",
                    head(id),
                    head(other_id)
                );
            }
        }
    }
}

fn score_pairs(records: &[Value], packs: &Packs) {
    let mut documents = Vec::new();
    for record in records {
        for side in ["a", "b"] {
            if let Some(mut page) = record.get(side).cloned() {
                page["lang"] = record.get("lang").cloned().unwrap_or(Value::Null);
                page["date"] = Value::from("2020-01-01");
                documents.push(document(&page, &format!("{}-{side}", text_of(record, "id")), packs));
            }
        }
    }
    let grouping = story::group(&documents, packs);
    let mut counts = Counts::default();
    for record in records {
        let place = |side: &str| grouping.of(&DocId::given(format!("{}-{side}", text_of(record, "id"))));
        let found = place("a").zip(place("b")).is_some_and(|(a, b)| a.story == b.story);
        counts.add(record.get("same_story").and_then(Value::as_bool).unwrap_or(false), found);
    }
    counts.print("same_story");
}

fn score_copy_pairs(records: &[Value], known: &BTreeMap<String, Value>) {
    let documents: Vec<Document> =
        known.iter().map(|(id, record)| document(record, id, Packs::embedded())).collect();
    let start = Instant::now();
    let groups = story::copies(&documents);
    line("copies.seconds", start.elapsed().as_secs_f64(), documents.len());
    let mut group_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        group_of.extend(group.iter().map(|id| (id.as_str(), at)));
    }
    let mut counts = Counts::default();
    for record in records {
        let Some(gold) = record.get("copy").and_then(Value::as_bool) else { continue };
        let (a, b) = (text_of(record, "a"), text_of(record, "b"));
        let group = |id: &str| group_of.get(id).copied();
        counts.add(gold, group(&a).is_some() && group(&a) == group(&b));
    }
    counts.print("copy");
}

#[derive(Default)]
struct Counts {
    right: usize,
    missed: usize,
    wrong: usize,
    refused: usize,
}

impl Counts {
    fn add(&mut self, gold: bool, found: bool) {
        match (gold, found) {
            (true, true) => self.right += 1,
            (true, false) => self.missed += 1,
            (false, true) => self.wrong += 1,
            (false, false) => self.refused += 1,
        }
    }

    fn print(&self, name: &str) {
        let precision = ratio(self.right, self.right + self.wrong);
        let recall = ratio(self.right, self.right + self.missed);
        line(&format!("{name}.precision"), precision, self.right + self.wrong);
        line(&format!("{name}.recall"), recall, self.right + self.missed);
        line(&format!("{name}.f1"), harmonic(precision, recall), self.right);
        let all = self.right + self.missed + self.wrong + self.refused;
        line(&format!("{name}.accuracy"), ratio(self.right + self.refused, all), all);
    }
}
