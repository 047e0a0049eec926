//! Whom a pronoun or a dropped subject stands for.

use super::listeners;
use super::reading::Report;
use super::words::Words;
use crate::voice::Voice;
use lang::Job;
use model::{EntityType, LinkRole, Mode};
use std::ops::Range;

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;
/// How many sentences back who spoke is kept.
const SPOKE: usize = 6;

/// Who spoke and was named last.
#[derive(Clone, Debug, Default)]
pub(super) struct Recall {
    /// The sentence that is read now.
    at: usize,
    block: usize,
    /// The last who spoke, newest last, with the sentence.
    spoke: Vec<(usize, Voice)>,
    /// Persons whom the last sentences name.
    named: Vec<(usize, Voice)>,
    /// The person with whom the last sentence that has one begins.
    topic: Option<(usize, Voice)>,
    /// The last body that spoke or acted.
    body: Option<(usize, Voice)>,
    /// The last several who acted.
    group: Option<(usize, Voice)>,
    /// The voices of the sentence before, in the same block.
    continues: Option<(usize, usize, Vec<Voice>)>,
    /// Whether the sentence before ends inside a quotation that is never closed.
    unclosed: bool,
    /// Whom an outlet interviewed in the last sentence, and the outlet.
    talk: Option<(usize, Voice, Voice)>,
    /// For whom a pronoun stood, and whether it was a woman's.
    known: Vec<(Voice, bool)>,
}

impl Recall {
    /// Moves on to a sentence.
    pub(super) fn enter(&mut self, block: usize) {
        self.at += 1;
        self.block = block;
        let least = self.at.saturating_sub(REACH);
        self.spoke.retain(|(at, _)| *at >= self.at.saturating_sub(SPOKE));
        self.named.retain(|(seen, _)| *seen >= least);
    }

    /// Takes in whom a sentence names, then who speaks in it.
    pub(super) fn see(&mut self, words: &Words<'_, '_>, range: Range<usize>, reports: &[Report]) {
        for (mention, found) in words.scene.mentions_in(range.clone()) {
            let known = super::phrase::voice(words, found.clone()).map(|(voice, _)| voice);
            let Some(voice) = known else { continue };
            match mention.kind {
                EntityType::Per => {
                    self.named.retain(|(_, other)| !other.same(&voice));
                    self.named.push((self.at, voice));
                }
                EntityType::Org if found.start <= range.start + 1 => self.body = Some((self.at, voice)),
                _ => {}
            }
        }
        let subject = super::opening_subject(words, range.clone());
        if let Some(name) = super::opening_name(words, range.clone()) {
            self.named.retain(|(_, other)| !other.same(&name));
            self.named.push((self.at, name.clone()));
            self.topic = Some((self.at, name));
        }
        if let Some(voice) = subject.clone().filter(|voice| voice.role == LinkRole::Speaker) {
            self.topic = Some((self.at, voice));
        }
        match subject {
            // A paper too is what `it` stands for: `A statement put the loss at nine. It made no mention of …`.
            Some(voice)
                if matches!(
                    voice.role,
                    LinkRole::Official | LinkRole::Agency | LinkRole::Media | LinkRole::Document
                ) =>
            {
                self.body = Some((self.at, voice));
            }
            Some(voice) if voice.entity.is_none() && voice.described => {
                let several = voice.range.clone().any(|at| words.has(at, Job::Plural));
                match several {
                    true => self.group = Some((self.at, voice)),
                    false => self.named.push((self.at, voice)),
                }
            }
            _ => {}
        }
        if reports.is_empty()
            && let Some((person, outlet)) = talk(words, range.clone())
        {
            self.named.retain(|(_, other)| !other.same(&person) && !other.same(&outlet));
            self.named.push((self.at, person.clone()));
            self.talk = Some((self.at, person, outlet));
        }
        for report in reports {
            let Some(voice) = report.voices.first() else { continue };
            if voice.resolved && voice.range.len() == 1 && voice.role == LinkRole::Speaker {
                let gender = [Job::Female, Job::Male].map(|job| words.has(voice.range.start, job));
                if gender[0] != gender[1] && !self.known.iter().any(|(known, _)| known.same(voice)) {
                    self.known.push((voice.clone(), gender[0]));
                }
            }
            // Who passes it on may be what `it` stands for: `Tessera, quoting a soldier, reported …. It said …`.
            if let Some(outer) = report.voices.last().filter(|_| report.voices.len() > 1) {
                let name = outer.entity.is_none() && !outer.described && outer.range.len() == 1;
                let media = matches!(outer.role, LinkRole::Agency | LinkRole::Media);
                if media || name || listeners::press(words, outer.range.clone()) {
                    self.body = Some((self.at, outer.clone()));
                    continue_with(&mut self.spoke, self.at, voice);
                    continue;
                }
            }
            match voice.role {
                // Who asks is not who answers.
                LinkRole::Speaker | LinkRole::Anonymous if report.mode == Mode::Question => {}
                LinkRole::Speaker if listeners::press(words, voice.range.clone()) => {
                    self.body = Some((self.at, voice.clone()));
                }
                LinkRole::Speaker | LinkRole::Anonymous => {
                    self.spoke.retain(|(_, other)| !other.same(voice));
                    self.spoke.push((self.at, voice.clone()));
                }
                LinkRole::Official | LinkRole::Agency | LinkRole::Media => {
                    self.body = Some((self.at, voice.clone()))
                }
                _ => {}
            }
        }
        let last =
            reports.iter().rev().find(|report| report.mode != Mode::NonReport && !report.voices.is_empty());
        let end = range.end.saturating_sub(1);
        self.unclosed = words.scene.quote_around(end).is_some_and(|pair| pair.unclosed);
        self.continues = last.map(|report| (self.at, self.block, report.voices.clone()));
    }

