//! Stories, threads and copy groups.

use crate::{DocId, StoryId, ThreadId};
use serde::{Deserialize, Serialize};

/// Where one document belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouped {
    /// The document.
    pub id: DocId,
    /// Its story.
    pub story: StoryId,
    /// Its thread.
    pub thread: ThreadId,
    /// Its copy group: the least document id among the articles that print the same copy;
    /// `None` when no other does.
    pub copy_group: Option<DocId>,
}

/// Articles about one happening, within days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The id.
    pub id: StoryId,
    /// Its documents, by date, then id.
    pub articles: Vec<DocId>,
}

/// Stories that belong to one long matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// The id.
    pub id: ThreadId,
    /// Its stories, by date, then id.
    pub stories: Vec<Story>,
}

/// How a set of documents falls into threads, stories and copies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// The threads, by first date, then id.
    pub threads: Vec<Thread>,
    /// One line a document, sorted by document id.
    pub documents: Vec<Grouped>,
}

impl Grouping {
    /// Returns where a document belongs.
    pub fn of(&self, id: &DocId) -> Option<&Grouped> {
        self.documents.binary_search_by(|line| line.id.cmp(id)).ok().map(|at| &self.documents[at])
    }
}
