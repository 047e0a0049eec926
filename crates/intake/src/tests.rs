use crate::{Input, Limits, Outcome, estimate, read};
use flate2::{Compression, write::GzEncoder};
use model::{DocId, PageKind, SetAsideReason};
use std::{fs, io::Write, path::Path};
use tempfile::TempDir;

/// Returns an outcome as one line: name and kind of a page, or name and reason of what was set aside.
fn line(folder: &Path, outcome: &Outcome) -> String {
    let (path, what) = match outcome {
        Ok(page) => (&page.path, format!("{:?}", page.kind).to_lowercase()),
        Err(aside) => {
            assert!(!aside.advice.is_empty());
            (&aside.path, aside.reason.name().to_owned())
        }
    };
    let path = path.strip_prefix(&folder.display().to_string()).unwrap_or(path);
    format!("{} {what}", path.trim_start_matches('/'))
}

fn lines(folder: &Path, input: Input, limits: &Limits) -> Vec<String> {
    read(&[input], limits).map(|outcome| line(folder, &outcome)).collect()
}

/// Writes the files into a folder, reads the folder, and compares the outcomes.
#[track_caller]
fn check(files: &[(&str, &[u8])], expected: &[&str]) {
    check_within(&Limits::default(), files, expected);
}

#[track_caller]
fn check_within(limits: &Limits, files: &[(&str, &[u8])], expected: &[&str]) {
    let folder = write(files);
    assert_eq!(lines(folder.path(), Input::Path(folder.path().into()), limits), expected);
}

fn write(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const PAGE: &[u8] = b"<!doctype html><title>Bridge opens</title><p>The bridge opened on Monday.</p>";

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    check(
        &[
            ("b.html", PAGE),
            ("a/2.txt", "पुल सोमवार को खुला।".as_bytes()), // The bridge opened on Monday.
            ("a/10.html", PAGE),
            ("a/.hidden.html", PAGE),
            (".git/x.html", PAGE),
            ("c.html.gz", &pack(PAGE)),
        ],
        &["a/10.html html", "a/2.txt text", "b.html html", "c.html.gz html"],
    );
}

#[test]
fn what_gives_no_page_says_why() {
    check(
        &[
            ("archive.zip", b"PK\x03\x04\x14\0"),
            ("blank.html", b" \r\n"),
            ("broken.gz", &pack(PAGE)[..20]),
            ("empty.html", b""),
            ("empty.txt.gz", &pack(b"")),
            ("map.xml", b"<?xml version=\"1.0\"?><urlset><url/></urlset>"),
            ("pages.jsonl", b"\n\n"),
            ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            ("style.css", b"body { margin: 0 }"),
            ("twice.gz", &pack(&pack(PAGE))),
        ],
        &[
            "archive.zip binary",
            "blank.html empty",
            "broken.gz corrupt",
            "empty.html empty",
            "empty.txt.gz empty",
            "map.xml no-article",
            "pages.jsonl empty",
            "photo.jpg binary",
            "style.css no-article",
            "twice.gz binary",
        ],
    );
    check(&[], &[" empty"]);
}

#[test]
fn pages_keep_their_bytes_and_their_content_id() {
    let folder = write(&[("a.html", PAGE), ("b.html.gz", &pack(PAGE))]);
    let pages: Vec<_> =
        read(&[Input::Path(folder.path().into())], &Limits::default()).map(Result::unwrap).collect();
    assert_eq!(pages.len(), 2, "a page that comes twice is given twice");
    for page in pages {
        assert_eq!(page.bytes, PAGE);
        assert_eq!(page.id, DocId::of_bytes(PAGE));
        assert_eq!(page.kind, PageKind::Html);
        assert_eq!(page.given, model::Given::default());
        assert_eq!(page.charset, None);
    }
}

#[test]
fn inputs_are_read_in_their_order() {
    let folder = write(&[("a.html", PAGE), ("b.txt", b"The bridge opened.")]);
    let at = |name: &str| Input::Path(folder.path().join(name));
    let inputs = [at("b.txt"), at("none.html"), at("a.html")];
    let found: Vec<_> = read(&inputs, &Limits::default()).map(|o| line(folder.path(), &o)).collect();
    assert_eq!(found, ["b.txt text", "none.html unreadable", "a.html html"]);
}

#[test]
fn the_limit_on_pages_holds() {
    let limits = Limits { max_page_bytes: 100_000, ..Limits::default() };
    let long = "<p>The bridge opened.</p>\n".repeat(10_000);
    check_within(
        &limits,
        &[("a.html", long.as_bytes()), ("b.html.gz", &pack(long.as_bytes())), ("c.html", PAGE)],
        &["a.html too-large", "b.html.gz too-large", "c.html html"],
    );
}

#[test]
fn a_page_of_200_megabytes_is_too_large() {
    let folder = write(&[("a.html", &b"<p>The bridge opened on Monday.</p>\n".repeat(3000))]);
    let path = folder.path().join("a.html");
    // The rest of the file is a hole, which takes no room on the disk.
    fs::OpenOptions::new().append(true).open(&path).unwrap().set_len(200 << 20).unwrap();
    assert_eq!(lines(folder.path(), Input::Path(path), &Limits::default()), ["a.html too-large"]);
}

