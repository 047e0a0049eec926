//! Learns the judgement of passages from pages with gold, and measures it on hosts that it has not seen.
//!
//! `cargo run --release -p sutradhar-extract --example train -- DIR MODEL [--plain] [--found FILE] [--chances FILE]` reads
//! `DIR/gold.jsonl` and `DIR/html/<id>.html`, writes the model, and prints F1 by set with every page judged by what was
//! learned from other hosts. `--found` saves these texts for `sutradhar eval extraction --predictions`. `--chances` saves the
//! chances, and `--judge FILE` in place of learning shows what another way to decide makes of them. The same pages
//! give the same model. The demo corpus is learned from too, and every third page once more in an old layout.

mod boost;
mod gold;
mod layout;

use boost::{Plan, Rows, bin, boost, bounds};
use extract::learn::{Looked, Model, NameScores, Table, both, extract_with, look};
use extract::score::{compare, f1};
use gold::{Example, Worth, examples, worths};
use lang::Packs;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

/// The hosts are parted into so many parts; each is judged by what was learned from the others.
const PARTS: u64 = 5;
/// Pages of these sets are learned from.
const SETS: &[&str] = &["sh", "fu", "fe", "wx", "tr", "in"];
const FIRST: Plan = Plan { trees: 200, depth: 6, step: 0.1, calm: 6.0 };
const SECOND: Plan = Plan { trees: 160, depth: 6, step: 0.08, calm: 8.0 };

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let plain = arguments.iter().any(|argument| argument == "--plain");
    let mut named = |flag: &str| {
        arguments.iter().position(|argument| argument == flag).map(|at| arguments.remove(at + 1))
    };
    let (found, saved, judged) = (named("--found"), named("--chances"), named("--judge"));
    arguments.retain(|argument| !argument.starts_with("--"));
    let [folder, model] = arguments.as_slice() else {
        eprintln!("usage: train DIR MODEL [--plain] [--found FILE]");
        return;
    };
    let examples = examples(Path::new(folder), SETS, plain);
    let packs = Packs::embedded();
    if let Some(path) = judged {
        let text = std::fs::read_to_string(path).expect("the chances can be read");
        let chances: Vec<Vec<f32>> =
            serde_json::from_str(&text).expect("the chances were saved by --chances");
        report("judged", &examples, &chances, packs, found.as_deref());
        return;
    }
    let bare: Vec<Looked> =
        in_parallel(examples.len(), |at| look(&examples[at].page, packs, &NameScores::default(), None));
    let worths: Vec<Vec<Worth>> =
        examples.iter().zip(&bare).map(|(example, looked)| worths(example, looked)).collect();
    ceiling(&examples, &bare, &worths);
    let spoken = Spoken::of(&examples, &bare, &worths);
    let names = spoken.all();
    let tables: Vec<Table> = in_parallel(examples.len(), |at| {
        let names = spoken.without(&names, &examples[at].host);
        look(&examples[at].page, packs, &names, None).table
    });
    let rows = Sample::of(&tables, &worths);
    eprintln!("{} pages, {} rows, {} columns", examples.len(), rows.rows.right.len(), rows.rows.bins.len());
    let (first, first_chances) = learn(&examples, &tables, &rows, FIRST);
    report("first look", &examples, &first_chances, packs, None);
    let tables: Vec<Table> = in_parallel(examples.len(), |at| {
        let names = spoken.without(&names, &examples[at].host);
        look(&examples[at].page, packs, &names, Some(&first_chances[at])).table
    });
    let rows = Sample::of(&tables, &worths);
    let (second, chances) = learn(&examples, &tables, &rows, SECOND);
    let chances: Vec<Vec<f32>> = (first_chances.iter().zip(&chances))
        .map(|(first, second)| {
            first.iter().zip(second).map(|(first, second)| both(*first, *second)).collect()
        })
        .collect();
    if let Some(path) = saved {
        let text = serde_json::to_string(&chances).expect("numbers can be written");
        std::fs::write(path, text).expect("the chances can be written");
    }
    report("both looks", &examples, &chances, packs, found.as_deref());
    let learned = Model::new(names, first, second).write();
    eprintln!("{} bytes", learned.len());
    std::fs::write(model, learned).expect("the model can be written");
}

