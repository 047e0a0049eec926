//! Measuring the program against gold answers.
//!
//! A task runs the pipeline over pages or texts and compares what comes out with what a person marked.
//! Gold spans point into the gold text; [`place`] finds them again in the text that the program took out of the
//! page, so that every task is measured end to end. [`TASKS`] lists the tasks; a new one is a module and a row.

mod articles;
mod data;
mod extraction;
mod facts;
mod files;
mod groups;
mod identities;
mod indirect;
mod languages;
mod marked;
mod measure;
mod names;
mod place;
mod plain;
mod plover;
mod record;
mod scripts;
mod sentences;
mod spans;
mod statements;
mod voices;

pub use data::Data;
pub use measure::{Measure, Scores};

use anyhow::Result;
use engine::{Setup, Workers};
use intake::Limits;
use lang::Packs;
use std::path::PathBuf;

/// What a measurement runs with.
pub struct Bench {
    /// Languages and names.
    pub packs: Packs,
    /// Threads.
    pub workers: Workers,
    /// How large a page may be.
    pub limits: Limits,
}

impl Bench {
    fn setup(&self) -> Setup<'_> {
        Setup::of(&self.packs, &self.workers)
    }
}

/// What is asked of a task that reads files of its own.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The data: a folder or a file, as the task says.
    pub data: Option<PathBuf>,
    /// Only these sets of it; all where none is named.
    pub sets: Vec<String>,
    /// How pages are read.
    pub mode: PageMode,
    /// Whether it is first learned from all pages what those of one outlet have in common.
    pub memory: bool,
    /// Where what is found is kept, one JSON line a page.
    pub save: Option<PathBuf>,
    /// What was kept so, measured instead of reading the pages.
    pub predictions: Option<PathBuf>,
    /// What was kept so, compared with.
    pub against: Option<PathBuf>,
}

/// How pages are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageMode {
    /// As they are.
    #[default]
    Html,
    /// Their visible text, as a crawl keeps it.
    Plain,
    /// With every Latin letter of their text in another script.
    Swapped,
}

/// One task.
pub struct Task {
    /// The name on the command line.
    pub name: &'static str,
    /// What is measured, in one line.
    pub about: &'static str,
    /// What runs it.
    pub run: Run,
}

/// What a task needs.
#[derive(Clone, Copy)]
pub enum Run {
    /// A corpus with gold for every stage.
    Corpus(fn(&Data, &Bench) -> Result<Scores>),
    /// Data that the task reads itself.
    Own(fn(&Asked, &Bench) -> Result<Scores>),
    /// A corpus, or where a file is named, that file.
    Either(fn(&Data, &Bench) -> Result<Scores>, fn(&Asked, &Bench) -> Result<Scores>),
}

/// All tasks, in the order of the flow.
pub static TASKS: &[Task] = &[
    Task {
        name: "articles",
        about: "text, title, date, outlet, agencies, furniture",
        run: Run::Corpus(articles::run),
    },
    Task {
        name: "languages",
        about: "the language of texts, whole and their first words, with --data",
        run: Run::Own(languages::run),
    },
    Task { name: "sentences", about: "where sentences end, with --data", run: Run::Own(sentences::run) },
    Task {
        name: "names",
        about: "who and what is named; also on a file of words with tags",
        run: Run::Either(facts::names, marked::run),
    },
    Task {
        name: "entities",
        about: "which names in many texts name the same, with --data",
        run: Run::Own(identities::run),
    },
    Task {
        name: "times",
        about: "times and their values; exact spans where --data is a file of cases",
        run: Run::Either(facts::times, spans::times),
    },
    Task {
        name: "amounts",
        about: "exact amounts in a file of cases, with --data",
        run: Run::Own(spans::amounts),
    },
    Task {
        name: "quantities",
        about: "amounts, how exact, what is counted",
        run: Run::Corpus(facts::quantities),
    },
    Task {
        name: "events",
        about: "what happened, when, how certain; also on a file of texts",
        run: Run::Either(facts::events, voices::events),
    },
    Task {
        name: "statements",
        about: "who said what, and the way it came; also on a file of texts",
        run: Run::Either(statements::run, voices::statements),
    },
    Task {
        name: "indirect",
        about: "speaker and content of single reports of speech, with --data",
        run: Run::Own(indirect::run),
    },
    Task { name: "groups", about: "copies, stories and threads", run: Run::Corpus(groups::run) },
    Task {
        name: "record",
        about: "claims, their standing, silences, the timeline",
        run: Run::Corpus(record::run),
    },
    Task { name: "scripts", about: "names met across scripts, with --data", run: Run::Own(scripts::run) },
    Task {
        name: "extraction",
        about: "text, title, date, authors of pages in sets, with --data",
        run: Run::Own(extraction::run),
    },
];
