//! Passives: what others say of a subject, and what is said where nobody is named.

use super::complement::{self, Kind};
use super::ends::trimmed;
use super::phrase::{self, Sure};
use super::reading::{Place, Reader, Report};
use lang::{Inflection, Job, Takes};
use model::Rule;

/// Recognises what others say of a subject: “‹subject› was said by ‹speaker› to have …”.
///
/// Matches `The driver was said by police to have been drunk.`, `It was claimed at the hearing that the alarm was off.`
/// Refuses `The driver is said to have been drunk.`, `It is said that the alarm was off.`
/// Misses a speaker who stands behind the content.
const BY_OTHERS: Rule = Rule::new("said-by");

impl Reader<'_, '_, '_> {
    /// Reads a passive whose speaker stands behind it.
    pub(super) fn by_others(&self) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let by = cue.range.end;
        let takes = [Takes::That, Takes::Object, Takes::As, Takes::Of, Takes::Naming, Takes::To];
        if !words.has(by, Job::Author) || !takes.iter().any(|what| cue.takes(*what)) {
            return self.nobody();
        }
        let end = phrase::phrase_end(words, by + 1, self.range.end);
        let (voice, sure) = phrase::voice(words, by + 1..end)?;
        if sure != Sure::Known {
            return None;
        }
        let floor = (self.floor..cue.start)
            .rev()
            .find(|at| words.parts(*at) || words.mark(*at, ","))
            .map_or(self.floor, |at| at + 1);
        let stop = (end..self.range.end)
            .find(|at| words.parts(*at) || words.mark(*at, ","))
            .unwrap_or(self.range.end);
        // `Parents were told by the head that …`, `was described by the coach as …`.
        let told = words.is("that", end) && cue.takes(Takes::Listener);
        let asked = (words.has(end, Job::Question) || words.is("condition", end))
            && !words.is("that", end)
            && cue.takes(Takes::Wh)
            && cue.takes(Takes::Listener);
        if told || asked {
            return Some(self.draft(
                vec![voice],
                by,
                floor,
                Place::Own,
                end + usize::from(told),
                Vec::new(),
                cue.verb.mode,
                BY_OTHERS,
                cue.start..end,
            ));
        }
        let likened = words.has(end, Job::Likening) && cue.takes(Takes::As)
            || words.is("genitive", end) && cue.takes(Takes::Of)
            || words.has(end, Job::Determiner) && cue.takes(Takes::Naming);
        if !words.has(end, Job::Infinitive) && !likened {
            // `The claim was denied by the ministry`.
            // `Her remarks were reported by VCNA` tells nothing of what was said.
            let passes = cue.start > floor && words.has(cue.start - 1, Job::Word);
            let object = cue.takes(Takes::Object) && words.time_around(by + 1).is_none() && !passes;
            let content = vec![trimmed(words, floor..cue.start).filter(|_| object)?];
            return Some(self.draft(
                vec![voice],
                by,
                by,
                Place::Behind,
                floor,
                content,
                cue.verb.mode,
                BY_OTHERS,
                cue.start..end,
            ));
        }
        // `was reported by VCNA to have said that …`: the subject speaks, the other passes it on.
        let said = end + 2;
        if let Some((last, verb)) = words.scene.pack.sayings.at(words.scene.tokens, said)
            && verb.is(Inflection::Participle)
            && words.has(end + 1, Job::Auxiliary)
            && let Some((speaker, _)) = phrase::voice(words, floor..cue.start)
            && let Some(speaker) = self.recall.resolve(words, speaker).0
        {
            let from = if words.is("that", last) { last + 1 } else { last };
            let content = vec![trimmed(words, from..stop)?];
            return Some(self.draft(
                vec![speaker, voice],
                floor,
                floor,
                Place::Own,
                from,
                content,
                verb.mode,
                BY_OTHERS,
                cue.start..last,
            ));
        }
        let content = vec![trimmed(words, floor..cue.start)?, trimmed(words, end..stop)?];
        Some(self.draft(
            vec![voice],
            by,
            by,
            Place::Behind,
            floor,
            content,
            cue.verb.mode,
            BY_OTHERS,
            cue.start..end,
        ))
    }

    /// Reads a passive without a speaker: somewhere somebody said it, where the sentence tells the place or the day.
    pub(super) fn nobody(&self) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let subject = cue.start.checked_sub(1).filter(|at| *at >= self.floor && words.is("body", *at))?;
        let behind = complement::complement(words, cue, self.range.end);
        let that = behind.kind == Kind::Words && behind.from > 0 && words.is("that", behind.from - 1);
        if !that || behind.from < cue.range.end + 3 || cue.negated {
            return None;
        }
        let rule = BY_OTHERS;
        Some(self.draft(
            Vec::new(),
            subject,
            subject,
            Place::Own,
            behind.from,
            Vec::new(),
            cue.verb.mode,
            rule,
            cue.start..behind.from,
        ))
    }
}
