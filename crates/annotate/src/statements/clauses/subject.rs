//! Subjects: who stands before a verb of saying, and what of the clause stands before them.

use super::cues::Cue;
use super::listeners;
use super::phrase::{self, Sure};
use super::words::Words;
use crate::voice::Voice;
use lang::Job;
use model::LinkRole;
use std::ops::Range;

/// The most tokens between the beginning of a clause and its verb.
const LONGEST: usize = 60;
/// The most tokens of an aside that tells who passed it on.
const LONGEST_ASIDE: usize = 6;

/// Who stands before a verb of saying.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) voice: Voice,
    pub(super) sure: Sure,
    /// Whose paper or words the voice passes on, innermost first.
    pub(super) within: Vec<Voice>,
    /// Through whom the voice speaks: a spokesman, a letter.
    pub(super) through: Vec<Voice>,
    /// Where the noun phrase begins, with what stands beside it.
    pub(super) start: usize,
    /// Where the clause begins, with what opens it.
    pub(super) clause: usize,
}

/// A stretch between commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Noun,
    Relative,
    Adjunct,
    Clause,
}

/// Returns where the clause of a verb may begin, and the commas in it, nearest first.
fn clause_of(words: &Words<'_, '_>, cue: &Cue, floor: usize) -> (usize, Vec<usize>) {
    let floor = floor.max(cue.start.saturating_sub(LONGEST));
    let mut commas: Vec<usize> = Vec::new();
    let mut at = cue.start;
    while at > floor {
        let one = words.back(at, floor);
        if !words.open(one) {
            // Speech before the subject ends its clause; a name between marks does not.
            let speech = words.quote_before(at).is_some_and(|pair| {
                words.scene.tokens.within(pair.inner).len() >= 5
                    || words.has(one.saturating_sub(1), Job::Relative)
            });
            let comma_inside = at >= 2 && matches!(words.surface(at - 2), "," | "?" | "!" | ".");
            if words.quote_before(at).is_some() && (speech || comma_inside) {
                return (at, commas);
            }
            at = one;
            continue;
        }
        if words.parts(one) {
            return (at, commas);
        }
        if words.mark(one, ",") {
            commas.push(one);
            at = one;
            continue;
        }
        // Words of an aside before the verb open no clause of the subject.
        let in_aside = commas.len() == 1 && commas[0] + 1 == cue.start;
        let opens = !in_aside
            && words.has(one, Job::Subordinate)
            && !words.has(one, Job::Relative)
            && !words.is("that", one);
        let joins = !in_aside && words.has(one, Job::Join) && one > floor && words.mark(one - 1, ",");
        // `The court heard that the clerk had said …`.
        let heard = one > floor
            && words.has(one - 1, Job::Finite)
            && !words.has(one - 1, Job::Auxiliary)
            && !(one > floor + 1 && words.has(one - 2, Job::Relative))
            && words.is("that", one);
        let saying =
            heard || floor > 0 && words.scene.pack.sayings.at(words.scene.tokens, floor - 1).is_some();
        // `said …, while the charity that runs it said`: it tells of the noun before.
        let relative = words.has(one + 1, Job::Finite) && one + 1 < cue.start && !heard;
        let that =
            words.is("that", one) && one >= floor && saying && !relative && words.time_around(one).is_none();
        // `the letters that villagers say they sent`: what is said is told of the noun before, not by it.
        let told_of = || {
            let within = one + 1..cue.start;
            let open = (words.is("that", one) || words.has(one, Job::Relative))
                && one > floor
                && words.is_word(one - 1)
                && !words.has(one - 1, Job::Preposition);
            let who = phrase::voice(words, within.clone()).filter(|_| open && commas.is_empty());
            who.is_some_and(|(voice, sure)| sure == Sure::Known && voice.range == within)
        };
        if told_of() {
            return (at, commas);
        }
        if opens || joins || that {
            // `When the vote was over, the mayor said`: the clause before the comma is not the subject's.
            let after = commas
                .last()
                .filter(|comma| **comma + 1 < cue.start && **comma > one && (opens && !that))
                // `after Orbis, quoting a director, reported`, `but the cook, Ama Rao, said`: one aside between the subject
                // and its verb.
                .filter(|comma| {
                    let aside = commas.len() == 2 && commas[0] + 1 == cue.start;
                    !(aside && !words.tensed(one..**comma) && one + 1 < **comma)
                })
                .copied();
            return match after {
                Some(comma) => (comma + 1, commas.into_iter().filter(|other| *other > comma).collect()),
                None => (at, commas),
            };
        }
        at = one;
    }
    (at, commas)
}

