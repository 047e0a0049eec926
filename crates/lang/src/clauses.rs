//! What words do in a clause, for languages whose subject stands before its verb without a marker: `clauses.tsv`.

use crate::{PackSource, Phrases, Result};
use std::collections::BTreeMap;
use text::{Tokens, fold};

/// What a word can do in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Says how or when (also, later, quickly).
    Adverb,
    /// How words came before the public, as a participle (aired, published).
    Aired,
    /// Helps a verb (has, would).
    Auxiliary,
    /// Before the author of a paper (by).
    Author,
    /// A form of to be, which makes a passive.
    Be,
    /// A noun for what somebody claims, before “that” (allegation, promise).
    Claimed,
    /// Begins a clause with a subject of its own behind another (but, while).
    Contrast,
    /// Points at who is known already (the).
    Definite,
    /// Begins a noun phrase (the, his, two).
    Determiner,
    /// What somebody could have given, and did not (comment, word).
    Answer,
    /// Before a verb that nobody can do (not possible to).
    Impossible,
    /// Before a verb it says that this has not happened (would, if).
    Doubt,
    /// Begins a line that names who shared in the text (With inputs from).
    Credit,
    /// Tells that a woman is meant: a title, a pronoun or a given name.
    Female,
    /// Stands before a kind of which all are meant (every).
    Every,
    /// A verb with a tense, by itself or by its ending.
    Finite,
    /// The mark of an owner ('s).
    Genitive,
    /// Heads an object that is won, paid or counted, not said (title, refund).
    Prize,
    /// A text as it lies before somebody (copy, transcript).
    Copy,
    /// Behind a verb of saying it is no content (goodbye, nothing).
    Idle,
    /// Before a verb in its plain form (to).
    Infinitive,
    /// The -ing form of a verb.
    Ing,
    /// A verb for the talk of an outlet with somebody (interviewed, spoke to).
    Interview,
    /// What a saying may happen at (rally, hearing).
    Occasion,
    /// Joins equals (and, or).
    Join,
    /// Before a colon it names a kind of line, not a speaker (Related, Photo).
    Label,
    /// Tells what something is like (as).
    Likening,
    /// Tells that a man is meant.
    Male,
    /// What a saying may stand in (statement, interview).
    Medium,
    /// Negates the verb.
    Negation,
    /// Heads a subject that is nobody (there, reports, which).
    Nobody,
    /// A pronoun as object (him).
    Object,
    /// Before whom a paper comes from (from).
    Origin,
    /// Tells whose somebody or something is (her family).
    Owner,
    /// A paper with an author (memo, charge sheet).
    Paper,
    /// A participle, which opens a phrase without a subject (published, speaking).
    Participle,
    /// More than one, by itself or by its ending.
    Plural,
    /// Begins a phrase of place, time or manner.
    Preposition,
    /// A word in the names of newspapers and channels (News, Courier).
    Press,
    /// A verb in the present, which reported speech puts into the past (is, has).
    Present,
    /// A helper that reported speech uses for what was or will be (had, would).
    Backshift,
    /// Says what something is like, by itself or by its ending (baseless).
    Quality,
    /// Begins an indirect question.
    Question,
    /// Before a source that was quoted (citing).
    Quoting,
    /// Begins what the writer adds behind an attribution (after, during).
    Reason,
    /// Begins a relative clause (who).
    Relative,
    /// How an outlet got a paper (seen, obtained).
    Seen,
    /// Begins a clause inside another.
    Subordinate,
    /// Says that a quoted source says something (as saying).
    Reported,
    /// Who speaks for another (spokesman).
    Through,
    /// Before what somebody is warned of (against, over).
    Matter,
    /// Stands before a time (on, late).
    TimeBefore,
    /// Tells that somebody is not to be named (anonymity).
    Unnamed,
    /// What a claim can be, as a participle (verified).
    Verified,
    /// How somebody sees it (in her view).
    View,
    /// A noun for something said that may be passed on (report, remarks).
    Word,
    /// How words came, as a participle (carried, given).
    Passed,
}

