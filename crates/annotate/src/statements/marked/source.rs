//! Sources that a marker names, without a verb of their own.

use super::line::{Line, Source, Who, marker, marker_before};
use super::{SHORTEST, outlets, subject, voices, written};
use crate::scene::Scene;
use crate::statements::Draft;
use crate::statements::content;
use crate::voice::{self, Voice};
use lang::{Frame, Marker};
use model::{EntityType, LinkRole, Mode, Rule, StatementClass};

pub(super) const RULE: Rule = Rule::new("told-by-source");

/// The most words between the start of what is told and a source inside it that tells it.
const OPENING: usize = 3;
/// The most words more that say what such a source is.
const LONGEST_LEAD: usize = 4;

/// Puts the sources between a clause's start and its verb into a chain: `के हवाले से` inside the speaker who leans on it,
/// `के अनुसार` behind whoever speaks.
pub(super) fn lean(line: &mut Line<'_, '_>, who: &mut Who, floor: usize, cue: usize) {
    let subject = who.start;
    for at in 0..line.markers.len() {
        let source = line.markers[at].clone();
        let beside = source.range.start >= floor && source.range.end <= cue && !source.taken;
        if !beside || parted(line, source.range.end, subject) {
            continue;
        }
        let Some(mut voice) = voice_of(line, &source, floor) else { continue };
        // `X ने Y को दिए साक्षात्कार में`: whom one talks to passes on only where it is a paper or an agency.
        if source.kind == Marker::Interview
            && !press(line, &voice)
            && (!given_to(line, &source) || office(line, &voice))
            && !unknown(line, &voice)
        {
            continue;
        }
        // `X से फोन पर बात की और मदद की पेशकश की`: whom one only spoke with passes nothing on.
        // `राजधानी से फोन पर`: whoever calls stands there.
        let talks = scene_talks(line, &source);
        if source.kind == Marker::Interview && !talks && a_place(line.scene, &voice) {
            continue;
        }
        let acted = (source.range.end + 1..cue)
            .any(|at| line.scene.is("conjunction", at) && line.scene.is("verb", at - 1));
        if source.kind == Marker::Interview && acted && !press(line, &voice) {
            continue;
        }
        line.markers[at].taken = true;
        // Whom one talks with is no place, whatever its name looks like.
        let paper = voice.role == LinkRole::Document;
        if source.kind == Marker::Interview && (paper || strange(line.scene, &voice)) {
            voice = Voice { entity: None, role: LinkRole::Media, ..voice };
        }
        // What a person refers to is an argument; what a paper or an agency cites is its source.
        if source.kind == Marker::Cites
            && voice.role != LinkRole::Anonymous
            && who.voices.first().is_some_and(|voice| speaks_alone(line.scene, voice) && !press(line, voice))
        {
            continue;
        }
        who.start = who.start.min(voice.range.start);
        if who.voices.iter().any(|known| known.same(&voice)) {
            continue;
        }
        if matches!(source.kind, Marker::ViaAfter | Marker::Cites) {
            if who.nobody.is_none() {
                who.voices.insert(0, voice);
            }
        } else {
            let place = usize::from(who.nobody.is_none()).min(who.voices.len());
            who.voices.insert(place, voice);
        }
    }
    told_to(line, who, cue);
}

/// Tells whether a clause of its own ends between a source and a subject: `पुलिस के अनुसार दो लोग घायल हुए, जबकि ‹subject› ने …`.
fn parted(line: &Line<'_, '_>, from: usize, subject: usize) -> bool {
    let turn = line.turn_before(from, subject + 1);
    turn.is_some_and(|turn| turn >= 2 && turn <= subject && line.scene.is("verb", turn - 2))
}

/// Tells whether a voice is a person or an office held by one.
fn speaks_alone(scene: &Scene<'_>, voice: &Voice) -> bool {
    let named = voice.entity.as_ref().and_then(|id| scene.entity(id));
    let person = named.is_some_and(|entity| entity.kind == model::EntityType::Per);
    let office = scene.pack.speech.head_before(scene.tokens, voice.range.end);
    person || voice.resolved || office.is_some_and(|(_, role)| role == LinkRole::Speaker)
}

