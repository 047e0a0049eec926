//! A whole reading of the demo corpus, from pages to the record: `cargo bench -p sutradhar-engine`.

#![allow(missing_docs, reason = "criterion's macros write public items without documentation")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::{Setup, Workers, pipeline};
use intake::{Input, Limits};
use lang::Packs;
use model::Page;
use std::path::Path;

fn reading(criterion: &mut Criterion) {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo/pages/manifest.jsonl");
    let outcomes = intake::read(&[Input::Manifest(manifest)], &Limits::default());
    let pages: Vec<Page> = outcomes.filter_map(Result::ok).collect();
    let workers = Workers::new(1).expect("one worker can always start");
    let setup = Setup::of(Packs::embedded(), &workers);
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("demo corpus, one worker", |bench| {
        bench.iter(|| {
            pipeline::record(pages.iter().cloned().map(Ok), &setup).expect("the demo corpus is read")
        });
    });
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = reading }
criterion_main!(benches);
