//! What a file is: told from its bytes first, from its name second.

use std::path::Path;

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Nothing but white space.
    Empty,
    /// HTML, XHTML or AMP, with or without its frame.
    Html,
    /// Text without markup, in any character set.
    Text,
    /// JSON Lines: one record a line.
    Records,
    /// An RSS or Atom feed.
    Feed,
    /// Packed with gzip.
    Gzip,
    /// JSON that is not one record a line.
    Json,
    /// XML that is neither a page nor a feed.
    Xml,
    /// A style sheet, a script or a table, by its name.
    Asset,
    /// An archive that holds other files.
    Archive,
    /// Something else that is no text: a picture, a PDF, a program.
    Binary,
}

/// Tells what the bytes are; the start of a file is enough.
///
/// ```
/// use intake::{Kind, sniff};
/// assert_eq!(sniff(b"<!doctype html><p>Minister resigns"), Kind::Html);
/// assert_eq!(sniff("सियोल: किम ने समर्थन जताया।".as_bytes()), Kind::Text); // Seoul: Kim expressed support.
/// assert_eq!(sniff(b"{\"id\":\"1\",\"text\":\"Minister resigns\"}\n"), Kind::Records);
/// ```
pub fn sniff(bytes: &[u8]) -> Kind {
    if let Some(kind) = by_magic(bytes) {
        return kind;
    }
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Kind::Binary, // UTF-32, which no browser reads.
        [0xFF, 0xFE, rest @ ..] => match by_text(&narrow(rest, u16::from_le_bytes)) {
            // JSON is exchanged in UTF-8 only (RFC 8259, section 8.1).
            Kind::Records => Kind::Json,
            kind => kind,
        },
        [0xFE, 0xFF, rest @ ..] => match by_text(&narrow(rest, u16::from_be_bytes)) {
            Kind::Records => Kind::Json,
            kind => kind,
        },
        [0xEF, 0xBB, 0xBF, rest @ ..] => by_text(rest),
        _ => by_text(bytes),
    }
}

/// Tells what a file is from its bytes, and where they leave it open, from its name.
pub(crate) fn kind_of(bytes: &[u8], name: &Path) -> Kind {
    let kind = sniff(bytes);
    let Some(extension) = extension(name) else { return kind };
    let is = |names: &[&str]| names.contains(&extension.as_str());
    match kind {
        Kind::Text | Kind::Json if is(RECORD_NAMES) && !is_utf16(bytes) => Kind::Records,
        Kind::Text if is(PAGE_NAMES) && markup(window(bytes)).tags > 0 => Kind::Html,
        Kind::Text if is(ASSET_NAMES) => Kind::Asset,
        // Scripts hold markup, but do not begin with it.
        Kind::Html if is(ASSET_NAMES) && window(bytes).first() != Some(&b'<') => Kind::Asset,
        kind => kind,
    }
}

/// Tells whether the name is one that JSON Lines files have.
pub(crate) fn named_as_records(name: &Path) -> bool {
    extension(name).is_some_and(|extension| RECORD_NAMES.contains(&extension.as_str()))
}

const RECORD_NAMES: &[&str] = &["jsonl", "ndjson", "jsonlines"];
const PAGE_NAMES: &[&str] = &["html", "htm", "xhtml", "shtml", "amp", "php", "asp", "aspx", "jsp", "cms"];
const ASSET_NAMES: &[&str] =
    &["css", "csv", "ini", "js", "json", "map", "mjs", "py", "sh", "sql", "toml", "tsv", "yaml", "yml"];

/// How many bytes are looked at, after leading white space.
const WINDOW: usize = 64 * 1024;

/// Returns the extension in lower case, the one before `.gz` where there is one.
fn extension(name: &Path) -> Option<String> {
    let last = name.extension()?.to_string_lossy().to_ascii_lowercase();
    if last == "gz" {
        let inner = Path::new(name.file_stem()?);
        return inner.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    }
    Some(last)
}

fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
}

