//! Where contents end, and what one content holds of another statement.

use super::listeners;
use super::reading::{Place, Report};
use super::remarks;
use super::sources;
use super::subject::{self, Subject};
use super::words::Words;
use crate::voice::Voice;
use lang::Job;
use model::Mode;
use std::ops::Range;

/// Ends the contents that stand behind their verbs, and parts them at “and that”.
pub(super) fn close(words: &Words<'_, '_>, range: &Range<usize>, reports: &mut [Report], others: &[Subject]) {
    for at in 0..reports.len() {
        let report = &reports[at];
        if !report.content.is_empty() || report.place == Place::Behind {
            continue;
        }
        let from = report.from;
        let mut end = (from..range.end).find(|at| words.mark(*at, ";")).unwrap_or(range.end);
        if report.object {
            end = object_end(words, from..end);
            end = told_at(words, from..end);
        }
        let aside =
            (report.cue.start.saturating_sub(3)..report.cue.start).any(|at| words.has(at, Job::Relative));
        if aside && report.place == Place::Own {
            end = (from..end).find(|at| words.mark(*at, ",")).unwrap_or(end);
        }
        for later in &reports[at + 1..] {
            if later.cue.start >= end {
                break;
            }
            if let Some(stop) = stop_before(words, report, later, from)
                && stop > from
            {
                end = end.min(stop);
            }
        }
        // `…, in a statement published by state media`.
        let paper = (from + 1..end).find(|at| {
            let upto = (at + 5).min(end);
            words.mark(*at, ",")
                && words.has(at + 1, Job::Preposition)
                && (words.is("article", at + 2) || words.has(at + 2, Job::Owner))
                && (at + 3..upto).any(|at| words.has(at, Job::Medium))
                && !words.tensed(at + 1..end)
        });
        if let Some(comma) = paper {
            let through = subject::opening(words, comma + 1..end);
            let new: Vec<Voice> = through
                .into_iter()
                .filter(|voice| !reports[at].voices.iter().any(|known| known.same(voice)))
                .collect();
            reports[at].voices.extend(new);
            end = comma;
        }
        for other in others {
            let joint = other.clause.saturating_sub(1);
            let joins = words.is("conjunction", joint) || words.has(joint, Job::Contrast);
            if joint > from + 1 && joint < end && joins && words.mark(joint - 1, ",") {
                end = joint - 1;
            }
        }
        if let Some(comma) = main_clause(words, range, &reports[at], from..end) {
            end = comma;
        }
        let without = |at: usize| words.has(at, Job::Negation) && words.has(at, Job::Preposition);
        if let Some(stop) = (from + 1..end).find(|at| {
            (words.mark(*at, ",") || words.parts(*at))
                && (remarks::remark(words, at + 1) || without(at + 1) && words.has(at + 2, Job::Ing))
        }) {
            // `…, a statement first carried by Orbis`.
            let passed = if remarks::remark(words, stop + 1) {
                subject::opening(words, stop + 1..end)
            } else {
                Vec::new()
            };
            for voice in passed.into_iter().filter(|voice| voice.role != model::LinkRole::Document) {
                if !reports[at].voices.iter().any(|known| known.same(&voice)) {
                    reports[at].voices.push(voice);
                }
            }
            end = stop;
        }
        if let Some(stop) = (from..end).find(|at| {
            words.mark(*at, ",") && (words.phrase(at + 1, Job::Quoting).is_some() || according(words, at + 1))
        }) {
            end = stop;
        }
        if let Some(stop) = shift(words, &reports[at], from..end) {
            end = stop;
        }
        if matches!(reports[at].mode, Mode::NonReport | Mode::Question | Mode::Denial) || reports[at].object {
            end = (from + 1..end).find(|at| another(words, *at, end)).unwrap_or(end);
        }
        if reports[at].mode == Mode::NonReport {
            end = left_out_in(words, from..end).unwrap_or(end);
        }
        // `… she had been wrong (Northline).`
        if end > from && matches!(words.surface(end - 1), ")" | "]") {
            let open = words.back(end, from);
            if let Some(voice) = listeners::relay(words, open + 1..end - 1, true) {
                reports[at].voices.push(voice);
                end = open;
            }
        }
        reports[at].content = parts(words, from..end);
    }
}