    /// Returns the outlet to which somebody gave an interview in the sentence before.
    pub(super) fn interviewer(&self, voice: &Voice) -> Option<Voice> {
        let (at, person, outlet) = self.talk.as_ref()?;
        (*at + 1 == self.at && person.same(voice)).then(|| outlet.clone())
    }

    /// Returns whose quotation the block before left open.
    pub(super) fn left_open(&self) -> Option<Vec<Voice>> {
        let (at, block, voices) = self.continues.as_ref()?;
        (*at + 1 == self.at && *block + 1 == self.block && self.unclosed).then(|| voices.clone())
    }

    /// Returns the voices under which the sentence before stands, in the same block.
    pub(super) fn continues(&self) -> Option<Vec<Voice>> {
        let (at, block, voices) = self.continues.as_ref()?;
        (*at + 1 == self.at && *block == self.block).then(|| voices.clone())
    }

    /// Returns the voice itself, or whom it stands for, and whether it was a pronoun; `None` where nobody can tell.
    pub(super) fn resolve(&self, words: &Words<'_, '_>, voice: Voice) -> (Option<Voice>, bool) {
        let at = voice.range.start;
        let owner = words.has(at, Job::Owner) && !words.is("pronoun", at) && !words.has(at, Job::Object);
        if voice.range.len() != 1 || !words.is("pronoun", at) && !words.has(at, Job::Object) && !owner {
            return (Some(known_role(words, &voice).unwrap_or(voice)), false);
        }
        // `By its own count`.
        let thing = owner && !words.has(at, Job::Female) && !words.has(at, Job::Male);
        let found = match thing || words.is("body", at) {
            true => {
                let body = self.body.as_ref().filter(|(seen, _)| self.at - seen <= REACH);
                // A name of which nothing is known may be a body's: `TNA said …. It did not say …`.
                let name = |(_, voice): &&(usize, Voice)| {
                    voice.entity.is_none() && !voice.described && voice.range.len() == 1
                };
                body.or_else(|| self.spoke.last().filter(name)).map(|(_, voice)| voice.clone())
            }
            false if words.has(at, Job::Plural) => self.group(words),
            false => self.person(words, at),
        };
        let found =
            found.map(|known| Voice { span: voice.span, range: voice.range, resolved: true, ..known });
        (found, true)
    }

    fn group(&self, words: &Words<'_, '_>) -> Option<Voice> {
        let plural = |voice: &&(usize, Voice)| {
            let last = voice.1.range.end.saturating_sub(1);
            voice.1.entity.is_none() && voice.1.range.clone().any(|at| words.has(at, Job::Plural))
                || voice.1.role == LinkRole::Official && words.has(last, Job::Plural)
        };
        let acted = self.group.as_ref().filter(|(seen, _)| self.at - seen <= REACH);
        let spoke = self.spoke.iter().rev().find(plural);
        let last = [spoke, acted].into_iter().flatten().max_by_key(|(seen, _)| *seen);
        last.map(|(_, voice)| voice.clone())
    }

