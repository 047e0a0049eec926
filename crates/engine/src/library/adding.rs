//! Adding pages to a library: worked on by all cores, written by one.

use crate::library::Overlay;
use crate::{Outcome, Progress, Result, Setup, batches};
use model::{DocId, Page, SetAside};
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use store::{Added, Library, Parcel, Reader};

/// So many pages are written at once: each time costs one wait for the disk.
const BATCH: usize = 256;

/// Batches are written while the next are worked on; so many wait at most.
const WAITING: usize = 2;

/// What became of one input, told after it is safe on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A page.
    Page {
        /// Its id.
        id: DocId,
        /// Where it was read from.
        path: String,
        /// What became of it.
        added: Added,
    },
    /// An input that could not be used.
    SetAside(SetAside),
}

/// A page on its way into the library.
enum Work {
    /// It is kept already, so nothing was done with it.
    Known(DocId, String),
    Fresh(Box<Parcel>),
}

/// Adds pages to a library, and tells what became of each, in the order of the pages, once that is safe on disk.
///
/// Pages that are kept already are not worked on again. New articles are pending afterwards: see
/// [`group`](crate::library::group).
pub fn add(
    library: &mut Library,
    pages: impl Iterator<Item = Outcome<Page>> + Send,
    setup: &Setup<'_>,
    mut told: impl FnMut(Kept) -> ControlFlow<()>,
) -> Result<()> {
    let overlay = Overlay::of(library)?;
    let known = Reader::open(library.folder())?;
    let (packs, workers, overlay) = (setup.packs, setup.workers, &overlay);
    let (send, receive) = sync_channel::<Vec<Outcome<Work>>>(WAITING);
    let produce = move || {
        let setup = Setup::of(packs, workers);
        let pages = pages.map(move |page| {
            let page = page?;
            // A fault of the look-up is met again, and told, when the page is written.
            let is_known = known.knows(&page).unwrap_or(false);
            Ok((page, is_known))
        });
        let work = |(page, is_known): (Page, bool)| {
            if is_known {
                return Ok(Work::Known(page.id, page.path));
            }
            parcel(page, packs, overlay).map(|parcel| Work::Fresh(Box::new(parcel)))
        };
        let mut batch = Vec::with_capacity(BATCH);
        let flow = batches::in_order(pages, &setup, work, |outcome| {
            batch.push(outcome);
            if batch.len() < BATCH {
                return ControlFlow::Continue(());
            }
            match send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))) {
                Ok(()) => ControlFlow::Continue(()),
                // The writer stopped, and tells why.
                Err(_) => ControlFlow::Break(()),
            }
        });
        if flow.is_continue() && !batch.is_empty() {
            let _ = send.send(batch);
        }
    };
    std::thread::scope(|scope| {
        let producer = scope.spawn(produce);
        let mut progress = Progress::default();
        let mut result = Ok(());
        // When this ends early the channel closes, which stops the producer.
        for batch in receive {
            let done = batch.len();
            match write(library, batch) {
                Ok(kept) => {
                    let aside = kept.iter().filter(|kept| matches!(kept, Kept::SetAside(_))).count();
                    progress.set_aside += aside;
                    progress.used += done - aside;
                    (setup.progress)(progress);
                    if kept.into_iter().try_for_each(&mut told).is_break() {
                        break;
                    }
                }
                Err(error) => {
                    result = Err(error);
                    break;
                }
            }
        }
        if producer.join().is_err() && result.is_ok() {
            let detail = "the thread that reads pages".to_owned();
            result = Err(crate::Error::Internal { stage: "read", detail });
        }
        result
    })
}

fn parcel(page: Page, packs: &lang::Packs, overlay: &Overlay) -> Outcome<Parcel> {
    let path = page.path.clone();
    let article = extract::extract(&page, packs)?;
    let document = annotate::annotate(article, packs);
    let corrected = overlay.applied(&document);
    let outline = story::Outline::of(corrected.as_ref().unwrap_or(&document), packs).to_bytes();
    let card = entities::Card::of(&document, packs).to_bytes();
    Parcel::pack(page, document, corrected, outline, card).map_err(|error| {
        let advice = format!("a fault of the program: {error}; please report it with this page");
        SetAside::new(path, model::SetAsideReason::Internal, advice)
    })
}

fn write(library: &mut Library, work: Vec<Outcome<Work>>) -> Result<Vec<Kept>> {
    let mut kept = Vec::with_capacity(work.len());
    let mut batch = library.batch()?;
    // An input that is used now and set aside in the same batch stays set aside, in whatever order they came.
    let mut asides = Vec::new();
    for outcome in work {
        kept.push(match outcome {
            Ok(Work::Known(id, path)) => Kept::Page { id, path, added: Added::Known },
            Ok(Work::Fresh(parcel)) => {
                let added = batch.add(&parcel)?;
                let page = parcel.page();
                Kept::Page { id: page.id.clone(), path: page.path.clone(), added }
            }
            Err(aside) => {
                asides.push(aside.clone());
                Kept::SetAside(aside)
            }
        });
    }
    for aside in &asides {
        batch.set_aside(aside)?;
    }
    batch.commit()?;
    Ok(kept)
}
