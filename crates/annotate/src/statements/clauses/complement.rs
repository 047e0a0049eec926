//! Complements: what stands behind a verb of saying.

use super::cues::Cue;
use super::listeners;
use super::phrase;
use super::words::Words;
use crate::voice::Voice;
use lang::{Job, Takes};
use std::ops::Range;

/// The most tokens between a verb and the clause or quotation that it opens.
const LONGEST_GAP: usize = 24;
/// The most tokens of an aside between a verb and “that”.
const LONGEST_ASIDE: usize = 20;

/// What stands behind a verb of saying.
#[derive(Clone, Debug)]
pub(super) struct Complement {
    pub(super) kind: Kind,
    /// Where it begins; for nothing, where what belongs to the verb ends.
    pub(super) from: usize,
    /// Outlets to which it was told.
    pub(super) relays: Vec<Voice>,
    /// Papers in which it was said.
    pub(super) papers: Vec<Voice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A clause or phrase up to where it ends.
    Words,
    /// A noun phrase or an infinitive, perhaps with more behind it.
    Object,
    /// An indirect question.
    Question,
    /// A quotation.
    Quote,
    /// Nothing: the content stands before, or there is none.
    Nothing,
}

/// Returns what stands behind a verb, not past `end`.
pub(super) fn complement(words: &Words<'_, '_>, cue: &Cue, end: usize) -> Complement {
    let mut found =
        Complement { kind: Kind::Nothing, from: cue.range.end, relays: Vec::new(), papers: Vec::new() };
    let mut at = cue.range.end;
    // `promised grain to both sides`: what is promised stands first.
    let given = cue.takes(Takes::Object) && words.has(at + 1, Job::Infinitive);
    if cue.takes(Takes::Listener) && !given {
        at = listeners::listener(words, at, end, &mut found.relays);
        if cue.verb.mode == model::Mode::Question {
            found.relays.clear();
        }
    }
    // `confirmed to Orbis that …`.
    let led = words.capital(at + 1) || words.is("article", at + 1);
    let to = words.has(at, Job::Infinitive) && words.open(at) && at + 1 < end && led;
    if to && !cue.takes(Takes::Listener) && found.relays.is_empty() {
        let from = if words.is("article", at + 1) { at + 2 } else { at + 1 };
        let past = phrase::phrase_end(words, from, end);
        let outlet = listeners::relay(words, from..past, false);
        if outlet.is_some() {
            found.relays.extend(outlet);
            at = past;
        }
    }
    // `warned Torvia of “grave consequences”`.
    if cue.takes(Takes::About) && at > cue.range.end && words.has(at, Job::Matter) {
        found.from = cue.range.end;
        let kind = object(words, cue, found.from, end);
        return Complement { kind, ..found };
    }
    let after_listener = at;
    at = adjuncts(words, cue, at, end);
    found.papers = super::subject::opening(words, after_listener..at.min(end));
    // `said, according to Orbis, that …`.
    let marker = words.scene.pack.speech.marker_at(words.scene.tokens, at + 1);
    if words.mark(at, ",") && marker.is_some_and(|(_, marker)| marker == lang::Marker::AccordingBefore) {
        at = (at + 2..end).find(|at| words.mark(*at, ",")).unwrap_or(at);
    }
    // `said on Sunday, quoting the palace, that …`.
    if words.mark(at, ",") && cue.takes(Takes::That) {
        let stop = end.min(at + LONGEST_ASIDE);
        if let Some(past) = (at + 2..stop).find(|at| words.mark(*at, ",") && words.is("that", at + 1)) {
            found.papers.extend(super::subject::opening(words, at + 1..past));
            // `told reporters, Tessera said, that …`.
            let saying =
                (at + 2..past).find(|at| words.scene.pack.sayings.at(words.scene.tokens, *at).is_some());
            found.relays.extend(saying.and_then(|verb| listeners::masthead(words, at + 1..verb)));
            at = past;
        }
    }
    if words.mark(at, ",") && words.is("that", at + 1) {
        at += 1;
    }
    let start = at.min(end);
    found.from = start;
    let kind = if start >= end && cue.takes(Takes::About) {
        // `warned motorists against the lower road`.
        found.from = cue.range.end;
        object(words, cue, found.from, end)
    } else if start >= end {
        Kind::Nothing
    } else if words.is("that", start) && cue.takes(Takes::That) && start + 1 < end && !points(words, start) {
        found.from = start + 1;
        return Complement { kind: whole_quote(words, start + 1, end), ..found };
    } else if let Some(quote) = opening_quote(words, start, end) {
        found.from = quote;
        Kind::Quote
    } else if !words.is_word(start) && words.open(start) {
        colon(words, start, end, &mut found)
    } else if (words.has(start, Job::Question) || words.is("condition", start)) && cue.takes(Takes::Wh) {
        Kind::Question
    } else if clause(words, cue, start, end) {
        Kind::Words
    } else {
        let told = cue.takes(Takes::Listener) && !cue.takes(Takes::To);
        found.from = times(words, if told { after_listener } else { cue.range.end }, end);
        object(words, cue, found.from, end)
    };
    // `promised a ferry by Monday`: what looked like a listener is all there is.
    let told = after_listener > cue.range.end && !cue.takes(Takes::To);
    if kind == Kind::Nothing && told && cue.takes(Takes::Object) {
        let from = times(words, cue.range.end, end);
        if object(words, cue, from, end) == Kind::Object {
            return Complement { kind: Kind::Object, from, relays: Vec::new(), ..found };
        }
    }
    Complement { kind, ..found }
}

