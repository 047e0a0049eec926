//! One sentence read: each verb of saying gets its speaker and its content, then the contents get their ends.

use super::complement::{self, Kind};
use super::cues::{Cue, cues};
use super::phrase::{self, Sure};
use super::recall::Recall;
use super::sources;
use super::subject::{self, Subject};
use super::words::Words;
use crate::voice::Voice;
use lang::{Inflection, Job, Takes};
use model::{Mode, Rule, StatementClass};
use std::ops::Range;

/// A verb of saying with its speaker before it.
pub(super) const SAYS: Rule = Rule::new("speaker-says");
/// A content with its speaker behind it.
pub(super) const BEHIND: Rule = Rule::new("content-then-speaker");
/// A second verb of the same speaker.
pub(super) const JOINED: Rule = Rule::new("same-subject-says");
/// What others say of a subject.
const BY_OTHERS: Rule = Rule::new("said-by");
/// What a source leaves open.
pub(super) const LEFT_OPEN: Rule = Rule::new("left-out-by-source");

/// How a report stands to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The content stands behind the verb, the subject before it.
    Own,
    /// The subject is that of the verb before.
    Joined,
    /// The content stands before the subject.
    Behind,
}

/// Somebody says something in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) cue: Range<usize>,
    /// Where the subject begins, and its clause.
    pub(super) start: usize,
    pub(super) clause: usize,
    pub(super) voices: Vec<Voice>,
    /// The speaker's words where nobody can tell who it is.
    pub(super) place: Place,
    pub(super) from: usize,
    pub(super) content: Vec<Range<usize>>,
    pub(super) mode: Mode,
    pub(super) class: StatementClass,
    pub(super) rule: Rule,
    /// Where the day of the saying is looked for.
    pub(super) around: Range<usize>,
    pub(super) inherited: bool,
    /// Whether a pronoun stands as subject.
    pub(super) pronoun: bool,
    /// Whether a noun phrase or an infinitive stands as content.
    pub(super) object: bool,
}

/// Returns the reports of one sentence.
pub(super) fn read(words: &Words<'_, '_>, range: Range<usize>, recall: &Recall) -> Vec<Report> {
    let all = cues(words, range.clone());
    let mut reports: Vec<Report> = Vec::new();
    let mut floor = range.start;
    for cue in &all {
        let mut voices = reports.iter().filter_map(|report: &Report| report.voices.first());
        let spoken = voices.next().filter(|first| voices.all(|other| other.same(first))).cloned();
        let reader = Reader { spoken, words, range: range.clone(), recall, cue, floor };
        let made = reader.report(&reports);
        let verb = cue.verb.is(Inflection::Past) && !reader.in_relative();
        if made.is_some() || verb {
            floor = cue.range.end;
        }
        reports.extend(made);
    }
    reports.extend(sources::quoted(words, range.clone(), recall));
    reports.sort_by_key(|report| report.cue.start);
    close(words, &range, &mut reports);
    sources::attach(words, &range, &mut reports, recall);
    nest(&mut reports);
    reports.retain(|report| !report.content.is_empty());
    reports
}

struct Reader<'r, 's, 'a> {
    /// Who alone spoke before in the sentence.
    spoken: Option<Voice>,
    words: &'r Words<'s, 'a>,
    range: Range<usize>,
    recall: &'r Recall,
    cue: &'r Cue,
    floor: usize,
}

