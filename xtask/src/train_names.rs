//! Trains the tagger of names of a language, and writes it into its pack.
//!
//! Each sentence that holds a name is learned from twice, the second time with other names (`swap_names`): those of
//! other sentences and of open tables, foreign ones spelled by ear (`respell`).
//! The folder holds marked text (`tagger::marked`) and open tables of words; [`TEXTS`] and [`TABLES`] name the files.
//! The same files give the same tagger, byte by byte. With `--cross` it first prints how well names are found in
//! sentences that were held out, part by part, each part judged by a tagger of the others.

use crate::respell::Speller;
use crate::swap_names::{Tables, swapped};
use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use lang::{Pack, PackSource, Packs};
use model::EntityType;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use tagger::{Example, Hints, KINDS, Marked, Reading, Room, Settings, Tagger, WordTable};
use text::{Script, Tokens};

/// Marked texts.
const TEXTS: &[&str] = &["ilner_hi_train.tsv.gz", "hiner_hi_val80.tsv.gz"];
/// A sentence with this remark says where a village lies, and thousands say it in the same words.
const STUB: &str = "gazetteer_stub";
/// So many of these sentences are learned from.
const STUBS: usize = 150;

/// Tables of words: the file, what it holds, the number under which the tagger files it.
const TABLES: &[(&str, Holds)] = &[
    ("wordfreq_hi.tsv.gz", Holds::Frequencies),
    ("person_name_parts.txt.gz", Holds::People),
    ("geonames_cities15000.tsv.gz", Holds::Towns),
];

/// What a table of words holds.
#[derive(Clone, Copy)]
enum Holds {
    /// `word TAB Zipf frequency`: the logarithm of how often it stands in a billion words.
    Frequencies,
    /// `form, form … => id`: parts of people's names.
    People,
    /// GeoNames, with a column of names in Devanagari.
    Towns,
}

/// Of the groups of parts of people's names that no script of the language shows every such one is spelled by ear.
const SPELLED: usize = 5;
/// The script from which names are spelled by ear.
const SPELLED_FROM: Script = Script::Cyrillic;
/// The column of GeoNames in the script of most languages of the packs, and that of the script spelled from.
const TOWN_COLUMNS: [usize; 2] = [7, 8];

/// A sentence made ready.
struct Sentence {
    marked: Marked,
    tokens: Tokens<'static>,
    hints: Vec<Hints>,
    names: Vec<(Range<usize>, EntityType)>,
}

/// Trains on the files of a folder and writes the tagger; with `cross` parts measures first.
pub(crate) fn run(data: &Path, lang: &str, to: &Path, cross: usize) -> Result<()> {
    let packs = Packs::embedded();
    let pack = packs.get(lang);
    if pack.code != lang {
        bail!("there is no pack {lang:?}");
    }
    let sets: Vec<Vec<Sentence>> =
        TEXTS.iter().map(|name| sentences(&data.join(name), packs, pack)).collect::<Result<_>>()?;
    let words = words(data, pack)?;
    let source = PackSource::embedded()?.into_iter().find(|source| source.code() == lang);
    let speller = source.as_ref().map(Speller::of).transpose()?.unwrap_or_default();
    let tables = tables(data, pack, &speller)?;
    let learner = Learner { words, tables, packs, pack };
    let settings = Settings::default();
    for part in 0..cross {
        // Files may be sorted by what is in their sentences, so parts are dealt out one by one.
        let dealt = |held: bool| {
            move |(at, sentence)| (held == (at % cross == part)).then_some::<&Sentence>(sentence)
        };
        let rest = sets.iter().flat_map(|set| set.iter().enumerate().filter_map(dealt(false)));
        let tagger = learner.trained(rest, &settings, |_, _| {});
        for (number, name) in TEXTS.iter().enumerate() {
            let held = sets[number].iter().enumerate().filter_map(dealt(true));
            let judged = held.filter(|sentence| !is_stub(sentence));
            println!("part {} of {cross}, {name}: {}", part + 1, report(&tagger, judged));
        }
    }
    let tagger = learner.trained(sets.iter().flatten(), &settings, |round, loss| {
        eprintln!("round {}: loss {loss:.4}", round + 1);
    });
    let bytes = tagger.to_bytes();
    std::fs::write(to, &bytes).with_context(|| format!("write {}", to.display()))?;
    println!("{}: {} bytes", to.display(), bytes.len());
    Ok(())
}

fn is_stub(sentence: &Sentence) -> bool {
    sentence.marked.remarks.iter().any(|remark| remark == STUB)
}

/// What stands beside the sentences that are learned from.
struct Learner<'p> {
    words: WordTable,
    tables: Tables,
    packs: &'p Packs,
    pack: &'p Pack,
}

impl Learner<'_> {
    fn trained<'s>(
        &self,
        sentences: impl Iterator<Item = &'s Sentence>,
        settings: &Settings,
        told: impl FnMut(usize, f64),
    ) -> Tagger {
        let mut stubs = 0;
        let own: Vec<&Sentence> = sentences
            .filter(|sentence| {
                stubs += usize::from(is_stub(sentence));
                !is_stub(sentence) || stubs <= STUBS
            })
            .collect();
        let marked: Vec<&Marked> = own.iter().map(|sentence| &sentence.marked).collect();
        let others = swapped(&marked, &self.tables);
        let others: Vec<Sentence> =
            others.into_iter().map(|marked| ready(marked, self.packs, self.pack)).collect();
        let examples: Vec<Example<'_>> = own
            .into_iter()
            .chain(&others)
            .map(|one| Example { tokens: &one.tokens, hints: &one.hints, names: &one.names })
            .collect();
        tagger::learn(&examples, self.words.clone(), settings, told)
    }
}