/// Returns who stands before a verb of saying, not before `floor`.
pub(super) fn subject(words: &Words<'_, '_>, cue: &Cue, floor: usize) -> Option<Subject> {
    // `the bank, which said …`: the noun before the comma.
    let last = cue.start.checked_sub(1).filter(|at| *at >= floor)?;
    if words.has(last, Job::Relative) {
        let comma = last.checked_sub(1).filter(|at| *at > floor && words.mark(*at, ","))?;
        let noun = subject(words, &Cue { start: comma, ..cue.clone() }, floor);
        return noun.or_else(|| {
            // `The inquiry heard from nine witnesses, who said …`: the noun right before.
            let from = (floor..comma).rev().find(|at| {
                !words.open(*at)
                    || !words.is_word(*at) && !words.is("genitive", *at)
                    || words.has(*at, Job::Preposition) && !words.is("genitive", *at)
                    || words.has(*at, Job::Finite)
                    || words.has(*at, Job::Auxiliary)
            })?;
            let (voice, sure) = phrase::voice(words, from + 1..comma)?;
            let start = voice.range.start;
            (sure == Sure::Known).then_some(Subject {
                voice,
                sure,
                within: Vec::new(),
                through: Vec::new(),
                start,
                clause: start,
            })
        });
    }
    // A form that could be a noun (`forecasts`) follows nothing but a noun phrase.
    let plain = !cue.verb.is(lang::Inflection::Past);
    let (clause, mut commas) = clause_of(words, cue, floor);
    commas.retain(|comma| *comma >= clause);
    commas.reverse();
    let mut segments: Vec<Range<usize>> = Vec::new();
    let mut from = clause;
    for comma in &commas {
        segments.push(from..*comma);
        from = comma + 1;
    }
    segments.push(from..cue.start);
    let aside = segments.last().is_some_and(Range::is_empty);
    if aside {
        segments.pop();
    }
    segments.retain(|segment| !segment.is_empty());
    let mut found: Option<(Voice, Sure, usize, Vec<Voice>)> = None;
    let mut named: Option<(Voice, Sure)> = None;
    let mut start = cue.start;
    let mut begin = cue.start;
    let (mut within, mut through) = (Vec::new(), Vec::new());
    let mut author: Option<Voice> = None;
    for (back, segment) in segments.iter().rev().enumerate() {
        if found.is_some() {
            // What opens the clause may tell through whom or in what paper it is said.
            if kind(words, segment.clone(), false, plain) != Kind::Clause {
                within.extend(quoted_source(words, segment.clone()));
                through.extend(opening(words, segment.clone()));
                begin = segment.start;
                continue;
            }
            break;
        }
        let last = back == 0 && !aside;
        let noun = stripped(words, segment.clone(), last);
        // `The general, Tessera reported, said …`: who passes it on.
        if let Some(relay) = passing(words, segment.clone()).filter(|_| aside && back == 0) {
            through.push(relay);
            start = segment.start;
            continue;
        }
        match kind(words, noun.clone(), last, plain) {
            Kind::Clause => return None,
            Kind::Relative => start = segment.start,
            Kind::Adjunct => {
                within.extend(quoted_source(words, segment.clone()));
                through.extend(opening(words, segment.clone()));
                author = author.or_else(|| signed(words, segment.clone()));
                start = segment.start;
            }
            Kind::Noun => {
                through.extend(opening(words, segment.start..noun.start));
                start = noun.start;
                let before = segments.len() - 1 - back;
                let beside = aside && before > 0 && {
                    let other = stripped(words, segments[before - 1].clone(), false);
                    kind(words, other, false, plain) == Kind::Noun
                        || kind(words, segments[before - 1].clone(), false, plain) == Kind::Relative
                };
                let (voices, sure) =
                    phrase::source(words, noun.clone()).or_else(|| own(words, noun.clone()))?;
                let mut voices = voices.into_iter();
                let mut voice = voices.next()?;
                // `Witnesses quoted by local radio said …`.
                let seen = (voice.range.start + 1..noun.end)
                    .find(|at| words.has(*at, Job::Seen) && words.has(at + 1, Job::Author));
                if let Some(seen) = seen
                    && voice.role != LinkRole::Document
                    && voice.entity.is_none()
                    && let Some((short, _)) = phrase::voice(words, voice.range.start..seen)
                {
                    through.extend(opening(words, seen..noun.end));
                    voice = short;
                }
                if beside && !last {
                    // `the premier, Dario Fenn, said`: the name is who speaks.
                    if named.is_none() {
                        named = Some((voice, sure));
                    }
                    continue;
                }
                // `The plan, says …`: a comma alone parts no subject from its verb.
                if back == 0 && aside {
                    return None;
                }
                found = Some((voice, sure, noun.start, voices.collect()));
            }
        }
    }
    let (voice, sure, noun, papers) = match (found, named) {
        (Some(found), Some((name, sure))) if is_name(&name) && !is_name(&found.0) && !place(words, &name) => {
            (name, sure, found.2, found.3)
        }
        (Some(found), _) => found,
        (None, _) => return None,
    };
    start = start.min(noun);
    // `The letter, signed by forty doctors, says …`.
    let (voice, sure, papers) = match author {
        Some(author) if voice.role == LinkRole::Document && papers.is_empty() => {
            (author, Sure::Known, vec![voice])
        }
        Some(author) if words.has(voice.range.end.saturating_sub(1), Job::Medium) && papers.is_empty() => {
            (author, Sure::Known, papers)
        }
        _ => (voice, sure, papers),
    };
    // A paper stands before the outlet that got it: `In the letter, which Orbis has seen, …`.
    through.sort_by_key(|voice| voice.role != LinkRole::Document);
    let mut all = papers;
    all.extend(through);
    Some(Subject { voice, sure, within, through: all, start, clause: begin.min(start) })
}

