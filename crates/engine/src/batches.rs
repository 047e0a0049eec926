//! Pages in bounded batches over all cores, results in the order of the pages.

use crate::{Error, Outcome, Result, Setup, guard};
use model::Page;
use rayon::prelude::*;
use std::ops::ControlFlow;

/// A batch ends after so many pages.
const BATCH_PAGES: usize = 256;
/// A batch ends when its pages hold so many bytes.
const BATCH_BYTES: usize = 32 << 20;

/// The threads that pages are worked on.
#[derive(Debug)]
pub struct Workers {
    pool: rayon::ThreadPool,
}

/// What is worked on: a page, maybe with something said of it.
pub(crate) trait Item: Send {
    fn page(&self) -> &Page;
}

impl Item for Page {
    fn page(&self) -> &Page {
        self
    }
}

impl Item for (Page, bool) {
    fn page(&self) -> &Page {
        &self.0
    }
}

impl Workers {
    /// Does work on these threads.
    pub(crate) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// Starts so many threads; 0 means one a core.
    pub fn new(jobs: usize) -> Result<Self> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .stack_size(8 << 20)
            .thread_name(|at| format!("worker-{at}"))
            .build()
            .map(|pool| Self { pool })
            .map_err(|source| Error::Workers { jobs, source })
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Pages that gave a result.
    pub used: usize,
    /// Inputs set aside.
    pub set_aside: usize,
}

/// Works on the pages, batch by batch, and hands on what comes of each in the order of the pages.
///
/// While one batch is worked on the next is read, so at most two are held.
pub(crate) fn in_order<I: Item, T: Send, B>(
    pages: impl Iterator<Item = Outcome<I>> + Send,
    setup: &Setup<'_>,
    work: impl Fn(I) -> Outcome<T> + Sync,
    mut each: impl FnMut(Outcome<T>) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut pages = pages.fuse();
    let mut progress = Progress::default();
    let mut batch = next_batch(&mut pages);
    let pool = &setup.workers.pool;
    let work = &work;
    while !batch.is_empty() {
        let (results, next) = pool.install(|| {
            rayon::join(
                || {
                    batch
                        .into_par_iter()
                        .map(|page| page.and_then(|page| one(page, work)))
                        .collect::<Vec<_>>()
                },
                || next_batch(&mut pages),
            )
        });
        for result in results {
            progress.used += usize::from(result.is_ok());
            progress.set_aside += usize::from(result.is_err());
            each(result)?;
            (setup.progress)(progress);
        }
        batch = next;
    }
    ControlFlow::Continue(())
}

fn one<I: Item, T>(page: I, work: impl Fn(I) -> Outcome<T>) -> Outcome<T> {
    let path = page.page().path.clone();
    guard::page(&path, || work(page))
}

fn next_batch<I: Item>(pages: &mut impl Iterator<Item = Outcome<I>>) -> Vec<Outcome<I>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_PAGES && bytes < BATCH_BYTES {
        let Some(page) = pages.next() else { break };
        bytes += page.as_ref().map_or(0, |item| item.page().bytes.len());
        batch.push(page);
    }
    batch
}
