//! The pieces of markup in order: tags and the text between them.

use super::Tag;
use memchr::{memchr, memmem};
use std::ops::Range;

/// A piece of markup. Ranges are byte ranges into the page's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Text between tags, entities still in it.
    Text(Range<usize>),
    /// A start tag: its name, and where its attributes stand.
    Start {
        /// The element.
        tag: Tag,
        /// Where the attributes stand.
        attributes: Range<usize>,
        /// Where the tag begins.
        at: usize,
    },
    /// An end tag.
    End(Tag),
    /// What stands in a raw element, up to its end tag, which follows.
    Raw(Range<usize>),
}

/// Cuts a page into tokens.
pub(crate) struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    raw: Option<Tag>,
    /// Whether a closing mark was sought to the end of the page and not found; seeking again would cost a page each.
    no_comment_end: bool,
    no_quote: [bool; 2],
    no_raw_end: [bool; 4],
}

impl<'a> Tokenizer<'a> {
    /// Starts at the beginning of a page.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, raw: None, no_comment_end: false, no_quote: [false; 2], no_raw_end: [false; 4] }
    }

    /// Skips a comment, a declaration or a processing instruction that starts here.
    fn skip_declaration(&mut self) {
        let bytes = self.text.as_bytes();
        let rest = &bytes[self.at..];
        if rest.starts_with(b"<!--") && !self.no_comment_end {
            // `<!-->` and `<!--->` are whole comments.
            let body = &rest[4..];
            if body.starts_with(b">") {
                self.at += 5;
                return;
            }
            match memmem::find(body, b"-->") {
                Some(length) => {
                    self.at += 4 + length + 3;
                    return;
                }
                None => self.no_comment_end = true,
            }
        }
        self.at = memchr(b'>', rest).map_or(bytes.len(), |length| self.at + length + 1);
    }

    /// Returns where the tag that starts here ends: the place of its `>`, or of the end of the page.
    fn tag_end(&mut self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        // Names and blanks are short: a loop reads them sooner than a search starts. Values are longer.
        while let Some(byte) = bytes.get(at) {
            at += 1;
            let quote = match byte {
                b'>' => return at - 1,
                b'"' | b'\'' => *byte,
                _ => continue,
            };
            let before = bytes[from..at - 1].iter().rev().find(|byte| !byte.is_ascii_whitespace());
            let slot = usize::from(quote == b'\'');
            if before == Some(&b'=') && !self.no_quote[slot] {
                match memchr(quote, &bytes[at..]) {
                    Some(length) => at += length + 1,
                    None => self.no_quote[slot] = true,
                }
            }
        }
        bytes.len()
    }

    /// Returns the content of the raw element whose start tag was just read.
    fn raw_content(&mut self, tag: Tag) -> Option<Token> {
        let (slot, name): (usize, &[u8]) = match tag {
            Tag::Script => (0, b"script"),
            Tag::Style => (1, b"style"),
            Tag::Textarea => (2, b"textarea"),
            _ => (3, b"title"),
        };
        let bytes = self.text.as_bytes();
        let from = self.at;
        let mut at = from;
        while !self.no_raw_end[slot]
            && let Some(length) = memmem::find(&bytes[at..], b"</")
        {
            let found = at + length;
            let rest = &bytes[found + 2..];
            if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name) {
                self.at = found;
                return Some(Token::Raw(from..found));
            }
            at = found + 2;
        }
        self.no_raw_end[slot] = true;
        match tag {
            // A script that never ends is a page that was cut off there.
            Tag::Script | Tag::Style => {
                self.at = bytes.len();
                Some(Token::Raw(from..bytes.len()))
            }
            // Text that never ends is a forgotten end tag: it goes up to the next tag.
            _ => {
                let to = memchr(b'<', &bytes[from..]).map_or(bytes.len(), |length| from + length);
                self.at = to;
                Some(Token::Raw(from..to))
            }
        }
    }
}

impl Iterator for Tokenizer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        if let Some(tag) = self.raw.take() {
            return self.raw_content(tag);
        }
        let text_from = self.at;
        while self.at < bytes.len() {
            // Tags often stand side by side.
            let open = if bytes[self.at] == b'<' {
                self.at
            } else if let Some(length) = memchr(b'<', &bytes[self.at..]) {
                self.at + length
            } else {
                self.at = bytes.len();
                break;
            };
            let next = bytes.get(open + 1).copied().unwrap_or(b' ');
            let is_markup = next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?');
            if !is_markup {
                self.at = open + 1;
                continue;
            }
            if open > text_from {
                self.at = open;
                return Some(Token::Text(text_from..open));
            }
            self.at = open;
            if matches!(next, b'!' | b'?') {
                self.skip_declaration();
                return self.next_after_declaration();
            }
            let closing = next == b'/';
            let name_from = open + 1 + usize::from(closing);
            let name_to = bytes[name_from..]
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<'))
                .map_or(bytes.len(), |length| name_from + length);
            let end = self.tag_end(name_to);
            self.at = (end + 1).min(bytes.len());
            let tag = Tag::of(&bytes[name_from..name_to]);
            if closing {
                return Some(Token::End(tag));
            }
            if tag.is_raw() {
                self.raw = Some(tag);
            }
            return Some(Token::Start { tag, attributes: name_to..end, at: open });
        }
        (text_from < bytes.len()).then_some(Token::Text(text_from..bytes.len()))
    }
}

impl Tokenizer<'_> {
    /// Goes on after declarations without recursion: a page of comments alone must not grow the stack.
    fn next_after_declaration(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        while self.at + 1 < bytes.len() && bytes[self.at] == b'<' && matches!(bytes[self.at + 1], b'!' | b'?')
        {
            self.skip_declaration();
        }
        self.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let shown: Vec<String> = Tokenizer::new(page)
            .map(|token| match token {
                Token::Text(range) => format!("text {}", &page[range]),
                Token::Raw(range) => format!("raw {}", &page[range]),
                Token::Start { tag, attributes, .. } => format!("{tag:?}{}", &page[attributes]),
                Token::End(tag) => format!("/{tag:?}"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn tags_text_and_comments() {
        check("<p class='a>b'>x<!-- <b> --><br/>y</p>", &["P class='a>b'", "text x", "Br/", "text y", "/P"]);
        check("a < b <i>c", &["text a < b ", "Other", "text c"]);
    }

    #[test]
    fn raw_elements_hold_no_markup() {
        check("<script>if (a<b) '</p>'</SCRIPT>x", &["Script", "raw if (a<b) '</p>'", "/Script", "text x"]);
        check("<title>never closed<p>x", &["Title", "raw never closed", "P", "text x"]);
    }

    #[test]
    fn what_is_never_closed_costs_little() {
        check("<!-- never closed <p>x", &["text x"]);
        check("<p title=\"it's>x", &["P title=\"it's", "text x"]);
        check("<p", &["P"]);
    }
}
