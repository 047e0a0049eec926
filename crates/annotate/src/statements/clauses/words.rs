//! The words of an article as a reader of clauses sees them.

use crate::names::capital;
use crate::scene::Scene;
use lang::{Job, Jobs};
use model::{EntityType, SourceKind, Span, TimeExpr};
use std::ops::Range;
use text::{QuotePair, TokenKind};

/// A quotation of at least so many tokens is speech; a shorter one may only set words apart.
const SPEECH_TOKENS: usize = 5;
/// The most tokens of a bracket that is read over.
const LONGEST_BRACKET: usize = 40;

/// The words of an article with what each can do.
pub(super) struct Words<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    jobs: Vec<Jobs>,
    /// For each token, where the quotation or bracket that holds it ends; 0 outside.
    shut: Vec<u32>,
}

impl<'s, 'a> Words<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>) -> Self {
        let count = scene.tokens.len();
        let jobs = (0..count).map(|at| scene.pack.clauses.jobs(scene.tokens, at)).collect();
        let mut shut = vec![0u32; count];
        for pair in &scene.quotes {
            let range = scene.tokens.within(pair.outer);
            let end = range.end as u32;
            shut[range].fill(end);
        }
        let mut at = 0;
        while at < count {
            if shut[at] == 0 && matches!(scene.tokens.surface(at), "(" | "[") {
                let most = (at + LONGEST_BRACKET).min(count);
                if let Some(close) = (at..most).find(|at| matches!(scene.tokens.surface(*at), ")" | "]")) {
                    shut[at..=close].fill(close as u32 + 1);
                    at = close;
                }
            }
            at += 1;
        }
        let mut words = Self { scene, jobs, shut };
        words.shut_asides();
        words
    }

    /// Takes what stands between two dashes of a sentence for an aside: `The ministry — which had denied it — said …`.
    fn shut_asides(&mut self) {
        let scene = self.scene;
        for sentence in scene.sentences.iter() {
            let range = scene.tokens.within(sentence.span);
            let dash = |at: &usize| self.shut[*at] == 0 && matches!(self.surface(*at), "—" | "–" | "--");
            let mut dashes = range.clone().filter(dash);
            let (Some(first), Some(second), None) = (dashes.next(), dashes.next(), dashes.next()) else {
                continue;
            };
            let opens = self.has(first + 1, Job::Relative)
                || self.has(first + 1, Job::Determiner)
                || self.has(first + 1, Job::Preposition)
                || self.has(first + 1, Job::Adverb);
            let inside = first > range.start && second + 2 < range.end && second - first <= LONGEST_BRACKET;
            if inside && opens && self.shut[first..=second].iter().all(|end| *end == 0) {
                self.shut[first..=second].fill(second as u32 + 1);
            }
        }
    }

    /// Tells whether a token has a job.
    pub(super) fn has(&self, at: usize, job: Job) -> bool {
        self.jobs.get(at).is_some_and(|jobs| jobs.has(job))
    }

    /// Returns where the longest phrase with this job that starts at a token ends.
    pub(super) fn phrase(&self, at: usize, job: Job) -> Option<usize> {
        self.scene.pack.clauses.at(job, self.scene.tokens, at)
    }

    /// Tells whether a token stands outside quotations and brackets.
    pub(super) fn open(&self, at: usize) -> bool {
        self.shut.get(at).is_none_or(|end| *end == 0)
    }

    /// Returns where the quotation or bracket that holds a token ends; the next token outside any.
    pub(super) fn past(&self, at: usize) -> usize {
        self.shut.get(at).map_or(at + 1, |end| if *end == 0 { at + 1 } else { *end as usize })
    }

    /// Returns where the quotation or bracket that ends before a token starts; the token before outside any.
    pub(super) fn back(&self, end: usize, floor: usize) -> usize {
        let mut at = end.saturating_sub(1);
        if self.open(at) {
            return at;
        }
        let close = self.shut[at];
        while at > floor && self.shut[at - 1] == close {
            at -= 1;
        }
        at
    }

    /// Returns the token as published.
    pub(super) fn surface(&self, at: usize) -> &'a str {
        self.scene.tokens.surface(at)
    }

    /// Tells whether a token is this mark, outside quotations.
    pub(super) fn mark(&self, at: usize, mark: &str) -> bool {
        self.open(at) && self.surface(at) == mark
    }

    /// Tells whether a token is a mark that parts clauses.
    pub(super) fn parts(&self, at: usize) -> bool {
        self.open(at) && (matches!(self.surface(at), ";" | ":") || self.dash(at))
    }

    /// Tells whether a token is a dash between clauses, or one of two hyphens typed for it.
    pub(super) fn dash(&self, at: usize) -> bool {
        let items = self.scene.tokens.items();
        let hyphen = |at: usize| {
            items
                .get(at)
                .is_some_and(|token| self.scene.tokens.surface(at) == "-" && token.kind == TokenKind::Mark)
        };
        let apart = |one: usize, two: usize| match (items.get(one), items.get(two)) {
            (Some(one), Some(two)) => one.span.end < two.span.start,
            _ => true,
        };
        match self.surface(at) {
            "—" | "–" | "--" => true,
            "-" => {
                let double =
                    hyphen(at + 1) && !apart(at, at + 1) || at > 0 && hyphen(at - 1) && !apart(at - 1, at);
                double || at > 0 && hyphen(at) && apart(at - 1, at) && apart(at, at + 1)
            }
            _ => false,
        }
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.scene.tokens.items().get(at).is_some_and(|token| token.kind != TokenKind::Mark)
    }

    /// Tells whether a token is of a class of the grammar.
    pub(super) fn is(&self, class: &str, at: usize) -> bool {
        self.scene.is(class, at)
    }

    /// Tells whether a token begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.is_word(at) && capital(self.surface(at))
    }

    /// Returns the quotation that starts at a token, with its tokens, and whether it is long enough to be speech.
    pub(super) fn quote_at(&self, at: usize) -> Option<(QuotePair, Range<usize>, bool)> {
        let pair = *self.scene.quote_opening_at(at)?;
        let speech = self.scene.tokens.within(pair.inner).len() >= SPEECH_TOKENS;
        Some((pair, self.scene.tokens.within(pair.outer), speech))
    }

    /// Tells whether a quotation ends just before a token.
    pub(super) fn quote_before(&self, at: usize) -> Option<QuotePair> {
        let last = at.checked_sub(1).filter(|last| !self.open(*last))?;
        let pair = *self.scene.quote_around(last)?;
        (self.scene.tokens.within(pair.outer).end == at).then_some(pair)
    }

    /// Tells whether a clause with a tense may stand in a range: a verb with one stands behind its first word.
    pub(super) fn tensed(&self, range: Range<usize>) -> bool {
        self.verb_in(range).is_some()
    }

    /// Returns the first verb with a tense in a range, not counting participles that stand before a noun.
    pub(super) fn verb_in(&self, range: Range<usize>) -> Option<usize> {
        let start = range.start;
        range.filter(|at| self.open(*at)).find(|at| {
            let at = *at;
            if self.has(at, Job::Auxiliary) {
                return true;
            }
            let attribute = at == start
                || self.has(at - 1, Job::Determiner)
                || self.has(at - 1, Job::Genitive)
                || self.has(at - 1, Job::Preposition);
            let saying = || {
                self.scene
                    .pack
                    .sayings
                    .at(self.scene.tokens, at)
                    .is_some_and(|(_, verb)| verb.is(lang::Inflection::Past))
            };
            !attribute && !self.capital(at) && (self.has(at, Job::Finite) || saying())
        })
    }

    /// Returns the time expression that holds a token; not one that begins the name of a paper: `the Evening Plough`.
    pub(super) fn time_around(&self, at: usize) -> Option<&'a TimeExpr> {
        self.scene.time_around(at).filter(|time| {
            let range = self.scene.tokens.within(time.span);
            let last = range.end - 1;
            let article =
                self.is("article", range.start) || range.start > 0 && self.is("article", range.start - 1);
            let masthead = article
                && self.capital(last)
                && range.end - range.start <= 2
                && self.capital(range.end)
                && self.open(range.end);
            !masthead
        })
    }

    /// Tells whether a word of time names how often a paper comes out: `the weekly Dawn Register`.
    pub(super) fn issue(&self, at: usize) -> bool {
        at > 0 && self.is("article", at - 1) && !self.capital(at) && self.capital(at + 1)
    }

    /// Returns the first verb with a tense in a range that is no participle beside its noun: not in `the sheet filed by police`.
    pub(super) fn main_verb(&self, range: Range<usize>) -> Option<usize> {
        let mut from = range.start;
        while let Some(verb) = self.verb_in(from..range.end) {
            let beside = !self.has(verb, Job::Auxiliary)
                && self.has(verb, Job::Participle)
                && (verb + 1 == range.end && !self.is("that", verb + 1)
                    || self.has(verb + 1, Job::Preposition)
                    || self.has(verb + 1, Job::Adverb)
                    || self.time_around(verb + 1).is_some());
            if !beside {
                return Some(verb);
            }
            from = verb + 1;
        }
        None
    }

    /// Returns where the expression of time at a token ends.
    pub(super) fn time_end(&self, at: usize) -> Option<usize> {
        let time = self.time_around(at)?;
        Some(self.scene.tokens.within(time.span).end.max(at + 1))
    }

    /// Returns the span of a range of tokens without marks at its ends.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        super::super::content::span_of(self.scene, range)
    }

    /// Tells what kind of source a range names, if it is a known one.
    pub(super) fn source_kind(&self, range: Range<usize>) -> Option<SourceKind> {
        let (mention, found) = self.scene.mention_starting_at(range.start)?;
        (found.end == range.end).then(|| self.scene.entity(&mention.entity)?.source).flatten()
    }

    /// Tells whether a range names a person.
    pub(super) fn person(&self, range: Range<usize>) -> bool {
        self.scene.mentions_in(range).any(|(mention, _)| mention.kind == EntityType::Per)
    }
}
