//! Sentences about what was said before them: who gave or carried it, and that nobody could verify it.

use super::ends::trimmed;
use super::listeners;
use super::phrase;
use super::reading::{LEFT_OPEN, Place, Report};
use super::words::Words;
use lang::Job;
use model::{Mode, Rule, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("closing-source");

/// The voices, the words that name them, and where a day may stand.
type Given = (Vec<crate::voice::Voice>, Range<usize>, Range<usize>);

/// The most tokens of a sentence that only names a source.
const LONGEST: usize = 28;
/// The most tokens of who cites somebody.
const LONGEST_SUBJECT: usize = 7;

/// Recognises a sentence that names the source of the one before: “The information was given by ‹source›.”
///
/// Matches `The bridge has been shut since Monday. The information was given by police.`: a plain sentence becomes a
/// statement of the source, and a statement gets it as its next relay.
/// Refuses `The bridge was built by the division`, which passes nothing on.
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
    if let Some(printed) = printed(words, &body) {
        return pass_on(sentence, &printed, reports);
    }
    if let Some((relay, cited)) = cited(words, &body) {
        return behind(words, sentence, relay, &cited, reports);
    }
    let Some((voices, cue, around)) = given(words, &body).or_else(|| carried(words, &body)) else {
        return false;
    };
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
                cue: cue.clone(),
                start: cue.start,
                clause: cue.start,
                voices,
                place: Place::Behind,
                from: content.start,
                content: vec![content],
                mode: Mode::Indirect,
                class: StatementClass::Report,
                rule: RULE,
                around,
                inherited: false,
                pronoun: false,
                object: false,
            },
        ));
    }
    true
}

/// Reads `The letter was published by the Evening Plough`, `The interview was aired by Channel Six`: the paper, if it is one
/// that is a link, and the outlet.
fn printed(words: &Words<'_, '_>, body: &Range<usize>) -> Option<Vec<crate::voice::Voice>> {
    let be = body.clone().take(LONGEST_SUBJECT).skip(1).find(|at| words.has(*at, Job::Be))?;
    let plain = (body.start..be).all(|at| words.is_word(at) && !words.has(at, Job::Negation));
    let noun = be - 1;
    let points =
        led(words, body.start) && be > body.start + 1 || words.is("body", body.start) && be == body.start + 1;
    let thing = words.has(noun, Job::Medium) || words.has(noun, Job::Paper) || words.is("body", noun);
    let by = (be + 1..body.end.min(be + LONGEST_SUBJECT)).find(|at| words.has(*at, Job::Author))?;
    let aired = (be + 1..by).any(|at| words.has(at, Job::Aired));
    if !plain || !points || !thing || !aired || (be..by).any(|at| words.has(at, Job::Negation)) {
        return None;
    }
    let from = by + 1;
    let outlet = listeners::masthead(words, from..phrase::phrase_end(words, from, body.end))?;
    let paper = words.has(noun, Job::Paper) && !words.has(noun, Job::Word);
    let paper = paper.then(|| phrase::paper_voice(words, noun..be)).flatten();
    Some(paper.into_iter().chain([outlet]).collect())
}

/// Adds those who passed it on to the statements of the sentence before; one paper is enough.
fn pass_on(sentence: usize, voices: &[crate::voice::Voice], reports: &mut [(usize, Report)]) -> bool {
    let mut lent = false;
    for (_, report) in
        reports.iter_mut().rev().filter(|(at, report)| at + 1 == sentence && report.mode != Mode::NonReport)
    {
        for voice in voices {
            let paper = |voice: &crate::voice::Voice| voice.role == model::LinkRole::Document;
            let again = paper(voice) && report.voices.iter().any(paper);
            if !again && !report.voices.iter().any(|known| known.same(voice)) {
                report.voices.push(voice.clone());
                lent = true;
            }
        }
    }
    lent
}

/// Reads `It cited two of her aides`, `The paper quoted a pharmacist`: who it is that cites, and whom it cites.
fn cited(words: &Words<'_, '_>, body: &Range<usize>) -> Option<(Range<usize>, Vec<crate::voice::Voice>)> {
    let quoting = |at: &usize| words.open(*at) && words.phrase(*at, Job::Quoting).is_some();
    let verb = body.clone().take(LONGEST_SUBJECT).skip(1).find(quoting)?;
    let subject = body.start..verb;
    let tense = words.has(verb, Job::Finite) || words.has(verb, Job::Ing) && words.has(verb - 1, Job::Be);
    let plain = subject.clone().all(|at| words.is_word(at) && !words.has(at, Job::Negation));
    let says = (verb..body.end).any(|at| {
        words.open(at)
            && (words.phrase(at, Job::Reported).is_some_and(|end| end > at + 1) || words.is("that", at))
            || words.quote_at(at).is_some()
    });
    if !tense || !plain || says {
        return None;
    }
    let from = words.phrase(verb, Job::Quoting)?;
    let (voices, sure) = phrase::source(words, from..phrase::source_end(words, from, body.end))?;
    // `The report was attributed to two soldiers`.
    let mut subject = subject;
    while subject.len() > 1
        && (words.has(subject.end - 1, Job::Auxiliary) || words.has(subject.end - 1, Job::Adverb))
    {
        subject.end -= 1;
    }
    (sure == phrase::Sure::Known).then_some((subject, voices))
}

