use super::*;
use flate2::{Compression, write::GzEncoder};
use std::{
    fs,
    io::{Cursor, Write},
};

const LIMITS: Limits = Limits { max_page_bytes: 2000, max_depth: 4, max_skip_bytes: 100_000 };

fn outcomes(bytes: &[u8], folder: &Path, trust: Trust) -> Vec<Outcome> {
    let source =
        Source { label: "in.jsonl".to_owned(), name: "in.jsonl".into(), folder: folder.to_owned(), trust };
    file::read_stream(Box::new(Cursor::new(bytes.to_vec())), None, source, LIMITS).collect()
}

/// Compares the outcomes of a file of records: path, kind and bytes of a page, or path and reason.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &[&str]) {
    check_in(Path::new("nowhere"), Trust::Folder, bytes, expected);
}

#[track_caller]
fn check_in(folder: &Path, trust: Trust, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let found: Vec<String> = outcomes(bytes.as_ref(), folder, trust)
        .into_iter()
        .map(|outcome| match outcome {
            Ok(page) => format!("{} {:?} {}", page.path, page.kind, String::from_utf8(page.bytes).unwrap()),
            Err(aside) => format!("{} {}", aside.path, aside.reason.name()),
        })
        .map(|line| line.replace(&format!("{}/", folder.display()), ""))
        .collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn advice(line: &str) -> String {
    outcomes(line.as_bytes(), Path::new("nowhere"), Trust::Folder).remove(0).unwrap_err().advice
}

#[test]
fn pages_of_each_form() {
    check(
        "{\"id\":\"a\",\"html\":\"<p>Bridge opens\"}\n{\"text\":\"पुल खुला\"}\n{\"text\":\"As it is\",\"verbatim\":true}",
        &["in.jsonl:1 Html <p>Bridge opens", "in.jsonl:2 Text पुल खुला", "in.jsonl:3 Verbatim As it is"],
    );
}

#[test]
fn line_ends_blank_lines_and_marks() {
    check(
        "\u{feff}{\"text\":\"one\"}\r\n\r\n  {\"text\":\"two\"}  \n\n",
        &["in.jsonl:1 Text one", "in.jsonl:3 Text two"],
    );
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let mut bytes =
        b"{\"text\":\"one\"}\n{\"text\":\n{\"text\":\"\xff\"}\n[1]\n{\"id\":\"x\"}\n{\"text\":\" \"}\n"
            .to_vec();
    bytes.extend(b"{\"text\":\"two\",\"verbatim\":\"maybe\"}\n{\"text\":\"\\ud800\"}\n{\"text\":\"last\"}");
    check(
        &bytes,
        &[
            "in.jsonl:1 Text one",
            "in.jsonl:2 bad-record",
            "in.jsonl:3 bad-record",
            "in.jsonl:4 bad-record",
            "in.jsonl:5 bad-record",
            "in.jsonl:6 empty",
            "in.jsonl:7 bad-record",
            "in.jsonl:8 bad-record",
            "in.jsonl:9 Text last",
        ],
    );
    check(
        format!("{}\n{{\"text\":\"last\"}}", "[".repeat(1500)),
        &["in.jsonl:1 bad-record", "in.jsonl:2 Text last"],
    );
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let long = "x".repeat(5000);
    check(
        format!("{{\"text\":\"one\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"two\"}}\n{{\"text\":\"{long}"),
        &["in.jsonl:1 Text one", "in.jsonl:2 too-large", "in.jsonl:3 Text two", "in.jsonl:4 too-large"],
    );
}

#[test]
fn a_file_without_end_is_given_up() {
    for (filler, line) in [("\n", 100_002), (" \n", 50_002), ("x", 2)] {
        let filler = filler.repeat(300_000);
        let given_up = format!("in.jsonl:{line} too-large");
        check(format!("{{\"text\":\"one\"}}\n{filler}"), &["in.jsonl:1 Text one", &given_up]);
    }
}

#[test]
fn what_the_caller_knows_is_kept() {
    let line = r#"{"id":7,"text":"x","url":"https://varta.example/1","date":"2025-08-13","captured":"2025-08-14T10:00Z",
        "outlet":"Varta","lang":"hi","title":"Bridge opens","more":[1,{"a":2}]}"#
        .replace('\n', "");
    let page = outcomes(line.as_bytes(), Path::new(""), Trust::Folder).remove(0).unwrap();
    let given = page.given;
    assert_eq!(page.id.as_str(), "7");
    assert_eq!(page.charset.as_deref(), Some("utf-8"));
    assert_eq!(given.url.as_deref(), Some("https://varta.example/1"));
    assert_eq!(given.date.map(|m| m.to_string()).as_deref(), Some("2025-08-13"));
    assert_eq!(given.captured.map(|m| m.to_string()).as_deref(), Some("2025-08-14T10:00+00:00"));
    assert_eq!(given.outlet.as_deref(), Some("Varta"));
    assert_eq!(given.lang.as_deref(), Some("hi"));
    assert_eq!(given.title.as_deref(), Some("Bridge opens"));
}

