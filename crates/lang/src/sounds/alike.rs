//! How alike two names sound, in any two scripts.

use super::Sounds;
use text::Tokens;

/// The most words of a name that are looked at, and the most sounds of a word.
const LONGEST: usize = 8;
const MOST_SOUNDS: usize = 40;

/// What an order of words other than the written one costs: the family name stands first in some languages.
const TURNED: f32 = 0.03;

/// What it costs to meet words one by one, with some left over.
const APART: f32 = 0.04;

/// A name as it sounds, ready to be compared with many.
///
/// ```
/// let sounds = lang::Packs::embedded().sounds();
/// let name = sounds.name("कुलवंत सहाय");
/// assert!(name.alike(&sounds.name("Kulwant Sahay")) > name.alike(&sounds.name("Kalyan Sethi")));
/// ```
#[derive(Clone, Debug, Default)]
pub struct NameSound {
    words: Vec<Vec<u8>>,
}

impl Sounds {
    /// Returns how a name sounds; words whose script is not known here are left out.
    pub fn name(&self, name: &str) -> NameSound {
        let tokens = Tokens::of(name);
        let words = (0..tokens.len()).map(|at| self.phones(tokens.key(at))).filter(|word| !word.is_empty());
        NameSound { words: words.take(LONGEST).collect() }
    }

    /// Returns the sounds of a folded word: one letter each, without aspiration and doubling.
    fn phones(&self, word: &str) -> Vec<u8> {
        let mut read = self.read(word);
        super::drop_inherent(&mut read);
        let mut phones: Vec<u8> = Vec::with_capacity(word.len());
        for phone in read.iter().flat_map(|sound| sound.text.bytes()).take(MOST_SOUNDS) {
            match (phones.last().copied(), phone) {
                (Some(last), phone) if last == phone => {}
                (Some(b'k' | b'g' | b't' | b'd' | b'b' | b'j' | b'c'), b'h') => {}
                (Some(b't'), b's') => {
                    phones.pop();
                    phones.push(b'c');
                }
                _ => phones.push(phone),
            }
        }
        // The nasal at the end of `Wang` and `वांग` is one sound, and written so elsewhere: `Ван`.
        if phones.len() > 2 && phones.ends_with(b"ng") {
            phones.pop();
        }
        phones
    }
}

