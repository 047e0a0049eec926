//! Killing a writer at any point loses nothing it acknowledged, doubles nothing, and needs no repair.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

mod made;

use made::{page, parcel};
use model::Page;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use store::{Library, Reader};

const KILLS: u64 = 20;
const PAGES: usize = 800;
const BATCH: usize = 5;
/// Set for the process that is killed: the folder of its library.
const FOLDER: &str = "STORE_TEST_KILLED_WRITER";

fn pages() -> impl Iterator<Item = Page> {
    (0..PAGES).map(|at| {
        let url = format!("https://navrekha.example/{}", at % (PAGES / 2));
        // The second half changes the pages of the first.
        page(Some(&url), &format!("प्रवक्ता{at} ने कहा {}", "कि बात आगे बढ़ी है। ".repeat(at % 40 + 1)))
    })
}

/// Not a test of its own: the writer that the test below starts and kills.
#[test]
fn writer_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut library = Library::open(Path::new(&folder)).unwrap();
    let pages: Vec<Page> = pages().collect();
    for some in pages.chunks(BATCH) {
        let mut batch = library.batch().unwrap();
        for page in some {
            batch.add(&parcel(page)).unwrap();
        }
        batch.commit().unwrap();
        let mut out = std::io::stdout().lock();
        for page in some {
            writeln!(out, "kept {}", page.id).unwrap();
        }
        out.flush().unwrap();
    }
    println!("done");
}

/// Starts the writer and kills it after so many acknowledgements and a while; returns those seen, and whether it ended.
fn run(folder: &Path, after: usize, spins: u64) -> (Vec<String>, bool) {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["writer_that_is_killed", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut seen = Vec::new();
    let mut ended = false;
    for line in BufReader::new(writer.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        ended |= line.ends_with("done");
        seen.extend(line.split_once("kept ").map(|(_, id)| id.to_owned()));
        if seen.len() == after {
            (0..spins).for_each(|spin| {
                std::hint::black_box(spin);
            });
            // On Unix this is signal 9; what was written to the pipe before it is still read below.
            writer.kill().unwrap();
        }
    }
    writer.wait().unwrap();
    (seen, ended)
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut cut_short = 0;
    for kill in 0..KILLS {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        // Each writer first meets what is kept already; the kill falls among the pages that are new to the library.
        let after = (acknowledged.len() + 1 + (chance % 30) as usize).min(PAGES);
        let (seen, ended) = run(folder.path(), after, chance >> 44);
        cut_short += u64::from(!ended);
        acknowledged.extend(seen);
        let reader = Reader::open(folder.path()).unwrap();
        for id in &acknowledged {
            let revisions = reader.revisions(&model::DocId::given(id)).unwrap();
            assert_eq!(revisions.iter().filter(|r| r.id.as_str() == id).count(), 1, "{id} after kill {kill}");
        }
        assert_eq!(reader.check().unwrap(), [], "after kill {kill}");
    }
    assert!(cut_short > KILLS / 2, "only {cut_short} writers were killed while they wrote");
    let (_, ended) = run(folder.path(), usize::MAX, 0);
    assert!(ended);
    let reader = Reader::open(folder.path()).unwrap();
    let stats = reader.stats().unwrap();
    assert_eq!((stats.articles, stats.revisions), (PAGES as u64 / 2, PAGES as u64));
    assert_eq!(reader.check().unwrap(), []);
}
