//! The desk: threads by what changed in them since the last visit, and how the sources are.

use crate::layout::{Frame, render};
use crate::parts::badge::{Badge, STANDINGS};
use crate::parts::changes::{self, ChangeLine};
use crate::parts::pager::{Pager, asked};
use crate::source::{Change, ChangeKind};
use crate::{Look, Named, Names, Place, Quoted, address};
use askama::Template;
use model::{Moment, ThreadId};
use std::cmp::Reverse;

/// What the desk shows.
#[derive(Clone, Copy)]
pub struct DeskView<'a> {
    /// The threads of the page that the address asks for, [`THREADS`] a page, in any order.
    pub threads: &'a [DeskThread],
    /// How many threads there are.
    pub total: usize,
    /// The names of who and what they name.
    pub names: &'a Names,
    /// How the sources are.
    pub health: &'a Health,
    /// When the reader was here last.
    pub since: Option<Moment>,
}

/// One thread, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskThread {
    /// The id.
    pub id: ThreadId,
    /// The headline of its most central article.
    pub title: Quoted,
    /// First and last day.
    pub span: (Option<Moment>, Option<Moment>),
    /// How many articles it has.
    pub articles: usize,
    /// How many outlets printed them.
    pub outlets: usize,
    /// How many origins speak in it.
    pub origins: usize,
    /// How many claims of each standing it has, in the order of [`STANDINGS`].
    pub standings: [usize; STANDINGS.len()],
    /// What changed since the last visit.
    pub changes: Vec<Change>,
}

/// How the sources of the library are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    /// How many articles the library holds.
    pub articles: usize,
    /// When the last was added.
    pub last_added: Option<Moment>,
    /// How many pages were set aside.
    pub set_aside: usize,
    /// Each source.
    pub sources: Vec<SourceHealth>,
}

/// How one source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceHealth {
    /// What to call it.
    pub name: String,
    /// Whether it can be read.
    pub state: SourceState,
    /// How many articles came from it.
    pub articles: usize,
    /// When the last came.
    pub last: Option<Moment>,
    /// What went wrong last.
    pub error: Option<String>,
}

/// Whether a source can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceState {
    /// Reading it failed.
    Failing,
    /// Nothing has come from it for longer than usual.
    Late,
    /// It is read as it should be.
    Well,
    /// Nobody reads it on a schedule: its pages were added by hand.
    ByHand,
}

impl SourceState {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::Late => "late",
            Self::Well => "well",
            Self::ByHand => "by-hand",
        }
    }

    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Failing => "✖",
            Self::Late => "⚠",
            Self::Well => "✔",
            Self::ByHand => "•",
        }
    }
}

struct Row {
    href: String,
    title: Quoted,
    span: String,
    counts: String,
    tally: Vec<Badge>,
    changes: Vec<ChangeLine>,
    changes_more: Option<String>,
}

/// Sources in one state.
struct Group {
    name: &'static str,
    sign: &'static str,
    words: String,
    named: Vec<Named>,
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    empty: bool,
    since: Option<String>,
    changed: Vec<Row>,
    quiet: Vec<Row>,
    pager: Option<Pager>,
    held: Vec<String>,
    sources: Vec<Group>,
    set_aside: Option<String>,
}

/// So many threads stand on a page.
pub const THREADS: usize = 12;
/// So many changes of a thread are shown.
const CHANGES: usize = 3;
/// So many sources in trouble are named.
const NAMED: usize = 4;

/// Returns the desk.
pub fn desk(view: &DeskView<'_>, look: &Look) -> String {
    let mut order: Vec<&DeskThread> = view.threads.iter().collect();
    order.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let (number, pages) = asked(look, view.total, THREADS);
    let (changed, quiet): (Vec<&DeskThread>, Vec<&DeskThread>) =
        order.into_iter().partition(|thread| !thread.changes.is_empty());
    let health = view.health;
    let held = [(health.articles, "count.articles"), (view.total, "count.threads")];
    render(&DeskPage {
        frame: Frame::of(look, Place::Desk, look.word("nav.desk")),
        look,
        empty: view.total == 0,
        since: view.since.map(|since| look.fill("desk.since", &[&look.minute(since)])),
        changed: changed.into_iter().map(|thread| row(thread, view, look)).collect(),
        quiet: quiet.into_iter().map(|thread| row(thread, view, look)).collect(),
        pager: Pager::of(number, pages, look),
        held: (held.into_iter().map(|(count, key)| look.count(count, key)))
            .chain(health.last_added.map(|at| look.fill("desk.last-added", &[&look.minute(at)])))
            .collect(),
        sources: sources(health, view.names, look),
        set_aside: (health.set_aside > 0).then(|| look.count(health.set_aside, "count.set-aside")),
    })
}

type Rank<'a> = (bool, Option<ChangeKind>, Reverse<usize>, Reverse<Option<Moment>>, &'a ThreadId);

/// Orders threads by the weightiest change, then by how many of it, then by the last day; volume counts for nothing.
fn rank(thread: &DeskThread) -> Rank<'_> {
    let kind = thread.changes.iter().map(|change| change.kind).min();
    let same = thread.changes.iter().filter(|change| Some(change.kind) == kind).count();
    (kind.is_none(), kind, Reverse(same), Reverse(thread.span.1), &thread.id)
}

fn row(thread: &DeskThread, view: &DeskView<'_>, look: &Look) -> Row {
    let mut changes: Vec<&Change> = thread.changes.iter().collect();
    changes.sort_by_key(|change| (change.kind, Reverse(change.at)));
    let counts = [
        (thread.origins, "count.origins"),
        (thread.outlets, "count.outlets"),
        (thread.articles, "count.articles"),
    ];
    Row {
        href: address::thread(&thread.id),
        title: if thread.title.is_empty() {
            Quoted::new(look.word("line.untitled"), look.lang.tag())
        } else {
            thread.title.clone()
        },
        span: look.span(thread.span.0, thread.span.1),
        counts: counts.map(|(count, key)| look.count(count, key)).join(" · "),
        tally: (STANDINGS.into_iter().zip(thread.standings))
            .filter(|(_, count)| *count > 0)
            .map(|(standing, count)| Badge::counted(standing, count, look))
            .collect(),
        changes_more: look.more(changes.len(), CHANGES),
        changes: changes::lines(changes.into_iter().take(CHANGES), view.names, look),
    }
}

/// Groups sources by state, those in trouble first and by name.
fn sources(health: &Health, names: &Names, look: &Look) -> Vec<Group> {
    let states = [SourceState::Failing, SourceState::Late, SourceState::Well, SourceState::ByHand];
    let group = |state: SourceState| {
        let mut all: Vec<&SourceHealth> =
            health.sources.iter().filter(|source| source.state == state).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        let trouble = matches!(state, SourceState::Failing | SourceState::Late);
        let named = if trouble { NAMED } else { 0 };
        Group {
            name: state.name(),
            sign: state.sign(),
            words: look.fill(&format!("source.{}", state.name()), &[&look.count(all.len(), "count.outlets")]),
            named: all.iter().take(named).map(|source| names.show(&source.name, look.lang)).collect(),
            more: if trouble { look.more(all.len(), NAMED) } else { None },
        }
    };
    let some = |state: &SourceState| health.sources.iter().any(|source| source.state == *state);
    states.into_iter().filter(some).map(group).collect()
}
