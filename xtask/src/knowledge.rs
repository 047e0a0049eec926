//! Draws up the tables of places that ship with the packs, from open tables: `packs/und/territories.tsv` from CLDR's
//! names of territories and `packs/und/places.tsv` from GeoNames' cities.
//!
//! What is kept by hand in `entities.tsv` and `names.tsv` goes before: of a place known there only names in languages
//! are taken that it has none in. A name of one word that means something else, or that people bear, is left out
//! ([`Doubts`]): a town that nobody finds is better than a word that becomes one.
//! The same files give the same tables, byte by byte.

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;
use lang::{Known, PackSource, Packs};
use model::EntityType;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use text::{Script, Tokens, dominant_script, fold};

/// The languages whose names of cities are taken, each with its script; GeoNames does not tell languages apart.
const CITY_LANGS: [(&str, Script); 4] =
    [("en", Script::Latin), ("hi", Script::Devanagari), ("ko", Script::Hangul), ("ru", Script::Cyrillic)];

/// A word as frequent as this (Zipf: the logarithm of how often it stands in a billion words) means something else.
const FREQUENT: f32 = 2.5;

/// A word of marked text is a place where it stands for one in so many of a hundred places, having stood so often.
const PLACE_SHARE: usize = 60;
const SURE_SHARE: usize = 85;
const SEEN: usize = 2;

/// Of two cities of one name the larger is meant where it is so many times larger.
const LARGER: u64 = 4;

/// So many spellings of one city in one language are taken.
const SPELLINGS: usize = 3;

/// The files, and which cities are large enough.
pub(crate) struct Sources {
    pub(crate) cldr: PathBuf,
    pub(crate) cities: PathBuf,
    pub(crate) people: Option<PathBuf>,
    pub(crate) frequencies: Option<PathBuf>,
    pub(crate) marked: Vec<PathBuf>,
    /// The fewest people a city has.
    pub(crate) least: u64,
    /// The fewest in countries of their own, by two letters.
    pub(crate) near: Vec<(String, u64)>,
}

/// Writes both tables into a folder.
pub(crate) fn run(sources: &Sources, folder: &Path) -> Result<()> {
    // The tables of before must not stand in the way of those of now.
    let mut packs = PackSource::embedded()?;
    packs.iter_mut().for_each(|source| source.leave_out(&["places.tsv", "territories.tsv"]));
    let packs_loaded = Packs::load(&packs)?;
    let doubts = Doubts::of(sources, &packs)?;
    let cldr = table(&sources.cldr)?;
    let (territories, countries) = territories(&cldr, &packs_loaded, &doubts)?;
    let places = places(&table(&sources.cities)?, &countries, sources, &packs_loaded, &doubts)?;
    for (name, text) in [("territories.tsv", territories), ("places.tsv", places)] {
        let path = folder.join(name);
        std::fs::write(&path, &text).with_context(|| format!("write {}", path.display()))?;
        println!("{}: {} rows, {} bytes", path.display(), text.lines().count() - 3, text.len());
    }
    Ok(())
}

/// What speaks against a word being the name of a place.
struct Doubts {
    /// The words of all tables of the packs but those of names.
    words: BTreeSet<String>,
    /// The frequent words of a list.
    frequent: BTreeSet<String>,
    /// What people are called.
    people: BTreeSet<String>,
    /// How often a word stands in marked text, and how often for a place.
    marked: BTreeMap<String, (usize, usize)>,
}

