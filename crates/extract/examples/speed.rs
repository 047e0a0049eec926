//! How fast extraction is, on one core, with all fields out: pages and megabytes a second, and the slowest pages.
//!
//! `cargo run --release -p sutradhar-extract --example speed -- DIR [SET…] [--rounds N] [--plain] [--save FILE]` reads
//! `DIR/gold.jsonl` for the addresses and `DIR/html/<id>.html`. `--plain` reads pages as text without markup; `--save` writes every article whole, a line
//! each, so that two builds can be compared to the byte.

use model::{DocId, Given, Page, PageKind};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Asked {
    folder: String,
    sets: Vec<String>,
    rounds: usize,
    plain: bool,
    save: Option<String>,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { folder: String::new(), sets: Vec::new(), rounds: 5, plain: false, save: None };
    let mut arguments = std::env::args().skip(1);
    asked.folder = arguments.next()?;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => asked.rounds = arguments.next()?.parse().ok()?,
            "--plain" => asked.plain = true,
            "--save" => asked.save = Some(arguments.next()?),
            set => asked.sets.push(set.to_owned()),
        }
    }
    Some(asked)
}

/// Returns the processor's time of this thread so far, where the system tells it; else the clock's.
fn processor(started: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| started.elapsed(), Duration::from_nanos)
}

fn pages(asked: &Asked) -> Vec<Page> {
    let folder = Path::new(&asked.folder);
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl can be read");
    let mut pages = Vec::new();
    for line in gold.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a gold line parses");
        let text = |key: &str| record[key].as_str().unwrap_or_default();
        if !asked.sets.is_empty() && !asked.sets.iter().any(|set| set == text("set")) {
            continue;
        }
        let Ok(bytes) = std::fs::read(folder.join("html").join(format!("{}.html", text("id")))) else {
            continue;
        };
        let url = Some(text("url").to_owned()).filter(|url| !url.is_empty());
        let mut page = Page {
            id: DocId::given(text("id")),
            path: text("id").to_owned(),
            bytes,
            kind: PageKind::Html,
            charset: None,
            given: Given { url, ..Given::default() },
        };
        if asked.plain {
            page.bytes = extract::visible_text(&page).into_bytes();
            page.kind = PageKind::Text;
        }
        pages.push(page);
    }
    pages
}

fn main() {
    let Some(asked) = asked() else {
        return eprintln!("usage: speed DIR [SET…] [--rounds N] [--plain] [--save FILE]");
    };
    let pages = pages(&asked);
    let packs = lang::Packs::embedded();
    if let Some(path) = &asked.save {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("the file can be made"));
        for page in &pages {
            let line = match extract::extract(page, packs) {
                Ok(article) => serde_json::to_string(&article),
                Err(aside) => serde_json::to_string(&aside),
            };
            writeln!(file, "{}", line.expect("an article can be written")).expect("the file can be written");
        }
        return;
    }
    let started = Instant::now();
    let mut best = vec![Duration::MAX; pages.len()];
    let from = processor(started);
    for _ in 0..asked.rounds {
        for (best, page) in best.iter_mut().zip(&pages) {
            let from = Instant::now();
            let _ = std::hint::black_box(extract::extract(std::hint::black_box(page), packs));
            *best = (*best).min(from.elapsed());
        }
    }
    let mean = (processor(started) - from) / asked.rounds.max(1) as u32;
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    for (name, time) in
        [("processor, mean of all rounds", mean), ("clock, best round of each page", best.iter().sum())]
    {
        let seconds = time.as_secs_f64();
        println!(
            "{name}: {:.0} pages/s, {:.1} MB/s of {} pages",
            pages.len() as f64 / seconds,
            bytes as f64 / 1e6 / seconds,
            pages.len()
        );
    }
    let mut slowest: Vec<(f64, &Page, Duration)> = (pages.iter().zip(&best))
        .map(|(page, best)| (best.as_secs_f64() * 1e9 / page.bytes.len().max(1) as f64, page, *best))
        .collect();
    slowest.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (pace, page, best) in slowest.iter().take(3) {
        println!("  {pace:.1} ms/MB: {} ({} bytes, {best:?})", page.path, page.bytes.len());
    }
}
