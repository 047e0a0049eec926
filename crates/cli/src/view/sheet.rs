//! A record as it is shown: chosen, worded, with marks, and without a layout yet.

use super::marks::Marks;
use super::parts::{
    ArticleEntry, AsideEntry, BriefLine, ClaimGroup, Head, OriginEntry, SilenceEntry, TimelineLine, articles,
    aside, brief, claims, head, origins, silences, timeline,
};
use super::{Labels, Texts};
use model::{Record, ThreadRecord};

/// A record ready to be laid out.
pub(crate) struct Sheet {
    /// The words used.
    pub(crate) labels: Labels,
    /// One a thread.
    pub(crate) threads: Vec<ThreadSheet>,
    /// What could not be used.
    pub(crate) aside: Section<AsideEntry>,
}

/// One thread ready to be laid out; the parts are in reading order.
pub(crate) struct ThreadSheet {
    pub(crate) head: Head,
    pub(crate) brief: Vec<BriefLine>,
    pub(crate) claims: Vec<ClaimGroup>,
    pub(crate) silences: Section<SilenceEntry>,
    pub(crate) timeline: Section<TimelineLine>,
    pub(crate) origins: Section<OriginEntry>,
    pub(crate) articles: Section<ArticleEntry>,
}

/// The first entries of a part, and how many were left out.
pub(crate) struct Section<T> {
    pub(crate) entries: Vec<T>,
    pub(crate) more: usize,
}

/// How much of each part is shown.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) claims: usize,
    pub(crate) ways: usize,
    pub(crate) silences: usize,
    pub(crate) timeline: usize,
    pub(crate) origins: usize,
    pub(crate) articles: usize,
    pub(crate) aside: usize,
}

impl Limits {
    const SCREEN: Self =
        Self { claims: 5, ways: 4, silences: 6, timeline: 20, origins: 12, articles: 60, aside: 20 };
    const NONE: Self = Self {
        claims: usize::MAX,
        ways: usize::MAX,
        silences: usize::MAX,
        timeline: usize::MAX,
        origins: usize::MAX,
        articles: usize::MAX,
        aside: usize::MAX,
    };
}

impl<T> Section<T> {
    /// Makes the entries that are shown of all there are.
    pub(crate) fn of<S>(
        all: impl ExactSizeIterator<Item = S>,
        limit: usize,
        make: impl FnMut(S) -> T,
    ) -> Self {
        let more = all.len().saturating_sub(limit);
        Self { entries: all.take(limit).map(make).collect(), more }
    }
}

/// Returns the sheet of a record; `all` leaves nothing out.
pub(crate) fn sheet(record: &Record, texts: &Texts<'_>, labels: Labels, all: bool) -> Sheet {
    let limits = if all { Limits::NONE } else { Limits::SCREEN };
    let count = record.threads.len();
    let threads = record.threads.iter().enumerate();
    Sheet {
        labels,
        threads: threads.map(|(at, of)| thread(of, (at + 1, count), texts, labels, limits)).collect(),
        aside: aside::section(&record.set_aside, labels, limits.aside),
    }
}

fn thread(
    thread: &ThreadRecord,
    number: (usize, usize),
    texts: &Texts<'_>,
    labels: Labels,
    limits: Limits,
) -> ThreadSheet {
    // Parts are made in reading order, because marks are given out in that order.
    let mut marks = Marks::of(&thread.articles);
    let source = Source { thread, texts, labels, limits };
    let head = head::head(&source, number);
    let brief = brief::lines(&source, &mut marks);
    let claims = claims::groups(&source, &mut marks);
    let silences = silences::section(&source, &mut marks);
    let timeline = timeline::section(&source, &mut marks);
    let origins = origins::section(&source);
    let articles = articles::section(&source, &marks);
    ThreadSheet { head, brief, claims, silences, timeline, origins, articles }
}

/// What parts are made from.
pub(crate) struct Source<'a> {
    pub(crate) thread: &'a ThreadRecord,
    pub(crate) texts: &'a Texts<'a>,
    pub(crate) labels: Labels,
    pub(crate) limits: Limits,
}

impl Source<'_> {
    /// Returns the name of an origin.
    pub(crate) fn origin(&self, id: &str) -> Option<String> {
        let found = self.thread.origins.iter().find(|origin| origin.id.as_str() == id)?;
        Some(super::words::clean(&found.name))
    }
}
