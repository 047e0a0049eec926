//! Words, numbers and marks, with the form in which they are compared.

use crate::fold::fold_into;
use crate::script::is_word_char;
use model::Span;
use unicode_segmentation::UnicodeSegmentation;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits.
    Word,
    /// Digits, perhaps with separators.
    Number,
    /// One mark.
    Mark,
}

/// A word, a number or a mark of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    key: (u32, u32),
}

/// The tokens of a text in order, without white space.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    items: Vec<Token>,
    keys: String,
}

impl<'a> Tokens<'a> {
    /// Cuts a text into words by [UAX 29](https://www.unicode.org/reports/tr29/).
    ///
    /// ```
    /// let tokens = text::Tokens::of("व्लादिमीर ने 15,000 कहा।");
    /// let shown: Vec<&str> = (0..tokens.len()).map(|at| tokens.surface(at)).collect();
    /// assert_eq!(shown, ["व्लादिमीर", "ने", "15,000", "कहा", "।"]);
    /// ```
    pub fn of(text: &'a str) -> Self {
        let mut items = Vec::with_capacity(text.len() / 8);
        let mut keys = String::with_capacity(text.len());
        for (start, piece) in text.split_word_bound_indices().flat_map(|(start, piece)| parts(start, piece)) {
            let Some(first) = piece.chars().next() else { continue };
            if first.is_whitespace() || !piece.chars().any(|c| !is_blank(c)) {
                continue;
            }
            let possessive = matches!(first, '\'' | '’') && piece.chars().count() == 2;
            let kind = if possessive {
                TokenKind::Word
            } else if first.is_numeric() {
                if piece.chars().any(|c| c.is_alphabetic()) { TokenKind::Word } else { TokenKind::Number }
            } else if is_word_char(first) || first == '_' {
                TokenKind::Word
            } else {
                TokenKind::Mark
            };
            let from = keys.len() as u32;
            fold_into(piece, &mut keys);
            let key = (from, keys.len() as u32);
            items.push(Token { span: Span::new(start, start + piece.len()), kind, key });
        }
        Self { text, items, keys }
    }

    /// Returns the text that was cut.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns how many tokens there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the tokens.
    pub fn items(&self) -> &[Token] {
        &self.items
    }

    /// Returns the token as published; empty past the end.
    pub fn surface(&self, at: usize) -> &'a str {
        self.items.get(at).and_then(|token| token.span.of(self.text)).unwrap_or_default()
    }

    /// Returns the token in the form in which it is compared; empty past the end.
    pub fn key(&self, at: usize) -> &str {
        self.items
            .get(at)
            .map(|token| &self.keys[token.key.0 as usize..token.key.1 as usize])
            .unwrap_or_default()
    }

    /// Returns the span from the first to the last of a range of tokens; `None` when it is empty.
    pub fn span(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let items = self.items.get(range)?;
        Some(items.first()?.span.join(items.last()?.span))
    }

    /// Returns the range of the tokens that lie wholly inside a span.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.items.partition_point(|token| token.span.start < span.start);
        let to = self.items.partition_point(|token| token.span.end <= span.end);
        from..to.max(from)
    }
}

/// Parts a possessive ending from its word, so that `Ven's` names Ven.
fn parts(start: usize, piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let cut = ["'s", "’s"]
        .iter()
        .filter_map(|ending| piece.strip_suffix(ending))
        .map(str::len)
        .find(|cut| *cut > 0)
        .unwrap_or(piece.len());
    let (word, ending) = piece.split_at(cut);
    std::iter::once((start, word)).chain((!ending.is_empty()).then_some((start + cut, ending)))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c as u32, 0x200B..=0x200F | 0xFEFF | 0x202A..=0x202E)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = Tokens::of(text);
        let shown: Vec<&str> = (0..tokens.len()).map(|at| tokens.surface(at)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_stay_whole() {
        check("किम-पुतिन की 15,000", &["किम", "-", "पुतिन", "की", "15,000"]);
        check("(केसीएनए) U.S. 3.5%", &["(", "केसीएनए", ")", "U.S", ".", "3.5", "%"]);
        check("Ven's didn't", &["Ven", "'s", "didn't"]);
        check("Путин сказал.", &["Путин", "сказал", "."]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_slice_back(text in "\\PC{0,60}") {
            let tokens = Tokens::of(&text);
            let mut end = 0;
            for (at, token) in tokens.items().iter().enumerate() {
                proptest::prop_assert!(token.span.start >= end);
                end = token.span.end;
                proptest::prop_assert!(!tokens.surface(at).is_empty());
                let _ = tokens.key(at);
            }
        }
    }
}