/// Returns who says that somebody said it, where that is all of an aside: `Tessera reported`.
fn passing(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    let verb = range.end.checked_sub(1).filter(|at| *at > range.start && range.len() <= LONGEST_ASIDE)?;
    let (_, saying) = words.scene.pack.sayings.at(words.scene.tokens, verb)?;
    let tense = saying.is(lang::Inflection::Past) || saying.is(lang::Inflection::Third);
    let report = tense && saying.takes(lang::Takes::Trail) && !words.tensed(range.start..verb);
    let (voice, sure) = phrase::voice(words, range.start..verb).filter(|_| report)?;
    (sure == Sure::Known && !words.is("pronoun", range.start)).then_some(voice)
}

/// Returns who wrote a paper: `signed by forty doctors and dated May 3`.
fn signed(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    let by = (range.start + 1..range.end).find(|at| words.has(*at, Job::Author))?;
    let made = words.has(by - 1, Job::Participle)
        && !words.has(by - 1, Job::Seen)
        && !words.has(by - 1, Job::Passed);
    let stop = (by + 1..range.end)
        .find(|at| words.has(*at, Job::Join) && words.has(at + 1, Job::Participle))
        .unwrap_or(range.end);
    let end = phrase::phrase_end(words, by + 1, stop);
    let (voice, sure) = phrase::voice(words, by + 1..end).filter(|_| made)?;
    (sure == Sure::Known).then_some(voice)
}

fn own(words: &Words<'_, '_>, range: Range<usize>) -> Option<(Vec<Voice>, Sure)> {
    phrase::voice(words, range).map(|(voice, sure)| (vec![voice], sure))
}

/// Tells whether a voice is a place: `the mayor of Halm, Kelden, said`.
fn place(words: &Words<'_, '_>, voice: &Voice) -> bool {
    let entity = voice.entity.as_ref().and_then(|id| words.scene.entity(id));
    entity.is_some_and(|entity| entity.kind == model::EntityType::Loc)
}

fn is_name(voice: &Voice) -> bool {
    !voice.described && (voice.entity.is_some() || voice.role == LinkRole::Speaker)
}

