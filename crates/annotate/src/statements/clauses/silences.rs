//! What nobody tells: `There was no word from the palace on the wedding`, `It was not possible to verify the claim`.

use super::ends::trimmed;
use super::phrase::{self, Sure};
use super::reading::{LEFT_OPEN, Place, Report};
use super::words::Words;
use lang::{Job, Takes};
use model::{Mode, StatementClass};
use std::ops::Range;

/// The most tokens before the noun for what is missing.
const LONGEST_OPENING: usize = 8;

/// Returns what a sentence says that nobody told or could verify.
///
/// The matter must be named: `There was no comment` alone leaves nothing open.
pub(super) fn silence(words: &Words<'_, '_>, body: Range<usize>) -> Option<Report> {
    no_word(words, body.clone()).or_else(|| impossible(words, body))
}

/// Reads `There was no word from the palace on the wedding`, `No mention was made of the boys`.
fn no_word(words: &Words<'_, '_>, body: Range<usize>) -> Option<Report> {
    let opening = body.start..body.end.min(body.start + LONGEST_OPENING);
    let no = opening.clone().find(|at| words.has(*at, Job::Negation) && words.has(*at, Job::Determiner))?;
    let noun = (no + 1..opening.end).find(|at| words.has(*at, Job::Answer))?;
    let between = (no + 1..noun).all(|at| words.is_word(at) && !words.has(at, Job::Preposition));
    let told = (noun + 1..body.end.min(noun + 4))
        .take_while(|at| words.is_word(*at) && !words.has(*at, Job::Preposition))
        .all(|at| words.has(at, Job::Auxiliary) || words.has(at, Job::Passed) || words.has(at, Job::Adverb));
    let there = (body.start..no)
        .all(|at| words.has(at, Job::Nobody) || words.has(at, Job::Auxiliary) || words.has(at, Job::Adverb));
    if !between || !told || !there {
        return None;
    }
    let end = (noun..body.end).find(|at| words.parts(*at) || words.mark(*at, ",")).unwrap_or(body.end);
    let from = (noun + 1..end)
        .find(|at| words.has(*at, Job::Origin) && !words.is("genitive", *at) || words.has(*at, Job::Author));
    let who = from.map(|from| from + 1..phrase::phrase_end(words, from + 1, end));
    let about = (noun + 1..end).find(|at| {
        let matter = words.is("genitive", *at) || words.has(*at, Job::Matter) || words.is("that", *at);
        (matter || words.has(*at, Job::Question) && !words.has(*at, Job::Relative))
            && !who.as_ref().is_some_and(|who| who.contains(at))
    })?;
    let opens = words.has(about, Job::Question) && !words.is("that", about);
    let stop = who.as_ref().filter(|who| who.start > about + 1).map_or(end, |who| who.start - 1);
    let content = trimmed(words, about + usize::from(!opens)..stop)?;
    let voice = who.and_then(|who| phrase::voice(words, who)).filter(|(_, sure)| *sure == Sure::Known);
    Some(report(no..noun + 1, voice.into_iter().map(|(voice, _)| voice).collect(), content))
}

/// Reads `It was not possible to verify the claim`.
fn impossible(words: &Words<'_, '_>, body: Range<usize>) -> Option<Report> {
    let at = body
        .clone()
        .find(|at| words.open(*at) && words.phrase(*at, Job::Impossible).is_some_and(|end| end > at + 1))?;
    let mut verb = words.phrase(at, Job::Impossible)?;
    while verb < body.end && words.has(verb, Job::Adverb) {
        verb += 1;
    }
    let (past, saying) = words.scene.pack.sayings.at(words.scene.tokens, verb)?;
    let end = (past..body.end).find(|at| words.parts(*at) || words.mark(*at, ",")).unwrap_or(body.end);
    let content = trimmed(words, past..end).filter(|_| saying.takes(Takes::Unsaid))?;
    Some(report(at..past, Vec::new(), content))
}

fn report(cue: Range<usize>, voices: Vec<crate::voice::Voice>, content: Range<usize>) -> Report {
    Report {
        start: cue.start,
        clause: cue.start,
        voices,
        place: Place::Behind,
        from: content.start,
        content: vec![content],
        mode: Mode::NonReport,
        class: StatementClass::Report,
        rule: LEFT_OPEN,
        around: cue.clone(),
        cue,
        inherited: false,
        pronoun: false,
        object: false,
    }
}
