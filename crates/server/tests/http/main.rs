//! What the server answers, read by a plain TCP client.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use model::{Document, Facts, Record};
use server::{App, Door, Error, Token};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

const TOKEN: &str = "a-token-for-the-desk";

fn app() -> App {
    let article = serde_json::json!({
        "id": "देश/1", "path": "a.html", "outlet": {}, "title": "शीर्षक", "authors": [], "agencies": [],
        "date_basis": "none", "tags": [], "lang": "hi", "lang_confidence": 0.95, "text": "किम ने कहा",
        "blocks": [], "furniture": [], "notes": [],
    });
    let document = Document::new(serde_json::from_value(article).unwrap(), Facts::default());
    let page = "<!doctype html><style>p{}</style><p>अभिलेख</p>".to_owned();
    App::new(&Record::default(), vec![document], page).unwrap()
}

/// Serves while `talk` talks to the address, then stops.
fn serving(token: Option<&str>, talk: impl FnOnce(SocketAddr)) {
    let token = token.map(|token| Token::new(token).unwrap());
    let door = Door::open("127.0.0.1:0".parse().unwrap(), token).unwrap();
    let address = door.address();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        server::serve_until(door, app(), async {
            let _ = stopped.await;
        })
    });
    talk(address);
    stop.send(()).unwrap();
    server.join().unwrap().unwrap();
}

/// Sends one request and returns the head and the body of the answer.
fn ask(address: SocketAddr, request: &str, headers: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: {address}\r\n") };
    write!(stream, "{request} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body.to_owned())
}

/// Checks the status, the content type and something in the body.
fn check(address: SocketAddr, request: &str, headers: &str, expected: (u16, &str, &str)) {
    let (head, body) = ask(address, request, headers);
    let (status, kind, part) = expected;
    assert!(head.starts_with(&format!("http/1.1 {status} ")), "{request}: {head}");
    assert!(head.contains(&format!("content-type: {kind}")), "{request}: {head}");
    assert!(body.contains(part), "{request}: {body}");
    for always in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff"] {
        assert!(head.contains(always), "{request}: {head}");
    }
    assert!(!head.contains("unsafe") && !head.contains("script-src"), "{head}");
}

#[test]
fn the_record_its_articles_and_its_page() {
    serving(None, |address| {
        check(address, "GET /healthz", "", (200, "application/json", "\"ok\""));
        check(
            address,
            "GET /api/v1/record",
            "",
            (200, "application/json", "{\"format\":\"record/1\",\"threads\""),
        );
        let id = "%E0%A4%A6%E0%A5%87%E0%A4%B6%2F1";
        let article = format!("GET /api/v1/articles/{id}");
        check(address, &article, "", (200, "application/json", "{\"format\":\"document/1\",\"id\":\"देश/1\""));
        check(address, "GET /", "", (200, "text/html; charset=utf-8", "अभिलेख"));
        let (head, _) = ask(address, "GET /", "");
        assert!(head.contains("style-src 'sha256-"), "{head}");
    });
}

#[test]
fn problems_are_told_as_json() {
    const PROBLEM: &str = "application/problem+json";
    serving(None, |address| {
        check(address, "GET /nowhere", "", (404, PROBLEM, "\"code\":\"no-such-path\""));
        check(address, "GET /api/v1/articles/x", "", (404, PROBLEM, "\"code\":\"no-such-article\""));
        check(address, "GET /api/v1/articles/%FF", "", (404, PROBLEM, "\"code\":\"no-such-article\""));
        check(address, "DELETE /api/v1/record", "", (405, PROBLEM, "\"code\":\"method\""));
        check(address, "GET /", "Host: evil.example\r\n", (421, PROBLEM, "\"code\":\"foreign-host\""));
    });
}

#[test]
fn a_token_is_asked_of_everybody() {
    serving(Some(TOKEN), |address| {
        let (head, body) = ask(address, "GET /api/v1/record", "");
        assert!(head.starts_with("http/1.1 401 ") && head.contains("www-authenticate: basic"), "{head}");
        assert!(!body.contains("threads"));
        check(address, "GET /healthz", "", (200, "application/json", "ok"));
        let bearer = format!("Authorization: Bearer {TOKEN}\r\nHost: desk.example\r\n");
        check(address, "GET /api/v1/record", &bearer, (200, "application/json", "threads"));
    });
}

#[test]
fn other_machines_need_a_token() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.7:0", "[::ffff:192.0.2.7]:0"] {
        let fault = Door::open(address.parse().unwrap(), None).unwrap_err();
        assert!(matches!(fault, Error::Open(_)), "{fault}");
    }
    Door::open("0.0.0.0:0".parse().unwrap(), Some(Token::new(TOKEN).unwrap())).unwrap();
}

#[test]
fn a_server_stops_while_somebody_holds_on() {
    serving(None, |address| {
        let mut idle = TcpStream::connect(address).unwrap();
        write!(idle, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut start = [0; 8];
        idle.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1");
        std::mem::forget(idle);
    });
}
