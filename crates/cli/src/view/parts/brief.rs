//! The brief: at most three sentences of the pages that say most of it.

use crate::view::marks::{Mark, Marks};
use crate::view::sheet::Source;
use crate::view::words::Quoted;

/// A sentence and where it stands.
pub(crate) struct BriefLine {
    pub(crate) text: Quoted,
    pub(crate) mark: Option<Mark>,
}

/// Makes the brief of a thread.
pub(crate) fn lines(source: &Source<'_>, marks: &mut Marks<'_>) -> Vec<BriefLine> {
    let line = |evidence| BriefLine { text: source.texts.quote(evidence), mark: marks.cite(evidence) };
    source.thread.brief.iter().map(line).filter(|line| !line.text.text.is_empty()).collect()
}