/// Does the same for every number below `count`, on two threads; what comes out does not depend on their pace.
fn in_parallel<T: Send + Default>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut results: Vec<T> = (0..count).map(|_| T::default()).collect();
    let half = count.div_ceil(2);
    let (one, other) = results.split_at_mut(half);
    std::thread::scope(|scope| {
        scope.spawn(|| one.iter_mut().enumerate().for_each(|(at, result)| *result = work(at)));
        other.iter_mut().enumerate().for_each(|(at, result)| *result = work(half + at));
    });
    results
}

fn part_of(host: &str) -> u64 {
    let hash = host
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32) % PARTS
}

/// How much of what stands in elements of a name belongs to the article, host by host.
struct Spoken {
    hosts: FxHashMap<u32, Vec<(String, f32)>>,
    of_host: BTreeMap<String, Vec<u32>>,
    usual: f32,
}

/// A name must be known from so many hosts.
const LEAST_HOSTS: usize = 3;
/// So many hosts' worth of doubt.
const DOUBT: f32 = 3.0;

impl Spoken {
    fn of(examples: &[Example], looked: &[Looked], worths: &[Vec<Worth>]) -> Self {
        let mut sums: BTreeMap<(&str, u32), (f32, f32)> = BTreeMap::new();
        let mut whole = (0.0, 0.0);
        for ((example, looked), worths) in examples.iter().zip(looked).zip(worths) {
            for (names, worth) in looked.names.iter().zip(worths).filter(|(_, worth)| worth.weight > 0.0) {
                whole.0 += worth.right * worth.weight;
                whole.1 += worth.weight;
                for name in names {
                    let sum = sums.entry((&example.host, *name)).or_default();
                    sum.0 += worth.right * worth.weight;
                    sum.1 += worth.weight;
                }
            }
        }
        let mut hosts: FxHashMap<u32, Vec<(String, f32)>> = FxHashMap::default();
        let mut of_host: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for ((host, name), (right, all)) in sums {
            hosts.entry(name).or_default().push((host.to_owned(), right / all));
            of_host.entry(host.to_owned()).or_default().push(name);
        }
        Self { hosts, of_host, usual: whole.0 / whole.1 }
    }

    /// Returns what a name says, one host left out.
    fn score(&self, name: u32, left_out: Option<&str>) -> f32 {
        let Some(hosts) = self.hosts.get(&name) else { return 0.0 };
        let counted = hosts.iter().filter(|(host, _)| Some(host.as_str()) != left_out);
        let (mut count, mut right) = (0usize, 0.0);
        for (_, share) in counted {
            count += 1;
            right += share;
        }
        if count < LEAST_HOSTS {
            return 0.0;
        }
        let share = (right + DOUBT * self.usual) / (count as f32 + DOUBT);
        let odds = |share: f32| (share / (1.0 - share)).ln();
        odds(share.clamp(0.005, 0.995)) - odds(self.usual)
    }

    fn all(&self) -> NameScores {
        NameScores::new(self.hosts.keys().map(|name| (*name, self.score(*name, None))))
    }

    fn without(&self, all: &NameScores, host: &str) -> NameScores {
        let names = self.of_host.get(host).map(Vec::as_slice).unwrap_or_default();
        all.with(names.iter().map(|name| (*name, self.score(*name, Some(host)))))
    }
}

/// The rows that are learned from, and the page of each.
struct Sample {
    rows: Rows,
    pages: Vec<u32>,
}

impl Sample {
    fn of(tables: &[Table], worths: &[Vec<Worth>]) -> Self {
        let names = tables.iter().find(|table| table.rows() > 0).map(Table::names).unwrap_or_default();
        let column = |name: &str| names.iter().position(|other| *other == name);
        let (kept, prose) = (column("kept"), column("prose"));
        let mut chosen: Vec<(u32, u32, f32)> = Vec::new();
        for (page, (table, worths)) in tables.iter().zip(worths).enumerate() {
            for (row, worth) in worths.iter().enumerate().filter(|(_, worth)| worth.weight > 0.0) {
                let is = |column: Option<usize>| column.is_some_and(|column| table.column(column)[row] > 0.0);
                // Of plain furniture one row of four says it all.
                let plain = worth.right < 0.3 && !is(kept) && !is(prose);
                if plain && row % 4 != 0 {
                    continue;
                }
                chosen.push((page as u32, row as u32, worth.weight * if plain { 4.0 } else { 1.0 }));
            }
        }
        let mut rows = Rows { bins: Vec::new(), bounds: Vec::new(), right: Vec::new(), weight: Vec::new() };
        for column in 0..names.len() {
            let values: Vec<f32> = chosen
                .iter()
                .map(|(page, row, _)| tables[*page as usize].column(column)[*row as usize])
                .collect();
            let bounds = bounds(values.iter().copied().step_by(7).collect());
            rows.bins.push(values.iter().map(|value| bin(&bounds, *value)).collect());
            rows.bounds.push(bounds);
        }
        for (page, row, weight) in &chosen {
            rows.right.push(worths[*page as usize][*row as usize].right);
            rows.weight.push(*weight);
        }
        Self { rows, pages: chosen.into_iter().map(|(page, ..)| page).collect() }
    }
}

