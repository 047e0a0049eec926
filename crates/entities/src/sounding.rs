//! How spellings sound: what two of them share, and under which keys those that may be one name meet.

use lang::{NameSound, Sounds};
use text::Tokens;

/// Two words of names that sound less alike than this are two names: `Gleb` and `Yegor` beside one family name.
const WORD: f32 = 0.6;

/// A spelling as it sounds.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    whole: NameSound,
    words: Vec<NameSound>,
    /// The classes of the consonants of each word.
    classes: Vec<String>,
}

impl Spelling {
    /// Listens to a name; empty where the script of no word is known.
    pub(crate) fn of(name: &str, sounds: &Sounds) -> Self {
        let tokens = Tokens::of(name);
        let (mut words, mut classes) = (Vec::new(), Vec::new());
        for at in 0..tokens.len() {
            let word = sounds.name(tokens.surface(at));
            if !word.is_empty() {
                words.push(word);
                classes.push(classes_of(&sounds.of(tokens.key(at))));
            }
        }
        Self { whole: sounds.name(name), words, classes }
    }

    /// Returns how many words the name has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns how alike two full names sound, 0 where a word of one has no like in the other.
    pub(crate) fn alike(&self, other: &Self) -> f32 {
        let (short, long) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        if short.len() >= 2 {
            let mut taken = vec![false; long.len()];
            for word in &short.words {
                let likeness = |at: &usize| word.alike(&long.words[*at]);
                let free = (0..long.len()).filter(|at| !taken[*at]);
                let best =
                    free.max_by(|one, other| likeness(one).total_cmp(&likeness(other)).then(other.cmp(one)));
                match best.filter(|at| likeness(at) >= WORD) {
                    Some(at) => taken[at] = true,
                    None if short.len() == long.len() => return 0.0,
                    None => {}
                }
            }
        }
        self.whole.alike(&other.whole)
    }

    /// Returns how alike the first or last word of a full name and a name of one word sound.
    pub(crate) fn ends_like(&self, short: &Self) -> f32 {
        let ends = self.words.first().into_iter().chain(self.words.last());
        ends.map(|word| word.alike(&short.whole)).fold(0.0, f32::max)
    }

    /// Returns the keys under which this name meets those that may be the same.
    ///
    /// A key is the beginning of one word and the first consonant of another, or the beginning of all words in a
    /// row: scripts cut names into words as they like.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        for (at, word) in self.classes.iter().enumerate() {
            for (beside, other) in self.classes.iter().enumerate() {
                if at != beside {
                    keys.push(format!("{} {}", start(word, 2), start(other, 1)));
                }
            }
        }
        let all = squeezed(self.classes.concat().chars());
        if all.len() >= 3 {
            keys.push(format!("={}", start(&all, 4)));
        }
        keys.sort();
        keys.dedup();
        keys
    }

    /// Returns the consonants of all words, sorted: what names stand in the order of among those with one key.
    pub(crate) fn sorted(&self) -> String {
        let mut words = self.classes.clone();
        words.sort();
        words.join(" ")
    }

    /// Returns the keys of the words that may stand for the whole name.
    pub(crate) fn end_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> =
            self.classes.first().into_iter().chain(self.classes.last()).cloned().collect();
        keys.dedup();
        keys.into_iter().map(|word| start(&word, 3).to_owned()).filter(|key| !key.is_empty()).collect()
    }
}

fn start(word: &str, most: usize) -> &str {
    &word[..most.min(word.len())]
}

/// Returns the consonants of a sounded word by what scripts mix up, doubled ones once.
fn classes_of(sound: &str) -> String {
    let classes = sound.chars().filter_map(|c| {
        Some(match c {
            'k' | 'g' | 'q' => 'K',
            's' | 'c' | 'j' | 'z' | 'x' => 'S',
            't' | 'd' => 'T',
            'p' | 'b' | 'f' | 'v' | 'w' => 'P',
            'm' | 'n' => 'N',
            'l' | 'r' => 'R',
            _ => return None,
        })
    });
    // `ts` and `dz` are one sound elsewhere.
    squeezed(classes).replace("TS", "S")
}

fn squeezed(classes: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for class in classes {
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}
