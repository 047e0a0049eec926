//! Small words of a language and what they do: `grammar.tsv`.

use crate::{Error, PackSource, Phrases, Result};
use std::collections::{BTreeSet, HashSet};
use text::{SentenceMarks, Tokens, fold};

/// The classes that `grammar.tsv` may name.
///
/// A class says what a phrase does in a sentence, not what it means, so that rules written once serve every pack.
pub const CLASSES: &[&str] = &[
    // After a noun phrase: it acts (ने). Languages without such a word leave the class empty.
    "agent",
    // After a noun phrase: any other case marker (को, से, में …).
    "case",
    // Joins two noun phrases as owner and owned (का, के, की).
    "genitive",
    // Opens reported content (कि, that).
    "that",
    // Joins clauses or noun phrases (और, लेकिन, but).
    "conjunction",
    // Negates (नहीं, not).
    "negation",
    // Stands for the last speaker (उन्होंने, he).
    "pronoun",
    // A pronoun that stands for a body, never for a person (it).
    "body",
    // Opens a passage in the narrator's own voice (बता दें कि).
    "narrator",
    // Points at what was just said (यह जानकारी).
    "this",
    // Forms of to be and other verbs that end a clause (है, था, गया).
    "verb",
    // Marks something to come (आगामी, होने वाली, will).
    "future",
    // Marks something possible (सकता है, may).
    "possible",
    // Opens a condition (अगर, if).
    "condition",
    // Too common to tell texts apart.
    "stop",
    // A full stop after it ends no sentence.
    "abbreviation",
    // With a capital it opens a sentence, as do words of the classes stop, pronoun and negation.
    "opener",
    // The article before a noun (the, a).
    "article",
    // Follows a title without being a name (चुनाव, पद, election).
    "not_name",
    // Says that something planned will not be (रद्द, called off).
    "cancel",
    // Says that an amount comes on top of another (अतिरिक्त, another).
    "more",
    // Takes an amount out of a larger one (में से, of them).
    "part",
    // Points at nobody before a marker of sources (इस हवाले से).
    "nobody",
    // Behind a comma: the writer holds something against what somebody said (हालांकि).
    "objection",
    // Sets a clause against the one before, with or without a comma (लेकिन, जबकि).
    "contrast",
    // A word that tells of several; `*ों` is an ending of such words (दोनों, पक्षों).
    "plural",
    // Points into what the sentence before named (इसमें).
    "therein",
    // Names a talk that somebody else prints or sends (साक्षात्कार).
    "talk",
    // Says of what another told that it is so (पुष्टि).
    "confirming",
    // Names what finds out by itself whether something is so (पोस्टमार्टम, जांच).
    "trial",
];

/// The small words of one language.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    phrases: Phrases<Classes>,
    known: BTreeSet<&'static str>,
    stop: HashSet<String>,
    plural: Plural,
    therein: HashSet<String>,
    talk: HashSet<String>,
    confirming: HashSet<String>,
    trial: HashSet<String>,
    marks: SentenceMarks,
}

/// What tells of several: words, and endings of words.
#[derive(Clone, Debug, Default)]
struct Plural {
    words: HashSet<String>,
    endings: Vec<String>,
}

/// The classes of one phrase.
pub type Classes = BTreeSet<&'static str>;

