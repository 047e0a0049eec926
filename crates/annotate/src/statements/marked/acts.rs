//! Acts of speech with an object.

use super::line::{Line, is_active};
use super::{says, subject};
use crate::statements::Draft;
use crate::statements::content;
use lang::{Cue, Form, Frame, Marker};
use model::{LinkRole, Mode, Rule, Span, StatementClass};
use std::ops::Range;

pub(super) const RULE: Rule = Rule::new("speaker-acts-on");

/// The most words between the marker of an object and the act.
const LONGEST_GAP: usize = 6;
/// The same where who acts stands between them: `फैसले की विपक्ष ने निंदा की`.
const LONGEST_GAP_OVER_AGENT: usize = 4;

/// Recognises an act of speech with its object: “‹speaker› ने ‹object› की निंदा की”, “‹speaker› ने ‹object› से साफ इनकार किया”.
///
/// Matches `मंत्री ने हमले की निंदा की` (the minister condemned the attack); the object is the content.
/// Refuses an act without anybody who acts (`हमले की निंदा की गई`, the attack was condemned).
/// Misses an object without a marker before the act.
pub(super) fn read(line: &mut Line<'_, '_>, range: Range<usize>, cue: &Cue) -> Option<Draft> {
    // Beside a verb of speech alone an act that goes along is told: `‹object› की निंदा करते हुए कहा`.
    if cue.form == Form::Saying && !line.cues.iter().any(|(later, _)| later.start >= range.end) {
        return None;
    }
    let unmarked = cue.objects.is_empty() && cue.mode == Mode::NonReport;
    if cue.objects.is_empty() && !unmarked || !is_active(cue.form) {
        return None;
    }
    let floor = line.floor(range.start);
    // `कारण बताने से इनकार किया`: an object without a marker.
    let (end, bare) = match unmarked {
        true => (range.start, false),
        false => object_end(line, range.start, floor, cue)?,
    };
    // What a source tells somebody did stays the source's own word.
    let sourced = line.markers.iter().any(|source| {
        !source.taken
            && source.kind == Marker::AccordingAfter
            && source.range.end <= range.start
            && source.range.start >= floor
    });
    if sourced && cue.mode == Mode::Indirect && cue.frame == Frame::Act {
        return None;
    }
    let outer = line.around(range.start);
    // `फैसले की विपक्ष ने निंदा की`: who acts stands behind the marker.
    let over_agent = (end..range.start).any(|at| line.scene.is("agent", at));
    let behind = if over_agent { end + usize::from(!bare) } else { floor };
    let found = subject::of(line, range.start, cue, behind);
    let (mut who, shared) = match found {
        Some(who) => (who, false),
        // `सरकार इस पर मौन है`: a subject without a marker.
        None if cue.mode == Mode::NonReport
            && line.drafts.is_empty()
            && subject::bare(line, range.start, floor).is_some() =>
        {
            let (named, behind) =
                subject::bare(line, end, floor).or_else(|| subject::bare(line, range.start, floor))?;
            (super::line::Who::of(named, behind), false)
        }
        // Of what goes along with a verb of another clause only a denial is told: `‹object› का विरोध करते हुए मंत्री ने …`.
        None if cue.form == Form::Saying && cue.mode == Mode::Indirect => return None,
        None => match after(line, range.end, cue) {
            Some(who) => (who, false),
            None => (subject::lent(line, range.start)?, true),
        },
    };
    let mut from = if shared { line.last.max(who.behind).max(floor) } else { who.behind };
    if from > end {
        from = floor;
    }
    // `… कि ‹clause›, लेकिन उन्होंने इससे इनकार कर दिया था`: pronouns alone go on with what is told.
    let pronoun = who.nobody.is_some() || who.voices.first().is_some_and(|voice| voice.resolved);
    if outer.is_some() && bare && pronoun && !shared {
        return None;
    }
    if let Some(outer) = outer {
        let content = line.scene.tokens.within(line.drafts[outer].content);
        let turn = line.turn_before(content.start, if shared { end } else { who.start + 1 });
        let turn = turn.filter(|turn| !shared || !(*turn..end).any(|at| line.scene.is("agent", at)))?;
        says::enter(line, outer, &mut who, shared, if shared { turn + 1 } else { range.start })?;
        from = from.max(turn + 1);
    }
    let content = object(line, from, end, bare)?;
    let class = if cue.mode == Mode::Indirect { StatementClass::SpeechAct } else { cue.class };
    Some(line.draft(who, range, (cue.mode, class), content, RULE))
}

