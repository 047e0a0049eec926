//! The items of an RSS or Atom file that carry a text.
//!
//! Covers RSS 2.0 and its elders, RSS 1.0 and Atom, as they are found: entities that XML does not know, tags that
//! do not close, HTML left bare inside a description. Only what an item says of itself is taken; the feed's own
//! title and language are those of a section or of the software as often as those of the outlet.

use crate::{Outcome, date};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use model::{DocId, Given, Page, PageKind, SetAside, SetAsideReason};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::Cursor;

/// Reads a feed item by item.
pub(crate) struct Items {
    reader: Reader<Cursor<Vec<u8>>>,
    label: String,
    buffer: Vec<u8>,
    /// How many items have begun.
    count: usize,
    item: Option<Item>,
    is_done: bool,
}

impl Items {
    /// Begins to read the bytes of a feed; `label` is what to call it.
    pub(crate) fn new(bytes: Vec<u8>, label: String) -> Self {
        let mut reader = Reader::from_reader(Cursor::new(decode(bytes).into_bytes()));
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self { reader, label, buffer: Vec::new(), count: 0, item: None, is_done: false }
    }

    /// Takes the item that was open; it ends at its end tag, at the next item, or with the feed.
    fn close(&mut self) -> Option<Outcome> {
        let path = format!("{}#{}", self.label, self.count);
        self.item.take().map(|item| item.into_outcome(path))
    }

    fn end(&mut self) -> Option<Outcome> {
        self.is_done = true;
        if self.item.as_ref().is_some_and(|item| item.open.is_some()) {
            let advice = "the feed breaks off inside this item: fetch it again";
            let path = format!("{}#{}", self.label, self.count);
            return Some(Err(SetAside::new(path, SetAsideReason::Corrupt, advice)));
        }
        if let Some(last) = self.close() {
            return Some(last);
        }
        (self.count == 0).then(|| {
            let advice = "is a feed without items: fetch it again, or give the pages themselves";
            Err(SetAside::new(self.label.clone(), SetAsideReason::NoArticle, advice))
        })
    }

    fn broken(&mut self, error: &quick_xml::Error) -> Outcome {
        self.is_done = true;
        // The open item is cut off, and half a text is not the text.
        let whole = self.count - usize::from(self.item.take().is_some());
        let at = self.reader.buffer_position();
        let advice = format!("the feed breaks at byte {at} ({error}) after {whole} items: fetch it again");
        Err(SetAside::new(self.label.clone(), SetAsideReason::Corrupt, advice))
    }
}

impl Iterator for Items {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        while !self.is_done {
            self.buffer.clear();
            // The buffer is lent out, because the event borrows it while the item changes.
            let mut buffer = std::mem::take(&mut self.buffer);
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(error) => return Some(self.broken(&error)),
            };
            let closed = match &event {
                Event::Eof => return self.end(),
                Event::Start(tag) | Event::Empty(tag) if is_item(tag.name().as_ref()) => {
                    let closed = self.close();
                    self.count += 1;
                    self.item = Some(Item::default());
                    closed
                }
                Event::End(tag) if is_item(tag.name().as_ref()) => self.close(),
                event => {
                    if let Some(item) = &mut self.item {
                        item.take(event);
                    }
                    None
                }
            };
            drop(event);
            self.buffer = buffer;
            if closed.is_some() {
                return closed;
            }
        }
        None
    }
}

/// What an item says of itself.
#[derive(Default)]
struct Item {
    fields: [Field; Name::ALL],
    open: Option<Open>,
}

/// A field of an item as collected.
#[derive(Clone, Default)]
struct Field {
    text: String,
    form: Form,
}

/// What the text of a field is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Form {
    /// Text or HTML: RSS does not tell.
    #[default]
    Either,
    /// Text, as Atom says.
    Text,
    /// HTML, as Atom says.
    Html,
    /// Neither: a picture, or a text that is elsewhere.
    Other,
}

/// An element whose end is awaited.
struct Open {
    tag: String,
    /// How many elements of the same name are open inside it.
    depth: usize,
    /// What is collected; `None` for an element whose parts are not the item's own.
    field: Option<(Name, Field)>,
}

