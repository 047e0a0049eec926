//! Documents as they are written: packed JSON that names its format and version.

use crate::packed;
use model::{Document, ThreadRecord};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The format of documents, the same as `sutradhar annotate` prints.
const DOCUMENT: &str = "document/1";
/// The format of the records of threads: what stands under `threads` in `record/1`.
const THREAD: &str = "thread/1";
/// No document unpacks to more; texts are capped far below at intake.
const LARGEST: u64 = 1 << 30;

/// Why a written document cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EnvelopeError {
    #[error("unpack it")]
    Packed(#[from] std::io::Error),
    #[error("read it as JSON")]
    Json(#[from] serde_json::Error),
    #[error("it has format {found:?}, this program reads {known}")]
    Format { found: String, known: &'static str },
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    format: &'static str,
    #[serde(flatten)]
    content: &'a T,
}

/// The part of an envelope that tells how to read the rest.
#[derive(Deserialize)]
struct Head {
    format: String,
}

/// Returns a document as it is written.
pub(crate) fn seal(document: &Document) -> Result<Vec<u8>, EnvelopeError> {
    sealed(DOCUMENT, document)
}

/// Reads a written document; its spans are checked again.
pub(crate) fn open(sealed: &[u8]) -> Result<Document, EnvelopeError> {
    opened(DOCUMENT, sealed)
}

/// Returns the record of a thread as it is written.
pub(crate) fn seal_thread(record: &ThreadRecord) -> Result<Vec<u8>, EnvelopeError> {
    sealed(THREAD, record)
}

/// Reads the written record of a thread.
pub(crate) fn open_thread(sealed: &[u8]) -> Result<ThreadRecord, EnvelopeError> {
    opened(THREAD, sealed)
}

fn sealed(format: &'static str, content: &impl Serialize) -> Result<Vec<u8>, EnvelopeError> {
    Ok(packed::pack(&serde_json::to_vec(&Envelope { format, content })?)?)
}

fn opened<T: DeserializeOwned>(known: &'static str, sealed: &[u8]) -> Result<T, EnvelopeError> {
    let json = packed::unpack(sealed, LARGEST)?;
    let head: Head = serde_json::from_slice(&json)?;
    if head.format == known {
        Ok(serde_json::from_slice(&json)?)
    } else {
        Err(EnvelopeError::Format { found: head.format, known })
    }
}
