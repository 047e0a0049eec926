//! `sutradhar eval TASK`.

use super::Status;
use crate::args::{EvalArgs, TableFormat};
use crate::demo::Corpus;
use crate::output::Output;
use crate::request::Request;
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use eval::{Bench, Data, Measure, Run, Scores, TASKS};
use lang::Table;
use std::path::Path;
use text::pad;

/// Measures a task; without one, lists the tasks.
pub(crate) fn run(args: &EvalArgs, settings: &Settings) -> Result<Status> {
    let names: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
    let Some(name) = &args.task else {
        let mut output = Output::open(None)?;
        for task in TASKS {
            output.text(&format!("{}  {}\n", pad(task.name, 10), task.about))?;
        }
        output.finish()?;
        return Ok(Status::Done);
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        bail!("no task {name:?}: there are {}", names.join(", "));
    };
    let floors = args.floor.as_deref().map(|path| read_floors(path, name)).transpose()?.unwrap_or_default();
    let file = args.data.as_deref().is_some_and(Path::is_file);
    let scores = match task.run {
        Run::Either(_, run) if file => run(&args.asked(), &bench(settings, &[])?)?,
        Run::Corpus(run) | Run::Either(run, _) => {
            let built_in = if args.data.is_none() { Some(Corpus::unpack()?) } else { None };
            let folder = args.data.as_deref().or(built_in.as_ref().map(Corpus::path));
            let data = Data::open(folder.unwrap_or(Path::new("")))?;
            let names: Vec<_> = data.names()?.into_iter().collect();
            run(&data, &bench(settings, &names)?)?
        }
        Run::Own(run) => run(&args.asked(), &bench(settings, &[])?)?,
    };
    print(args, &scores)?;
    under_floor(&floors, &scores.measures)
}

fn bench(settings: &Settings, names: &[Table]) -> Result<Bench> {
    let request = Request::with_names(settings, names)?;
    Ok(Bench { packs: request.packs, workers: request.workers, limits: request.limits })
}

fn print(args: &EvalArgs, scores: &Scores) -> Result<()> {
    let mut output = Output::open(None)?;
    let errors = &scores.errors[..scores.errors.len().min(args.errors)];
    match args.format {
        TableFormat::Json => output.json_line(&serde_json::json!({
            "format": "eval/1", "task": args.task, "measures": scores.measures, "errors": errors,
        }))?,
        TableFormat::Text => {
            for measure in &scores.measures {
                output.text(&format!("{} {:.3} {}\n", measure.name, measure.value, measure.count))?;
            }
            for error in errors {
                output.text(&format!("# {error}\n"))?;
            }
        }
    }
    output.finish()
}

/// Reads the floors of a task: rows of task, measure and least value.
fn read_floors(path: &Path, task: &str) -> Result<Vec<(String, f64)>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("read floors from {}", path.display()))?;
    let table = lang::Table::parse(&path.display().to_string(), &text, &["task", "measure", "least"])?;
    let rows = table.rows().iter().filter(|row| row.get(0) == task);
    rows.map(|row| {
        let least = row.get(2).parse().map_err(|_| table.fault(row, "the third column must be a number"))?;
        Ok((row.get(1).to_owned(), least))
    })
    .collect()
}

fn under_floor(floors: &[(String, f64)], measures: &[Measure]) -> Result<Status> {
    let mut status = Status::Done;
    for (name, least) in floors {
        let Some(measure) = measures.iter().find(|measure| measure.name == *name) else {
            bail!("the floor names the measure {name:?}, which this task does not have");
        };
        // Figures are printed and kept to three decimals, so they are compared so.
        if measure.value + 0.0005 < *least {
            eprintln!("{name} is {:.3}, under its floor of {least}", measure.value);
            status = Status::Holds;
        }
    }
    Ok(status)
}
