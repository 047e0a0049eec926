//! Pages a second through extraction: `cargo bench -p sutradhar-extract`.

#![allow(missing_docs, reason = "criterion's macros write public items without documentation")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lang::Packs;
use model::{DocId, Given, Page, PageKind};
use std::hint::black_box;
use std::path::Path;

/// Returns the demo corpus's pages of markup, in the order of their paths.
fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo/pages");
    let mut paths: Vec<_> = std::fs::read_dir(&root)
        .expect("the demo corpus is in the repository")
        .flatten()
        .filter_map(|entry| std::fs::read_dir(entry.path()).ok())
        .flat_map(|folder| folder.flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    paths.sort();
    let page = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).ok()?;
        let (id, path) = (DocId::of_bytes(&bytes), path.display().to_string());
        Some(Page { id, path, bytes, kind: PageKind::Html, charset: None, given: Given::default() })
    };
    paths.iter().filter_map(page).collect()
}

fn whole_pages(criterion: &mut Criterion) {
    let packs = Packs::embedded();
    let pages = pages();
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("demo pages", |bench| {
        bench.iter(|| pages.iter().filter(|page| extract::extract(black_box(page), packs).is_ok()).count());
    });
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = whole_pages }
criterion_main!(benches);
