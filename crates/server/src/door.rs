//! Where the server listens, and how it starts and stops.

use crate::{App, Error, Result, Token, routes};
use axum::serve::ListenerExt;
use std::future::{Future, IntoFuture};
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::time::Duration;

/// Requests under way get so long to end when the server stops.
const GRACE: Duration = Duration::from_secs(5);

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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Serve)?;
    runtime.block_on(answer(door, app, stop)).map_err(Error::Serve)
}

async fn answer(door: Door, app: App, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(door.listener)?.tap_io(|stream| {
        // Answers are written whole, so waiting for more to send only delays them. A stream that cannot be set
        // so works all the same.
        let _ = stream.set_nodelay(true);
    });
    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, routes::router(app, door.token))
        .with_graceful_shutdown(async {
            let _ = told.await;
        })
        .into_future();
    let mut server = pin!(server);
    tokio::select! {
        result = &mut server => return result,
        () = stop => {}
    }
    let _ = tell.send(());
    // Who does not let go in time is cut off.
    tokio::time::timeout(GRACE, server).await.unwrap_or(Ok(()))
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
