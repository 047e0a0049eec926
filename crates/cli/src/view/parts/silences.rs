//! Who left what out, and how that is known.

use crate::view::marks::{Mark, Marks};
use crate::view::sheet::{Section, Source};
use crate::view::words::{Quoted, clean};
use model::{Silence, SilenceKind};

/// One source's silence about one claim.
pub(crate) struct SilenceEntry {
    pub(crate) source: String,
    /// Whether a text says so.
    pub(crate) kind: String,
    /// What was left out, where it is a claim of the record.
    pub(crate) claim: Option<Quoted>,
    /// The passage that shows it.
    pub(crate) text: Quoted,
    pub(crate) mark: Option<Mark>,
}

/// Makes the silences of a thread, the stated ones first.
pub(crate) fn section(source: &Source<'_>, marks: &mut Marks<'_>) -> Section<SilenceEntry> {
    let mut all: Vec<&Silence> = source.thread.silences.iter().collect();
    all.sort_by_key(|silence| silence.kind != SilenceKind::Stated);
    Section::of(all.into_iter(), source.limits.silences, |silence| SilenceEntry {
        source: clean(&silence.source),
        kind: source.labels.get(match silence.kind {
            SilenceKind::Stated => "silence.stated",
            SilenceKind::Observed => "silence.observed",
        }),
        claim: silence.claim.as_ref().and_then(|id| {
            let claim = source.thread.claims.iter().find(|claim| claim.id == *id)?;
            Some(Quoted::new(&claim.text, source.texts.lang(claim.evidence0.article())))
        }),
        text: source.texts.quote(&silence.evidence),
        mark: marks.cite(&silence.evidence),
    })
}