/// Learns from all pages, and for each page gives the chances by what was learned from the other hosts.
fn learn(
    examples: &[Example],
    tables: &[Table],
    sample: &Sample,
    plan: Plan,
) -> (extract::learn::Trees, Vec<Vec<f32>>) {
    let parts: Vec<u64> = examples.iter().map(|example| part_of(&example.host)).collect();
    let learned = in_parallel(PARTS as usize + 1, |part| {
        let rows: Vec<u32> = (0..sample.pages.len() as u32)
            .filter(|row| parts[sample.pages[*row as usize] as usize] != part as u64)
            .collect();
        boost(&sample.rows, &rows, plan)
    });
    let chances =
        tables.iter().zip(&parts).map(|(table, part)| learned[*part as usize].chances(table)).collect();
    (learned.into_iter().next_back().unwrap_or_default(), chances)
}

/// Prints what could be reached if every passage were judged rightly.
fn ceiling(examples: &[Example], looked: &[Looked], worths: &[Vec<Worth>]) {
    let mut sets: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    let mut low: Vec<(f64, &str)> = Vec::new();
    for ((example, looked), worths) in
        examples.iter().zip(looked).zip(worths).filter(|((example, _), _)| !example.text.is_empty())
    {
        let right: Vec<&str> = (looked.texts.iter().zip(worths))
            .filter(|(_, worth)| worth.right >= 0.5)
            .map(|(text, _)| text.as_str())
            .collect();
        let score = compare(&right.join("\n"), &example.text);
        sets.entry(&example.set).or_default().push((score.precision, score.recall));
        low.push((score.recall, &example.page.path));
    }
    for (set, scores) in sets {
        println!("ceiling {set}: {}", line(&scores));
    }
    low.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (recall, id) in low.iter().take(40) {
        eprintln!("  at best {recall:.3} {id}");
    }
}

fn line(scores: &[(f64, f64)]) -> String {
    let count = scores.len().max(1) as f64;
    let precision = scores.iter().map(|score| score.0).sum::<f64>() / count;
    let recall = scores.iter().map(|score| score.1).sum::<f64>() / count;
    format!("P {precision:.4} R {recall:.4} F1 {:.4} ({})", f1(precision, recall), scores.len())
}

/// Prints F1 by set with these chances; saves the texts where a file is named.
fn report(what: &str, examples: &[Example], chances: &[Vec<f32>], packs: &Packs, found: Option<&str>) {
    let texts: Vec<Option<String>> = in_parallel(examples.len(), |at| {
        extract_with(&examples[at].page, packs, &chances[at]).ok().map(|article| article.text)
    });
    let mut sets: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for (example, text) in examples.iter().zip(&texts).filter(|(example, _)| !example.text.is_empty()) {
        let text = text.as_deref().unwrap_or_default();
        let mut score = compare(text, &example.text);
        if !example.summary.is_empty() {
            let with = compare(text, &format!("{}\n{}", example.summary, example.text));
            if f1(with.precision, with.recall) > f1(score.precision, score.recall) {
                score = with;
            }
        }
        sets.entry(&example.set).or_default().push((score.precision, score.recall));
    }
    for (set, scores) in sets {
        println!("{what} {set}: {}", line(&scores));
    }
    if let Some(path) = found {
        let mut file = std::fs::File::create(path).expect("the file can be made");
        for (example, text) in examples.iter().zip(&texts) {
            let line = serde_json::json!({ "id": example.page.path, "article": text.is_some(), "text": text.as_deref().unwrap_or_default() });
            writeln!(file, "{line}").expect("the file can be written");
        }
    }
}
