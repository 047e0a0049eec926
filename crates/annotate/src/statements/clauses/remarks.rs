//! Remarks on what was said: what somebody says of a claim just told, and who passes it on in an aside.

use super::ends;
use super::phrase::{self, Sure};
use super::reading::{Place, Reader, Report, SAYS};
use super::sources;
use super::words::Words;
use crate::voice::Voice;
use lang::{Inflection, Job, Takes};
use model::Mode;
use std::ops::Range;

/// The most tokens between a claim and the verb that tells what somebody says of it.
const LONGEST_REMARK: usize = 14;

impl Reader<'_, '_, '_> {
    /// Reads who says something of the claim before: `…, a claim that Northline could not verify`, `…, a charge his lawyer
    /// called nonsense`.
    pub(super) fn remarked(&self, mode: Mode) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let takes = cue.takes(Takes::As) || cue.takes(Takes::Naming) || mode == Mode::NonReport;
        let floor = self.range.start.max(cue.start.saturating_sub(LONGEST_REMARK));
        let noun = (floor + 2..cue.start).rev().find(|at| {
            let claimed = words.has(*at, Job::Claimed) || words.has(*at, Job::Word);
            words.open(*at) && claimed && words.is("article", at - 1) && words.mark(at - 2, ",")
        })?;
        let from = noun + 1 + usize::from(words.is("that", noun + 1) || words.has(noun + 1, Job::Relative));
        let plain = takes && from < cue.start && !words.tensed(from..cue.start);
        let (voice, sure) = phrase::source(words, from..cue.start).filter(|_| plain)?;
        if sure != Sure::Known || words.has(cue.start, Job::Preposition) {
            return None;
        }
        let mut content: Vec<Range<usize>> = std::iter::once(noun - 1..noun + 1).collect();
        // `a claim his lawyer described as nonsense`.
        let end = (cue.range.end..self.range.end)
            .find(|at| words.parts(*at) || words.mark(*at, ","))
            .unwrap_or(self.range.end);
        let likened =
            words.has(cue.range.end, Job::Likening) && cue.takes(Takes::As) || cue.takes(Takes::Naming);
        if likened {
            content.push(ends::trimmed(words, cue.range.end..end)?);
        } else if end > cue.range.end + usize::from(words.has(cue.range.end, Job::Adverb)) {
            return None;
        }
        let around = cue.start..end;
        Some(self.draft(voice, from, from, Place::Behind, noun - 1, content, mode, SAYS, around))
    }
}

/// Reads who is passed on where a verb of saying follows an aside: `The general, Tessera reported, said …`.
pub(super) fn passed_on(words: &Words<'_, '_>, report: Report) -> Report {
    let [first, second] = &report.content[..] else { return report };
    let said = words.scene.pack.sayings.at(words.scene.tokens, second.start).filter(|(_, verb)| {
        let tense = verb.is(Inflection::Past) || verb.is(Inflection::Third);
        tense && verb.takes(Takes::That) && words.open(second.start)
    });
    let Some((end, verb)) = said.filter(|_| report.place == Place::Behind && !words.tensed(first.clone()))
    else {
        return report;
    };
    let from = end + usize::from(words.is("that", end));
    let content = ends::trimmed(words, from..second.end);
    match (phrase::voice(words, first.clone()), content) {
        (Some((voice, Sure::Known)), Some(content)) if report.mode != Mode::NonReport => {
            let voices = std::iter::once(voice).chain(report.voices.iter().cloned()).collect();
            Report { voices, content: vec![content], mode: verb.mode, ..report }
        }
        _ => report,
    }
}

/// Gives a pronoun that nobody in the sentences before fits the source of the same sentence: `According to the board, …; it
/// says …`.
pub(super) fn lend(words: &Words<'_, '_>, reports: &mut [Report]) {
    for at in 0..reports.len() {
        let pronoun = words.is("body", reports[at].start) || words.is("body", reports[at].clause);
        if !reports[at].voices.is_empty() || !pronoun {
            continue;
        }
        let start = reports[at].cue.start;
        let source =
            reports.iter().filter(|other| other.cue.start < start && other.rule == sources::ACCORDING);
        let mut bodies = source.filter_map(|other| other.voices.first()).filter(|voice| {
            matches!(voice.role, model::LinkRole::Official | model::LinkRole::Agency | model::LinkRole::Media)
        });
        let found: Option<Voice> = bodies.next_back().cloned();
        reports[at].voices.extend(found.map(|voice| Voice { resolved: true, ..voice }));
    }
}

/// Tells whether the writer's remark on what was said begins here: `…, a claim that …`, `…, something his office denied`.
pub(super) fn remark(words: &Words<'_, '_>, at: usize) -> bool {
    let noun = if words.is("article", at) { at + 1 } else { at };
    let noun = if words.has(noun, Job::Quality) { noun + 1 } else { noun };
    let told = noun > at && (words.has(noun, Job::Claimed) || words.has(noun, Job::Word));
    let behind = noun + 1 + usize::from(words.has(noun + 1, Job::Adverb));
    // `…, something his office called an invention`.
    let thing = words.has(at, Job::Idle)
        && words.has(at, Job::Nobody)
        && (words.has(at + 1, Job::Owner)
            || words.is("article", at + 1)
            || words.is("that", at + 1)
            || words.capital(at + 1));
    thing
        || told
            && (words.is("that", behind)
                || words.has(behind, Job::Relative)
                || words.has(behind, Job::Participle)
                || denied(words, at))
}

/// Tells whether a noun stands here of which somebody says something: `a charge Kelden denies`.
pub(super) fn denied(words: &Words<'_, '_>, at: usize) -> bool {
    let noun = if words.is("article", at) { at + 1 } else { at };
    let behind = noun + 1;
    noun > at
        && words.has(noun, Job::Claimed)
        && (words.has(behind, Job::Owner)
            || words.is("pronoun", behind)
            || words.is("article", behind)
            || words.capital(behind))
}