/// Returns where the object of an act ends: before its marker; and whether a pronoun carries the marker in itself.
pub(super) fn object_end(
    line: &Line<'_, '_>,
    cue: usize,
    floor: usize,
    known: &Cue,
) -> Option<(usize, bool)> {
    let scene = line.scene;
    let least = cue.saturating_sub(LONGEST_GAP).max(floor);
    let mut over_agent = false;
    for end in (least + 1..=cue).rev() {
        over_agent |= end < cue && scene.is("agent", end);
        if over_agent && cue - end > LONGEST_GAP_OVER_AGENT {
            return None;
        }
        if line.is_marker(Marker::Object, end - 1) && takes_dative(line, known) {
            return Some((end, true));
        }
        if line.is_marker(Marker::Matter, end - 1) && end == cue {
            return Some((end, true));
        }
        for length in [3, 2, 1] {
            let Some(start) = end.checked_sub(length).filter(|start| *start > floor) else { continue };
            let words = text::fold(scene.surface(start..end));
            // `*ने को`: the marker behind a word of this ending, which stays in the object.
            let ending = known.objects.iter().filter_map(|object| object.strip_prefix('*')?.split_once(' '));
            let word = || text::fold(scene.tokens.surface(start - 1));
            if ending.clone().any(|(ending, marker)| *words == *marker && word().ends_with(ending)) {
                return Some((start, false));
            }
            // Before who acts another form is theirs: `देश के नेताओं ने बात की`.
            let genitive = length == 1 && scene.is("genitive", start) && !over_agent;
            let fits = known.objects.iter().any(|object| {
                **object == *words
                    || genitive && line.scene.pack.grammar.knows("genitive") && is_genitive(line, object)
            });
            if fits && !(over_agent && scene.is("genitive", start) && owns(line, start, cue)) {
                return Some((start, false));
            }
        }
    }
    None
}

/// Tells whether the genitive at a token, before who acts, is theirs: `रूस की सरकार ने`, not `फैसले की विपक्ष ने` or
/// `यूक्रेन की रूस ने`.
fn owns(line: &Line<'_, '_>, genitive: usize, cue: usize) -> bool {
    let scene = line.scene;
    let inside = scene.mentions_before(genitive).next().is_some_and(|(_, range)| range.end > genitive);
    let head = scene.pack.speech.head_before(scene.tokens, genitive);
    let holder = scene.mention_ending_at(genitive).is_some()
        || head.is_some_and(|(_, role)| role != LinkRole::Document);
    inside || holder && scene.mention_starting_at(genitive + 1).is_none() && genitive + 1 < cue
}

/// Tells whether a marker of objects is a genitive, which agrees with the noun behind it.
fn is_genitive(line: &Line<'_, '_>, object: &str) -> bool {
    let tokens = text::Tokens::of(object);
    tokens.len() == 1 && line.scene.pack.grammar.is("genitive", &tokens, 0)
}

/// Tells whether an act takes its object with the marker that object pronouns carry.
fn takes_dative(line: &Line<'_, '_>, cue: &Cue) -> bool {
    cue.objects.iter().any(|object| {
        let tokens = text::Tokens::of(object);
        tokens.len() == 1 && line.scene.pack.grammar.is("case", &tokens, 0) && !is_genitive(line, object)
    })
}

