//! `sutradhar extract`, `annotate` and `group`: one JSON line a page.

use super::{Status, summary::Summary};
use crate::args::{InputArgs, LineArgs, Offsets, OutputArgs};
use crate::offsets;
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::Settings;
use crate::view::{Canvas, document};
use anyhow::{Context, Result, bail};
use engine::{Outcome, Setup, pipeline};
use extract::OutletMemory;
use model::{Article, Document, Page};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::Path;

/// A printed value with the name and version of its format in front.
#[derive(Serialize)]
pub(crate) struct Tagged<'a, T> {
    /// The name and version.
    pub(crate) format: &'static str,
    /// The value.
    #[serde(flatten)]
    pub(crate) value: &'a T,
}

/// Prints the article of each page.
pub(crate) fn extract(input: &InputArgs, output: &OutputArgs, settings: &Settings) -> Result<Status> {
    each_page(input, output, settings, "articles", |pages, setup, print| {
        pipeline::articles(pages, setup, |outcome| {
            print(outcome.as_ref().map(|article: &Article| ("article/1", &article.text, article as _)))
        })
    })
}

/// Learns what the pages of each outlet have in common, keeps it in a file, and prints the articles without it.
pub(crate) fn extract_with(args: &LineArgs, memory: &Path, settings: &Settings) -> Result<Status> {
    let inputs = request::inputs(&args.input)?;
    if inputs.contains(&intake::Input::Stdin) {
        bail!(
            "standard input (-) can be read once only, and --memory reads the pages twice: name files or folders"
        );
    }
    let request = Request::new(settings)?;
    let mut known = read_memory(memory)?;
    let setup = Setup::of(&request.packs, &request.workers);
    pipeline::learn(intake::read(&inputs, &request.limits), &setup, &mut known);
    let text = serde_json::to_vec(&known).context("write down what was learned")?;
    std::fs::write(memory, text).with_context(|| format!("write {}", memory.display()))?;
    each_page(&args.input, &args.output, settings, "articles", |pages, setup, print| {
        pipeline::articles_with(pages, setup, &known, |outcome| {
            print(outcome.as_ref().map(|article: &Article| ("article/1", &article.text, article as _)))
        })
    })
}

/// Reads what earlier runs learned; nothing where there is no file yet.
fn read_memory(path: &Path) -> Result<OutletMemory> {
    match std::fs::read(path) {
        Ok(text) => serde_json::from_slice(&text)
            .with_context(|| format!("read {}: it is no memory of outlets", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(OutletMemory::default()),
        Err(error) => Err(error).with_context(|| format!("read {}", path.display())),
    }
}

/// Prints the document of each page: on a terminal its text with who said what under each sentence, else as JSON.
pub(crate) fn annotate(input: &InputArgs, output: &OutputArgs, settings: &Settings) -> Result<Status> {
    let canvas = match &output.output {
        None => Some(Output::open(None)?).filter(Output::is_terminal),
        Some(_) => None,
    };
    let canvas = canvas.map(|output| Canvas::new(settings, &output));
    each_page(input, output, settings, "documents", |pages, setup, print| {
        pipeline::documents(pages, setup, |outcome| match (outcome.as_ref(), &canvas) {
            (Ok(document), Some(canvas)) => {
                let shown = Shown { document, canvas };
                print(Ok(("document/1", &document.article().text, &shown)))
            }
            (found, _) => print(found.map(|doc: &Document| ("document/1", &doc.article().text, doc as _))),
        })
    })
}

/// A document as people read it.
struct Shown<'a> {
    document: &'a Document,
    canvas: &'a Canvas,
}

impl Printed for Shown<'_> {
    fn print(&self, _: &'static str, _: &str, _: Offsets, output: &mut Output) -> Result<()> {
        output.text(&document::render(self.document, self.canvas))
    }
}

/// Prints where each document belongs, in the order of the input.
pub(crate) fn group(input: &InputArgs, output: &OutputArgs, settings: &Settings) -> Result<Status> {
    let inputs = request::inputs(input)?;
    let request = Request::new(settings)?;
    let mut output = Output::open(output.output.as_deref())?;
    let bar = Bar::new(intake::estimate(&inputs, &request.limits));
    let progress = |done| bar.set(done);
    let setup = Setup { progress: &progress, ..Setup::of(&request.packs, &request.workers) };
    let (collection, grouping) = pipeline::groups(intake::read(&inputs, &request.limits), &setup)?;
    drop(bar);
    let mut summary = Summary::default();
    for id in collection.order() {
        let line = grouping.of(id).with_context(|| format!("find the group of {id}"))?;
        output.json_line(&Tagged { format: "group/1", value: line })?;
        summary.used(1);
    }
    output.finish()?;
    collection.set_aside().iter().for_each(|aside| summary.set_aside(aside));
    Ok(summary.close("documents"))
}

type Pages = Box<dyn Iterator<Item = Outcome<Page>> + Send>;
/// A value's format, the text its spans point into, and the value.
type Line<'a> = (&'static str, &'a String, &'a dyn Printed);
type Print<'a> = &'a mut dyn FnMut(Result<Line<'_>, &model::SetAside>) -> ControlFlow<anyhow::Error>;

/// Runs a stage over the pages and prints what comes of each.
fn each_page(
    input: &InputArgs,
    output: &OutputArgs,
    settings: &Settings,
    what: &str,
    stage: impl FnOnce(Pages, &Setup<'_>, Print<'_>) -> ControlFlow<anyhow::Error>,
) -> Result<Status> {
    let inputs = request::inputs(input)?;
    let request = Request::new(settings)?;
    let mut output = Output::open(output.output.as_deref())?;
    let mut summary = Summary::default();
    let bar = Bar::new(intake::estimate(&inputs, &request.limits));
    let progress = |done| bar.set(done);
    let setup = Setup { progress: &progress, ..Setup::of(&request.packs, &request.workers) };
    let mut print = |line: Result<Line<'_>, &model::SetAside>| {
        let printed = match line {
            Ok((format, text, value)) => {
                summary.used(1);
                value.print(format, text, request.offsets, &mut output)
            }
            Err(aside) => {
                summary.set_aside(aside);
                Ok(())
            }
        };
        match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    };
    let flow = stage(Box::new(intake::read(&inputs, &request.limits)), &setup, &mut print);
    drop(bar);
    if let ControlFlow::Break(error) = flow {
        return Err(error);
    }
    output.finish()?;
    Ok(summary.close(what))
}

/// A value that prints itself, most as a JSON line.
trait Printed {
    fn print(&self, format: &'static str, text: &str, offsets: Offsets, output: &mut Output) -> Result<()>;
}

impl<T: Serialize> Printed for T {
    fn print(&self, format: &'static str, text: &str, offsets: Offsets, output: &mut Output) -> Result<()> {
        let line = Tagged { format, value: self };
        match offsets {
            Offsets::Bytes => output.json_line(&line),
            Offsets::Chars => {
                let mut value = serde_json::to_value(&line)?;
                offsets::in_document(&mut value, text);
                output.json_line(&value)
            }
        }
    }
}