/// The fields that are taken from an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Title,
    Link,
    Guid,
    Date,
    Content,
    Summary,
}

impl Name {
    const ALL: usize = 6;

    /// Returns the field that an element gives.
    ///
    /// `updated` gives none: it is when the item was changed last, and often not when it was published.
    fn of(tag: &str) -> Option<Self> {
        Some(match tag.strip_prefix("atom:").or(tag.strip_prefix("rss:")).unwrap_or(tag) {
            "title" => Self::Title,
            "link" => Self::Link,
            "guid" => Self::Guid,
            "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" => Self::Date,
            "content:encoded" | "content" | "body" | "xhtml:body" => Self::Content,
            "description" | "summary" => Self::Summary,
            _ => return None,
        })
    }
}

/// Elements with parts that bear the names of an item's own parts.
fn is_opaque(tag: &str) -> bool {
    let tag = tag.strip_prefix("atom:").unwrap_or(tag);
    matches!(
        tag,
        "source" | "author" | "contributor" | "image" | "media:group" | "media:content" | "enclosure"
    )
}

fn is_item(tag: &str) -> bool {
    matches!(tag, "item" | "entry" | "rss:item" | "atom:entry")
}

impl Item {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Empty(tag) => self.empty(tag),
            Event::End(tag) => self.end(tag.name().as_ref()),
            Event::Text(text) => self.append(text),
            Event::CData(text) => self.append(text),
            Event::GeneralRef(name) => match reference(name) {
                Some(character) => self.append(character.encode_utf8(&mut [0; 4])),
                // What XML does not know may be HTML's; it is kept for whoever decodes that.
                None => {
                    self.append("&");
                    self.append(name);
                    self.append(";");
                }
            },
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name = name.as_ref();
        if let Some(open) = &mut self.open {
            open.depth += usize::from(open.tag == name);
            self.append_tag("<", tag, ">");
            return;
        }
        let field = Name::of(name).map(|field| (field, Field { text: String::new(), form: form(tag) }));
        if let Some((Name::Link, _)) = &field {
            self.take_address(tag);
        }
        if field.is_some() || is_opaque(name) {
            self.open = Some(Open { tag: name.to_owned(), depth: 0, field });
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        if self.open.is_some() {
            self.append_tag("<", tag, "/>");
        } else if Name::of(tag.name().as_ref()) == Some(Name::Link) {
            self.take_address(tag);
        }
    }

    fn end(&mut self, name: &str) {
        match &mut self.open {
            Some(open) if open.tag != name => {
                self.append("</");
                self.append(name);
                self.append(">");
            }
            Some(open) if open.depth > 0 => {
                open.depth -= 1;
                self.append("</");
                self.append(name);
                self.append(">");
            }
            _ => {
                if let Some((name, field)) = self.open.take().and_then(|open| open.field) {
                    self.keep(name, field);
                }
            }
        }
    }

    /// Keeps a field; of two with one name the first that says something.
    fn keep(&mut self, name: Name, field: Field) {
        let kept = &mut self.fields[name as usize];
        if kept.text.trim().is_empty() && field.form != Form::Other {
            *kept = field;
        }
    }

    fn append(&mut self, text: &str) {
        if let Some(Open { field: Some((_, field)), .. }) = &mut self.open {
            field.text.push_str(text);
        }
    }

    fn append_tag(&mut self, start: &str, tag: &BytesStart<'_>, end: &str) {
        self.append(start);
        self.append(tag);
        self.append(end);
    }

