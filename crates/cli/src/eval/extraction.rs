//! Extraction on pages with gold: `gold.jsonl` (or `.gz`) beside `html/<id>.html`, in sets.
//!
//! A text is compared with the right one by shingles of four words (see [`extract::score`]). Precision and recall are
//! means over pages, F1 is the harmonic mean of the two means. The standfirst may be kept or dropped.

use super::measure::{Scores, Share, harmonic};
use crate::args::{EvalArgs, PageMode};
use crate::request::Request;
use anyhow::{Context, Result, bail};
use engine::Setup;
use extract::OutletMemory;
use extract::score::compare;
use flate2::read::MultiGzDecoder;
use model::{Article, DocId, Given, Page, PageKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Samples that an interval is drawn from.
const SAMPLES: usize = 2_000;

/// One page with what is right about it.
#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    set: String,
    #[serde(default)]
    url: String,
    /// What kind of page it is, where that is marked; articles alone have a text.
    ptype: Option<String>,
    gold: Right,
}

#[derive(Debug, Default, Deserialize)]
struct Right {
    text: Option<String>,
    summary: Option<Words>,
    title: Option<String>,
    date: Option<String>,
    authors: Option<Words>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

/// Words that gold of several origins holds as one text, as a list, or as lists in a list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Many(Vec<Words>),
}

impl Words {
    fn each(&self) -> Vec<&str> {
        match self {
            Self::One(word) => vec![word],
            Self::Many(words) => words.iter().flat_map(Self::each).collect(),
        }
    }
}

/// What was found on one page, as it is saved.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Found {
    id: String,
    /// Whether it is an article at all; a page that hardly is one has its text all the same.
    article: bool,
    #[serde(default)]
    text: String,
    title: Option<String>,
    date: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    agencies: Vec<String>,
}

/// Measures extraction on the pages of a folder.
pub(super) fn run(args: &EvalArgs, request: &Request) -> Result<Scores> {
    let Some(folder) = &args.data else {
        bail!("name the folder of the pages with --data: it holds gold.jsonl (or gold.jsonl.gz) and html/");
    };
    let mut golds: Vec<Gold> = json_lines(&either(folder, "gold.jsonl"))?;
    if !args.sets.is_empty() {
        golds.retain(|gold| args.sets.contains(&gold.set));
    }
    if golds.is_empty() {
        bail!("no page of {} is in the sets {}", folder.display(), args.sets.join(", "));
    }
    let found = match &args.predictions {
        Some(path) => json_lines(path)?,
        None => extracted(folder, &golds, args, request)?,
    };
    if let Some(path) = &args.save {
        save(path, &found)?;
    }
    let rows = judged(&golds, found, args.mode);
    let mut scores = Scores::default();
    let sets: BTreeMap<&str, Vec<&Row>> = rows.iter().fold(BTreeMap::new(), |mut sets, row| {
        sets.entry(row.set).or_default().push(row);
        sets
    });
    for (set, rows) in &sets {
        put(&mut scores, set, rows);
    }
    if let Some(path) = &args.against {
        let others = judged(&golds, json_lines(path)?, args.mode);
        let others: HashMap<&str, &Row> = others.iter().map(|row| (row.id, row)).collect();
        for (set, rows) in &sets {
            let pairs: Vec<_> =
                (rows.iter()).filter_map(|row| Some([row.text?, others.get(row.id)?.text?])).collect();
            if !pairs.is_empty() {
                let (low, difference, high) = interval(&pairs);
                scores.put(format!("{set}.f1.more"), difference, pairs.len());
                scores.put(format!("{set}.f1.more.low"), low, pairs.len());
                scores.put(format!("{set}.f1.more.high"), high, pairs.len());
            }
        }
    }
    scores.errors = worst(&rows);
    Ok(scores)
}

