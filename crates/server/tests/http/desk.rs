//! A server over a small library, and a plain TCP client.

use engine::library::{add, group, index, index_folder};
use engine::{Setup, Workers};
use intake::{Input, Limits as Reading};
use lang::{PackSource, Packs, Table};
use model::Page;
use serde_json::Value;
use server::{App, Door, Limits, Token};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use store::Library;

/// The library of the demo pages; tests that write work on a copy of it.
pub(crate) static LIBRARY: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    // In two goes, so that threads change.
    keep(folder.path(), pages(0, 25));
    keep(folder.path(), pages(25, usize::MAX));
    folder
});

pub(crate) fn packs() -> Packs {
    let names = std::fs::read_to_string(corpus().join("names.tsv")).unwrap();
    let table = Table::parse_open("names.tsv", &names).unwrap();
    Packs::with_names(&PackSource::embedded().unwrap(), &[table]).unwrap()
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo")
}

/// Returns some of the demo's pages.
pub(crate) fn pages(from: usize, to: usize) -> Vec<Page> {
    let manifest = Input::Manifest(corpus().join("pages/manifest.jsonl"));
    let all = intake::read(&[manifest], &Reading::default()).filter_map(Result::ok);
    all.skip(from).take(to.saturating_sub(from)).collect()
}

/// Adds pages to the library in a folder and groups them.
pub(crate) fn keep(folder: &Path, pages: Vec<Page>) {
    let (packs, workers) = (packs(), Workers::new(2).unwrap());
    let setup = Setup::of(&packs, &workers);
    let mut library = Library::open(folder).unwrap();
    add(&mut library, pages.into_iter().map(Ok), &setup, |_| ControlFlow::Continue(())).unwrap();
    group(&mut library, &setup, &|_| {}).unwrap();
    let found = search::Index::open(&index_folder(folder), &packs).unwrap();
    index(&library, &found, &setup, &|_| {}).unwrap();
}

/// Copies the library of the demo pages.
pub(crate) fn copy() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(LIBRARY.path(), copy.path());
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Serves the library of the demo pages while `talk` talks to the address, then stops.
pub(crate) fn serving(talk: impl FnOnce(&Client)) {
    serving_with(LIBRARY.path(), None, Limits::default(), talk);
}

/// Serves the library in a folder while `talk` talks to the address, then stops.
pub(crate) fn serving_with(folder: &Path, token: Option<&str>, limits: Limits, talk: impl FnOnce(&Client)) {
    let app = App::open(folder, packs(), limits).unwrap();
    let token = token.map(|token| Token::new(token).unwrap());
    let door = Door::open("127.0.0.1:0".parse().unwrap(), token).unwrap();
    let client = Client { address: door.address() };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        server::serve_until(door, app, async {
            let _ = stopped.await;
        })
    });
    talk(&client);
    stop.send(()).unwrap();
    server.join().unwrap().unwrap();
}

/// Somebody who asks.
pub(crate) struct Client {
    pub(crate) address: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() || method == "POST" {
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        let mut bytes = (request + "\r\n").into_bytes();
        bytes.extend_from_slice(body);
        self.send(&bytes)
    }

    /// Sends bytes as they stand and reads all that comes back.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        // A server that has read enough to refuse may close before all is sent.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::parse(&answer)
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status =
            lines.next().and_then(|line| line.get(9..12)).and_then(|text| text.parse().ok()).unwrap_or(0);
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let body = bytes.get(end + 4..).unwrap_or_default();
        let chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        let body = if chunked { joined(body) } else { body.to_vec() };
        Self { status, headers, body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn all(&self, name: &str) -> String {
        let values = self.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        values.collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// Puts the chunks of a body together.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap().trim(), 16).unwrap();
        let from = end + 2;
        if size == 0 || from + size > rest.len() {
            break;
        }
        body.extend_from_slice(&rest[from..from + size]);
        rest = rest.get(from + size + 2..).unwrap_or_default();
    }
    body
}
