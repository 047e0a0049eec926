//! The documents of a run, each once.

use crate::{Outcome, Result, Setup, guard, pipeline};
use entities::{Card, Identities};
use lang::Packs;
use model::{DocId, Document, Note, Page, Record, SetAside, SetAsideReason};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The documents of a run and what was set aside.
///
/// A page with the id of another is a duplicate: its bytes are the same, or the caller gave the id twice.
/// So is one that was read from the same file: a folder holds both a page and the manifest that names it.
/// The one whose address is known is kept, then the one with the least path and id, so that the order of arrival
/// decides nothing.
#[derive(Debug, Default)]
pub struct Collection {
    documents: Vec<Document>,
    order: Vec<DocId>,
    set_aside: Vec<SetAside>,
    duplicates: BTreeMap<DocId, usize>,
    by_path: BTreeMap<String, DocId>,
    /// Whether all were read in one run, so that one path is one file.
    at_once: bool,
}

impl Collection {
    /// Reads the pages into documents.
    pub(crate) fn gather(pages: impl Iterator<Item = Outcome<Page>> + Send, setup: &Setup<'_>) -> Self {
        Self::filled(true, |take| {
            let flow = pipeline::documents(pages, setup, |outcome| {
                take(outcome);
                ControlFlow::<()>::Continue(())
            });
            debug_assert!(flow.is_continue());
        })
    }

    /// Takes documents that were made before; one file may have held several of them in its time.
    pub(crate) fn of(documents: impl IntoIterator<Item = Outcome<Document>>) -> Self {
        Self::filled(false, |take| documents.into_iter().for_each(take))
    }

    fn filled(at_once: bool, fill: impl FnOnce(&mut dyn FnMut(Outcome<Document>))) -> Self {
        let mut collection = Self { at_once, ..Self::default() };
        let mut kept: BTreeMap<DocId, Document> = BTreeMap::new();
        fill(&mut |outcome| match outcome {
            Ok(document) => collection.add(&mut kept, document),
            Err(aside) => collection.set_aside.push(aside),
        });
        collection.documents = kept.into_values().collect();
        collection.set_aside.sort();
        collection
    }

    fn add(&mut self, kept: &mut BTreeMap<DocId, Document>, document: Document) {
        let id = document.article().id.clone();
        let path = document.article().path.clone();
        let known = match self.by_path.get(&path) {
            _ if kept.contains_key(&id) => kept.remove(&id),
            Some(other) if self.at_once => kept.remove(other),
            _ => None,
        };
        let Some(first) = known else {
            self.by_path.insert(path, id.clone());
            self.order.push(id.clone());
            kept.insert(id, document);
            return;
        };
        let rank = |document: &Document| {
            let article = document.article();
            (article.url.is_none(), article.path.clone(), article.id.clone())
        };
        let (stays, goes) =
            if rank(&document) < rank(&first) { (document, first) } else { (first, document) };
        let (stays_at, goes_at) = (stays.article(), goes.article());
        let why = if stays_at.id == goes_at.id {
            format!("it has the id of {}, which is used; nothing to do", stays_at.path)
        } else {
            format!("it was read twice and is used as {}; nothing to do", stays_at.id)
        };
        self.set_aside.push(SetAside::new(&goes_at.path, SetAsideReason::Duplicate, why));
        *self.duplicates.entry(stays_at.id.clone()).or_default() += 1;
        if let Some(place) = self.order.iter_mut().find(|known| **known == goes_at.id) {
            *place = stays_at.id.clone();
        }
        self.by_path.insert(stays_at.path.clone(), stays_at.id.clone());
        kept.insert(stays_at.id.clone(), stays);
    }

    /// Gives the names in the documents the ids that all documents together tell.
    pub(crate) fn with_names_of_all(mut self, packs: &Packs) -> Result<Self> {
        let documents = &self.documents;
        let identities = guard::whole("entities", || {
            let cards: Vec<Card> = documents.par_iter().map(|document| Card::of(document, packs)).collect();
            Identities::of(entities::resolve(&cards, packs))
        })?;
        for document in &mut self.documents {
            if let Some(resolved) = identities.applied(document) {
                *document = resolved;
            }
        }
        Ok(self)
    }

    /// Returns the documents, sorted by id.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Returns the ids of the documents in the order of the input.
    pub fn order(&self) -> &[DocId] {
        &self.order
    }

    /// Returns what was set aside, sorted.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// Notes on the articles of a record how many duplicates they had.
    pub(crate) fn note_duplicates(&self, record: &mut Record) {
        for article in record.threads.iter_mut().flat_map(|thread| &mut thread.articles) {
            if let Some(count) = self.duplicates.get(&article.id) {
                article.notes.push(Note::new("duplicates", format!("{count} more inputs have this id")));
            }
        }
    }

    /// Returns the documents and what was set aside.
    pub(crate) fn into_parts(self) -> (Vec<Document>, Vec<SetAside>) {
        (self.documents, self.set_aside)
    }
}
