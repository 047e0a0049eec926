//! The set of packs.

use crate::{
    Amounts, Around, BylineBook, Calendar, Clauses, CountedWords, Error, FurnitureBook, Grammar, Happenings,
    NameBook, Offices, PackSource, Parties, RefusalBook, Result, Sayings, Sounds, Speech, Stems, TimeWords,
};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use tagger::Tagger;
use text::Tokens;

/// All packs, loaded and checked.
#[derive(Debug)]
pub struct Packs {
    packs: BTreeMap<String, Pack>,
    fingerprint: String,
    names: NameBook,
    furniture: FurnitureBook,
    bylines: BylineBook,
    calendar: Calendar,
    refusals: RefusalBook,
    sounds: Sounds,
    offices: Offices,
    small_words: SmallWords,
}

/// The small words of all languages in one table, to tell languages apart with one look at each word.
#[derive(Debug, Default)]
pub struct SmallWords {
    codes: Vec<String>,
    of: FxHashMap<String, u64>,
}

impl SmallWords {
    /// Joins the small words of packs; those past the 64th are left out.
    fn of_all(packs: &BTreeMap<String, Pack>) -> Self {
        let mut all = Self::default();
        for (at, pack) in packs.values().take(64).enumerate() {
            all.codes.push(pack.code.clone());
            for word in pack.grammar.stops() {
                *all.of.entry(word.to_owned()).or_default() |= 1 << at;
            }
        }
        all
    }

    /// Returns one bit for each language that has this small word, given in folded form.
    pub fn languages(&self, word: &str) -> u64 {
        self.of.get(word).copied().unwrap_or(0)
    }

    /// Returns how many words a text has, and how many of them are small words of each language.
    pub fn count(&self, text: &str) -> (u32, [u32; 64]) {
        let mut counts = [0; 64];
        let mut words = 0;
        let mut folded = String::new();
        for word in text.split(|c| !text::script::is_word_char(c)).filter(|word| !word.is_empty()) {
            words += 1;
            folded.clear();
            text::fold::fold_into(word, &mut folded);
            let mut languages = self.languages(&folded);
            while languages != 0 {
                counts[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
        (words, counts)
    }

    /// Returns the code of a language by the place of its bit.
    pub fn code(&self, at: usize) -> Option<&str> {
        self.codes.get(at).map(String::as_str)
    }
}

/// What is known of one language.
#[derive(Debug)]
pub struct Pack {
    /// What the pack says of itself.
    pub info: PackInfo,
    /// Its code: a BCP 47 tag, or `und` for what holds in every language.
    pub code: String,
    /// Small words and what they do.
    pub grammar: Grammar,
    /// Months, weekdays and halves of the day.
    pub calendar: Calendar,
    /// How it tells who said what.
    pub speech: Speech,
    /// What words do in its clauses, where it is read by them.
    pub clauses: Clauses,
    /// Its verbs of saying, where it is read by clauses.
    pub sayings: Sayings,
    /// Words that name happenings.
    pub happenings: Happenings,
    /// Words for those who take part in them.
    pub parties: Parties,
    /// Words of time.
    pub times: TimeWords,
    /// Numbers, approximators and units.
    pub amounts: Amounts,
    /// What the words in and around a name tell of it.
    pub around: Around,
    /// What is counted, and what becomes of it.
    pub counted: CountedWords,
    /// Endings that a word may lose when texts are searched.
    pub stems: Stems,
    /// What marks names by what was learned from marked text, where the language has it: `names.tagger`.
    pub tagger: Option<Tagger>,
    /// The hashes of the words that expressions of time begin with.
    time_openings: FxHashSet<u64>,
}

impl Pack {
    /// Loads and checks a pack with what its parents among all packs give it.
    fn load(source: &PackSource, sources: &[PackSource]) -> Result<Self> {
        let chain = chain(source, sources)?;
        let mut pack = Self {
            info: info(source)?,
            code: source.code().to_owned(),
            grammar: Grammar::load(&chain)?,
            calendar: Calendar::load(&chain)?,
            speech: Speech::load(&chain)?,
            clauses: Clauses::load(&chain)?,
            sayings: Sayings::load(&chain)?,
            happenings: Happenings::load(&chain)?,
            parties: Parties::load(&chain)?,
            times: TimeWords::load(&chain)?,
            amounts: Amounts::load(&chain)?,
            around: Around::load(&chain)?,
            counted: CountedWords::load(&chain)?,
            stems: Stems::load(&chain)?,
            tagger: tagger(&chain)?,
            time_openings: FxHashSet::default(),
        };
        let calendar =
            pack.calendar.months().openings(|_| true).chain(pack.calendar.weekdays().openings(|_| true));
        let amounts = pack.amounts.units().openings(|_| true).chain(pack.amounts.words().openings(|_| true));
        pack.time_openings = calendar.chain(amounts).chain(pack.times.openings()).collect();
        Ok(pack)
    }

    /// Tells whether the word at a token may begin an expression of time; digits may too.
    ///
    /// A yes may be wrong where two words share a hash, a no never is.
    pub fn may_open_time(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.time_openings.contains(&tokens.hash(at))
    }
}

/// What `pack.toml` says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackInfo {
    /// The language's English name.
    pub name: String,
    /// The language's own name.
    pub native: String,
    /// The ISO 15924 code of its script.
    pub script: String,
    /// The pack that it builds on; none for `und`.
    pub parent: Option<String>,
    /// The licence of its data.
    pub licence: String,
    /// Where its facts come from.
    pub sources: Vec<String>,
}

static EMBEDDED: LazyLock<Packs> = LazyLock::new(|| {
    let sources = PackSource::embedded().and_then(|sources| Packs::load(&sources));
    // A test loads the embedded packs, so a build that gets here with a bad one never passed.
    sources.unwrap_or_else(|error| panic!("the embedded language packs must load: {error}"))
});

impl Packs {
    /// Returns the packs that are compiled into the program, loaded once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Loads and checks packs.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let read = |source: &PackSource| Ok((source.code().to_owned(), Pack::load(source, sources)?));
        // Whatever is read first, the error told is that of the first pack.
        let all = || sources.par_iter().map(read).collect::<Vec<Result<(String, Pack)>>>();
        let books = || rayon::join(|| NameBook::load(sources), || FurnitureBook::load(sources));
        let ((names, furniture), packs) = rayon::join(books, all);
        let packs = packs.into_iter().collect::<Result<BTreeMap<String, Pack>>>()?;
        if !packs.contains_key("und") {
            return Err(Error::Missing { pack: "und".into(), file: "pack.toml".into() });
        }
        Ok(Self {
            small_words: SmallWords::of_all(&packs),
            packs,
            fingerprint: fingerprint(sources, &[]),
            names: names?,
            furniture: furniture?,
            bylines: BylineBook::load(sources)?,
            calendar: Calendar::of_all(sources)?,
            refusals: RefusalBook::load(sources)?,
            sounds: Sounds::load(sources)?,
            offices: Offices::load(sources)?,
        })
    }

    /// Returns the same packs with names that the user gave.
    pub fn with_names(sources: &[PackSource], tables: &[crate::Table]) -> Result<Self> {
        let mut packs = Self::load(sources)?;
        for table in tables {
            packs.names.add_user(table)?;
        }
        packs.fingerprint = fingerprint(sources, tables);
        Ok(packs)
    }

    /// Returns what stands for all that is in the packs: the same files and names give the same, others another.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Returns the pack for a BCP 47 tag: its own, else its language's, else `und`.
    pub fn get(&self, lang: &str) -> &Pack {
        let language = lang.split('-').next().unwrap_or(lang);
        self.packs
            .get(lang)
            .or_else(|| self.packs.get(language))
            .or_else(|| self.packs.get("und"))
            .unwrap_or_else(|| unreachable!("loading refuses a set without und"))
    }

    /// Tells whether there is a pack of its own for the language of a tag.
    pub fn knows(&self, lang: &str) -> bool {
        self.get(lang).code != "und"
    }

    /// Returns the small words of all languages.
    pub fn small_words(&self) -> &SmallWords {
        &self.small_words
    }

    /// Returns the packs by code.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.packs.values()
    }