/// Returns the comma behind a clause that opens its sentence: `When the minister said the road was safe, | the mayor laughed`.
fn main_clause(
    words: &Words<'_, '_>,
    range: &Range<usize>,
    report: &Report,
    content: Range<usize>,
) -> Option<usize> {
    let opener =
        report.clause.checked_sub(1).filter(|at| *at >= range.start && report.place == Place::Own)?;
    let joins = |at: usize| words.has(at, Job::Adverb) || words.mark(at, ",") || words.is("conjunction", at);
    let leads = words.has(opener, Job::Subordinate) && words.has(opener, Job::Reason);
    if !leads || !(range.start..opener).all(joins) {
        return None;
    }
    (content.start + 1..content.end).rev().find(|at| {
        let next = at + 1;
        let noun = words.has(next, Job::Determiner)
            || words.capital(next)
            || words.is("pronoun", next)
            || words.is("article", next);
        words.mark(*at, ",") && noun && words.tensed(next..content.end)
    })
}

/// Tells whether a verb of saying in the past stands here.
fn said(words: &Words<'_, '_>, at: usize) -> bool {
    let verb = words.scene.pack.sayings.at(words.scene.tokens, at);
    verb.is_some_and(|(_, verb)| verb.is(lang::Inflection::Past))
}

/// Returns where the writer's own words begin behind reported ones, by the tense.
///
/// Behind a verb in the past, reported speech stands in the past too: `said the pool would open, | but it is empty`; and
/// behind `had` or `would` a plain past is no longer reported: `said the talks had gone well | and flew home`.
fn shift(words: &Words<'_, '_>, report: &Report, range: Range<usize>) -> Option<usize> {
    let past = (report.cue.clone()).any(|at| said(words, at))
        && !report.cue.start.checked_sub(1).is_some_and(|at| words.has(at, Job::Auxiliary));
    if !past || report.object || report.mode == Mode::NonReport {
        return None;
    }
    let first = words.verb_in(range.start + 1..range.end)?;
    if words.has(first, Job::Present) {
        return None;
    }
    let mut back = (range.start..=first).any(|at| words.has(at, Job::Backshift));
    for at in first + 1..range.end {
        if !words.open(at) {
            continue;
        }
        back |= words.has(at, Job::Backshift);
        let joins = words.has(at, Job::Join) || words.is("conjunction", at) || words.has(at, Job::Contrast);
        let comma = words.mark(at - 1, ",");
        if !joins || words.is("condition", at) || words.is("that", at + 1) || words.has(at + 1, Job::Question)
        {
            continue;
        }
        let stop = (at..range.end).find(|at| words.mark(*at, ",")).unwrap_or(range.end);
        let start = if comma { at - 1 } else { at };
        // `… and flew home`: no subject of its own.
        let plain = |at: usize| {
            words.has(at, Job::Finite)
                && !words.has(at, Job::Auxiliary)
                && !words.has(at, Job::Participle)
                && !words.has(at, Job::Present)
        };
        if back && plain(at + 1) {
            return Some(start);
        }
        let Some(verb) = words.verb_in(at + 1..stop) else { continue };
        let subject = (at + 1..verb).any(|at| words.is_word(at) && !words.has(at, Job::Adverb));
        if comma && (words.has(verb, Job::Present) || back && plain(verb) && subject) {
            return Some(start);
        }
    }
    None
}

/// Tells whether a clause of the writer's begins at a comma: `…, and the mayor has yet to comment`.
fn another(words: &Words<'_, '_>, comma: usize, end: usize) -> bool {
    let joint = comma + 1;
    let joins =
        words.has(joint, Job::Join) || words.is("conjunction", joint) || words.has(joint, Job::Contrast);
    words.mark(comma, ",") && joins && joint + 2 < end && {
        let stop = (joint..end).find(|at| words.mark(*at, ",")).unwrap_or(end);
        if words.has(joint + 1, Job::Question) || words.is("that", joint + 1) {
            return false;
        }
        let verb = words.has(joint + 1, Job::Finite) || said(words, joint + 1);
        verb || words.tensed(joint + 1..stop) && !words.has(joint + 1, Job::Auxiliary)
    }
}

