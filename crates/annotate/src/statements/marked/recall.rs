//! Who spoke and acted last: what pronouns and dropped subjects stand for.

use super::line::marker_before;
use super::{Draft, Memory};
use super::{acts, outlets, same_talk, source, voices};
use crate::scene::Scene;
use crate::statements::hits::in_speech;
use crate::voice::{Recall, Voice};
use lang::Marker;
use model::{EntityType, LinkRole, Mode};
use std::ops::Range;

/// The most words before the subject of a sentence that no marker shows.
const OPENING: usize = 8;

/// Keeps who spoke or acted in a sentence, for the sentences after it.
///
/// A pronoun leads to the last person; where a sentence has two who act, nobody can tell which.
pub(in crate::statements) fn remember(
    scene: &Scene<'_>,
    memory: &mut Memory,
    body: Range<usize>,
    found: &[Draft],
) {
    // What a source alone tells is narration: who acts in it is who a pronoun behind it means.
    let spoken = found.iter().filter(|draft| draft.rule != source::RULE);
    let told: Vec<Range<usize>> = spoken.map(|draft| scene.tokens.within(draft.content)).collect();
    let outside = |at: usize| !told.iter().any(|content| content.contains(&at)) && !in_speech(scene, at);
    outlets::note(scene, &mut memory.recall, body.clone(), found);
    same_talk::note(scene, memory, body.clone());
    let mut people: Vec<Voice> = Vec::new();
    let mut several = false;
    let mut add = |voice: Voice| {
        if !people.iter().any(|known| known.same(&voice)) {
            people.push(voice);
        }
    };
    for draft in found {
        // Whom a group only acts with stays who was spoken of: `दोनों पक्षों ने सहमति जताई`.
        let stays = |voice: &Voice| memory.recall.person.is_some() && group(scene, voice);
        if draft.rule == acts::RULE && draft.voices.first().is_some_and(stays) {
            continue;
        }
        let speaks = |voice: &&Voice| {
            let outlet = outlets::is_known(&memory.recall, voice);
            !outlet && (is_person(scene, voice) || voice.role == LinkRole::Anonymous)
        };
        if let Some(voice) = draft.voices.first().filter(speaks) {
            several |= joint(scene, voice);
            add(voice.clone());
        }
    }
    for agent in body.clone().filter(|at| scene.is("agent", *at) && outside(*at)) {
        if let Some(voice) = voices::named(scene, agent, body.start, &Recall::default())
            && is_person(scene, &voice)
            && !(memory.recall.person.is_some() && group(scene, &voice))
            && !thing(scene, &voice)
            && !outlets::is_known(&memory.recall, &voice)
        {
            several |= joint(scene, &voice);
            add(voice);
        }
    }
    if let Some(voice) = opening(scene, body.clone()).filter(|voice| outside(voice.range.start)) {
        add(voice);
    }
    for voice in people.iter().filter(|voice| voice.name.contains(' ')) {
        memory.recall.people.retain(|known| !known.same(voice));
        memory.recall.people.push(Voice { paper: None, ..voice.clone() });
    }
    memory.acted = match &people[..] {
        [one] if !several && found.is_empty() && !group(scene, one) => {
            Some(Voice { paper: None, ..one.clone() })
        }
        _ => None,
    };
    match &people[..] {
        [one] if !several => memory.recall.person = Some(Voice { paper: None, ..one.clone() }),
        [] if !several => {}
        _ => memory.recall.person = None,
    }
    if let Some(author) = author(scene, body.clone(), &told) {
        memory.recall.author = Some(author);
    }
    let author = found.iter().flat_map(|draft| &draft.voices).find(|voice| voice.paper.is_some());
    if let Some(author) = author {
        memory.recall.author = Some(author.clone());
    }
    let reports = found.iter().rev().find(|draft| draft.mode != Mode::NonReport).or(found.last());
    memory.continues = reports.map(|draft| draft.voices.clone()).filter(|voices| !voices.is_empty());
}

/// Returns who acts in a sentence that names a paper: whoever sends or writes it.
fn author(scene: &Scene<'_>, body: Range<usize>, told: &[Range<usize>]) -> Option<Voice> {
    // A sentence that a source tells whole names its author as well as narration does.
    let whole = |content: &Range<usize>| content.start <= body.start + 8;
    let outside = |at: &usize| !told.iter().any(|content| content.contains(at) && !whole(content));
    let agent = body.clone().filter(outside).find(|at| scene.is("agent", *at))?;
    let paper = (agent + 1..body.end).filter(outside).find_map(|at| {
        let (end, role) = scene.pack.speech.head_at(scene.tokens, at)?;
        let link = marker_before(scene, Marker::Release, end).is_none();
        (role == LinkRole::Document && link).then_some(at..end)
    })?;
    let voice = voices::named(scene, agent, body.start, &Recall::default())?;
    (!voices::is_press(&voice)).then(|| Voice { paper: Some(scene.surface(paper).to_owned()), ..voice })
}

/// Tells whether a voice is one person.
pub(super) fn is_person(scene: &Scene<'_>, voice: &Voice) -> bool {
    match voice.entity.as_ref().and_then(|id| scene.entity(id)) {
        Some(entity) => entity.kind == EntityType::Per && !voices::is_press(voice),
        // People who are only described are one person where the text counts one: `एक अधिकारी`.
        None if voice.role == LinkRole::Anonymous => {
            let from = voice.range.start.saturating_sub(1);
            (from..voice.range.end).any(|at| scene.is("nobody", at))
        }
        None => voice.role == LinkRole::Speaker,
    }
}

/// Tells whether words without a name tell of several people or bodies: `दोनों पक्षों`, `व्यापारियों और मजदूरों`.
fn group(scene: &Scene<'_>, voice: &Voice) -> bool {
    let last = voice.range.end.saturating_sub(1);
    voice.entity.is_none() && !voice.resolved && scene.pack.grammar.is_plural(scene.tokens.key(last))
}

/// Tells whether words that no table knows stand behind a word that only points: `इस किताब ने`.
fn thing(scene: &Scene<'_>, voice: &Voice) -> bool {
    let known = voice.entity.is_some() || voice.resolved;
    let office = scene.pack.speech.head_before(scene.tokens, voice.range.end).is_some();
    let before = voice.range.start.checked_sub(1);
    !known && !office && before.is_some_and(|at| scene.is("nobody", at))
}

/// Tells whether another person stands beside a voice: `A और B ने`.
fn joint(scene: &Scene<'_>, voice: &Voice) -> bool {
    let from = voice.range.start.saturating_sub(6);
    let joins = (from..voice.range.start).rev().find(|at| scene.is("conjunction", *at));
    joins.is_some_and(|at| {
        scene.mention_ending_at(at).is_some_and(|(mention, _)| mention.kind == EntityType::Per)
            && !(at..voice.range.start).any(|at| scene.is_mark(at) || scene.is("agent", at))
    })
}

/// Returns the person whom a sentence begins with.
fn opening(scene: &Scene<'_>, body: Range<usize>) -> Option<Voice> {
    let (_, range) = scene
        .mentions_in(body.start..(body.start + OPENING).min(body.end))
        .find(|(mention, _)| mention.kind == EntityType::Per)?;
    let clear = !(body.start..range.start).any(|at| scene.is("verb", at) && !scene.is("genitive", at));
    let owned = scene.is("genitive", range.end) || scene.is("agent", range.end);
    (clear && !owned).then(|| voices::named(scene, range.end, range.start, &Recall::default())).flatten()
}
