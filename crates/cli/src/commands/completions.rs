//! `sutradhar completions SHELL`.

use super::Status;
use crate::args::CommandLine;
use crate::output::Output;
use anyhow::Result;
use clap::CommandFactory;

/// Prints the completion script of a shell.
pub(crate) fn run(shell: clap_complete::Shell) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "sutradhar", &mut script);
    let mut output = Output::open(None)?;
    output.text(&String::from_utf8_lossy(&script))?;
    output.finish()?;
    Ok(Status::Done)
}