    /// Returns the names known in any language.
    pub fn names(&self) -> &NameBook {
        &self.names
    }

    /// Returns the phrases that give furniture away, in any language.
    pub fn furniture(&self) -> &FurnitureBook {
        &self.furniture
    }

    /// Returns the words of bylines and date lines, in any language.
    pub fn bylines(&self) -> &BylineBook {
        &self.bylines
    }

    /// Returns the words of the calendar, in any language.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Returns what pages say that show nothing of what was asked for, in any language.
    pub fn refusals(&self) -> &RefusalBook {
        &self.refusals
    }

    /// Returns how the letters of any script sound.
    pub fn sounds(&self) -> &Sounds {
        &self.sounds
    }

    /// Returns what offices are called, in any language.
    pub fn offices(&self) -> &Offices {
        &self.offices
    }
}

fn info(source: &PackSource) -> Result<PackInfo> {
    let text = source
        .file("pack.toml")
        .ok_or_else(|| Error::Missing { pack: source.code().to_owned(), file: "pack.toml".to_owned() })?;
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
        Error::row(&source.label("pack.toml"), line, error.message())
    })
}

/// Returns the tagger of the nearest pack that has one.
fn tagger(chain: &[&PackSource]) -> Result<Option<Tagger>> {
    const FILE: &str = "names.tagger";
    let found = chain.iter().find_map(|source| Some((source.label(FILE), source.learned(FILE)?)));
    found
        .map(|(label, bytes)| {
            Tagger::from_bytes(bytes).map_err(|fault| Error::row(&label, 1, fault.to_string()))
        })
        .transpose()
}

/// Returns the pack and those it builds on, nearest first.
fn chain<'s>(source: &'s PackSource, sources: &'s [PackSource]) -> Result<Vec<&'s PackSource>> {
    let mut chain = vec![source];
    while let Some(parent) = info(chain[chain.len() - 1])?.parent {
        let found = sources.iter().find(|other| other.code() == parent);
        match found {
            Some(found) if !chain.iter().any(|known| known.code() == parent) => chain.push(found),
            _ => return Err(Error::Parent { pack: source.code().to_owned(), parent }),
        }
    }
    Ok(chain)
}

/// Returns a hash of all files and names.
fn fingerprint(sources: &[PackSource], tables: &[crate::Table]) -> String {
    let mut parts: Vec<&[u8]> = Vec::new();
    for source in sources {
        parts.push(source.code().as_bytes());
        for name in source.names() {
            parts.push(name.as_bytes());
            parts.push(source.file(name).unwrap_or_default().as_bytes());
        }
        parts.extend(source.all_learned().flat_map(|(name, bytes)| [name.as_bytes(), bytes]));
    }
    for table in tables {
        parts.extend(table.columns().iter().map(String::as_bytes));
        let cells =
            table.rows().iter().flat_map(|row| (0..table.columns().len()).map(|column| row.get(column)));
        parts.extend(cells.map(str::as_bytes));
    }
    model::id::content_hash(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_packs_load() {
        let sources = PackSource::embedded().unwrap();
        let packs = Packs::load(&sources).unwrap();
        assert!(packs.knows("hi") && packs.knows("en-GB") && !packs.knows("xx"));
        assert_eq!(packs.get("xx").code, "und");
    }
}
