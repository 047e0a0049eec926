//! Bringing threads and the search index up to what was added, both at once: articles are found without their threads.

use crate::library::{Regrouped, Step, group, index};
use crate::{Error, Result, Setup};
use search::Index;
use store::{Library, Reader};

/// Groups the articles that are pending, and puts what changed into the search index.
pub fn settle(
    library: &mut Library,
    found: &Index<'_>,
    setup: &Setup<'_>,
    notice: &dyn Fn(Step),
) -> Result<Regrouped> {
    let reader = Reader::open(library.folder())?;
    let (packs, workers) = (setup.packs, setup.workers);
    let (regrouped, indexed) = std::thread::scope(|scope| {
        // What grouping writes meanwhile has a later generation: the second time finds it.
        let articles = scope.spawn(move || {
            let setup = Setup::of(packs, workers);
            index(&reader, found, &setup, &|_| {})
        });
        let regrouped = group(library, setup, notice);
        (regrouped, articles.join())
    });
    let regrouped = regrouped?;
    let internal =
        |_| Error::Internal { stage: "index", detail: "the thread that writes the index".to_owned() };
    indexed.map_err(internal)??;
    index(library, found, setup, notice)?;
    library.settle()?;
    Ok(regrouped)
}
