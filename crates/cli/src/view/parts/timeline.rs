//! What happened when, by the event's own day; what is planned or denied says so.

use crate::view::marks::{Mark, Marks};
use crate::view::sheet::{Section, Source};
use crate::view::words::Quoted;
use model::Certainty;

/// One entry.
pub(crate) struct TimelineLine {
    pub(crate) date: String,
    pub(crate) sign: &'static str,
    /// A word for the certainty; `None` for what is told as having happened.
    pub(crate) word: Option<String>,
    pub(crate) text: Quoted,
    pub(crate) marks: Vec<Mark>,
}

/// So many marks are shown of an entry.
const MARKS: usize = 3;

/// Makes the timeline of a thread.
pub(crate) fn section(source: &Source<'_>, marks: &mut Marks<'_>) -> Section<TimelineLine> {
    Section::of(source.thread.timeline.iter(), source.limits.timeline, |entry| {
        let lang = entry.evidence.first().map_or("und", |evidence| source.texts.lang(evidence.article()));
        TimelineLine {
            date: entry.date.to_day().to_string(),
            sign: match entry.certainty {
                Certainty::Reported => "●",
                Certainty::Planned => "◇",
                Certainty::Speculated => "?",
                Certainty::Denied => "✖",
            },
            word: (entry.certainty != Certainty::Reported)
                .then(|| source.labels.get(&format!("certainty.{}", entry.certainty.name()))),
            text: Quoted::new(&entry.text, lang),
            marks: entry.evidence.iter().take(MARKS).filter_map(|evidence| marks.cite(evidence)).collect(),
        }
    })
}
