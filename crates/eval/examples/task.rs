//! Runs one task on data of its own or on a corpus, without building the whole program: `cargo run --release -p sutradhar-eval
//! --example task -- NAME PATH [ERRORS [NAMES]]`; NAMES is a table of names.

use anyhow::{Context, Result, bail};
use eval::{Asked, Bench, Data, Run, TASKS};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [name, path, rest @ ..] = &args[..] else { bail!("usage: task NAME PATH [ERRORS [NAMES]]") };
    let task = TASKS.iter().find(|task| task.name == name).context("no such task")?;
    let tables = rest.get(1).map(|path| -> Result<_> {
        Ok(lang::Table::parse_open(
            path,
            &std::fs::read_to_string(path).with_context(|| format!("read {path}"))?,
        )?)
    });
    let tables: Vec<_> = tables.transpose()?.into_iter().collect();
    let bench = Bench {
        packs: lang::Packs::with_names(&lang::PackSource::embedded()?, &tables)?,
        workers: engine::Workers::new(0)?,
        limits: intake::Limits::default(),
    };
    let path = std::path::Path::new(path);
    let scores = match task.run {
        Run::Corpus(run) | Run::Either(run, _) if path.join("pages/manifest.jsonl").exists() => {
            run(&Data::open(path)?, &bench)?
        }
        Run::Own(run) | Run::Either(_, run) => {
            run(&Asked { data: Some(path.into()), ..Asked::default() }, &bench)?
        }
        Run::Corpus(_) => bail!("{name} needs the folder of a corpus"),
    };
    for measure in &scores.measures {
        println!("{} {:.3} {}", measure.name, measure.value, measure.count);
    }
    let most = rest.first().map_or(Ok(0), |errors| errors.parse::<usize>())?;
    scores.errors.iter().take(most).for_each(|error| println!("# {error}"));
    Ok(())
}
