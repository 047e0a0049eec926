//! One sentence read: each verb of saying gets its speaker and its content, then the contents get their ends.

use super::complement::{self, Kind};
use super::cues::{Cue, cues};
use super::ends;
use super::listeners;
use super::phrase::{self, Sure};
use super::recall::Recall;
use super::remarks;
use super::sources;
use super::subject::{self, Subject};
use super::words::Words;
use crate::voice::Voice;
use lang::{Inflection, Job, Takes};
use model::{Mode, Rule, StatementClass};
use std::ops::Range;

/// Recognises a verb of saying with its subject before it and its content behind: “‹speaker› said that …”.
///
/// Matches `The ministry said the bridge was safe.`
/// Refuses `The said bridge is safe.`, `If the ministry says the bridge is safe, nobody will believe it.`
/// Misses a subject that stands more than sixty words before its verb.
pub(super) const SAYS: Rule = Rule::new("speaker-says");

/// Recognises a second verb of the same subject: “‹speaker› said … and promised …”.
///
/// Matches `The ministry said the road was closed and promised a ferry by Monday.`
/// Refuses `The ferry was bought by the ministry and declared unfit.`
/// Misses a second verb behind a clause with a subject of its own.
const JOINED: Rule = Rule::new("same-subject-says");

/// Recognises what a source leaves open: “‹source› did not say why …”, “‹source› made no mention of …”.
///
/// Matches `The ministry has not confirmed the deaths.`
/// Refuses `The ministry did not answer calls.`
/// Misses what is left out where it stands inside the verb (`left that part out`).
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
    /// The subject is that of the verb behind.
    Ahead,
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
    // Who stands before a verb that says nothing here: another's words end before them.
    let mut others: Vec<Subject> = Vec::new();
    for cue in &all {
        let mut voices = reports.iter().filter_map(|report: &Report| report.voices.first());
        let spoken = voices.next().filter(|first| voices.all(|other| other.same(first))).cloned();
        let reader = Reader { spoken, words, range: range.clone(), recall, cue, floor };
        let made = reader.report(&reports).map(|report| remarks::passed_on(words, report));
        if made.is_none() && !cue.ing && !cue.passive {
            others.extend(subject::subject(words, cue, floor).filter(|other| other.sure == Sure::Known));
        }
        let aside = cue.start > range.start && words.mark(cue.start - 1, ",");
        let relative = reader.in_relative();
        let verb = cue.verb.is(Inflection::Past) && !relative && !aside;
        if made.is_some() && !relative || verb {
            floor = cue.range.end;
        }
        reports.extend(made);
    }
    ends::ahead(words, &range, &mut reports);
    let quoted = sources::quoted(words, range.clone(), recall, &reports);
    reports.extend(quoted);
    reports.sort_by_key(|report| report.cue.start);
    ends::close(words, &range, &mut reports, &others);
    sources::attach(words, &range, &mut reports, recall);
    remarks::lend(words, &mut reports);
    ends::nest(words, &mut reports);
    reports.retain(|report| !report.content.is_empty());
    // Nobody is better than a mouth that is none.
    for report in &mut reports {
        report.voices.retain(|voice| {
            words.is_word(voice.range.start)
                && !(voice.range.len() == 1 && words.has(voice.range.start, Job::Join))
        });
        if report.voices.first().is_some_and(|voice| !phrase::whole(words, voice)) {
            report.voices.clear();
            if report.object || report.class == StatementClass::SpeechAct {
                report.content.clear();
            }
        }
    }
    reports.retain(|report| !report.content.is_empty());
    reports
}

/// What is known while one verb is read.
pub(super) struct Reader<'r, 's, 'a> {
    /// Who alone spoke before in the sentence.
    pub(super) spoken: Option<Voice>,
    pub(super) words: &'r Words<'s, 'a>,
    pub(super) range: Range<usize>,
    pub(super) recall: &'r Recall,
    pub(super) cue: &'r Cue,
    pub(super) floor: usize,
}

