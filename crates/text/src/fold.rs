//! Folding: the form in which words are compared, never shown.

use unicode_normalization::UnicodeNormalization;

/// Returns the form in which a word is compared.
///
/// Spellings that readers take for the same word fold together: letter case, composed and decomposed
/// nukta (a nukta is dropped: ज़ and ज are mixed freely in print), joiners, candrabindu for anusvara,
/// a nasal letter before a consonant for anusvara (हिन्दी, हिंदी), Devanagari digits, typographic
/// apostrophes, and accents on Latin letters.
///
/// ```
/// assert_eq!(text::fold("हिन्दी"), text::fold("हिंदी"));
/// assert_eq!(text::fold("न्यूज़"), text::fold("न्यूज"));
/// assert_eq!(text::fold("Kim"), "kim");
/// ```
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends the folded form of a word to a buffer.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
    } else if word.chars().all(is_plain) {
        fold_letters(word.chars().filter(|c| !is_dropped(*c)).map(base), out);
    } else {
        fold_letters(word.nfd().filter(|c| !is_dropped(*c)), out);
    }
}

fn fold_letters(letters: impl Iterator<Item = char>, out: &mut String) {
    let mut letters = letters.peekable();
    while let Some(c) = letters.next() {
        match c {
            // A nasal letter with virama before another consonant sounds and reads as anusvara.
            'ङ' | 'ञ' | 'ण' | 'न' | 'म' if letters.peek() == Some(&'्') => {
                letters.next();
                match letters.peek() {
                    Some(next) if is_consonant(*next) => out.push('ं'),
                    _ => {
                        out.push(c);
                        out.push('्');
                    }
                }
            }
            'ँ' => out.push('ं'),
            '०'..='९' => out.push(char::from(b'0' + (c as u32 - '०' as u32) as u8)),
            '\u{0900}'..='\u{097F}' => out.push(c),
            '’' | '‘' | 'ʼ' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            'ё' => out.push('е'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// Tells whether a character needs no table to be decomposed: [`base`] knows those that are composed, and the
/// marks among them that canonical order could move are the virama and the nukta, which is dropped.
fn is_plain(c: char) -> bool {
    matches!(c as u32,
        0..=0x7F | 0xAD | 0x0401 | 0x0410..=0x044F | 0x0451 | 0x0900..=0x0950 | 0x0955..=0x097F | 0x200B..=0x200D
        | 0x2010..=0x2027 | 0xFEFF)
}

/// Returns what is left of a plain character when the marks that folding drops are taken off.
fn base(c: char) -> char {
    match c {
        '\u{0929}' => 'न',
        '\u{0931}' => 'र',
        '\u{0934}' => 'ळ',
        '\u{0958}' => 'क',
        '\u{0959}' => 'ख',
        '\u{095A}' => 'ग',
        '\u{095B}' => 'ज',
        '\u{095C}' => 'ड',
        '\u{095D}' => 'ढ',
        '\u{095E}' => 'फ',
        '\u{095F}' => 'य',
        'Ё' => 'Е',
        'ё' => 'е',
        'Й' => 'И',
        'й' => 'и',
        _ => c,
    }
}

/// Marks that spelling varies in: nukta, joiners, soft hyphen, and accents over Latin and Cyrillic.
fn is_dropped(c: char) -> bool {
    matches!(c as u32, 0x093C | 0x09BC | 0x0A3C | 0x200B..=0x200D | 0x00AD | 0xFEFF | 0x0300..=0x036F)
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_together() {
        for (one, other) in [
            ("हिन्दी", "हिंदी"),
            ("मॉस्को", "मॉस्को\u{200D}"),
            ("लड़ाई", "लडाई"),
            ("पाँच", "पांच"),
            ("ख़बर", "खबर"),
            ("Zürich", "zurich"),
            ("१५", "15"),
            ("संबंध", "सम्बन्ध"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [("किम", "कीम"), ("रूस", "रूसी"), ("बस", "बास")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    /// Folds with the tables of decompositions, whatever the characters.
    fn by_tables(word: &str) -> String {
        let mut out = String::new();
        fold_letters(word.nfd().filter(|c| !is_dropped(*c)), &mut out);
        out
    }

    #[test]
    fn plain_characters_fold_as_tables_say() {
        let plain = || (0..0x1_0000).filter_map(char::from_u32).filter(|c| is_plain(*c));
        for c in plain() {
            assert_eq!(fold(&format!("a{c}क")), by_tables(&format!("a{c}क")), "{c:?}");
        }
        // What stands before and after a mark that could move.
        for (one, other) in
            plain().flat_map(|one| ['\u{093C}', '\u{094D}', '\u{200D}'].map(|mark| (one, mark)))
        {
            for word in
                [format!("{one}{other}क"), format!("क{other}{one}"), format!("न{other}{one}\u{093C}ग")]
            {
                assert_eq!(fold(&word), by_tables(&word), "{word:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn words_fold_as_tables_say(word in "[ऀ-ॐॕ-ॿa-zA-ZА-яёЁ\u{200C}\u{200D}‐-‧’]{0,12}") {
            proptest::prop_assert_eq!(fold(&word), by_tables(&word));
        }

        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,20}") {
            let once = fold(&word);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
