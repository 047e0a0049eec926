//! Phrases of packs in a text, by tables of words and by one automaton over letters, and how long packs take to
//! load: `cargo bench -p sutradhar-lang`.
//!
//! Both ways look for the longest phrase at each place, whole words only, letters folded. The automaton loses a
//! phrase where a longer one goes on in the middle of the next word, which would cost it more to mend.

#![allow(missing_docs, reason = "criterion's macros write public items without documentation")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use daachorse::charwise::CharwiseDoubleArrayAhoCorasickBuilder;
use daachorse::{CharwiseDoubleArrayAhoCorasick, MatchKind};
use lang::{PackSource, Packs, Phrases};
use std::collections::BTreeSet;
use std::hint::black_box;
use text::Tokens;

/// Hindi paragraphs of all kinds.
const HINDI: &str = include_str!("../../../corpora/sentences/hi.txt");

/// Returns every phrase that the tables of a Hindi article's packs hold, folded, with a space before each word.
fn phrases() -> BTreeSet<String> {
    let sources = PackSource::embedded().expect("the embedded packs read");
    let packs = sources.iter().filter(|source| ["hi", "und"].contains(&source.code()));
    let mut all = BTreeSet::new();
    for source in packs {
        for file in source.names().filter(|name| name.ends_with(".tsv")) {
            let rows = source.file(file).unwrap_or_default().lines().skip(1);
            for cell in rows.filter(|row| !row.starts_with('#')).flat_map(|row| row.split(['\t', '|'])) {
                let tokens = Tokens::of(cell);
                if !tokens.is_empty() {
                    all.insert(folded(&tokens));
                }
            }
        }
    }
    all
}

/// Returns the folded tokens of a text with a space before each.
fn folded(tokens: &Tokens<'_>) -> String {
    let mut all = String::with_capacity(tokens.text().len() * 2);
    for at in 0..tokens.len() {
        all.push(' ');
        all.push_str(tokens.key(at));
    }
    all
}

fn by_words(all: &BTreeSet<String>) -> Phrases<u32> {
    let mut words = Phrases::default();
    for (phrase, number) in all.iter().zip(0..) {
        words.insert(phrase, number);
    }
    words
}

fn by_letters(all: &BTreeSet<String>) -> CharwiseDoubleArrayAhoCorasick<u32> {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values(all.iter().zip(0u32..))
        .expect("phrases are different and not too many")
}

/// Counts the phrases that end where words end.
fn found(automaton: &CharwiseDoubleArrayAhoCorasick<u32>, text: &str) -> usize {
    let whole = |at: usize| matches!(text.as_bytes().get(at), None | Some(b' '));
    automaton.leftmost_find_iter(text).filter(|found| whole(found.end())).count()
}

fn finding(criterion: &mut Criterion) {
    let all = phrases();
    let (words, automaton) = (by_words(&all), by_letters(&all));
    let text = HINDI.repeat(10);
    let tokens = Tokens::of(&text);
    let letters = folded(&tokens);
    eprintln!(
        "{} phrases; {} found by words, {} by letters; the automaton takes {} bytes",
        all.len(),
        words.find(&tokens).count(),
        found(&automaton, &letters),
        automaton.heap_bytes(),
    );
    let mut group = criterion.benchmark_group("phrases");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("words", |bench| bench.iter(|| words.find(black_box(&tokens)).count()));
    group.bench_function("letters", |bench| bench.iter(|| found(&automaton, black_box(&letters))));
    group.bench_function("letters and their folding", |bench| {
        bench.iter(|| found(&automaton, &folded(black_box(&tokens))))
    });
    group.finish();
    let mut group = criterion.benchmark_group("building");
    group.bench_function("words", |bench| bench.iter(|| by_words(&all)));
    group.bench_function("letters", |bench| bench.iter(|| by_letters(&all)));
    group.finish();
}

fn loading(criterion: &mut Criterion) {
    criterion.bench_function("load all packs", |bench| {
        bench.iter_with_large_drop(|| Packs::load(&PackSource::embedded().expect("the embedded packs read")))
    });
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = finding, loading }
criterion_main!(benches);
