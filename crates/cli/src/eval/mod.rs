//! Measuring the program against gold answers.
//!
//! A task runs the pipeline over the pages of a corpus and compares what comes out with what a person marked.
//! Gold spans point into the gold text; [`place`] finds them again in the text that the program took out of the
//! page, so that every task is measured end to end. [`TASKS`] lists the tasks; a new one is a module and a row.

mod articles;
mod data;
mod extraction;
mod facts;
mod groups;
mod measure;
mod names;
mod place;
mod record;
mod statements;

pub(crate) use data::Data;
pub(crate) use measure::{Measure, Scores};

use crate::args::EvalArgs;
use crate::request::Request;
use anyhow::Result;

/// One task.
pub(crate) struct Task {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// What is measured, in one line.
    pub(crate) about: &'static str,
    /// What runs it.
    pub(crate) run: Run,
}

/// What a task needs.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// A corpus with gold for every stage; the built-in one unless another is named.
    Corpus(fn(&Data, &Request) -> Result<Scores>),
    /// A folder that the task reads itself.
    Folder(fn(&EvalArgs, &Request) -> Result<Scores>),
}

/// All tasks, in the order of the flow.
pub(crate) static TASKS: &[Task] = &[
    Task {
        name: "articles",
        about: "text, title, date, outlet, agencies, furniture",
        run: Run::Corpus(articles::run),
    },
    Task { name: "names", about: "who and what is named", run: Run::Corpus(facts::names) },
    Task { name: "times", about: "times and their values", run: Run::Corpus(facts::times) },
    Task {
        name: "quantities",
        about: "amounts, how exact, what is counted",
        run: Run::Corpus(facts::quantities),
    },
    Task { name: "events", about: "what happened, when, how certain", run: Run::Corpus(facts::events) },
    Task {
        name: "statements",
        about: "who said what, and the way it came",
        run: Run::Corpus(statements::run),
    },
    Task { name: "groups", about: "copies, stories and threads", run: Run::Corpus(groups::run) },
    Task {
        name: "record",
        about: "claims, their standing, silences, the timeline",
        run: Run::Corpus(record::run),
    },
    Task {
        name: "extraction",
        about: "text, title, date, authors of pages in sets, with --data",
        run: Run::Folder(extraction::run),
    },
];