/// Extracts every page, on all cores.
fn extracted(folder: &Path, golds: &[Gold], args: &EvalArgs, request: &Request) -> Result<Vec<Found>> {
    let mut pages = Vec::with_capacity(golds.len());
    for gold in golds {
        let path = folder.join("html").join(format!("{}.html", gold.id));
        let bytes = std::fs::read(&path).with_context(|| format!("read {}", path.display()))?;
        let url = Some(gold.url.clone()).filter(|url| !url.is_empty());
        let page = Page {
            id: DocId::given(&gold.id),
            path: gold.id.clone(),
            bytes,
            kind: PageKind::Html,
            charset: None,
            given: Given { url, ..Given::default() },
        };
        pages.push(Ok(as_read(page, args.mode)));
    }
    let setup = Setup { packs: &request.packs, workers: &request.workers, progress: &|_| {} };
    let mut found = Vec::with_capacity(golds.len());
    let mut ids = golds.iter().map(|gold| gold.id.clone());
    let mut memory = OutletMemory::default();
    if args.memory {
        engine::pipeline::learn(pages.iter().cloned(), &setup, &mut memory);
    }
    let flow: ControlFlow<()> =
        engine::pipeline::articles_with(pages.into_iter(), &setup, &memory, |outcome| {
            let id = ids.next().unwrap_or_default();
            found.push(
                outcome.map_or_else(
                    |_| Found { id: id.clone(), ..Found::default() },
                    |article| of(&id, article),
                ),
            );
            ControlFlow::Continue(())
        });
    debug_assert!(flow.is_continue());
    Ok(found)
}

fn of(id: &str, article: Article) -> Found {
    Found {
        id: id.to_owned(),
        article: article.verdict.is_none_or(|verdict| {
            !matches!(verdict.kind, model::VerdictKind::Listing | model::VerdictKind::Other)
        }),
        text: article.text,
        title: article.title,
        date: article.date.map(|date| date.to_string()),
        authors: article.authors,
        agencies: article.agencies,
    }
}

/// Returns a page as the mode has it.
fn as_read(page: Page, mode: PageMode) -> Page {
    match mode {
        PageMode::Html => page,
        PageMode::Plain => {
            Page { bytes: extract::visible_text(&page).into_bytes(), kind: PageKind::Text, ..page }
        }
        PageMode::Swapped => {
            let text = String::from_utf8_lossy(&page.bytes);
            Page { bytes: swapped_markup(&text).into_bytes(), ..page }
        }
    }
}

/// Returns a text with each Latin letter in Devanagari's place: no capitals, no word that a pack knows.
fn swapped(text: &str) -> String {
    let letter = |c: char| match c {
        'a'..='z' => char::from_u32(0x0915 + (c as u32 - 'a' as u32)),
        'A'..='Z' => char::from_u32(0x0915 + (c as u32 - 'A' as u32)),
        _ => None,
    };
    text.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

/// Does so to the text of a page, and leaves its markup, character references, scripts and styles alone.
fn swapped_markup(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&swapped(&rest[..at]));
        rest = &rest[at..];
        let end = if let Some(name) = rest.strip_prefix('&') {
            let ends = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(name.len());
            // A lone sign is text.
            if name[ends..].starts_with(';') { ends + 2 } else { 1 }
        } else {
            markup_end(rest)
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out.push_str(&swapped(rest));
    out
}

/// Returns where a tag at the start of a text ends, with what belongs to it that is no text.
fn markup_end(html: &str) -> usize {
    if let Some(comment) = html.strip_prefix("<!--") {
        return comment.find("-->").map_or(html.len(), |at| at + 7);
    }
    let tag = html.find('>').map_or(html.len(), |at| at + 1);
    for raw in ["script", "style"] {
        let opens = html.get(1..1 + raw.len()).is_some_and(|name| name.eq_ignore_ascii_case(raw));
        if opens {
            let close = format!("</{raw}");
            let lower = html[tag..].to_ascii_lowercase();
            return lower.find(&close).map_or(html.len(), |at| tag + at);
        }
    }
    tag
}

/// Precision and recall.
type Parts = (f64, f64);

/// How the authors of a page came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Authors {
    /// Authors of the gold that are found.
    met: usize,
    /// Authors of the gold.
    there: usize,
    /// Authors found that the gold has.
    right: usize,
    /// Authors found.
    found: usize,
}