impl Reader<'_, '_, '_> {
    /// Recognises a verb of saying by the noun phrase before it and what stands behind it.
    ///
    /// Matches `The ministry said the bridge was safe`, `“It is safe,” said Ama Rao`, `It is safe, she told reporters`.
    /// Refuses `the said bridge`, `would say that it is safe`, `winds have claimed nine lives`.
    /// Misses a subject that stands more than sixty words before its verb.
    fn report(&self, before: &[Report]) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        if cue.passive && !cue.negated && !cue.doubtful {
            return self.by_others();
        }
        if cue.passive || (cue.doubtful && !cue.negated) || self.hypothetical() {
            return None;
        }
        let behind = complement::complement(words, cue, self.range.end);
        let mode = if cue.negated || cue.verb.mode == Mode::NonReport {
            let open = if cue.negated { cue.takes(Takes::Unsaid) } else { !cue.takes(Takes::Unsaid) };
            if !open || behind.kind == Kind::Nothing {
                return None;
            }
            Mode::NonReport
        } else {
            cue.verb.mode
        };
        let previous = cue.start.checked_sub(1).filter(|at| *at >= self.range.start);
        let joins = previous
            .is_some_and(|at| words.open(at) && (words.has(at, Job::Join) || words.is("conjunction", at)));
        let comma = previous.is_some_and(|at| words.mark(at, ","));
        if cue.ing {
            return (comma && behind.kind != Kind::Nothing)
                .then(|| self.joined(before, &behind, mode))
                .flatten();
        }
        // `asked not to be named` tells of nothing but the source.
        let unnamed =
            (cue.range.end..(cue.range.end + 5).min(self.range.end)).any(|at| words.has(at, Job::Unnamed));
        if unnamed && words.has(behind.from, Job::Negation) {
            return None;
        }
        if let Some(report) = self.inverted(previous, &behind, mode) {
            return Some(report);
        }
        if behind.kind != Kind::Nothing && (joins || comma && act(before)) {
            return self.joined(before, &behind, mode).or_else(|| self.shared(&behind, mode));
        }
        let unled =
            (self.range.start..cue.start).all(|at| words.has(at, Job::Adverb) || words.is("conjunction", at));
        if unled {
            return (behind.kind != Kind::Nothing).then(|| self.dropped(&behind, mode)).flatten();
        }
        let subject = subject::subject(words, cue, self.floor)?;
        if cue.verb.is(Inflection::Ing) {
            return None;
        }
        self.made(subject, &behind, mode)
    }

    /// Recognises what others say of a subject: “The driver was said by police to have been drunk”.
    ///
    /// Matches `The driver was said by police to have been drunk`.
    /// Refuses `The driver is said to have been drunk`, which nobody says.
    fn by_others(&self) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let by = cue.range.end;
        if !words.has(by, Job::Author) || !cue.takes(Takes::That) && !cue.takes(Takes::Object) {
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
        if !words.has(end, Job::Infinitive) {
            // `The claim was denied by the ministry`.
            let object = cue.takes(Takes::Object) && words.scene.time_around(by + 1).is_none();
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

    /// Recognises what is said somewhere by nobody who is named: “It was claimed at the hearing that …”.
    ///
    /// Matches `It was claimed at the hearing that the alarm was off`.
    /// Refuses `It is said that the alarm was off`, which is nobody's.
    fn nobody(&self) -> Option<Report> {
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

    fn made(&self, subject: Subject, behind: &complement::Complement, mode: Mode) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let act = cue.verb.class == StatementClass::SpeechAct || behind.kind == Kind::Object;
        // `Neither VCNA nor Orbis mentioned it`.
        let neither = words.has(subject.start, Job::Negation);
        if neither && !(cue.takes(Takes::Unsaid) && !cue.negated && behind.kind != Kind::Nothing) {
            return None;
        }
        let mode = if neither { Mode::NonReport } else { mode };
        let (voice, resolved) = self.recall.resolve(words, subject.voice.clone());
        // `They say`, where nobody is meant.
        let present = cue.verb.is(Inflection::Base) && cue.start == cue.range.start;
        if resolved && voice.is_none() && present && words.has(subject.start, Job::Plural) {
            return None;
        }
        let voice = voice.or_else(|| self.spoken.clone().filter(|_| resolved));
        if subject.sure != Sure::Known && !resolved && act && voice.is_some() {
            return None;
        }
        let mut voices = subject.within.clone();
        voices.extend(voice);
        voices.extend(subject.through.iter().cloned());
        voices.extend(
            behind
                .papers
                .iter()
                .filter(|paper| !voices.iter().any(|voice| voice.same(paper)))
                .cloned()
                .collect::<Vec<_>>(),
        );
        voices.extend(behind.relays.iter().cloned());
        voices.extend(self.bracketed());
        let around = subject.clause..behind.from;
        if behind.kind == Kind::Nothing {
            return self.trailing(&subject, voices, behind.from, mode, around);
        }
        let (from, mut content) = self.content(behind);
        // `“A,” he says, “B.”`
        let first = words.quote_before(subject.start).filter(|_| behind.kind == Kind::Quote);
        content.splice(0..0, first.map(|pair| words.scene.tokens.within(pair.inner)));
        let made = Some(self.draft(
            voices,
            subject.start,
            subject.clause,
            Place::Own,
            from,
            content,
            mode,
            if mode == Mode::NonReport { LEFT_OPEN } else { SAYS },
            around,
        ));
        let object = behind.kind == Kind::Object;
        made.map(|report| Report { pronoun: resolved, object, ..report })
    }

    /// Recognises a content that stands before its speaker: “…, the minister said”.
    fn trailing(
        &self,
        subject: &Subject,
        voices: Vec<Voice>,
        tail: usize,
        mode: Mode,
        around: Range<usize>,
    ) -> Option<Report> {
        let words = self.words;
        if !self.cue.takes(Takes::Trail) || subject.start <= self.range.start {
            return None;
        }
        let parted = words.mark(subject.start - 1, ",") || words.quote_before(subject.start).is_some();
        if !parted {
            return None;
        }
        let content = self.before(subject.start, tail)?;
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

    /// Recognises a content before a verb whose subject stands behind it: “…, said Ama Rao, a cook”.
    fn inverted(
        &self,
        previous: Option<usize>,
        behind: &complement::Complement,
        mode: Mode,
    ) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let previous = previous?;
        let quote = words.quote_before(cue.start).is_some()
            || words.mark(previous, ",") && words.quote_before(previous).is_some();
        if !(quote || words.mark(previous, ","))
            || !cue.takes(Takes::Trail)
            || cue.start != cue.range.start
            || !cue.verb.is(Inflection::Past) && !cue.verb.is(Inflection::Third)
        {
            return None;
        }
        let opened = words.is("that", cue.range.end) || behind.kind == Kind::Quote && !quote;
        if opened
            || cue.takes(Takes::Listener) && !quote
            || words.has(cue.range.end, Job::Relative)
            || words.has(cue.range.end, Job::Preposition)
        {
            return None;
        }

        let start = cue.range.end;
        let end = phrase::phrase_end(words, start, self.range.end);
        let (found, sure) = phrase::source(words, start..end)?;
        let goes_on =
            end < self.range.end && (words.has(end, Job::Auxiliary) || words.tensed(start + 1..end));
        if goes_on || (sure == Sure::Place && !quote) {
            return None;
        }
        let headline =
            !words.mark(self.range.end, ".") && end == self.range.end && previous > self.range.start + 1;
        if !quote && !headline && !words.tensed(self.range.start..previous) {
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
    fn before(&self, end: usize, tail: usize) -> Option<Vec<Range<usize>>> {
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
        let comma = words.mark(tail, ",") || words.mark(tail, ":") || words.mark(tail, ".");
        let after = if comma { tail + 1 } else { tail };
        if let Some((pair, _, _)) = words.quote_at(after).filter(|_| after < self.range.end) {
            parts.push(words.scene.tokens.within(pair.inner));
        } else if words.mark(tail, ",")
            && after < self.range.end
            && (main_verb(words, after..self.range.end) || words.has(after, Job::Auxiliary))
            && (words.has(after, Job::Determiner)
                || words.is("pronoun", after)
                || words.is("article", after)
                || words.has(after, Job::Auxiliary) && !said(words, parts[0].clone()))
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

    fn floor_of(&self, end: usize) -> usize {
        (self.range.start..end)
            .rev()
            .find(|at| self.words.mark(*at, ";"))
            .map_or(self.range.start, |at| at + 1)
    }

    /// Recognises a second verb of a speaker: “… said the road was closed and promised a ferry”.
    fn joined(&self, before: &[Report], behind: &complement::Complement, mode: Mode) -> Option<Report> {
        let first = before.iter().rev().find(|report| report.place != Place::Behind || self.cue.ing)?;
        if (first.cue.end..self.cue.start).any(|at| self.words.mark(at, ";")) {
            return None;
        }
        let (from, content) = self.content(behind);
        let start = self.cue.start;
        let rule = if mode == Mode::NonReport { LEFT_OPEN } else { JOINED };
        let mut report = self.draft(
            first.voices.clone(),
            start,
            start,
            Place::Joined,
            from,
            content,
            mode,
            rule,
            start..behind.from,
        );
        report.inherited = true;
        report.object = behind.kind == Kind::Object;
        Some(report)
    }

    /// Recognises the verb of a subject that first did something else: “The board sealed the unit and said …”.
    fn shared(&self, behind: &complement::Complement, mode: Mode) -> Option<Report> {
        let words = self.words;
        let floor = self.floor_of(self.cue.start);
        // `bought by the board and declared unfit`: a passive shares its subject with no saying.
        let verb = words.verb_in(floor + 1..self.cue.start).filter(|verb| !words.has(*verb, Job::Be))?;
        let other = Cue { range: verb..verb + 1, start: verb, ..self.cue.clone() };
        let subject = subject::subject(words, &other, floor)?;
        let mut report = self.made(subject, behind, mode).filter(|report| report.place == Place::Own)?;
        report.start = self.cue.start;
        Some(report)
    }

    /// Recognises a verb without a subject at the beginning of a sentence: “Also said boats were being moved.”
    fn dropped(&self, behind: &complement::Complement, mode: Mode) -> Option<Report> {
        if mode == Mode::NonReport
            || self.cue.start == self.cue.range.start && !self.words.capital(self.range.start)
        {
            return None;
        }
        let voices = self.recall.continues()?;
        let (from, content) = self.content(behind);
        let mut report = self.draft(
            voices,
            self.cue.start,
            self.cue.start,
            Place::Own,
            from,
            content,
            mode,
            JOINED,
            self.cue.start..behind.from,
        );
        report.class = StatementClass::Continuation;
        report.inherited = true;
        Some(report)
    }

    fn content(&self, behind: &complement::Complement) -> (usize, Vec<Range<usize>>) {
        if behind.kind == Kind::Quote
            && let Some((pair, _, _)) = self.words.quote_at(behind.from)
        {
            return (behind.from, vec![self.words.scene.tokens.within(pair.inner)]);
        }
        (behind.from, Vec::new())
    }

    /// Tells whether the verb stands in a condition or an open question, so that nobody has said anything.
    fn hypothetical(&self) -> bool {
        let words = self.words;
        let start = (self.floor..self.cue.start)
            .rev()
            .find(|at| words.parts(*at) || words.mark(*at, ","))
            .map_or(self.floor, |at| at + 1);
        words.is("condition", start)
            || words.phrase(start, Job::Doubt).is_some() && !words.has(start, Job::Auxiliary)
            || (self.cue.start > start && words.has(self.cue.start - 1, Job::Infinitive))
    }

    fn in_relative(&self) -> bool {
        let before = self.cue.start.checked_sub(1);
        before.is_some_and(|at| self.words.has(at, Job::Relative) || self.words.is("that", at))
    }

    /// Returns the agency in brackets behind the verb: `said in an interview (Desh Samvad)`.
    fn bracketed(&self) -> Option<Voice> {
        let words = self.words;
        let end = (self.cue.range.end + 8).min(self.range.end);
        let open = (self.cue.range.end..end).find(|at| matches!(words.surface(*at), "(" | "["))?;
        let close = words.past(open);
        complement::relay(words, open + 1..close.checked_sub(1)?, false)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "the fields of a report, named at each call by their variables"
    )]
    fn draft(
        &self,
        voices: Vec<Voice>,
        start: usize,
        clause: usize,
        place: Place,
        from: usize,
        content: Vec<Range<usize>>,
        mode: Mode,
        rule: Rule,
        around: Range<usize>,
    ) -> Report {
        Report {
            cue: self.cue.range.clone(),
            start,
            clause,
            voices,
            place,
            from,
            content,
            mode,
            class: self.cue.verb.class,
            rule,
            around,
            inherited: false,
            pronoun: false,
            object: false,
        }
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
    let opens = words.has(range.start, Job::Preposition) || words.has(range.start, Job::Participle);
    // Behind such a phrase a clause may still follow: `In Halm, the gates were open, police said`.
    let from = if opens {
        range.clone().find(|at| words.mark(*at, ",")).map_or(range.end, |at| at + 1)
    } else {
        range.start
    };
    words.tensed(from..range.end)
}

fn act(before: &[Report]) -> bool {
    before.last().is_some_and(|report| report.class == StatementClass::SpeechAct)
}

/// Ends the contents that stand behind their verbs, and parts them at “and that”.
fn close(words: &Words<'_, '_>, range: &Range<usize>, reports: &mut [Report]) {
    for at in 0..reports.len() {
        let report = &reports[at];
        if !report.content.is_empty() || report.place == Place::Behind {
            continue;
        }
        let from = report.from;
        let mut end = (from..range.end).find(|at| words.mark(*at, ";")).unwrap_or(range.end);
        if report.object {
            end = object_end(words, from..end);
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
        if let Some(stop) = (from..end).find(|at| {
            words.mark(*at, ",") && (words.phrase(at + 1, Job::Quoting).is_some() || according(words, at + 1))
        }) {
            end = stop;
        }
        if reports[at].mode == Mode::NonReport {
            end = left_out_in(words, from..end).unwrap_or(end);
        }
        // `… she had been wrong (Northline).`
        if end > from && matches!(words.surface(end - 1), ")" | "]") {
            let open = words.back(end, from);
            if let Some(voice) = complement::relay(words, open + 1..end - 1, true) {
                reports[at].voices.push(voice);
                end = open;
            }
        }
        reports[at].content = parts(words, from..end);
    }
}

/// Returns where an object ends: before another verb of the same subject (`thanked the crew and left`).
fn object_end(words: &Words<'_, '_>, range: Range<usize>) -> usize {
    let join = (range.start + 1..range.end.saturating_sub(1)).find(|at| {
        let verb = at + 1;
        words.open(*at)
            && words.has(*at, Job::Join)
            && words.has(verb, Job::Finite)
            && !words.has(verb + 1, Job::Infinitive)
            && (words.has(verb + 1, Job::Determiner)
                || words.has(verb + 1, Job::Object)
                || words.has(verb + 1, Job::Preposition)
                || verb + 1 == range.end)
            && !(range.start..*at).any(|at| words.has(at, Job::Relative))
    });
    join.unwrap_or(range.end)
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
        Place::Own => later.clause,
    };
    let joint = begin.checked_sub(1).filter(|at| *at >= from)?;
    let unmarked = |at: usize| if at > from && words.mark(at - 1, ",") { at - 1 } else { at };
    match later.place {
        Place::Behind => {
            // A later voice for all that stands before it closes this content too.
            let over = later.content.first().is_some_and(|content| content.start <= report.clause);
            (over && words.mark(joint, ",")).then_some(joint)
        }
        Place::Joined => Some(unmarked(joint)),
        Place::Own => {
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

/// Gives the voices of a content that holds another statement to that statement, as those who pass it on.
fn nest(reports: &mut Vec<Report>) {
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
            if outer.place == Place::Behind && other.place == Place::Behind {
                continue;
            }
            let (Some(first), Some(last)) = (other.content.first(), other.content.last()) else { continue };
            let whole = outer.content.len() == 1
                && other.place != Place::Behind
                && other.clause.min(first.start) <= held.start + 1
                && last.end + 2 >= held.end;
            let voices = outer.voices.clone();
            // `The firm said it did not comment`: the pronoun is the speaker.
            let own = other.pronoun && !voices.is_empty();
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
