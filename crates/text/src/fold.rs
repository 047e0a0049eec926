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
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let mut chars = word.nfd().filter(|c| !is_dropped(*c)).peekable();
    while let Some(c) = chars.next() {
        match c {
            // A nasal letter with virama before another consonant sounds and reads as anusvara.
            'ङ' | 'ञ' | 'ण' | 'न' | 'म' if chars.peek() == Some(&'्') => {
                chars.next();
                match chars.peek() {
                    Some(next) if is_consonant(*next) => out.push('ं'),
                    _ => {
                        out.push(c);
                        out.push('्');
                    }
                }
            }
            'ँ' => out.push('ं'),
            '०'..='९' => out.push(char::from(b'0' + (c as u32 - '०' as u32) as u8)),
            '’' | '‘' | 'ʼ' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            'ё' => out.push('е'),
            _ => out.extend(c.to_lowercase()),
        }
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

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,20}") {
            let once = fold(&word);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