/// How one page came out.
struct Row<'a> {
    id: &'a str,
    set: &'a str,
    /// Precision and recall of the text, where there is gold.
    text: Option<(f64, f64)>,
    title: Option<bool>,
    date: Option<bool>,
    /// How the authors came out, where the gold names any.
    authors: Option<Authors>,
    /// Snippets that are lost, and that there are.
    lost: (usize, usize),
    /// Snippets of furniture that leaked, and that there are.
    leaked: (usize, usize),
    kind: Option<bool>,
}

fn judged(golds: &[Gold], found: Vec<Found>, mode: PageMode) -> Vec<Row<'_>> {
    let found: HashMap<String, Found> = found.into_iter().map(|found| (found.id.clone(), found)).collect();
    let nothing = Found::default();
    golds.iter().map(|gold| row(gold, found.get(&gold.id).unwrap_or(&nothing), mode)).collect()
}

fn row<'a>(gold: &'a Gold, found: &Found, mode: PageMode) -> Row<'a> {
    let is_article = gold.ptype.as_deref().is_none_or(|kind| kind == "article");
    let mut row = Row {
        id: &gold.id,
        set: &gold.set,
        text: None,
        title: None,
        date: None,
        authors: None,
        lost: (0, 0),
        leaked: (0, 0),
        kind: gold.ptype.is_some().then_some(found.article == is_article),
    };
    if !is_article {
        return row;
    }
    let right = &gold.gold;
    let as_mode = |text: &str| if mode == PageMode::Swapped { swapped(text) } else { text.to_owned() };
    row.text = right.text.as_deref().map(|text| {
        let text = as_mode(text);
        let score = compare(&found.text, &text);
        let summary = right.summary.as_ref().map(|summary| summary.each().join("\n"));
        let with = summary.as_deref().filter(|summary| !summary.is_empty());
        let with = with.map(|summary| compare(&found.text, &format!("{}\n{text}", as_mode(summary))));
        let best = with
            .filter(|with| harmonic(with.precision, with.recall) > harmonic(score.precision, score.recall));
        let best = best.unwrap_or(score);
        (best.precision, best.recall)
    });
    let same = |one: &str, other: &str| bare(one) == bare(&as_mode(other));
    row.title = right.title.as_deref().map(|title| same(found.title.as_deref().unwrap_or_default(), title));
    row.date = right.date.as_deref().map(|date| {
        let day = |text: &str| text.get(..10).map(str::to_owned);
        found.date.as_deref().and_then(day) == day(date)
    });
    let named = right.authors.as_ref().map(Words::each).unwrap_or_default();
    // An empty list is no gold: in two of the sets it stands where nobody looked.
    row.authors = (!named.is_empty()).then(|| authors(&named, found, &as_mode));
    let all = bare(&found.text);
    let held = |snippets: &[String]| snippets.iter().filter(|one| all.contains(&bare(&as_mode(one)))).count();
    row.lost = (right.with.len() - held(&right.with), right.with.len());
    row.leaked = (held(&right.without), right.without.len());
    row
}

/// Compares authors by their letters. Gold that holds several names in one string is met by any of them; an agency that
/// the gold counts among the authors is met where it is found among the agencies.
fn authors(named: &[&str], found: &Found, as_mode: &dyn Fn(&str) -> String) -> Authors {
    let gold: Vec<Vec<String>> = named
        .iter()
        .map(|name| {
            let apart = name.replace(" and ", ",").replace(" und ", ",");
            let parts = apart.split([',', ';', '/', '&', '|']);
            std::iter::once(*name)
                .chain(parts)
                .map(|name| bare(&as_mode(name)))
                .filter(|name| !name.is_empty())
                .collect()
        })
        .collect();
    let authors: Vec<String> = found.authors.iter().map(|name| bare(name)).collect();
    let agencies: Vec<String> = found.agencies.iter().map(|name| bare(name)).collect();
    Authors {
        met: gold
            .iter()
            .filter(|forms| authors.iter().chain(&agencies).any(|name| forms.contains(name)))
            .count(),
        there: gold.len(),
        right: authors.iter().filter(|name| gold.iter().any(|forms| forms.contains(name))).count(),
        found: authors.len(),
    }
}

