//! How much memory extraction takes at most, beside the page itself, for each byte of the page.
//!
//! `cargo run --release -p sutradhar-extract --example peak -- DIR [--plain]` reads every page below `DIR/html` and
//! prints the pages that take most for their size, and those that take most.

use model::{DocId, Given, Page, PageKind};
use std::path::{Path, PathBuf};

#[global_allocator]
static PEAK: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Returns the pages below a folder, in the order of their paths.
fn below(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            below(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            paths.push(path);
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = arguments.first() else { return eprintln!("usage: peak DIR [--plain]") };
    let plain = arguments.iter().any(|argument| argument == "--plain");
    let packs = lang::Packs::embedded();
    let mut paths = Vec::new();
    below(&Path::new(folder).join("html"), &mut paths);
    let mut found: Vec<(f64, usize, usize, &Path)> = Vec::new();
    for path in &paths {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let (id, name) = (DocId::of_bytes(&bytes), path.display().to_string());
        let mut page =
            Page { id, path: name, bytes, kind: PageKind::Html, charset: None, given: Given::default() };
        if plain {
            page.bytes = extract::visible_text(&page).into_bytes();
            page.kind = PageKind::Text;
        }
        // The first page also builds what all share.
        let _ = extract::extract(&page, packs);
        PEAK.reset_peak_usage();
        let before = PEAK.current_usage();
        let _ = std::hint::black_box(extract::extract(&page, packs));
        let (taken, size) = (PEAK.peak_usage().saturating_sub(before), page.bytes.len());
        found.push((taken as f64 / size.max(1) as f64, taken, size, path));
    }
    let over = found.iter().filter(|(times, ..)| *times > 8.0).count();
    let mean = found.iter().map(|(times, ..)| times).sum::<f64>() / found.len().max(1) as f64;
    println!("{} pages: {mean:.2} times the page on average, {over} over 8 times", found.len());
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (times, taken, size, path) in found.iter().take(8) {
        println!("  {times:.2} times: {taken} bytes for {size}, {}", path.display());
    }
    found.sort_by_key(|(_, taken, ..)| std::cmp::Reverse(*taken));
    for (times, taken, size, path) in found.iter().take(3) {
        println!("  most: {taken} bytes for {size}, {times:.2} times, {}", path.display());
    }
}
