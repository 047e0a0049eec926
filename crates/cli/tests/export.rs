//! Exports from the command line.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use assert_cmd::Command;
use serde_json::{Value, json};
use std::path::Path;

/// Runs the program on a library and returns what it printed.
fn check(library: &Path, arguments: &[&str], input: &str, code: i32) -> (Vec<u8>, String) {
    let mut command = Command::cargo_bin("sutradhar").unwrap();
    command.env_clear().env("SUTRADHAR_LIBRARY", library).args(arguments).write_stdin(input);
    let output = command.output().unwrap();
    let advice = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {advice}");
    (output.stdout, advice)
}

fn page(id: &str, dead: u32) -> String {
    let text = format!(
        "Minister Ama Rao said that {dead} people died in the flood. She will visit Torvia on 3 May 2031."
    );
    let page = json!({"id": id, "text": text, "verbatim": true, "lang": "en", "date": "2031-05-01", "outlet": "Harbour Post"});
    format!("{page}\n")
}

fn library() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("desk");
    check(&library, &["add", "-"], &(page("a", 12) + &page("b", 14)), 0);
    (folder, library)
}

#[test]
fn every_format_is_written_with_what_it_carries() {
    let (folder, library) = &library();
    for format in export::Format::all() {
        for what in format.carries() {
            let out = folder.path().join(format!("{what}.{format}"));
            let file = out.display().to_string();
            check(library, &["export", "--format", format.name(), "--what", what.name(), "-o", &file], "", 0);
            assert!(out.is_file(), "{what} as {format}");
            if !format.is_binary() {
                let (printed, _) =
                    check(library, &["export", "--format", format.name(), "--what", what.name()], "", 0);
                assert_eq!(printed, std::fs::read(&out).unwrap(), "{what} as {format}");
            }
        }
    }
}

#[test]
fn documents_are_the_lines_of_annotate() {
    let (_folder, library) = &library();
    let (exported, _) = check(library, &["export", "--format", "jsonl"], "", 0);
    let (annotated, _) = check(library, &["annotate", "-"], &(page("a", 12) + &page("b", 14)), 0);
    assert_eq!(String::from_utf8(exported).unwrap(), String::from_utf8(annotated).unwrap());
}

#[test]
fn one_thread_can_be_taken_alone() {
    let (_folder, library) = &library();
    let export = ["export", "--format", "jsonl", "--what", "statements"];
    let (all, _) = check(library, &export, "", 0);
    let first: Value = serde_json::from_slice(all.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    let thread = first["thread"].as_str().unwrap();
    let (part, _) = check(library, &[&export[..], &["--thread", thread]].concat(), "", 0);
    assert!(part.starts_with(br#"{"format":"statement/1","#));
    let (_, advice) = check(library, &[&export[..], &["--thread", "th-none"]].concat(), "", 2);
    assert!(advice.contains("no thread th-none in "), "{advice}");
}

#[test]
fn what_cannot_be_written_is_told() {
    let (folder, library) = &library();
    let (_, advice) = check(library, &["export", "--format", "atom", "--what", "events"], "", 2);
    assert!(advice.contains("export events as atom: that format carries claims, stories"), "{advice}");
    let file = folder.path().join("none.csv").display().to_string();
    check(&folder.path().join("nowhere"), &["export", "--format", "csv", "-o", &file], "", 2);
    assert!(!Path::new(&file).exists(), "a file was made for nothing");
    let (_, advice) = check(library, &["export", "--format", "plover"], "", 0);
    assert!(advice.starts_with("left out: ") || advice.is_empty(), "{advice}");
}
