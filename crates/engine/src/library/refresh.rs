//! Reading everything in a library again, after packs or rules changed.

use crate::library::{Overlay, Regrouped, Step, group};
use crate::{Error, Progress, Result, Setup, guard};
use model::{DocId, Document, SetAside};
use rayon::prelude::*;
use store::{Library, Reader};

/// So many pages are read again at once.
const BATCH: usize = 256;

/// What a refresh did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Articles whose pages were read again.
    pub articles: usize,
    /// Articles whose documents came out otherwise than before.
    pub changed: usize,
    /// Pages that give no article any more; what was read of them before stays.
    pub set_aside: Vec<SetAside>,
    /// What grouping did.
    pub regrouped: Regrouped,
}

/// Reads the page of every article again, then groups all of them again, from the earliest to the latest.
///
/// Ids, corrections and links stay: an id that is no longer given leads to what took its place.
/// A run that is stopped leaves some articles read again and others not; the next one goes on from the start.
pub fn refresh(library: &mut Library, setup: &Setup<'_>, notice: &dyn Fn(Step)) -> Result<Refreshed> {
    let overlay = Overlay::of(library)?;
    let ids = library.articles_changed_since(0)?;
    let mut refreshed = Refreshed { articles: ids.len(), ..Refreshed::default() };
    let mut progress = Progress::default();
    for some in ids.chunks(BATCH) {
        let again = read_again(library.folder(), some, &overlay, setup)?;
        let mut batch = library.batch()?;
        for outcome in again {
            match outcome {
                Again::Same => {}
                Again::Aside(aside) => refreshed.set_aside.push(aside),
                Again::Other { document, corrected, outline, card } => {
                    refreshed.changed += 1;
                    batch.replace_document(&document)?;
                    batch.set_card(&document.article().id, &card)?;
                    batch.rewrite_facts(corrected.as_deref().unwrap_or(&document), &outline)?;
                }
            }
        }
        batch.commit()?;
        progress.used += some.len();
        (setup.progress)(progress);
    }
    let mut batch = library.batch()?;
    batch.set_all_pending()?;
    batch.commit()?;
    refreshed.regrouped = group(library, setup, notice)?;
    Ok(refreshed)
}

enum Again {
    Same,
    Other { document: Box<Document>, corrected: Option<Box<Document>>, outline: Vec<u8>, card: Vec<u8> },
    Aside(SetAside),
}

fn read_again(
    folder: &std::path::Path,
    ids: &[DocId],
    overlay: &Overlay,
    setup: &Setup<'_>,
) -> Result<Vec<Again>> {
    let packs = setup.packs;
    setup.workers.install(|| {
        ids.par_iter()
            .map_init(
                || None,
                |own: &mut Option<Reader>, id| {
                    let reader = match own {
                        Some(reader) => reader,
                        None => own.insert(Reader::open(folder)?),
                    };
                    let gone = || Error::Gone(id.clone());
                    let page = reader.page(id)?.ok_or_else(gone)?;
                    let before = reader.document(id)?.ok_or_else(gone)?;
                    let path = page.path.clone();
                    let read = guard::page(&path, || {
                        extract::extract(&page, packs).map(|article| annotate::annotate(article, packs))
                    });
                    Ok(match read {
                        Err(aside) => Again::Aside(aside),
                        Ok(document) if document == before => Again::Same,
                        Ok(document) => {
                            let corrected = overlay.applied(&document);
                            let outline =
                                story::Outline::of(corrected.as_ref().unwrap_or(&document), packs).to_bytes();
                            let card = entities::Card::of(&document, packs).to_bytes();
                            let corrected = corrected.map(Box::new);
                            Again::Other { document: Box::new(document), corrected, outline, card }
                        }
                    })
                },
            )
            .collect()
    })
}