/// Adds the agency or paper that a speaker talked to just before the verb: `‹speaker› ने ‹agency› से कहा`, `‹speaker› ने ‹agency›
/// को नाम न छापने की शर्त पर बताया`.
fn told_to(line: &Line<'_, '_>, who: &mut Who, cue: usize) {
    let scene = line.scene;
    let hiding = (who.start..cue).find(|at| line.marker(Marker::Anonymity, *at).is_some());
    let listens = |end: usize| {
        let case = (who.behind..end).rev().take(4).find(|at| scene.is("case", *at))?;
        let other = line.marker(Marker::Place, case).is_some() || line.marker(Marker::Turn, case).is_some();
        (!other && !line.markers.iter().any(|source| source.range.contains(&case))).then_some(case)
    };
    let Some(case) = listens(cue).or_else(|| listens(hiding?)) else { return };
    // Without a name only the press is told.
    let Some(voice) = voices::phrase(line, case, who.behind) else { return };
    let outlet = press(line, &voice);
    let strange =
        || (hiding.is_some() || strange_listener(line, &voice, who, case, cue)) && unknown(line, &voice);
    if (outlet || strange()) && !who.voices.iter().any(|known| known.same(&voice)) {
        let role = if voices::is_press(&voice) { voice.role } else { LinkRole::Media };
        who.voices.push(Voice { role, ..voice });
    }
}

/// Tells whether one strange word stands between a speaker and a verb of saying: people and bodies who listen are known by what
/// they are or by a name, so it is an outlet's: `‹speaker› ने टेलेग्रा से कहा`.
fn strange_listener(line: &Line<'_, '_>, voice: &Voice, who: &Who, case: usize, cue: usize) -> bool {
    let scene = line.scene;
    let says = line.cues.iter().any(|(range, known)| range.start == cue && known.frame == Frame::Say);
    let at = voice.range.start;
    let plain = scene.time_around(at).is_none()
        && !scene.is("verb", at)
        && !scene.pack.grammar.is_small(scene.tokens, at);
    says && case + 1 == cue && voice.range.len() == 1 && at == who.behind && plain
}

/// Tells whether a voice is a paper or an agency that has a name: by its entity, or by what stands before the name.
pub(super) fn press(line: &Line<'_, '_>, voice: &Voice) -> bool {
    if voices::is_press(voice) && voice.resolved || outlets::is_known(&line.memory.recall, voice) {
        return true;
    }
    // `जांच एजेंसी`: a body whose last word alone would be an outlet.
    let body = line.scene.pack.speech.head_before(line.scene.tokens, voice.range.end);
    if body
        .is_some_and(|(_, role)| matches!(role, LinkRole::Official | LinkRole::Speaker | LinkRole::Anonymous))
    {
        return false;
    }
    let named = voice.range.len() > 1 || voice.entity.is_some();
    let beside = line.scene.pack.speech.head_before(line.scene.tokens, voice.range.start);
    if named && beside.is_some_and(|(_, role)| matches!(role, LinkRole::Agency | LinkRole::Media)) {
        return true;
    }
    let heads = voice.range.clone().any(|at| {
        if line.is_marker(Marker::PressName, at) {
            return true;
        }
        let head = line.scene.pack.speech.head_at(line.scene.tokens, at);
        head.is_some_and(|(end, role)| {
            matches!(role, LinkRole::Agency | LinkRole::Media) && end < voice.range.end
        })
    });
    named && (heads || voice.entity.is_some() && voices::is_press(voice))
}

/// Tells whether a voice is a name that nothing tells of: whoever is interviewed talks to an outlet, and people who are
/// talked to are named by words.
fn unknown(line: &Line<'_, '_>, voice: &Voice) -> bool {
    let scene = line.scene;
    let described = scene.pack.speech.head_before(scene.tokens, voice.range.end).is_some();
    let listens = (voice.range.start..voice.range.end).any(|at| {
        line.marker(Marker::Addressee, at).is_some()
            || scene.is("genitive", at)
            || at + 1 == voice.range.end && scene.pack.grammar.is_plural(scene.tokens.key(at))
    });
    (voice.entity.is_none() || strange(scene, voice))
        && !voice.resolved
        && !voice.described
        && !described
        && !listens
}

/// Tells whether a marker names a talk just behind its case: `से बातचीत में`, not `से फोन पर`.
fn scene_talks(line: &Line<'_, '_>, source: &Source) -> bool {
    let scene = line.scene;
    (source.range.start + 1..source.range.end)
        .find(|at| !scene.is("genitive", *at) && !scene.is("case", *at) && !scene.is("nobody", *at))
        .is_some_and(|at| scene.pack.grammar.is_talk(scene.tokens.key(at)))
}

