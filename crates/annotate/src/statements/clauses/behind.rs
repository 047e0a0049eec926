//! Contents that stand before their speaker: “…,” said Ama Rao; “…, the minister said”.

use super::complement::{self, Kind};
use super::ends::trimmed;
use super::listeners;
use super::phrase::{self, Sure};
use super::reading::{Place, Reader, Report};
use super::subject::{self, Subject};
use super::words::Words;
use crate::voice::Voice;
use lang::{Inflection, Job, Takes};
use model::{Mode, Rule};
use std::ops::Range;

/// Recognises a content before its speaker: “…,” said ‹speaker›; “…, ‹speaker› said”.
///
/// Matches `“The water rose fast,” said Savita Kale.`, `The water rose fast, the ministry said on Monday.`
/// Refuses `In its report, the ministry noted the rain.`
/// Misses a clause that no comma parts from its speaker.
const BEHIND: Rule = Rule::new("content-then-speaker");

/// The most tokens of an aside between a speaker and the rest of a quotation.
const ASIDE: usize = 20;

impl Reader<'_, '_, '_> {
    /// Reads a content that stands before its speaker: “…, the minister said”.
    pub(super) fn trailing(
        &self,
        subject: &Subject,
        voices: Vec<Voice>,
        tail: usize,
        mode: Mode,
        around: Range<usize>,
    ) -> Option<Report> {
        let words = self.words;
        // `…, its chef reports to nobody`.
        let past = self.cue.range.end;
        let nobody = words.has(past, Job::Infinitive) && words.has(past + 1, Job::Nobody);
        if subject.start <= self.range.start || nobody {
            return None;
        }
        // `…, as Tessera first reported`.
        let like = subject.start > self.range.start + 2
            && words.has(subject.start - 1, Job::Likening)
            && words.mark(subject.start - 2, ",");
        let media = voices.first().is_some_and(|voice| {
            matches!(voice.role, model::LinkRole::Agency | model::LinkRole::Media)
                || listeners::press(words, voice.range.clone())
        });
        let first = words.phrase(self.cue.start, Job::Passed).is_some_and(|end| end > self.cue.start + 1);
        if like && tail >= self.range.end && (media || first) && self.cue.takes(Takes::Trail) {
            let content = self.before(subject.start - 1, tail)?;
            let from = content[0].start;
            return Some(self.draft(
                voices,
                subject.start,
                subject.start,
                Place::Behind,
                from,
                content,
                mode,
                BEHIND,
                around,
            ));
        }
        let quote = words.quote_before(subject.start).is_some()
            || words.mark(subject.start - 1, ",") && words.quote_before(subject.start - 1).is_some();
        let takes = self.cue.takes(Takes::Trail) || quote && self.cue.takes(Takes::Quote);
        if !takes {
            return None;
        }
        // `…, the general said, speaking to Tessera by telephone`.
        let mut voices = voices;
        if words.mark(tail, ",") && words.phrase(tail + 1, Job::Interview).is_some() {
            let end = (tail + 1..self.range.end).find(|at| words.mark(*at, ",")).unwrap_or(self.range.end);
            if voices.len() == 1 {
                voices.extend(subject::opening(words, tail + 1..end));
            }
        }
        let parted = words.mark(subject.start - 1, ",") || quote;
        if !parted {
            return None;
        }
        let content = self.before(subject.start, tail)?;
        // `Warning that the dam might burst, the collector ordered …`: what leads has a verb of its own.
        let first = words.scene.pack.sayings.at(words.scene.tokens, content[0].start);
        if words.open(content[0].start) && first.is_some_and(|(_, verb)| verb.is(Inflection::Ing)) {
            return None;
        }
        Some(self.draft(
            voices,
            subject.start,
            subject.start,
            Place::Behind,
            content[0].start,
            content,
            mode,
            BEHIND,
            around,
        ))
    }

    /// Reads a content before a verb whose subject stands behind it: “…, said Ama Rao, a cook”.
    pub(super) fn inverted(
        &self,
        previous: Option<usize>,
        behind: &complement::Complement,
        mode: Mode,
    ) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let previous = previous?;
        let quote = words.quote_before(cue.start).is_some()
            || words.mark(previous, ",") && words.quote_before(previous).is_some();
        let takes = cue.takes(Takes::Trail) || quote && cue.takes(Takes::Quote);
        if !(quote || words.mark(previous, ","))
            || !takes
            || cue.start != cue.range.start
            || !cue.verb.is(Inflection::Past) && !cue.verb.is(Inflection::Third)
        {
            return None;
        }
        let opened = words.is("that", cue.range.end) || behind.kind == Kind::Quote && !quote;
        if opened
            || cue.takes(Takes::Listener) && !quote && !words.mark(self.range.end, "?")
            || words.has(cue.range.end, Job::Relative)
            || words.has(cue.range.end, Job::Preposition)
        {
            return None;
        }

        let start = cue.range.end;
        let end = phrase::phrase_end(words, start, self.range.end);
        let (found, sure) = phrase::source(words, start..end)?;
        let stop = (end..self.range.end)
            .find(|at| !words.is_word(*at) || words.has(*at, Job::Relative) || words.has(*at, Job::Contrast))
            .unwrap_or(self.range.end);
        let goes_on = end < self.range.end
            && (words.has(end, Job::Auxiliary)
                || words.main_verb(start + 1..end).is_some()
                || !quote && words.main_verb(start + 1..stop).is_some());
        // `The council, in a message, ordered its men to leave`: whom it orders is no speaker.
        let ordered = cue.takes(Takes::To) && words.has(end, Job::Infinitive)
            || cue.takes(Takes::Object) && words.has(start, Job::Owner) && !quote;
        if goes_on || ordered || (sure == Sure::Place && !quote) {
            return None;
        }
        let headline =
            !words.mark(self.range.end, ".") && end == self.range.end && previous > self.range.start + 1;
        // `The plan, says Lind, is dead.`
        let parted =
            words.mark(end, ",") && (words.has(end + 1, Job::Auxiliary) || words.has(end + 1, Job::Finite));
        if !quote && !headline && !parted && !words.tensed(self.range.start..previous) {
            return None;
        }
        let mut found = found;
        let (voice, _) = self.recall.resolve(words, found.remove(0));
        // `said the mayor, Anton Preis`: the name beside the role is who speaks.
        let beside = (words.mark(end, ",") && words.capital(end + 1)).then(|| {
            let stop = phrase::phrase_end(words, end + 1, self.range.end);
            phrase::voice(words, end + 1..stop)
        });
        let named = beside.flatten().map(|(voice, _)| voice).filter(|name| !name.described);
        let voice = match (voice, named) {
            (Some(voice), Some(name)) if voice.described => Some(name),
            (voice, _) => voice,
        };
        let mut voices: Vec<Voice> = voice.into_iter().collect();
        voices.extend(found);
        let tail = (end..(end + 20).min(self.range.end))
            .find(|at| !words.open(*at) || words.mark(*at, ";"))
            .unwrap_or((end + 20).min(self.range.end));
        voices.extend(subject::opening(words, end..tail));
        voices.extend(self.bracketed());
        let content = self.before(cue.start, end)?;
        Some(self.draft(
            voices,
            cue.start,
            cue.start,
            Place::Behind,
            content[0].start,
            content,
            mode,
            BEHIND,
            cue.start..end,
        ))
    }

    /// Returns the content before a speaker, and its second part where the attribution stands in its middle.
    pub(super) fn before(&self, end: usize, tail: usize) -> Option<Vec<Range<usize>>> {
        let words = self.words;
        let floor =
            (self.floor_of(end)..end).find(|at| !words.is("conjunction", *at) && !words.mark(*at, ","))?;
        let mut parts = vec![trimmed(words, floor..end)?];
        if let Some(pair) = words
            .quote_before(end)
            .or_else(|| words.quote_before(end - 1).filter(|_| words.mark(end - 1, ",")))
        {
            let outer = words.scene.tokens.within(pair.outer);
            let alone = outer.start <= floor + 1 || words.mark(outer.start.saturating_sub(1), ",");
            if alone {
                parts = vec![words.scene.tokens.within(pair.inner)];
            }
        }
        // `said Anna Reim, 43, “…”`: an age behind the name.
        let number = words
            .scene
            .tokens
            .items()
            .get(tail + 1)
            .is_some_and(|token| token.kind == text::TokenKind::Number);
        let aged = words.mark(tail, ",") && number && words.mark(tail + 2, ",");
        let tail = if aged { tail + 2 } else { tail };
        let comma = words.mark(tail, ",") || words.mark(tail, ":") || words.mark(tail, ".");
        let after = if comma { tail + 1 } else { tail };
        // `…,” said Ama Rao, one of the cooks, “and …”`
        let behind_aside = (after..self.range.end.min(after + ASIDE))
            .find(|at| words.quote_at(*at).is_some_and(|(_, _, speech)| speech) && words.mark(at - 1, ","));
        let after = behind_aside.filter(|_| comma).unwrap_or(after);
        // `He has worked there for years and, he says, never been paid.`
        let joined = words.has(parts[0].end.saturating_sub(1), Job::Join)
            && words.open(parts[0].end.saturating_sub(1));
        if let Some((pair, _, _)) = words.quote_at(after).filter(|_| after < self.range.end) {
            parts.push(words.scene.tokens.within(pair.inner));
        } else if words.mark(tail, ",")
            && after < self.range.end
            && (main_verb(words, after..self.range.end)
                || joined
                || words.has(after, Job::Infinitive)
                || words.has(after, Job::Auxiliary)
                || words.has(after, Job::Finite))
            && (words.has(after, Job::Determiner)
                || joined
                || words.has(after, Job::Infinitive)
                || words.is("pronoun", after)
                || words.is("article", after)
                || (words.has(after, Job::Auxiliary) || words.has(after, Job::Finite))
                    && !said(words, parts[0].clone()))
        {
            let stop = (after..self.range.end).find(|at| words.parts(*at)).unwrap_or(self.range.end);
            parts.extend(trimmed(words, after..stop));
        }
        let headline = !words.mark(self.range.end, ".") && tail >= self.range.end;
        let plain =
            parts.len() == 1 && !headline && words.open(parts[0].start) && !said(words, parts[0].clone());
        if plain {
            return None;
        }
        parts.retain(|part| !part.is_empty());
        (!parts.is_empty()).then_some(parts)
    }

    pub(super) fn floor_of(&self, end: usize) -> usize {
        (self.range.start..end)
            .rev()
            .find(|at| self.words.mark(*at, ";"))
            .map_or(self.range.start, |at| at + 1)
    }
}

/// Tells whether a verb with a tense stands in a range outside relative clauses: not in `a chemist who led the team`.
fn main_verb(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    let upto = range.clone().find(|at| words.open(*at) && words.has(*at, Job::Relative)).unwrap_or(range.end);
    words
        .verb_in(range.start + 1..upto)
        .is_some_and(|verb| words.has(verb, Job::Auxiliary) || !words.has(verb, Job::Participle))
}

/// Tells whether words before an attribution are a clause, not only a phrase that opens the speaker's.
fn said(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    // `The bridge “will not bear another tram”`.
    if range
        .clone()
        .skip(1)
        .any(|at| words.quote_at(at).is_some_and(|(_, quote, speech)| speech && quote.end + 1 >= range.end))
    {
        return true;
    }
    let opens = words.has(range.start, Job::Preposition) || words.has(range.start, Job::Participle);
    // Behind such a phrase a clause may still follow: `In Halm, the gates were open, police said`.
    let from = if opens {
        range.clone().find(|at| words.mark(*at, ",")).map_or(range.end, |at| at + 1)
    } else {
        range.start
    };
    words.tensed(from..range.end)
}