const JOBS: &[(&str, Job)] = &[
    ("adverb", Job::Adverb),
    ("aired", Job::Aired),
    ("answer", Job::Answer),
    ("author", Job::Author),
    ("auxiliary", Job::Auxiliary),
    ("be", Job::Be),
    ("claimed", Job::Claimed),
    ("contrast", Job::Contrast),
    ("credit", Job::Credit),
    ("definite", Job::Definite),
    ("determiner", Job::Determiner),
    ("doubt", Job::Doubt),
    ("every", Job::Every),
    ("female", Job::Female),
    ("finite", Job::Finite),
    ("genitive", Job::Genitive),
    ("idle", Job::Idle),
    ("impossible", Job::Impossible),
    ("infinitive", Job::Infinitive),
    ("ing", Job::Ing),
    ("interview", Job::Interview),
    ("join", Job::Join),
    ("label", Job::Label),
    ("likening", Job::Likening),
    ("male", Job::Male),
    ("matter", Job::Matter),
    ("medium", Job::Medium),
    ("negation", Job::Negation),
    ("nobody", Job::Nobody),
    ("object", Job::Object),
    ("occasion", Job::Occasion),
    ("origin", Job::Origin),
    ("owner", Job::Owner),
    ("paper", Job::Paper),
    ("participle", Job::Participle),
    ("passed", Job::Passed),
    ("plural", Job::Plural),
    ("copy", Job::Copy),
    ("prize", Job::Prize),
    ("preposition", Job::Preposition),
    ("present", Job::Present),
    ("backshift", Job::Backshift),
    ("press", Job::Press),
    ("quality", Job::Quality),
    ("question", Job::Question),
    ("quoting", Job::Quoting),
    ("reason", Job::Reason),
    ("relative", Job::Relative),
    ("reported", Job::Reported),
    ("seen", Job::Seen),
    ("subordinate", Job::Subordinate),
    ("through", Job::Through),
    ("time-before", Job::TimeBefore),
    ("unnamed", Job::Unnamed),
    ("verified", Job::Verified),
    ("view", Job::View),
    ("word", Job::Word),
];

/// The jobs of one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Jobs(u64);

impl Jobs {
    /// Tells whether this job is among them.
    pub fn has(self, job: Job) -> bool {
        self.0 & (1 << job as u64) != 0
    }
}

/// The words of clauses in one language; empty where its clauses are read by markers.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    phrases: Phrases<Jobs>,
    /// Tokens that hold a mark and would be cut if they stood alone ('s), by their compared form.
    glued: BTreeMap<String, Jobs>,
    endings: Vec<(String, Jobs)>,
}

/// The fewest letters that an ending leaves of a word.
const LEAST_STEM: usize = 2;

impl Clauses {
    /// Reads `clauses.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut clauses = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("clauses.tsv", &["class", "phrases"])? else { continue };
            for row in table.rows() {
                let job = JOBS
                    .iter()
                    .find(|(name, _)| *name == row.get(0))
                    .map(|(_, job)| 1u64 << *job as u64)
                    .ok_or_else(|| table.fault(row, format!("no class {:?}", row.get(0))))?;
                for phrase in row.parts(1) {
                    clauses.add(phrase, job);
                }
            }
        }
        Ok(clauses)
    }

    fn add(&mut self, phrase: &str, job: u64) {
        if let Some(ending) = phrase.strip_prefix('-').filter(|ending| !ending.is_empty()) {
            match self.endings.iter_mut().find(|(known, _)| known == ending) {
                Some((_, jobs)) => jobs.0 |= job,
                None => self.endings.push((ending.to_owned(), Jobs(job))),
            }
            return;
        }
        if !phrase.contains(char::is_whitespace) && Tokens::of(phrase).len() > 1 {
            self.glued.entry(fold(phrase)).or_default().0 |= job;
        }
        let known = self.phrases.get(phrase).copied().unwrap_or_default();
        self.phrases.insert(phrase, Jobs(known.0 | job));
    }

    /// Tells whether the language is read by its clauses.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Returns what the token alone can do.
    pub fn jobs(&self, tokens: &Tokens<'_>, at: usize) -> Jobs {
        if let Some(jobs) = self.phrases.exact(tokens, at..at + 1) {
            return *jobs;
        }
        let key = tokens.key(at);
        if let Some(jobs) = self.glued.get(key) {
            return *jobs;
        }
        let ends = |ending: &str| {
            key.strip_suffix(ending).is_some_and(|stem| {
                stem.len() >= LEAST_STEM && stem.bytes().all(|byte| byte.is_ascii_lowercase())
            })
        };
        Jobs(self.endings.iter().filter(|(ending, _)| ends(ending)).fold(0, |all, (_, jobs)| all | jobs.0))
    }

    /// Returns where the longest phrase with this job that starts at a token ends.
    pub fn at(&self, job: Job, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        match self.phrases.longest_at(tokens, at) {
            Some((end, jobs)) if jobs.has(job) => Some(end),
            _ => self.jobs(tokens, at).has(job).then_some(at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn words_and_endings_have_jobs() {
        let clauses = &Packs::embedded().get("en").clauses;
        let has = |text: &str, job| clauses.jobs(&Tokens::of(text), 0).has(job);
        assert!(has("Quietly", Job::Adverb) && has("walked", Job::Finite) && has("the", Job::Determiner));
        assert!(clauses.jobs(&Tokens::of("the mayor's"), 2).has(Job::Genitive));
        assert!(!has("ly", Job::Adverb) && !has("bridge", Job::Finite));
        assert_eq!(clauses.at(Job::Contrast, &Tokens::of("even as they met"), 0), Some(2));
        assert!(Packs::embedded().get("hi").clauses.is_empty());
    }
}
