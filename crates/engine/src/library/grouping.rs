//! Grouping what is pending, and drawing up the records of the threads that change by it.

use crate::library::identifying::{identify_all, identify_some};
use crate::library::selection::{FREQUENCIES, Selection, outlines, select};
use crate::library::{Overlay, moves};
use crate::{Result, Setup, Workers, guard};
use claims::Outlets;
use lang::Packs;
use model::id::content_hash;
use model::{Change, ClaimId, DocId, Document, Grouped, Grouping, Moment, Thread, ThreadId, ThreadRecord};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::sync_channel;
use store::{Former, FormerKind, Library, Reader};
use story::Outline;

/// What the records are made with: another one for every change of how they are.
const RECORDS: &str = "records/1";

/// Threads with so many articles together are drawn up, then written while the next are drawn up.
const AT_ONCE: usize = 500;

/// Records that are drawn up wait to be written; so many times [`AT_ONCE`] at most.
const WAITING: usize = 1;

/// So many pending articles are grouped at once, which bounds memory.
const PENDING_AT_ONCE: u64 = 20_000;

/// What grouping did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Regrouped {
    /// Articles that were pending.
    pub articles: usize,
    /// Threads whose records were drawn up.
    pub threads: usize,
}

/// How far grouping is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Articles are put together, so many of them.
    Grouping(usize),
    /// Records are drawn up: so many threads of so many are done.
    Records(usize, usize),
    /// The search index is brought up to date: so many articles of so many are done.
    Indexing(usize, usize),
}

/// Groups the articles that are pending, with those that they may belong with, and draws up the records of the
/// threads that change.
///
/// Each batch of articles, from the earliest to the latest, is written at once: a run that is stopped leaves the
/// rest pending.
pub fn group(library: &mut Library, setup: &Setup<'_>, notice: &dyn Fn(Step)) -> Result<Regrouped> {
    let mut all = Regrouped::default();
    if library.articles()? <= setup.whole && library.pending_count()? > 0 {
        identify_all(library, setup)?;
    }
    loop {
        let pending = library.pending(PENDING_AT_ONCE)?;
        if pending.is_empty() {
            return Ok(all);
        }
        let done = group_some(library, pending, setup, notice)?;
        all.articles += done.articles;
        all.threads += done.threads;
    }
}

fn group_some(
    library: &mut Library,
    pending: Vec<u32>,
    setup: &Setup<'_>,
    notice: &dyn Fn(Step),
) -> Result<Regrouped> {
    let reader = Reader::open(library.folder())?;
    let overlay = Overlay::of(&reader)?;
    let folder = reader.folder();
    let mut selection = {
        let (packs, whole) = (setup.packs, setup.whole);
        setup.workers.install(|| selected(folder, pending, &overlay, packs, whole))?
    };
    let overlay = if selection.whole { overlay } else { identified(library, &mut selection, setup)? };
    notice(Step::Grouping(selection.weighed.len()));
    let grouping = grouped(&reader, &mut selection, &overlay, setup.workers)?;
    let outlets = outlets(&reader)?;
    let plan = plan(&reader, &selection, grouping, &outlets, setup.packs)?;

    let mut batch = library.batch()?;
    for thread in &plan.removed {
        batch.remove_thread(thread)?;
    }
    let before = Before::of(&reader, &plan, &selection)?;
    let mut named = BTreeMap::new();
    let with = Drawing { grouping: &plan.grouping, outlets: &outlets, overlay: &overlay, before: &before };
    drawn_up(&reader, &plan.changed, with, setup, |done, some, records| {
        for ((thread, made_of), drawn) in some.iter().zip(records) {
            let places: Vec<Grouped> = thread
                .stories
                .iter()
                .flat_map(|story| &story.articles)
                .filter_map(|id| plan.grouping.of(id).cloned())
                .collect();
            batch.put_thread(&drawn.record, &places, made_of)?;
            batch.put_changes(&drawn.record.id, &drawn.changes)?;
            for former in drawn.formers {
                batch.put_former(&former)?;
            }
            named.extend(drawn.named);
        }
        notice(Step::Records(done, plan.changed.len()));
        Ok(())
    })?;
    for former in gone(&reader, &plan, named)? {
        batch.put_former(&former)?;
    }
    for (key, features) in &selection.pending {
        batch.set_grouped(*key, features)?;
    }
    if !selection.whole {
        batch.set_state(FREQUENCIES, &selection.frequencies.to_bytes())?;
    }
    batch.commit()?;
    Ok(Regrouped { articles: selection.pending.len(), threads: plan.changed.len() })
}

