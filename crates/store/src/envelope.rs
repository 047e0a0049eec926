//! Documents as they are written: packed JSON that names its format and version.

use crate::packed;
use model::Document;
use serde::{Deserialize, Serialize};

/// The format written today, the same as `sutradhar annotate` prints.
const FORMAT: &str = "document/1";
/// No document unpacks to more; texts are capped far below at intake.
const LARGEST: u64 = 1 << 30;

/// Why a written document cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EnvelopeError {
    #[error("unpack it")]
    Packed(#[from] std::io::Error),
    #[error("read it as JSON")]
    Json(#[from] serde_json::Error),
    #[error("it has format {0:?}, this program reads {FORMAT}")]
    Format(String),
}

#[derive(Serialize)]
struct Envelope<'a> {
    format: &'static str,
    #[serde(flatten)]
    document: &'a Document,
}

/// The part of an envelope that tells how to read the rest.
#[derive(Deserialize)]
struct Head {
    format: String,
}

/// Returns a document as it is written.
pub(crate) fn seal(document: &Document) -> Result<Vec<u8>, EnvelopeError> {
    Ok(packed::pack(&serde_json::to_vec(&Envelope { format: FORMAT, document })?)?)
}

/// Reads a written document; its spans are checked again.
pub(crate) fn open(sealed: &[u8]) -> Result<Document, EnvelopeError> {
    let json = packed::unpack(sealed, LARGEST)?;
    let head: Head = serde_json::from_slice(&json)?;
    match head.format.as_str() {
        FORMAT => Ok(serde_json::from_slice(&json)?),
        _ => Err(EnvelopeError::Format(head.format)),
    }
}
