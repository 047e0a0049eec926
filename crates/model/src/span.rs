//! Spans: byte ranges into an article's text.

use serde::{Deserialize, Serialize};

/// A half-open byte range `[start, end)` into an article's text as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from `start` to `end`; an inverted pair becomes the empty span at `start`.
    ///
    /// Texts are capped far below 4 GiB at intake, so the narrowing cannot lose anything.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// Returns the range for indexing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Tells whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the text under the span, or `None` when it does not lie on character boundaries.
    ///
    /// ```
    /// use model::Span;
    /// assert_eq!(Span::new(0, 6).of("किम"), Some("कि"));
    /// assert_eq!(Span::new(0, 4).of("किम"), None);
    /// ```
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// Tells whether `other` lies wholly inside this span.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the span with white space at both ends left out.
    pub fn trimmed(self, text: &str) -> Span {
        let Some(surface) = self.of(text) else { return self };
        let start = self.start as usize + (surface.len() - surface.trim_start().len());
        Span::new(start, start + surface.trim().len())
    }
}
