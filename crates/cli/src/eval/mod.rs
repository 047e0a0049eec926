//! Measuring the program against gold answers.
//!
//! A task runs the pipeline over the pages of a corpus and compares what comes out with what a person marked.
//! Gold spans point into the gold text; [`place`] finds them again in the text that the program took out of the
//! page, so that every task is measured end to end. [`TASKS`] lists the tasks; a new one is a module and a row.

mod articles;
mod data;
mod facts;
mod groups;
mod measure;
mod names;
mod place;
mod record;
mod statements;

pub(crate) use data::Data;
pub(crate) use measure::{Measure, Scores};

use crate::request::Request;
use anyhow::Result;

/// One task.
pub(crate) struct Task {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// What is measured, in one line.
    pub(crate) about: &'static str,
    /// Runs it.
    pub(crate) run: fn(&Data, &Request) -> Result<Scores>,
}

/// All tasks, in the order of the flow.
pub(crate) static TASKS: &[Task] = &[
    Task { name: "articles", about: "text, title, date, outlet, agencies, furniture", run: articles::run },
    Task { name: "names", about: "who and what is named", run: facts::names },
    Task { name: "times", about: "times and their values", run: facts::times },
    Task { name: "quantities", about: "amounts, how exact, what is counted", run: facts::quantities },
    Task { name: "events", about: "what happened, when, how certain", run: facts::events },
    Task { name: "statements", about: "who said what, and the way it came", run: statements::run },
    Task { name: "groups", about: "copies, stories and threads", run: groups::run },
    Task { name: "record", about: "claims, their standing, silences, the timeline", run: record::run },
];