impl Doubts {
    fn of(sources: &Sources, packs: &[PackSource]) -> Result<Self> {
        const NAMES: [&str; 5] = ["demonyms.tsv", "entities.tsv", "names.tsv", "sounds.tsv", "wikidata.tsv"];
        let mut words = BTreeSet::new();
        for source in packs {
            for name in source.names().filter(|name| name.ends_with(".tsv") && !NAMES.contains(name)) {
                let cells = source.file(name).unwrap_or_default().split(['\t', '\n', '|', ' ']);
                words.extend(cells.filter(|cell| !cell.is_empty()).map(fold));
            }
        }
        let mut frequent = BTreeSet::new();
        if let Some(path) = &sources.frequencies {
            for row in rows(&read(path)?) {
                if row.get(1).and_then(|zipf| zipf.parse::<f32>().ok()).is_some_and(|zipf| zipf >= FREQUENT) {
                    frequent.insert(fold(&row[0]));
                }
            }
        }
        let mut people = BTreeSet::new();
        if let Some(path) = &sources.people {
            for line in read(path)?.lines() {
                let forms = line.split(" => ").next().unwrap_or_default();
                people.extend(forms.split(", ").filter(|form| !form.is_empty()).map(fold));
            }
        }
        let mut marked: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for path in &sources.marked {
            for row in rows(&read(path)?).filter(|row| row.len() >= 2) {
                let seen = marked.entry(fold(&row[0])).or_default();
                seen.0 += 1;
                seen.1 += usize::from(row[1].ends_with("LOCATION") || row[1].ends_with("NEL"));
            }
        }
        Ok(Self { words, frequent, people, marked })
    }

    /// Tells whether a name may stand for a place wherever it stands.
    fn allow(&self, name: &str) -> bool {
        let tokens = Tokens::of(name);
        if tokens.len() != 1 {
            let telling = |word: &str| {
                let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                letters >= 3 && !self.words.contains(word) && !self.frequent.contains(word)
            };
            return (0..tokens.len()).any(|at| telling(tokens.key(at)));
        }
        let word = tokens.key(0);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let short = match dominant_script(name) {
            Some(Script::Hangul) => 2,
            Some(Script::Latin) => 5,
            _ => 4,
        };
        let (seen, places) = self.marked.get(word).copied().unwrap_or_default();
        if seen >= SEEN && places * 100 >= seen * SURE_SHARE {
            return !self.words.contains(word);
        }
        letters >= short
            && !self.words.contains(word)
            && !self.frequent.contains(word)
            && !self.people.contains(word)
            && (seen < SEEN || places * 100 >= seen * PLACE_SHARE)
    }
}

/// Returns the table of territories, and the key of each country by its two letters.
fn territories(
    cldr: &[BTreeMap<String, String>],
    packs: &Packs,
    doubts: &Doubts,
) -> Result<(String, BTreeMap<String, String>)> {
    let langs: Vec<&str> = cldr.first().map_or(Vec::new(), |row| {
        row.keys()
            .map(String::as_str)
            .filter(|key| packs.knows(key) && !["kind", "code"].contains(key))
            .collect()
    });
    let mut countries = BTreeMap::new();
    let mut lines = BTreeSet::new();
    for row in cldr.iter().filter(|row| row["kind"] == "territory") {
        let code = row["code"].as_str();
        if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) || row["en"].is_empty() {
            continue;
        }
        let known = packs.names().exactly(&row["en"]).filter(|known| known.kind == EntityType::Loc);
        let key = known.map_or_else(|| slug(&row["en"]), |known| known.key.clone());
        if known.is_some_and(|known| known.is_country) {
            countries.insert(code.to_owned(), key.clone());
        }
        let name = |lang: &&str| {
            let name = row[*lang].as_str();
            // Words of the scripts in which the packs find most may be words of another language there.
            let shared = [Script::Cyrillic, Script::Devanagari, Script::Latin].map(Some);
            let taken = has(known, lang) || shared.contains(&dominant_script(name)) && !doubts.allow(name);
            if taken { String::new() } else { name.to_owned() }
        };
        let names: Vec<String> = langs.iter().map(name).collect();
        let of = known.and_then(|known| known.of.clone()).unwrap_or_default();
        let kind = if known.is_some_and(|known| known.is_country) { "country" } else { "region" };
        lines.insert(format!("{key}\tLOC\t{kind}\t{of}\t{}\t{}", row["en"], names.join("\t")));
    }
    if countries.len() < 100 {
        bail!("only {} countries of CLDR are known to the packs: are these its names?", countries.len());
    }
    let head = "# Countries and territories in more languages, drawn up by `cargo xtask knowledge` from Unicode CLDR 48.\n\
                # Unicode-3.0; copyright 1991-2025 Unicode, Inc.";
    Ok((laid_out(head, &langs, lines), countries))
}