/// Gives a verb that opens its sentence the speaker of a later one, and ends its content before them.
pub(super) fn ahead(words: &Words<'_, '_>, range: &Range<usize>, reports: &mut Vec<Report>) {
    for at in 0..reports.len() {
        if reports[at].place != Place::Ahead {
            continue;
        }
        let from = reports[at].from;
        let later = reports[at + 1..].iter().find(|later| later.place == Place::Own && later.start > from);
        let found = later.and_then(|later| {
            let comma = (from + 1..later.start).rev().find(|at| words.mark(*at, ","))?;
            let beside =
                (comma + 1..later.start).all(|at| words.is("article", at) || words.has(at, Job::Adverb));
            beside.then(|| (comma, later.voices.clone()))
        });
        // `Warning that the dam might burst, the collector left`: whoever acts behind the comma.
        let found = found.or_else(|| {
            let comma = (from + 1..range.end).find(|at| words.mark(*at, ","))?;
            let voice = super::opening_subject(words, comma + 1..range.end)?;
            Some((comma, vec![voice]))
        });
        if let Some((comma, voices)) = found {
            reports[at].voices = voices;
            if reports[at].content.is_empty() {
                reports[at].content = parts(words, from..comma);
            }
        }
    }
    reports.retain(|report| {
        report.place != Place::Ahead || !report.content.is_empty() && !report.voices.is_empty()
    });
}

/// Returns where a clause ends before the verb of the one around it: `… that stocks were full | did not survive`.
pub(super) fn one_clause(words: &Words<'_, '_>, range: Range<usize>) -> usize {
    let Some(first) = words.verb_in(range.start + 1..range.end) else { return range.end };
    let mut at = first + 1;
    // The rest of its own group: `had never been met`.
    while at < range.end
        && (words.has(at, Job::Auxiliary)
            && (words.has(at - 1, Job::Auxiliary) || !words.has(at - 1, Job::Participle))
            || words.has(at, Job::Adverb)
            || words.has(at, Job::Negation)
            || words.has(at - 1, Job::Auxiliary) && words.has(at, Job::Participle))
    {
        at += 1;
    }
    let mut open = true;
    while at < range.end {
        if !words.open(at) {
            at = words.past(at);
            continue;
        }
        let opens = words.has(at, Job::Join)
            || words.is("conjunction", at)
            || words.mark(at, ",")
            || words.parts(at)
            || words.has(at, Job::Relative)
            || words.has(at, Job::Question)
            || words.has(at, Job::Contrast)
            || words.has(at, Job::Subordinate)
            || words.is("that", at)
            || words.has(at, Job::Infinitive)
                && !words.capital(at + 1)
                && !words.has(at + 1, Job::Determiner)
            || words.is("pronoun", at);
        open &= !opens;
        let finite = words.has(at, Job::Auxiliary)
            || words.has(at, Job::Finite)
                && (!words.has(at, Job::Participle)
                    || words.has(at + 1, Job::Determiner)
                    || words.has(at + 1, Job::Object));
        if open && finite {
            return at;
        }
        at += 1;
    }
    range.end
}

/// Returns where an object ends: before another verb of the same subject (`thanked the crew and left`).
fn object_end(words: &Words<'_, '_>, range: Range<usize>) -> usize {
    let join = (range.start + 1..range.end.saturating_sub(1)).find(|at| {
        let verb = at + 1;
        words.open(*at)
            && (words.has(*at, Job::Join) || words.is("conjunction", *at))
            && words.has(verb, Job::Finite)
            && !words.has(verb + 1, Job::Infinitive)
            && (words.has(verb + 1, Job::Determiner)
                || words.has(verb + 1, Job::Object)
                || words.has(verb + 1, Job::Preposition)
                || verb + 1 == range.end)
            && !(range.start..*at).any(|at| words.has(at, Job::Relative))
    });
    let told = (range.start + 1..range.end).find(|at| {
        let which = words.has(at + 1, Job::Preposition) && words.has(at + 2, Job::Relative);
        words.mark(*at, ",") && (words.has(at + 1, Job::Relative) || which)
    });
    join.unwrap_or(range.end).min(told.unwrap_or(range.end))
}

