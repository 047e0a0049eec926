//! Task `names` on marked text: `word TAB tag`, an empty line between sentences (see [`tagger::marked`]).
//!
//! Each sentence is an article of its own that goes through all of annotation. A name is right where its words and
//! its kind are those of the gold; groups and events have no tag in such files and are left out.

use crate::files::text;
use crate::measure::{Scores, Share, harmonic};
use crate::{Asked, Bench, plain};
use anyhow::{Result, bail};
use model::{Article, DocId, EntityType};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use tagger::{KINDS, Marked};

/// Measures names on a file of marked text.
///
/// Sentences with a remark (`# gazetteer_stub`) are measured by themselves, under the remark's name.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let path = asked.data.as_deref().unwrap_or(Path::new(""));
    let sentences = tagger::marked(&text(path)?);
    if sentences.is_empty() {
        bail!("{} holds no marked word: it has lines of a word, a tab and a tag", path.display());
    }
    let mut groups: BTreeMap<&str, Vec<&Marked>> = BTreeMap::new();
    for sentence in &sentences {
        let group = sentence.remarks.first().map_or("", String::as_str);
        groups.entry(group).or_default().push(sentence);
    }
    let mut scores = Scores::default();
    for (remark, sentences) in groups {
        let counts = counted(&sentences, bench, remark.is_empty().then_some(&mut scores.errors));
        let kinds = ["person", "place", "organisation"];
        let all: Count = std::array::from_fn(|at| counts.iter().map(|count| count[at]).sum());
        for (kind, [right, found, gold]) in std::iter::once(("", all)).chain(kinds.into_iter().zip(counts)) {
            let name = |measure: &str| {
                let parts = [remark, kind, measure].into_iter().filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join(".")
            };
            let (precision, recall) = (Share { hits: right, of: found }, Share { hits: right, of: gold });
            scores.share(name("precision"), precision);
            scores.share(name("recall"), recall);
            scores.put(name("f1"), harmonic(precision.value(), recall.value()), gold);
        }
    }
    Ok(scores)
}

/// How many names were found rightly, found at all, and in the gold.
type Count = [usize; 3];

fn counted(
    sentences: &[&Marked],
    bench: &Bench,
    mut errors: Option<&mut Vec<String>>,
) -> [Count; KINDS.len()] {
    let mut counts = [[0; 3]; KINDS.len()];
    for sentence in sentences {
        let found = found(sentence, bench);
        for (kind, count) in KINDS.iter().zip(&mut counts) {
            let of = |names: &[Name]| names.iter().filter(|(_, other)| other == kind).count();
            let right = found.iter().filter(|name| name.1 == *kind && sentence.names.contains(name)).count();
            let add = [right, of(&found), of(&sentence.names)];
            count.iter_mut().zip(add).for_each(|(count, add)| *count += add);
        }
        let Some(errors) = &mut errors else { continue };
        for (told, names, others) in [("missed", &sentence.names, &found), ("extra", &found, &sentence.names)]
        {
            let wrong = names.iter().filter(|name| !others.contains(name));
            errors.extend(wrong.map(|name| format!("{told} {}: {}", shown(sentence, name), sentence.text)));
        }
    }
    counts
}

/// A range of words and what it names.
type Name = (Range<usize>, EntityType);

fn shown(sentence: &Marked, (words, kind): &Name) -> String {
    let words = &sentence.words[words.clone()];
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    format!("{} ({kind:?})", sentence.text.get(first.start..last.end).unwrap_or_default())
}

/// Returns the names that annotation finds, as words of the file.
fn found(sentence: &Marked, bench: &Bench) -> Vec<Name> {
    let document = annotate::annotate(article(&sentence.text), &bench.packs);
    let names = document.facts().mentions.iter().filter(|mention| KINDS.contains(&mention.kind));
    let mut found: Vec<_> = names
        .map(|mention| {
            let span = mention.span;
            (sentence.words_of(span.start as usize..span.end as usize), mention.kind)
        })
        .collect();
    found.dedup();
    found
}

/// Returns a sentence as an article, in the language that its script tells.
fn article(text: &str) -> Article {
    let lang = match ::text::dominant_script(text) {
        Some(::text::Script::Devanagari) => "hi",
        Some(::text::Script::Latin) => "en",
        Some(::text::Script::Cyrillic) => "ru",
        _ => "und",
    };
    plain::article(DocId::given("sentence"), text, lang)
}
