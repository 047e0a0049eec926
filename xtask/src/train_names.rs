//! Trains the tagger of names of a language, and writes it into its pack.
//!
//! The folder holds marked text (`tagger::marked`) and open tables of words; [`TEXTS`] and [`TABLES`] name the files.
//! The same files give the same tagger, byte by byte. With `--cross` it first prints how well names are found in
//! sentences that were held out, part by part, each part judged by a tagger of the others.

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use lang::{Pack, Packs};
use model::EntityType;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use tagger::{Example, Hints, KINDS, Marked, Reading, Room, Settings, Tagger, WordTable};
use text::Tokens;

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
    let settings = Settings::default();
    for part in 0..cross {
        // Files may be sorted by what is in their sentences, so parts are dealt out one by one.
        let dealt = |held: bool| {
            move |(at, sentence)| (held == (at % cross == part)).then_some::<&Sentence>(sentence)
        };
        let rest = sets.iter().flat_map(|set| set.iter().enumerate().filter_map(dealt(false)));
        let tagger = trained(rest, &words, &settings, |_, _| {});
        for (number, name) in TEXTS.iter().enumerate() {
            let held = sets[number].iter().enumerate().filter_map(dealt(true));
            let judged = held.filter(|sentence| !is_stub(sentence));
            println!("part {} of {cross}, {name}: {}", part + 1, report(&tagger, judged));
        }
    }
    let tagger = trained(sets.iter().flatten(), &words, &settings, |round, loss| {
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

fn trained<'s>(
    sentences: impl Iterator<Item = &'s Sentence>,
    words: &WordTable,
    settings: &Settings,
    told: impl FnMut(usize, f64),
) -> Tagger {
    let mut stubs = 0;
    let examples: Vec<Example<'_>> = sentences
        .filter(|sentence| {
            stubs += usize::from(is_stub(sentence));
            !is_stub(sentence) || stubs <= STUBS
        })
        .map(|one| Example { tokens: &one.tokens, hints: &one.hints, names: &one.names })
        .collect();
    tagger::learn(&examples, words.clone(), settings, told)
}

/// Reads marked text.
fn sentences(path: &Path, packs: &Packs, pack: &Pack) -> Result<Vec<Sentence>> {
    let all = tagger::marked(&read(path)?).into_iter().map(|marked| {
        // The texts live as long as the program, which ends when they have been learned from.
        let text: &'static str = Box::leak(marked.text.clone().into_boxed_str());
        let tokens = Tokens::of(text);
        let hints = annotate::hints(&tokens, packs, pack);
        let names = marked.names_in(&tokens);
        Sentence { marked, tokens, hints, names }
    });
    Ok(all.collect())
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