fn a_place(scene: &Scene<'_>, voice: &Voice) -> bool {
    let known = voice.entity.as_ref().and_then(|id| scene.entity(id));
    known.is_some_and(|entity| entity.kind == EntityType::Loc)
}

/// Tells whether a voice looks like a place or body that no table knows: where somebody talks with it, it is an outlet's name.
fn strange(scene: &Scene<'_>, voice: &Voice) -> bool {
    voice.entity.as_ref().and_then(|id| scene.entity(id)).is_some_and(|entity| {
        matches!(entity.kind, EntityType::Loc | EntityType::Org)
            && scene.packs.names().exactly(&entity.name).is_none()
    })
}

/// Tells whether a marker says that something was given to somebody: an interview, a statement.
fn given_to(line: &Line<'_, '_>, source: &Source) -> bool {
    line.is_marker(Marker::Dative, source.range.start)
}

/// Tells whether a voice is an office or a body that no outlet is: what is told to the police goes no further.
fn office(line: &Line<'_, '_>, voice: &Voice) -> bool {
    let head = line.scene.pack.speech.head_before(line.scene.tokens, voice.range.end);
    head.is_some_and(|(_, role)| !matches!(role, LinkRole::Agency | LinkRole::Media | LinkRole::Document))
}

/// Returns whom a marker names as a source; none where it points at nobody or follows a plan or a rule.
fn voice_of(line: &Line<'_, '_>, source: &Source, floor: usize) -> Option<Voice> {
    let scene = line.scene;
    let end = source.range.start;
    if source.kind == Marker::AccordingBefore {
        return voice::after(scene, source.range.end, line.body.end, &line.memory.recall);
    }
    if end <= floor || scene.is("nobody", end - 1) {
        return None;
    }
    // What a table knows or a person is no measure, whatever its last word is: `भारतीय पंचांग`.
    let named = scene.mention_ending_at(end).and_then(|(mention, _)| scene.entity(&mention.entity));
    let known = |entity: &model::Entity| {
        entity.kind == EntityType::Per || scene.packs.names().exactly(&entity.name).is_some()
    };
    if marker_before(scene, Marker::Measure, end).is_some() && !named.is_some_and(known) {
        return None;
    }
    // `जांच प्रभावित होने का हवाला देते हुए`: what happens is a ground.
    if scene.is("verb", end - 1) && !scene.is("genitive", end - 1) {
        return None;
    }
    if !scene.is("genitive", source.range.start) && source.range.len() == 1 {
        // `उनके मुताबिक`: a pronoun that owns the marker.
        let owner = marker_before(scene, Marker::Owner, end).filter(|at| *at >= floor)?;
        // `प्रशासन ने देरी से इनकार किया, उसके अनुसार …`: whoever speaks in the same sentence.
        if let Some(voice) = line.drafts.last().and_then(|draft| draft.voices.first()) {
            let span = scene.tokens.span(owner..end)?;
            return Some(Voice { span, range: owner..end, resolved: true, paper: None, ..voice.clone() });
        }
        return match voices::pronoun(scene, owner..end, &line.memory.recall)? {
            voices::Named::Voice(voice) => Some(voice),
            voices::Named::Nobody(..) => None,
        };
    }
    let paper = scene.pack.speech.head_before(scene.tokens, end);
    // `गांव से मिली जानकारी के अनुसार`: information comes from places too.
    let came = source.kind == Marker::AccordingAfter && scene.is("case", source.range.start);
    if came && paper.is_none() && named.is_none_or(|known| known.kind == EntityType::Loc) {
        return None;
    }
    // `उनके आकलन के मुताबिक`: what somebody reckons is no second voice.
    let head = paper.map_or(end - 1, |(head, _)| head);
    if marker_before(scene, Marker::Owner, head).is_some_and(|owner| owner >= floor) {
        return None;
    }
    match paper {
        Some((head, role)) if matches!(role, LinkRole::Document | LinkRole::Media) && head >= floor => {
            written::paper_voice(line, head..end, role, floor)
        }
        _ => voices::phrase(line, end, floor),
    }
}

