//! Killing `sutradhar add` at any moment, while it reads, writes, groups or indexes, loses nothing it acknowledged and
//! doubles nothing; the library opens at once, and the next run goes on.
//!
//! `SUTRADHAR_KILLS=200 cargo test --test kill` kills more often than the tests of every day do.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use model::DocId;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use store::Reader;

/// So many pages come in with each run; half of them are new.
const PAGES: usize = 24;

/// So many kills go into one library: in a small one every part of a run is as likely to be hit.
const A_LIBRARY: u64 = 20;

fn kills() -> u64 {
    std::env::var("SUTRADHAR_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20)
}

/// Returns a page of one of nine matters as a JSON line; every seventh changes an earlier page.
fn page(at: usize) -> String {
    let (matter, address) = (at % 9, if at % 7 == 6 { at - 6 } else { at });
    let text = format!(
        "कस्बा{matter} में बांध की दीवार टूटने से {} घर डूब गए। कस्बा{matter} के जिलाधिकारी ने कहा कि {} लोग सुरक्षित \
         निकाले गए हैं। राहत दल {at} ने बताया कि पानी उतर रहा है।",
        at * 3 + 4,
        at * 5 + 11
    );
    let url = format!("https://navrekha.example/desh/{address}");
    let date = format!("2025-08-{:02}", at % 28 + 1);
    // When it was captured tells which of two revisions is current, whichever was kept first.
    let captured = format!("2025-09-{:02}T{:02}:{:02}", at / 1440 % 28 + 1, at / 60 % 24, at % 60);
    let page =
        serde_json::json!({"url": url, "text": text, "date": date, "captured": captured, "verbatim": true});
    format!("{page}\n")
}

/// Adds pages, and kills the program after a while; returns the ids it acknowledged, and whether it came to its end.
fn add(library: &Path, pages: &str, patience: Option<Duration>) -> (BTreeSet<String>, bool) {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("sutradhar"))
        .env_clear()
        .env("SUTRADHAR_LIBRARY", library)
        .args(["add", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Who was killed does not read to the end.
    let _ = stdin.write_all(pages.as_bytes());
    drop(stdin);
    let out = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let lines = out.lines().map_while(Result::ok);
        let values = lines.filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
        values.filter_map(|value| Some(value["id"].as_str()?.to_owned())).collect::<BTreeSet<String>>()
    });
    let killed = patience.map(|patience| {
        std::thread::sleep(patience);
        // On Unix this is signal 9.
        child.kill().unwrap();
    });
    let ended = child.wait().unwrap().success();
    assert!(killed.is_some() || ended);
    (reader.join().unwrap(), ended)
}

#[test]
fn killing_at_any_moment_loses_nothing() {
    let (mut chance, mut left, mut cut_short) = (0x9E37_79B9_7F4A_7C15_u64, kills(), 0);
    while left > 0 {
        let some = left.min(A_LIBRARY);
        cut_short += kill_again_and_again(some, &mut chance);
        left -= some;
    }
    assert!(cut_short > 0, "no run was killed before its end");
}

/// Kills so often while one library grows; returns how often that was before the end of a run.
fn kill_again_and_again(kills: u64, chance: &mut u64) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path();
    let all: String = (0..(kills as usize + 2) * PAGES / 2).map(page).collect();
    let begun = Instant::now();
    let (mut acknowledged, _) = add(library, &(0..PAGES).map(page).collect::<String>(), None);
    let whole = begun.elapsed();
    let mut cut_short = 0;
    for kill in 0..kills {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        let from = (kill as usize + 1) * PAGES / 2;
        let pages: String = (from..from + PAGES).map(page).collect();
        let patience = whole.mul_f64((*chance >> 11) as f64 / (1_u64 << 53) as f64 * 1.1);
        let (seen, ended) = add(library, &pages, Some(patience));
        cut_short += u64::from(!ended);
        acknowledged.extend(seen);
        let opened = Instant::now();
        let reader = Reader::open(library).unwrap();
        assert!(opened.elapsed() < Duration::from_secs(1), "opening took {:?}", opened.elapsed());
        for id in &acknowledged {
            let revisions = reader.revisions(&DocId::given(id)).unwrap();
            let found = revisions.iter().filter(|revision| revision.id.as_str() == id).count();
            assert_eq!(found, 1, "{id} after kill {kill}");
        }
        assert_eq!(reader.check().unwrap(), [], "after kill {kill}");
    }
    add(library, &all, None);
    let reader = Reader::open(library).unwrap();
    assert_eq!((reader.pending_count().unwrap(), reader.check().unwrap()), (0, vec![]));
    let undisturbed = tempfile::tempdir().unwrap();
    add(undisturbed.path(), &all, None);
    let undisturbed = Reader::open(undisturbed.path()).unwrap();
    let (stats, expected) = (reader.stats().unwrap(), undisturbed.stats().unwrap());
    assert_eq!((stats.articles, stats.revisions), (expected.articles, expected.revisions));
    assert_eq!(reader.thread_ids().unwrap(), undisturbed.thread_ids().unwrap());
    cut_short
}
