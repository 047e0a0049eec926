//! What is served.

use crate::limits::{Limits, Peers};
use crate::metrics::Metrics;
use crate::shelf::Shelf;
use crate::{Error, Result};
use engine::library::{Step, index_folder};
use engine::{Setup, Workers};
use lang::Packs;
use search::Index;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{Library, Reader};

/// A library that is served; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    shelf: Arc<Shelf>,
    packs: &'static Packs,
    index: Index<'static>,
    workers: Workers,
    limits: Limits,
    peers: Peers,
    metrics: Metrics,
    started: u64,
    /// One correction is made at a time; the next waits here instead of failing at the library's lock.
    writing: Arc<tokio::sync::Mutex<()>>,
}

impl App {
    /// Serves the library in a folder.
    ///
    /// Corrections are worked in, and questions read, with these packs: those that the library was read with. They
    /// stay in memory until the process ends, because the search index holds on to them.
    pub fn open(folder: &Path, packs: Packs, limits: Limits) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let packs: &'static Packs = Box::leak(Box::new(packs));
        let shelf = Shelf::open(folder, cores * 2, packs).map_err(Error::Library)?;
        Ok(Self(Arc::new(Parts {
            shelf: Arc::new(shelf),
            packs,
            index: Index::open(&index_folder(folder), packs).map_err(Error::Index)?,
            workers: Workers::new(0).map_err(Error::Workers)?,
            peers: Peers::new(&limits),
            metrics: Metrics::default(),
            limits,
            started: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as u64),
            writing: Arc::default(),
        })))
    }

    pub(crate) fn shelf(&self) -> &Arc<Shelf> {
        &self.0.shelf
    }

    pub(crate) fn packs(&self) -> &'static Packs {
        self.0.packs
    }

    pub(crate) fn index(&self) -> &Index<'static> {
        &self.0.index
    }

    /// Groups what waits to be grouped and makes everything findable; tells whether there was anything to do.
    ///
    /// It fails with [`store::Error::Busy`] inside where another process writes to the library.
    pub fn catch_up(&self, notice: &dyn Fn(Step)) -> engine::Result<bool> {
        let reader = Reader::open(self.shelf().folder())?;
        if reader.pending_count()? == 0 && reader.generation()? == self.index().generation() {
            return Ok(false);
        }
        let mut library = Library::open(self.shelf().folder())?;
        let setup = Setup::of(self.packs(), self.workers());
        engine::library::settle(&mut library, self.index(), &setup, notice)?;
        Ok(true)
    }

    pub(crate) fn workers(&self) -> &Workers {
        &self.0.workers
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn peers(&self) -> &Peers {
        &self.0.peers
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn writing(&self) -> &Arc<tokio::sync::Mutex<()>> {
        &self.0.writing
    }

    /// Returns when the program started, in milliseconds since 1970.
    pub(crate) fn started(&self) -> u64 {
        self.0.started
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("App").field(&self.0.shelf.folder()).finish()
    }
}