impl Reader<'_, '_, '_> {
    /// Reads a verb of saying by the noun phrase beside it and what stands behind it.
    pub(super) fn report(&self, before: &[Report]) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        if cue.passive && !cue.negated && !cue.doubtful {
            return self.by_others();
        }
        // `Neither side would say where`.
        let nobody = || {
            subject::subject(words, cue, self.floor).is_some_and(|one| words.has(one.start, Job::Negation))
        };
        if cue.passive || (cue.doubtful && !cue.negated && !nobody()) || self.hypothetical() {
            return None;
        }
        // A relative clause between commas ends at the second.
        let which =
            cue.start.checked_sub(1).filter(|at| *at > self.range.start && words.has(*at, Job::Relative));
        let aside = which.filter(|at| words.mark(at - 1, ","));
        let end = aside
            .and_then(|_| (cue.range.end..self.range.end).find(|at| words.mark(*at, ",")))
            .unwrap_or(self.range.end);
        let behind = complement::complement(words, cue, end);
        // `which first reported the deal`: who carried it said no more than that.
        let carried = behind.kind == Kind::Object
            && cue.verb.class == StatementClass::Report
            && cue.verb.mode == Mode::Indirect
            && !cue.negated;
        if carried && self.in_relative() {
            return None;
        }
        let mode = if cue.negated || cue.verb.mode == Mode::NonReport {
            let open = if cue.negated { cue.takes(Takes::Unsaid) } else { !cue.takes(Takes::Unsaid) };
            if !open || behind.kind == Kind::Nothing {
                return None;
            }
            Mode::NonReport
        } else if cue.verb.mode == Mode::Question && behind.kind == Kind::Object {
            // `asked members to wait`.
            Mode::Indirect
        } else {
            cue.verb.mode
        };
        let previous = cue.start.checked_sub(1).filter(|at| *at >= self.range.start);
        let joins = previous
            .is_some_and(|at| words.open(at) && (words.has(at, Job::Join) || words.is("conjunction", at)));
        let comma = previous.is_some_and(|at| words.mark(at, ","));
        // `asked not to be named` tells of nothing but the source.
        let unnamed =
            (cue.range.end..(cue.range.end + 5).min(self.range.end)).any(|at| words.has(at, Job::Unnamed));
        if unnamed && (words.has(behind.from, Job::Negation) || words.has(behind.from, Job::Unnamed)) {
            return None;
        }
        if cue.ing && cue.negated {
            // `spoke for an hour without mentioning the dam`.
            let open = behind.kind != Kind::Nothing && mode == Mode::NonReport;
            return open.then(|| self.shared(&behind, mode)).flatten();
        }
        if cue.ing && self.leads() {
            return self.leading(&behind, mode);
        }
        if cue.ing {
            // `The judges disagreed, saying the law was clear`.
            let led = comma && behind.kind != Kind::Nothing;
            return led
                .then(|| self.joined(before, &behind, mode).or_else(|| self.shared(&behind, mode)))
                .flatten();
        }
        if let Some(report) = self.inverted(previous, &behind, mode) {
            return Some(report);
        }
        if behind.kind != Kind::Nothing && (joins || comma && self.lists(before)) && !self.in_relative() {
            return self.joined(before, &behind, mode).or_else(|| self.shared(&behind, mode));
        }
        if self.leads() {
            return (behind.kind != Kind::Nothing).then(|| self.dropped(&behind, mode)).flatten();
        }
        if let Some(report) = self.remarked(mode) {
            return Some(report);
        }
        let subject = subject::subject(words, cue, self.floor)?;
        // `…, a charge Kelden denies`: the noun is what is denied.
        if cue.verb.is(Inflection::Ing)
            || remarks::denied(words, subject.start.saturating_sub(1))
            || remarks::denied(words, subject.start)
        {
            return None;
        }
        self.made(subject, &behind, mode)
    }

    pub(super) fn made(
        &self,
        subject: Subject,
        behind: &complement::Complement,
        mode: Mode,
    ) -> Option<Report> {
        let (words, cue) = (self.words, self.cue);
        let act = cue.verb.class == StatementClass::SpeechAct || behind.kind == Kind::Object;
        // `every guide repeats the tale`: what all do is nobody's word.
        let every = words.has(subject.start, Job::Every) && !words.is("genitive", subject.start + 1);
        if every && behind.kind != Kind::Quote && cue.verb.is(Inflection::Third) {
            return None;
        }
        // `Neither VCNA nor Orbis mentioned it`.
        let neither = words.has(subject.start, Job::Negation);
        let act = act && !neither;
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
        let doubted = act || cue.takes(Takes::Known);
        if subject.sure != Sure::Known && !resolved && doubted && voice.is_some() {
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
        if resolved && voices.len() == 1 {
            voices.extend(self.recall.interviewer(&voices[0]));
        }
        voices.extend(self.bracketed());
        let around = subject.clause..behind.from;
        // `“There is no truth in it,” the minister said of the report that …`.
        let of = behind.kind == Kind::Words
            && behind.from > cue.range.end + 2
            && words.has(cue.range.end, Job::Preposition)
            && words.is("genitive", cue.range.end)
            && words.quote_before(subject.start).is_some();
        // `As the minister said, the well was deep.`
        let before =
            subject.start.checked_sub(1 + usize::from(words.is("article", subject.start.saturating_sub(1))));
        let like = before.filter(|at| *at >= self.range.start && words.has(*at, Job::Likening));
        if behind.kind == Kind::Nothing
            && like == Some(self.range.start)
            && words.mark(behind.from, ",")
            && words.tensed(behind.from + 1..self.range.end)
        {
            let content = vec![ends::trimmed(words, behind.from + 1..self.range.end)?];
            let (start, from) = (self.range.start, behind.from + 1);
            return Some(self.draft(voices, start, start, Place::Behind, from, content, mode, SAYS, around));
        }
        if behind.kind == Kind::Nothing || of {
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

    /// Reads a second verb of a speaker: “… said the road was closed and promised a ferry”.
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

    /// Reads the verb of a subject that first did something else: “The board sealed the unit and said …”.
    fn shared(&self, behind: &complement::Complement, mode: Mode) -> Option<Report> {
        let words = self.words;
        let floor = self.floor_of(self.cue.start);
        // `bought by the board and declared unfit`: a passive shares its subject with no saying.
        let be = |verb: &usize| self.cue.ing || !words.has(*verb, Job::Be);
        let verb = words.verb_in(floor + 1..self.cue.start).filter(be)?;
        let other = Cue { range: verb..verb + 1, start: verb, ..self.cue.clone() };
        let subject = subject::subject(words, &other, floor)?;
        let mut report = self.made(subject, behind, mode).filter(|report| report.place == Place::Own)?;
        report.start = self.cue.start;
        Some(report)
    }

    /// Reads a verb without a subject at the beginning of a sentence: “Also said boats were being moved.”
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

    /// Tells whether nothing but adverbs stands before the verb.
    fn leads(&self) -> bool {
        let words = self.words;
        (self.range.start..self.cue.start).all(|at| words.has(at, Job::Adverb) || words.is("conjunction", at))
    }

    /// Reads a verb that opens its sentence, whose subject is that of a later one: “Denying that …, Ama Rao said …”.
    fn leading(&self, behind: &complement::Complement, mode: Mode) -> Option<Report> {
        if behind.kind == Kind::Nothing || mode == Mode::NonReport {
            return None;
        }
        let (from, content) = self.content(behind);
        let (start, around) = (self.cue.start, self.cue.start..behind.from);
        let report = self.draft(Vec::new(), start, start, Place::Ahead, from, content, mode, JOINED, around);
        Some(Report { inherited: true, ..report })
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
            .find(|at| {
                words.parts(*at)
                    || words.mark(*at, ",")
                    || words.has(*at, Job::Join) && at + 1 == self.cue.start
            })
            .map_or(self.floor, |at| at + 1);
        words.is("condition", start)
            || words.phrase(start, Job::Doubt).is_some()
                && !words.has(start, Job::Auxiliary)
                && !words.has(start, Job::Infinitive)
            || (self.cue.start > start && words.has(self.cue.start - 1, Job::Infinitive))
    }

    /// Tells whether a comma before the verb only parts it from another of the same subject: `praised the crew, promised …`.
    fn lists(&self, before: &[Report]) -> bool {
        let words = self.words;
        before.last().is_some_and(|report| {
            let object = report.class == StatementClass::SpeechAct || report.object;
            let between = report.cue.end..self.cue.start.saturating_sub(1);
            object && !between.into_iter().any(|at| words.mark(at, ",") || words.parts(at))
        })
    }

    fn in_relative(&self) -> bool {
        let before = self.cue.start.checked_sub(1);
        before.is_some_and(|at| self.words.has(at, Job::Relative) || self.words.is("that", at))
    }

    /// Returns the agency in brackets behind the verb: `said in an interview (Desh Samvad)`.
    pub(super) fn bracketed(&self) -> Option<Voice> {
        let words = self.words;
        let end = (self.cue.range.end + 8).min(self.range.end);
        let open = (self.cue.range.end..end).find(|at| matches!(words.surface(*at), "(" | "["))?;
        let close = words.past(open);
        let medium = words.has(open.saturating_sub(1), Job::Medium);
        listeners::relay(words, open + 1..close.checked_sub(1)?, medium)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "the fields of a report, named at each call by their variables"
    )]
    pub(super) fn draft(
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
