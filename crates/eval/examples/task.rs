//! Runs one task on data of its own, without building the whole program: `cargo run --release -p sutradhar-eval
//! --example task -- NAME PATH [ERRORS]`.

use anyhow::{Context, Result, bail};
use eval::{Asked, Bench, Run, TASKS};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [name, path, rest @ ..] = &args[..] else { bail!("usage: task NAME PATH [ERRORS]") };
    let task = TASKS.iter().find(|task| task.name == name).context("no such task")?;
    let bench = Bench {
        packs: lang::Packs::with_names(&lang::PackSource::embedded()?, &[])?,
        workers: engine::Workers::new(0)?,
        limits: intake::Limits::default(),
    };
    let Run::Own(run) = task.run else { bail!("{name} needs a corpus: use `sutradhar eval {name}`") };
    let scores = run(&Asked { data: Some(path.into()), ..Asked::default() }, &bench)?;
    for measure in &scores.measures {
        println!("{} {:.3} {}", measure.name, measure.value, measure.count);
    }
    let most = rest.first().map_or(Ok(0), |errors| errors.parse::<usize>())?;
    scores.errors.iter().take(most).for_each(|error| println!("# {error}"));
    Ok(())
}
