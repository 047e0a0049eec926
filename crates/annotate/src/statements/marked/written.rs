//! What is said or written in a paper or on somebody's behalf.

use super::line::{Line, Who, marker, marker_before};
use super::{acts, outlets, says, source, subject, voices};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use crate::voice::Voice;
use lang::{Cue, Frame, Marker};
use model::{LinkRole, Mode, Rule};
use std::ops::Range;

const RULE: Rule = Rule::new("told-in-source");

/// Recognises what is told in a paper or on somebody's behalf: “‹paper› में कहा गया कि …”, “‹body› की ओर से … का खंडन किया गया”.
///
/// Matches `विभाग की रिपोर्ट में कहा गया कि पुल कमजोर था` (the department's report said that the bridge was weak).
/// Refuses a passive without a clause behind it (`उसे विशेषज्ञ कहा गया`, he was called an expert).
/// Misses the source where only an earlier sentence names it.
pub(super) fn read(line: &mut Line<'_, '_>, range: Range<usize>, cue: &Cue) -> Option<Draft> {
    let scene = line.scene;
    let floor = line.floor(range.start);
    let spoken = writer(line, floor, range.start);
    let told = says::complement(line, range.end);
    let mut who = Who { start: floor, behind: floor, ..Who::default() };
    if let Some((voice, behind)) = spoken {
        (who.start, who.behind) = (voice.range.start, behind);
        who.voices.push(voice);
        subject::held(line, &mut who, floor);
    }
    // `कहा गया है कि …` with nothing before it is what people say.
    let somewhere = (floor..range.start)
        .any(|at| line.marker(Marker::Place, at).is_some() || scene.time_around(at).is_some());
    if who.voices.is_empty() && (!somewhere || cue.frame == Frame::Passive) {
        return None;
    }
    let content = match told {
        Complement::Quote(span) => span,
        Complement::Clause(clause) => content::span_of(scene, clause)?,
        Complement::None if cue.frame == Frame::Act && !who.voices.is_empty() => {
            let (end, bare) = acts::object_end(line, range.start, floor, cue)?;
            acts::object(line, who.behind, end, bare)?
        }
        Complement::None => return None,
    };
    source::lean(line, &mut who, floor, range.start);
    if let Some(outer) = line.around(range.start) {
        says::enter(line, outer, &mut who, false, range.start)?;
    }
    let mode = if cue.frame == Frame::Act && cue.mode == Mode::Indirect { Mode::Indirect } else { cue.mode };
    Some(line.draft(who, range, (mode, cue.class), content, RULE))
}

/// Returns whose words a passive verb tells, and where the words behind them begin.
pub(super) fn writer(line: &Line<'_, '_>, floor: usize, cue: usize) -> Option<(Voice, usize)> {
    let scene = line.scene;
    let mut last: Option<(Voice, usize)> = None;
    for at in (floor + 1..cue).rev() {
        // What is found out is found out from a paper as well as in it: `सर्वे से पता चला`.
        let place = marker(scene, Marker::Place, at).is_some()
            || at + 1 == cue
                && scene.is("case", at)
                && marker(scene, Marker::Dative, at).is_none()
                && marker(scene, Marker::Within, at).is_none();
        let end = marker(scene, Marker::Within, at).or(place.then_some(at + 1));
        let Some(end) = end else {
            continue;
        };
        let paper = scene.pack.speech.head_before(scene.tokens, at);
        match paper {
            Some((head, role))
                if place && matches!(role, LinkRole::Document | LinkRole::Media) && head >= floor =>
            {
                return paper_voice(line, head..at, role, floor).map(|voice| (voice, end));
            }
            // A place where it was said is nobody.
            _ if place => {}
            _ => {
                let voice = voices::phrase(line, at, floor)?;
                last = Some((voice, end));
                break;
            }
        }
    }
    last
}

/// Returns the voice of a paper: its author's, with the paper as a link where it is one; else the paper itself.
pub(super) fn paper_voice(
    line: &Line<'_, '_>,
    head: Range<usize>,
    role: LinkRole,
    floor: usize,
) -> Option<Voice> {
    let scene = line.scene;
    // A report of a name that nothing else tells of is an outlet's: `टेलेग्रा की रिपोर्ट`.
    let author = |mut voice: Voice| {
        let link = role == LinkRole::Document
            && (marker_before(scene, Marker::Dispatch, head.end).is_none() || writes(line, &voice))
            && !source::press(line, &voice)
            && marker_before(scene, Marker::Release, head.end).is_none();
        voice.paper = link.then(|| scene.surface(head.clone()).to_owned());
        voice
    };
    // The owner: `महालेखाकार की रिपोर्ट`, over a measure: `समिति की 140 पन्नों की रिपोर्ट`.
    let mut at = head.start;
    let mut made = false;
    while at > floor && head.start - at < 8 {
        at -= 1;
        if let Some(start) = marker_before(scene, Marker::Within, at + 1).filter(|start| *start > floor) {
            return voices::phrase(line, start, floor).map(author);
        }
        // `अखबार X में छपी खबर`; a place where a paper was handed in is nobody: `अदालत में दायर याचिका`.
        if line.is_marker(Marker::Place, at) && at > floor {
            let printed = head.start - at <= 3
                && (role == LinkRole::Media
                    || marker_before(scene, Marker::Dispatch, head.end).is_some()
                    || marker_before(scene, Marker::Release, head.end).is_some());
            if printed {
                return voices::phrase(line, at, floor).map(author);
            }
            break;
        }
        if scene.is_mark(at) || scene.is("agent", at) {
            break;
        }
        // `पेश की गई रिपोर्ट`: a verb that looks like the marker of an owner.
        let verb = scene.is("verb", at + 1) && !scene.is("genitive", at + 1);
        // Behind such a verb an owner is its actor's only: `समिति द्वारा पेश की गई रिपोर्ट`.
        made |= verb;
        if !scene.is("genitive", at) || made {
            continue;
        }
        let owner = voices::phrase(line, at, floor).filter(|voice| {
            let counted = |at: usize| scene.tokens.items()[at].kind == text::TokenKind::Number;
            let known = voice.entity.as_ref().and_then(|id| scene.entity(id));
            !voice.range.clone().any(counted)
                && known.is_none_or(|entity| entity.kind != model::EntityType::Loc)
        });
        if let Some(owner) = owner {
            return Some(author(owner));
        }
    }
    let recalled = line.memory.recall.author.as_ref().filter(|voice| {
        voice.paper.as_deref().is_some_and(|paper| outlets::one_word(paper, scene.surface(head.clone())))
    });
    if let Some(voice) = recalled {
        let span = scene.tokens.span(head.clone())?;
        return Some(Voice { span, range: head, resolved: true, ..voice.clone() });
    }
    if let Some(voice) = outlets::dispatched(&line.memory.recall, scene.surface(head.clone())) {
        let span = scene.tokens.span(head.clone())?;
        return Some(Voice { span, range: head, resolved: true, ..voice });
    }
    voices::phrase(line, head.end, floor)
}

/// Tells whether a voice is known to write reports of its own: a person, an office, a body whom words describe.
fn writes(line: &Line<'_, '_>, voice: &Voice) -> bool {
    let scene = line.scene;
    let office = scene.pack.speech.head_before(scene.tokens, voice.range.end);
    let known = voice.entity.as_ref().and_then(|id| scene.entity(id));
    voice.described || office.is_some() || known.is_some_and(|entity| entity.kind == model::EntityType::Per)
}
