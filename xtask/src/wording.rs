//! Lines with alternatives and slots: `[a|b]` is one of the two, `{slot}` is filled in.

use crate::chance::Chance;

/// Puts for each word of a line one of the words that stand for it; slots stay.
pub(crate) fn reword(line: &str, synonyms: &[Vec<String>], chance: &mut Chance) -> String {
    let mut out = String::with_capacity(line.len());
    for piece in line.split_inclusive([' ', '[', ']', '|', '{', '}', ',', '।', '.', ';']) {
        let word = piece.trim_end_matches([' ', '[', ']', '|', '{', '}', ',', '।', '.', ';']);
        let row = synonyms.iter().find(|row| row.iter().any(|other| other == word));
        match row.filter(|_| !piece.ends_with('}') && !word.is_empty()) {
            Some(row) => {
                out.push_str(&row[chance.below(row.len())]);
                out.push_str(&piece[word.len()..]);
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// Writes a line: draws one of each alternatives, and fills slots through `fill`.
pub(crate) fn write(
    line: &str,
    chance: &mut Chance,
    fill: &mut impl FnMut(&str, &mut Chance) -> String,
) -> String {
    let mut out = String::with_capacity(line.len());
    write_to(&mut out, line, chance, fill);
    out
}

fn write_to(
    out: &mut String,
    mut rest: &str,
    chance: &mut Chance,
    fill: &mut impl FnMut(&str, &mut Chance) -> String,
) {
    while let Some(at) = rest.find(['[', '{']) {
        let end = if rest[at..].starts_with('{') { rest[at..].find('}') } else { closing(&rest[at..]) };
        let Some(end) = end.map(|end| at + end) else { break };
        out.push_str(&rest[..at]);
        let inner = &rest[at + 1..end];
        if rest[at..].starts_with('{') {
            out.push_str(&fill(inner, chance));
        } else {
            let choices = choices(inner);
            write_to(out, choices[chance.below(choices.len())], chance, fill);
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
}

/// Returns where the bracket that the text opens with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Cuts alternatives apart; those inside inner brackets stay together.
fn choices(inner: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (at, letter) in inner.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            '|' if depth == 0 => {
                out.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&inner[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let mut found: Vec<String> = (0..40)
            .map(|seed| write(line, &mut Chance::new(seed), &mut |slot, _| format!("<{slot}>")))
            .collect();
        found.sort();
        found.dedup();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_of_each_is_drawn_and_slots_are_filled() {
        check("a [b|c] {d}", &["a b <d>", "a c <d>"]);
        check("[a [b|{c}]|]", &["", "a <c>", "a b"]);
    }

    #[test]
    fn words_change_and_slots_stay() {
        let synonyms = vec![vec!["a".to_owned(), "b".to_owned()]];
        let mut found: Vec<String> =
            (0..40).map(|seed| reword("a {a} [ab|a].", &synonyms, &mut Chance::new(seed))).collect();
        found.sort();
        found.dedup();
        assert_eq!(found, ["a {a} [ab|a].", "a {a} [ab|b].", "b {a} [ab|a].", "b {a} [ab|b]."]);
    }

    #[test]
    fn brackets_left_open_do_no_harm() {
        check("a [b", &["a [b"]);
        check("a {b", &["a {b"]);
    }
}