impl Grammar {
    /// Reads `grammar.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut grammar = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("grammar.tsv", &["class", "phrases"])? else { continue };
            for row in table.rows() {
                let class = *CLASSES.iter().find(|class| **class == row.get(0)).ok_or_else(|| {
                    table.fault(row, format!("no class {:?}; there are {CLASSES:?}", row.get(0)))
                })?;
                for phrase in row.parts(1) {
                    grammar.add(class, phrase).ok_or_else(|| {
                        Error::row(
                            table.file(),
                            row.line,
                            format!("{phrase:?} holds no word and can never match"),
                        )
                    })?;
                }
            }
        }
        Ok(grammar)
    }

    fn add(&mut self, class: &'static str, phrase: &str) -> Option<()> {
        if Tokens::of(phrase).is_empty() {
            return None;
        }
        self.known.insert(class);
        match class {
            "stop" => {
                self.stop.insert(fold(phrase));
                self.marks.openers.insert(fold(phrase));
            }
            "abbreviation" => {
                self.marks.abbreviations.insert(fold(phrase));
            }
            "plural" => match phrase.strip_prefix('*') {
                Some(ending) => self.plural.endings.push(fold(ending)),
                None => drop(self.plural.words.insert(fold(phrase))),
            },
            "confirming" => drop(self.confirming.insert(fold(phrase))),
            "trial" => drop(self.trial.insert(fold(phrase))),
            "talk" => drop(self.talk.insert(fold(phrase))),
            "therein" => drop(self.therein.insert(fold(phrase))),
            "opener" => {
                self.marks.openers.insert(fold(phrase));
            }
            _ => {
                if class == "pronoun" || class == "negation" {
                    self.marks.openers.insert(fold(phrase));
                }
                let mut classes = self.phrases.get(phrase).cloned().unwrap_or_default();
                classes.insert(class);
                self.phrases.insert(phrase, classes);
            }
        }
        Some(())
    }

    /// Returns where the longest phrase of this class that starts at a token ends.
    pub fn at(&self, class: &str, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        self.longest(tokens, at, |classes| classes.contains(class))
    }

    /// Returns where the longest phrase of this class that ends before a token starts.
    pub fn before(&self, class: &str, tokens: &Tokens<'_>, end: usize) -> Option<usize> {
        (end.saturating_sub(4)..end).find(|from| {
            self.phrases.exact(tokens, *from..end).is_some_and(|classes| classes.contains(class))
        })
    }

    /// Tells whether the token alone is of this class.
    pub fn is(&self, class: &str, tokens: &Tokens<'_>, at: usize) -> bool {
        self.phrases.exact(tokens, at..at + 1).is_some_and(|classes| classes.contains(class))
    }

    /// Tells whether the language has words of this class.
    pub fn knows(&self, class: &str) -> bool {
        self.known.contains(class)
    }

    /// Tells whether the token alone is a small word: of any class but those that nouns belong to.
    pub fn is_small(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let classes = self.phrases.exact(tokens, at..at + 1);
        classes.is_some_and(|classes| {
            classes.iter().any(|class| !matches!(*class, "not_name" | "cancel" | "more"))
        }) || self.is_stop(tokens.key(at))
    }

    /// Returns the words that carry no meaning of their own, in folded form and in no order.
    pub fn stops(&self) -> impl Iterator<Item = &str> {
        self.stop.iter().map(String::as_str)
    }

    /// Returns a number for what the token alone does, 0 where nothing is known; equal numbers mean the same class.
    ///
    /// It is the place in [`CLASSES`] of the first class of its name, plus one: models that were learned with these
    /// numbers need the order of that list to stay.
    pub fn number(&self, tokens: &Tokens<'_>, at: usize) -> u8 {
        let class = self.phrases.exact(tokens, at..at + 1).and_then(|classes| classes.first());
        let place = class.and_then(|class| CLASSES.iter().position(|known| known == class));
        place.map_or(0, |place| place as u8 + 1)
    }

    /// Tells whether a folded word is too common to tell texts apart.
    pub fn is_stop(&self, key: &str) -> bool {
        self.stop.contains(key)
    }

    /// Tells whether a folded word tells of several.
    pub fn is_plural(&self, key: &str) -> bool {
        self.plural.words.contains(key)
            || self.plural.endings.iter().any(|ending| key.ends_with(ending.as_str()))
    }

    /// Tells whether a folded word points into what the sentence before named.
    pub fn is_therein(&self, key: &str) -> bool {
        self.therein.contains(key)
    }

    /// Tells whether a folded word says of what another told that it is so.
    pub fn is_confirming(&self, key: &str) -> bool {
        self.confirming.contains(key)
    }

    /// Tells whether a folded word names what finds out by itself whether something is so.
    pub fn is_trial(&self, key: &str) -> bool {
        self.trial.contains(key)
    }

    /// Tells whether a folded word names a talk.
    pub fn is_talk(&self, key: &str) -> bool {
        self.talk.contains(key)
    }

    /// Returns what decides where sentences end.
    pub fn sentence_marks(&self) -> &SentenceMarks {
        &self.marks
    }

    fn longest(&self, tokens: &Tokens<'_>, at: usize, wanted: impl Fn(&Classes) -> bool) -> Option<usize> {
        (at + 1..=(at + 4).min(tokens.len()))
            .rev()
            .find(|end| self.phrases.exact(tokens, at..*end).is_some_and(&wanted))
    }
}
