//! Words, numbers and marks, with the form in which they are compared.

use crate::fold::fold_into;
use crate::script::is_word_char;
use model::Span;
use rustc_hash::FxHasher;
use std::hash::Hasher;
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
    hash: u64,
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
        let mut tokens =
            Self { text, items: Vec::with_capacity(text.len() / 8), keys: String::with_capacity(text.len()) };
        for_each_piece(text, |start, piece, plain| {
            if plain {
                tokens.push(start, piece);
            } else {
                parts(start, piece).for_each(|(start, piece)| tokens.push(start, piece));
            }
        });
        tokens
    }

    fn push(&mut self, start: usize, piece: &str) {
        let Some(first) = piece.chars().next() else { return };
        if first.is_whitespace() || piece.chars().all(is_blank) {
            return;
        }
        let possessive = matches!(first, '\'' | '’') && piece.chars().count() == 2;
        let kind = if possessive {
            TokenKind::Word
        } else if is_digit(first) {
            if piece.chars().any(char::is_alphabetic) { TokenKind::Word } else { TokenKind::Number }
        } else if is_word_char(first) || first == '_' {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        let from = self.keys.len() as u32;
        fold_into(piece, &mut self.keys);
        let key = (from, self.keys.len() as u32);
        let hash = hash_of(&self.keys[from as usize..]);
        self.items.push(Token { span: Span::new(start, start + piece.len()), kind, key, hash });
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

    /// Returns the [`hash_of`] the token in the form in which it is compared.
    pub fn hash(&self, at: usize) -> u64 {
        self.items.get(at).map_or_else(|| hash_of(""), |token| token.hash)
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

/// Returns the hash of a word in the form in which it is compared, under which tables of words file it.
///
/// It is for tables in memory: it may differ between versions and machines.
pub fn hash_of(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}

/// How a character joins its neighbours, for those that [`for_each_piece`] cuts by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    /// A letter or digit, which joins letters and digits.
    Base,
    /// A mark of a letter, which joins what stands before it.
    Mark,
    /// Punctuation that joins nothing.
    Nothing,
    /// Punctuation that joins a letter or digit on each side: `3.5`, `U.S.`.
    Both,
    /// A space or the end of a line.
    Space,
    /// Anything else.
    Other,
}

/// Returns how a character joins its neighbours by [UAX 29](https://www.unicode.org/reports/tr29/).
fn joins(c: char) -> Joins {
    match c {
        ' ' | '\n' => Joins::Space,
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Joins::Base,
        '.' | ',' | ';' | ':' | '‘' | '’' => Joins::Both,
        '!' | '?' | '(' | ')' | '[' | ']' | '/' | '-' | '%' | '|' | '।' | '“' | '”' | '–' | '—' => {
            Joins::Nothing
        }
        '\u{093D}' | '\u{0950}' => Joins::Base,
        '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{0957}' | '\u{0962}' | '\u{0963}' => Joins::Mark,
        '\u{0904}'..='\u{0939}'
        | '\u{0958}'..='\u{0961}'
        | '\u{0966}'..='\u{096F}'
        | '\u{0971}'..='\u{097F}' => Joins::Base,
        'А'..='я' | 'ё' | 'Ё' => Joins::Base,
        _ => Joins::Other,
    }
}

/// Cuts a text into pieces by UAX 29 and hands over each that is no white space, with where it starts and whether
/// it is a plain word or mark.
///
/// Words of letters, digits and the marks of Devanagari between spaces and plain punctuation are cut here, which
/// is most of any text; whatever else stands between two spaces goes to the general algorithm, which costs ten
/// times as much. No rule of UAX 29 looks across a space, but for marks that join it from behind.
fn for_each_piece<'a>(text: &'a str, mut each: impl FnMut(usize, &'a str, bool)) {
    let next = |at: usize| text[at..].chars().next().map(|c| (c, joins(c)));
    let mut at = 0;
    while let Some((first, kind)) = next(at) {
        if kind == Joins::Space {
            let after = at + 1;
            let joined = first == ' '
                && next(after).is_some_and(|(_, kind)| matches!(kind, Joins::Mark | Joins::Other));
            at = if joined { general(text, at, after, &mut each) } else { after };
            continue;
        }
        let mut end = at + first.len_utf8();
        let mut then = next(end);
        if kind == Joins::Base {
            while let Some((c, Joins::Base | Joins::Mark)) = then {
                end += c.len_utf8();
                then = next(end);
            }
        }
        let alone = match (kind, then) {
            (_, None | Some((_, Joins::Space))) => kind != Joins::Other,
            (Joins::Nothing | Joins::Both, Some((_, Joins::Base | Joins::Nothing | Joins::Both))) => true,
            (Joins::Base, Some((_, Joins::Nothing))) => true,
            // A mark that could join counts as plain only where what follows cannot be joined.
            (Joins::Base, Some((c, Joins::Both))) => {
                matches!(
                    next(end + c.len_utf8()),
                    None | Some((_, Joins::Space | Joins::Nothing | Joins::Both))
                )
            }
            _ => false,
        };
        if alone && kind != Joins::Mark {
            each(at, &text[at..end], true);
            at = end;
        } else {
            at = general(text, at, end, &mut each);
        }
    }
}

/// Cuts what stands from `from` to the next space after `after` by the general algorithm; returns where it ends.
fn general<'a>(
    text: &'a str,
    from: usize,
    after: usize,
    each: &mut impl FnMut(usize, &'a str, bool),
) -> usize {
    let end = text[after..].find([' ', '\n']).map_or(text.len(), |end| after + end);
    for (start, piece) in text[from..end].split_word_bound_indices() {
        each(from + start, piece, false);
    }
    end
}

/// Tells whether a character is a digit or another number, as `char::is_numeric` does.
fn is_digit(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_digit(),
        '\u{0900}'..='\u{097F}' => matches!(c, '०'..='९'),
        _ => c.is_numeric(),
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

    /// Cuts a text by the general algorithm alone.
    fn check_general(text: &str) {
        let mut found = Vec::new();
        for_each_piece(text, |start, piece, _| found.push((start, piece)));
        let blank = |piece: &str| piece.chars().next().is_none_or(char::is_whitespace);
        found.retain(|(_, piece)| !blank(piece));
        let expected: Vec<_> = text.split_word_bound_indices().filter(|(_, piece)| !blank(piece)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn every_character_is_cut_as_the_general_algorithm_does() {
        for c in (0..0x3100).filter_map(char::from_u32) {
            for text in [
                format!("{c}"),
                format!("a{c}b"),
                format!("क{c}"),
                format!("{c}क ख"),
                format!(" {c}x"),
                format!("\n{c}x"),
                format!("a {c} b"),
                format!("a.{c}b"),
                format!("3,{c} 4"),
                format!("({c})"),
                format!("’{c}"),
                format!("{c}।"),
                format!("में{c}क"),
                format!("{c}्क"),
            ] {
                check_general(&text);
            }
            if c < '\u{0980}' {
                assert_eq!(is_digit(c), c.is_numeric(), "{c:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn pieces_are_those_of_the_general_algorithm(
            text in "([a-zA-Z0-9ऀ-ॿА-я .,;:!?()'’‘“”_/–-]|[ \n]|[\u{200D}\u{0301}\u{00AD}\u{2003}\r\t\u{05D0}\"カ🇮👩]){0,24}",
        ) {
            check_general(&text);
        }

        #[test]
        fn any_text_is_cut_as_by_the_general_algorithm(text in "\\PC{0,40}") {
            check_general(&text);
        }

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
