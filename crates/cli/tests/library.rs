//! The library and the server from the command line.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use assert_cmd::Command;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

/// Runs the program without the settings of whoever runs the tests.
fn sutradhar(library: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("sutradhar").unwrap();
    command.env_clear().env("SUTRADHAR_LIBRARY", library).args(arguments);
    command
}

/// Runs it, checks the exit code, and returns what it printed.
fn check(library: &Path, arguments: &[&str], input: &str, code: i32) -> (String, String) {
    let output = sutradhar(library, arguments).write_stdin(input).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}{err}");
    (out, err)
}

/// Returns a page as a JSON line; the first number is its address, the second what it says.
fn page(address: u32, dead: u32) -> String {
    let text = format!(
        "सीमा चौकी {address} पर विस्फोट में {dead} सैनिक मारे गए। रक्षा मंत्रालय के प्रवक्ता ने कहा कि जांच शुरू हो गई है। \
         घायलों को राजधानी के अस्पताल में भर्ती कराया गया है और इलाके की घेराबंदी कर दी गई है।"
    );
    let url = format!("https://navrekha.example/desh/{address}");
    format!("{}\n", serde_json::json!({"url": url, "text": text, "date": "2025-08-13", "verbatim": true}))
}

#[test]
fn what_is_added_stays_and_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("desk");
    let pages = page(1, 3) + &page(2, 3);
    let (out, _) = check(library, &["add", "-"], &pages, 0);
    assert!(out.starts_with("2 new, 0 revised, 0 known; ") && out.contains("; 2 articles in "), "{out}");
    let again = pages.clone() + &page(1, 4) + "{broken\n";
    let (out, err) = check(library, &["add", "-"], &again, 0);
    assert!(out.starts_with("0 new, 1 revised, 2 known; ") && out.contains("; 2 articles in "), "{out}");
    assert!(err.contains("bad-record"), "{err}");
    let (lines, _) = check(library, &["add", "--format", "jsonl", "-"], &pages, 0);
    let line: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((&line["format"], &line["added"]), (&"added/1".into(), &"known".into()));

    let (kept, _) = check(library, &["read", "--format", "json"], "", 0);
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let (read, _) = check(library, &["read", "--format", "json", "-"], &(page(2, 3) + &page(1, 4)), 0);
    let read: serde_json::Value = serde_json::from_str(&read).unwrap();
    let ids = |record: &serde_json::Value| -> Vec<String> {
        let threads = record["threads"].as_array().unwrap();
        let articles = threads.iter().flat_map(|thread| thread["articles"].as_array().unwrap());
        let mut ids: Vec<String> = articles.map(|article| article["id"].to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&kept), ids(&read));
    assert_eq!(kept["set_aside"].as_array().map(Vec::len), Some(1));

    let (stats, _) = check(library, &["library", "stats", "--format", "json"], "", 0);
    assert!(stats.starts_with(r#"{"articles":2,"revisions":3,"#), "{stats}");
    assert_eq!(check(library, &["library", "check"], "", 0).0, "no fault in 2 articles, 3 revisions\n");
    std::fs::write(library.join("library.sqlite"), "not a database, or not any more, whatever it was before")
        .unwrap();
    assert!(check(library, &["library", "check"], "", 2).1.contains("not one of sutradhar"));
}

#[test]
fn a_library_that_is_not_there_or_not_alone() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = &folder.path().join("nowhere");
    for arguments in [&["read"][..], &["library", "stats"], &["serve", "--port", "0"]] {
        assert!(check(nowhere, arguments, "", 2).1.contains("there is none"), "{arguments:?}");
    }
    let both = ["read", "--library", "desk", "page.html"];
    assert!(check(nowhere, &both, "", 2).1.contains("name pages or a library, not both"));
    assert!(!nowhere.exists());
}

/// A server that is killed when a test fails before it is told to end.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(library: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> (Server, String) {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("sutradhar"))
        .env_clear()
        .env("SUTRADHAR_LIBRARY", library)
        .envs(environment.iter().copied())
        .args(["serve", "--port", "0"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Server(child), line.trim().to_owned())
}

fn get(address: &str, path: &str, headers: &str) -> String {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    // A client of version 1.0 gets bodies whole.
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n{headers}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_library_is_served_until_the_process_is_told_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path();
    check(library, &["add", "-"], &page(1, 3), 0);
    let (mut server, address) = serve(library, &[], &[]);
    assert!(get(&address, "/healthz", "").contains(" 200 OK\r\n"));
    let record = get(&address, "/api/v1/record", "");
    let (_, body) = record.split_once("\r\n\r\n").unwrap();
    let record: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(record["format"], "record/1");
    let id = record["threads"][0]["articles"][0]["id"].as_str().unwrap();
    assert!(get(&address, &format!("/api/v1/articles/{id}"), "").contains("\"format\":\"document/1\""));
    let page = get(&address, "/", "");
    assert!(page.contains("style-src 'self'") && page.contains("<!doctype html>"), "{page}");
    assert!(!page.contains(" style="), "the policy would forbid it");
    assert!(get(&address, "/no", "").contains(" 404 Not Found\r\n"));
    let told =
        std::process::Command::new("kill").args(["-INT", &server.0.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
}

#[test]
fn pages_are_served_without_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages.jsonl");
    std::fs::write(&pages, page(1, 3)).unwrap();
    let nowhere = folder.path().join("nowhere");
    let token = "a-token-for-the-desk";
    let (_server, address) = serve(&nowhere, &[pages.to_str().unwrap()], &[("SUTRADHAR_TOKEN", token)]);
    assert!(get(&address, "/api/v1/record", "").contains(" 401 Unauthorized\r\n"));
    assert!(get(&address, "/", &format!("Authorization: Bearer {token}\r\n")).contains("सीमा चौकी"));
    assert!(!nowhere.exists());
}

#[test]
fn other_machines_need_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let (_, err) = check(folder.path(), &["serve", "--port", "0", "--address", "0.0.0.0"], "", 2);
    assert!(err.contains("set a token"), "{err}");
}
