//! Bytes of one input, unpacked as they are read and never held beyond a limit.

use flate2::bufread::MultiGzDecoder;
use model::{SetAside, SetAsideReason};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// How much of a stream is read to tell what it is.
const HEAD: usize = 64 * 1024;

/// An open input: its first bytes, unpacked, and a way to the others.
pub(crate) struct Stream {
    head: Vec<u8>,
    /// `None` where the head is all there is.
    rest: Option<Box<dyn Read + Send>>,
    packed: bool,
}

/// Why the bytes of an input cannot be had.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There are more than the limit.
    TooLarge,
    /// They are packed and do not unpack.
    Corrupt(io::Error),
    /// The system refuses them.
    Unreadable(io::Error),
}

impl Stream {
    /// Reads the start of an input, unpacking one layer of gzip.
    pub(crate) fn open(mut raw: Box<dyn Read + Send>) -> Result<Self, Fault> {
        let (head, whole) = read_head(&mut raw).map_err(Fault::Unreadable)?;
        if !head.starts_with(b"\x1F\x8B") {
            let rest = if whole { None } else { Some(raw) };
            return Ok(Self { head, rest, packed: false });
        }
        let mut unpacked: Box<dyn Read + Send> =
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(HEAD, Cursor::new(head).chain(raw))));
        let (head, whole) = read_head(&mut unpacked).map_err(|error| Fault::of(error, true))?;
        let rest = if whole { None } else { Some(unpacked) };
        Ok(Self { head, rest, packed: true })
    }

    /// Returns the first bytes, unpacked.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Tells whether the input is packed, so that its size says nothing of its contents.
    pub(crate) fn is_packed(&self) -> bool {
        self.packed
    }

    /// Returns all bytes, unless there are more than `limit`; no more than `limit` are ever held.
    pub(crate) fn into_bytes(self, limit: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = self.head;
        if bytes.len() > limit {
            return Err(Fault::TooLarge);
        }
        let Some(rest) = self.rest else { return Ok(bytes) };
        let mut rest = BufReader::with_capacity(HEAD, rest);
        loop {
            let chunk = match rest.fill_buf() {
                Ok([]) => return Ok(bytes),
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Fault::of(error, self.packed)),
            };
            let length = chunk.len();
            if !append_within(&mut bytes, chunk, limit) {
                return Err(Fault::TooLarge);
            }
            rest.consume(length);
        }
    }

    /// Returns a reader over all bytes, from the first.
    pub(crate) fn into_reader(self) -> Box<dyn BufRead + Send> {
        let head = Cursor::new(self.head);
        match self.rest {
            None => Box::new(head),
            Some(rest) => Box::new(BufReader::with_capacity(HEAD, head.chain(rest))),
        }
    }
}

impl Fault {
    /// Sorts an error of reading; `packed` tells whether the bytes went through an unpacker.
    pub(crate) fn of(error: io::Error, packed: bool) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        if packed && matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof) {
            Self::Corrupt(error)
        } else {
            Self::Unreadable(error)
        }
    }

    /// Returns the input at `path` as set aside for this fault.
    pub(crate) fn set_aside(&self, path: impl Into<String>, limit: usize) -> SetAside {
        SetAside::new(path, self.reason(), self.advice(limit))
    }

    pub(crate) fn reason(&self) -> SetAsideReason {
        match self {
            Self::TooLarge => SetAsideReason::TooLarge,
            Self::Corrupt(_) => SetAsideReason::Corrupt,
            Self::Unreadable(_) => SetAsideReason::Unreadable,
        }
    }

    pub(crate) fn advice(&self, limit: usize) -> String {
        match self {
            Self::TooLarge => {
                format!("holds more than {} unpacked: split it, or raise the limit for one page", size(limit))
            }
            Self::Corrupt(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                "the packed file breaks off: copy or download it again".to_owned()
            }
            Self::Corrupt(error) => format!("does not unpack ({error}): copy or download it again"),
            Self::Unreadable(error) => match error.kind() {
                io::ErrorKind::NotFound => "there is no such file: check the name".to_owned(),
                io::ErrorKind::PermissionDenied => {
                    "may not be read: give yourself permission to read it".to_owned()
                }
                _ => format!("cannot be read ({error}): check the disk or copy the file again"),
            },
        }
    }
}

/// Appends the chunk unless the whole would grow beyond `limit`; never reserves more than `limit`.
pub(crate) fn append_within(bytes: &mut Vec<u8>, chunk: &[u8], limit: usize) -> bool {
    let needed = bytes.len().saturating_add(chunk.len());
    if needed > limit {
        return false;
    }
    if needed > bytes.capacity() {
        let capacity = needed.saturating_mul(2).min(limit);
        bytes.reserve_exact(capacity - bytes.len());
    }
    bytes.extend_from_slice(chunk);
    true
}

/// Returns a size as people read it.
fn size(bytes: usize) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} bytes"),
        10_000..=9_999_999 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / (1024 * 1024)),
    }
}

/// Reads up to [`HEAD`] bytes; the flag tells that there are no more.
fn read_head(reader: &mut dyn Read) -> io::Result<(Vec<u8>, bool)> {
    let mut head = Vec::new();
    let read = reader.take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head, read < HEAD))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn bytes(raw: Vec<u8>, limit: usize) -> Result<Vec<u8>, SetAsideReason> {
        let stream = Stream::open(Box::new(Cursor::new(raw))).map_err(|fault| fault.reason())?;
        stream.into_bytes(limit).map_err(|fault| fault.reason())
    }

    #[test]
    fn members_of_a_packed_file_follow_each_other() {
        let mut raw = pack(b"one ");
        raw.extend(pack(b"two"));
        assert_eq!(bytes(raw, 100), Ok(b"one two".to_vec()));
    }

    #[test]
    fn a_packed_file_that_breaks_off_is_corrupt() {
        let text: String = (0..50_000).map(|n| format!("{n} ")).collect();
        let raw = pack(text.as_bytes());
        for kept in [3, 15, 100, raw.len() / 2, raw.len() - 1] {
            assert_eq!(bytes(raw[..kept].to_vec(), 1 << 20), Err(SetAsideReason::Corrupt), "{kept}");
        }
        assert_eq!(bytes(raw, 1 << 20), Ok(text.into_bytes()));
    }

    #[test]
    fn the_limit_holds_to_the_byte() {
        for length in [10, HEAD, HEAD + 1, 300_000] {
            let raw = vec![b'x'; length];
            assert_eq!(bytes(raw.clone(), length).map(|b| b.len()), Ok(length));
            assert_eq!(bytes(raw.clone(), length - 1), Err(SetAsideReason::TooLarge));
            assert_eq!(bytes(pack(&raw), length - 1), Err(SetAsideReason::TooLarge));
        }
    }

    #[test]
    fn a_bomb_is_held_only_to_the_limit() {
        // A gibibyte of blanks, packed a thousand to one: read on, it would fill the memory.
        let block = vec![b' '; 1 << 20];
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..1024 {
            encoder.write_all(&block).unwrap();
        }
        let raw = encoder.finish().unwrap();
        assert!(raw.len() < 16 << 20);
        assert_eq!(bytes(raw, 1 << 20), Err(SetAsideReason::TooLarge));
    }

    #[test]
    fn appending_reserves_no_more_than_the_limit() {
        let mut held = Vec::new();
        while append_within(&mut held, &[0; 1000], 100_500) {
            assert!(held.capacity() <= 100_500);
        }
        assert_eq!(held.len(), 100_000);
    }
}
