//! Extraction on pages with gold: `gold.jsonl` (or `.gz`) beside `html/<id>.html`, in sets.
//!
//! A text is compared with the right one by shingles of four words (see [`extract::score`]). Precision and recall are
//! means over pages, F1 is the harmonic mean of the two means. The standfirst may be kept or dropped.

mod interval;
mod mode;
mod row;

use crate::files::{either, json_lines};
use crate::measure::{Scores, Share, harmonic};
use crate::{Asked, Bench};
use anyhow::{Context, Result, bail};
use extract::OutletMemory;
use interval::{interval, means};
use mode::as_read;
use model::{Article, DocId, Given, Page, PageKind};
use row::{Authors, Gold, Row, judged};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

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
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(folder) = &asked.data else {
        bail!("name the folder of the pages with --data: it holds gold.jsonl (or gold.jsonl.gz) and html/");
    };
    let mut golds: Vec<Gold> = json_lines(&either(folder, "gold.jsonl"))?;
    if !asked.sets.is_empty() {
        golds.retain(|gold| asked.sets.contains(&gold.set));
    }
    if golds.is_empty() {
        bail!("no page of {} is in the sets {}", folder.display(), asked.sets.join(", "));
    }
    let found = match &asked.predictions {
        Some(path) => json_lines(path)?,
        None => extracted(folder, &golds, asked, bench)?,
    };
    if let Some(path) = &asked.save {
        save(path, &found)?;
    }
    let rows = judged(&golds, found, asked.mode);
    let mut scores = Scores::default();
    let sets: BTreeMap<&str, Vec<&Row>> = rows.iter().fold(BTreeMap::new(), |mut sets, row| {
        sets.entry(row.set).or_default().push(row);
        sets
    });
    for (set, rows) in &sets {
        put(&mut scores, set, rows);
    }
    if let Some(path) = &asked.against {
        let others = judged(&golds, json_lines(path)?, asked.mode);
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
fn extracted(folder: &Path, golds: &[Gold], asked: &Asked, bench: &Bench) -> Result<Vec<Found>> {
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
        pages.push(Ok(as_read(page, asked.mode)));
    }
    let setup = bench.setup();
    let mut found = Vec::with_capacity(golds.len());
    let mut ids = golds.iter().map(|gold| gold.id.clone());
    let mut memory = OutletMemory::default();
    if asked.memory {
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

fn save(path: &Path, found: &[Found]) -> Result<()> {
    let failed = || format!("write {}", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(failed)?);
    for one in found {
        serde_json::to_writer(&mut file, one).with_context(failed)?;
        file.write_all(b"\n").with_context(failed)?;
    }
    file.flush().with_context(failed)
}
