//! Quotation pairs.

use model::Span;

/// A passage between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotePair {
    /// The marks and what stands between.
    pub outer: Span,
    /// What stands between.
    pub inner: Span,
    /// Whether the closing mark is missing and the passage runs to the end of the block.
    pub unclosed: bool,
}

/// Returns the outermost quotations of one block of text, in order.
///
/// Marks: `“ ”`, `‘ ’`, `« »`, `„ “`, `"`, `'` and two apostrophes typed for a double mark.
/// An apostrophe inside a word (it's) opens nothing. A double mark that is never closed runs to the end
/// of the text and says so; a single one that is never closed is no quotation.
pub fn quote_pairs(text: &str) -> Vec<QuotePair> {
    let marks = marks(text);
    let mut pairs = Vec::new();
    // Where no mark closes a single one, none closes a later one either: looking again would take quadratic time.
    let mut singles_close = true;
    let mut at = 0;
    while at < marks.len() {
        let open = &marks[at];
        if !open.may_open || (open.kind == Kind::Single && !singles_close) {
            at += 1;
            continue;
        }
        let close =
            marks.iter().enumerate().skip(at + 1).find(|(_, mark)| mark.may_close && mark.closes(open.kind));
        match close {
            Some((closed_at, close)) => {
                pairs.push(QuotePair {
                    outer: Span::new(open.start, close.end),
                    inner: Span::new(open.end, close.start).trimmed(text),
                    unclosed: false,
                });
                at = closed_at + 1;
            }
            None => {
                if open.kind != Kind::Single {
                    let inner = Span::new(open.end, text.len()).trimmed(text);
                    if !inner.is_empty() {
                        pairs.push(QuotePair {
                            outer: Span::new(open.start, text.len()),
                            inner,
                            unclosed: true,
                        });
                    }
                    break;
                }
                singles_close = false;
                at += 1;
            }
        }
    }
    pairs.retain(|pair| !pair.inner.is_empty());
    pairs
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    Angle,
}

#[derive(Debug)]
struct Mark {
    start: usize,
    end: usize,
    kind: Kind,
    may_open: bool,
    may_close: bool,
}

impl Mark {
    fn closes(&self, open: Kind) -> bool {
        self.kind == open
    }
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    let mut low_opened = false;
    while let Some((start, c)) = chars.next() {
        low_opened |= c == '„';
        let mut end = start + c.len_utf8();
        let kind = match c {
            '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Kind::Double),
            '«' | '»' => Some(Kind::Angle),
            '\'' | '‘' | '’' | '‚' | '`' => {
                if chars.peek().is_some_and(|(_, next)| matches!(next, '\'' | '‘' | '’' | '`')) {
                    if let Some((at, next)) = chars.next() {
                        end = at + next.len_utf8();
                    }
                    Some(Kind::Double)
                } else {
                    Some(Kind::Single)
                }
            }
            _ => None,
        };
        if let Some(kind) = kind {
            let after = text[end..].chars().next();
            let inside = |c: Option<char>| c.is_some_and(crate::script::is_word_char);
            let (mut may_open, mut may_close) = match c {
                '“' => (true, low_opened),
                '„' | '«' | '‚' => (true, false),
                '‘' => (true, false),
                '”' | '»' => (false, true),
                '’' => (false, true),
                // A straight mark opens before a word and closes after one; glued on both sides it may do either.
                _ => (after.is_some_and(|c| !c.is_whitespace()), before.is_some_and(|c| !c.is_whitespace())),
            };
            // A straight double mark between blanks, as some pages set them, may do either too: `कहा, " हम साथ हैं। "`.
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            if kind == Kind::Double && c == '"' && blank(before) && blank(after) {
                (may_open, may_close) = (after.is_some(), before.is_some());
            }
            if kind == Kind::Single && inside(before) && inside(after) {
                (may_open, may_close) = (false, false);
            }
            marks.push(Mark { start, end, kind, may_open, may_close });
            before = text[start..end].chars().next_back();
            continue;
        }
        before = Some(c);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let inner: Vec<&str> = quote_pairs(text).iter().map(|pair| pair.inner.of(text).unwrap()).collect();
        assert_eq!(inner, expected);
    }

    #[test]
    fn pairs_of_every_kind() {
        check("उन्होंने कहा, \"हम साथ हैं।\" फिर गए", &["हम साथ हैं।"]);
        check("‘पूर्ण समर्थन’ और “मित्रता”", &["पूर्ण समर्थन", "मित्रता"]);
        check("कहा, ''हम साथ हैं।''", &["हम साथ हैं।"]);
        check("сказал: «Мы вместе»", &["Мы вместе"]);
        check("it's John's", &[]);
        check("कहा- \"मुझे यकीन है", &["मुझे यकीन है"]);
        check("‘बहादुरी की प्रशंसा की.", &[]);
        check("He said \"one\" and \"two\"", &["one", "two"]);
        check("उन्होंने कहा, \" हम साथ हैं। \" फिर गए", &["हम साथ हैं।"]);
        check("\" एक \" और \"दो\"", &["एक", "दो"]);
    }

    #[test]
    fn unclosed_marks_take_linear_time() {
        // A quadratic reading of these would take minutes.
        let text = " 'a".repeat(100_000);
        assert!(quote_pairs(&text).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn pairs_slice_back(text in "\\PC{0,60}") {
            let mut end = 0;
            for pair in quote_pairs(&text) {
                proptest::prop_assert!(pair.outer.start >= end);
                proptest::prop_assert!(pair.outer.covers(pair.inner));
                proptest::prop_assert!(pair.inner.of(&text).is_some());
                end = pair.outer.end;
            }
        }
    }
}
