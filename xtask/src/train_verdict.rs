//! Trains the verdict on what a page is, and writes its table of weights.
//!
//! Pages with gold (`gold.jsonl` beside `html/<id>.html`) give the examples: where a page has a type, an article or
//! not; in the sets of news all are articles. A logistic model with a ridge is fitted by Newton's method, so that the
//! same pages give the same table. What is reported is measured on hosts that the model was not fitted on.

use crate::chance::hash;
use anyhow::{Context, Result, bail};
use model::{DocId, Given, Page, PageKind};
use serde::Deserialize;
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Hosts are dealt out in so many parts; each part is judged by a model of all the others.
const FOLDS: u64 = 10;
/// How much a weight costs, for numbers of spread one.
const RIDGE: f64 = 30.0;
/// Sets whose pages are articles, all of them.
const NEWS: &[&str] = &["sh", "fu", "fe", "in"];
/// A page of these counts for so much beside one of the set that holds other pages too.
const NEWS_SHARE: f64 = 0.5;

#[derive(Deserialize)]
struct Gold {
    id: String,
    set: String,
    #[serde(default)]
    url: String,
    ptype: Option<String>,
}

/// One page with what it is.
struct Example {
    id: String,
    fold: u64,
    values: Vec<f64>,
    article: bool,
    /// Whether it comes from the set that holds pages of every type.
    typed: bool,
}

/// Trains on the pages of a folder and writes the table; prints how well it does on hosts it has not seen.
pub(crate) fn run(data: &Path, table: &Path) -> Result<()> {
    let (names, examples) = examples(data)?;
    let all: Vec<&Example> = examples.iter().collect();
    let scored = crossed(&all);
    let typed: Vec<(f64, &Example)> = scored.into_iter().filter(|(_, example)| example.typed).collect();
    let pairs: Vec<(f64, bool)> = typed.iter().map(|(sum, example)| (*sum, example.article)).collect();
    let scale = platt(&pairs);
    let judged: Vec<(f64, &Example)> =
        typed.iter().map(|(sum, example)| (logistic(scale[0] * sum + scale[1]), *example)).collect();
    report(&judged);
    let weights = fit(&all);
    std::fs::write(table, written(&names, scale, &weights))
        .with_context(|| format!("write {}", table.display()))
}

fn examples(data: &Path) -> Result<(Vec<&'static str>, Vec<Example>)> {
    let path = data.join("gold.jsonl");
    let file = std::fs::File::open(&path).with_context(|| format!("read {}", path.display()))?;
    let mut names = Vec::new();
    let mut examples = Vec::new();
    for line in BufReader::new(file).lines() {
        let gold: Gold = serde_json::from_str(&line?).context("read a line of gold.jsonl")?;
        if gold.ptype.is_none() && !NEWS.contains(&gold.set.as_str()) {
            continue;
        }
        let path = data.join("html").join(format!("{}.html", gold.id));
        let page = Page {
            id: DocId::given(&gold.id),
            path: gold.id.clone(),
            bytes: std::fs::read(&path).with_context(|| format!("read {}", path.display()))?,
            kind: PageKind::Html,
            charset: None,
            given: Given { url: Some(gold.url.clone()).filter(|url| !url.is_empty()), ..Given::default() },
        };
        // A page without running text is set aside whatever the verdict would be.
        let Some(evidence) = extract::evidence(&page, lang::Packs::embedded()) else { continue };
        names = evidence.iter().map(|(name, _)| *name).collect();
        let kind = gold.ptype.as_deref().unwrap_or("article");
        examples.push(Example {
            fold: hash(host(&gold.url, &gold.id)) % FOLDS,
            values: evidence.iter().map(|(_, value)| f64::from(*value)).collect(),
            article: kind == "article",
            typed: gold.ptype.is_some(),
            id: gold.id,
        });
    }
    if examples.is_empty() {
        bail!("no page of {} has a type", data.display());
    }
    Ok((names, examples))
}

/// Returns the last two names of the host, or the id where there is no address.
fn host<'a>(url: &'a str, id: &'a str) -> &'a str {
    let Some((_, rest)) = url.split_once("://") else { return id };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    let dots: Vec<usize> = host.match_indices('.').map(|(at, _)| at).collect();
    if dots.len() < 2 { host } else { &host[dots[dots.len() - 2] + 1..] }
}

/// Returns each example with its sum under a model of the other hosts.
fn crossed<'e>(examples: &[&'e Example]) -> Vec<(f64, &'e Example)> {
    let mut scored = Vec::with_capacity(examples.len());
    for fold in 0..FOLDS {
        let (held, rest): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.fold == fold);
        let weights = fit(&rest);
        scored.extend(held.into_iter().map(|example| (sum(&weights, &example.values), example)));
    }
    scored
}