/// Recognises a narration on the word of a source: “‹source› के अनुसार …”, “…, ‹source› के मुताबिक”.
///
/// Matches `पुलिस के अनुसार चालक भाग गया` (according to the police the driver fled).
/// Refuses `नियम के अनुसार` (by rule) and `इस हवाले से` (in this regard), which name nobody.
/// Misses a source whose name stands apart from the marker.
pub(super) fn tell(line: &mut Line<'_, '_>) {
    for at in 0..line.markers.len() {
        let source = line.markers[at].clone();
        if source.taken || source.kind == Marker::Interview {
            continue;
        }
        match line.around(source.range.start) {
            Some(outer) => inside(line, outer, &source),
            None => {
                let draft = alone(line, &source);
                line.drafts.extend(draft);
            }
        }
    }
}

/// Makes a source at the very start of a content the voice that the outer ones passed on.
fn inside(line: &mut Line<'_, '_>, outer: usize, source: &Source) {
    let scene = line.scene;
    let content = scene.tokens.within(line.drafts[outer].content);
    let Some(voice) = voice_of(line, source, content.start) else { return };
    // `वेलमोरा की सरकारी एजेंसी वीनाप के अनुसार`: what stands before a name may belong to it.
    let opens = |at: usize| scene.is("genitive", at) || !scene.pack.grammar.is_small(scene.tokens, at);
    let first = voice.range.start.min(content.start + OPENING + LONGEST_LEAD);
    if voice.range.start > content.start + OPENING
        && (first < voice.range.start || !(content.start..first).all(opens))
    {
        return;
    }
    let Some(rest) = content::span_of(scene, source.range.end..content.end) else { return };
    let draft = &mut line.drafts[outer];
    draft.content = rest;
    draft.mode = content::mode(scene, rest, Mode::Indirect);
    // `अधिकारियों के हवाले से मिली खबरों के अनुसार`: what came from them passed it on.
    let via = draft.rule == RULE
        && source.kind == Marker::AccordingAfter
        && draft
            .cue
            .iter()
            .any(|cue| marker(scene, Marker::ViaAfter, scene.tokens.within(*cue).start).is_some());
    if via {
        draft.voices.push(voice);
        return;
    }
    if !draft.voices.iter().any(|known| known.same(&voice)) {
        draft.voices.insert(0, voice);
        draft.nobody = None;
    }
    draft.cue.extend(scene.tokens.span(source.range.clone()));
}

fn alone(line: &Line<'_, '_>, source: &Source) -> Option<Draft> {
    let scene = line.scene;
    let floor = clause_floor(line, source.range.start);
    let voice = voice_of(line, source, floor)?;
    let after = source.range.end.max(voice.range.end);
    let mut who = Who { start: voice.range.start, behind: after, voices: vec![voice], ..Who::default() };
    subject::held(line, &mut who, floor);
    let next = line
        .drafts
        .iter()
        .map(|draft| scene.tokens.within(draft.content).start.min(draft_start(scene, draft)));
    let ceiling = next.filter(|start| *start > after).min().unwrap_or(line.body.end);
    let end = turn_end(line, after, ceiling);
    let behind =
        content::span_of(scene, after..end).filter(|span| scene.tokens.within(*span).len() > SHORTEST);
    let content = match behind {
        Some(span) => span,
        // With nothing behind it, the source closes what stands before it.
        None => content::span_of(scene, floor..who.start)
            .filter(|span| scene.tokens.within(*span).len() > SHORTEST)?,
    };
    // `A के अनुसार, B के हवाले से`: markers that stand together make one chain.
    for other in line.markers.iter().filter(|other| !other.taken && other.range != source.range) {
        if scene.tokens.within(content).contains(&other.range.start) {
            who.behind = other.range.end.max(who.behind);
        }
    }
    Some(line.draft(who, source.range.clone(), (Mode::Indirect, StatementClass::Report), content, RULE))
}

fn draft_start(scene: &Scene<'_>, draft: &Draft) -> usize {
    let voices = draft.voices.iter().map(|voice| voice.range.start);
    let cue = draft.cue.iter().map(|cue| scene.tokens.within(*cue).start);
    voices.chain(cue).min().unwrap_or(usize::MAX)
}

fn clause_floor(line: &Line<'_, '_>, end: usize) -> usize {
    line.turn_before(line.body.start, end)
        .filter(|turn| *turn + 1 < end)
        .map_or(line.body.start, |turn| turn + 1)
}

/// Returns where a clause ends: before a turn to a clause that another statement was read from.
fn turn_end(line: &Line<'_, '_>, start: usize, ceiling: usize) -> usize {
    if ceiling == line.body.end {
        return ceiling;
    }
    line.turn_before(start, ceiling + 1).unwrap_or(ceiling)
}