/// Maps UTF-16 to one byte a unit; what is not ASCII becomes a byte that stands for any letter.
fn narrow(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let (pairs, _) = bytes.as_chunks::<2>();
    pairs
        .iter()
        .map(|pair| u8::try_from(unit(*pair)).ok().filter(u8::is_ascii).unwrap_or(0x80))
        .skip_while(u8::is_ascii_whitespace)
        .take(WINDOW)
        .collect()
}

/// Returns the bytes to look at: no byte order mark, no leading white space, not more than needed.
fn window(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    &bytes[..bytes.len().min(WINDOW)]
}

fn by_magic(bytes: &[u8]) -> Option<Kind> {
    const ARCHIVES: &[&[u8]] = &[
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"7z\xBC\xAF\x27\x1C",
        b"\xFD7zXZ\0",
        b"BZh",
        b"\x28\xB5\x2F\xFD",
        b"Rar!\x1A",
        b"WARC/0.",
        b"WARC/1.",
    ];
    const BINARIES: &[&[u8]] = &[
        b"%PDF-",
        b"%!PS",
        b"{\\rtf",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF87a",
        b"GIF89a",
        b"\x7FELF",
        b"\xD0\xCF\x11\xE0\xA1\xB1",
        b"ID3",
        b"OggS",
        b"wOFF",
        b"wOF2",
        b"SQLite format 3\0",
    ];
    let starts = |magic: &&[u8]| bytes.starts_with(magic);
    if bytes.starts_with(b"\x1F\x8B") {
        Some(Kind::Gzip)
    } else if ARCHIVES.iter().any(starts) || bytes.get(257..262) == Some(b"ustar") {
        Some(Kind::Archive)
    } else if BINARIES.iter().any(starts)
        || bytes.get(4..8) == Some(b"ftyp")
        || (bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")))
    {
        Some(Kind::Binary)
    } else {
        None
    }
}

fn by_text(bytes: &[u8]) -> Kind {
    let bytes = window(bytes);
    if bytes.is_empty() {
        return Kind::Empty;
    }
    // One control character in 32 is more than any damaged page has, and a third of what random bytes have.
    if bytes.iter().filter(|b| is_control(**b)).count() * 32 > bytes.len() {
        return Kind::Binary;
    }
    if (bytes.starts_with(b"{") || bytes.starts_with(b"["))
        && let Some(kind) = by_json(bytes)
    {
        return kind;
    }
    if let Some(kind) = by_root(bytes) {
        return kind;
    }
    if is_mail_archive(bytes) {
        return Kind::Archive;
    }
    let found = markup(bytes);
    // Crawlers leave single tags in text; a page without its frame has one on every other line at least.
    let dense = found.tags * 2 >= found.lines;
    let enough = if bytes.starts_with(b"<") { 1 } else { 3 };
    if found.framed || (dense && found.tags >= enough) { Kind::Html } else { Kind::Text }
}

/// Tells control characters from those that texts have; escape begins the shifts of ISO-2022-JP.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)) || byte == 0x7F
}

