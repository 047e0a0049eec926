//! Sentences about what was said before them: who gave or carried it, and that nobody could verify it.

use super::phrase;
use super::reading::{LEFT_OPEN, Place, Report, trimmed};
use super::words::Words;
use lang::Job;
use model::{Mode, Rule, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("closing-source");

/// The most tokens of a sentence that only names a source.
const LONGEST: usize = 28;

/// Recognises a sentence that names the source of the one before: “The information was given by ‹source›.”
///
/// Matches `The report was carried by VCNA`: a statement before it gets VCNA as its next relay, a plain sentence becomes
/// a statement of it. Refuses `The bridge was built by the division`, which passes nothing on.
/// Misses a source two sentences on.
pub(super) fn close(
    words: &Words<'_, '_>,
    body: Range<usize>,
    previous: Option<Range<usize>>,
    reports: &mut Vec<(usize, Report)>,
    sentence: usize,
) -> bool {
    if body.len() > LONGEST {
        return false;
    }
    let Some(be) = body.clone().take(8).find(|at| words.has(*at, Job::Be) || words.has(*at, Job::Auxiliary))
    else {
        return false;
    };
    let points = be > body.start
        && (words.has(be - 1, Job::Word)
            || (body.start..be)
                .any(|at| words.scene.pack.grammar.at("this", words.scene.tokens, at) == Some(be)));
    let plain = be <= body.start + 4
        && (words.is("article", body.start)
            || words.has(body.start, Job::Determiner)
            || words.has(body.start, Job::Owner));
    let Some(by) = (be..body.end).find(|at| words.open(*at) && words.has(*at, Job::Author)) else {
        return false;
    };
    let passed = (be..by).any(|at| words.has(at, Job::Passed) && !words.has(at, Job::Be));
    if !points || !plain || !passed || (be..by).any(|at| words.has(at, Job::Negation)) {
        return false;
    }
    let end = phrase::phrase_end(words, by + 1, body.end);
    let Some((voices, _)) = phrase::source(words, by + 1..end) else { return false };
    let mut lent = false;
    for (_, report) in
        reports.iter_mut().rev().filter(|(at, report)| at + 1 == sentence && report.mode != Mode::NonReport)
    {
        lent = true;
        for voice in &voices {
            if !report.voices.iter().any(|known| known.same(voice)) {
                report.voices.push(voice.clone());
            }
        }
    }
    if !lent && let Some(content) = previous.and_then(|range| trimmed(words, range)) {
        reports.push((
            sentence,
            Report {
                cue: body.start..by + 1,
                start: by + 1,
                clause: by + 1,
                voices,
                place: Place::Behind,
                from: content.start,
                content: vec![content],
                mode: Mode::Indirect,
                class: StatementClass::Report,
                rule: RULE,
                around: by..body.end,
                inherited: false,
                pronoun: false,
            },
        ));
    }
    true
}

/// Recognises what nobody could verify: “The claim could not be independently verified.”
///
/// Matches `The figures could not be verified by Orbis`, which Orbis leaves open.
/// Refuses `The bridge could not be repaired`.
/// Misses `it was not possible to verify`.
pub(super) fn unverified(words: &Words<'_, '_>, body: Range<usize>, found: &[Report]) -> Option<Report> {
    let verb = body.clone().find(|at| words.open(*at) && words.has(*at, Job::Verified))?;
    let mut start = verb;
    let (mut negated, mut be) = (false, false);
    while start > body.start
        && (words.has(start - 1, Job::Auxiliary)
            || words.has(start - 1, Job::Negation)
            || words.has(start - 1, Job::Adverb))
    {
        start -= 1;
        negated |= words.has(start, Job::Negation);
        be |= words.has(start, Job::Be);
    }
    if !negated || !be || start == body.start || found.iter().any(|report| report.cue.contains(&verb)) {
        return None;
    }
    let from = (body.start..start)
        .rev()
        .find(|at| {
            words.parts(*at)
                || words.mark(*at, ",")
                || words.is("conjunction", *at) && !words.has(*at, Job::Join)
        })
        .map_or(body.start, |at| at + 1);
    let content = trimmed(words, from..start)?;
    let by = (verb + 1 < body.end && words.has(verb + 1, Job::Author))
        .then(|| phrase::source(words, verb + 2..phrase::phrase_end(words, verb + 2, body.end)));
    let voices = by.flatten().map_or_else(Vec::new, |(voices, _)| voices);
    Some(Report {
        cue: start..verb + 1,
        start: from,
        clause: from,
        voices,
        place: Place::Behind,
        from: content.start,
        content: vec![content],
        mode: Mode::NonReport,
        class: StatementClass::Report,
        rule: LEFT_OPEN,
        around: verb..verb,
        inherited: false,
        pronoun: false,
    })
}
