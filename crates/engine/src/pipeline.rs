//! The way from pages to a record, stage by stage.
//!
//! A page is read (`intake`, outside), its article taken out (`extract`) and its facts found (`annotate`): up to
//! there every page goes alone, on all cores, and its bytes are dropped as soon as the article stands.
//! Then it is told which names in all of them name the same (`entities`), the documents fall into stories and threads
//! (`story`), and those into one record (`claims`).

use crate::{Collection, Outcome, Progress, Result, Workers, batches, counts, guard};
use extract::OutletMemory;
use lang::Packs;
use model::{Article, Document, Grouping, Page, Record};
use std::ops::ControlFlow;

/// The articles of a library that is grouped whole, unless told otherwise.
const WHOLE: u64 = 3_000;

/// What every run needs.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// What is known of languages and names.
    pub packs: &'a Packs,
    /// The threads to run on.
    pub workers: &'a Workers,
    /// Told after each page how far the run is.
    pub progress: &'a dyn Fn(Progress),
    /// A library of up to so many articles is grouped whole each time: exactly as `read` groups the same pages.
    pub whole: u64,
}

impl<'a> Setup<'a> {
    /// Returns what a run needs whose progress nobody is told.
    pub fn of(packs: &'a Packs, workers: &'a Workers) -> Self {
        Self { packs, workers, progress: &|_| {}, whole: WHOLE }
    }
}

/// A record and the documents that it rests on.
#[derive(Debug)]
pub struct Reading {
    /// The record.
    pub record: Record,
    /// The documents, sorted by id, each once.
    pub documents: Vec<Document>,
}

/// Hands on the article of each page, in the order of the pages.
pub fn articles<B>(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    setup: &Setup<'_>,
    each: impl FnMut(Outcome<Article>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    batches::in_order(pages, setup, |page| article(page, setup.packs), each)
}

/// Does so with what was learned of the outlets from their other pages.
pub fn articles_with<B>(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    setup: &Setup<'_>,
    memory: &OutletMemory,
    each: impl FnMut(Outcome<Article>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    batches::in_order(pages, setup, |page| extract::extract_with(&page, setup.packs, Some(memory)), each)
}

/// Adds to a memory what the pages show of their outlets; pages that cannot be read teach nothing.
pub fn learn(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    setup: &Setup<'_>,
    memory: &mut OutletMemory,
) {
    let seen = |page: Page| {
        let mut memory = OutletMemory::default();
        memory.see(&page, setup.packs);
        Ok(memory)
    };
    let flow: ControlFlow<()> = batches::in_order(pages, setup, seen, |outcome| {
        outcome.into_iter().for_each(|seen| memory.join(seen));
        ControlFlow::Continue(())
    });
    debug_assert!(flow.is_continue());
}

/// Hands on the document of each page, in the order of the pages.
pub fn documents<B>(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    setup: &Setup<'_>,
    each: impl FnMut(Outcome<Document>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    batches::in_order(pages, setup, |page| document(page, setup.packs), each)
}

/// Returns how the pages fall into threads, stories and copies, with the documents they became.
pub fn groups(
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    setup: &Setup<'_>,
) -> Result<(Collection, Grouping)> {
    let collection = Collection::gather(pages, setup).with_names_of_all(setup.packs)?;
    let grouping = guard::whole("group", || story::group(collection.documents(), setup.packs))?;
    Ok((collection, grouping))
}

/// Returns the record of the pages.
pub fn record(pages: impl Iterator<Item = Outcome<Page>> + Send, setup: &Setup<'_>) -> Result<Reading> {
    whole(Collection::gather(pages, setup).with_names_of_all(setup.packs)?, setup.packs)
}

/// Groups the documents of a collection and draws up their record.
fn whole(collection: Collection, packs: &Packs) -> Result<Reading> {
    let documents = collection.documents();
    let grouping = guard::whole("group", || story::group(documents, packs))?;
    let mut record = guard::whole("record", || claims::record(documents, &grouping, packs))?;
    collection.note_duplicates(&mut record);
    record.stats = counts::stats(&collection, &record);
    let (documents, set_aside) = collection.into_parts();
    record.set_aside = set_aside;
    Ok(Reading { record, documents })
}

/// Takes the article out of a page and drops the page's bytes.
fn article(page: Page, packs: &Packs) -> Outcome<Article> {
    extract::extract(&page, packs)
}

fn document(page: Page, packs: &Packs) -> Outcome<Document> {
    article(page, packs).map(|article| annotate::annotate(article, packs))
}