/// Returns where an object ends before what tells when, where and why it was said: `condemned the attack | at a rally on
/// Friday`, `denied the charge | after the trial`.
fn told_at(words: &Words<'_, '_>, range: Range<usize>) -> usize {
    let mut end = range.end;
    for at in (range.start + 1..range.end).filter(|at| words.open(*at)) {
        if words.has(at - 1, Job::Likening) || !words.has(at, Job::Preposition) && !words.has(at, Job::Reason)
        {
            continue;
        }
        let when = words.has(at, Job::TimeBefore) && !words.has(at, Job::Author);
        let time = words.time_end(at + 1).filter(|_| when);
        let last = time.is_some_and(|time| time >= end);
        let noun = words.is("article", at + 1) || words.has(at + 1, Job::Owner);
        let said = noun
            && when
            && (at + 2..end.min(at + 5)).any(|at| {
                words.has(at, Job::Occasion) || words.has(at, Job::Medium) && !words.has(at, Job::Paper)
            });
        let why = words.has(at, Job::Reason)
            && words.has(at, Job::Contrast)
            && !words.has(at, Job::Likening)
            && (words.has(at + 1, Job::Ing) || {
                let stop = (at..end).find(|at| words.mark(*at, ",")).unwrap_or(end);
                words.tensed(at + 1..stop)
            });
        if last || said || why {
            end = if words.mark(at - 1, ",") { at - 1 } else { at };
            break;
        }
    }
    end
}

/// Returns where the phrase begins that tells in what a matter is left out: `no mention of the call in its bulletin`.
fn left_out_in(words: &Words<'_, '_>, range: Range<usize>) -> Option<usize> {
    let medium = range.end.checked_sub(1).filter(|at| words.has(*at, Job::Medium))?;
    let place = (range.start + 1..medium).rev().take(4).find(|at| words.has(*at, Job::Preposition))?;
    (words.has(place + 1, Job::Owner) || words.is("article", place + 1)).then_some(place)
}

fn according(words: &Words<'_, '_>, at: usize) -> bool {
    words
        .scene
        .pack
        .speech
        .marker_at(words.scene.tokens, at)
        .is_some_and(|(_, marker)| marker == lang::Marker::AccordingBefore)
}

/// Returns where a content ends before a later report: before its joining word, or before a speaker who follows.
fn stop_before(words: &Words<'_, '_>, report: &Report, later: &Report, from: usize) -> Option<usize> {
    let begin = match later.place {
        Place::Behind => later.start,
        Place::Joined => later.start,
        Place::Own | Place::Ahead => later.clause,
    };
    // `…, and on Tuesday it ruled out talks`: what tells the day stands between.
    let mut begin = begin;
    while begin > from + 1
        && words.open(begin - 1)
        && (words.time_around(begin - 1).is_some()
            || words.has(begin - 1, Job::TimeBefore)
                && begin < later.start
                && words.time_around(begin).is_some())
    {
        begin -= 1;
    }
    let joint = begin.checked_sub(1).filter(|at| *at >= from)?;
    let unmarked = |at: usize| if at > from && words.mark(at - 1, ",") { at - 1 } else { at };
    match later.place {
        Place::Behind => {
            // A later voice for all that stands before it closes this content too.
            let over = later.content.first().is_some_and(|content| content.start <= report.clause);
            (over && words.mark(joint, ",")).then_some(joint)
        }
        Place::Joined => Some(unmarked(joint)),
        Place::Own | Place::Ahead => {
            let contrast = words.is("conjunction", joint) || words.has(joint, Job::Contrast);
            let before = later.start.saturating_sub(1);
            let led = report.clause > 0 && words.has(report.clause - 1, Job::Contrast);
            if led && before > from && words.mark(before, ",") {
                return Some(before);
            }
            let comma = joint > from && (words.mark(joint - 1, ",") || words.quote_before(joint).is_some());
            let strong = words.has(joint, Job::Contrast) && !words.has(joint, Job::Join);
            (contrast && (comma || strong)).then(|| unmarked(joint))
        }
    }
}

