//! Ids: short content hashes, so that the same input gives the same id on every machine.

use crate::Given;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Returns the first 80 bits of the BLAKE3 hash over the length-prefixed parts, as 20 hex digits.
///
/// Parts are length-prefixed so that `["ab", "c"]` and `["a", "bc"]` differ.
pub fn content_hash(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..20].to_owned()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Returns the id of what these parts say.
            pub fn of(parts: &[&str]) -> Self {
                let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
                Self(format!(concat!($prefix, "{}"), content_hash(&parts)))
            }

            /// Takes an id that was given from outside, as it stands.
            pub fn given(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Names one page, its article and its document.
    DocId "";
    /// Names an entity; the same entity has the same id in every document.
    EntityId "e-";
    /// Names a statement within a document.
    StatementId "s-";
    /// Names an event within a document.
    EventId "v-";
    /// Names a story: articles about one happening.
    StoryId "st-";
    /// Names a thread: stories of one long matter.
    ThreadId "th-";
    /// Names a claim.
    ClaimId "c-";
    /// Names an origin: who put a claim into the world.
    OriginId "o-";
}

impl DocId {
    /// Returns the content id of a page's bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(content_hash(&[bytes]))
    }

    /// Returns the content id of a page's bytes and of what the caller says of where they stood: one agency's copy
    /// handed in under two addresses or outlets is two pages.
    pub fn of_page(bytes: &[u8], given: &Given) -> Self {
        let place: Vec<&[u8]> =
            [&given.url, &given.outlet].into_iter().flatten().map(|text| text.as_bytes()).collect();
        if place.is_empty() {
            Self::of_bytes(bytes)
        } else {
            Self(content_hash(&[&[bytes], &place[..]].concat()))
        }
    }
}
