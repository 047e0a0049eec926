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
/// The most letters of a word of which every letter counts.
const SHORTEST: usize = 4;

/// Keeps the outlets that a sentence shows.
pub(super) fn note(scene: &Scene<'_>, recall: &mut Recall, body: Range<usize>, found: &[Draft]) {
    let mut at = body.start;
    while at < body.end {
        let head = scene.pack.speech.head_at(scene.tokens, at).filter(|(end, _)| *end <= body.end);
        match head {
            Some((end, role)) if is_press(role) => {
                let name = if leads(scene, end, role) { name_behind(scene, end, body.end) } else { end };
                let named = voices::named(scene, name, end, &Recall::default()).filter(|_| name > end);
                if let Some(voice) = named.filter(|voice| voice.range.start == end && !voice.described) {
                    keep(recall, fold(scene.surface(at..end)), Some(voice));
                } else if let Some(voice) = by_its_name(scene, end - 1, body.start) {
                    keep(recall, String::new(), Some(voice));
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
    for voice in found.iter().flat_map(|draft| &draft.voices).filter(|voice| !voice.resolved) {
        dispatch(scene, recall, voice);
    }
    if let Some(release) = release(scene, body.clone()) {
        recall.dispatch = Some(release);
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

/// Keeps whose report was named, where it is no link of its own: `हार्बर टाइम्स की एक रिपोर्ट`.
fn dispatch(scene: &Scene<'_>, recall: &mut Recall, voice: &Voice) {
    let owned = voice.range.end;
    if voice.paper.is_some() || !scene.is("genitive", owned) {
        return;
    }
    let paper = (owned + 1..owned + 1 + LONGEST).find_map(|at| {
        let (end, role) = scene.pack.speech.head_at(scene.tokens, at)?;
        matches!(role, LinkRole::Document | LinkRole::Media).then(|| fold(scene.tokens.surface(end - 1)))
    });
    if let Some(word) = paper {
        recall.dispatch = Some((word, voice.clone()));
    }
}

/// Returns who gave out what is no link of its own: `मंत्रालय ने बयान जारी किया`, `सेना की ओर से जारी बयान`.
fn release(scene: &Scene<'_>, body: Range<usize>) -> Option<(String, Voice)> {
    let paper = body.clone().find(|at| {
        scene.pack.speech.head_at(scene.tokens, *at).is_some_and(|(end, role)| {
            let release = super::line::marker_before(scene, Marker::Release, end).is_some();
            role == LinkRole::Document && release && end <= body.end
        })
    })?;
    let end = scene.pack.speech.head_at(scene.tokens, paper)?.0;
    let giver = (body.start + 1..paper)
        .rev()
        .find(|at| scene.is("agent", *at) || super::line::marker(scene, Marker::Within, *at).is_some())?;
    let voice = voices::named(scene, giver, body.start, &Recall::default())?;
    let role = scene.pack.speech.head_before(scene.tokens, voice.range.end);
    (voice.entity.is_some() || role.is_some()).then(|| (fold(scene.tokens.surface(end - 1)), voice))
}

/// Returns whose report a bare word for one stands for.
pub(super) fn dispatched(recall: &Recall, word: &str) -> Option<Voice> {
    recall.dispatch.as_ref().filter(|(known, _)| one_word(known, word)).map(|(_, voice)| voice.clone())
}

/// Tells whether two forms are of one word: alike up to the last letter, as `हलफनामा` and `हलफनामे` are.
pub(super) fn one_word(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let stem = |word: &str| {
        let end = word.char_indices().next_back().map_or(0, |(at, _)| at);
        word[..end].to_owned()
    };
    one == other || one.chars().count() > SHORTEST && stem(&one) == stem(&other)
}

/// Tells whether both are one outlet: by name too, which may look like a place here and like a body there.
fn alike(known: &Voice, voice: &Voice) -> bool {
    known.same(voice) || voice.role != LinkRole::Speaker && fold(&known.name) == fold(&voice.name)
}

/// Returns a voice with the part that the text has shown it to play.
pub(super) fn as_shown(recall: &Recall, voice: Voice) -> Voice {
    let known =
        recall.outlets.iter().filter_map(|outlet| outlet.voice.as_ref()).find(|known| alike(known, &voice));
    match known {
        Some(known) if !voice.resolved && is_press(known.role) => {
            Voice { role: known.role, entity: known.entity.clone(), ..voice }
        }
        _ => voice,
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
    recall.outlets.iter().any(|outlet| outlet.voice.as_ref().is_some_and(|known| alike(known, voice)))
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
    if let Some((from, role)) = head(last + 1).filter(|_| !voice.resolved) {
        let known = voice.entity.is_some() && scene.packs.names().exactly(&voice.name).is_some();
        let sure = role == LinkRole::Media || last > from;
        let named =
            from > voice.range.start && sure && !known && !voice.described && !is_a_person(scene, &voice);
        return if named { Voice { role, ..voice } } else { voice };
    }
    if voice.resolved {
        return voice;
    }
    let leads = |at: usize| head(at).filter(|(_, role)| leads(scene, at, *role));
    let inside = (voice.range.start + 1..=last).rev().find_map(|at| Some((at, leads(at)?.1)));
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
    let named =
        voice.range.len() > 1 && speech.marks(scene.tokens, last..last + 1) == Some(Marker::PressName);
    match head(voice.range.start) {
        Some((_, role)) if !voice.described && leads(voice.range.start).is_some() => Voice { role, ..voice },
        None if named && !voice.described && !is_press(voice.role) && !is_a_person(scene, &voice) => {
            Voice { role: LinkRole::Media, ..voice }
        }
        _ => voice,
    }
}

/// Tells whether a word for outlets that ends before a token leads to a name: `अखबार`, but not `मीडिया` (सलाहकार) unless
/// a name stands behind it.
fn leads(scene: &Scene<'_>, end: usize, role: LinkRole) -> bool {
    let part = scene.pack.speech.marks(scene.tokens, end - 1..end) == Some(Marker::PressName);
    let named = scene.mention_starting_at(end).is_some_and(|(mention, _)| mention.kind != EntityType::Per);
    role == LinkRole::Agency || !part || named
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

fn is_a_person(scene: &Scene<'_>, voice: &Voice) -> bool {
    let known = voice.entity.as_ref().and_then(|id| scene.entity(id));
    known.is_some_and(|entity| entity.kind == EntityType::Per)
}

fn passes_on(scene: &Scene<'_>, voice: &Voice) -> bool {
    let office = scene.pack.speech.head_before(scene.tokens, voice.range.end);
    !is_a_person(scene, voice)
        && !voice.described
        && !voice.resolved
        && office.is_none_or(|(_, role)| is_press(role))
}

fn is_press(role: LinkRole) -> bool {
    matches!(role, LinkRole::Agency | LinkRole::Media)
}