    /// Returns the person whom a pronoun fits: who spoke last, else the only one whom the sentences before name.
    fn person(&self, words: &Words<'_, '_>, at: usize) -> Option<Voice> {
        let wanted = [Job::Female, Job::Male].map(|job| words.has(at, job));
        let gender = |voice: &Voice| {
            if let Some((_, woman)) = self.known.iter().find(|(known, _)| known.same(voice)) {
                return (*woman, !woman);
            }
            let has =
                |job| voice.range.clone().any(|at| words.has(at, job)) || self.titled(words, voice, job);
            (has(Job::Female), has(Job::Male))
        };
        let fits = |voice: &Voice| {
            let (female, male) = gender(voice);
            !(wanted[0] && male && !female || wanted[1] && female && !male)
        };
        let agrees = |voice: &Voice| {
            let (female, male) = gender(voice);
            wanted[0] && female || wanted[1] && male
        };
        let one = |voice: &Voice| {
            !voice
                .range
                .clone()
                .any(|at| words.has(at, Job::Plural) && voice.entity.is_none() && voice.described)
        };
        // `The owner could not be reached. … he said`: whom the sentence before is about stands nearer than who spoke
        // earlier.
        let spoken = self.spoke.iter().rev().find(|(_, voice)| one(voice) && fits(voice));
        let topic = self.topic.as_ref().filter(|(seen, voice)| {
            *seen + 1 == self.at && one(voice) && fits(voice) && spoken.is_some_and(|(at, _)| at < seen)
        });
        if let Some((_, topic)) = topic.filter(|_| spoken.is_some_and(|(_, voice)| !agrees(voice))) {
            return Some(topic.clone());
        }
        if let Some((_, voice)) = spoken
            && (agrees(voice)
                || self.spoke.iter().filter(|(_, other)| one(other) && fits(other)).count() == 1
                || self.spoke.last().is_some_and(|(seen, last)| last.same(voice) && *seen + 1 >= self.at))
        {
            return Some(voice.clone());
        }
        let mut fitting = self.named.iter().map(|(_, voice)| voice).filter(|voice| fits(voice));
        let only = fitting.next()?;
        fitting.next().is_none().then(|| only.clone())
    }

    /// Tells whether the words right before a name say so: `Mrs Rao`, `the chairwoman, Ama Rao`.
    fn titled(&self, words: &Words<'_, '_>, voice: &Voice, job: Job) -> bool {
        let start = voice.range.start;
        (start.saturating_sub(3)..start)
            .any(|at| words.open(at) && words.has(at, job) && !words.is("pronoun", at))
    }
}

/// Notes who spoke, where it is a person.
fn continue_with(spoke: &mut Vec<(usize, Voice)>, at: usize, voice: &Voice) {
    if matches!(voice.role, LinkRole::Speaker | LinkRole::Anonymous) {
        spoke.retain(|(_, other)| !other.same(voice));
        spoke.push((at, voice.clone()));
    }
}

/// Returns who spoke to which outlet: `Northline interviewed Gil Tancred`, `Gil Tancred gave an interview to Northline`.
fn talk(words: &Words<'_, '_>, range: Range<usize>) -> Option<(Voice, Voice)> {
    let (verb, past) = range
        .clone()
        .skip(1)
        .find_map(|at| Some((at, words.phrase(at, Job::Interview).filter(|_| words.open(at))?)))?;
    let before = super::phrase::bare(words, range.start..verb);
    let end = super::phrase::source_end(words, past, range.end);
    let person = |range: Range<usize>| {
        let found =
            words.scene.mentions_in(range.clone()).find(|(mention, _)| mention.kind == EntityType::Per);
        let (_, name) = found?;
        super::phrase::voice(words, name).map(|(voice, _)| voice)
    };
    let stop = super::phrase::phrase_end(words, past, end);
    let outlet = |range: Range<usize>| listeners::masthead(words, range);
    // Who is asked stands behind the verb, or before it.
    if let Some(outlet) = outlet(past..stop)
        && let Some(person) = person(before.clone())
    {
        return Some((person, outlet));
    }
    Some((person(past..end)?, outlet(before)?))
}

/// Returns whom a role stands for that the text points at as known: `the agency said`, after its name.
fn known_role(words: &Words<'_, '_>, voice: &Voice) -> Option<Voice> {
    let Range { start, end } = voice.range.clone();
    let pointed = start.checked_sub(1).is_some_and(|at| words.has(at, Job::Definite));
    let (head_end, role) = words.scene.pack.speech.head_at(words.scene.tokens, start)?;
    let alone = pointed && voice.entity.is_none() && head_end == end;
    alone.then(|| crate::voice::bare(words.scene, start, end, role)).flatten()
}