#[test]
fn a_packed_bomb_stops_at_the_limit() {
    let block = vec![0_u8; 1 << 20];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..1024 {
        encoder.write_all(&block).unwrap();
    }
    let zeros = encoder.finish().unwrap();
    let folder = write(&[("zeros.html.gz", &zeros), ("zeros.jsonl.gz", &zeros)]);
    let found = lines(folder.path(), Input::Path(folder.path().into()), &Limits::default());
    assert_eq!(found, ["zeros.html.gz binary", "zeros.jsonl.gz binary"]);
}

#[cfg(unix)]
#[test]
fn links_are_read_as_files_and_never_followed_into_folders() {
    use std::os::unix::fs::symlink;
    let folder = write(&[("a/page.html", PAGE)]);
    symlink("..", folder.path().join("a/up")).unwrap();
    symlink("page.html", folder.path().join("a/same.html")).unwrap();
    symlink("nowhere.html", folder.path().join("a/broken.html")).unwrap();
    symlink("self", folder.path().join("a/self")).unwrap();
    assert_eq!(
        lines(folder.path(), Input::Path(folder.path().into()), &Limits::default()),
        [
            "a/broken.html unreadable",
            "a/page.html html",
            "a/same.html html",
            "a/self unreadable",
            "a/up unreadable"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_socket_in_a_folder_is_not_opened() {
    let folder = write(&[("a.html", PAGE)]);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("s")).unwrap();
    assert_eq!(
        lines(folder.path(), Input::Path(folder.path().into()), &Limits::default()),
        ["a.html html", "s unreadable"]
    );
}

#[test]
fn folders_are_read_to_the_limit_and_no_deeper() {
    let limits = Limits { max_depth: 2, ..Limits::default() };
    check_within(
        &limits,
        &[("a/1.html", PAGE), ("a/b/2.html", PAGE), ("c.html", PAGE)],
        &["a/1.html html", "a/b unreadable", "c.html html"],
    );
}

#[test]
fn ten_thousand_files_are_read_in_their_order() {
    let folder = TempDir::new().unwrap();
    for n in 0..10_000 {
        fs::write(folder.path().join(format!("{n:05}.html")), PAGE).unwrap();
    }
    let input = [Input::Path(folder.path().into())];
    let paths: Vec<String> = read(&input, &Limits::default()).map(|outcome| outcome.unwrap().path).collect();
    assert_eq!(paths.len(), 10_000);
    assert!(paths.is_sorted());
    assert_eq!(estimate(&input, &Limits::default()), 10_000);
}

#[test]
fn estimates_count_files_and_records() {
    let records = "{\"text\":\"The bridge opened.\"}\n".repeat(300);
    let folder = write(&[("a.html", PAGE), ("b/c.jsonl", records.as_bytes()), (".x/d.html", PAGE)]);
    let limits = Limits::default();
    assert_eq!(estimate(&[Input::Path(folder.path().into()), Input::Stdin], &limits), 302);
    assert_eq!(estimate(&[Input::Manifest(folder.path().join("b/c.jsonl"))], &limits), 300);
    assert_eq!(estimate(&[Input::Path("none".into())], &limits), 1);
}

#[test]
fn a_lone_dash_is_standard_input() {
    assert_eq!(Input::of_argument("-"), Input::Stdin);
    assert_eq!(Input::of_argument("./-"), Input::Path("./-".into()));
}

#[test]
fn reading_can_move_to_another_thread() {
    fn is_send(_: impl Iterator<Item = Outcome> + Send + 'static) {}
    is_send(read(&[], &Limits::default()));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(300))]
    #[test]
    fn any_bytes_give_an_outcome(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2000),
        start in proptest::sample::select(vec!["", "<html>", "<rss><item>", "{\"text\":\"", "\u{feff}", "a\n"]),
        packed in proptest::bool::ANY,
        name in proptest::sample::select(vec!["x", "x.html", "x.jsonl", "x.js"]),
    ) {
        let content = [start.as_bytes(), &bytes].concat();
        let folder = write(&[(name, &if packed { pack(&content) } else { content.clone() })]);
        let path = folder.path().join(name);
        let limits = Limits { max_page_bytes: 1500, ..Limits::default() };
        let outcomes: Vec<_> = read(&[Input::Path(path.clone())], &limits).collect();
        let single = !name.ends_with("jsonl") && !start.starts_with(['{', '<']);
        if single || start == "<html>" {
            assert_eq!(outcomes.len(), 1);
        } else {
            assert!(!outcomes.is_empty());
        }
        for outcome in outcomes {
            match outcome {
                Ok(page) => assert!(page.bytes.len() <= 1500 * 3),
                Err(aside) => assert!(aside.reason != SetAsideReason::Internal && !aside.advice.is_empty()),
            }
        }
    }
}