fn selected(
    folder: &Path,
    pending: Vec<u32>,
    overlay: &Overlay,
    packs: &Packs,
    whole: u64,
) -> Result<Selection> {
    let (reader, drawn) = (Reader::open(folder)?, Reader::open(folder)?);
    let mut draw = |id: &DocId| -> Result<Outline> {
        let document = drawn.document(id)?.ok_or_else(|| crate::Error::Gone(id.clone()))?;
        Ok(Outline::of(overlay.applied(&document).as_ref().unwrap_or(&document), packs))
    };
    let mut targets = Vec::new();
    for (_, thread) in overlay.moves() {
        if let Some(thread) = thread {
            targets.extend(current(&reader, thread)?);
        }
    }
    select(&reader, pending, &targets, whole, &mut draw)
}

/// Compares the names of the selected articles, takes those that change again, and returns what is laid over documents
/// from now on.
fn identified(library: &mut Library, selection: &mut Selection, setup: &Setup<'_>) -> Result<Overlay> {
    let others = selection.ids.keys().rev().filter(|key| !selection.pending.contains_key(key));
    let keys: Vec<u32> = selection.pending.keys().chain(others).copied().collect();
    let changed = identify_some(library, keys.into_iter(), setup)?;
    let again: Vec<u32> =
        selection.ids.iter().filter(|(_, id)| changed.contains(id)).map(|(key, _)| *key).collect();
    let overlay = Overlay::of(library)?;
    let mut draw = |id: &DocId| Err(crate::Error::Gone(id.clone()));
    let drawn = outlines(library, &again, &mut draw)?;
    setup.workers.install(|| selection.take_again(&drawn));
    Ok(overlay)
}

fn grouped(
    reader: &Reader,
    selection: &mut Selection,
    overlay: &Overlay,
    workers: &Workers,
) -> Result<Grouping> {
    let weighed = std::mem::take(&mut selection.weighed);
    let dates: BTreeMap<DocId, Option<Moment>> =
        weighed.iter().map(|article| (article.id().clone(), article.date())).collect();
    let grouping = workers.install(|| guard::whole("group", || story::group_weighed(weighed)))?;
    let ids = &selection.ids;
    let mut wanted = Vec::new();
    for (article, thread) in overlay.moves() {
        let company = match thread {
            None => None,
            Some(thread) => {
                let mut company = BTreeSet::new();
                if let Some(thread) = current(reader, thread)? {
                    let keys = reader.articles_of(&thread)?;
                    company.extend(keys.iter().filter_map(|key| ids.get(key).cloned()));
                }
                company.remove(article);
                Some(company)
            }
        };
        wanted.push((article.clone(), company));
    }
    Ok(moves::moved(grouping, &wanted, &dates))
}

/// Returns the thread that an id leads to now.
fn current(reader: &Reader, thread: &ThreadId) -> Result<Option<ThreadId>> {
    Ok(reader.find_thread(thread)?.map(|found| match found {
        store::Whereabouts::Here(_) => thread.clone(),
        store::Whereabouts::Moved(now) => now,
    }))
}

fn outlets(reader: &Reader) -> Result<Outlets> {
    let names = reader.outlet_names()?;
    Ok(Outlets::of(names.iter().map(|(host, name, count)| (host.as_str(), name.as_str(), *count as usize))))
}

/// What is written.
struct Plan {
    grouping: Grouping,
    /// The threads to draw up, each with what it is made of.
    changed: Vec<(Thread, String)>,
    /// The threads to remove first.
    removed: Vec<ThreadId>,
}

