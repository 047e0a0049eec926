//! What every command promises to a shell: exit codes, where output goes, closed pipes, colour, bad input.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use tempfile::TempDir;

const PAGE: &str = "<html lang=en><head><title>Dam is safe</title></head><body><article><h1>Dam is safe</h1>\
<p>The chief engineer, Ama Rao, said on Friday that the dam above the town is safe and that no gate was opened \
during the night.</p><p>About 1,200 people were moved from three villages below the dam, the district office \
said in a statement, and they would return on Sunday.</p><p>The ministry did not mention the villages in its \
own statement, which was published on Saturday morning.</p></article></body></html>";

/// A command that sees no configuration of whoever runs the tests.
fn sutradhar(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("sutradhar").unwrap();
    command.args(arguments).env("XDG_CONFIG_HOME", "/nonexistent").env_remove("NO_COLOR");
    for name in ["CONFIG", "NAMES", "PACKS", "JOBS", "OFFSETS", "UI", "COLOR", "WIDTH"] {
        command.env_remove(format!("SUTRADHAR_{name}"));
    }
    command
}

fn check(arguments: &[&str], code: i32) -> (String, String) {
    let assert = sutradhar(arguments).assert().code(code);
    let output = assert.get_output();
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn the_demo_is_the_same_every_time() {
    let (first, advice) = check(&["demo"], 0);
    let (second, _) = check(&["demo", "--jobs", "1"], 0);
    assert_eq!(first, second);
    assert!(first.contains("WHAT IS CLAIMED"));
    assert!(advice.trim_end().ends_with("sutradhar read FOLDER"), "{advice}");
}

#[test]
fn some_bad_input_does_not_spoil_the_rest() {
    let folder =
        folder(&[("a.html", PAGE.as_bytes()), ("b.html", b""), ("c.html", &[0, 159, 146, 150, 0, 1])]);
    let path = shown(folder.path());
    let (lines, summary) = check(&["extract", &path], 0);
    assert_eq!(lines.lines().count(), 1);
    assert!(lines.starts_with(r#"{"format":"article/1""#));
    assert!(
        summary.contains("b.html: empty: ") && summary.contains("1 articles, 2 inputs set aside"),
        "{summary}"
    );
    let (record, _) = check(&["read", &path], 0);
    assert!(record.contains("SET ASIDE") && record.contains("b.html"));
}

#[test]
fn nothing_usable_is_code_2() {
    let folder = folder(&[("b.html", b"")]);
    for command in ["read", "extract", "annotate", "group"] {
        let (_, advice) = check(&[command, &shown(folder.path())], 2);
        assert!(advice.contains("no input could be used"), "{command}: {advice}");
        let (_, advice) = check(&[command, "no/such/file.html"], 2);
        assert!(advice.contains("no/such/file.html"), "{command}: {advice}");
    }
}

#[test]
fn wrong_use_is_code_2_and_says_what_to_do() {
    let (_, advice) = check(&["read"], 2);
    assert!(advice.contains("name files or folders"), "{advice}");
    let (_, advice) = check(&["read", "--until", "article", "--format", "html", "x"], 2);
    assert!(advice.contains("leave --format out"), "{advice}");
    let (_, advice) = check(&["eval", "nothing"], 2);
    assert!(advice.contains("there are articles"), "{advice}");
    check(&["read", "--until", "nowhere", "x"], 2);
    check(&["nonsense"], 2);
    let names =
        folder(&[("names.tsv", b"id\ttype\tkind\tof\ten\nb\tPER\tperson\t\tBo\na\tPER\tperson\t\tAl\n")]);
    let file = shown(&names.path().join("names.tsv"));
    let (_, advice) = check(&["read", "--names", &file, "x"], 2);
    assert!(advice.contains("names.tsv: line 3: rows must be sorted"), "{advice}");
}

#[test]
fn every_stage_reads_standard_input() {
    let line = format!("{{\"id\":\"given\",\"html\":{}}}\n", serde_json::to_string(PAGE).unwrap());
    for (stage, format) in [("article", "article/1"), ("document", "document/1"), ("story", "group/1")] {
        let assert = sutradhar(&["read", "--until", stage, "-"]).write_stdin(line.as_str()).assert().code(0);
        let printed = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
        let start = format!("{{\"format\":\"{format}\",\"id\":\"given\"");
        assert!(printed.starts_with(&start) && printed.lines().count() == 1, "{printed}");
    }
}

#[test]
fn output_goes_to_a_file_when_asked() {
    let folder = folder(&[("a.html", PAGE.as_bytes())]);
    let page = shown(&folder.path().join("a.html"));
    for (format, start) in [
        ("json", "{\"format\":\"record/1\""),
        ("jsonl", "{\"format\":\"thread/1\""),
        ("md", "# "),
        ("html", "<!doctype html>"),
    ] {
        let file = folder.path().join("out");
        let (printed, _) = check(&["read", "--format", format, "-o", &shown(&file), &page], 0);
        assert_eq!(printed, "");
        let written = fs::read_to_string(&file).unwrap();
        assert!(written.starts_with(start), "{format}: {written}");
        fs::remove_file(file).unwrap();
    }
    let (_, advice) = check(&["read", "-o", "no/such/folder/out", &page], 2);
    assert!(advice.contains("no/such/folder/out"), "{advice}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Process::new(assert_cmd::cargo::cargo_bin!("sutradhar"))
        .args(["demo", "--format", "json"])
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let folder = folder(&[("a.html", PAGE.as_bytes())]);
    let page = shown(&folder.path().join("a.html"));
    let has_colour = |arguments: &[&str], no_color: bool| {
        let mut command = sutradhar(&[&["read", &page], arguments].concat());
        if no_color {
            command.env("NO_COLOR", "1");
        }
        String::from_utf8(command.assert().code(0).get_output().stdout.clone()).unwrap().contains('\u{1b}')
    };
    assert!(!has_colour(&[], false));
    assert!(!has_colour(&[], true));
    assert!(has_colour(&["--color", "always"], false));
    assert!(!has_colour(&["--color", "never"], false));
}

#[test]
fn characters_can_be_counted_instead_of_bytes() {
    let line = "{\"id\":\"x\",\"text\":\"“Ça va” said Ama Rao.\",\"verbatim\":true,\"lang\":\"en\"}\n";
    let end = |unit: &str| {
        let assert = sutradhar(&["extract", "--offsets", unit, "-"]).write_stdin(line).assert().code(0);
        let value: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
        value["blocks"][0]["end"].as_u64().unwrap()
    };
    assert_eq!((end("bytes"), end("chars")), (26, 21));
}

#[test]
fn settings_say_where_they_came_from() {
    let assert = sutradhar(&["config", "--width", "90"]).env("SUTRADHAR_JOBS", "2").assert().code(0);
    let printed = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    let has =
        |key: &str, from: &str| printed.lines().any(|line| line.starts_with(key) && line.ends_with(from));
    assert!(
        has("jobs", "environment SUTRADHAR_JOBS") && has("width", "flag --width") && has("ui", "built-in"),
        "{printed}"
    );
    let file = folder(&[("c.toml", b"jobs = 1\ncolour = 1\n")]);
    let (_, advice) = check(&["config", "--config", &shown(&file.path().join("c.toml"))], 2);
    assert!(advice.contains("line 2") && advice.contains("c.toml"), "{advice}");
}

#[test]
fn packs_are_checked_and_listed() {
    let (good, _) = check(&["pack", "check"], 0);
    assert!(good.starts_with("built-in: no fault in "), "{good}");
    let (list, _) = check(&["pack", "list"], 0);
    assert!(list.lines().any(|line| line.starts_with("hi ")));
    let packs = tempfile::tempdir().unwrap();
    let pack = packs.path().join("xx");
    fs::create_dir(&pack).unwrap();
    let info = "name = \"X\"\nnative = \"X\"\nscript = \"Latn\"\nparent = \"und\"\nlicence = \"CC0-1.0\"\nsources = []\n";
    fs::write(pack.join("pack.toml"), info).unwrap();
    check(&["pack", "check", &shown(&pack)], 0);
    fs::write(pack.join("grammar.tsv"), "class\tphrases\nno-such-class\tx\n").unwrap();
    let (fault, _) = check(&["pack", "check", &shown(&pack)], 1);
    assert!(fault.contains("xx/grammar.tsv: line 2: no class"), "{fault}");
    let (_, advice) = check(&["pack", "check", &shown(&packs.path().join("empty"))], 2);
    assert!(advice.contains("read packs from"), "{advice}");
}

#[test]
fn the_demo_corpus_is_read_at_least_this_well() {
    let floors = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo/floors.tsv");
    for task in ["articles", "groups", "statements", "record"] {
        check(&["eval", task, "--floor", &shown(&floors)], 0);
    }
}

#[test]
fn a_floor_that_is_not_reached_is_code_1() {
    let floors = folder(&[
        ("low.tsv", b"task\tmeasure\tleast\ngroups\tthread_precision\t0\n"),
        ("high.tsv", b"task\tmeasure\tleast\ngroups\tthread_precision\t1.5\n"),
    ]);
    let (printed, _) = check(&["eval", "groups", "--floor", &shown(&floors.path().join("low.tsv"))], 0);
    assert!(printed.lines().all(|line| line.split(' ').count() == 3), "{printed}");
    let (_, advice) = check(&["eval", "groups", "--floor", &shown(&floors.path().join("high.tsv"))], 1);
    assert!(advice.contains("under its floor of 1.5"), "{advice}");
    let (json, _) = check(&["eval", "groups", "--format", "json"], 0);
    assert!(
        json.starts_with(r#"{"format":"eval/1","task":"groups","measures":[{"name":"story_precision""#),
        "{json}"
    );
}

#[test]
fn completions_schemas_and_help_are_there() {
    assert!(check(&["completions", "bash"], 0).0.contains("_sutradhar"));
    assert!(check(&["schema", "record"], 0).0.contains("json-schema.org/draft/2020-12"));
    let (help, _) = check(&["--help"], 0);
    assert!(help.contains("Examples:") && help.contains("Exit status:"));
}

#[test]
fn the_demo_pages_can_be_saved_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (_, advice) = check(&["demo", "--save", &shown(folder.path())], 0);
    let command: Vec<String> =
        advice.lines().last().unwrap().split_whitespace().skip(1).map(str::to_owned).collect();
    let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    let (record, _) = check(&arguments, 0);
    assert!(record.contains("WHAT IS CLAIMED"));
}

#[test]
fn what_an_outlet_prints_on_every_page_is_learned_in_a_file() {
    let promise = "Our reporters are on the road for you in every village of the valley.";
    let lines: String = (1..=5)
        .map(|at| {
            let html = format!(
                "<h1>Report {at}</h1><p>The river rose by {at} metres on Monday, and the school moved to the hill, the \
                 council of village {at} said.</p><p>The bridge number {at} stays closed until engineers have looked at it.</p>\
                 <p>{promise}</p>"
            );
            format!("{}\n", serde_json::json!({ "html": html, "url": format!("https://lok.example/{at}") }))
        })
        .collect();
    let folder = folder(&[("pages.jsonl", lines.as_bytes())]);
    let (pages, memory) = (shown(&folder.path().join("pages.jsonl")), folder.path().join("outlets.json"));
    let (plain, _) = check(&["extract", &pages], 0);
    assert_eq!(plain.matches(&format!("{promise}\",\"blocks\"")).count(), 5);
    let (learned, _) = check(&["extract", "--memory", &shown(&memory), &pages], 0);
    assert_eq!(learned.lines().count(), 5);
    assert_eq!(learned.matches(&format!("{promise}\",\"blocks\"")).count(), 0);
    // A second run knows the same pages already, and learns nothing new.
    let kept = fs::read(&memory).unwrap();
    let (again, _) = check(&["extract", "--memory", &shown(&memory), &pages], 0);
    assert_eq!((again, fs::read(&memory).unwrap()), (learned, kept));
    let (_, advice) = check(&["extract", "--memory", &shown(&memory), "-"], 2);
    assert!(advice.contains("read once only"), "{advice}");
    fs::write(&memory, "{").unwrap();
    let (_, advice) = check(&["extract", "--memory", &shown(&memory), &pages], 2);
    assert!(advice.contains("outlets.json"), "{advice}");
}
