//! Who left what out, and how that is known.

use crate::view::marks::{Mark, Marks};
use crate::view::sheet::{Section, Source};
use crate::view::words::{Quoted, clean};
use model::{ClaimId, Silence, SilenceKind, ThreadRecord};

/// One source's silence about one claim.
pub(crate) struct SilenceEntry {
    pub(crate) source: String,
    /// Whether a text says so.
    pub(crate) kind: String,
    /// What was left out, where it is a claim of the record.
    pub(crate) claim: Option<Quoted>,
    /// The passage that shows it.
    pub(crate) text: Quoted,
    pub(crate) marks: Vec<Mark>,
}

/// So many marks are shown of an entry.
const MARKS: usize = 6;

/// Makes the silences of a thread, the stated ones first; one source's silence about one claim is one entry, and so is
/// that about several claims that one passage makes, for only the passage is shown.
pub(crate) fn section(source: &Source<'_>, marks: &mut Marks<'_>) -> Section<SilenceEntry> {
    let mut groups: Vec<Vec<&Silence>> = Vec::new();
    for silence in &source.thread.silences {
        let same = |group: &&mut Vec<&Silence>| {
            let first = group[0];
            first.kind == silence.kind
                && first.source == silence.source
                && same_matter(source.thread, first, silence)
        };
        match groups.iter_mut().find(same) {
            Some(group) if group.iter().any(|known| known.evidence == silence.evidence) => {}
            Some(group) => group.push(silence),
            None => groups.push(vec![silence]),
        }
    }
    groups.sort_by_key(|group| group[0].kind != SilenceKind::Stated);
    Section::of(groups.into_iter(), source.limits.silences, |group| {
        let silence = group[0];
        SilenceEntry {
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
            marks: group.iter().take(MARKS).filter_map(|silence| marks.cite(&silence.evidence)).collect(),
        }
    })
}

/// Tells whether two silences are about one thing as it is shown; where no claim is known, only the very passage tells.
fn same_matter(thread: &ThreadRecord, one: &Silence, other: &Silence) -> bool {
    let passage = |id: &ClaimId| {
        let claim = thread.claims.iter().find(|claim| claim.id == *id)?;
        Some((&claim.evidence0, &claim.text))
    };
    match (&one.claim, &other.claim) {
        (Some(one), Some(other)) => one == other || passage(one).is_some() && passage(one) == passage(other),
        (None, None) => one.evidence == other.evidence,
        _ => false,
    }
}