/// Returns the letters and digits of a text alone, in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn put(scores: &mut Scores, set: &str, rows: &[&Row<'_>]) {
    let texts: Vec<(f64, f64)> = rows.iter().filter_map(|row| row.text).collect();
    if !texts.is_empty() {
        let (precision, recall) = means(texts.iter().copied());
        scores.put(format!("{set}.precision"), precision, texts.len());
        scores.put(format!("{set}.recall"), recall, texts.len());
        scores.put(format!("{set}.f1"), harmonic(precision, recall), texts.len());
    }
    let mut share = |name: &str, of: &mut dyn Iterator<Item = Option<bool>>| {
        let mut share = Share::default();
        of.flatten().for_each(|hit| share.add(hit));
        if share.of > 0 {
            scores.share(format!("{set}.{name}"), share);
        }
    };
    share("title", &mut rows.iter().map(|row| row.title));
    share("date", &mut rows.iter().map(|row| row.date));
    share("is-article", &mut rows.iter().map(|row| row.kind));
    let sum = rows.iter().filter_map(|row| row.authors).fold(Authors::default(), |sum, one| Authors {
        met: sum.met + one.met,
        there: sum.there + one.there,
        right: sum.right + one.right,
        found: sum.found + one.found,
    });
    if sum.there > 0 {
        scores.share(format!("{set}.authors.recall"), Share { hits: sum.met, of: sum.there });
        scores.share(format!("{set}.authors.precision"), Share { hits: sum.right, of: sum.found });
    }
    let mut snippets = |name: &str, counts: &mut dyn Iterator<Item = (usize, usize)>| {
        let (hits, of) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        if of > 0 {
            scores.share(format!("{set}.snippets.{name}"), Share { hits, of });
        }
    };
    snippets("lost", &mut rows.iter().map(|row| row.lost));
    snippets("leaked", &mut rows.iter().map(|row| row.leaked));
}

fn means(texts: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let count = texts.clone().count().max(1) as f64;
    let (precision, recall) = texts.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (precision / count, recall / count)
}

/// Returns by how much F1 is higher over these pages than that of the others, with the bounds between which 95 of 100
/// samples of the pages lie (a paired bootstrap; Efron and Tibshirani 1993).
fn interval(pairs: &[[Parts; 2]]) -> (f64, f64, f64) {
    let difference = |at: &[usize]| {
        let f1 = |texts: (f64, f64)| harmonic(texts.0, texts.1);
        f1(means(at.iter().map(|at| pairs[*at][0]))) - f1(means(at.iter().map(|at| pairs[*at][1])))
    };
    let whole: Vec<usize> = (0..pairs.len()).collect();
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        (chance % pairs.len() as u64) as usize
    };
    let mut sampled: Vec<f64> = (0..SAMPLES)
        .map(|_| difference(&std::iter::repeat_with(&mut draw).take(pairs.len()).collect::<Vec<_>>()))
        .collect();
    sampled.sort_by(f64::total_cmp);
    (sampled[SAMPLES / 40], difference(&whole), sampled[SAMPLES - 1 - SAMPLES / 40])
}

/// Returns the pages whose texts came out worst, one line each.
fn worst(rows: &[Row<'_>]) -> Vec<String> {
    let mut scored: Vec<(f64, &Row<'_>)> =
        rows.iter().filter_map(|row| Some((harmonic(row.text?.0, row.text?.1), row))).collect();
    scored.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.id.cmp(other.1.id)));
    let line = |(f1, row): (f64, &Row<'_>)| {
        let (precision, recall) = row.text.unwrap_or_default();
        format!("{} f1 {f1:.3} precision {precision:.3} recall {recall:.3}", row.id)
    };
    scored.into_iter().filter(|(f1, _)| *f1 < 1.0).map(line).collect()
}

