//! Scripts, as far as news needs them.

use std::sync::LazyLock;

/// The writing systems told apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// देवनागरी.
    Devanagari,
    /// বাংলা.
    Bengali,
    /// ગુજરાતી.
    Gujarati,
    /// ਗੁਰਮੁਖੀ.
    Gurmukhi,
    /// தமிழ்.
    Tamil,
    /// తెలుగు.
    Telugu,
    /// Кириллица.
    Cyrillic,
    /// العربية, اردو.
    Arabic,
    /// 한글.
    Hangul,
    /// 漢字.
    Han,
    /// かな.
    Kana,
    /// Anything else that is a letter.
    Other,
}

impl Script {
    /// Returns its code of ISO 15924: `Deva`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Latin => "Latn",
            Self::Devanagari => "Deva",
            Self::Bengali => "Beng",
            Self::Gujarati => "Gujr",
            Self::Gurmukhi => "Guru",
            Self::Tamil => "Taml",
            Self::Telugu => "Telu",
            Self::Cyrillic => "Cyrl",
            Self::Arabic => "Arab",
            Self::Hangul => "Hang",
            Self::Han => "Hani",
            Self::Kana => "Hrkt",
            Self::Other => "Zyyy",
        }
    }
}

/// Returns the script of a letter or mark; `None` for digits, punctuation and space.
pub fn script_of(c: char) -> Option<Script> {
    Some(match c as u32 {
        0x0041..=0x005A | 0x0061..=0x007A | 0x00C0..=0x024F | 0x1E00..=0x1EFF => Script::Latin,
        0x0400..=0x052F => Script::Cyrillic,
        0x0964..=0x096F => return None,
        0x0900..=0x097F | 0xA8E0..=0xA8FF => Script::Devanagari,
        0x0980..=0x09FF => Script::Bengali,
        0x0A00..=0x0A7F => Script::Gurmukhi,
        0x0A80..=0x0AFF => Script::Gujarati,
        0x0B80..=0x0BFF => Script::Tamil,
        0x0C00..=0x0C7F => Script::Telugu,
        0x0620..=0x065F | 0x0670..=0x06D3 | 0x0750..=0x077F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
            Script::Arabic
        }
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7A3 => Script::Hangul,
        0x3040..=0x30FF => Script::Kana,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF => Script::Han,
        _ if c.is_alphabetic() => Script::Other,
        _ => return None,
    })
}

/// Returns the script of most letters, or `None` when there are no letters; the first seen wins a tie.
pub fn dominant_script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter_map(script_of) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(script, _)| script)
}

/// Tells whether a character is part of a word: a letter, a digit, or a mark that belongs to one.
///
/// `char::is_alphanumeric` is false for virama, nukta and joiners, and cuts Devanagari words in two.
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match TABLES.words.get(c as usize / 64) {
        Some(bits) => bits >> (c as usize % 64) & 1 == 1,
        None => c.is_alphanumeric() || is_mark(c),
    }
}

/// Tells whether a character is a letter or a digit, as `char::is_alphanumeric` does, in a fifth of its time.
pub fn is_letter_or_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match TABLES.letters.get(c as usize / 64) {
        Some(bits) => bits >> (c as usize % 64) & 1 == 1,
        None => c.is_alphanumeric(),
    }
}

/// How many 64 characters the tables hold: all alphabets, and the punctuation above them.
const ROWS: usize = 0x3000 / 64;

/// One bit for each character below U+3000.
struct Tables {
    words: [u64; ROWS],
    letters: [u64; ROWS],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables { words: [0; ROWS], letters: [0; ROWS] };
    for c in (0..ROWS as u32 * 64).filter_map(char::from_u32) {
        let (row, bit) = (c as usize / 64, c as usize % 64);
        tables.letters[row] |= u64::from(c.is_alphanumeric()) << bit;
        tables.words[row] |= u64::from(c.is_alphanumeric() || is_mark(c)) << bit;
    }
    tables
});

/// Tells whether a character is a combining mark or a joiner inside a word.
pub fn is_mark(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036F | 0x0900..=0x0903 | 0x093A..=0x094F | 0x0951..=0x0957 | 0x0962..=0x0963
        | 0x0980..=0x0983 | 0x09BC..=0x09CD | 0x09D7 | 0x09E2..=0x09E3 | 0x0A01..=0x0A03 | 0x0A3C..=0x0A4D
        | 0x0A70..=0x0A71 | 0x0A81..=0x0A83 | 0x0ABC..=0x0ACD | 0x0B82 | 0x0BBE..=0x0BCD | 0x0C00..=0x0C04
        | 0x0C3E..=0x0C56 | 0x0B01..=0x0B03 | 0x0B3C | 0x0B3E..=0x0B57 | 0x0C81..=0x0C83 | 0x0CBC
        | 0x0CBE..=0x0CD6 | 0x0D00..=0x0D03 | 0x0D3B..=0x0D3C | 0x0D3E..=0x0D4D | 0x0D57 | 0x0D81..=0x0D83
        | 0x0DCA..=0x0DDF | 0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2
        | 0x05C4..=0x05C5 | 0x05C7 | 0x064B..=0x065F | 0x0670 | 0x200C | 0x200D | 0x3099 | 0x309A)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(dominant_script("किम जोंग उन (KCNA)"), Some(Script::Devanagari));
        assert_eq!(dominant_script("Путин"), Some(Script::Cyrillic));
        assert_eq!(dominant_script("2025 — ।"), None);
    }

    #[test]
    fn the_tables_say_what_the_standard_library_says() {
        for c in (0..0x3100).filter_map(char::from_u32) {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_word_char(c), c.is_alphanumeric() || is_mark(c), "{c:?}");
        }
    }

    #[test]
    fn the_marks_of_other_scripts_belong_to_their_words() {
        // May, August, a house, peace: Malayalam, Kannada, Thai, Hebrew.
        for word in ["മേയ്", "ಆಗಸ್ಟ್", "บ้านที่", "שָׁלוֹם"] {
            assert!(word.chars().all(is_word_char), "{word}");
        }
    }

    #[test]
    fn every_mark_of_a_hindi_word_belongs_to_it() {
        assert!("व्लादिमीर्ज़ँंः\u{200D}".chars().all(is_word_char));
        assert!(!is_word_char('।'));
    }
}
