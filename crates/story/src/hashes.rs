//! Hashes that are the same on every machine and in every version: what is stored holds them.

/// Returns the hash of some bytes: FNV-1a with a final mix.
pub(crate) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state ^= state >> 32;
    state = state.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state ^ (state >> 29)
}

/// Returns the number that stands for a word, an entity or another feature.
///
/// Two of a million words share their number with a chance of one in nine thousand each: too seldom to group by.
pub(crate) fn feature(text: &str) -> u32 {
    (hash(text.bytes()) >> 32) as u32
}
