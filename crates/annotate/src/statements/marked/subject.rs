//! Who speaks or acts before a verb.

use super::line::{Line, Who, marker, marker_before, quoted};
use super::voices::{self, Named};
use super::{recall, source};
use crate::scene::Scene;
use crate::voice::Voice;
use lang::{Cue, Form, Marker};
use model::EntityType;

/// The most words before a verb without a subject that goes on with the speaker of the sentence before.
const SHORT_OPENING: usize = 14;

/// Returns who speaks before a cue, with the sources that markers between them name.
pub(super) fn of(line: &mut Line<'_, '_>, start: usize, cue: &Cue, floor: usize) -> Option<Who> {
    let scene = line.scene;
    let found = match cue.form {
        Form::Says => bare(line, start, floor).or_else(|| agent(line, start, floor)),
        _ => agent(line, start, floor),
    };
    let (named, behind) = found?;
    let mut who = Who { start: named.start(), behind, ..Who::default() };
    match named {
        Named::Voice(voice) => who.voices.push(voice),
        Named::Nobody(speaker, _) => who.nobody = Some(speaker),
    }
    paper(scene, &mut who, start);
    source::lean(line, &mut who, floor, start);
    Some(who)
}

/// Returns the noun phrase before the marker of who acts that is nearest before a verb.
pub(super) fn agent(line: &Line<'_, '_>, cue: usize, floor: usize) -> Option<(Named, usize)> {
    let scene = line.scene;
    for at in (floor..cue).rev() {
        if quoted(scene, &line.body, at) {
            continue;
        }
        if let Some(end) = marker(scene, Marker::Agent, at) {
            if let Some(voice) = beside(line, at) {
                let span = scene.tokens.span(at..end)?;
                let voice = Voice { span, range: at..end, resolved: true, paper: None, ..voice };
                return Some((Named::Voice(voice), end));
            }
            return voices::pronoun(scene, at..end, &line.memory.recall).map(|named| (named, end));
        }
        if scene.is("agent", at) {
            let end = partitive(line, at, floor).unwrap_or(at);
            let mut voice = voices::phrase(line, end, floor)?;
            if scene.tokens.surface(voice.range.start).is_empty() {
                return None;
            }
            voice.paper = None;
            return Some((Named::Voice(voice), at + 1));
        }
    }
    None
}

/// Returns the person of whose words the same sentence tells just before a pronoun: `… ने कहा कि …, लेकिन उन्होंने …`.
fn beside(line: &Line<'_, '_>, pronoun: usize) -> Option<Voice> {
    let turned = line.turn_before(pronoun.saturating_sub(3).max(line.body.start), pronoun + 1).is_some();
    let draft = line.drafts.last().filter(|_| turned)?;
    draft.voices.first().filter(|voice| recall::is_person(line.scene, voice)).cloned()
}

/// Returns where those end of whom none acted: `‹A and B› में से किसी ने भी`.
fn partitive(line: &Line<'_, '_>, agent: usize, floor: usize) -> Option<usize> {
    let scene = line.scene;
    let nobody = scene.is("nobody", agent.checked_sub(1)?);
    let part = scene.pack.grammar.before("part", scene.tokens, agent - 1).filter(|at| *at > floor)?;
    nobody.then_some(part)
}