    /// Takes the address of an Atom link to the page itself.
    fn take_address(&mut self, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name);
        if value("rel").is_none_or(|rel| rel == "alternate")
            && let Some(text) = value("href").filter(|href| is_address(href))
        {
            self.keep(Name::Link, Field { text, form: Form::Text });
        }
    }

    fn into_outcome(mut self, path: String) -> Outcome {
        // A field that its end tag is missing from ends with the item.
        if let Some((name, field)) = self.open.take().and_then(|open| open.field) {
            self.keep(name, field);
        }
        let [title, link, guid, date, content, summary] = self.fields;
        let url =
            [link, guid].map(|field| field.text.trim().to_owned()).into_iter().find(|url| is_address(url));
        let body = [content, summary].into_iter().find(|field| says_something(&field.text));
        let Some(body) = body else {
            let page = url.as_deref().unwrap_or("the page it links to");
            let advice = format!("the item has a headline but no text: save {page} and give that");
            return Err(SetAside::new(path, SetAsideReason::NoArticle, advice));
        };
        let kind = match body.form {
            Form::Text => PageKind::Text,
            Form::Either if !has_markup(&body.text) => PageKind::Text,
            _ => PageKind::Html,
        };
        let bytes = body.text.trim().as_bytes().to_vec();
        let title = Some(plain(&title.text)).filter(|title| !title.is_empty());
        let given = Given { url, date: date::moment(&date.text), title, ..Given::default() };
        Ok(Page {
            id: DocId::of_page(&bytes, &given),
            path,
            bytes,
            kind,
            charset: Some("utf-8".to_owned()),
            given,
        })
    }
}

/// Returns the form that an Atom element says its text has.
fn form(tag: &BytesStart<'_>) -> Form {
    if attribute(tag, "src").is_some() {
        return Form::Other;
    }
    match attribute(tag, "type").as_deref() {
        None => Form::Either,
        Some("text" | "text/plain") => Form::Text,
        Some("html" | "xhtml" | "text/html" | "application/xhtml+xml") => Form::Html,
        Some(_) => Form::Other,
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // HTML's rules are the lax ones: a feed with a doubled or unquoted attribute is still read.
    let found =
        tag.html_attributes().with_checks(false).flatten().find(|found| found.key.as_ref() == name)?;
    Some(html_escape::decode_html_entities(found.value.as_ref()).trim().to_owned())
}

/// Returns the character that a reference names in XML.
fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn is_address(text: &str) -> bool {
    let has = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (has("http://") || has("https://")) && !text.contains(char::is_whitespace)
}

/// Returns a headline without markup: many feeds escape it twice.
fn plain(title: &str) -> String {
    let decoded = html_escape::decode_html_entities(title);
    let mut text = String::with_capacity(decoded.len());
    for_each_text(&decoded, |part| text.push_str(part));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether there are words outside the tags.
fn says_something(text: &str) -> bool {
    let mut found = false;
    for_each_text(text, |part| {
        found |= html_escape::decode_html_entities(part).contains(char::is_alphabetic)
    });
    found
}

fn has_markup(text: &str) -> bool {
    let mut parts = 0;
    for_each_text(text, |_| parts += 1);
    parts > 1 || html_escape::decode_html_entities(text) != text
}

/// Calls with each stretch of text between tags; `<` before a space or a digit is text.
fn for_each_text(text: &str, mut call: impl FnMut(&str)) {
    let mut start = 0;
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        let next = text.as_bytes().get(open + 1).copied().unwrap_or(b' ');
        if !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!')) {
            from = open + 1;
            continue;
        }
        let Some(close) = text[open..].find('>').map(|at| open + at) else { break };
        call(&text[start..open]);
        start = close + 1;
        from = start;
    }
    call(&text[start..]);
}

/// Decodes a feed by its byte order mark, else by its declaration, else as UTF-8.
fn decode(bytes: Vec<u8>) -> String {
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None => declared(&bytes).unwrap_or(UTF_8),
    };
    if encoding == UTF_8 {
        return match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => UTF_8.decode(error.as_bytes()).0.into_owned(),
        };
    }
    encoding.decode(&bytes).0.into_owned()
}

/// Returns the encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.trim_ascii_start();
    let end = head.iter().take(256).position(|b| *b == b'>')?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?.strip_prefix("<?xml")?;
    let (_, value) = declaration.split_once("encoding")?;
    let label = value.trim_start().strip_prefix('=')?.trim_start();
    let label = label.trim_start_matches(['"', '\'']).split(['"', '\'', '?', ' ']).next()?;
    // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

#[cfg(test)]
mod tests;
