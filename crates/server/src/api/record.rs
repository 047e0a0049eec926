//! The record of the whole library, written one thread at a time.

use crate::app::App;
use crate::ask::Ask;
use crate::problem::causes;
use crate::stream::{self, Sink};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use store::Reader;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(record))
}

/// Gives the record of all threads, by first day, with what could not be used.
///
/// It is written while it is read, and broken off when the library fails in the middle.
#[utoipa::path(
    get, path = "/record", tag = "library",
    responses((status = 200, description = "the record: `record/1`", body = ref("#/components/schemas/Record"))),
)]
async fn record(ask: Ask) -> Response {
    let folder = ask.app.shelf().folder().to_owned();
    let (body, sink) = stream::body();
    // It has a reader of its own: a slow asker must not keep others waiting.
    tokio::task::spawn_blocking(move || {
        let written = Reader::open(&folder).and_then(|reader| reader.at_once(|reader| write(reader, &sink)));
        match written {
            Ok(Ok(())) => {}
            Ok(Err(error)) | Err(error) => {
                tracing::error!(error = causes(&error), "record broken off");
                sink.fail();
            }
        }
    });
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Writes the record until it ends or nobody listens any more.
fn write(reader: &Reader, sink: &Sink) -> store::Result<()> {
    let mut piece = b"{\"format\":\"record/1\",\"threads\":[".to_vec();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (at, id) in reader.thread_ids()?.iter().enumerate() {
        let Some(thread) = reader.thread(id)? else { continue };
        for (name, count) in [
            ("threads", 1),
            ("stories", thread.stories.len()),
            ("origins", thread.origins.len()),
            ("claims", thread.claims.len()),
            ("silences", thread.silences.len()),
        ] {
            *counts.entry(name).or_default() += count as u64;
        }
        if at > 0 {
            piece.push(b',');
        }
        // Writing into memory does not fail, and neither do the types of a record.
        let _ = serde_json::to_writer(&mut piece, &thread);
        if !sink.put(std::mem::take(&mut piece)) {
            return Ok(());
        }
    }
    let stats = reader.stats()?;
    let set_aside = reader.set_aside()?;
    counts.extend([
        ("articles", stats.articles),
        ("outlets", stats.outlets),
        ("pages", stats.articles + stats.set_aside),
        ("set_aside", stats.set_aside),
        ("statements", stats.statements),
    ]);
    piece.extend_from_slice(b"],\"set_aside\":");
    let _ = serde_json::to_writer(&mut piece, &set_aside);
    piece.extend_from_slice(b",\"stats\":");
    let _ = serde_json::to_writer(&mut piece, &counts);
    piece.push(b'}');
    sink.put(piece);
    Ok(())
}
