//! The record of a library, put together from the records of its threads.

use crate::library::Overlay;
use crate::{Collection, Reading, Result, counts};
use model::{Record, SetAside, SetAsideReason};
use store::Reader;

/// Returns the record of a library as it was drawn up last, with the documents it rests on, as corrected.
pub fn reading(library: &Reader) -> Result<Reading> {
    let overlay = Overlay::of(library)?;
    let asides = library.set_aside()?.into_iter().map(Err);
    let documents = library.documents()?.map(|document| {
        let corrected = document.map(|document| overlay.applied(&document).unwrap_or(document));
        corrected.map_err(|error| {
            let advice = format!("{error}; see `sutradhar library check`");
            SetAside::new(library.folder().display().to_string(), SetAsideReason::Corrupt, advice)
        })
    });
    let collection = Collection::of(asides.chain(documents));
    let mut record = Record::default();
    for thread in library.thread_ids()? {
        record.threads.extend(library.thread(&thread)?);
    }
    // In the order in which grouping names them: by their first articles.
    record.threads.sort_by_cached_key(|thread| {
        let first = thread.articles.first();
        let date = first.and_then(|article| article.date);
        (date.is_none(), date, first.map(|article| article.id.clone()))
    });
    record.stats = counts::stats(&collection, &record);
    let (documents, set_aside) = collection.into_parts();
    record.set_aside = set_aside;
    Ok(Reading { record, documents })
}
