//! Development tasks, run as `cargo xtask TASK`.
//!
//! `demo` turns the demo corpus's sources into its pages and gold answers; `pages` makes any number of
//! pages of an invented country's news for scale tests; `rules` writes the reference of rules; `knowledge` draws up the
//! tables of places of the packs; `train-verdict` trains what tells articles from other pages, `train-names`
//! what marks names.
//! Nothing here is part of the program that users run.

mod bad;
mod chance;
mod country;
mod demo;
mod expected;
mod feed;
mod furniture;
mod gold;
mod json_ld;
mod knowledge;
mod matter;
mod moment;
mod outlet;
mod padding;
mod page;
mod problem;
mod record;
mod respell;
mod rules;
mod scale;
mod season;
mod source;
mod swap_names;
mod telling;
mod train_names;
mod train_verdict;
mod tree;
mod wording;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Development tasks of this workspace")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the demo corpus's pages and gold answers from its sources.
    Demo(DemoArgs),
    /// Write the tables of places that ship with the packs, from open tables.
    Knowledge(KnowledgeArgs),
    /// Write pages of an invented country's news for scale tests.
    Pages(PagesArgs),
    /// Write docs/rules.md, the reference of rules, from their comments, and try its examples.
    Rules(RulesArgs),
    /// Train the tagger of names of a language, and write it into its pack.
    TrainNames(TrainNamesArgs),
    /// Train the verdict on what a page is, and write its table of weights.
    TrainVerdict(TrainVerdictArgs),
}

#[derive(Args)]
struct DemoArgs {
    /// Write nothing; name the stale files and exit 1 if there are any.
    #[arg(long)]
    check: bool,
    /// The folder of the corpus.
    #[arg(long, value_name = "DIR", default_value_os_t = default_corpus())]
    corpus: PathBuf,
}

#[derive(Args)]
struct RulesArgs {
    /// Write nothing; exit 1 if the page is stale or an example does not hold.
    #[arg(long)]
    check: bool,
}

#[derive(Args)]
struct TrainNamesArgs {
    /// The folder with marked text and tables of words.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The language whose pack it is for.
    #[arg(long, value_name = "CODE", default_value = "hi")]
    lang: String,
    /// First measure on sentences held out, in so many parts.
    #[arg(long, value_name = "N", default_value_t = 0)]
    cross: usize,
    /// The file to write; that of the pack by default.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

#[derive(Args)]
struct KnowledgeArgs {
    /// CLDR's names of territories: kind, code, then a column a language.
    #[arg(long, value_name = "FILE")]
    cldr: PathBuf,
    /// GeoNames' cities with their names by script.
    #[arg(long, value_name = "FILE")]
    cities: PathBuf,
    /// Parts of people's names, which name no town; only looked at.
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// How frequent words are; only looked at.
    #[arg(long, value_name = "FILE")]
    frequencies: Option<PathBuf>,
    /// Text with names marked, to see what words stand for; only looked at.
    #[arg(long, value_name = "FILE")]
    marked: Vec<PathBuf>,
    /// The fewest people a city has.
    #[arg(long, value_name = "N", default_value_t = 500_000)]
    least: u64,
    /// The fewest in one country, by its two letters: `IN:100000`.
    #[arg(long, value_name = "COUNTRY:N", value_parser = country_and_least)]
    near: Vec<(String, u64)>,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value_os_t = beside_xtask("crates/lang/packs/und"))]
    to: PathBuf,
}

fn country_and_least(text: &str) -> Result<(String, u64)> {
    let (country, least) = text.split_once(':').context("expected COUNTRY:N")?;
    Ok((country.to_owned(), least.parse()?))
}

#[derive(Args)]
struct TrainVerdictArgs {
    /// The folder of the pages: it holds gold.jsonl and html/.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The table to write.
    #[arg(long, value_name = "FILE", default_value_os_t = beside_xtask("crates/extract/src/verdict/weights.tsv"))]
    table: PathBuf,
}

#[derive(Args)]
struct PagesArgs {
    /// How many pages.
    #[arg(long, value_name = "N")]
    count: usize,
    /// The folder to write to, made if it does not exist, or a file that ends in .jsonl or .jsonl.gz.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Pages of one seed are always the same.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// About how large a page is.
    #[arg(long, value_name = "BYTES", default_value_t = 40_000)]
    size: usize,
    /// Write only part I of N of the pages.
    #[arg(long, value_name = "I/N", value_parser = scale::Part::parse)]
    part: Option<scale::Part>,
    /// Also write which matter each page is about: its id, the matter and the happening, separated by tabs.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Put a bad file in place of one page in a hundred (at least one of each kind) and list them on stdout.
    #[arg(long)]
    bad: bool,
    /// With --bad, also write one page of 200 MB.
    #[arg(long, requires = "bad")]
    huge: bool,
    /// The folder of the corpus that lends its outlets' looks.
    #[arg(long, value_name = "DIR", default_value_os_t = default_corpus())]
    corpus: PathBuf,
    /// The folder with the tables of the invented country.
    #[arg(long, value_name = "DIR", default_value_os_t = beside_corpus("country"))]
    country: PathBuf,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Demo(args) if args.check => demo::check(&args.corpus),
        Task::Demo(args) => demo::write(&args.corpus),
        Task::Knowledge(args) => {
            let sources = knowledge::Sources {
                cldr: args.cldr,
                cities: args.cities,
                people: args.people,
                frequencies: args.frequencies,
                marked: args.marked,
                least: args.least,
                near: args.near,
            };
            knowledge::run(&sources, &args.to)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Pages(args) => {
            let part = args.part.unwrap_or(scale::Part::WHOLE);
            let order =
                scale::Order { count: args.count, seed: args.seed, size: args.size, part, key: args.key };
            let bad = args.bad.then_some(bad::Kinds { huge: args.huge });
            scale::write((&args.corpus, &args.country), &args.out, &order, bad)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Rules(args) => rules::run(&beside_xtask(""), args.check),
        Task::TrainNames(args) => {
            let file = format!("crates/lang/packs/{}/names.tagger", args.lang);
            let to = args.to.unwrap_or_else(|| beside_xtask(&file));
            train_names::run(&args.data, &args.lang, &to, args.cross)?;
            Ok(ExitCode::SUCCESS)
        }
        Task::TrainVerdict(args) => {
            train_verdict::run(&args.data, &args.table)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Returns the demo corpus of the workspace this binary was built in.
fn default_corpus() -> PathBuf {
    beside_corpus("demo")
}

/// Returns a folder under `corpora` of that workspace.
fn beside_corpus(name: &str) -> PathBuf {
    beside_xtask("corpora").join(name)
}

/// Returns a path in that workspace.
fn beside_xtask(path: &str) -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or(xtask.clone(), PathBuf::from).join(path)
}
