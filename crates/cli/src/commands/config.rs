//! `sutradhar config`.

use super::Status;
use crate::args::{ConfigArgs, TableFormat};
use crate::output::Output;
use crate::settings::Settings;
use anyhow::Result;
use text::{pad, width};

/// Prints each setting, its value and where it came from.
pub(crate) fn run(args: &ConfigArgs, settings: &Settings) -> Result<Status> {
    let mut output = Output::open(None)?;
    let rows = settings.rows();
    match args.format {
        TableFormat::Json => {
            let rows: Vec<_> = rows
                .iter()
                .map(|(key, value, from)| serde_json::json!({"setting": key, "value": value, "from": from}))
                .collect();
            output.json_line(&rows)?;
        }
        TableFormat::Text => {
            let values = rows.iter().map(|(_, value, _)| width(value)).max().unwrap_or(0).min(48);
            for (key, value, from) in &rows {
                let value = if width(value) > values { value.clone() } else { pad(value, values) };
                output.text(&format!("{}  {value}  {from}\n", pad(key, 14)))?;
            }
        }
    }
    output.finish()?;
    Ok(Status::Done)
}
