//! Words that name happenings: `happenings.tsv`.
//!
//! A phrase is words in a row; `~` behind a word stands for any form of that verb, `_` for up to seven other words, and
//! `{ban,state of siege}` for any of these.
//! A row whose first column begins with `=` names a set of words; `with` says that one of these, or of a named set,
//! stands in the same clause: `>` before them behind the phrase, `<` before it, `!` that none of them does.
//! Where verbs stand before their objects, a phrase of a verb and its object is found in the passive too: `lift~ _ ban`
//! finds “the ban on flights was lifted”.

mod pattern;

use crate::verbs::{VerbForm, Verbs};
use crate::{PackSource, Phrases, Result, Row, Table};
use pattern::{Part, Pattern, openings, words_of};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use text::Tokens;

/// The sets that rules ask for; a pack may name others for its own rows.
pub const SETS: &[&str] = &[
    // May stand inside a phrase (भी, also).
    "between",
    // Makes what follows, or what stands before it, somebody's deed (by, द्वारा).
    "by",
    // The happening was called off or put off.
    "cancel",
    // Opens a clause of its own (which, जिसमें).
    "clause",
    // It is to come.
    "coming",
    // A sentence on a field where words of war are figures of speech; one is enough.
    "figure",
    // Such a field; it takes two.
    "figure-hint",
    // Opens the credit of a picture.
    "credit",
    // A sentence on a film or a book: nothing of it happened.
    "fiction",
    // Opens a link to another article.
    "link",
    // It may be.
    "maybe",
    // Behind a noun: the noun only says of which kind this is (strike ballot).
    "modifier",
    // It is not.
    "not",
    // What stands in or around the phrase was over (after, के बाद).
    "over",
    // Before a verb: somebody undergoes it (was); behind it (गया).
    "passive",
    // Before a place: where it happened (in, में).
    "place",
    // Between a verb and whom it is done to (to, against, को, पर).
    "upon",
    // Between those who act together (with, के साथ).
    "together",
    // What would have been (would have).
    "unreal",
];

/// The sets that rules ask for where verbs stand before their objects.
pub const ORDERED_SETS: &[&str] = &[
    // May stand between a word and what tells its kind (widely).
    "adverb",
    // A verb that says no more than that its noun began or goes on (began a strike).
    "beginning",
    // A verb that is no accusation unless somebody is its object (blamed).
    "blaming",
    // Before an infinitive: what it names was done (managed to).
    "carried-out",
    // Before a word: it is a noun (his, several).
    "determiner",
    // Before the infinitive of a verb (to).
    "infinitive",
    // Before a bare verb: it is one (will, they).
    "licence",
    // Makes a condition of a sentence that it opens (Had they).
    "inverted",
    // A verb that tells nothing without its object (held talks).
    "light",
    // Behind a verb, a part of it (off).
    "particle",
    // Behind what somebody says they will do: it is a threat.
    "unless",
];

/// How many tokens around a phrase its companions are looked for.
const COMPANY: usize = 12;
/// How many behind it, where only that side counts: an object stands near its verb.
const BESIDE: usize = 8;

/// The words that name happenings in one language.
#[derive(Clone, Debug, Default)]
pub struct Happenings {
    kinds: Vec<(Happening, Option<Company>)>,
    patterns: Vec<Pattern>,
    /// Patterns by the hash of their first word.
    by_word: FxHashMap<u64, Vec<u32>>,
    /// Patterns by the verb they begin with.
    by_verb: FxHashMap<u32, Vec<u32>>,
    verbs: Verbs,
    sets: BTreeMap<String, Phrases<()>>,
    contexts: Phrases<String>,
}

/// A kind of happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The PLOVER event, a class in lower case for what PLOVER has no type for, or `none` for a look-alike.
    pub event: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// Who takes part, and how.
    pub build: Build,
}

/// How the participants of a happening stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// All act alike: a meeting.
    Mutual,
    /// One acts upon another.
    Directed,
    /// One acts.
    Single,
    /// Somebody undergoes it.
    Passive,
}