fn plan(
    reader: &Reader,
    selection: &Selection,
    grouping: Grouping,
    outlets: &Outlets,
    packs: &Packs,
) -> Result<Plan> {
    // Where all articles are at hand, what outlets are called is too, and a record that would say otherwise is redone.
    let called = if selection.whole { format!("{outlets:?}") } else { String::new() };
    // An article that is pending is another one than before, though its id may be the same.
    let pending: BTreeSet<&DocId> =
        selection.pending.keys().filter_map(|key| selection.ids.get(key)).collect();
    let mut changed = Vec::new();
    let mut kept = BTreeSet::new();
    for thread in &grouping.threads {
        let made_of = made_of(thread, &grouping, packs, &called);
        let is_new = thread.stories.iter().flat_map(|story| &story.articles).any(|id| pending.contains(id));
        if !is_new && reader.made_of(&thread.id)?.as_ref() == Some(&made_of) {
            kept.insert(thread.id.clone());
        } else {
            changed.push((thread.clone(), made_of));
        }
    }
    let removed = selection.threads.iter().filter(|thread| !kept.contains(thread)).cloned().collect();
    Ok(Plan { changed, removed, grouping })
}

/// Returns what stands for all that a thread's record is made of.
fn made_of(thread: &Thread, grouping: &Grouping, packs: &Packs, called: &str) -> String {
    let mut parts: Vec<&str> = vec![RECORDS, packs.fingerprint(), called];
    for story in &thread.stories {
        parts.push(story.id.as_str());
        for article in &story.articles {
            parts.push(article.as_str());
            let copies = grouping.of(article).and_then(|place| place.copy_group.as_ref());
            parts.push(copies.map_or("", DocId::as_str));
        }
    }
    let parts: Vec<&[u8]> = parts.into_iter().map(str::as_bytes).collect();
    content_hash(&parts)
}

/// Cuts threads into runs of about as many articles as are held at once.
fn chunks(threads: &[(Thread, String)]) -> impl Iterator<Item = &[(Thread, String)]> {
    let mut rest = threads;
    std::iter::from_fn(move || {
        let mut articles = 0;
        let full = rest.iter().position(|(thread, _)| {
            articles += thread.stories.iter().map(|story| story.articles.len()).sum::<usize>();
            articles >= AT_ONCE
        });
        let (some, left) = rest.split_at(full.map_or(rest.len(), |at| at + 1));
        rest = left;
        (!some.is_empty()).then_some(some)
    })
}

/// What records are drawn up from, besides their documents.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    grouping: &'a Grouping,
    outlets: &'a Outlets,
    overlay: &'a Overlay,
    before: &'a Before,
}

/// A record as it is now, with what became of those that it takes the place of.
struct Drawn {
    record: ThreadRecord,
    changes: Vec<Change>,
    /// The ids of claims that lead to claims of this record.
    formers: Vec<Former>,
    /// The threads that it takes articles from, each with its id and those of its stories.
    named: Vec<(ThreadId, Vec<Former>)>,
}

/// Draws up the records of threads, run by run, and hands on each run in order, with how many threads are done after
/// it.
fn drawn_up(
    reader: &Reader,
    threads: &[(Thread, String)],
    with: Drawing<'_>,
    setup: &Setup<'_>,
    mut written: impl FnMut(usize, &[(Thread, String)], Vec<Drawn>) -> Result<()>,
) -> Result<()> {
    let (folder, packs, workers) = (reader.folder(), setup.packs, setup.workers);
    let (send, receive) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for some in chunks(threads) {
                let records = records(folder, some, with, packs, workers);
                // Nobody takes it where writing failed.
                if send.send((some, records)).is_err() {
                    return;
                }
            }
        });
        let mut done = 0;
        for (some, records) in receive {
            done += some.len();
            written(done, some, records?)?;
        }
        Ok(())
    })
}

