//! What is known of single words from open tables: how common they are, and whether people or towns bear them.

use rustc_hash::FxHashMap;

/// Words with a few bits each, filed under a hash; the words themselves are not kept.
///
/// The lowest [`COMMON_BITS`] bits tell how common a word is, the others which tables hold it.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    bits: FxHashMap<u32, u8>,
}

/// The bits of a word that tell how common it is; 0 is rarer than the table goes.
pub(crate) const COMMON_BITS: u8 = 0b111;

impl WordTable {
    /// Says how common a word is, from 1 (rare) to 7.
    pub fn set_common(&mut self, word: &str, common: u8) {
        *self.entry(word) |= common & COMMON_BITS;
    }

    /// Says that the table of this number, 0 to 4, holds a word.
    pub fn set_table(&mut self, word: &str, table: u8) {
        *self.entry(word) |= 1u8.checked_shl(u32::from(table) + COMMON_BITS.count_ones()).unwrap_or(0);
    }

    fn entry(&mut self, word: &str) -> &mut u8 {
        self.bits.entry(hash(text::fold(word).as_bytes()) as u32).or_default()
    }

    /// Returns the bits of a word in folded form, given its hash.
    pub(crate) fn get(&self, hash: u64) -> u8 {
        self.bits.get(&(hash as u32)).copied().unwrap_or_default()
    }

    pub(crate) fn insert(&mut self, hash: u32, bits: u8) {
        self.bits.insert(hash, bits);
    }

    /// Returns all entries by hash.
    pub(crate) fn sorted(&self) -> Vec<(u32, u8)> {
        let mut all: Vec<(u32, u8)> = self.bits.iter().map(|(hash, bits)| (*hash, *bits)).collect();
        all.sort_unstable();
        all
    }
}

/// Returns the hash of a word or a part of one. It stands in files, so it must never change.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0x9E37_79B9_7F4A_7C15;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(word), chunk.len() as u64);
    }
    hash
}

/// Returns the hash of two hashes in order.
pub(crate) fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ 0xA076_1D64_78BD_642F) * u128::from(other ^ 0xE703_7ED1_A0B4_28DB);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_stay_as_they_are_in_files() {
        assert_eq!(hash("लिओरा".as_bytes()) as u32, hash("लिओरा".as_bytes()) as u32);
        assert_eq!(hash(b""), 0x9E37_79B9_7F4A_7C15);
        assert_eq!(hash(b"liora"), 0);
        assert_ne!(hash(b"a"), hash(b"a\0"));
        assert_ne!(mix(1, 2), mix(2, 1));
    }

    #[test]
    fn a_word_is_found_in_any_spelling() {
        let mut table = WordTable::default();
        table.set_common("हिन्दी", 5);
        table.set_table("हिंदी", 1);
        let get = |word: &str| table.get(hash(text::fold(word).as_bytes()));
        assert_eq!(get("हिंदी"), 5 | 1 << 4);
        assert_eq!(get("हिंद"), 0);
    }
}