#[test]
fn absent_null_and_empty_are_the_same() {
    let line = r#"{"id":"","text":"x","url":null,"date":"","outlet":" "}"#;
    let page = outcomes(line.as_bytes(), Path::new(""), Trust::Folder).remove(0).unwrap();
    assert_eq!(page.id, DocId::of_bytes(b"x"));
    assert_eq!(page.given, Given::default());
}

#[test]
fn advice_says_what_to_mend() {
    assert!(advice(r#"{"text":"x","date":"last Monday"}"#).contains("write 2025-08-13"));
    assert!(advice(r#"{"id":"x"}"#).contains("add path, html or text"));
    assert!(advice(r#"{"id":[1],"text":"x"}"#).contains("expected a string or a number"));
    assert!(advice(r#"{"path":"../x.html"}"#).contains("--manifest"));
    assert!(advice(r#"{"path":"x.html"}"#).starts_with("x.html: there is no such file"));
}

#[test]
fn named_files_are_read_from_the_folder_of_the_records() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("out.html"), "<p>Outside</p>").unwrap();
    fs::write(folder.path().join("in/a.html"), "<p>Inside</p>").unwrap();
    fs::write(folder.path().join("in/b.txt"), "Bridge opens").unwrap();
    fs::write(folder.path().join("in/c.jpg"), b"\xff\xd8\xff").unwrap();
    fs::write(folder.path().join("in/d.jsonl"), "{\"text\":\"x\"}").unwrap();
    let absolute = folder.path().join("out.html").display().to_string();
    let lines = format!(
        "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{{\"path\":\"{absolute}\"}}",
        r#"{"path":"a.html"}"#,
        r#"{"path":"./b.txt","verbatim":true}"#,
        r#"{"path":"c.jpg"}"#,
        r#"{"path":"d.jsonl"}"#,
        r#"{"path":"a.html","verbatim":true}"#,
        r#"{"path":"."}"#,
        r#"{"path":"../out.html"}"#,
    );
    let inside = folder.path().join("in");
    let common = [
        "a.html Html <p>Inside</p>",
        "./b.txt Verbatim Bridge opens",
        "in.jsonl:3 binary",
        "in.jsonl:4 bad-record",
        "in.jsonl:5 bad-record",
        "in.jsonl:6 unreadable",
    ];
    let refused = ["in.jsonl:7 bad-record", "in.jsonl:8 bad-record"];
    check_in(&inside, Trust::Folder, &lines, &[&common[..], &refused].concat());
    let outside = format!("{absolute} Html <p>Outside</p>");
    let allowed = ["../out.html Html <p>Outside</p>", &outside];
    check_in(&inside, Trust::Anywhere, &lines, &[&common[..], &allowed].concat());
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("out.html"), "<p>Outside</p>").unwrap();
    std::os::unix::fs::symlink("../out.html", folder.path().join("in/a.html")).unwrap();
    check_in(&folder.path().join("in"), Trust::Folder, r#"{"path":"a.html"}"#, &["in.jsonl:1 bad-record"]);
}

#[test]
fn a_packed_file_that_breaks_off_gives_what_came_before() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    for n in 0..3000 {
        writeln!(encoder, "{{\"text\":\"Report {n} on the bridge\"}}").unwrap();
    }
    let packed = encoder.finish().unwrap();
    let found = outcomes(&packed[..packed.len() - 100], Path::new(""), Trust::Folder);
    let (last, pages) = found.split_last().unwrap();
    assert!(pages.len() > 2000 && pages.iter().all(Result::is_ok));
    assert_eq!(last.as_ref().unwrap_err().reason, SetAsideReason::Corrupt);
}

#[test]
fn a_manifest_is_read_as_one_whatever_its_name() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("pages.txt");
    fs::write(&path, "# pages\n{\"text\":\"one\"}\n").unwrap();
    let found: Vec<Outcome> = file::read_named(&path, Trust::Anywhere, LIMITS).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].as_ref().unwrap_err().reason, SetAsideReason::BadRecord);
    assert_eq!(found[1].as_ref().unwrap().bytes, b"one");
    assert_eq!(file::read_named(&path, Trust::Folder, LIMITS).count(), 1, "one page of text");
}

proptest::proptest! {
    #[test]
    fn every_line_gives_one_outcome(lines in proptest::collection::vec("[{}\"a-z:,\\\\ \\[\\]0-9]{1,40}", 1..20)) {
        let lines: Vec<String> = lines.iter().map(|line| format!("{{\"{line}")).collect();
        let found = outcomes(lines.join("\n").as_bytes(), Path::new("nowhere"), Trust::Folder);
        assert_eq!(found.len(), lines.len());
    }
}

#[test]
fn one_copy_under_two_outlets_is_two_pages() {
    let text = r#"{"text":"One copy.","outlet":"A"}
{"text":"One copy.","outlet":"B"}
{"text":"One copy.","outlet":"A"}"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copies.jsonl");
    std::fs::write(&path, text).unwrap();
    let ids: Vec<DocId> = crate::read(&[crate::Input::Path(path)], &crate::Limits::default())
        .map(|outcome| outcome.unwrap().id)
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0], ids[2]);
}