/// Where a phrase is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Place<'r> {
    /// It ends before this token, where its clause does.
    pub limit: usize,
    /// Where the next clause ends: a phrase goes on there whose next word opens it (warned that it would).
    pub beyond: usize,
    /// Its companions stand inside.
    pub company: &'r Range<usize>,
    /// The word is a noun here, so that no phrase fits that begins with a verb.
    pub noun: bool,
}

/// A phrase found in a text.
#[derive(Clone, Debug)]
pub struct Hit<'p> {
    /// Its tokens.
    pub range: Range<usize>,
    /// Where what stands before its first gap ends, if anything stands in it.
    pub head: usize,
    /// What it names.
    pub happening: &'p Happening,
    /// The form of the verb that it begins with, if any.
    pub verb: Option<VerbForm>,
    /// The form of the verb that it ends with, if any.
    pub last: Option<VerbForm>,
    /// Where its verb begins, if its object stands before it: the ban was lifted.
    pub passive: Option<usize>,
}

/// How good a phrase is: its own words, the others among them, whether it asks for company and begins with a verb.
type Rank = (usize, Reverse<usize>, bool, bool);

/// What must stand, or must not stand, near a phrase.
#[derive(Clone, Debug)]
struct Company {
    side: Side,
    words: Phrases<()>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Any,
    Before,
    Behind,
    Nowhere,
}

