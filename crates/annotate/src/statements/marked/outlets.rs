//! Outlets that a text shows to be outlets: named behind what they are, by a word in their name, or by what they passed on.

use super::voices;
use crate::scene::Scene;
use crate::statements::Draft;
use crate::voice::{Outlet, Recall, Voice};
use lang::Marker;
use model::{EntityType, LinkRole};
use std::ops::Range;
use text::fold;

/// The most outlets kept of one article.
const MOST: usize = 16;
/// The most words of a name behind what it names.
const LONGEST: usize = 4;

/// Keeps the outlets that a sentence shows.
pub(super) fn note(scene: &Scene<'_>, recall: &mut Recall, body: Range<usize>, found: &[Draft]) {
    let mut at = body.start;
    while at < body.end {
        let head = scene.pack.speech.head_at(scene.tokens, at).filter(|(end, _)| *end <= body.end);
        match head {
            Some((end, LinkRole::Agency | LinkRole::Media)) => {
                let name = name_behind(scene, end, body.end);
                let named = voices::named(scene, name, end, &Recall::default()).filter(|_| name > end);
                if let Some(voice) = named.filter(|voice| voice.range.start == end && !voice.described) {
                    keep(recall, fold(scene.surface(at..end)), Some(voice));
                }
                at = end;
            }
            // `जांच एजेंसी`: a body whose last word alone would be an outlet.
            Some((end, _)) => {
                let last = scene.pack.speech.head_at(scene.tokens, end - 1);
                if end - at > 1 && last.is_some_and(|(_, role)| is_press(role)) {
                    keep(recall, fold(scene.surface(end - 1..end)), None);
                }
                at = end;
            }
            None => {
                if let Some(voice) = by_its_name(scene, at, body.start) {
                    keep(recall, String::new(), Some(voice));
                }
                at += 1;
            }
        }
    }
    // Whoever passed on what another told them, and is no person: `टेलेग्रा ने सेना के हवाले से बताया`.
    let cited = |draft: &&Draft| {
        let end = draft.voices.first().map_or(0, |voice| voice.range.end);
        super::line::marker(scene, Marker::ViaAfter, end).is_some()
    };
    for draft in found.iter().filter(cited) {
        if let Some(voice) = draft.voices.get(1).filter(|voice| passes_on(scene, voice)) {
            keep(recall, String::new(), Some(voice.clone()));
        }
    }
}

/// Returns the outlet that a bare word for outlets stands for: the last one that the text calls so, where only one can be meant.
pub(super) fn meant(recall: &Recall, word: &str) -> Option<Voice> {
    let word = fold(word);
    let mut fits = recall.outlets.iter().rev().filter(|outlet| {
        outlet.head.is_empty() || outlet.head == word || outlet.head.split(' ').next_back() == Some(&word)
    });
    let last = fits.next()?.voice.clone()?;
    let other = fits.any(|outlet| outlet.voice.as_ref().is_none_or(|voice| !voice.same(&last)));
    (!other).then_some(last)
}

/// Tells whether the text has shown a voice to be an outlet.
pub(super) fn is_known(recall: &Recall, voice: &Voice) -> bool {
    recall.outlets.iter().any(|outlet| outlet.voice.as_ref().is_some_and(|known| known.same(voice)))
}

/// Returns a voice as the outlet that the words before its name say it is: `समाचार एजेंसी मेरोन`, `तोराविया के अखबार डेली लैंटर्न`.
pub(super) fn called(scene: &Scene<'_>, voice: Voice, floor: usize) -> Voice {
    let speech = &scene.pack.speech;
    let head = |at: usize| {
        speech.head_before(scene.tokens, at).filter(|(from, role)| is_press(*role) && *from >= floor)
    };
    let Some(last) = voice.range.end.checked_sub(1).filter(|last| *last >= voice.range.start) else {
        return voice;
    };
    // A phrase that ends in a word for outlets only describes one.
    if voice.resolved || head(last + 1).is_some() {
        return voice;
    }
    let inside = (voice.range.start + 1..=last).rev().find_map(|at| Some((at, head(at)?.1)));
    let plain = |range: Range<usize>| {
        range.into_iter().all(|at| {
            let small = scene.pack.grammar.is_small(scene.tokens, at);
            !small && speech.marks(scene.tokens, at..at + 1) != Some(Marker::Place)
        })
    };
    if let Some((from, role)) = inside.filter(|(from, _)| plain(*from..last + 1) && voice.entity.is_none())
        && let Some(span) = scene.tokens.span(from..last + 1)
    {
        let name = scene.surface(from..last + 1).to_owned();
        return Voice { range: from..last + 1, span, name, role, described: false, ..voice };
    }
    match head(voice.range.start) {
        Some((_, role)) if !voice.described => Voice { role, ..voice },
        _ => voice,
    }
}

fn keep(recall: &mut Recall, head: String, voice: Option<Voice>) {
    let same = |known: &Outlet| match (&known.voice, &voice) {
        (Some(known), Some(voice)) => known.same(voice),
        (None, None) => known.head == head,
        _ => false,
    };
    let before = recall.outlets.iter().position(same).map(|at| recall.outlets.remove(at));
    // What the text has called it once, it is called behind that.
    let head = if head.is_empty() { before.map_or(head, |before| before.head) } else { head };
    let voice = voice.map(|voice| Voice { paper: None, ..voice });
    recall.outlets.push(Outlet { head, voice });
    if recall.outlets.len() > MOST {
        recall.outlets.remove(0);
    }
}

/// Returns where a name behind a word for outlets ends: the words up to a small word, a mark or a day.
fn name_behind(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    if let Some((_, range)) = scene.mention_starting_at(start) {
        return range.end.min(end);
    }
    let plain = |at: &usize| {
        !scene.is_mark(*at)
            && !scene.pack.grammar.is_small(scene.tokens, *at)
            && scene.time_around(*at).is_none()
            && scene.pack.speech.head_at(scene.tokens, *at).is_none()
            && scene.pack.speech.cue_at(scene.tokens, *at).is_none()
    };
    let stop = (start..end.min(start + LONGEST + 1)).find(|at| !plain(at)).unwrap_or(end);
    // Without a word that closes it nobody can tell where a name ends.
    let closed = scene.is("agent", stop) || scene.is("case", stop) || scene.is("genitive", stop);
    if closed && stop - start <= LONGEST { stop } else { start }
}

/// Returns the outlet whose name ends with a word of outlets' names before a token: `क्षितिज टीवी`.
fn by_its_name(scene: &Scene<'_>, at: usize, floor: usize) -> Option<Voice> {
    let word = scene.pack.speech.marks(scene.tokens, at..at + 1) == Some(Marker::PressName);
    let closed = scene.is("agent", at + 1) || scene.is("case", at + 1) || scene.is("genitive", at + 1);
    if !word || !closed {
        return None;
    }
    let voice = voices::named(scene, at + 1, floor, &Recall::default())?;
    (voice.range.len() > 1 && !voice.described).then_some(voice)
}

fn passes_on(scene: &Scene<'_>, voice: &Voice) -> bool {
    let known = voice.entity.as_ref().and_then(|id| scene.entity(id));
    let person = known.is_some_and(|entity| entity.kind == EntityType::Per);
    let office = scene.pack.speech.head_before(scene.tokens, voice.range.end);
    !person && !voice.described && !voice.resolved && office.is_none_or(|(_, role)| is_press(role))
}

fn is_press(role: LinkRole) -> bool {
    matches!(role, LinkRole::Agency | LinkRole::Media)
}
