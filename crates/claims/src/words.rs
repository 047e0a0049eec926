//! Content words: what passages are compared by.

use lang::Pack;
use std::collections::BTreeSet;
use text::script::is_mark;
use text::{TokenKind, Tokens};

/// The content words of a passage, in the form in which they are compared, sorted.
pub(crate) type Words = BTreeSet<String>;

/// Letters of a word that are kept in scripts that inflect by endings of letters.
const STEM: usize = 6;

/// Returns the content words of a passage: small words left out, endings cut.
pub(crate) fn content(text: &str, pack: &Pack) -> Words {
    let tokens = Tokens::of(text);
    (0..tokens.len())
        .filter(|at| tokens.items()[*at].kind != TokenKind::Mark && !pack.grammar.is_small(&tokens, *at))
        .map(|at| stem(tokens.key(at)))
        .filter(|stem| stem.chars().count() >= 2)
        .collect()
}

/// Returns all words of a text, endings cut.
pub(crate) fn plain(text: &str) -> Words {
    let tokens = Tokens::of(text);
    (0..tokens.len())
        .filter(|at| tokens.items()[*at].kind == TokenKind::Word && tokens.key(*at).chars().count() >= 3)
        .map(|at| stem(tokens.key(at)))
        .collect()
}

/// Cuts the ending: vowel signs at the end (सैनिकों, सैनिक), and what stands behind the sixth letter (signed, signing).
fn stem(key: &str) -> String {
    let bare = key.trim_end_matches(is_mark);
    let bare = if bare.chars().count() >= 2 { bare } else { key };
    if bare.is_ascii() || bare.chars().next().is_some_and(|c| ('а'..='я').contains(&c)) {
        bare.chars().take(STEM).collect()
    } else {
        bare.to_owned()
    }
}

/// Returns how many words two passages share.
pub(crate) fn shared(one: &Words, other: &Words) -> usize {
    one.intersection(other).count()
}

/// Returns the share of the smaller passage's words that the larger one has too.
pub(crate) fn containment(one: &Words, other: &Words) -> f64 {
    let least = one.len().min(other.len());
    if least == 0 { 0.0 } else { shared(one, other) as f64 / least as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_part_words() {
        let pack = lang::Packs::embedded().get("hi");
        let one = content("उत्तरी सैनिकों ने बांध को घेरा", pack);
        let other = content("बांध के पास सैनिक", pack);
        assert_eq!(shared(&one, &other), 2);
        assert!((containment(&one, &other) - 2.0 / 3.0).abs() < 1e-9, "{one:?} {other:?}");
    }
}