impl Happenings {
    /// Reads `happenings.tsv`, `contexts.tsv` and `verbs.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut happenings = Self { verbs: Verbs::load(chain)?, ..Self::default() };
        for source in chain.iter().rev() {
            if let Some(table) = source.table("contexts.tsv", &["context", "phrases"])? {
                for row in table.rows() {
                    row.parts(1)
                        .for_each(|phrase| drop(happenings.contexts.insert(phrase, row.get(0).to_owned())));
                }
            }
            let columns = ["event", "mode", "build", "with", "phrases"];
            let Some(table) = source.table("happenings.tsv", &columns)? else { continue };
            for row in table.rows() {
                match row.get(0).strip_prefix('=') {
                    Some(name) => happenings.add_set(name, row),
                    None => happenings.add_row(&table, row)?,
                }
            }
        }
        Ok(happenings)
    }

    fn add_set(&mut self, name: &str, row: &Row) {
        let forms: Vec<String> = row.parts(4).flat_map(|phrase| self.spelled(phrase)).collect();
        let set = self.sets.entry(name.to_owned()).or_default();
        for form in forms {
            set.insert(&form, ());
        }
    }

    fn add_row(&mut self, table: &Table, row: &Row) -> Result<()> {
        let build = match row.get(2) {
            "mutual" => Build::Mutual,
            "directed" => Build::Directed,
            "single" => Build::Single,
            "passive" => Build::Passive,
            other => return Err(table.fault(row, format!("no build {other:?}"))),
        };
        let mode = Some(row.get(1)).filter(|mode| !mode.is_empty()).map(str::to_owned);
        let happening = Happening { event: row.get(0).to_owned(), mode, build };
        let company = self.company(table, row)?;
        let kind = self.kinds.len() as u32;
        self.kinds.push((happening, company));
        for phrase in row.parts(4).flat_map(openings) {
            let parts: Vec<Part> = words_of(&phrase).flat_map(|word| self.part(word)).collect();
            if matches!(parts.last(), Some(Part::Gap)) {
                return Err(table.fault(row, format!("{phrase:?} ends with no word")));
            }
            let passive = self.passive(&parts);
            if !self.add_pattern(Pattern { parts, kind }) {
                return Err(table.fault(row, format!("{phrase:?} begins with no word")));
            }
            passive.map(|parts| self.add_pattern(Pattern { parts, kind }));
        }
        Ok(())
    }

    /// Files a pattern under what it begins with; tells whether it begins with a word.
    fn add_pattern(&mut self, pattern: Pattern) -> bool {
        let number = self.patterns.len() as u32;
        let firsts: Vec<&Part> = match pattern.parts.first() {
            Some(Part::Any(ways)) => ways.iter().filter_map(|way| way.first()).collect(),
            first => first.into_iter().collect(),
        };
        for first in firsts {
            let numbers = match first {
                Part::Word(hash, _) => self.by_word.entry(*hash).or_default(),
                Part::Verb(verb) => self.by_verb.entry(*verb).or_default(),
                Part::Gap | Part::Any(_) | Part::Undergone => return false,
            };
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
        self.patterns.push(pattern);
        true
    }

    fn company(&self, table: &Table, row: &Row) -> Result<Option<Company>> {
        let field = row.get(3);
        let mut side = Side::Any;
        let mut words = Phrases::default();
        if field.is_empty() {
            return Ok(None);
        }
        for (mark, of) in [('>', Side::Behind), ('<', Side::Before), ('!', Side::Nowhere)] {
            if field.starts_with(mark) {
                side = of;
            }
        }
        for part in field.trim_start_matches(['>', '<', '!']).split('|').map(str::trim) {
            match part.strip_prefix('=') {
                Some(name) => {
                    let rows = table.rows().iter().filter(|row| row.get(0).strip_prefix('=') == Some(name));
                    let phrases: Vec<&str> = rows.flat_map(|row| row.parts(4)).collect();
                    if phrases.is_empty() {
                        return Err(table.fault(row, format!("no set {name:?}")));
                    }
                    for phrase in phrases {
                        for form in self.spelled(phrase) {
                            words.insert(&form, ());
                        }
                    }
                }
                None => {
                    for form in self.spelled(part) {
                        words.insert(&form, ());
                    }
                }
            }
        }
        Ok(Some(Company { side, words }))
    }

    /// Returns a phrase with every form of its verbs.
    fn spelled(&self, phrase: &str) -> Vec<String> {
        let mut all = vec![String::new()];
        for word in phrase.split_whitespace() {
            let forms: Vec<String> = match word.strip_suffix('~') {
                Some(verb) => self.verbs.forms(verb).into_iter().map(|(form, _)| form).collect(),
                None => vec![word.to_owned()],
            };
            all = all
                .iter()
                .flat_map(|start| forms.iter().map(move |form| format!("{start} {form}")))
                .collect();
        }
        all
    }

    /// Returns how verbs change.
    pub fn verbs(&self) -> &Verbs {
        &self.verbs
    }

    /// Returns the words that tell to which field a happening belongs: PLOVER's contexts.
    pub fn contexts(&self) -> &Phrases<String> {
        &self.contexts
    }

    /// Returns every kind of happening that the phrases name.
    pub fn kinds(&self) -> impl Iterator<Item = &Happening> {
        self.kinds.iter().map(|(happening, _)| happening)
    }

    /// Returns where the longest phrase of a set that starts at a token ends.
    pub fn in_set(&self, set: &str, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        self.sets.get(set)?.longest_at(tokens, at).map(|(end, ())| end)
    }

    /// Tells whether the language has such a set.
    pub fn knows(&self, set: &str) -> bool {
        self.sets.contains_key(set)
    }

    /// Tells whether a word is a form of a verb that tells of what is to come.
    pub fn is_coming(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        tokens.items().get(at).is_some()
            && self.verbs.of(tokens.hash(at), tokens.key(at)).any(|(_, form)| form == VerbForm::Coming)
    }

    /// Returns the forms that a word may be of verbs that phrases have.
    pub fn verb_forms<'v>(
        &'v self,
        tokens: &'v Tokens<'_>,
        at: usize,
    ) -> impl Iterator<Item = VerbForm> + 'v {
        let word = tokens.items().get(at).map(|_| (tokens.hash(at), tokens.key(at)));
        word.into_iter().flat_map(|(hash, key)| self.verbs.of(hash, key)).map(|(_, form)| form)
    }

    /// Tells whether a word is a form of a verb that any phrase has.
    pub fn is_verb(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        tokens.items().get(at).is_some() && self.verbs.of(tokens.hash(at), tokens.key(at)).next().is_some()
    }

    /// Returns the best phrase at a token: that with most words, and of these the one that asks for company.
    pub fn at(&self, tokens: &Tokens<'_>, at: usize, place: Place<'_>) -> Option<Hit<'_>> {
        tokens.items().get(at)?;
        let (hash, key) = (tokens.hash(at), tokens.key(at));
        let mut best: Option<(Rank, Hit<'_>)> = None;
        let mut take = |number: u32, verb: Option<VerbForm>| {
            let pattern = &self.patterns[number as usize];
            let Some(run) = self.runs(pattern, tokens, at, &place) else { return };
            let end = run.end;
            let (happening, company) = &self.kinds[pattern.kind as usize];
            let asks = company.as_ref().is_some_and(|company| company.side != Side::Nowhere);
            // The one with most words of its own wins; of these the one in fewest words of the text, then the one that asks
            // for company, then a verb.
            let finite = verb.is_some_and(|form| form != VerbForm::Going);
            let words = run.words;
            let slack = (end - at).saturating_sub(words);
            let rank: Rank = (words, Reverse(slack), asks, finite);
            if best.as_ref().is_some_and(|(known, _)| *known >= rank) {
                return;
            }
            if company.as_ref().is_some_and(|company| !company.fits(tokens, at..end, place.company)) {
                return;
            }
            let (head, last) = (run.head, run.last.or(verb));
            best = Some((rank, Hit { range: at..end, head, happening, verb, last, passive: run.verb }));
        };
        for number in self.by_word.get(&hash).into_iter().flatten() {
            take(*number, None);
        }
        for (verb, form) in self.verbs.of(hash, key) {
            if place.noun && form != VerbForm::Going {
                continue;
            }
            for number in self.by_verb.get(&verb).into_iter().flatten() {
                take(*number, Some(form));
            }
        }
        best.map(|(_, hit)| hit)
    }
}

