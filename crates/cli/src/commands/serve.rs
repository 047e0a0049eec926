//! `sutradhar serve`, and the demo in a browser.

use super::{Status, add, library};
use crate::args::{LogLines, ServeArgs};
use crate::demo::{self, Corpus};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::{Origin, Settings};
use anyhow::{Context, Result};
use engine::Outcome;
use model::Page;
use server::{App, Door, Limits, LogFormat, Token};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use store::Library;
use tempfile::TempDir;

/// The environment variable with the token.
const TOKEN: &str = "SUTRADHAR_TOKEN";

/// Serves a library over HTTP until the process is told to end.
pub(crate) fn run(args: &ServeArgs, settings: &Settings) -> Result<Status> {
    let format = match args.log_format {
        LogLines::Text => LogFormat::Text,
        LogLines::Json => LogFormat::Json,
    };
    server::log_to_stderr(&args.log, format)?;
    // The door opens first, so that a wrong address or a taken port is told before the pages are read.
    let door = Door::open(SocketAddr::new(args.address, args.port), token(args)?)?;
    let request = Request::new(settings)?;
    let limits = Limits { rate: args.rate, ..Limits::default() };
    let without_pages = args.input.paths.is_empty() && args.input.manifest.is_empty();
    if library::is_meant(&args.input, settings)? || without_pages {
        let folder = &settings.library.value;
        if settings.library.origin == Origin::BuiltIn && !folder.exists() {
            // Who never named a library is shown an empty one, which says how to fill it.
            drop(Library::open(folder)?);
        }
        return show(door, folder, request, limits);
    }
    let inputs = request::inputs(&args.input)?;
    let all = intake::estimate(&inputs, &request.limits);
    let folder = temporary(intake::read(&inputs, &request.limits), all, &request)?;
    show(door, folder.path(), request, limits)
}

/// Serves the built-in pages until the process is told to end.
pub(crate) fn demo(port: u16, settings: &Settings) -> Result<Status> {
    let door = Door::open(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port), None)?;
    let corpus = Corpus::unpack()?;
    let request = Request::with_names(settings, &[demo::names()?])?;
    let folder = temporary(corpus.pages(&request.limits), 0, &request)?;
    show(door, folder.path(), request, Limits::default())
}

/// Reads pages into a library that lasts as long as the process.
fn temporary(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    all: usize,
    request: &Request,
) -> Result<TempDir> {
    let folder = tempfile::tempdir().context("make a temporary folder for the library")?;
    let mut library = Library::open(folder.path())?;
    let (_, summary) = add::keep(&mut library, pages, all, request, None)?;
    summary.close("articles");
    eprintln!("these pages are kept until the server stops; `sutradhar add` keeps pages for good");
    Ok(folder)
}

/// Brings a library up to date and serves it.
fn show(door: Door, folder: &Path, request: Request, limits: Limits) -> Result<Status> {
    let app = App::open(folder, request.packs, limits)?;
    let bar = Bar::new(0);
    let caught_up = app.catch_up(&|step| bar.say(&library::step_line(step)));
    drop(bar);
    match caught_up {
        Ok(_) => {}
        Err(engine::Error::Store(error @ store::Error::Busy { .. })) => {
            eprintln!("{error}; what it adds is shown once it is done");
        }
        Err(error) => return Err(error.into()),
    }
    let mut output = Output::open(None)?;
    output.text(&format!("http://{}/\n", door.address()))?;
    output.show()?;
    eprintln!("open this address in a browser; ctrl-c stops");
    server::serve(door, app)?;
    Ok(Status::Done)
}

/// Reads the token from the file, else from the environment; never from a flag, which others on the machine see.
fn token(args: &ServeArgs) -> Result<Option<Token>> {
    let text = match &args.token_file {
        Some(path) => {
            let text = std::fs::read_to_string(path);
            Some(text.with_context(|| format!("read the token from {}", path.display()))?)
        }
        None => std::env::var(TOKEN).ok().filter(|text| !text.is_empty()),
    };
    Ok(text.map(|text| Token::new(text.trim())).transpose()?)
}