/// Puts a source before the relay that cites it, in the statements of the sentence before.
fn behind(
    words: &Words<'_, '_>,
    sentence: usize,
    relay: Range<usize>,
    cited: &[crate::voice::Voice],
    reports: &mut [(usize, Report)],
) -> bool {
    use model::LinkRole;
    let name = phrase::voice(words, relay.clone()).map(|(voice, _)| voice);
    let mut lent = false;
    for (_, report) in
        reports.iter_mut().rev().filter(|(at, report)| at + 1 == sentence && report.mode != Mode::NonReport)
    {
        // `It` is whoever passed it on last.
        let it = words.is("body", relay.start) && relay.len() <= 2;
        let outer = report.voices.iter().rposition(|voice| it && !voice.described);
        let found = report.voices.iter().position(|voice| {
            let paper = matches!(voice.role, LinkRole::Agency | LinkRole::Media | LinkRole::Document)
                || words.capital(voice.range.start) && !words.person(voice.range.clone());
            let same = name.as_ref().is_some_and(|name| name.same(voice));
            let points = words.is("body", relay.start)
                || words.has(relay.start, Job::Definite)
                    && name.as_ref().is_some_and(|name| {
                        matches!(name.role, LinkRole::Agency | LinkRole::Media)
                            || words.has(relay.end - 1, Job::Medium)
                    });
            same || paper && points
        });
        let Some(last) = found.or(outer) else { continue };
        for voice in cited.iter().rev() {
            if !report.voices.iter().any(|known| known.same(voice)) {
                report.voices.insert(last, voice.clone());
                report.inherited = true;
                lent = true;
            }
        }
    }
    lent
}

/// Reads `The information was given by ‹source›`, `That is according to ‹source›`.
fn given(words: &Words<'_, '_>, body: &Range<usize>) -> Option<Given> {
    // `Word of the accident came from the fire service.`
    let came = body.clone().take(10).find(|at| words.has(*at, Job::Finite) && words.has(at + 1, Job::Origin));
    if let Some(came) = came
        && (body.start..came).take(3).any(|at| words.has(at, Job::Word) || words.has(at, Job::Answer))
        && !(body.start..came).any(|at| words.has(at, Job::Negation) || words.mark(at, ","))
    {
        let (voices, sure) = phrase::source(words, came + 2..phrase::phrase_end(words, came + 2, body.end))?;
        return (sure == phrase::Sure::Known).then_some((voices, body.start..came + 2, came..body.end));
    }
    let be = body.clone().take(10).find(|at| words.has(*at, Job::Be) || words.has(*at, Job::Auxiliary))?;
    let marker = words.scene.pack.speech.marker_at(words.scene.tokens, be + 1);
    if let Some((end, lang::Marker::AccordingBefore)) = marker
        && be == body.start + 1
        && (words.has(body.start, Job::Nobody) || words.is("nobody", body.start))
    {
        let (voices, _) = phrase::source(words, end..phrase::phrase_end(words, end, body.end))?;
        return Some((voices, body.start..end, end..body.end));
    }
    let this = |at: usize| words.scene.pack.grammar.at("this", words.scene.tokens, at) == Some(be);
    let alone = be == body.start + 1 && words.is("nobody", body.start);
    let points = be > body.start && (alone || words.has(be - 1, Job::Word) || (body.start..be).any(this));
    let plain = be <= body.start + 4 && led(words, body.start);
    let by = (be..body.end).find(|at| words.open(*at) && words.has(*at, Job::Author))?;
    let passed = (be..by).any(|at| words.has(at, Job::Passed) && !words.has(at, Job::Be));
    if !points || !plain || !passed || (be..by).any(|at| words.has(at, Job::Negation)) {
        return None;
    }
    let end = phrase::phrase_end(words, by + 1, body.end);
    let (mut voices, _) = phrase::source(words, by + 1..end)?;
    // `by the night manager, Osk Lamm`: the name beside the role.
    let beside = (words.mark(end, ",") && words.capital(end + 1))
        .then(|| phrase::voice(words, end + 1..phrase::phrase_end(words, end + 1, body.end)))
        .flatten();
    if let Some((name, phrase::Sure::Known)) = beside
        && !name.described
        && voices[0].described
    {
        voices[0] = name;
    }
    Some((voices, body.start..by + 1, by..body.end))
}

/// Reads `VCNA carried the report`, `Orbis was the first to report the remarks`.
fn carried(words: &Words<'_, '_>, body: &Range<usize>) -> Option<Given> {
    let verb = body.clone().skip(1).find(|at| words.has(*at, Job::Passed))?;
    let noun = (verb + 1..body.end.min(verb + 4)).find(|at| words.has(*at, Job::Word))?;
    let behind = noun + 1;
    let ends = behind >= body.end
        || words.time_around(behind).is_some()
        || words.has(behind, Job::Preposition) && !words.is("genitive", behind);
    let plain =
        (body.start..verb).all(|at| words.is_word(at) || !words.open(at)) && !words.tensed(body.start..verb);
    if !led(words, verb + 1) || words.has(verb + 1, Job::Negation) || !ends || !plain {
        return None;
    }
    let (voice, sure) = phrase::voice(words, body.start..verb)?;
    let relay =
        matches!(voice.role, model::LinkRole::Agency | model::LinkRole::Media) || words.capital(body.start);
    let named = sure == phrase::Sure::Known || verb == body.start + 1;
    let fits = relay && named && !words.person(body.start..verb);
    fits.then_some((vec![voice], verb..noun + 1, body.clone()))
}

/// Tells whether a token points at something known (`the`, `this`, `his`).
fn led(words: &Words<'_, '_>, at: usize) -> bool {
    words.is("article", at) || words.has(at, Job::Determiner) || words.has(at, Job::Owner)
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
    // `The figures, which could not be verified, …`.
    let told = words.has(from, Job::Relative) && from > body.start + 1 && words.mark(from - 1, ",");
    let content = if told { body.start..from - 1 } else { from..start };
    let content = trimmed(words, content).filter(|content| !told || !words.tensed(content.clone()))?;
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
        object: false,
    })
}
