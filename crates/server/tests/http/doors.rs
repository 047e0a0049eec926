//! Who may come in, how much is answered, and how it ends.

use crate::desk::{LIBRARY, packs, serving, serving_with};
use server::{App, Door, Error, Limits, Token};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const TOKEN: &str = "a-token-for-the-desk";

#[test]
fn a_token_is_asked_of_everybody() {
    serving_with(LIBRARY.path(), Some(TOKEN), Limits::default(), |client| {
        let refused = client.get("/api/v1/threads");
        assert_eq!(refused.status, 401);
        assert!(refused.header("www-authenticate").unwrap().starts_with("Basic"));
        assert!(!refused.text().contains("items"));
        assert_eq!(client.get("/healthz").status, 200);
        let bearer = format!("Bearer {TOKEN}");
        let headers = [("Authorization", bearer.as_str()), ("Host", "desk.example")];
        assert_eq!(client.ask("GET", "/api/v1/threads", &headers, b"").status, 200);
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
fn other_names_of_this_machine_are_refused() {
    serving(|client| {
        let answer = client.ask("GET", "/api/v1/threads", &[("Host", "evil.example")], b"");
        assert_eq!((answer.status, answer.json()["code"].as_str()), (421, Some("foreign-host")));
    });
}

#[test]
fn who_asks_too_much_is_told_to_wait() {
    let limits = limits(|limits| (limits.rate, limits.burst) = (1, 3));
    serving_with(LIBRARY.path(), None, limits, |client| {
        let answers: Vec<u16> = (0..5).map(|_| client.get("/api/v1/stats").status).collect();
        assert_eq!(answers, [200, 200, 200, 429, 429]);
        let refused = client.get("/api/v1/stats");
        assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
        assert_eq!(client.get("/healthz").status, 200);
    });
}

#[test]
fn a_head_that_does_not_come_is_not_waited_for() {
    let limits = limits(|limits| limits.head = Duration::from_millis(100));
    serving_with(LIBRARY.path(), None, limits, |client| {
        let mut slow = TcpStream::connect(client.address).unwrap();
        write!(slow, "GET / HTTP/1.1\r\nHost: loc").unwrap();
        let mut rest = Vec::new();
        slow.read_to_end(&mut rest).unwrap();
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(100_000));
        assert_eq!(client.send(long.as_bytes()).status, 431);
    });
}

#[test]
fn no_more_connections_than_allowed_are_served_at_once() {
    let limits = limits(|limits| (limits.connections, limits.head) = (1, Duration::from_millis(200)));
    serving_with(LIBRARY.path(), None, limits, |client| {
        let _idle = TcpStream::connect(client.address).unwrap();
        assert_eq!(client.get("/healthz").status, 200);
    });
}

#[test]
fn a_server_stops_while_somebody_holds_on() {
    serving(|client| {
        let mut idle = TcpStream::connect(client.address).unwrap();
        write!(idle, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut start = [0; 8];
        idle.read_exact(&mut start).unwrap();
        assert_eq!(&start, b"HTTP/1.1");
        std::mem::forget(idle);
    });
}

#[test]
fn a_folder_without_a_library_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let fault = App::open(folder.path(), packs(), Limits::default()).unwrap_err();
    assert!(matches!(fault, Error::Library(_)), "{fault}");
}

#[test]
fn answers_are_packed_for_those_who_unpack() {
    serving(|client| {
        let packed = client.ask("GET", "/api/v1/record", &[("Accept-Encoding", "gzip")], b"");
        assert_eq!(packed.header("content-encoding"), Some("gzip"));
        assert!(packed.body.starts_with(&[0x1f, 0x8b]));
        assert!(packed.body.len() * 3 < client.get("/api/v1/record").body.len());
    });
}

fn limits(set: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    set(&mut limits);
    limits
}
