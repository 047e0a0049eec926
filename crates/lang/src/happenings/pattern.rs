//! The words of one phrase, and how they run in a text.

use super::{Happenings, Place};
use crate::verbs::VerbForm;
use text::Tokens;

/// How many words a `_` stands for.
const GAP: usize = 7;
/// How many words may stand between an object and the auxiliaries of its verb in the passive.
const APART: usize = 5;
/// How many small words may stand between two words of a phrase.
const BETWEEN: usize = 2;

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) parts: Vec<Part>,
    pub(super) kind: u32,
}

/// How a pattern runs in a text.
pub(super) struct Run {
    pub(super) end: usize,
    /// Where its words before the first gap end, if anything stands in it.
    pub(super) head: usize,
    /// The form of its last verb behind the first word.
    pub(super) last: Option<VerbForm>,
    /// Where its verb begins in the passive.
    pub(super) verb: Option<usize>,
    /// How many of the words are its own.
    pub(super) words: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Word(u64, String),
    Verb(u32),
    Gap,
    /// Any of these, each words in a row.
    Any(Vec<Vec<Part>>),
    /// The auxiliaries of a passive.
    Undergone,
}

impl Happenings {
    /// Returns a pattern of a verb and its object in the passive.
    pub(super) fn passive(&self, parts: &[Part]) -> Option<Vec<Part>> {
        let (Part::Verb(verb), rest) = parts.split_first()? else { return None };
        let is_particle = |part: &Part| match part {
            Part::Word(_, key) => ["particle", "upon", "together", "over", "infinitive"]
                .iter()
                .any(|set| self.sets.get(*set).is_some_and(|set| set.folded(key).is_some())),
            _ => false,
        };
        let particles: Vec<Part> = rest.iter().take_while(|part| is_particle(part)).cloned().collect();
        let object = &rest[particles.len()..];
        let object = object.strip_prefix(&[Part::Gap]).unwrap_or(object);
        let plain = |part: &Part| match part {
            Part::Any(ways) => {
                ways.iter().flatten().all(|part| matches!(part, Part::Word(..)) && !is_particle(part))
            }
            part => matches!(part, Part::Word(..)) && !is_particle(part),
        };
        if !self.knows("particle") || object.is_empty() || !object.iter().all(plain) {
            return None;
        }
        let mut passive = object.to_vec();
        passive.push(Part::Undergone);
        passive.push(Part::Verb(*verb));
        passive.extend(particles);
        Some(passive)
    }

    /// Returns the parts that a word of a phrase stands for.
    pub(super) fn part(&mut self, word: &str) -> Vec<Part> {
        if word == "_" {
            return vec![Part::Gap];
        }
        if let Some(ways) = word.strip_prefix('{').and_then(|ways| ways.strip_suffix('}')) {
            let way = |way: &str| way.split_whitespace().flat_map(|word| self.part(word)).collect();
            return vec![Part::Any(ways.split(',').map(way).collect())];
        }
        if let Some(verb) = word.strip_suffix('~') {
            return vec![Part::Verb(self.verbs.number(verb))];
        }
        let tokens = Tokens::of(word);
        (0..tokens.len()).map(|at| Part::Word(tokens.hash(at), tokens.key(at).to_owned())).collect()
    }

    /// Returns how a pattern runs from a token on.
    pub(super) fn runs(
        &self,
        pattern: &Pattern,
        tokens: &Tokens<'_>,
        at: usize,
        place: &Place<'_>,
    ) -> Option<Run> {
        let mut here = at;
        let mut limit = place.limit.min(tokens.len());
        let mut head = None;
        let mut last = None;
        let mut skip = 0;
        let mut gap = None;
        let mut verb = None;
        let mut words = 0;
        for (number, part) in pattern.parts.iter().enumerate() {
            if matches!(part, Part::Gap) {
                skip = GAP;
                gap = Some(here);
                continue;
            }
            if matches!(part, Part::Undergone) {
                here = self.undergone(tokens, here, limit)?;
                verb = Some(here);
                // What became of something tells more than what it is: `the embargo on grain was lifted`.
                words += 1;
                continue;
            }
            let mut left = if number == 0 || verb == Some(here) { 0 } else { skip.max(BETWEEN) };
            if here == limit
                && here < tokens.len()
                && matches!(part, Part::Word(hash, _) if tokens.hash(here) == *hash)
            {
                limit = place.beyond.min(tokens.len());
            }
            loop {
                if let Some((end, form)) = self.meets(part, tokens, here, limit) {
                    last = if number > 0 { form.or(last) } else { last };
                    words += if matches!(part, Part::Any(_)) { end - here } else { 1 };
                    head = head.or(gap.filter(|gap| *gap < here));
                    here = end;
                    break;
                }
                let passes = skip > 0 || here < limit && self.in_set("between", tokens, here).is_some();
                if left == 0 || here >= limit || !passes {
                    return None;
                }
                here += 1;
                left -= 1;
            }
            skip = 0;
        }
        Some(Run { end: here, head: head.unwrap_or(here), last, verb, words })
    }

    /// Returns where a part ends that begins at a token, and the form of its verb.
    fn meets(
        &self,
        part: &Part,
        tokens: &Tokens<'_>,
        at: usize,
        limit: usize,
    ) -> Option<(usize, Option<VerbForm>)> {
        if at >= limit {
            return None;
        }
        match part {
            Part::Word(hash, key) => {
                (tokens.hash(at) == *hash && tokens.key(at) == key).then_some((at + 1, None))
            }
            Part::Verb(verb) => {
                let mut forms = self.verbs.of(tokens.hash(at), tokens.key(at));
                forms.find(|(of, _)| of == verb).map(|(_, form)| (at + 1, Some(form)))
            }
            Part::Any(ways) => {
                let row = |way: &Vec<Part>| {
                    way.iter().try_fold((at, None), |(here, form), part| {
                        self.meets(part, tokens, here, limit).map(|(end, next)| (end, next.or(form)))
                    })
                };
                ways.iter().filter_map(row).max_by_key(|(end, _)| *end)
            }
            Part::Gap | Part::Undergone => None,
        }
    }

    /// Returns where the auxiliaries of a passive end that begin near a token: what an object is of may stand before
    /// them (the ban on flights has been).
    fn undergone(&self, tokens: &Tokens<'_>, from: usize, limit: usize) -> Option<usize> {
        let is = |set: &str, at: usize| at < limit && self.in_set(set, tokens, at).is_some();
        let most = limit.min(from + APART);
        let first =
            (from..most).find(|at| is("passive", *at) || is("clause", *at) || tokens.surface(*at) == ",")?;
        let mut end = first;
        while is("passive", end) || is("adverb", end) || is("between", end) && end > first {
            end += 1;
        }
        is("passive", first).then_some(end)
    }
}

/// Returns a phrase once for each of the words that it may begin with.
pub(super) fn openings(phrase: &str) -> Vec<String> {
    match phrase.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((ways, rest)) => ways.split(',').map(|way| format!("{way}{rest}")).collect(),
        None => vec![phrase.to_owned()],
    }
}

/// Returns the words of a phrase; what stands between braces is one.
pub(super) fn words_of(phrase: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    let parts = phrase.split(move |letter: char| {
        inside = (inside || letter == '{') && letter != '}';
        !inside && letter.is_whitespace()
    });
    parts.filter(|word| !word.is_empty())
}
