//! What one address may ask for, and how much is answered at once.

use crate::app::App;
use crate::problem::{Kind, Problem};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A path and its query may have so many bytes.
const LONGEST_ADDRESS: usize = 4_096;

/// So many addresses are remembered; more than that, and those that asked for nothing lately are forgotten.
const REMEMBERED: usize = 10_000;

/// How much is answered; each limit refuses what is beyond it and lets the rest go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Requests a second from one address, in the long run; 0 is no limit.
    pub rate: u32,
    /// Requests at once from an address that asked for nothing lately.
    pub burst: u32,
    /// Open connections; more wait until one is free.
    pub connections: usize,
    /// The bytes of a body.
    pub body: usize,
    /// How long the head of a request may take to come.
    pub head: Duration,
    /// How long an answer may take.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rate: 100,
            burst: 500,
            connections: 512,
            body: 64 << 10,
            head: Duration::from_secs(10),
            answer: Duration::from_secs(30),
        }
    }
}

/// The address that a request came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// What each address may still ask for: a bucket of tokens that fills up again in time.
#[derive(Debug)]
pub(crate) struct Peers {
    rate: f64,
    burst: f64,
    buckets: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

impl Peers {
    pub(crate) fn new(limits: &Limits) -> Self {
        let burst = f64::from(limits.burst.max(1));
        Self { rate: f64::from(limits.rate), burst, buckets: Mutex::default() }
    }

    /// Takes a token of an address, or tells after how many seconds there is one.
    fn take(&self, peer: IpAddr, now: Instant) -> Result<(), u64> {
        if self.rate == 0.0 {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            let full = Duration::from_secs_f64(self.burst / self.rate);
            buckets.retain(|_, (_, last)| now.duration_since(*last) < full);
            if buckets.len() >= REMEMBERED {
                buckets.clear();
            }
        }
        let (tokens, last) = buckets.entry(block(peer)).or_insert((self.burst, now));
        *tokens = (*tokens + now.duration_since(*last).as_secs_f64() * self.rate).min(self.burst);
        *last = now;
        if *tokens >= 1.0 {
            *tokens -= 1.0;
            return Ok(());
        }
        Err((((1.0 - *tokens) / self.rate).ceil() as u64).max(1))
    }
}

/// Returns what stands for one asker: an IPv6 customer has at least a /64.
fn block(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address => address,
    }
}

/// Lets a request through that is within the limits.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        return Problem::of(Kind::TooLong).into_response();
    }
    // Who watches whether the server lives must not find it dead because others ask much.
    if request.uri().path() != "/healthz"
        && let Some(Peer(peer)) = request.extensions().get().copied()
        && let Err(seconds) = app.peers().take(peer, Instant::now())
    {
        return Problem::of(Kind::TooMany).after(seconds).into_response();
    }
    match tokio::time::timeout(app.limits().answer, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::of(Kind::Timeout).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_its_burst_and_then_its_rate() {
        let peers = Peers::new(&Limits { rate: 2, burst: 3, ..Limits::default() });
        let peer: IpAddr = "192.0.2.1".parse().unwrap();
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let taken: Vec<bool> =
            [0, 0, 0, 0, 400, 500, 500, 1_100].map(|ms| peers.take(peer, at(ms)).is_ok()).to_vec();
        assert_eq!(taken, [true, true, true, false, false, true, false, true]);
        assert_eq!(peers.take(peer, at(1_100)), Err(1));
        assert!(peers.take("192.0.2.2".parse().unwrap(), at(1_100)).is_ok());
        let none = Peers::new(&Limits { rate: 0, ..Limits::default() });
        assert!((0..1_000).all(|_| none.take(peer, start).is_ok()));
    }

    #[test]
    fn one_asker_is_one_block_of_addresses() {
        let of = |text: &str| block(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
