//! Where what is exported comes from.

use model::{DocId, Document, Grouped, Grouping, ThreadRecord};

/// Why a source could not give something.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
/// Documents, one at a time.
pub type Documents<'a> = Box<dyn Iterator<Item = Result<Document, Fault>> + 'a>;
/// Records of threads, one at a time.
pub type Threads<'a> = Box<dyn Iterator<Item = Result<ThreadRecord, Fault>> + 'a>;

/// Where what is exported comes from: a library, or what was just read.
///
/// The order is the order of the export, so it must be the same each time: documents by id, threads by first day,
/// then id.
pub trait Source {
    /// Goes through the documents.
    fn documents(&self) -> Documents<'_>;

    /// Goes through the records of the threads.
    fn threads(&self) -> Threads<'_>;

    /// Returns a document; those that records cite must be there.
    fn document(&self, id: &DocId) -> Result<Option<Document>, Fault>;

    /// Returns where a document belongs, where that is known.
    fn group(&self, id: &DocId) -> Result<Option<Grouped>, Fault>;
}

/// A source in memory.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The documents, sorted by id.
    documents: Vec<Document>,
    threads: Vec<ThreadRecord>,
    grouping: Grouping,
}

impl Held {
    /// Holds documents and the records of the threads they belong to.
    pub fn new(mut documents: Vec<Document>, threads: Vec<ThreadRecord>) -> Self {
        documents.sort_by(|a, b| a.article().id.cmp(&b.article().id));
        let mut lines: Vec<Grouped> = Vec::new();
        for thread in &threads {
            let copies: std::collections::BTreeMap<&DocId, &DocId> = thread
                .articles
                .iter()
                .filter_map(|line| Some((&line.id, line.copy_group.as_ref()?)))
                .collect();
            for story in &thread.stories {
                lines.extend(story.articles.iter().map(|id| Grouped {
                    id: id.clone(),
                    story: story.id.clone(),
                    thread: thread.id.clone(),
                    copy_group: copies.get(id).map(|id| (*id).clone()),
                }));
            }
        }
        lines.sort_by(|a, b| a.id.cmp(&b.id));
        Self { documents, threads, grouping: Grouping { threads: Vec::new(), documents: lines } }
    }
}

impl Source for Held {
    fn documents(&self) -> Documents<'_> {
        Box::new(self.documents.iter().cloned().map(Ok))
    }

    fn threads(&self) -> Threads<'_> {
        Box::new(self.threads.iter().cloned().map(Ok))
    }

    fn document(&self, id: &DocId) -> Result<Option<Document>, Fault> {
        let at = self.documents.binary_search_by(|document| document.article().id.cmp(id));
        Ok(at.ok().map(|at| self.documents[at].clone()))
    }

    fn group(&self, id: &DocId) -> Result<Option<Grouped>, Fault> {
        Ok(self.grouping.of(id).cloned())
    }
}
