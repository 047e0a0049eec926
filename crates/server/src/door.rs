//! Where the server listens, and how it starts and stops.

use crate::limits::Peer;
use crate::problem::causes;
use crate::{App, Error, Result, Token, routes};
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

/// Requests under way get so long to end when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// After a connection that could not be taken, as when no file handle is free, the next is tried so much later.
const PAUSE: Duration = Duration::from_millis(50);

/// The head of a request may have so many bytes; the address alone has a limit of its own.
const HEAD: usize = 32 << 10;

/// So often it is looked whether another process added something.
const KEEP_UP: Duration = Duration::from_secs(10);

/// So many threads may wait for the disk.
const BLOCKING: usize = 64;

/// An address that is listened on, and who may come in.
///
/// One that is open to other machines cannot be made without a token.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    address: SocketAddr,
    token: Option<Token>,
}

impl Door {
    /// Listens on an address; port 0 takes any that is free.
    pub fn open(address: SocketAddr, token: Option<Token>) -> Result<Self> {
        if !address.ip().to_canonical().is_loopback() && token.is_none() {
            return Err(Error::Open(address));
        }
        let listen = || {
            let listener = TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            Ok((listener.local_addr()?, listener))
        };
        let (address, listener) = listen().map_err(|source| Error::Listen { address, source })?;
        Ok(Self { listener, address, token })
    }

    /// Returns the address, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Answers requests until the process is interrupted (ctrl-c) or told to end, then lets those under way finish.
pub fn serve(door: Door, app: App) -> Result<()> {
    serve_until(door, app, interrupted())
}

/// Answers requests until `stop` comes, then lets those under way finish.
pub fn serve_until(door: Door, app: App, stop: impl Future<Output = ()>) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores)
        .max_blocking_threads(BLOCKING)
        .enable_all()
        .build()
        .map_err(Error::Serve)?;
    let result = runtime.block_on(answer(door, app, stop)).map_err(Error::Serve);
    // Reading that nobody waits for any more does not hold up the end.
    runtime.shutdown_background();
    result
}

async fn answer(door: Door, app: App, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(door.listener)?;
    let limits = *app.limits();
    let seats = Arc::new(Semaphore::new(limits.connections.max(1)));
    tokio::spawn(keep_up(app.clone()));
    // Whoever searches first waits for it; all others are answered meanwhile.
    let first = app.clone();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = first.index().warm() {
            tracing::warn!(error = crate::problem::causes(&error), "reading the search index failed");
        }
    });
    let router = routes::router(app, door.token);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD).half_close(false);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer, seat) = tokio::select! {
            () = &mut stop => break,
            next = next(&listener, &seats) => next,
        };
        let connection =
            http.serve_connection(TokioIo::new(stream), service(router.clone(), Peer(peer.ip())));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Somebody who lets go in the middle, or sends what is no request, is nobody's trouble but their own.
            let _ = connection.await;
            drop(seat);
        });
    }
    drop(listener);
    // Who does not let go in time is cut off.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}

/// Makes findable what other processes add, as long as they do not do so themselves.
async fn keep_up(app: App) {
    let mut ticks = tokio::time::interval(KEEP_UP);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        // The first tick comes at once.
        ticks.tick().await;
        let turn = Arc::clone(app.writing()).lock_owned().await;
        let app = app.clone();
        let caught_up = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            app.catch_up(&|_| {})
        });
        match caught_up.await {
            Ok(Ok(_)) | Ok(Err(engine::Error::Store(store::Error::Busy { .. }))) => {}
            Ok(Err(error)) => tracing::warn!(error = causes(&error), "library not caught up with"),
            Err(error) => tracing::warn!(%error, "library not caught up with"),
        }
    }
}

/// Returns the next connection, once there is a seat for it.
async fn next(
    listener: &tokio::net::TcpListener,
    seats: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed; without a seat the connection would only not be counted.
    let seat = Arc::clone(seats).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole, so waiting for more to send only delays them. A stream that cannot be
                // set so works all the same.
                let _ = stream.set_nodelay(true);
                return (stream, peer, seat);
            }
            Err(error) => {
                tracing::warn!(%error, "connection not taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Returns the service for one connection: the routes, which learn who asks.
fn service(
    router: Router,
    peer: Peer,
) -> impl hyper::service::Service<
    hyper::Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> {
    service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.clone().oneshot(request)
    })
}

/// Waits until the process is asked to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Where signals cannot be heard they end the process by themselves.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
