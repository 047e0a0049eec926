//! Names by sound: what makes two spellings of a name, in any two scripts, the same name.

use lang::Sounds;
use text::skeleton;

/// How alike two names must sound when their skeletons agree, in hundredths.
const ALIKE: usize = 72;

/// A skeleton with fewer consonants says too little: such names must sound the same but for like vowels.
const SHORT: usize = 3;

/// Returns the term of a name's word: its skeleton and its sound.
///
/// A word whose letters have no sound here stands for itself.
pub(crate) fn name_term(sounds: &Sounds, key: &str) -> String {
    let sound = sounds.of(key);
    if sound.is_empty() { format!("={key}") } else { format!("{}={sound}", skeleton(key)) }
}

/// Tells whether two terms of names with one skeleton are the same name.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    let (Some((skeleton, one)), Some((same, other))) = (one.split_once('='), other.split_once('=')) else {
        return false;
    };
    if skeleton != same {
        return false;
    }
    if one == other {
        return true;
    }
    if skeleton.is_empty() {
        return false;
    }
    if skeleton.chars().count() < SHORT {
        return like_vowels(one) == like_vowels(other);
    }
    let longest = one.chars().count().max(other.chars().count());
    let cost = distance(one, other);
    // The cost counts in quarters.
    longest * 4 * (100 - ALIKE) >= cost * 100
}

/// Returns a sound with vowels that scripts mix up made one; `h` is often not written.
fn like_vowels(sound: &str) -> String {
    let mut out = String::with_capacity(sound.len());
    for c in sound.chars() {
        let c = match c {
            'e' | 'y' => 'i',
            'o' => 'u',
            'h' if !out.is_empty() => continue,
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Returns the edit distance in quarters: vowels for one another are cheap, most of all like ones.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) =
        (one.chars().take(40).collect(), other.chars().take(40).collect());
    let class = |c: char| match c {
        'e' | 'i' | 'y' => Some(0),
        'o' | 'u' => Some(1),
        'a' => Some(2),
        _ => None,
    };
    let change = |a: char, b: char| match (class(a), class(b)) {
        _ if a == b => 0,
        (Some(one), Some(other)) if one == other => 1,
        (Some(_), Some(_)) => 3,
        _ => 4,
    };
    let step = |c: char| if c == 'a' || c == 'h' { 2 } else { 4 };
    let mut row: Vec<usize> = vec![0];
    for b in &other {
        row.push(row[row.len() - 1] + step(*b));
    }
    for a in &one {
        let mut next = vec![row[0] + step(*a)];
        for (at, b) in other.iter().enumerate() {
            let least = (row[at] + change(*a, *b)).min(row[at + 1] + step(*a)).min(next[at] + step(*b));
            next.push(least);
        }
        row = next;
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use lang::Packs;
    use text::fold;

    fn check(one: &str, other: &str, expected: bool) {
        let sounds = Packs::embedded().sounds();
        let (a, b) = (name_term(sounds, &fold(one)), name_term(sounds, &fold(other)));
        assert_eq!(same_name(&a, &b), expected, "{one} {a}, {other} {b}");
        assert_eq!(same_name(&b, &a), expected, "{other} {b}, {one} {a}");
    }

    #[test]
    fn one_name_in_several_scripts() {
        for (one, other) in [
            ("किम", "Kim"),
            ("Ким", "किम"),
            ("पुतिन", "Путин"),
            ("शैलजा", "Shailaja"),
            ("देवव्रत", "Devvrat"),
            ("कुलवंत", "Kulwant"),
            ("कोरसाक", "Корсак"),
            ("वेरा", "Vera"),
            ("Вера", "Vera"),
            ("लिंद", "Lind"),
        ] {
            check(one, other, true);
        }
    }

    #[test]
    fn names_that_only_share_consonants_stay_apart() {
        for (one, other) in
            [("किम", "Kam"), ("Kim", "काम"), ("पुतिन", "पाटन"), ("मोना", "Mina"), ("राम", "रोम")]
        {
            check(one, other, false);
        }
        check("김", "김", true);
        check("김", "박", false);
    }

    proptest::proptest! {
        #[test]
        fn a_name_is_the_same_as_itself(one in "\\PC{1,12}", other in "\\PC{1,12}") {
            let sounds = Packs::embedded().sounds();
            let (a, b) = (name_term(sounds, &fold(&one)), name_term(sounds, &fold(&other)));
            proptest::prop_assert!(same_name(&a, &a));
            proptest::prop_assert_eq!(same_name(&a, &b), same_name(&b, &a));
        }
    }
}
