//! Who may come in: everybody on this machine, or everybody with the token.

use crate::problem::{Kind, Problem};
use crate::{Error, Result, base64};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// A secret that opens a door; it never prints itself.
#[derive(Clone)]
pub struct Token(Arc<str>);

/// So many characters of a random token are out of reach of guessing over a network.
const LEAST: usize = 16;

impl Token {
    /// Takes a token of 16 or more printable ASCII characters.
    pub fn new(token: &str) -> Result<Self> {
        let fits = token.len() >= LEAST && token.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(token.into())) } else { Err(Error::Token { least: LEAST }) }
    }

    /// Tells whether this is the token, in a time that does not tell how much of it was right.
    fn is(&self, given: &str) -> bool {
        let (token, given) = (self.0.as_bytes(), given.as_bytes());
        let differing = token.iter().zip(given).fold(0, |all, (mine, theirs)| all | (mine ^ theirs));
        token.len() == given.len() && differing == 0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Lets a request through that may come in.
pub(crate) async fn guard(State(token): State<Option<Token>>, request: Request, next: Next) -> Response {
    let problem = match &token {
        // Anybody may ask whether the server lives; the answer tells nothing else.
        _ if request.uri().path() == "/healthz" => None,
        Some(token) => (!has_token(request.headers(), token)).then_some(Kind::TokenNeeded),
        // A page elsewhere can make a browser here ask for a name that leads here; it shows in the Host header.
        None => (!is_here(request.headers())).then_some(Kind::ForeignHost),
    };
    match problem {
        Some(kind) => Problem::of(kind).into_response(),
        None => next.run(request).await,
    }
}

/// Tells whether the request has the token: as bearer token, or as password, which browsers ask for.
fn has_token(headers: &HeaderMap, token: &Token) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some((scheme, rest)) = given.and_then(|given| given.split_once(' ')) else { return false };
    if scheme.eq_ignore_ascii_case("bearer") {
        return token.is(rest.trim());
    }
    let password = || {
        let pair = String::from_utf8(base64::decode(rest.trim())?).ok()?;
        pair.split_once(':').map(|(_, password)| password.to_owned())
    };
    scheme.eq_ignore_ascii_case("basic") && password().is_some_and(|password| token.is(&password))
}

/// Tells whether the request was sent to a name of this machine.
fn is_here(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_that_are_easy_to_guess_are_refused() {
        for token in ["", "short", "with spaces in between", "गुप्त-गुप्त-गुप्त-गुप्त"]
        {
            assert!(Token::new(token).is_err(), "{token}");
        }
        assert_eq!(format!("{:?}", Token::new("0123456789abcdef")), "Ok(Token(…))");
    }

    #[test]
    fn the_token_comes_as_bearer_or_as_password() {
        let token = Token::new("0123456789abcdef").unwrap();
        let check = |value: &str, expected: bool| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value.parse().unwrap())]);
            assert_eq!(has_token(&headers, &token), expected, "{value}");
        };
        check("Bearer 0123456789abcdef", true);
        check("bearer  0123456789abcdef", true);
        check(&format!("Basic {}", base64::encode(b"desk:0123456789abcdef")), true);
        for wrong in
            ["Bearer 0123456789abcdeg", "Bearer 0123456789abcde", "Bearer", "0123456789abcdef", "Basic x"]
        {
            check(wrong, false);
        }
        assert!(!has_token(&HeaderMap::new(), &token));
    }

    #[test]
    fn names_of_this_machine() {
        let check = |host: &str, expected: bool| {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            assert_eq!(is_here(&headers), expected, "{host}");
        };
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:7000", "127.8.8.8", "[::1]:7000", "[::1]"] {
            check(host, true);
        }
        for host in
            ["evil.example", "evil.example:7000", "127.0.0.1.evil.example", "192.168.0.7", ":80", "[::2]:1"]
        {
            check(host, false);
        }
        assert!(!is_here(&HeaderMap::new()));
    }
}
