//! Bodies that are written piece by piece, so that a large answer takes no more memory than a small one.

use axum::body::{Body, Bytes};
use http_body::Frame;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// Pieces wait here for the asker; so many at most.
const WAITING: usize = 4;

/// An asker who takes nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The other end of a body: what is put in is sent.
pub(crate) struct Sink {
    sender: mpsc::Sender<Result<Bytes, std::io::Error>>,
    runtime: tokio::runtime::Handle,
}

impl Sink {
    /// Sends a piece, from a thread that may wait; tells whether the asker still listens.
    pub(crate) fn put(&self, piece: impl Into<Bytes>) -> bool {
        self.send(Ok(piece.into()))
    }

    /// Breaks the body off, so that the asker sees that it is not whole.
    pub(crate) fn fail(&self) {
        self.send(Err(std::io::Error::other("the answer could not be finished")));
    }

    fn send(&self, piece: Result<Bytes, std::io::Error>) -> bool {
        let sent = tokio::time::timeout(PATIENCE, self.sender.send(piece));
        matches!(self.runtime.block_on(sent), Ok(Ok(())))
    }
}

/// Returns a body and where it is written.
pub(crate) fn body() -> (Body, Sink) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Body::new(Pieces(receiver)), Sink { sender, runtime: tokio::runtime::Handle::current() })
}

struct Pieces(mpsc::Receiver<Result<Bytes, std::io::Error>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