/// Reads marked text.
fn sentences(path: &Path, packs: &Packs, pack: &Pack) -> Result<Vec<Sentence>> {
    Ok(tagger::marked(&read(path)?).into_iter().map(|marked| ready(marked, packs, pack)).collect())
}

fn ready(marked: Marked, packs: &Packs, pack: &Pack) -> Sentence {
    // The texts live as long as the program, which ends when they have been learned from.
    let text: &'static str = Box::leak(marked.text.clone().into_boxed_str());
    let tokens = Tokens::of(text);
    let hints = annotate::hints(&tokens, packs, pack);
    let names = marked.names_in(&tokens);
    Sentence { marked, tokens, hints, names }
}

/// Reads the names that are put in place of others: one of each group, spelled by ear where the script has none.
fn tables(data: &Path, pack: &Pack, speller: &Speller) -> Result<Tables> {
    let script = text::dominant_script(&pack.info.native);
    let own = |form: &&str| text::dominant_script(form) == script;
    let spelled = |form: Option<&str>| form.and_then(|form| speller.name(form));
    let mut tables = Tables::default();
    let mut foreign = 0;
    for (name, holds) in TABLES {
        let file = if matches!(holds, Holds::Frequencies) { continue } else { read(&data.join(name))? };
        for line in file.lines() {
            if matches!(holds, Holds::People) {
                let mut forms = line.split(" => ").next().unwrap_or_default().split(", ");
                if let Some(form) = forms.clone().find(own) {
                    tables.people.push(form.to_owned());
                } else if let Some(form) =
                    forms.find(|form| text::dominant_script(form) == Some(SPELLED_FROM))
                {
                    foreign += 1;
                    tables.people.extend(spelled(Some(form).filter(|_| foreign % SPELLED == 0)));
                }
            } else {
                let [own_form, other] = TOWN_COLUMNS
                    .map(|column| line.split('\t').nth(column)?.split('|').find(|form| !form.is_empty()));
                let place = own_form.filter(own).map(str::to_owned).or_else(|| spelled(other));
                tables.places.extend(place.filter(|place| place.split(' ').count() <= 2));
            }
        }
    }
    Ok(tables)
}

/// Reads the tables of words, keeping the words in the script of the language.
fn words(data: &Path, pack: &Pack) -> Result<WordTable> {
    let script = text::dominant_script(&pack.info.native);
    let mut words = WordTable::default();
    let in_script = |word: &&str| !word.is_empty() && text::dominant_script(word) == script;
    for (name, holds) in TABLES {
        let file = read(&data.join(name))?;
        for line in file.lines() {
            match holds {
                Holds::Frequencies => {
                    let Some((word, zipf)) = line.split_once('\t') else { continue };
                    let zipf: f32 = zipf.parse().with_context(|| format!("read {name}: {line}"))?;
                    words.set_common(word, ((zipf - 2.5) / 0.6).clamp(1.0, 7.0) as u8);
                }
                Holds::People => {
                    let forms = line.split(" => ").next().unwrap_or_default().split(", ");
                    forms.filter(in_script).for_each(|form| words.set_table(form, 0));
                }
                Holds::Towns => {
                    for town in line.split('\t').nth(7).unwrap_or_default().split('|').filter(in_script) {
                        // A whole name says more than a word of one.
                        let table = if town.contains(' ') { 2 } else { 1 };
                        town.split(' ').for_each(|word| words.set_table(word, table));
                    }
                }
            }
        }
    }
    Ok(words)
}

/// Returns precision, recall and F1 of whole names with their kinds, over all and by kind.
fn report<'s>(tagger: &Tagger, sentences: impl Iterator<Item = &'s Sentence>) -> String {
    let mut room = Room::default();
    let mut counts: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
    for sentence in sentences {
        let count = sentence.tokens.len();
        let mut reading = Reading::default();
        tagger.read(&sentence.tokens, 0..count, &sentence.hints, &mut room, &mut reading);
        let kind_of = |kind| KINDS.iter().position(|known| *known == kind).unwrap_or_default();
        for (_, kind) in &sentence.marked.names {
            counts.entry(kind_of(*kind)).or_default()[2] += 1;
        }
        for guess in reading.guesses {
            let Some(span) = sentence.tokens.span(guess.range) else { continue };
            let words = sentence.marked.words_of(span.start as usize..span.end as usize);
            let entry = counts.entry(kind_of(guess.kind)).or_default();
            entry[1] += 1;
            entry[0] += usize::from(sentence.marked.names.contains(&(words, guess.kind)));
        }
    }
    let all = counts.values().fold([0; 3], |all, one| [all[0] + one[0], all[1] + one[1], all[2] + one[2]]);
    let shown = |name: &str, [right, found, gold]: [usize; 3]| {
        let share = |of: usize| right as f64 / of.max(1) as f64;
        let f1 = 2.0 * right as f64 / (found + gold).max(1) as f64;
        format!("{name} {:.3} {:.3} {f1:.3}", share(found), share(gold))
    };
    let kinds = counts.iter().map(|(kind, counts)| shown(&format!("{:?}", KINDS[*kind]), *counts));
    std::iter::once(shown("all", all)).chain(kinds).collect::<Vec<_>>().join(", ")
}

fn read(path: &Path) -> Result<String> {
    let failed = || format!("read {}", path.display());
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).with_context(failed)?)
        .read_to_string(&mut text)
        .with_context(failed)?;
    Ok(text)
}