fn kind(words: &Words<'_, '_>, range: Range<usize>, last: bool, plain: bool) -> Kind {
    if range.is_empty() {
        return Kind::Adjunct;
    }
    // `first carried by Tessera and confirmed by two officials`.
    let first = range
        .clone()
        .find(|at| !words.has(*at, Job::Adverb) || words.has(*at, Job::Determiner))
        .filter(|at| *at < range.end && words.has(*at, Job::Participle))
        .unwrap_or(range.start);
    if words.has(first, Job::Relative) {
        return Kind::Relative;
    }
    let quoting = words.phrase(first, Job::Quoting).is_some();
    let opens = words.has(first, Job::Preposition)
        || (words.has(first, Job::Participle) && !words.capital(first)
            || words.has(first, Job::Participle) && range.len() > 1 && !words.capital(first + 1))
        || (words.has(first, Job::Subordinate) && !words.is("that", first))
        || words.time_around(first).is_some() && words.time_end(first).is_some_and(|end| end >= range.end);
    if quoting || opens {
        return Kind::Adjunct;
    }
    if range.len() == 1 && words.has(first, Job::Adverb) {
        return Kind::Adjunct;
    }
    // A verb with a tense makes it a clause, unless it stands in a relative clause of the noun.
    let relative = (first + 1..range.end)
        .find(|at| words.open(*at) && (words.has(*at, Job::Relative) || words.is("that", *at)));
    let upto = relative.unwrap_or(range.end);
    // `he knew`: a verb may stand right behind the first word.
    let from = if words.is("pronoun", first) { first } else { first + 1 };
    match words.main_verb(from..upto) {
        Some(verb) if words.has(verb, Job::Auxiliary) || !last || plain => Kind::Clause,
        Some(verb) if !words.has(verb, Job::Participle) => Kind::Clause,
        _ => Kind::Noun,
    }
}

/// Returns a stretch without what opens its clause: a joining word, adverbs, the time (`On Wednesday the mayor`).
fn stripped(words: &Words<'_, '_>, range: Range<usize>, last: bool) -> Range<usize> {
    let mut at = range.start;
    loop {
        let before = at;
        if at + 1 < range.end && (words.has(at, Job::Join) || words.is("conjunction", at)) {
            at += 1;
        }
        while at + 1 < range.end
            && words.has(at, Job::Adverb)
            && !words.capital(at + 1)
            && !words.has(at, Job::Determiner)
        {
            at += 1;
        }
        let timed = (at..(at + 4).min(range.end))
            .find(|at| words.time_around(*at).is_some())
            .filter(|at| !words.issue(*at));
        if let Some(time) = timed
            && (at..time).all(|at| {
                words.has(at, Job::TimeBefore) || words.has(at, Job::Determiner) || words.has(at, Job::Adverb)
            })
        {
            let end = words.time_end(time).unwrap_or(time + 1);
            if end < range.end {
                at = end;
            }
        }
        if at == before {
            break;
        }
    }
    // `In a televised address the president said`: the second noun phrase.
    if last && words.has(at, Job::Preposition) && !words.has(at, Job::Infinitive) {
        let second = (at + 3..range.end).find(|at| {
            words.has(*at, Job::Determiner)
                && ![Job::Preposition, Job::Determiner, Job::Genitive]
                    .iter()
                    .any(|job| words.has(at - 1, *job))
                && !words.is("genitive", at - 1)
        });
        // `Under questioning he admitted`.
        let last = range.end - 1;
        let pronoun = at + 2 <= last && words.is("pronoun", last) && !words.has(last - 1, Job::Preposition);
        let second = second.or_else(|| pronoun.then_some(last));
        return second.unwrap_or(at)..range.end;
    }
    // `… and the mayor said`: behind a clause, what stands after the joining word.
    if last
        && (words.has(at, Job::Infinitive) || words.verb_in(at + 1..range.end).is_some())
        && let Some(join) = (at..range.end).rev().find(|at| words.open(*at) && words.has(*at, Job::Join))
        && !words.tensed(join + 1..range.end)
        && (words.tensed(at..join) || words.has(at, Job::Infinitive))
    {
        return join + 1..range.end;
    }
    at..range.end
}

