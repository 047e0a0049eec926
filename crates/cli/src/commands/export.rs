//! `sutradhar export`: what the library holds, in the formats that others read.

use super::{Status, library};
use crate::args::{ExportArgs, Ui};
use crate::output::Output;
use crate::request::Request;
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use export::{Counts, Held, Options, Source, Wording};
use std::collections::BTreeSet;
use std::io::IsTerminal as _;

/// Writes an export.
pub(crate) fn run(args: &ExportArgs, settings: &Settings) -> Result<Status> {
    let what = args.what.unwrap_or(args.format.usual());
    if !args.format.carries().contains(&what) {
        return Err(export::Error::Pair { format: args.format, what }.into());
    }
    if args.format.is_binary() && args.output.output.is_none() && std::io::stdout().is_terminal() {
        bail!("{} is not for a terminal: name a file with -o", args.format);
    }
    let request = Request::new(settings)?;
    // The file is made when there is something to put into it.
    let source = source(args, settings, &request)?;
    let mut output = Output::open(args.output.output.as_deref())?;
    let wording = if request.ui == Ui::Hi { Wording::Hi } else { Wording::En };
    let options = Options { wording, address: args.address.clone() };
    let counts = export::write(args.format, what, source.as_ref(), &options, output.writer())
        .with_context(|| format!("export {what} from {}", settings.library.value.display()))?;
    output.finish()?;
    tell(&counts);
    Ok(Status::Done)
}

/// Opens what is exported: the library, or one thread of it.
fn source(args: &ExportArgs, settings: &Settings, request: &Request) -> Result<Box<dyn Source>> {
    let reading = library::reading(&settings.library.value, request)?;
    let (mut documents, mut threads) = (reading.documents, reading.record.threads);
    if let Some(id) = &args.thread {
        threads.retain(|thread| thread.id.as_str() == id);
        let [thread] = &threads[..] else {
            bail!("no thread {id} in {}", settings.library.value.display());
        };
        let articles: BTreeSet<_> = thread.articles.iter().map(|line| &line.id).collect();
        documents.retain(|document| articles.contains(&document.article().id));
    }
    Ok(Box::new(Held::new(documents, threads)))
}

/// Tells what the format had no place for.
fn tell(counts: &Counts) {
    let left_out: Vec<String> =
        counts.left_out.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    if !left_out.is_empty() {
        eprintln!("left out: {}", left_out.join(", "));
    }
}