/// Returns the words of an object: behind days, places and what was done before it.
pub(super) fn object(line: &Line<'_, '_>, from: usize, end: usize, bare: bool) -> Option<Span> {
    let scene = line.scene;
    if bare {
        return scene.tokens.span(end - 1..end);
    }
    let mut start = from;
    let joins = |at: usize| line.is_marker(Marker::Turn, at) || line.is_marker(Marker::Further, at);
    let leans =
        |at: usize| line.is_marker(Marker::Particle, at) && scene.pack.grammar.is_stop(scene.tokens.key(at));
    while start < end && (joins(start) || leans(start)) {
        start += 1;
    }
    // Behind what the speaker refers to, and behind when or before whom it was said.
    let referred =
        line.markers.iter().map(|source| source.range.end).filter(|at| *at > from && *at < end).max();
    start = start.max(referred.unwrap_or(start));
    let setting = (start..end.min(start + 7)).find_map(|at| {
        let after = line.marker(Marker::Setting, at)?;
        (after < end && !scene.is("genitive", after)).then_some(after)
    });
    start = setting.unwrap_or(start);
    // Behind what was done before it: `पुल का निरीक्षण किया और ‹object›`.
    let done = (start + 1..end).rev().find(|at| {
        let verb = scene.is("verb", at - 1);
        scene.is("conjunction", *at) && !scene.is_mark(*at) && verb && scene.quote_around(*at).is_none()
    });
    start = done.filter(|at| at + 1 < end).map_or(start, |at| at + 1);
    loop {
        while start < end
            && (scene.time_around(start).is_some() || scene.is_mark(start))
            && !opens_quote(line, start)
        {
            start += 1;
        }
        if start > from && start < end && scene.is("case", start) {
            start += 1;
            continue;
        }
        // What was done before: `धरना देकर`; the paper in which it is told: `अपनी रिपोर्ट में`.
        let having = (start..end.min(start + 7)).rev().find_map(|at| line.marker(Marker::Having, at));
        if let Some(having) = having.filter(|having| *having <= end) {
            start = having;
            continue;
        }
        let paper = (start + 1..end.min(start + 4)).find(|at| {
            let head = line
                .marker(Marker::Place, *at)
                .and_then(|_| scene.pack.speech.head_before(scene.tokens, *at));
            head.is_some_and(|(head, role)| head >= start && role == model::LinkRole::Document)
        });
        if let Some(paper) = paper {
            start = paper + 1;
            continue;
        }
        // A place where it was said: `ने तारागंज में …`.
        let place = scene.mention_starting_at(start).filter(|(mention, range)| {
            mention.kind == model::EntityType::Loc
                && range.end < end
                && line.marker(Marker::Within, range.end).is_some()
        });
        match place {
            Some((_, range)) if range.end + 1 < end => start = range.end + 1,
            _ => break,
        }
    }
    // `पीने की बात से`: the noun that only carries what was said.
    let end = super::line::marker_before(scene, Marker::Carrier, end)
        .filter(|carrier| *carrier > start + 1)
        .unwrap_or(end);
    content::span_of(scene, start..end)
}

fn opens_quote(line: &Line<'_, '_>, at: usize) -> bool {
    line.scene.quote_opening_at(at).is_some()
}

/// Returns who acts behind a verb that only goes along: `खबरों को खारिज करते हुए मंत्री ने कहा`.
fn after(line: &Line<'_, '_>, end: usize, cue: &Cue) -> Option<super::line::Who> {
    let scene = line.scene;
    if cue.form != Form::Saying {
        return None;
    }
    let agent = (end..line.body.end.min(end + 14))
        .find(|at| scene.is("agent", *at) || line.marker(Marker::Agent, *at).is_some())?;
    let (named, _) = subject::agent(line, agent + 1, end)?;
    let mut who = super::line::Who { start: end, behind: line.body.start, ..Default::default() };
    match named {
        super::voices::Named::Voice(voice) => who.voices.push(voice),
        super::voices::Named::Nobody(speaker, _) => who.nobody = Some(speaker),
    }
    Some(who)
}