fn sum(weights: &[f64], values: &[f64]) -> f64 {
    weights[0] + weights[1..].iter().zip(values).map(|(weight, value)| weight * value).sum::<f64>()
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Fits a logistic model with a ridge; the first weight is the constant, which costs nothing.
fn fit(examples: &[&Example]) -> Vec<f64> {
    let count = examples.first().map_or(0, |example| example.values.len());
    let (means, spreads) = spreads(examples, count);
    let rows: Vec<(Vec<f64>, f64, f64)> = examples
        .iter()
        .map(|example| {
            let scaled = (0..count).map(|at| (example.values[at] - means[at]) / spreads[at]);
            let row = std::iter::once(1.0).chain(scaled).collect();
            (row, f64::from(u8::from(example.article)), if example.typed { 1.0 } else { NEWS_SHARE })
        })
        .collect();
    let mut weights = vec![0.0; count + 1];
    for _ in 0..25 {
        let mut slope: Vec<f64> = weights
            .iter()
            .enumerate()
            .map(|(at, weight)| if at == 0 { 0.0 } else { -RIDGE * weight })
            .collect();
        let mut bend = vec![vec![0.0; count + 1]; count + 1];
        for (at, row) in bend.iter_mut().enumerate() {
            row[at] = if at == 0 { 1e-6 } else { RIDGE };
        }
        for (row, label, share) in &rows {
            let p = logistic(weights.iter().zip(row).map(|(weight, value)| weight * value).sum());
            let (pull, curve) = (share * (label - p), share * p * (1.0 - p));
            for at in 0..=count {
                slope[at] += pull * row[at];
                let part = curve * row[at];
                for (to, value) in bend[at][..=at].iter_mut().zip(row) {
                    *to += part * value;
                }
            }
        }
        let step = solved(bend, slope);
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight += step);
        if step.iter().all(|step| step.abs() < 1e-9) {
            break;
        }
    }
    // Back from numbers of spread one to numbers as they are counted.
    for at in 0..count {
        weights[at + 1] /= spreads[at];
        weights[0] -= weights[at + 1] * means[at];
    }
    weights
}

fn spreads(examples: &[&Example], count: usize) -> (Vec<f64>, Vec<f64>) {
    let all = examples.len().max(1) as f64;
    let mean = |at: usize| examples.iter().map(|example| example.values[at]).sum::<f64>() / all;
    let means: Vec<f64> = (0..count).map(mean).collect();
    let spread = |at: usize| {
        let square =
            examples.iter().map(|example| (example.values[at] - means[at]).powi(2)).sum::<f64>() / all;
        // What is rare or the same everywhere is not blown up.
        square.sqrt().max(0.05)
    };
    let spreads = (0..count).map(spread).collect();
    (means, spreads)
}

/// Solves a symmetric system, of which the lower half is given, by Cholesky's method.
fn solved(mut bend: Vec<Vec<f64>>, mut slope: Vec<f64>) -> Vec<f64> {
    let count = slope.len();
    for at in 0..count {
        for to in 0..=at {
            let (above, row) = bend.split_at_mut(at);
            let inner: f64 = if to == at {
                row[0][..to].iter().map(|value| value * value).sum()
            } else {
                row[0][..to].iter().zip(&above[to][..to]).map(|(one, other)| one * other).sum()
            };
            let rest = row[0][to] - inner;
            row[0][to] = if to == at { rest.max(1e-12).sqrt() } else { rest / above[to][to] };
        }
    }
    for at in 0..count {
        let inner: f64 = bend[at][..at].iter().zip(&slope).map(|(one, other)| one * other).sum();
        slope[at] = (slope[at] - inner) / bend[at][at];
    }
    for at in (0..count).rev() {
        let inner: f64 = (at + 1..count).map(|below| bend[below][at] * slope[below]).sum();
        slope[at] = (slope[at] - inner) / bend[at][at];
    }
    slope
}

/// Fits the factor and the constant that make probabilities of sums (Platt 1999).
fn platt(pairs: &[(f64, bool)]) -> [f64; 2] {
    let [mut factor, mut constant] = [1.0, 0.0];
    for _ in 0..100 {
        let (mut slope, mut bend) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for (sum, is) in pairs {
            let p = logistic(factor * sum + constant);
            let (pull, curve) = (f64::from(u8::from(*is)) - p, p * (1.0 - p));
            slope[0] += pull * sum;
            slope[1] += pull;
            bend[0] += curve * sum * sum;
            bend[1] += curve * sum;
            bend[2] += curve;
        }
        let whole = bend[0] * bend[2] - bend[1] * bend[1];
        if whole.abs() < 1e-12 {
            break;
        }
        let step = [
            (bend[2] * slope[0] - bend[1] * slope[1]) / whole,
            (bend[0] * slope[1] - bend[1] * slope[0]) / whole,
        ];
        factor += step[0];
        constant += step[1];
        if step.iter().all(|step| step.abs() < 1e-10) {
            break;
        }
    }
    [factor, constant]
}

