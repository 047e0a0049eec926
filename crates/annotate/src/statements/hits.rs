//! The cues and markers of sources in a sentence.

use crate::scene::Scene;
use lang::{Cue, Frame, Marker};
use std::ops::Range;

/// A quotation of at least so many tokens is speech; a shorter one only sets words apart.
const SPEECH_TOKENS: usize = 5;

/// A cue or a marker in a sentence.
#[derive(Clone, Debug)]
pub(super) enum Hit {
    /// Words that tell that something is said.
    Cue(Range<usize>, Cue),
    /// Words that mark a source.
    Marker(Range<usize>, Marker),
}

impl Hit {
    /// Returns the tokens of the hit.
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Cue(range, _) | Self::Marker(range, _) => range.clone(),
        }
    }
}

/// Returns the hits outside quoted speech, left to right.
pub(super) fn hits(scene: &Scene<'_>, body: Range<usize>) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut at = body.start;
    while at < body.end {
        if in_speech(scene, at) {
            at += 1;
            continue;
        }
        let marker = scene
            .pack
            .speech
            .marker_at(scene.tokens, at)
            .filter(|(_, marker)| !matches!(marker, Marker::Within | Marker::Addressee));
        let cue = scene.pack.speech.cue_at(scene.tokens, at);
        match (marker, cue) {
            (Some((end, marker)), cue) if cue.as_ref().is_none_or(|(cue_end, _)| *cue_end <= end) => {
                found.push(Hit::Marker(at..end, marker));
                at = end;
            }
            (_, Some((end, cue))) if end <= body.end => {
                let holds = cue.frame != Frame::NonReport || negated(scene, at, end, &body);
                // A cue that could also be an ordinary noun (`जानकारी`) counts only where its frame holds.
                if holds {
                    found.push(Hit::Cue(at..end, cue.clone()));
                    at = end;
                } else {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// Tells whether a token stands in quoted speech.
pub(super) fn in_speech(scene: &Scene<'_>, at: usize) -> bool {
    scene.quote_around(at).is_some_and(|pair| scene.tokens.within(pair.inner).len() >= SPEECH_TOKENS)
}

/// Tells whether a negation stands within four tokens after a noun cue, or three before a verb cue.
fn negated(scene: &Scene<'_>, start: usize, end: usize, body: &Range<usize>) -> bool {
    let mut after = end..(end + 4).min(body.end);
    let before = start.saturating_sub(3).max(body.start)..start;
    let agent_language = scene.pack.grammar.knows("agent");
    if agent_language {
        let clause_end = after.clone().find(|at| scene.is_mark(*at) || scene.is("conjunction", *at));
        after.end = clause_end.unwrap_or(after.end);
        return after.into_iter().any(|at| scene.is("negation", at));
    }
    (start..end).any(|at| scene.is("negation", at)) || before.into_iter().any(|at| scene.is("negation", at))
}