fn whole_quote(words: &Words<'_, '_>, at: usize, end: usize) -> Kind {
    match words.quote_at(at) {
        Some((_, range, _)) if range.end + 1 >= end || words.mark(range.end, ",") && range.end + 2 >= end => {
            Kind::Quote
        }
        _ => Kind::Words,
    }
}

/// Returns the quotation behind a verb: after a comma or a colon, or straight away where it is speech.
fn opening_quote(words: &Words<'_, '_>, at: usize, end: usize) -> Option<usize> {
    let marked = matches!(words.surface(at), "," | ":") && words.open(at);
    let from = if marked { at + 1 } else { at };
    let (_, range, speech) = words.quote_at(from)?;
    let goes_on = range.end < end
        && words.is_word(range.end)
        && !words.has(range.end, Job::Join)
        && !words.has(range.end, Job::Preposition)
        && !words.has(range.end, Job::Subordinate);
    (from < end && (marked || speech && !goes_on)).then_some(from)
}

/// Reads a mark behind a verb: after a colon a clause may stand.
fn colon(words: &Words<'_, '_>, at: usize, end: usize, found: &mut Complement) -> Kind {
    if words.mark(at, ":") && (words.tensed(at + 1..end) || end > at + 3) {
        found.from = at + 1;
        return Kind::Words;
    }
    Kind::Nothing
}

/// Reads over times, places and manners behind a verb, up to what it opens; stays where it opens nothing.
fn adjuncts(words: &Words<'_, '_>, cue: &Cue, from: usize, end: usize) -> usize {
    let infinitive = cue.takes(Takes::Infinitive) || cue.takes(Takes::To);
    let mut at = from;
    loop {
        if at >= end {
            return at;
        }
        if infinitive && words.has(at, Job::Infinitive) {
            return at;
        }
        if let Some(time) = words.time_end(at) {
            at = time;
            continue;
        }
        let timed = (at + 1..(at + 3).min(end)).find(|next| words.time_around(*next).is_some());
        if let Some(time) = timed
            && (at..time).all(|at| words.has(at, Job::TimeBefore) || words.has(at, Job::Determiner))
        {
            at = words.time_end(time).unwrap_or(time + 1);
            continue;
        }
        if words.has(at, Job::Adverb) && !words.has(at, Job::Determiner) {
            at += 1;
            continue;
        }
        if matches!(words.surface(at), "(" | "[") {
            at = words.past(at);
            continue;
        }
        if words.has(at, Job::Preposition) || words.has(at, Job::Reason) && !words.is("that", at) {
            match over(words, at, end) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => return at,
            }
        }
        return at;
    }
}