/// Returns the subject that no marker shows: the phrase before the verb, else the one that opens the clause.
pub(super) fn bare(line: &Line<'_, '_>, cue: usize, floor: usize) -> Option<(Named, usize)> {
    let scene = line.scene;
    let opening = (floor..cue).find(|at| {
        !scene.is_mark(*at)
            && marker(scene, Marker::Turn, *at).is_none()
            && marker(scene, Marker::Further, *at).is_none()
    })?;
    if let Some(end) = marker(scene, Marker::Subject, opening) {
        return voices::pronoun(scene, opening..end, &line.memory.recall).map(|named| (named, end));
    }
    let mut end = cue;
    for _ in 0..4 {
        while end > floor && loose(scene, end - 1) {
            end -= 1;
        }
        if end <= floor || scene.is_mark(end - 1) {
            break;
        }
        if !scene.is("case", end - 1) {
            let voice = voices::phrase(line, end, floor)?;
            let known = voice.entity.as_ref().and_then(|id| scene.entity(id)).map(|entity| entity.kind);
            let opens = voice.range.start <= opening + 1;
            let role = scene.pack.speech.head_before(scene.tokens, end).is_some();
            // `नीति का पूरी तरह`: an unknown phrase that belongs to something is nobody.
            let owned = voice.range.clone().any(|at| scene.is("genitive", at));
            let full = voice.range.len() > 1 && !owned;
            let speaks = known.is_some_and(|kind| kind != EntityType::Norp) || role || opens || full;
            return speaks.then_some((Named::Voice(voice), end));
        }
        let first = (floor..end - 1).rev().take(5).take_while(|at| !scene.is_mark(*at));
        let inside = first.last()?;
        let person = scene
            .mentions_in(inside..end)
            .find(|(mention, _)| mention.kind == EntityType::Per)
            .map(|(_, range)| range.end);
        match person {
            Some(person) if !scene.is("case", person) && !scene.is("genitive", person) => end = person,
            _ => end = opening_phrase(line, opening, end)?,
        }
    }
    let end = opening_phrase(line, opening, cue)?;
    let voice = voices::phrase(line, end, opening)?;
    (voice.range.start == opening).then_some((Named::Voice(voice), end))
}

/// Returns where the noun phrase that opens a clause ends, where another word than a case marker follows it.
pub(super) fn opening_phrase(line: &Line<'_, '_>, opening: usize, cue: usize) -> Option<usize> {
    let scene = line.scene;
    let end = (opening..cue).find(|at| {
        let owner = scene.is("genitive", *at);
        !owner && (scene.is_mark(*at) || scene.pack.grammar.is_small(scene.tokens, *at))
            || scene.time_around(*at).is_some()
    })?;
    (end > opening && !scene.is("case", end) && !scene.is("agent", end)).then_some(end)
}

fn loose(scene: &Scene<'_>, at: usize) -> bool {
    let small = scene.pack.grammar.is_stop(scene.tokens.key(at));
    let marks = scene.is("case", at) || scene.is("genitive", at) || scene.is("agent", at);
    scene.time_around(at).is_some() || small && !marks || marker(scene, Marker::Particle, at).is_some()
}

/// Returns who goes on speaking where a verb has no subject: the speaker of the verb before it, or of the sentence.
pub(super) fn lent(line: &Line<'_, '_>, cue: usize) -> Option<Who> {
    let scene = line.scene;
    if let Some(before) =
        line.drafts.iter().rev().find(|draft| draft.nobody.is_some() || !draft.voices.is_empty())
    {
        let voices = before.voices.clone();
        let nobody = before.nobody.clone();
        let start = scene.tokens.within(before.content).end.min(cue);
        return Some(Who { voices, nobody, start, behind: start.max(line.last.min(cue)), lent: false });
    }
    // An earlier clause of the sentence may name who acts: `X ने इस्तीफा दिया और आरोप लगाया कि …`.
    if let Some((named, behind)) = agent(line, cue, line.body.start) {
        let mut who = Who { start: named.start(), behind, ..Who::default() };
        match named {
            Named::Voice(voice) => who.voices.push(voice),
            Named::Nobody(speaker, _) => who.nobody = Some(speaker),
        }
        return Some(who);
    }
    let voices = line.memory.continues.clone()?;
    let opening = line.body.start;
    let short = cue - opening <= SHORT_OPENING
        && !(opening..cue).any(|at| {
            scene.is("verb", at) && !scene.is("genitive", at) && at + 1 < cue && scene.is_mark(at + 1)
        });
    short.then_some(Who { voices, start: opening, behind: opening, lent: true, nobody: None })
}

/// Puts a letter or report between its author and the relay: `X ने मुख्यमंत्री को लिखी चिट्ठी में कहा`.
fn paper(scene: &Scene<'_>, who: &mut Who, cue: usize) {
    let Some(voice) = who.voices.first_mut() else { return };
    if voices::is_press(voice) {
        return;
    }
    let found = (who.behind..cue).find_map(|at| {
        let (end, role) = scene.pack.speech.head_at(scene.tokens, at)?;
        let within = marker(scene, Marker::Place, end).is_some() && end < cue;
        let own = marker_before(scene, Marker::Release, end).is_none();
        (role == model::LinkRole::Document && within && own).then_some(at..end)
    });
    voice.paper = found.map(|range| scene.surface(range).to_owned());
}
