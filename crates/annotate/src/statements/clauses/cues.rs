//! Verbs of saying as they stand in a text: with their helpers, told from nouns and participles of the same letters.

use super::words::Words;
use lang::{Inflection, Job, Takes, Verb};
use std::ops::Range;

/// The most tokens between a plural and its verb.
const FAR: usize = 10;

/// A verb of saying in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The verb itself.
    pub(super) range: Range<usize>,
    /// Where its helpers and adverbs begin.
    pub(super) start: usize,
    pub(super) verb: Verb,
    pub(super) negated: bool,
    /// Whether it only may be, would be or is to be said.
    pub(super) doubtful: bool,
    pub(super) passive: bool,
    /// Whether it is an -ing form without a helper.
    pub(super) ing: bool,
}

/// Returns the verbs of saying outside quotations, left to right.
///
/// A noun of the same letters (`her claim`, `the said stretch`) is none, nor is an infinitive (`to say`).
pub(super) fn cues(words: &Words<'_, '_>, range: Range<usize>) -> Vec<Cue> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if !words.open(at) {
            at = words.past(at);
            continue;
        }
        match words.scene.pack.sayings.at(words.scene.tokens, at).filter(|(end, _)| *end <= range.end) {
            // `attributing the information to two soldiers` only names a source.
            Some((end, _)) if words.phrase(at, Job::Quoting).is_some_and(|past| past > end + 1) => at = end,
            Some((end, verb)) => {
                // `neither confirmed nor denied` is one.
                let other = (words.has(end, Job::Negation) || words.has(end, Job::Join))
                    .then(|| words.scene.pack.sayings.at(words.scene.tokens, end + 1))
                    .flatten();
                if let Some((last, _)) = other.filter(|(last, _)| *last <= range.end)
                    && let Some(both) = cue(words, at..end, verb, range.start).filter(|cue| cue.negated)
                {
                    found.push(Cue { range: at..last, ..both });
                    at = last;
                    continue;
                }
                let noun = found.last().is_some_and(|before| claims(words, before, at, verb));
                found.extend(cue(words, at..end, verb, range.start).filter(|_| !noun));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Tells whether a form is a noun that another verb has as its object: `denied Torvian claims that …`.
fn claims(words: &Words<'_, '_>, before: &Cue, at: usize, verb: Verb) -> bool {
    let noun = words.has(at, Job::Claimed) || words.has(at, Job::Word);
    let plain = verb.is(Inflection::Third) || verb.is(Inflection::Base);
    let gap = before.range.end..at;
    noun && plain
        && (1..4).contains(&gap.len())
        && before.takes(Takes::Object)
        && !words.is("that", gap.start)
        && gap.into_iter().all(|at| words.is_word(at) && !words.is("pronoun", at))
}

fn cue(words: &Words<'_, '_>, range: Range<usize>, verb: Verb, floor: usize) -> Option<Cue> {
    let mut start = range.start;
    let (mut negated, mut doubtful, mut be, mut helped) = (false, false, false, false);
    while start > floor && words.open(start - 1) {
        let at = start - 1;
        let helper = words.has(at, Job::Auxiliary);
        let negation = words.has(at, Job::Negation);
        let both = words.is("conjunction", at) && negation;
        if !helper && !negation && !both && !words.has(at, Job::Adverb) {
            break;
        }
        negated |= negation;
        helped |= helper;
        // `would not be drawn on the date`: the verb itself says that nothing is told.
        let silent = verb.mode == model::Mode::NonReport && words.has(range.start, Job::Negation);
        doubtful |= helper && words.has(at, Job::Doubt) && !silent;
        be |= words.has(at, Job::Be);
        start = at;
    }
    let before = range.start.checked_sub(1).filter(|at| *at >= floor);
    let previous = start.checked_sub(1).filter(|at| *at >= floor);
    let attribute = |at: usize| {
        words.has(at, Job::Determiner) && !words.is("pronoun", at)
            || words.has(at, Job::Genitive)
            || words.surface(at) == "-"
    };
    if !helped && before.is_some_and(attribute) {
        return None;
    }
    // `a guard who was inside told us`: such a word may end a clause before a verb in the past.
    let past = verb.is(Inflection::Past) && !verb.is(Inflection::Base);
    let plain = |at: usize| past && !words.is("case", at) && !words.has(at, Job::Infinitive);
    let infinitive = previous.is_some_and(|at| words.has(at, Job::Preposition) && !helped && !plain(at));
    if infinitive && before == previous {
        return None;
    }
    let ing = verb.is(Inflection::Ing) && !be;
    // A plain form needs a plural before it, and something that it opens (`residents of the block say the water is brown`).
    if verb.is(Inflection::Base) && !verb.is(Inflection::Past) && !helped {
        let opens = words.has(range.end, Job::Determiner)
            || words.is("that", range.end)
            || words.is("pronoun", range.end)
            || words.capital(range.end)
            || words.quote_at(range.end).is_some()
            || words.has(range.end, Job::Plural)
            || words.surface(range.end) == "."
            || words.surface(range.end).is_empty();
        let near = previous.is_some_and(|at| words.has(at, Job::Plural));
        let from = start.saturating_sub(FAR).max(floor);
        let far = (from..start).any(|at| words.open(at) && words.has(at, Job::Plural));
        let held = previous.is_some_and(|at| {
            words.has(at, Job::Preposition)
                || words.has(at, Job::Infinitive)
                || words.has(at, Job::Determiner)
        });
        let noun = words.has(range.start, Job::Word) || words.has(range.start, Job::Claimed);
        if !(near && (opens || !noun)
            || opens && (far || previous.is_some_and(|at| words.has(at, Job::Join))) && !held)
        {
            return None;
        }
    }
    // `the United States Senate`: a capital inside a sentence begins a name.
    let inside = range.start > floor && words.is_word(range.start - 1) && words.open(range.start - 1);
    if words.capital(range.start) && inside {
        return None;
    }
    // `Local media reports said …`: before another verb it is a noun.
    let third = verb.is(Inflection::Third) && !verb.is(Inflection::Past) && !helped;
    let noun = words.has(range.start, Job::Word)
        || words.has(range.start, Job::Claimed)
        || words.has(range.start, Job::Paper);
    let another = words.scene.pack.sayings.at(words.scene.tokens, range.end);
    if third
        && noun
        && range.len() == 1
        && (words.has(range.end, Job::Auxiliary)
            || another.is_some_and(|(_, verb)| verb.is(Inflection::Past)))
    {
        return None;
    }
    let passive = be && verb.is(Inflection::Participle) && !verb.is(Inflection::Ing);
    Some(Cue { range, start, verb, negated, doubtful, passive, ing })
}

impl Cue {
    /// Tells whether something may stand behind the verb.
    pub(super) fn takes(&self, what: Takes) -> bool {
        self.verb.takes(what)
    }
}
