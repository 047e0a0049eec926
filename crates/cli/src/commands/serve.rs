//! `sutradhar serve`, and whatever else is shown in a browser.

use super::{Status, add, library};
use crate::args::{DoorArgs, ServeArgs};
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::{Origin, Settings};
use anyhow::{Context, Result};
use engine::Outcome;
use model::Page;
use server::{App, Door, Limits, Token};
use std::net::SocketAddr;
use std::path::Path;
use store::{Library, Reader};

/// The environment variable with the token.
const TOKEN: &str = "SUTRADHAR_TOKEN";

/// Shows the library, or pages put into a library of their own, until the process is told to end.
pub(crate) fn run(args: &ServeArgs, settings: &Settings) -> Result<Status> {
    // The door opens first, so that a wrong address or a taken port is told before the pages are read.
    let door = open(&args.door)?;
    let request = Request::new(settings)?;
    let without_pages = args.input.paths.is_empty() && args.input.manifest.is_empty();
    if library::is_meant(&args.input, settings)? || without_pages {
        let folder = &settings.library.value;
        if settings.library.origin == Origin::BuiltIn && !folder.exists() {
            // Who never named a library is shown an empty one, which says how to fill it.
            drop(Library::open(folder)?);
        }
        bring_up_to_date(folder)?;
        return show(door, folder, request, &args.door);
    }
    let inputs = request::inputs(&args.input)?;
    let bar = Bar::new(intake::estimate(&inputs, &request.limits));
    pages(door, intake::read(&inputs, &request.limits), request, &bar, &args.door)
}

/// Opens the address that is named.
pub(crate) fn open(args: &DoorArgs) -> Result<Door> {
    Ok(Door::open(SocketAddr::new(args.address, args.port), token(args)?)?)
}

/// Shows pages in a library that lasts as long as the process.
pub(crate) fn pages(
    door: Door,
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    request: Request,
    bar: &Bar,
    args: &DoorArgs,
) -> Result<Status> {
    let folder =
        tempfile::Builder::new().prefix("sutradhar-").tempdir().context("make a folder for the pages")?;
    let mut store = Library::open(folder.path())?;
    let (_, summary) = add::keep(&mut store, pages, &request, bar, None)?;
    library::settle(&mut store, &request)?;
    drop(store);
    if summary.close("articles") == Status::Nothing {
        return Ok(Status::Nothing);
    }
    eprintln!("these pages are kept only while this runs; `sutradhar add` keeps them for good");
    show(door, folder.path(), request, args)
}

/// Brings a library of an older format up to date. What is pending in it finds its place while the server answers.
fn bring_up_to_date(folder: &Path) -> Result<()> {
    match Reader::open(folder) {
        Ok(_) => Ok(()),
        Err(store::Error::Older { .. }) => {
            Library::open(folder)?;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn show(door: Door, folder: &Path, request: Request, args: &DoorArgs) -> Result<Status> {
    server::log_to_stderr(&args.log, args.log_format.into())?;
    let address = door.address();
    let mut limits = Limits::default();
    limits.rate = args.rate;
    let app = App::open(folder, request.packs, limits)?;
    let mut output = Output::open(None)?;
    output.text(&format!("http://{address}/\n"))?;
    output.show()?;
    eprintln!("open this address in a browser; ctrl-c stops");
    server::serve(door, app)?;
    Ok(Status::Done)
}

/// Reads the token from the file, else from the environment; never from a flag, which others on the machine see.
fn token(args: &DoorArgs) -> Result<Option<Token>> {
    let text = match &args.token_file {
        Some(path) => {
            let text = std::fs::read_to_string(path);
            Some(text.with_context(|| format!("read the token from {}", path.display()))?)
        }
        None => std::env::var(TOKEN).ok().filter(|text| !text.is_empty()),
    };
    Ok(text.map(|text| Token::new(text.trim())).transpose()?)
}