impl NameSound {
    /// Tells whether nothing of the name has a known sound.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns how alike two names sound: 1 for the same sounds, 0 or less for nothing in common.
    ///
    /// The sounds of both are compared as a whole, with the words turned round, and word by word with some left over;
    /// the best counts.
    pub fn alike(&self, other: &Self) -> f32 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        let mine = self.words.concat();
        let mut best = closeness(&mine, &other.words.concat());
        for turn in 1..other.words.len() {
            let turned = [&other.words[turn..], &other.words[..turn]].concat().concat();
            best = best.max(closeness(&mine, &turned) - TURNED);
        }
        for turn in 1..self.words.len() {
            // Three syllables beside three words: turned on the other side.
            let turned = [&self.words[turn..], &self.words[..turn]].concat().concat();
            best = best.max(closeness(&turned, &other.words.concat()) - TURNED);
        }
        best.max(self.word_by_word(other) - APART)
    }

    /// Pairs words, the closest first; what is left over counts half.
    fn word_by_word(&self, other: &Self) -> f32 {
        let mut pairs = Vec::with_capacity(self.words.len() * other.words.len());
        for (at, word) in self.words.iter().enumerate() {
            for (place, beside) in other.words.iter().enumerate() {
                pairs.push((closeness(word, beside), at, place));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut mine, mut theirs) = ([false; LONGEST], [false; LONGEST]);
        let (mut sum, mut all) = (0.0, 0.0);
        for (close, at, place) in pairs {
            if close > 0.0 && !mine[at] && !theirs[place] {
                (mine[at], theirs[place]) = (true, true);
                let weight = weight(&self.words[at]) + weight(&other.words[place]);
                sum += close * weight;
                all += weight;
            }
        }
        let left = |words: &[Vec<u8>], paired: &[bool]| -> f32 {
            words.iter().zip(paired).filter(|(_, paired)| !**paired).map(|(word, _)| weight(word)).sum()
        };
        all += 0.5 * (left(&self.words, &mine) + left(&other.words, &theirs));
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// Returns what it costs to leave a sound out.
fn left_out(phone: u8) -> f32 {
    match phone {
        b'a' | b'u' | b'i' => 0.3,
        b'e' | b'o' | b'h' | b'y' => 0.35,
        b'r' => 0.5,
        b'n' | b'v' | b'l' => 0.65,
        _ => 0.8,
    }
}

fn weight(word: &[u8]) -> f32 {
    word.iter().map(|phone| left_out(*phone)).sum()
}

/// Returns what it costs to take one sound for another: what scripts mix up is cheap.
fn changed(one: u8, other: u8) -> f32 {
    if one == other {
        return 0.0;
    }
    match (one.min(other), one.max(other)) {
        (b'o', b'u') | (b'e', b'i') | (b'i', b'y') => 0.15,
        (b'a', b'e') | (b'a', b'o') | (b'u', b'v') | (b'o', b'v') | (b'e', b'o') | (b'i', b'u') => 0.3,
        (b'a' | b'e' | b'i' | b'o', b'e' | b'i' | b'o' | b'u') => 0.45,
        (b'g', b'k') | (b'd', b't') | (b'b', b'p') | (b'c', b'j') => 0.25,
        (b'l', b'r') | (b'b', b'v') | (b'f', b'p') | (b'f', b'v') | (b'm', b'n') => 0.35,
        (b'c', b's') | (b'j', b's') | (b'j', b'y') | (b'h', b'k') | (b'g', b'h') | (b'c', b't') => 0.4,
        (b's', b't') | (b'd', b'j') | (b'd', b's') | (b'f', b'h') | (b'c', b'k') | (b'g', b'j') => 0.55,
        _ => 1.0,
    }
}

/// Returns how close two rows of sounds are: 1 less the cheapest way from one to the other, as a share of both.
fn closeness(one: &[u8], other: &[u8]) -> f32 {
    let all = weight(one) + weight(other);
    if all == 0.0 {
        return 0.0;
    }
    let mut row: Vec<f32> = Vec::with_capacity(other.len() + 1);
    row.push(0.0);
    for phone in other {
        row.push(row[row.len() - 1] + left_out(*phone));
    }
    let mut next = row.clone();
    for phone in one {
        let out = left_out(*phone);
        next[0] = row[0] + out;
        for (at, beside) in other.iter().enumerate() {
            let change = row[at] + changed(*phone, *beside);
            next[at + 1] = change.min(row[at + 1] + out).min(next[at] + left_out(*beside));
        }
        std::mem::swap(&mut row, &mut next);
    }
    // A change costs at most about what both sounds weigh.
    1.0 - 2.0 * row[other.len()] / all
}

#[cfg(test)]
mod tests {
    use crate::Packs;

    fn check(name: &str, same: &str, others: &[&str]) {
        let sounds = Packs::embedded().sounds();
        let name_sound = sounds.name(name);
        let right = name_sound.alike(&sounds.name(same));
        assert!(right > 0.6, "{name} {same}: {right}");
        for other in others {
            let wrong = name_sound.alike(&sounds.name(other));
            assert!(wrong < right - 0.1, "{name}: {same} {right}, {other} {wrong}");
        }
    }

    #[test]
    fn names_meet_across_scripts() {
        check("कुलवंत सहाय", "Kulwant Sahay", &["Kalyan Sethi", "Sahil Kulkarni"]);
        check("रादिम कोरसाक", "Радим Корсак", &["Роман Карасев"]);
        check("किम सो री", "김소리", &["김민수", "박소희"]);
        check("मारिया ओल्सेन", "마리아 올센", &["마리나 오르소"]);
        check("Liora Brandt", "लियोरा ब्रांट", &["लीना बंसल"]);
        check("झांग वेई", "Чжан Вэй", &["Жданов Егор"]);
    }

    #[test]
    fn the_order_of_words_and_a_word_too_many_matter_little() {
        check("हारुतो इबे", "Ibe Haruto", &["Ibuki Hara"]);
        check("बशीर अल नूर", "Bashir Nur", &["Basil Nair"]);
    }

    #[test]
    fn nothing_is_like_nothing() {
        let sounds = Packs::embedded().sounds();
        assert_eq!(sounds.name("").alike(&sounds.name("Kim")), 0.0);
        assert!(sounds.name("…").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn a_name_is_most_like_itself(one in "\\PC{1,24}", other in "\\PC{1,24}") {
            let sounds = Packs::embedded().sounds();
            let (one, other) = (sounds.name(&one), sounds.name(&other));
            if !one.is_empty() {
                proptest::prop_assert!((one.alike(&one) - 1.0).abs() < 1e-5);
            }
            proptest::prop_assert!((one.alike(&other) - other.alike(&one)).abs() < 1e-5);
            proptest::prop_assert!(one.alike(&other) <= 1.0 + 1e-5);
        }
    }
}