/// Reads over times and adverbs.
fn times(words: &Words<'_, '_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let timed = (at..(at + 3).min(end)).find(|next| words.time_around(*next).is_some());
        let leads = |time: usize| (at..time).all(|at| words.has(at, Job::TimeBefore));
        if let Some(time) = timed.filter(|time| leads(*time)) {
            at = words.time_end(time).unwrap_or(time + 1);
        } else if words.has(at, Job::Adverb) && !words.has(at, Job::Determiner) {
            at += 1;
        } else {
            break;
        }
    }
    at.min(end)
}

/// Reads over a phrase of place or manner where what the verb opens is plain behind it: “that”, a quotation, an end.
fn over(words: &Words<'_, '_>, from: usize, end: usize) -> Option<usize> {
    let mut at = from + 1;
    while at < end.min(from + LONGEST_GAP) {
        // `in an interview that appeared on Sunday` opens no content.
        let relative = words.has(at - 1, Job::Medium)
            && (words.has(at + 1, Job::Finite) || words.has(at + 1, Job::Auxiliary));
        if words.is("that", at) && words.open(at) && !relative {
            return Some(at);
        }
        if let Some((_, range, speech)) = words.quote_at(at) {
            if speech {
                return Some(at);
            }
            at = range.end;
            continue;
        }
        if !words.open(at) {
            at = words.past(at);
            continue;
        }
        if words.parts(at) || words.mark(at, ",") {
            return Some(at);
        }
        if words.time_around(at).is_some() && !words.tensed(from..at) {
            let time = words.time_end(at)?;
            return Some(time);
        }
        let saying = words.scene.pack.sayings.at(words.scene.tokens, at);
        if saying.is_some_and(|(_, verb)| verb.is(lang::Inflection::Past))
            && !words.has(at - 1, Job::Determiner)
        {
            return None;
        }
        if words.has(at, Job::Auxiliary)
            || words
                .scene
                .pack
                .sayings
                .at(words.scene.tokens, at)
                .is_some_and(|(_, verb)| verb.is(lang::Inflection::Past))
                && words.has(at, Job::Finite)
                && !words.has(at + 1, Job::Preposition)
        {
            // A clause without “that” begins inside: where its noun phrase does.
            return clause_inside(words, from, at);
        }
        at += 1;
    }
    (at >= end).then_some(end)
}

/// Returns where a clause begins whose verb was met while reading over a phrase: at its last determiner or pronoun.
fn clause_inside(words: &Words<'_, '_>, from: usize, verb: usize) -> Option<usize> {
    (from + 2..verb).find(|at| {
        (words.has(*at, Job::Determiner) || words.is("pronoun", *at))
            && !words.has(at - 1, Job::Preposition)
            && !words.has(at - 1, Job::Determiner)
    })
}

/// Tells whether a clause without “that” begins here.
fn clause(words: &Words<'_, '_>, cue: &Cue, start: usize, end: usize) -> bool {
    // `said nothing`, but `said nothing had been signed`.
    let idle = words.has(start, Job::Idle) && !words.has(start + 1, Job::Auxiliary);
    if !cue.takes(Takes::Bare) || idle {
        return false;
    }
    let never_opens =
        [Job::Join, Job::Relative, Job::Auxiliary, Job::Preposition, Job::Genitive, Job::Contrast];
    let never = |job: &Job| words.has(start, *job) && !words.is("condition", start);
    if words.is("that", start) && points(words, start) {
        return true;
    }
    if words.is("that", start) || words.is("genitive", start) || never_opens.iter().any(never) {
        return false;
    }
    let stop = (start..end)
        .find(|at| {
            // `denied the charge, which carries nine years`.
            let told = cue.takes(Takes::Object)
                && (words.has(at + 1, Job::Relative) || words.has(at + 1, Job::Subordinate));
            words.parts(*at) || words.mark(*at, ",") && (words.has(at + 1, Job::Ing) || told)
        })
        .unwrap_or(end);
    if cue.takes(Takes::Object) && prize(words, cue, start, end) {
        return false;
    }
    let pronoun = words.is("pronoun", start) && !words.has(start, Job::Owner) && start + 2 < stop;
    pronoun && words.is_word(start + 1) && !words.has(start + 1, Job::Preposition)
        || words.tensed(start..stop)
        || quoted_verb(words, start + 1..stop)
}

/// Tells whether “that” is a subject of its own: `says that would cost more`.
fn points(words: &Words<'_, '_>, that: usize) -> bool {
    words.is("that", that) && words.has(that + 1, Job::Auxiliary)
}