/// A city on its way into the table.
struct City<'r> {
    row: &'r BTreeMap<String, String>,
    people: u64,
    country: &'r str,
    names: BTreeMap<&'static str, Vec<String>>,
}

fn places(
    cities: &[BTreeMap<String, String>],
    countries: &BTreeMap<String, String>,
    sources: &Sources,
    packs: &Packs,
    doubts: &Doubts,
) -> Result<String> {
    let mut all: Vec<City<'_>> = Vec::new();
    for row in cities {
        let people: u64 = row["population"].parse().unwrap_or(0);
        let Some(country) = countries.get(&row["country"]) else { continue };
        all.push(City { row, people, country, names: spellings(row) });
    }
    all.sort_by(|a, b| b.people.cmp(&a.people).then(a.row["geonameid"].cmp(&b.row["geonameid"])));
    // Whom a spelling names, and how many people live there: cities too small for the table count too.
    let mut owners: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    let mut shared: BTreeSet<String> = BTreeSet::new();
    for (at, city) in all.iter().enumerate() {
        for name in city.names.values().flatten() {
            match owners.get(&fold(name)) {
                Some((first, people)) if *first != at && city.people * LARGER > *people => {
                    shared.insert(fold(name));
                }
                Some(_) => {}
                None => {
                    owners.insert(fold(name), (at, city.people));
                }
            }
        }
    }
    let (mut lines, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for (at, city) in all.iter().enumerate() {
        let near = sources.near.iter().find(|(country, _)| *country == city.row["country"]);
        if city.people < near.map_or(sources.least, |(_, least)| *least) {
            continue;
        }
        let label = city.row["name"].as_str();
        let known = packs.names().exactly(label).filter(|known| known.kind == EntityType::Loc);
        if known.is_some_and(|known| known.of.as_deref() != Some(city.country)) {
            continue;
        }
        let own = |name: &&String| {
            let owner = owners.get(&fold(name)).is_some_and(|(owner, _)| *owner == at);
            let taken = packs.names().exactly(name).is_some();
            owner && !taken && !shared.contains(&fold(name))
        };
        let names: Vec<String> = CITY_LANGS
            .iter()
            .map(|(lang, _)| {
                let names = city.names[lang].iter().filter(own).filter(|name| doubts.allow(name));
                let names: Vec<&str> = names.map(String::as_str).take(SPELLINGS).collect();
                if has(known, lang) { String::new() } else { names.join("|") }
            })
            .collect();
        if names.iter().all(String::is_empty) {
            continue;
        }
        let mut key = known.map_or_else(|| slug(label), |known| known.key.clone());
        if known.is_none() && (packs.names().entity(&key).is_some() || keys.contains(&key)) {
            key = format!("{key}-{}", city.row["geonameid"]);
        }
        if key.is_empty() || !keys.insert(key.clone()) {
            continue;
        }
        lines.insert(format!("{key}\tLOC\tcity\t{}\t{label}\t{}", city.country, names.join("\t")));
    }
    let head = "# Cities, drawn up by `cargo xtask knowledge` from GeoNames (geonames.org).\n# CC BY 4.0.";
    Ok(laid_out(head, &CITY_LANGS.map(|(lang, _)| lang), lines))
}

/// Returns the spellings of a city by language, those that are plainly of another language of its script left out.
fn spellings(row: &BTreeMap<String, String>) -> BTreeMap<&'static str, Vec<String>> {
    let mut names = BTreeMap::new();
    for (lang, script) in CITY_LANGS {
        let all: Vec<&str> = match script {
            Script::Latin => vec![row["name"].as_str()],
            Script::Devanagari => row["devanagari"].split('|').collect(),
            Script::Hangul => row["hangul"].split('|').collect(),
            _ => row["cyrillic"].split('|').collect(),
        };
        // `… district`, `… city`: a word too many says what it is, and in which language.
        let words = |name: &str| name.split([' ', '-']).filter(|word| !word.is_empty()).count();
        let most = words(&row["name"]);
        let own = all.into_iter().filter(|name| {
            dominant_script(name) == Some(script) && is_plain(name, script) && words(name) <= most
        });
        names.insert(lang, own.map(str::to_owned).collect());
    }
    names
}

