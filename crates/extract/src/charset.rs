//! From bytes to text: which character set a page is in.
//!
//! The order is the browser's: a byte order mark, the name given outside the page, the name the page gives
//! itself; only then a guess. A page that is valid UTF-8 is never read as anything else.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use model::Note;
use std::borrow::Cow;

/// The text of a page, and what the reader should know of how it was read.
pub(crate) struct Decoded<'a> {
    /// The text; every source range points into it.
    pub(crate) text: Cow<'a, str>,
    /// `charset-guessed` and `charset-damaged`.
    pub(crate) notes: Vec<Note>,
}

/// How far into a page it may name its own character set.
const HEAD: usize = 4096;

/// Decodes the bytes of a page; `named` is the character set named outside of it.
pub(crate) fn decode<'a>(bytes: &'a [u8], named: Option<&str>, markup: bool) -> Decoded<'a> {
    let mut notes = Vec::new();
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), &bytes[length..]),
        None => (None, bytes),
    };
    let valid =
        if encoding.is_none() || encoding == Some(UTF_8) { std::str::from_utf8(bytes).ok() } else { None };
    // Zero bytes in every other place are UTF-16 without a mark, though each of them is valid UTF-8.
    let encoding = encoding.or_else(|| wide(bytes));
    if let Some(text) = valid.filter(|_| encoding.is_none_or(|encoding| encoding == UTF_8)) {
        // ISO-2022-JP and its kin are 7-bit and only known by their name or their escapes.
        if memchr::memchr(0x1B, bytes).is_none() {
            return Decoded { text: Cow::Borrowed(text), notes };
        }
    }
    let named = || named.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let declared = || if markup { declared(bytes) } else { None };
    let encoding = encoding
        .or_else(|| named().or_else(declared).filter(|encoding| *encoding != UTF_8 || valid.is_some()));
    let encoding = encoding.unwrap_or_else(|| {
        let guess = guess(bytes);
        notes.push(Note::new(
            "charset-guessed",
            format!("no character set is named; read as {}", guess.name()),
        ));
        guess
    });
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if damaged {
        let count = text.matches('\u{FFFD}').count();
        notes.push(Note::new(
            "charset-damaged",
            format!("{count} places are not valid {} and were replaced", encoding.name()),
        ));
    }
    Decoded { text, notes }
}

/// Returns the character set that a page of UTF-8 with damage or of another set is most likely in.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // A few bad bytes in an otherwise multi-byte UTF-8 page are damage, not another character set.
    let sample = &bytes[..bytes.len().min(1 << 18)];
    let text = String::from_utf8_lossy(sample);
    let damaged = text.chars().filter(|c| *c == '\u{FFFD}').count();
    let wide = text.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if wide > damaged.saturating_mul(10) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Recognises UTF-16 without a byte order mark by its zero bytes.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = sample.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    // Markup is mostly ASCII, so most high bytes are zero and no low byte is.
    if odd * 10 >= half * 4 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 >= half * 4 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns the character set that the page names in a meta element or in its XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&head[at..], b"charset")
        .map(|found| ("charset", found))
        .or_else(|| memchr::memmem::find(&head[at..], b"encoding").map(|found| ("encoding", found)))
    {
        let after = at + found.1 + found.0.len();
        let rest = head[after..].trim_ascii_start();
        if let Some(rest) = rest.strip_prefix(b"=") {
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest
                .iter()
                .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
                .unwrap_or(rest.len());
            if let Some(encoding) = Encoding::for_label(&rest[..end]) {
                // A page that says UTF-16 in ASCII cannot be UTF-16.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
        at = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], named: Option<&str>, expected: &str, notes: &[&str]) {
        let decoded = decode(bytes, named, true);
        assert_eq!(decoded.text, expected);
        let codes: Vec<&str> = decoded.notes.iter().map(|note| note.code.as_ref()).collect();
        assert_eq!(codes, notes);
    }

    #[test]
    fn utf8_is_recognised_whatever_is_declared() {
        check("<meta charset=latin1>किम".as_bytes(), Some("windows-1252"), "<meta charset=latin1>किम", &[]);
        check("\u{FEFF}किम".as_bytes(), None, "किम", &[]);
    }

    #[test]
    fn legacy_sets_are_read_as_declared() {
        let page = "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">Москва";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        check(&bytes, None, page, &[]);
        let (bytes, _, _) = encoding_rs::KOI8_R.encode("Москва");
        check(&bytes, Some("koi8-r"), "Москва", &[]);
    }

    #[test]
    fn wide_text_needs_no_mark() {
        let wide: Vec<u8> = "<html>किम".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&wide, None, "<html>किम", &[]);
    }

    #[test]
    fn a_guess_and_damage_are_told() {
        let text = "Президент России заявил в понедельник, что переговоры продолжатся.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        check(&bytes, None, text, &["charset-guessed"]);
        let mut bytes = "किम ने कहा कि वह साथ हैं।".as_bytes().to_vec();
        bytes.insert(0, 0xFF);
        let decoded = decode(&bytes, None, true);
        assert!(decoded.text.ends_with("साथ हैं।"));
        assert_eq!(decoded.notes.len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn decoding_never_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = decode(&bytes, None, true);
        }
    }
}