/// Returns the file of this name, or the packed one where only that is there.
fn either(folder: &Path, name: &str) -> std::path::PathBuf {
    let packed = folder.join(format!("{name}.gz"));
    let plain = folder.join(name);
    if plain.exists() || !packed.exists() { plain } else { packed }
}

fn json_lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("read {}", path.display()))?;
    let is_packed = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn Read> = if is_packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut values = Vec::new();
    for (at, line) in BufReader::new(reader).lines().enumerate() {
        let place = || format!("read line {} of {}", at + 1, path.display());
        let line = line.with_context(place)?;
        if !line.trim().is_empty() {
            values.push(serde_json::from_str(&line).with_context(place)?);
        }
    }
    Ok(values)
}

fn save(path: &Path, found: &[Found]) -> Result<()> {
    let failed = || format!("write {}", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(failed)?);
    for one in found {
        serde_json::to_writer(&mut file, one).with_context(failed)?;
        file.write_all(b"\n").with_context(failed)?;
    }
    file.flush().with_context(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_alone_when_letters_are_swapped() {
        let html = "<p class=\"ab\">Ab &amp; a & b<!-- a --><script>if (a<b) x()</script>b<br>";
        let expected = "<p class=\"ab\">कख &amp; क & ख<!-- a --><script>if (a<b) x()</script>ख<br>";
        assert_eq!(swapped_markup(html), expected);
        assert_eq!(swapped_markup("<p"), "<p");
        assert_eq!(swapped_markup("<script>a"), "<script>a");
    }

    #[test]
    fn an_interval_holds_the_difference_and_none_where_there_is_none() {
        let same = [[(0.9, 0.8), (0.9, 0.8)], [(0.1, 0.2), (0.1, 0.2)]];
        assert_eq!(interval(&same), (0.0, 0.0, 0.0));
        let better: Vec<_> = (0..40).map(|at| [(0.9, 0.9), (0.5 + f64::from(at % 5) / 50.0, 0.6)]).collect();
        let (low, difference, high) = interval(&better);
        assert!(
            0.2 < low && low < difference && difference < high && high < 0.4,
            "{low} {difference} {high}"
        );
    }

    #[test]
    fn a_page_is_judged_part_by_part() {
        let right = serde_json::json!({
            "id": "a/1", "set": "a", "gold": {
                "text": "one two three four five", "title": "The Bridge", "date": "2025-03-04",
                "authors": ["Ann Bly", "Cy Dow"], "with": ["three four"], "without": ["one two", "menu"],
            },
        });
        let gold: Gold = serde_json::from_value(right).unwrap();
        let found = Found {
            id: "a/1".to_owned(),
            article: true,
            text: "one two three four five".to_owned(),
            title: Some("the bridge".to_owned()),
            date: Some("2025-03-04T10:00Z".to_owned()),
            authors: vec!["Ann Bly".to_owned()],
            agencies: Vec::new(),
        };
        let row = row(&gold, &found, PageMode::Html);
        assert_eq!((row.text, row.title, row.date), (Some((1.0, 1.0)), Some(true), Some(true)));
        let authors = Authors { met: 1, there: 2, right: 1, found: 1 };
        assert_eq!((row.authors, row.lost, row.leaked, row.kind), (Some(authors), (0, 1), (1, 2), None));
    }

    #[test]
    fn authors_are_compared_name_by_name() {
        let check = |gold: &[&str], names: &[&str], agencies: &[&str], expected: (usize, usize)| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            let found = Found { authors: owned(names), agencies: owned(agencies), ..Found::default() };
            let authors = authors(gold, &found, &str::to_owned);
            assert_eq!((authors.met, authors.right), expected, "{gold:?}");
        };
        check(&["Ann Bly and Cy Dow"], &["Ann Bly", "Cy Dow"], &[], (1, 2));
        check(&["Ann Bly, editor of maps"], &["Ann Bly"], &[], (1, 1));
        check(&["Ann Bly", "VCNA"], &["Ann Bly"], &["VCNA"], (2, 1));
        check(&["Ann Bly"], &["Ann Blythe"], &[], (0, 0));
    }
}