/// Parts a content at “and that” and “and whether”.
fn parts(words: &Words<'_, '_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = range.start;
    for at in range.start + 1..range.end.saturating_sub(1) {
        let joins =
            words.open(at) && (words.has(at, Job::Join) || words.mark(at, ",") && words.is("that", at + 1));
        let opens = words.is("that", at + 1)
            || words.has(at + 1, Job::Question)
                && words.has(range.start, Job::Question)
                && !words.has(at + 1, Job::Relative);
        if joins && opens {
            found.extend(trimmed(words, from..at));
            from = if words.is("that", at + 1) { at + 2 } else { at + 1 };
        }
    }
    found.extend(trimmed(words, from..range.end));
    found
}

/// Returns a range without marks at its ends; `None` where nothing is left.
pub(super) fn trimmed(words: &Words<'_, '_>, range: Range<usize>) -> Option<Range<usize>> {
    let span = words.span(range)?;
    let range = words.scene.tokens.within(span);
    (!range.is_empty()).then_some(range)
}

/// Tells whether the pronoun that a report has as subject may stand for a voice: not `he` for `a spokeswoman`.
fn agree(words: &Words<'_, '_>, report: &Report, voice: &Voice) -> bool {
    let has = |range: Range<usize>, job| range.into_iter().any(|at| words.has(at, job));
    let pronoun = report.start..report.start + 1;
    let other = |one, two| {
        has(pronoun.clone(), one)
            && !has(pronoun.clone(), two)
            && has(voice.range.clone(), two)
            && !has(voice.range.clone(), one)
    };
    !other(Job::Female, Job::Male) && !other(Job::Male, Job::Female)
}

/// Gives the voices of a content that holds another statement to that statement, as those who pass it on.
pub(super) fn nest(words: &Words<'_, '_>, reports: &mut Vec<Report>) {
    let mut drop = vec![false; reports.len()];
    for at in 0..reports.len() {
        for inner in 0..reports.len() {
            let (outer, other) = (&reports[at], &reports[inner]);
            let silent = other.mode == Mode::NonReport && !other.pronoun;
            if at == inner || silent || drop[inner] || other.rule == sources::CLAIM {
                continue;
            }
            let Some(held) = outer.content.iter().find(|content| content.contains(&other.cue.start)) else {
                continue;
            };
            // `…, its governor said, Orbis reports`: the later passes on no more than the earlier.
            if outer.place == Place::Behind && other.place == Place::Behind {
                let (Some(first), Some(last)) = (other.content.first(), other.content.last()) else {
                    continue;
                };
                let more = words.tensed(other.cue.end.max(last.end)..held.end);
                if first.start != held.start || more || held.end <= last.end || outer.content.len() > 1 {
                    continue;
                }
            }
            let (Some(first), Some(last)) = (other.content.first(), other.content.last()) else { continue };
            let whole = outer.content.len() == 1
                && (other.place == Place::Behind
                    || other.clause.min(first.start) <= held.start + 1 && last.end + 2 >= held.end);
            // `The general, Tessera reported, said …`.
            let aside = outer.place == Place::Behind
                && outer.content.len() == 2
                && outer.content[1].contains(&other.cue.start)
                && outer.content[0].contains(&other.start.max(other.clause));
            let whole = whole || aside;
            let voices = outer.voices.clone();
            // `The firm said it did not comment`: the pronoun is the speaker.
            let own = other.pronoun && voices.first().is_some_and(|voice| agree(words, other, voice));
            // What is left out is passed on by nobody.
            if !own && outer.mode == Mode::NonReport {
                continue;
            }
            drop[at] |= whole;
            if own {
                reports[inner].voices = voices;
                continue;
            }
            let inner_voices = &mut reports[inner].voices;
            for voice in voices {
                if !inner_voices.iter().any(|known| known.same(&voice)) {
                    inner_voices.push(voice);
                }
            }
        }
    }
    let mut keep = drop.iter().map(|drop| !drop);
    reports.retain(|_| keep.next().unwrap_or(true));
}
