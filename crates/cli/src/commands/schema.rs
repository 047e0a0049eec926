//! `sutradhar schema NAME`.

use super::Status;
use crate::args::SchemaName;
use crate::output::Output;
use anyhow::Result;

/// Prints the JSON Schema of an output format.
pub(crate) fn run(name: SchemaName) -> Result<Status> {
    let mut output = Output::open(None)?;
    output.text(match name {
        SchemaName::Article => include_str!("../../../../docs/schema/article.schema.json"),
        SchemaName::Document => include_str!("../../../../docs/schema/document.schema.json"),
        SchemaName::Group => include_str!("../../../../docs/schema/group.schema.json"),
        SchemaName::Record => include_str!("../../../../docs/schema/record.schema.json"),
    })?;
    output.finish()?;
    Ok(Status::Done)
}