impl Company {
    fn fits(&self, tokens: &Tokens<'_>, phrase: Range<usize>, clause: &Range<usize>) -> bool {
        let most = if self.side == Side::Behind { BESIDE } else { COMPANY };
        let before = phrase.start.saturating_sub(most).max(clause.start)..phrase.start;
        let behind = phrase.end..clause.end.min(phrase.end + most);
        let has = |range: Range<usize>| {
            let end = range.end;
            range.into_iter().any(|at| self.words.longest_at(tokens, at).is_some_and(|(to, ())| to <= end))
        };
        match self.side {
            Side::Any => has(before) || has(behind),
            Side::Before => has(before),
            Side::Behind => has(behind),
            Side::Nowhere => !has(before) && !has(behind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::Packs;
    use text::Tokens;

    fn check(lang: &str, text: &str, expected: Option<(&str, &str)>) {
        let tokens = Tokens::of(text);
        let happenings = &Packs::embedded().get(lang).happenings;
        let found = (0..tokens.len()).find_map(|at| {
            happenings.at(
                &tokens,
                at,
                Place { limit: tokens.len(), beyond: tokens.len(), company: &(0..tokens.len()), noun: false },
            )
        });
        let shown = found.map(|hit| {
            let span = tokens.span(hit.range).unwrap();
            (hit.happening.event.as_str(), span.of(text).unwrap())
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn phrases_match_forms_and_company() {
        check("en", "police arrested nine", Some(("COERCE", "arrested")));
        check("en", "a heart attack", Some(("none", "heart attack")));
        check("hi", "आरोप भी लगाया", Some(("ACCUSE", "आरोप भी लगाया"))); // also accused
        check("hi", "आरोप की सूची लंबी है", None); // the list of charges is long
        // Alternatives, an object before its verb, and a word that opens the next clause.
        check("en", "they tore up the treaty", Some(("SANCTION", "tore up the treaty")));
        check(
            "en",
            "the ban on flights was finally lifted",
            Some(("RETREAT", "ban on flights was finally lifted")),
        );
        check("en", "the lid was lifted", None);
    }

    #[test]
    fn the_sets_that_rules_ask_for_are_those_of_the_packs() {
        for pack in Packs::embedded().iter().filter(|pack| matches!(pack.code.as_str(), "en" | "hi")) {
            for set in super::SETS {
                assert!(pack.happenings.sets.contains_key(*set), "{} has no set {set}", pack.code);
            }
        }
        for set in super::ORDERED_SETS {
            assert!(Packs::embedded().get("en").happenings.sets.contains_key(*set), "en has no set {set}");
        }
    }
}
