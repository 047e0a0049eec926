//! The documents of a run, each once.

use crate::{Outcome, Setup, pipeline};
use model::{DocId, Document, Note, Page, Record, SetAside, SetAsideReason};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The documents of a run and what was set aside.
///
/// A page with the id of another is a duplicate: its bytes are the same, or the caller gave the id twice.
/// The one with the least path is kept, so that the order of arrival decides nothing.
#[derive(Debug, Default)]
pub struct Collection {
    documents: Vec<Document>,
    order: Vec<DocId>,
    set_aside: Vec<SetAside>,
    duplicates: BTreeMap<DocId, usize>,
}

impl Collection {
    /// Reads the pages into documents.
    pub(crate) fn gather(pages: impl Iterator<Item = Outcome<Page>> + Send, setup: &Setup<'_>) -> Self {
        Self::filled(|take| {
            let flow = pipeline::documents(pages, setup, |outcome| {
                take(outcome);
                ControlFlow::<()>::Continue(())
            });
            debug_assert!(flow.is_continue());
        })
    }

    /// Takes documents that were made before.
    pub(crate) fn of(documents: impl IntoIterator<Item = Outcome<Document>>) -> Self {
        Self::filled(|take| documents.into_iter().for_each(take))
    }

    fn filled(fill: impl FnOnce(&mut dyn FnMut(Outcome<Document>))) -> Self {
        let mut collection = Self::default();
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
        let Some(first) = kept.remove(&id) else {
            self.order.push(id.clone());
            kept.insert(id, document);
            return;
        };
        let (stays, goes) = if document.article().path < first.article().path {
            (document, first)
        } else {
            (first, document)
        };
        self.set_aside.push(SetAside::new(
            &goes.article().path,
            SetAsideReason::Duplicate,
            format!("it has the id of {}, which is used; nothing to do", stays.article().path),
        ));
        *self.duplicates.entry(id.clone()).or_default() += 1;
        kept.insert(id, stays);
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
