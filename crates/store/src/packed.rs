//! Bytes as they lie in the library: LZ4 frames with a checksum, which the `lz4` command unpacks as well.

use lz4_flex::frame::{BlockSize, FrameDecoder, FrameEncoder, FrameInfo};
use std::io::{self, Read, Write};

/// Packs bytes.
pub(crate) fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let info = FrameInfo::new()
        .content_size(Some(bytes.len() as u64))
        .content_checksum(true)
        .block_size(BlockSize::Max256KB);
    let mut encoder = FrameEncoder::with_frame_info(info, Vec::new());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Unpacks bytes that [`pack`] packed; damage is an error, never other bytes.
pub(crate) fn unpack(packed: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a frame that is too long from one that just fits.
    let read = FrameDecoder::new(packed).take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if read as u64 > most {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("unpacks to more than {most} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn damage_and_excess_are_errors() {
        let bytes = "नमस्ते, नमस्ते, नमस्ते!".repeat(50).into_bytes();
        let packed = pack(&bytes).unwrap();
        assert!(packed.len() < bytes.len() / 4);
        assert!(unpack(&packed, bytes.len() as u64 - 1).is_err());
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x10;
            assert_ne!(unpack(&damaged, 1 << 20).ok().as_ref(), Some(&Vec::new()), "byte {at}");
            assert!(unpack(&damaged, 1 << 20).map_or(true, |same| same == bytes), "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back_as_they_were(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(unpack(&pack(&bytes).unwrap(), bytes.len() as u64).unwrap(), bytes);
        }

        #[test]
        fn anything_unpacks_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(&bytes, 1000);
        }
    }
}