/// Tells whether the verb of a clause begins its quoted part: `said his client “will not plead”`.
fn quoted_verb(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    let mut quotes = range.filter_map(|at| words.quote_at(at));
    quotes.any(|(pair, _, _)| {
        let inner = words.scene.tokens.within(pair.inner);
        let first = inner.clone().find(|at| !words.has(*at, Job::Adverb)).unwrap_or(inner.end);
        inner.len() > 1
            && (words.has(first, Job::Auxiliary)
                || words.has(first, Job::Finite) && !words.has(first, Job::Ing) && !words.capital(first))
    })
}

/// Tells whether what stands behind a verb is won or paid, not said: `claimed the title`.
fn prize(words: &Words<'_, '_>, cue: &Cue, at: usize, end: usize) -> bool {
    let head = (at + 1..(at + 6).min(end))
        .find(|at| !words.is_word(*at) || words.has(*at, Job::Preposition) || words.has(*at, Job::Join))
        .unwrap_or((at + 6).min(end));
    words.has(head - 1, Job::Prize) && cue.takes(Takes::Bare)
}

/// Returns whether an object, an infinitive or somebody with what they are to do stands behind a verb.
fn object(words: &Words<'_, '_>, cue: &Cue, at: usize, end: usize) -> Kind {
    if at >= end
        || (!words.is_word(at) && words.open(at))
        || words.has(at, Job::Idle) && !cue.takes(Takes::Naming)
    {
        return Kind::Nothing;
    }
    if prize(words, cue, at, end) {
        return Kind::Nothing;
    }
    let stop = (at..end).find(|at| words.parts(*at)).unwrap_or(end);
    let any = |wanted: &dyn Fn(usize) -> bool| (at + 1..stop).any(|at| words.open(at) && wanted(at));
    let to = |at: usize| words.has(at, Job::Infinitive);
    // `condemned what they described as a trial`.
    let what = words.has(at, Job::Question) && !words.has(at, Job::Relative) && cue.takes(Takes::Object);
    let noun = !words.has(at, Job::Preposition)
        && !words.has(at, Job::Adverb)
        && !words.has(at, Job::Subordinate)
        && !words.has(at, Job::Auxiliary)
        && !words.has(at, Job::Join)
        && words.time_around(at).is_none();
    let fits = (cue.takes(Takes::Infinitive) && to(at))
        || (cue.takes(Takes::To) && noun && any(&to))
        || (cue.takes(Takes::Of) && noun && any(&|at| words.is("genitive", at)))
        || (cue.takes(Takes::As) && noun && any(&|at| words.has(at, Job::Likening)))
        || (cue.takes(Takes::Amount) && noun && amount(words, at + 1..stop))
        || (cue.takes(Takes::Naming) && named(words, at, stop))
        || (cue.takes(Takes::About) && noun && any(&|at| words.has(at, Job::Matter)))
        || (cue.takes(Takes::Object) && (noun || what || words.has(at, Job::Determiner)));
    if fits { Kind::Object } else { Kind::Nothing }
}

/// Tells whether an amount is put to something: `the price at nine million`.
fn amount(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    range.into_iter().any(|at| {
        words.is("case", at)
            && words.has(at, Job::TimeBefore)
            && (words
                .scene
                .tokens
                .items()
                .get(at + 1)
                .is_some_and(|token| token.kind == text::TokenKind::Number)
                || words.scene.pack.amounts.words().longest_at(words.scene.tokens, at + 1).is_some())
    })
}

/// Tells whether something gets a name: `called the rally a sugar rush`.
fn named(words: &Words<'_, '_>, at: usize, stop: usize) -> bool {
    let noun = words.has(at, Job::Determiner)
        || words.has(at, Job::Object)
        || words.is("pronoun", at)
        || words.capital(at);
    let second = (at + 1..stop).any(|at| {
        (words.is("article", at)
            && !words.has(at - 1, Job::Preposition)
            && !words.has(at - 1, Job::Join)
            && !words.is("case", at - 1)
            && !words.is("genitive", at - 1))
            || words.quote_at(at).is_some()
    });
    let like = stop >= at + 2 && words.has(stop - 1, Job::Quality);
    noun && (second || like)
}
