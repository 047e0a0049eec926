//! How letters sound: `sounds.tsv`, for names and words typed in another script.

mod alike;

pub use alike::NameSound;

use crate::{PackSource, Result};
use rustc_hash::FxHashMap;

/// The sounds of letters in Latin letters, loosely: what spellers mix up sounds alike.
///
/// ```
/// let sounds = lang::Packs::embedded().sounds();
/// assert_eq!(sounds.of("सरकार"), sounds.of("sarkaar")); // government
/// assert_eq!(sounds.of("пост"), sounds.of("post"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sounds {
    letters: FxHashMap<Box<str>, (Role, Box<str>)>,
    longest: usize,
}

/// What a letter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It sounds as it stands.
    Letter,
    /// A consonant with an inherent vowel.
    Consonant,
    /// A vowel that stands alone.
    Vowel,
    /// A vowel that takes the place of the inherent one.
    Sign,
    /// It sounds after the vowel before it.
    Mark,
    /// It takes the inherent vowel away.
    Silent,
}

/// One sound of a word.
#[derive(Clone, Copy, Debug)]
struct Sound<'t> {
    text: &'t str,
    vowel: bool,
    inherent: bool,
}

impl Sounds {
    /// Reads the tables of all packs: a script is no language's own.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let mut sounds = Self::default();
        for source in sources {
            let Some(table) = source.table("sounds.tsv", &["letters", "sound", "role"])? else { continue };
            for row in table.rows() {
                let role = match row.get(2) {
                    "letter" => Role::Letter,
                    "consonant" => Role::Consonant,
                    "vowel" => Role::Vowel,
                    "sign" => Role::Sign,
                    "mark" => Role::Mark,
                    "silent" => Role::Silent,
                    other => return Err(table.fault(row, format!("no role {other:?}"))),
                };
                let letters = row.get(0);
                if text::fold(letters) != letters {
                    let what = format!("{letters:?} is not in folded form and can never match");
                    return Err(table.fault(row, what));
                }
                if sounds.letters.insert(letters.into(), (role, row.get(1).into())).is_some() {
                    return Err(table.fault(row, format!("{letters:?} has a sound already")));
                }
                sounds.longest = sounds.longest.max(letters.chars().count());
            }
        }
        Ok(sounds)
    }

    /// Returns how a folded word sounds; empty when the script of its letters is not known.
    ///
    /// An inherent vowel is dropped at the end of a word and between single consonants with vowels beyond them, as
    /// Hindi speaks; doubled sounds count once; a vowel after a cluster at the end is not heard.
    pub fn of(&self, word: &str) -> String {
        let mut sounds = self.read(word);
        drop_inherent(&mut sounds);
        let mut out = String::with_capacity(word.len());
        for c in sounds.iter().flat_map(|sound| sound.text.chars()) {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        // Two vowels that one script writes apart are one diphthong in another.
        let mut out = out.replace("ai", "e").replace("au", "o");
        for ending in ["ia", "iya", "iy"] {
            if out.len() > ending.len() && out.ends_with(ending) {
                out.truncate(out.len() - ending.len() + 1);
            }
        }
        let tail: Vec<char> = out.chars().rev().take(3).collect();
        if let [last, one, other] = tail[..]
            && last == 'a'
            && !is_vowel(one)
            && !is_vowel(other)
        {
            out.pop();
        }
        out
    }

    fn read<'t>(&'t self, word: &str) -> Vec<Sound<'t>> {
        let inherent = Sound { text: "a", vowel: true, inherent: true };
        let mut sounds: Vec<Sound<'t>> = Vec::with_capacity(word.len());
        let mut rest = word;
        let mut open = false;
        while !rest.is_empty() {
            let Some((taken, role, sound)) = self.longest_at(rest) else {
                rest = &rest[rest.chars().next().map_or(1, char::len_utf8)..];
                continue;
            };
            rest = &rest[taken..];
            let vowel = sound.starts_with(is_vowel);
            if open && !matches!(role, Role::Sign | Role::Silent) {
                sounds.push(inherent);
            }
            open = role == Role::Consonant;
            if !sound.is_empty() {
                sounds.push(Sound { text: sound, vowel: vowel && role != Role::Mark, inherent: false });
            }
        }
        if open {
            sounds.push(inherent);
        }
        sounds
    }

    fn longest_at(&self, rest: &str) -> Option<(usize, Role, &str)> {
        let ends: Vec<usize> =
            rest.char_indices().take(self.longest).map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().find_map(|end| {
            let (role, sound) = self.letters.get(&rest[..end])?;
            Some((end, *role, &**sound))
        })
    }
}

/// Drops the inherent vowels that are not spoken, from the end on.
fn drop_inherent(sounds: &mut Vec<Sound<'_>>) {
    if sounds.last().is_some_and(|last| last.inherent)
        && sounds.iter().filter(|sound| sound.vowel).count() > 1
    {
        sounds.pop();
    }
    let mut at = sounds.len();
    while at > 0 {
        at -= 1;
        let vowel = |place: Option<usize>| place.and_then(|p| sounds.get(p)).is_some_and(|s| s.vowel);
        let consonant = |place: Option<usize>| place.and_then(|p| sounds.get(p)).is_some_and(|s| !s.vowel);
        if sounds[at].inherent
            && consonant(at.checked_sub(1))
            && vowel(at.checked_sub(2))
            && consonant(Some(at + 1))
            && vowel(Some(at + 2))
        {
            sounds.remove(at);
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use crate::Packs;
    use text::fold;

    fn check(word: &str, typed: &[&str]) {
        let sounds = Packs::embedded().sounds();
        for typed in typed {
            assert_eq!(sounds.of(&fold(word)), sounds.of(&fold(typed)), "{word} {typed}");
        }
    }

    #[test]
    fn latin_typed_words_sound_like_their_own_letters() {
        check("सरकार", &["sarkar", "sarkaar"]); // government
        check("हड़ताल", &["hadtal", "hadtaal"]); // strike
        check("पुल", &["pul"]); // bridge
        check("हादसा", &["hadsa", "haadsa"]); // accident
        check("जनता", &["janta"]); // people
        check("मुख्यमंत्री", &["mukhyamantri"]); // chief minister
        check("प्रधानमंत्री", &["pradhanmantri"]); // prime minister
        check("बैठक", &["baithak", "bethak"]); // meeting
        check("केंद्र", &["kendra", "kendr"]); // centre
        check("भूकंप", &["bhukamp", "bhookamp"]); // earthquake
        check("चुनाव", &["chunav", "chunaw"]); // election
        check("दिल्ली", &["dilli"]);
        check("भारतीय", &["bhartiya"]); // Indian
    }

    #[test]
    fn names_sound_alike_in_their_scripts() {
        check("किम", &["Kim", "Ким"]);
        check("रादिम", &["Radim", "Радим"]);
        check("मुंबई", &["Mumbai", "Мумбаи"]);
    }

    proptest::proptest! {
        #[test]
        fn sounds_are_plain_letters(word in "\\PC{0,20}") {
            let sound = Packs::embedded().sounds().of(&fold(&word));
            proptest::prop_assert!(sound.bytes().all(|b| b.is_ascii_lowercase()));
        }
    }
}