/// Tells records from other JSON; `None` where the bracket begins a text.
fn by_json(bytes: &[u8]) -> Option<Kind> {
    let after = |at: usize| bytes.get(at..).unwrap_or_default().trim_ascii_start().first();
    if bytes.starts_with(b"[") {
        return matches!(after(1), Some(b'{')).then_some(Kind::Json);
    }
    if !matches!(after(1), Some(b'"' | b'}')) {
        return None;
    }
    let mut lines = bytes.split(|b| *b == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii_end();
    let whole = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    let unfinished = first.len() == bytes.len() && first.len() == WINDOW;
    let is_records = whole(first) || unfinished || lines.any(|line| whole(line.trim_ascii_end()));
    Some(if is_records { Kind::Records } else { Kind::Json })
}

/// Tells markup by its first element, after declarations and comments.
fn by_root(bytes: &[u8]) -> Option<Kind> {
    let mut rest = bytes;
    let mut is_xml = false;
    loop {
        rest = rest.trim_ascii_start();
        let skipped = if rest.starts_with(b"<?") {
            is_xml |= rest.starts_with(b"<?xml");
            after(rest, b"?>")
        } else if rest.starts_with(b"<!--") {
            after(rest, b"-->")
        } else if starts_with_ignoring_case(rest, b"<!doctype") {
            let name = rest[b"<!doctype".len()..].trim_ascii_start();
            if starts_with_ignoring_case(name, b"html") {
                return Some(Kind::Html);
            }
            let subset = name.iter().position(|b| matches!(b, b'[' | b'>')).map(|at| name[at]);
            after(rest, if subset == Some(b'[') { b"]>" } else { b">" })
        } else {
            break;
        };
        match skipped {
            Some(after) => rest = after,
            None if is_xml => return Some(Kind::Xml),
            // A comment that goes on beyond what is looked at.
            None => return rest.starts_with(b"<!--").then_some(Kind::Html),
        }
    }
    let name = element_name(rest.strip_prefix(b"<")?);
    let local = name.rsplit(|b| *b == b':').next().unwrap_or(name);
    match local {
        b"rss" | b"feed" | b"RDF" => Some(Kind::Feed),
        b"svg" => Some(Kind::Xml),
        _ if is_element(local) => (is_xml || is_frame(local)).then_some(Kind::Html),
        _ => is_xml.then_some(Kind::Xml),
    }
}

/// Tells a page saved as one file with its pictures (MHTML), or a saved mail with several parts.
fn is_mail_archive(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let has = |needle: &[u8]| head.windows(needle.len()).any(|part| part == needle);
    has(b"mime-version:") && has(b"content-type:") && has(b"multipart/")
}

/// What a look at the tags found.
struct Markup {
    /// Tags of elements that HTML has.
    tags: usize,
    /// Lines that are not blank.
    lines: usize,
    /// Whether there is a `html`, `head` or `body` tag.
    framed: bool,
}

fn markup(bytes: &[u8]) -> Markup {
    let mut found = Markup { tags: 0, lines: 0, framed: false };
    let mut blank = true;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' | b'\r' => blank = true,
            b' ' | b'\t' => {}
            _ => {
                found.lines += usize::from(blank);
                blank = false;
            }
        }
        if *byte == b'<' {
            let rest = &bytes[at + 1..];
            let name = element_name(rest.strip_prefix(b"/").unwrap_or(rest));
            found.framed |= is_frame(name) || starts_with_ignoring_case(rest, b"!doctype html");
            found.tags += usize::from(is_element(name));
        }
    }
    found
}

/// Returns the name at the start of a tag; empty where none of a sensible length ends there.
fn element_name(bytes: &[u8]) -> &[u8] {
    const LONGEST: usize = 32;
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/') || !b.is_ascii();
    match bytes.iter().take(LONGEST).position(ends) {
        Some(end) => &bytes[..end],
        None => &[],
    }
}

fn is_frame(name: &[u8]) -> bool {
    [&b"html"[..], b"head", b"body", b"frameset"].iter().any(|frame| name.eq_ignore_ascii_case(frame))
}

fn is_element(name: &[u8]) -> bool {
    const ELEMENTS: &[&str] = &[
        "a",
        "abbr",
        "article",
        "aside",
        "b",
        "basefont",
        "big",
        "blockquote",
        "body",
        "br",
        "center",
        "cite",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "noscript",
        "ol",
        "p",
        "picture",
        "pre",
        "s",
        "script",
        "section",
        "small",
        "span",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "tt",
        "u",
        "ul",
        "video",
    ];
    let mut lower = [0_u8; 10];
    let Some(lower) = lower.get_mut(..name.len()) else { return false };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    ELEMENTS.binary_search_by(|element| element.as_bytes().cmp(lower)).is_ok()
}

fn after<'a>(bytes: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    bytes.windows(end.len()).position(|part| part == end).map(|at| &bytes[at + end.len()..])
}

fn starts_with_ignoring_case(bytes: &[u8], start: &[u8]) -> bool {
    bytes.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests;