/// Prints how often the verdict is right for each limit, how far its probabilities hold, and what it gets most wrong.
fn report(judged: &[(f64, &Example)]) {
    let all = judged.len();
    println!("| set aside below | right | articles lost | others kept |\n| --- | --- | --- | --- |");
    for limit in [0.2, 0.3, 0.4, 0.5, 0.6] {
        let lost = judged.iter().filter(|(p, example)| example.article && *p < limit).count();
        let kept = judged.iter().filter(|(p, example)| !example.article && *p >= limit).count();
        println!("| {limit} | {:.3} of {all} | {lost} | {kept} |", 1.0 - (lost + kept) as f64 / all as f64);
    }
    println!("\n| probability | pages | mean | articles |\n| --- | --- | --- | --- |");
    let edges = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0 + f64::EPSILON];
    for edge in edges.windows(2) {
        let inside: Vec<&(f64, &Example)> =
            judged.iter().filter(|(p, _)| (edge[0]..edge[1]).contains(p)).collect();
        let count = inside.len().max(1) as f64;
        let mean = inside.iter().map(|(p, _)| p).sum::<f64>() / count;
        let articles = inside.iter().filter(|(_, example)| example.article).count() as f64 / count;
        println!("| {:.2}–{:.2} | {} | {mean:.2} | {articles:.2} |", edge[0], edge[1].min(1.0), inside.len());
    }
    let mut wrong: Vec<&(f64, &Example)> =
        judged.iter().filter(|(p, example)| (*p >= 0.5) != example.article).collect();
    wrong.sort_by(|one, other| (other.0 - 0.5).abs().total_cmp(&(one.0 - 0.5).abs()));
    println!();
    for (p, example) in wrong {
        println!("{} {p:.2} {}", example.id, if example.article { "article" } else { "other" });
    }
}

fn written(names: &[&str], scale: [f64; 2], weights: &[f64]) -> String {
    let mut table = String::from(
        "# Weights of the verdict on what a page is, written by `cargo xtask train-verdict`.\n\
         # Trained on the development part of WCXB v1.0 (Murrough Foley, CC BY 4.0, web-content-extraction-benchmark) and, as\n\
         # articles, on pages of scrapinghub/article-extraction-benchmark, flairNLP/fundus and dobbersc/fundus-evaluation (MIT).\n\
         name\tweight\n",
    );
    let firsts = [("scale.factor", scale[0]), ("scale.constant", scale[1]), ("constant", weights[0])];
    for (name, weight) in firsts.into_iter().chain(names.iter().copied().zip(weights[1..].iter().copied())) {
        let _ = writeln!(table, "{name}\t{weight:.4}");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(value: f64, article: bool) -> Example {
        Example { id: String::new(), fold: 0, values: vec![value, 1.0], article, typed: true }
    }

    #[test]
    fn a_model_finds_the_side_and_a_constant_number_weighs_nothing() {
        let pages: Vec<Example> = (0..40).map(|at| example(f64::from(at), at >= 20 || at == 3)).collect();
        let weights = fit(&pages.iter().collect::<Vec<_>>());
        assert!(sum(&weights, &[35.0, 1.0]) > 0.1 && sum(&weights, &[2.0, 1.0]) < -0.1);
        assert!(weights[2].abs() < 1e-9);
    }

    #[test]
    fn a_system_is_solved() {
        let found = solved(vec![vec![4.0, 0.0], vec![2.0, 3.0]], vec![10.0, 8.0]);
        assert!((found[0] - 1.75).abs() < 1e-9 && (found[1] - 1.5).abs() < 1e-9);
    }

    #[test]
    fn probabilities_follow_what_was_seen() {
        let pairs: Vec<(f64, bool)> = (0..100)
            .map(|at| (if at < 50 { 4.0 } else { -4.0 }, at % 10 != 0 && at < 50 || at == 60))
            .collect();
        let [factor, constant] = platt(&pairs);
        assert!((logistic(factor * 4.0 + constant) - 0.9).abs() < 0.01);
    }

    #[test]
    fn a_host_is_two_names() {
        assert_eq!(host("https://www.lok.example/a", "x"), "lok.example");
        assert_eq!(host("", "x"), "x");
    }
}