/// Returns the source in `quoting the interior minister`.
fn quoted_source(words: &Words<'_, '_>, range: Range<usize>) -> Vec<Voice> {
    words
        .phrase(range.start, Job::Quoting)
        .filter(|from| !words.has(*from, Job::Author))
        .and_then(|from| phrase::source(words, from..range.end))
        .map_or_else(Vec::new, |(voices, _)| voices)
}

/// Returns through whom or in what paper a clause is said: `Speaking through a spokesman`, `In a letter to the governor`.
pub(super) fn opening(words: &Words<'_, '_>, range: Range<usize>) -> Vec<Voice> {
    let mut found = Vec::new();
    for at in range.clone() {
        if !words.open(at) {
            continue;
        }
        // `Speaking to Tessera by telephone`.
        if let Some(from) =
            words.phrase(at, Job::Interview).filter(|from| words.has(at, Job::Ing) && *from < range.end)
        {
            found.extend(listeners::outlet(words, from..phrase::phrase_end(words, from, range.end)));
            continue;
        }
        let live = at + usize::from(words.has(at + 1, Job::Adverb));
        let aired = words.has(at, Job::Aired) && words.has(live + 1, Job::Author);
        if aired {
            found.extend(seen(words, range.clone(), live));
            continue;
        }
        // `which was leaked to Orbis`.
        let given =
            words.phrase(at, Job::Seen).filter(|end| words.has(end - 1, Job::Infinitive) && words.open(at));
        if let Some(end) = given.filter(|end| *end < range.end) {
            let from = end + usize::from(words.is("article", end));
            found.extend(listeners::relay(words, from..phrase::phrase_end(words, from, range.end), true));
            continue;
        }
        if words.has(at, Job::Seen) {
            found.extend(seen(words, range.clone(), at));
            continue;
        }
        if !words.has(at, Job::Preposition) {
            continue;
        }
        let from = if words.has(at + 1, Job::Determiner) { at + 2 } else { at + 1 };
        if at > range.start && words.has(at - 1, Job::Medium) && words.capital(from) {
            found.extend(listeners::masthead(words, from..phrase::phrase_end(words, from, range.end)));
            continue;
        }
        let upto = (from + 3).min(range.end);
        let through = words.has(at, Job::Through)
            && (from..upto)
                .take_while(|at| words.is_word(*at) && !words.has(*at, Job::Preposition))
                .any(|at| words.has(at, Job::Through));
        let marker = words.scene.pack.speech.marker_at(words.scene.tokens, at);
        let within = marker.is_some_and(|(_, marker)| marker == lang::Marker::Within);
        let paper = (from..upto).find_map(|at| {
            let end = words.phrase(at, Job::Paper).filter(|end| *end <= range.end)?;
            let ends = end >= range.end
                || !words.is_word(end)
                || words.has(end, Job::Participle)
                || words.has(end, Job::Preposition)
                || words.has(end, Job::Relative)
                || words.is("that", end)
                || words.time_around(end).is_some();
            (words.has(at, Job::Medium) && ends).then_some(at..end)
        });
        if through {
            let end = (from..upto)
                .find(|at| words.has(*at, Job::Preposition) || !words.is_word(*at))
                .unwrap_or(upto);
            found.extend(
                phrase::paper_voice(words, from..end)
                    .map(|voice| Voice { role: LinkRole::Anonymous, ..voice }),
            );
        } else if let Some(paper) = paper.filter(|_| within) {
            found.extend(phrase::paper_voice(words, paper));
        }
    }
    found
}

/// Returns the outlet that got a paper: `seen by Orbis`, `that Orbis has seen`.
fn seen(words: &Words<'_, '_>, range: Range<usize>, at: usize) -> Option<Voice> {
    if words.has(at + 1, Job::Author) && at + 2 < range.end {
        let from = if words.is("article", at + 2) { at + 3 } else { at + 2 };
        return listeners::relay(words, from..phrase::phrase_end(words, from, range.end), true);
    }
    let helper = at.checked_sub(1).filter(|at| *at > range.start && words.has(*at, Job::Auxiliary))?;
    let opens =
        (range.start..helper).rev().find(|at| words.is("that", *at) || words.has(*at, Job::Relative))?;
    let from = if words.is("article", opens + 1) { opens + 2 } else { opens + 1 };
    listeners::relay(words, from..helper, true)
}
