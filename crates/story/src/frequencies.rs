//! Frequencies: in how many documents of a collection each word and name stands.

use crate::error::Result;
use crate::outline::Outline;
use crate::packed::{Packer, Unpacker};
use rustc_hash::FxHashMap;

/// The format of the bytes.
const FORMAT: u8 = 1;

/// A collection is weighed as if it lay among so many documents about other matters, so that what all of
/// a few pages about one matter share still tells that they belong together.
const BACKGROUND: f64 = 100.0;

/// In how many documents of a collection each word and each name stands, so that what is rare weighs more.
///
/// What a collection held is all that counts, not the order in which it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    documents: u64,
    pub(crate) words: Held,
    pub(crate) names: Held,
}

/// The documents that hold each feature.
pub(crate) type Held = FxHashMap<u32, u32>;

impl Frequencies {
    /// Returns the frequencies of a set of documents.
    pub fn of<'o>(outlines: impl IntoIterator<Item = &'o Outline>) -> Self {
        let mut frequencies = Self::default();
        outlines.into_iter().for_each(|outline| frequencies.add(outline));
        frequencies
    }

    /// Counts a document in.
    pub fn add(&mut self, outline: &Outline) {
        self.documents = self.documents.saturating_add(1);
        outline.words.iter().for_each(|(word, _)| give(&mut self.words, *word));
        outline.names.iter().for_each(|name| give(&mut self.names, name.feature));
    }

    /// Counts a document out that was counted in before.
    pub fn remove(&mut self, outline: &Outline) {
        self.documents = self.documents.saturating_sub(1);
        outline.words.iter().for_each(|(word, _)| take(&mut self.words, *word));
        outline.names.iter().for_each(|name| take(&mut self.names, name.feature));
    }

    /// Returns how many documents were counted.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Returns the frequencies as bytes to store: about three for each word and name.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Packer::new(FORMAT);
        out.number(self.documents);
        for held in [&self.words, &self.names] {
            let mut sorted: Vec<(u32, u32)> =
                held.iter().map(|(feature, count)| (*feature, *count)).collect();
            sorted.sort_unstable();
            out.sorted(sorted.iter(), |item| item.0, |out, item| out.number(item.1.into()));
        }
        out.into_bytes()
    }

    /// Reads frequencies from bytes that [`Frequencies::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut from = Unpacker::new("frequencies", bytes, FORMAT)?;
        let documents = from.number()?;
        let mut held = || -> Result<Held> {
            Ok(from.sorted(|from, feature| Ok((feature, from.count()?)))?.into_iter().collect())
        };
        let (words, names) = (held()?, held()?);
        from.end()?;
        Ok(Self { documents, words, names })
    }

    /// Returns how much a feature tells that stands in so few documents.
    pub(crate) fn rarity(&self, held: &Held, feature: u32) -> f64 {
        let holders = held.get(&feature).copied().unwrap_or(0);
        ((self.documents as f64 + BACKGROUND) / (f64::from(holders) + 1.0)).ln()
    }
}

fn give(held: &mut Held, feature: u32) {
    let count = held.entry(feature).or_default();
    *count = count.saturating_add(1);
}

fn take(held: &mut Held, feature: u32) {
    if let Some(count) = held.get_mut(&feature) {
        *count -= 1;
        if *count == 0 {
            held.remove(&feature);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::any_outline;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_counted_comes_back_and_goes_out(
            stay in proptest::collection::vec(any_outline(), 0..8),
            leave in proptest::collection::vec(any_outline(), 0..8),
        ) {
            let kept = Frequencies::of(&stay);
            let mut frequencies = Frequencies::of(leave.iter().chain(&stay));
            prop_assert_eq!(frequencies.documents(), (stay.len() + leave.len()) as u64);
            prop_assert_eq!(&Frequencies::from_bytes(&frequencies.to_bytes()).unwrap(), &frequencies);
            leave.iter().for_each(|outline| frequencies.remove(outline));
            prop_assert_eq!(frequencies.to_bytes(), kept.to_bytes());
            prop_assert_eq!(frequencies, kept);
        }

        #[test]
        fn damaged_bytes_are_refused_or_read(mut bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = Frequencies::from_bytes(&bytes);
            if let Some(first) = bytes.first_mut() {
                *first = FORMAT;
            }
            if let Ok(mut frequencies) = Frequencies::from_bytes(&bytes) {
                prop_assert_eq!(frequencies.to_bytes(), bytes);
                let outline = crate::tests::outline("a", "नदी का पुल");
                frequencies.add(&outline);
                frequencies.remove(&outline);
            }
        }
    }
}
