//! `sutradhar serve`.

use super::{Status, library, read};
use crate::args::ServeArgs;
use crate::output::Output;
use crate::progress::Bar;
use crate::request::{self, Request};
use crate::settings::Settings;
use crate::view;
use anyhow::{Context, Result};
use server::{App, Door, Token};
use std::net::SocketAddr;

/// The environment variable with the token.
const TOKEN: &str = "SUTRADHAR_TOKEN";

/// Shows a record over HTTP until the process is told to end.
pub(crate) fn run(args: &ServeArgs, settings: &Settings) -> Result<Status> {
    // The door opens first, so that a wrong address or a taken port is told before the pages are read.
    let door = Door::open(SocketAddr::new(args.address, args.port), token(args)?)?;
    let request = Request::new(settings)?;
    let without_pages = args.input.paths.is_empty() && args.input.manifest.is_empty();
    let reading = if library::is_meant(&args.input, settings)? || without_pages {
        library::reading(&settings.library.value)?
    } else {
        let inputs = request::inputs(&args.input)?;
        let bar = Bar::new(intake::estimate(&inputs, &request.limits));
        read::reading(intake::read(&inputs, &request.limits), &request, &bar)?
    };
    let texts = view::Texts::of(&reading.documents);
    let page = view::html::render(&view::sheet(&reading.record, &texts, view::Labels::of(request.ui), true));
    let app = App::new(&reading.record, reading.documents, page)?;
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
