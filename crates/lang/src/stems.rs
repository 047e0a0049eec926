//! Endings that a word may lose when texts are searched: `stems.tsv`.

use crate::{PackSource, Result};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use text::fold;
use text::script::is_mark;

/// The endings of one language, for recall in search only: two words with one stem need not mean the same.
///
/// ```
/// let stems = &lang::Packs::embedded().get("hi").stems;
/// assert_eq!(stems.stem("सैनिकों"), stems.stem("सैनिक")); // soldiers, soldier
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stems {
    /// By last letter, the longest first.
    endings: FxHashMap<char, Vec<Ending>>,
}

#[derive(Clone, Debug)]
struct Ending {
    suffix: String,
    put: String,
    least: usize,
    not_after: String,
}

impl Stems {
    /// Reads `stems.tsv` of a pack and its parents, nearest first; the nearest table stands alone.
    ///
    /// Columns: the ending in folded form; what to put in its place; how many letters (marks not counted) must be
    /// left; and the letters after which it is no ending.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut stems = Self::default();
        for source in chain {
            let Some(table) = source.table("stems.tsv", &["suffix", "put", "least", "not_after"])? else {
                continue;
            };
            for row in table.rows() {
                let suffix = row.get(0);
                if fold(suffix) != suffix {
                    let what = format!("{suffix:?} is not in folded form and can never match");
                    return Err(table.fault(row, what));
                }
                let least = row.get(2).parse().ok().filter(|least| *least > 0);
                let Some(least) = least else {
                    return Err(table.fault(row, format!("least is {:?}, expected 1 or more", row.get(2))));
                };
                let ending = Ending {
                    suffix: suffix.to_owned(),
                    put: row.get(1).to_owned(),
                    least,
                    not_after: row.get(3).to_owned(),
                };
                if let Some(last) = suffix.chars().next_back() {
                    stems.endings.entry(last).or_default().push(ending);
                }
            }
            break;
        }
        for endings in stems.endings.values_mut() {
            endings.sort_by(|a, b| b.suffix.len().cmp(&a.suffix.len()).then(a.suffix.cmp(&b.suffix)));
        }
        Ok(stems)
    }

    /// Returns a folded word without its longest ending.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let last = word.chars().next_back();
        for ending in last.and_then(|last| self.endings.get(&last)).into_iter().flatten() {
            let Some(left) = word.strip_suffix(ending.suffix.as_str()) else { continue };
            let letters = left.chars().filter(|c| !is_mark(*c)).count();
            if letters < ending.least
                || left.chars().next_back().is_some_and(|c| ending.not_after.contains(c))
            {
                continue;
            }
            if ending.put.is_empty() {
                return Cow::Borrowed(left);
            }
            return Cow::Owned(format!("{left}{}", ending.put));
        }
        Cow::Borrowed(word)
    }

    /// Tells whether the language has no table of endings.
    pub fn is_empty(&self) -> bool {
        self.endings.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::Packs;
    use text::fold;

    fn check(lang: &str, words: &[&str]) {
        let stems = &Packs::embedded().get(lang).stems;
        let first = fold(words[0]);
        for word in words {
            assert_eq!(stems.stem(&fold(word)), stems.stem(&first), "{word} {first}");
        }
    }

    fn check_apart(lang: &str, one: &str, other: &str) {
        let stems = &Packs::embedded().get(lang).stems;
        assert_ne!(stems.stem(&fold(one)), stems.stem(&fold(other)), "{one} {other}");
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        check("hi", &["सैनिक", "सैनिकों"]); // soldier
        check("hi", &["हादसा", "हादसे", "हादसों"]); // accident
        check("hi", &["हड़ताल", "हड़तालें", "हड़तालों"]); // strike
        check("hi", &["नदी", "नदियां", "नदियाँ", "नदियों"]); // river
        check("hi", &["महिला", "महिलाएं", "महिलाओं"]); // woman
        check("hi", &["राष्ट्रपति", "राष्ट्रपतियों"]); // president
        check("hi", &["करेगा", "करेगी", "करेंगे"]); // will do
        check("hi", &["बताया", "बताई", "बताए"]); // told
        check("en", &["strike", "strikes", "striking"]);
        check("en", &["country", "countries"]);
        check("en", &["stop", "stopped", "stopping", "stops"]);
        check("en", &["pass", "passes", "passed"]);
        check("en", &["bus", "buses"]);
        check("ru", &["мост", "моста", "мосту", "мосты", "мостов"]); // bridge
        check("ru", &["забастовка", "забастовки", "забастовку"]); // strike
    }

    #[test]
    fn short_words_keep_what_they_have() {
        check_apart("hi", "नेता", "ने"); // leader
        check_apart("hi", "सत्ता", "सत्य"); // power, truth
        check_apart("en", "king", "k");
        check_apart("en", "red", "r");
    }

    proptest::proptest! {
        #[test]
        fn a_stem_never_panics(word in "\\PC{0,20}") {
            for pack in Packs::embedded().iter() {
                let _ = pack.stems.stem(&fold(&word));
            }
        }
    }
}
