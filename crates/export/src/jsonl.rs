//! JSON Lines: one object a line.

use crate::cell::Column;
use crate::{Counts, Result, Source, What, tables};
use model::Document;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;

/// Writes documents as `annotate` prints them, and everything else as one object a row.
pub(crate) fn write(what: What, source: &dyn Source, out: &mut dyn Write) -> Result<Counts> {
    let mut counts = Counts::default();
    if what == What::Documents {
        tables::documents(source, &mut |placed| {
            line(out, &Tagged { format: "document/1", value: placed.document })?;
            counts.wrote();
            Ok(())
        })?;
        return Ok(counts);
    }
    let columns = tables::columns(what);
    let format = Value::from(format(what));
    tables::rows(what, source, &mut |cells| {
        let named =
            |(column, cell): (&Column, &crate::cell::Cell<'_>)| (column.name.to_owned(), cell.to_json());
        let fields = columns.iter().zip(cells).map(named);
        let object: Map<String, Value> =
            [("format".to_owned(), format.clone())].into_iter().chain(fields).collect();
        line(out, &object)?;
        counts.wrote();
        Ok(())
    })?;
    Ok(counts)
}

/// Writes one value on one line.
pub(crate) fn line(out: &mut dyn Write, value: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

#[derive(Serialize)]
struct Tagged<'a> {
    format: &'static str,
    #[serde(flatten)]
    value: &'a Document,
}

/// Returns the name and version of a row's format.
fn format(what: What) -> &'static str {
    match what {
        What::Documents => "document/1",
        What::Statements => "statement/1",
        What::Events => "event/1",
        What::EventMentions => "event-mention/1",
        What::Claims => "claim/1",
        What::Supports => "support/1",
        What::Stories => "story/1",
    }
}
