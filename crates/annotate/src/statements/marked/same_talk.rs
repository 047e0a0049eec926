//! Talks that go on over sentences: whoever passed the first words on passed the next on too.

use super::line::{Line, Who, marker};
use super::{Memory, outlets, voices};
use crate::scene::Scene;
use crate::voice::{Recall, Voice};
use lang::Marker;
use std::ops::Range;

/// The most words before a noun that points into a talk.
const OPENING: usize = 4;

/// Adds who passed on what a speaker adds to their words of the sentence before: `उन्होंने यह भी कहा`, `मंत्री ने आगे बताया`,
/// `इसमें उन्होंने कहा`.
pub(super) fn go_on(line: &Line<'_, '_>, who: &mut Who, cue: usize) {
    let [speaker] = &who.voices[..] else { return };
    let scene = line.scene;
    let adds = (line.body.start..cue).any(|at| marker(scene, Marker::Further, at).is_some());
    let relays: Vec<Voice> = match &line.memory.continues {
        Some(before) if adds && (before[0].same(speaker) || before[0].names(speaker)) => before[1..].to_vec(),
        _ if points_inside(line, cue) => line.memory.talk.iter().cloned().collect(),
        _ => return,
    };
    for relay in relays.into_iter() {
        if !who.voices.iter().any(|known| known.same(&relay)) {
            who.voices.push(relay);
        }
    }
}

/// Keeps with which outlet a sentence says that somebody talks: `‹outlet› ने … का साक्षात्कार प्रसारित किया`.
pub(super) fn note(scene: &Scene<'_>, memory: &mut Memory, body: Range<usize>) {
    let talks = body.clone().any(|at| talk_at(scene, at));
    memory.talk = if talks { outlet_in(scene, &memory.recall, body) } else { None };
}

/// Tells whether a clause points into the talk of the sentence before: `इसमें`, `इस साक्षात्कार में`, `बातचीत में`.
fn points_inside(line: &Line<'_, '_>, cue: usize) -> bool {
    let scene = line.scene;
    (line.body.start..cue).any(|at| {
        scene.pack.grammar.is_therein(scene.tokens.key(at))
            || at < line.body.start + OPENING
                && talk_at(scene, at)
                && marker(scene, Marker::Place, at + 1).is_some()
    })
}

/// Tells whether a word names a talk.
fn talk_at(scene: &Scene<'_>, at: usize) -> bool {
    scene.pack.grammar.is_talk(scene.tokens.key(at))
}

/// Returns the one outlet that a sentence names before a case marker or as the one who acts.
fn outlet_in(scene: &Scene<'_>, recall: &Recall, body: Range<usize>) -> Option<Voice> {
    let mut found: Option<Voice> = None;
    for end in body.start + 1..body.end {
        if !(scene.is("agent", end) || scene.is("case", end)) {
            continue;
        }
        let voice = voices::named(scene, end, body.start, &Recall::default());
        let Some(voice) = voice.filter(|voice| outlets::is_known(recall, voice)) else { continue };
        if found.as_ref().is_some_and(|known| !known.same(&voice)) {
            return None;
        }
        found = Some(voice);
    }
    found
}
