//! Who speaks or acts before a verb.

use super::line::{Line, Who, marker, marker_before, quoted};
use super::voices::{self, Named};
use super::{recall, same_talk, source, written};
use crate::scene::Scene;
use crate::voice::Voice;
use lang::{Cue, Form, Marker};
use model::{EntityType, LinkRole};

/// The most words before a verb without a subject that goes on with the speaker of the sentence before.
const SHORT_OPENING: usize = 14;
/// The most words of a title between a paper and the name of its author.
const LONGEST_TITLE: usize = 6;
/// The most words between whoever holds a paper and the paper.
const LONGEST_HOLD: usize = 7;

/// Returns who speaks before a cue, with the sources that markers between them name.
pub(super) fn of(line: &mut Line<'_, '_>, start: usize, cue: &Cue, floor: usize) -> Option<Who> {
    let scene = line.scene;
    let found = match cue.form {
        // `…, हालांकि सरकार इसे गलत बता रही है`: a subject without a marker stands in the verb's own clause.
        Form::Says => {
            let clause = line.turn_before(floor, start).map_or(floor, |turn| turn + 1);
            bare(line, start, clause).or_else(|| agent(line, start, floor))
        }
        _ => agent(line, start, floor),
    };
    let (named, behind) = found?;
    // `आइए आपको बताते हैं`, `कौन कहता है`, `नियम कहता है`: those who are asked, and what nobody says.
    let words = named.start()..behind;
    if words.clone().any(|at| line.is_marker(Marker::Myself, at))
        || cue.form == Form::Says && marker_before(scene, Marker::Measure, words.end).is_some()
    {
        return None;
    }
    let mut who = Who { start: named.start(), behind, ..Who::default() };
    match named {
        Named::Voice(voice) => who.voices.push(voice),
        Named::Nobody(speaker, _) => who.nobody = Some(speaker),
    }
    paper(scene, &mut who, start);
    let own = who.voices.first().filter(|voice| voice.paper.is_some()).map(|voice| voice.range.clone());
    held(line, &mut who, floor);
    paper_before(line, &mut who, floor);
    source::lean(line, &mut who, floor, start);
    same_talk::go_on(line, &mut who, start);
    // Whoever tells what a source said does so in a paper that is no link: `अपनी रिपोर्ट में सूत्रों के हवाले से`.
    for passed in who.voices.iter_mut().skip(1).filter(|voice| Some(&voice.range) == own.as_ref()) {
        passed.paper = None;
    }
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
        // `यह दृश्य बताता है`: before a noun it only points.
        if end < cue && !loose(scene, end) && !scene.is("case", end) && !scene.is_mark(end) {
            let noun = opening_phrase(line, end, cue).unwrap_or(cue);
            let voice = voices::phrase(line, noun, end)?;
            let role = scene.pack.speech.head_before(scene.tokens, noun).is_some();
            return (voice.entity.is_some() || role).then_some((Named::Voice(voice), noun));
        }
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
    // `विद्रोही इससे इनकार कर रहे हैं`: the object stands in a pronoun.
    if marker(scene, Marker::Matter, at).is_some() || marker(scene, Marker::Object, at).is_some() {
        return true;
    }
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
    let opening = line.body.start;
    // `डीएम ने शिविर देखा। कहा कि …`: whoever acted goes on where the verb opens the sentence.
    let opens = (opening..cue).all(|at| {
        scene.is_mark(at)
            || marker(scene, Marker::Further, at).is_some()
            || marker(scene, Marker::Particle, at).is_some()
    });
    let acted = line.memory.acted.as_ref().filter(|_| opens).map(|voice| vec![voice.clone()]);
    let voices = line.memory.continues.clone().or(acted)?;
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

/// Puts a letter or report that stands before its author between the author and the relay: `पत्र में मंत्री ने लिखा`,
/// `टेलेग्रा के पास मौजूद पत्र में मंत्री ने लिखा`.
fn paper_before(line: &Line<'_, '_>, who: &mut Who, floor: usize) {
    let scene = line.scene;
    let Some(first) = who.voices.first().filter(|voice| voice.paper.is_none() && !voices::is_press(voice))
    else {
        return;
    };
    let least = first.range.start.saturating_sub(LONGEST_TITLE).max(floor);
    let mut titles = (least..first.range.start).rev().take_while(|at| {
        let told = scene.is("that", *at) || scene.is("agent", *at) || scene.is("verb", *at);
        !told && (!scene.is_mark(*at) || scene.tokens.surface(*at) == ",")
    });
    let Some(place) = titles.find(|at| marker(scene, Marker::Place, *at).is_some()) else { return };
    let Some((head, role)) = scene.pack.speech.head_before(scene.tokens, place) else { return };
    if role != LinkRole::Document || head < floor || marker_before(scene, Marker::Release, place).is_some() {
        return;
    }
    let owner = written::paper_voice(line, head..place, role, floor).filter(|voice| voice.range.end <= head);
    let holder = holder(line, head, floor);
    let paper = scene.surface(head..place).to_owned();
    match (holder, owner) {
        (Some(holder), _) => {
            who.start = who.start.min(holder.range.start);
            who.voices[0].paper = Some(paper);
            who.voices.push(holder);
        }
        // A paper of another's tells what the speaker said.
        (None, Some(owner)) if !owner.same(first) => {
            who.start = who.start.min(owner.range.start);
            who.voices.push(owner);
        }
        _ => who.voices[0].paper = Some(paper),
    }
}

/// Puts whoever holds a paper that speaks for itself behind it: `टेलेग्रा को मिले दस्तावेज बताते हैं`.
pub(super) fn held(line: &Line<'_, '_>, who: &mut Who, floor: usize) {
    let scene = line.scene;
    let Some(first) = who.voices.first() else { return };
    let paper = scene.pack.speech.head_before(scene.tokens, first.range.end);
    let Some((head, role)) = paper.filter(|(_, role)| *role == LinkRole::Document) else { return };
    let Some(holder) = holder(line, head, floor) else {
        // `आयोग की रिपोर्ट कहती है`: its author's word.
        let author = written::paper_voice(line, head..first.range.end, role, floor);
        if let Some(author) = author.filter(|author| author.range.end < head && !first.resolved) {
            who.voices[0] = author;
        }
        return;
    };
    let range = head..first.range.end;
    if let Some(span) = scene.tokens.span(range.clone()) {
        who.voices[0].span = span;
        who.voices[0].name = scene.surface(range.clone()).to_owned();
        who.voices[0].range = range;
    }
    who.start = who.start.min(holder.range.start);
    who.voices.push(holder);
}

/// Returns the paper or agency that holds a paper whose head starts at a token: nobody to whom it was only sent.
pub(super) fn holder(line: &Line<'_, '_>, head: usize, floor: usize) -> Option<Voice> {
    let scene = line.scene;
    let holds = (floor + 1..head)
        .rev()
        .take(LONGEST_HOLD)
        .find(|at| marker(scene, Marker::Holds, *at).is_some_and(|end| end <= head))?;
    let voice = voices::phrase(line, holds, floor)?;
    let office = scene.pack.speech.head_before(scene.tokens, holds);
    let sent = recall::is_person(scene, &voice) && voice.entity.is_some()
        || office.is_some_and(|(_, role)| !matches!(role, LinkRole::Agency | LinkRole::Media));
    let press = voice.range.clone().any(|at| line.is_marker(Marker::PressName, at));
    (press || !sent).then_some(voice)
}
