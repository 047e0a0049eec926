//! Collects hits: all of them for counting, the best for showing.

use crate::fields::NO_DAY;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects every hit and keeps the best.
pub(crate) struct Best {
    /// How many to keep.
    pub(crate) keep: usize,
    /// Whether some match better than others; if not, the latest are the best.
    pub(crate) weighed: bool,
}

/// A hit and where it ranks: the higher score, then the later day, then a fixed order.
///
/// The score is whole: scores are sums of multiples of 1/64, added in an order that depends on how the index is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ranked {
    pub(crate) score: u32,
    day: i64,
    order: Reverse<u64>,
    pub(crate) segment: u32,
    pub(crate) doc: DocId,
}

/// All hits by segment, and the best of them in order.
pub(crate) type Hits = (Vec<(u32, Vec<DocId>)>, Vec<Ranked>);

pub(crate) struct InSegment {
    segment: u32,
    keep: usize,
    said: Arc<dyn ColumnValues<i64>>,
    order: Arc<dyn ColumnValues<u64>>,
    all: Vec<DocId>,
    best: BinaryHeap<Reverse<Ranked>>,
}

impl Collector for Best {
    type Fruit = Hits;
    type Child = InSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<InSegment> {
        Ok(InSegment {
            segment,
            keep: self.keep,
            said: reader.fast_fields().i64("said")?.first_or_default_col(NO_DAY),
            order: reader.fast_fields().u64("order")?.first_or_default_col(u64::MAX),
            all: Vec::new(),
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.weighed
    }

    fn merge_fruits(&self, segments: Vec<Hits>) -> tantivy::Result<Hits> {
        let (mut all, mut best) = (Vec::new(), Vec::new());
        for (mut hits, mut ranked) in segments {
            all.append(&mut hits);
            best.append(&mut ranked);
        }
        best.sort_by(|a, b| b.cmp(a));
        best.truncate(self.keep);
        Ok((all, best))
    }
}

impl SegmentCollector for InSegment {
    type Fruit = Hits;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.all.push(doc);
        self.rank(doc, (score * 64.0).round() as u32);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.all.extend_from_slice(docs);
        docs.iter().for_each(|doc| self.rank(*doc, 0));
    }

    fn harvest(self) -> Hits {
        (vec![(self.segment, self.all)], self.best.into_iter().map(|ranked| ranked.0).collect())
    }
}

impl InSegment {
    fn rank(&mut self, doc: DocId, score: u32) {
        let worst = self.best.peek().filter(|_| self.best.len() >= self.keep).map(|worst| worst.0);
        if self.keep == 0 || worst.is_some_and(|worst| score < worst.score) {
            return;
        }
        let day = self.said.get_val(doc);
        if worst.is_some_and(|worst| (score, day) < (worst.score, worst.day)) {
            return;
        }
        let order = Reverse(self.order.get_val(doc));
        self.best.push(Reverse(Ranked { score, day, order, segment: self.segment, doc }));
        if self.best.len() > self.keep {
            self.best.pop();
        }
    }
}
