//! What must not match, so that any query can be excluded.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader};

/// A query to be excluded.
///
/// Tantivy asks what is excluded for documents before the one where it stands, which a phrase does not allow
/// ([2811](https://github.com/quickwit-oss/tantivy/issues/2811)); here the question is only passed on when it leads on.
#[derive(Debug)]
pub(crate) struct Excluded<Q>(pub(crate) Q);

impl Clone for Excluded<Box<dyn Query>> {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Excluded<Box<dyn Query>> {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(Excluded(self.0.weight(scoring)?)))
    }
}

impl Weight for Excluded<Box<dyn Weight>> {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Excluded(self.0.scorer(reader, boost)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

/// `seek_danger` is the trait's own: it seeks only forward.
impl DocSet for Excluded<Box<dyn Scorer>> {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }
}

impl Scorer for Excluded<Box<dyn Scorer>> {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}
