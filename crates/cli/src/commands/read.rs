//! `sutradhar read`.

use super::{Status, library, lines, lines::Tagged, summary::Summary};
use crate::args::{Offsets, ReadArgs, RecordFormat};
use crate::offsets::{self, CharIndex};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::Settings;
use crate::view;
use anyhow::{Result, bail};
use engine::{Outcome, Reading, Setup, Stage, pipeline};
use model::{Page, Record, ThreadRecord};
use serde::Serialize;
use std::collections::BTreeMap;

/// Reads pages and prints their record, or what an earlier stage made of them.
pub(crate) fn run(args: &ReadArgs, settings: &Settings) -> Result<Status> {
    if args.until != Stage::Record && !matches!(args.format, RecordFormat::Text | RecordFormat::Jsonl) {
        bail!("--until {} prints JSON lines: leave --format out, or say jsonl", args.until);
    }
    match args.until {
        Stage::Article => lines::extract(&args.input, &args.output, settings),
        Stage::Document => lines::annotate(&args.input, &args.output, settings),
        Stage::Story => lines::group(&args.input, &args.output, settings),
        Stage::Record if library::is_meant(&args.input, settings)? => {
            let request = Request::new(settings)?;
            let reading = library::reading(&settings.library.value)?;
            let output = Output::open(args.output.output.as_deref())?;
            print(&reading, Shown { format: args.format, all: args.all }, &request, settings, output)
        }
        Stage::Record => {
            let inputs = request::inputs(&args.input)?;
            let request = Request::new(settings)?;
            let bar = Bar::new(intake::estimate(&inputs, &request.limits));
            let reading = reading(intake::read(&inputs, &request.limits), &request, &bar)?;
            drop(bar);
            let output = Output::open(args.output.output.as_deref())?;
            let shown = Shown { format: args.format, all: args.all };
            print(&reading, shown, &request, settings, output)
        }
    }
}

/// Runs the whole pipeline over pages.
pub(crate) fn reading(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    request: &Request,
    bar: &Bar,
) -> Result<Reading> {
    let progress = |done| bar.set(done);
    let setup = Setup { progress: &progress, ..Setup::of(&request.packs, &request.workers) };
    Ok(pipeline::record(pages, &setup)?)
}

/// How a record is shown.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// The form.
    pub(crate) format: RecordFormat,
    /// Whether every line of every section is shown.
    pub(crate) all: bool,
}

/// Prints a record.
pub(crate) fn print(
    reading: &Reading,
    shown: Shown,
    request: &Request,
    settings: &Settings,
    mut output: Output,
) -> Result<Status> {
    let record = &reading.record;
    let canvas = view::Canvas::new(settings, &output);
    let texts = view::Texts::of(&reading.documents);
    let sheet = || view::sheet(record, &texts, view::Labels::of(request.ui), shown.all);
    match shown.format {
        RecordFormat::Text => output.text(&view::terminal::render(&sheet(), &canvas))?,
        RecordFormat::Md => output.text(&view::markdown::render(&sheet()))?,
        RecordFormat::Html => output.text(&view::html::render(&sheet()))?,
        RecordFormat::Json => {
            let line = Tagged { format: "record/1", value: record };
            print_json(&line, reading, request.offsets, &mut output)?;
        }
        RecordFormat::Jsonl => {
            for thread in &record.threads {
                let line: Tagged<'_, ThreadRecord> = Tagged { format: "thread/1", value: thread };
                print_json(&line, reading, request.offsets, &mut output)?;
            }
            output.json_line(&End::of(record))?;
        }
    }
    output.finish()?;
    let mut summary = Summary::default();
    summary.used(reading.documents.len());
    if !matches!(shown.format, RecordFormat::Text) || reading.documents.is_empty() {
        record.set_aside.iter().for_each(|aside| summary.set_aside(aside));
    }
    Ok(summary.close("articles"))
}

/// The last line of a record in JSON Lines.
#[derive(Serialize)]
struct End<'a> {
    format: &'static str,
    set_aside: &'a [model::SetAside],
    stats: &'a BTreeMap<String, u64>,
}

impl<'a> End<'a> {
    fn of(record: &'a Record) -> Self {
        Self { format: "summary/1", set_aside: &record.set_aside, stats: &record.stats }
    }
}

fn print_json(line: &impl Serialize, reading: &Reading, offsets: Offsets, output: &mut Output) -> Result<()> {
    match offsets {
        Offsets::Bytes => output.json_line(line),
        Offsets::Chars => {
            let texts = reading.documents.iter().map(|document| {
                let article = document.article();
                (article.id.as_str().to_owned(), CharIndex::of(&article.text))
            });
            let mut value = serde_json::to_value(line)?;
            offsets::in_record(&mut value, &texts.collect());
            output.json_line(&value)
        }
    }
}
