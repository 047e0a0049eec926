//! The command line of Sutradhar.
//!
//! Data goes to standard output; progress, advice and faults go to standard error.
//! The command line as typed is in [`args`], what it means in [`settings`] and [`request`], one module a command
//! in [`commands`], and what a person sees of a record in [`view`].
//! This crate computes nothing from text: stages do, and `engine` runs them.

mod args;
mod commands;
mod demo;
mod offsets;
mod output;
mod progress;
mod request;
mod settings;
mod view;

use args::{Command, CommandLine};
use clap::Parser;
use commands::Status;
use settings::Settings;
use std::process::ExitCode;

/// Most of the time goes into many small pieces of text, on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Clap prints its own errors and exits with 2, and with 0 after --help.
    let line = CommandLine::parse();
    match run(line) {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sutradhar: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(line: CommandLine) -> anyhow::Result<Status> {
    let settings = Settings::resolve(&line.settings, &|name| std::env::var(name).ok())?;
    match line.command {
        Command::Read(args) => commands::read::run(&args, &settings),
        Command::Extract(args) => match &args.memory {
            Some(memory) => commands::lines::extract_with(&args.lines, memory, &settings),
            None => commands::lines::extract(&args.lines.input, &args.lines.output, &settings),
        },
        Command::Annotate(args) => commands::lines::annotate(&args.input, &args.output, &settings),
        Command::Group(args) => commands::lines::group(&args.input, &args.output, &settings),
        Command::Demo(args) => commands::demo::run(&args, &settings),
        Command::Add(args) => commands::add::run(&args, &settings),
        Command::Library(args) => commands::library::run(&args.command, &settings),
        Command::Export(args) => commands::export::run(&args, &settings),
        Command::Serve(args) => commands::serve::run(&args, &settings),
        Command::Eval(args) => commands::eval::run(&args, &settings),
        Command::Config(args) => commands::config::run(&args, &settings),
        Command::Pack(args) => commands::pack::run(&args.command, &settings),
        Command::Names(args) => commands::names::run(&args.command, &settings),
        Command::Completions { shell } => commands::completions::run(shell),
        Command::Schema { name } => commands::schema::run(name),
    }
}