/// Draws up the records of threads, in their order.
fn records(
    folder: &Path,
    threads: &[(Thread, String)],
    with: Drawing<'_>,
    packs: &Packs,
    workers: &Workers,
) -> Result<Vec<Drawn>> {
    workers.install(|| {
        threads
            .par_iter()
            .map_init(
                || None,
                |own: &mut Option<Reader>, (thread, _)| {
                    let reader = match own {
                        Some(reader) => reader,
                        None => own.insert(Reader::open(folder)?),
                    };
                    let mut documents: Vec<Document> = Vec::new();
                    for id in thread.stories.iter().flat_map(|story| &story.articles) {
                        let document = reader.document(id)?.ok_or_else(|| crate::Error::Gone(id.clone()))?;
                        documents.push(with.overlay.applied(&document).unwrap_or(document));
                    }
                    let record = guard::whole("record", || {
                        claims::thread(&documents, thread, with.grouping, packs, with.outlets)
                    })?;
                    with.before.compared(reader, record)
                },
            )
            .collect()
    })
}

/// The threads that are removed, by the articles that they held.
///
/// Their records are read, as they were, when the record that takes their place is drawn up: all of them at once would
/// be a large part of a library.
struct Before {
    threads: BTreeMap<DocId, ThreadId>,
}

impl Before {
    fn of(reader: &Reader, plan: &Plan, selection: &Selection) -> Result<Self> {
        let mut threads = BTreeMap::new();
        for thread in &plan.removed {
            for key in reader.articles_of(thread)? {
                threads.extend(selection.ids.get(&key).map(|id| (id.clone(), thread.clone())));
            }
        }
        Ok(Self { threads })
    }

    /// Compares a record with those that shared articles with it.
    fn compared(&self, reader: &Reader, record: ThreadRecord) -> Result<Drawn> {
        let from: BTreeSet<&ThreadId> =
            record.articles.iter().filter_map(|article| self.threads.get(&article.id)).collect();
        let mut before = Vec::with_capacity(from.len());
        for thread in from {
            before.extend(reader.thread(thread)?);
        }
        let before: Vec<&ThreadRecord> = before.iter().collect();
        let changes = claims::changes(&before, &record);
        let renamed: BTreeMap<ClaimId, ClaimId> = claims::renamed(&before, &record).into_iter().collect();
        let formers = before
            .iter()
            .flat_map(|record| &record.claims)
            .filter_map(|claim| {
                let now = renamed.get(&claim.id)?;
                Some(Former {
                    id: claim.id.to_string(),
                    kind: FormerKind::Claim,
                    article: claim.evidence0.article().clone(),
                    now: Some(now.to_string()),
                })
            })
            .collect();
        let named = before.iter().map(|record| (record.id.clone(), named(record))).collect();
        Ok(Drawn { changes, formers, named, record })
    }
}

/// Returns the ids of a thread and its stories; they lead to where their first article is.
fn named(record: &ThreadRecord) -> Vec<Former> {
    let former = |id: &str, kind, articles: Option<&Vec<DocId>>| {
        let article = articles.and_then(|articles| articles.first())?.clone();
        Some(Former { id: id.to_owned(), kind, article, now: None })
    };
    let first = record.stories.first().map(|story| &story.articles);
    let thread = former(record.id.as_str(), FormerKind::Thread, first);
    let stories = record.stories.iter();
    let stories =
        stories.filter_map(|story| former(story.id.as_str(), FormerKind::Story, Some(&story.articles)));
    thread.into_iter().chain(stories).collect()
}

/// Returns the ids of threads and stories that are no longer given.
fn gone(reader: &Reader, plan: &Plan, mut by_thread: BTreeMap<ThreadId, Vec<Former>>) -> Result<Vec<Former>> {
    let threads = plan.grouping.threads.iter();
    let given: BTreeSet<&str> = threads
        .flat_map(|thread| {
            std::iter::once(thread.id.as_str()).chain(thread.stories.iter().map(|story| story.id.as_str()))
        })
        .collect();
    let mut formers = Vec::new();
    for thread in &plan.removed {
        let ids = match by_thread.remove(thread) {
            Some(ids) => ids,
            // No record takes its place.
            None => reader.thread(thread)?.map(|record| named(&record)).unwrap_or_default(),
        };
        formers.extend(ids.into_iter().filter(|former| !given.contains(former.id.as_str())));
    }
    Ok(formers)
}
