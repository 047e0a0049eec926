//! What a source left out.

use super::line::{Line, Who, negation_before};
use super::{acts, says, source, subject, voices};
use crate::scene::Scene;
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use lang::{Form, Frame, Marker};
use model::{LinkRole, Mode, Rule, Span, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("source-left-out");

/// The most words between a matter and the noun that says how it was left out.
const LONGEST_GAP: usize = 7;

/// Recognises what a source is said to have left out: “‹source› ने … का जिक्र नहीं किया”, “‹source› ने … पर कुछ नहीं कहा”.
///
/// Matches `एजेंसी ने मुलाकात का जिक्र नहीं किया` (the agency did not mention the meeting).
/// Refuses silence without a matter (`मंत्री ने टिप्पणी नहीं की`, the minister did not comment).
/// Misses a matter that another sentence names.
pub(super) fn noun(line: &mut Line<'_, '_>, range: Range<usize>) -> Option<Draft> {
    let scene = line.scene;
    let floor = turn_floor(line, range.start);
    let negation = negation(scene, &range, &line.body)?;
    let from = negation.max(range.end);
    let end = (from..line.body.end.min(from + 4))
        .take_while(|at| *at == negation || scene.is("verb", *at))
        .last()?
        + 1;
    let start = range.start.min(negation);
    let nobody = line.marker(Marker::Became, negation + 1).is_some();
    // `पोस्टमार्टम में जहर की पुष्टि नहीं हुई`: what a test did not show was left out by nobody.
    let tested = |at: usize| {
        scene.pack.grammar.is_trial(scene.tokens.key(at)) && line.marker(Marker::Place, at + 1).is_some()
    };
    if nobody && (floor..range.start).any(tested) {
        return None;
    }
    let who = match nobody {
        true => behalf(line, range.start, floor).unwrap_or(Who {
            start: range.start,
            behind: floor,
            ..Who::default()
        }),
        false => source_of(line, range.start, floor)?,
    };
    let matter = match says::complement(line, end) {
        Complement::Clause(clause) if scene.is("that", clause.start - 1) => content::span_of(scene, clause)?,
        // What nobody left out stands in its own clause: `…, लेकिन बात नहीं हो सकी`.
        _ if nobody => matter(line, start, clause_start(line, start, floor).max(who.behind))?,
        _ => matter(line, start, who.behind)
            .or_else(|| matter(line, who.start, floor).filter(|_| who.start > floor))?,
    };
    enter(line, &who, range.start)?;
    Some(line.draft(who, start..end, (Mode::NonReport, StatementClass::Report), matter, RULE))
}

/// Returns the negation of a noun that may be left out: behind it in its clause, or before it (`न तो पुष्टि की`).
pub(super) fn negation(scene: &Scene<'_>, noun: &Range<usize>, body: &Range<usize>) -> Option<usize> {
    let behind = (noun.end..(noun.end + 3).min(body.end))
        .take_while(|at| {
            let place = super::line::marker(scene, Marker::Place, *at).is_some();
            !scene.is_mark(*at) && !scene.is("conjunction", *at) && !place
        })
        .find(|at| scene.is("negation", *at));
    // `के विवरण की जानकारी नहीं दी`: a noun that owns another is what was left out.
    let owns = scene.is("genitive", noun.end)
        && scene
            .pack
            .speech
            .cue_at(scene.tokens, noun.end + 1)
            .is_some_and(|(_, cue)| cue.frame == Frame::NonReport);
    if owns {
        return None;
    }
    let does = noun.end < body.end && scene.is("verb", noun.end);
    behind.or_else(|| negation_before(scene, noun.start, body).filter(|_| does))
}

/// Reads a verb of speech behind a negation: `पर कुछ नहीं कहा`, `यह नहीं बताया कि …`.
pub(super) fn verb(line: &mut Line<'_, '_>, range: Range<usize>) -> Option<Draft> {
    let scene = line.scene;
    let floor = turn_floor(line, range.start);
    let who = source_of(line, range.start, floor)?;
    let start = line.negation_before(range.start)?;
    let content = match says::complement(line, range.end) {
        Complement::Clause(clause) => content::span_of(scene, clause)?,
        Complement::Quote(span) => span,
        Complement::None => {
            // `कितना पैसा माफ होगा, यह नहीं बताया`: the clause before.
            let comma = (who.behind..range.start).rev().take(4).find(|at| scene.tokens.surface(*at) == ",");
            match comma.filter(|comma| *comma > who.behind + 2) {
                Some(comma) => content::span_of(scene, who.behind..comma)?,
                None => match matter(line, start, who.behind).or_else(|| asked(line, floor, who.start)) {
                    Some(matter) => matter,
                    // `…, लेकिन आगे कुछ नहीं बताया`: no statement, but the speaker's words end before it.
                    None => {
                        enter(line, &who, range.start);
                        return None;
                    }
                },
            }
        }
    };
    enter(line, &who, range.start)?;
    Some(line.draft(who, start..range.end, (Mode::NonReport, StatementClass::Report), content, RULE))
}

/// Reads an act that is told of as not done: `न तो ‹object› की पुष्टि की, न ही …`; what is not denied is no denial.
pub(super) fn neither(line: &Line<'_, '_>, draft: Draft) -> Option<Draft> {
    let scene = line.scene;
    if draft.rule != acts::RULE || draft.mode == Mode::NonReport {
        return Some(draft);
    }
    let object = scene.tokens.within(draft.content);
    let negation = (object.start.saturating_sub(2).max(line.body.start)..object.start + 1)
        .find(|at| scene.is("negation", *at) && line.marker(Marker::Particle, at + 1).is_some());
    let Some(negation) = negation else { return Some(draft) };
    if draft.mode == Mode::Denial {
        return None;
    }
    let from = object.start.max(negation + 2);
    let content = content::span_of(scene, from..object.end)?;
    Some(Draft { mode: Mode::NonReport, content, ..draft })
}

/// Returns where the clause of a token begins: behind the last word that turns to another, whatever stands between.
fn clause_start(line: &Line<'_, '_>, at: usize, floor: usize) -> usize {
    line.turn_before(floor, at).map_or(floor, |turn| turn + 1)
}

fn turn_floor(line: &Line<'_, '_>, cue: usize) -> usize {
    let floor =
        line.around(cue).map_or(line.last, |at| line.scene.tokens.within(line.drafts[at].content).start);
    let turn = line.turn_before(floor, cue).filter(|turn| cue - turn > 2);
    turn.map_or(floor, |turn| turn + 1)
}

/// Ends the content of a statement before the clause that tells what was left out.
///
/// What a speaker tells that others left out is the speaker's own word.
fn enter(line: &mut Line<'_, '_>, who: &Who, cue: usize) -> Option<()> {
    let Some(outer) = line.around(cue) else { return Some(()) };
    let scene = line.scene;
    let content = scene.tokens.within(line.drafts[outer].content);
    let turn = line.turn_before(content.start, cue).filter(|turn| *turn <= who.start)?;
    line.drafts[outer].content = content::span_of(scene, content.start..turn)?;
    Some(())
}

/// Returns who left something out: who acts, a paper, a subject without a marker, or the speaker of the verb before.
fn source_of(line: &mut Line<'_, '_>, cue: usize, floor: usize) -> Option<Who> {
    let scene = line.scene;
    if let Some((named, behind)) = subject::agent(line, cue, floor) {
        let mut who = Who { start: named.start(), behind, ..Who::default() };
        match named {
            voices::Named::Voice(voice) => who.voices.push(voice),
            voices::Named::Nobody(speaker, _) => who.nobody = Some(speaker),
        }
        source::lean(line, &mut who, floor, cue);
        return Some(who);
    }
    let paper = (floor + 1..cue).find_map(|at| {
        let end = line.marker(Marker::Place, at)?;
        let (head, role) = scene.pack.speech.head_before(scene.tokens, at)?;
        let voice = (matches!(role, LinkRole::Document | LinkRole::Media) && head >= floor)
            .then(|| super::written::paper_voice(line, head..at, role, floor));
        Some((voice??, end))
    });
    if let Some((voice, behind)) = paper {
        return Some(Who { start: voice.range.start, behind, voices: vec![voice], ..Who::default() });
    }
    if let Some(who) = behalf(line, cue, floor) {
        return Some(who);
    }
    let turned = floor > line.body.start && floor > line.last;
    let first = (floor..cue).find(|at| !scene.is_mark(*at))?;
    if let Some(end) = subject::opening_phrase(line, first, cue)
        && let Some(voice) = voices::phrase(line, end, first)
        && voice.range.start <= first + 1
        && (voice.entity.is_some()
            || voice.role != LinkRole::Speaker
            || end - first == 1
            || scene.pack.speech.head_before(scene.tokens, end).is_some())
    {
        return Some(Who { start: voice.range.start, behind: end, voices: vec![voice], ..Who::default() });
    }
    // `न ही यह बताया गया कि …`: whoever left out what the sentence before tells of.
    let goes_on = scene.is("negation", first) || line.marker(Marker::Further, first).is_some();
    let lent = (turned || goes_on || !line.drafts.is_empty()).then(|| subject::lent(line, cue)).flatten();
    // `मंत्री दाम पर बोले, पर बकाये पर कुछ नहीं कहा`: who spoke of something else.
    let spoke = || {
        let turned = turned.then(|| line.cues.iter().rev().find(|(range, _)| range.end <= floor))?;
        let (verb, _) = turned.filter(|(_, cue)| cue.form == Form::Says)?;
        let (named, behind) = subject::bare(line, verb.start, line.body.start)?;
        Some(Who::of(named, behind))
    };
    lent.or_else(spoke).map(|who| Who { start: first, behind: first, ..who })
}

/// Returns what whoever says nothing was asked about: `इस बारे में पूछे जाने पर ‹source› ने कुछ नहीं कहा`.
fn asked(line: &Line<'_, '_>, floor: usize, subject: usize) -> Option<Span> {
    let scene = line.scene;
    let about = (floor + 1..subject).rev().find(|at| line.marker(Marker::About, *at).is_some())?;
    let plain =
        !(about..subject).any(|at| scene.is("agent", at) || matches!(scene.tokens.surface(at), "," | ";"));
    let genitive = scene.is("genitive", about - 1) && about - 1 > floor;
    let end = if genitive { about - 1 } else { about };
    plain.then(|| acts::object(line, floor, end, false)).flatten()
}

/// Returns on whose behalf something was left out: `सरकार की ओर से कोई प्रतिक्रिया नहीं आई`.
fn behalf(line: &Line<'_, '_>, cue: usize, floor: usize) -> Option<Who> {
    let (voice, behind) = (floor + 1..cue).rev().find_map(|at| {
        let end = line.marker(Marker::Within, at).filter(|end| *end <= cue)?;
        Some((voices::phrase(line, at, floor)?, end))
    })?;
    Some(Who { start: voice.range.start, behind, voices: vec![voice], ..Who::default() })
}

/// Returns the matter before a noun or verb: what stands with a genitive, `पर` or `के बारे में` before it.
fn matter(line: &Line<'_, '_>, cue: usize, behind: usize) -> Option<Span> {
    let scene = line.scene;
    let least = cue.saturating_sub(LONGEST_GAP).max(behind);
    for end in (least + 1..=cue).rev() {
        let at = end - 1;
        // `इससे ज्यादा कुछ नहीं कहा`: more than what was said is no matter.
        if line.marker(Marker::Further, at).is_some_and(|further| further > end) {
            return None;
        }
        if line.is_marker(Marker::Matter, at) || line.is_marker(Marker::Object, at) {
            return scene.tokens.span(at..end);
        }
        if let Some(start) =
            super::line::marker_before(scene, Marker::About, end).filter(|start| *start > behind)
        {
            let genitive = scene.is("genitive", start - 1) && start - 1 > behind;
            return acts::object(line, behind, if genitive { start - 1 } else { start }, false);
        }
        if let Some(start) =
            scene.pack.grammar.before("case", scene.tokens, end).filter(|start| *start > behind)
            && (end - start > 1 || line.marker(Marker::Turn, start).is_some())
        {
            return acts::object(line, behind, start, false);
        }
        if scene.is("genitive", at) && at > behind {
            return acts::object(line, behind, at, false);
        }
    }
    None
}
