//! Tells which names in many documents name the same person or organisation, in any script.
//!
//! Annotating sees one document: a name that no table knows gets an id from its spelling. Here the
//! [`Card`]s of all documents are compared, and [`resolve`] returns an [`Identity`] for each name that is
//! joined with other spellings, that is a short form of a full name elsewhere, or that is a namesake.
//!
//! Names that may be one are found by how they sound, and joined only where the documents confirm it: by office, by
//! country, by whom else they name. A wrong join is worse than a missed one.
//! This crate reads no text and knows no language; what people corrected is laid over its results elsewhere.

pub mod card;
mod groups;
mod identities;
mod joining;
mod namesakes;
mod short_names;
mod sounding;
#[cfg(test)]
mod tests;
mod weighing;

pub use card::{Card, CardError, Named};
pub use identities::{Identities, rename};
pub use short_names::SAME_SOUND;

use groups::Gathered;
use lang::Packs;
use model::Identity;

/// Tells whom the names of documents name, among all of them; the order of the cards changes nothing.
///
/// ```
/// assert!(entities::resolve(&[], lang::Packs::embedded()).is_empty());
/// ```
pub fn resolve(cards: &[Card], packs: &Packs) -> Vec<Identity> {
    let gathered = Gathered::of(cards, packs);
    let groups = namesakes::parted(&gathered);
    let clusters = joining::joined(&gathered, groups);
    short_names::resolved(&gathered, clusters)
}