/// Tells whether a spelling has only the letters of the language whose names are taken in its script.
fn is_plain(name: &str, script: Script) -> bool {
    name.chars().all(|c| match script {
        // The Russian alphabet; Serbian, Ukrainian, Kazakh and others have letters beside it.
        Script::Cyrillic => matches!(c, 'А'..='я' | 'Ё' | 'ё' | ' ' | '-'),
        Script::Latin => c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'),
        _ => !c.is_numeric() && !matches!(c, '(' | ')' | ',' | '/'),
    })
}

fn has(known: Option<&Known>, lang: &str) -> bool {
    known.is_some_and(|known| known.names.contains_key(lang))
}

/// Lays rows out under a header: key, type, kind, country, label, then a column a language.
fn laid_out(head: &str, langs: &[&str], lines: BTreeSet<String>) -> String {
    let mut text = format!("{head}\nid\ttype\tkind\tof\tlabel\t{}\n", langs.join("\t"));
    // In the order of fields, as tables are checked.
    let mut rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split('\t').collect()).collect();
    rows.sort();
    rows.dedup_by(|one, other| one[0] == other[0]);
    for row in rows {
        text.push_str(row.join("\t").trim_end());
        text.push('\n');
    }
    text
}

/// Returns a key made of a Latin name: its letters, small, with hyphens.
fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.join("-")
}

fn read(path: &Path) -> Result<String> {
    let place = || format!("read {}", path.display());
    let mut file = File::open(path).with_context(place)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(file).read_to_string(&mut text).with_context(place)?;
    } else {
        file.read_to_string(&mut text).with_context(place)?;
    }
    Ok(text)
}

fn rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect())
}

/// Reads a table with a header into rows by column.
fn table(path: &Path) -> Result<Vec<BTreeMap<String, String>>> {
    let text = read(path)?;
    let mut rows = rows(&text);
    let head = rows.next().with_context(|| format!("{} is empty", path.display()))?;
    Ok(rows
        .map(|row| {
            let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
            head.iter().enumerate().map(|(at, name)| (name.clone(), cell(at))).collect()
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: bool) {
        let set = |words: &[&str]| words.iter().map(|word| fold(word)).collect::<BTreeSet<String>>();
        let doubts = Doubts {
            words: set(&["अगर"]),
            frequent: set(&["काली", "सारी", "नदियापुर"]),
            people: set(&["भावना", "victoria"]),
            marked: [("नदियापुर", (9, 9)), ("आगरी", (4, 1))].map(|(word, seen)| (fold(word), seen)).into(),
        };
        assert_eq!(doubts.allow(name), expected, "{name}");
    }

    #[test]
    fn a_word_that_means_something_else_names_no_town() {
        check("काली", false); // black
        check("अगर", false); // if
        check("भावना", false); // a given name, and a feeling
        check("Victoria", false);
        check("आगरी", false); // stands for something else mostly
        check("Of", false);
        check("नदियापुर", true); // frequent, and always a town
        check("तलवेली", true);
        check("काली तलवेली", true);
        check("काली सारी", false); // black, all
        check("서울", true);
    }

    #[test]
    fn spellings_of_other_languages_of_a_script_are_left_out() {
        let row = [
            ("name", "Talveli"),
            ("devanagari", "तलवेली|तलवेली जिला"),
            ("cyrillic", "Талвели|Талвелі|Талвәли"),
            ("hangul", ""),
        ];
        let row = row.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let names = spellings(&row);
        assert_eq!(names["ru"], ["Талвели"]);
        assert_eq!((names["hi"].len(), names["ko"].len(), names["en"].len()), (1, 0, 1));
        assert_eq!(slug("São Talveli (North)"), "sao-talveli-north");
    }
}
