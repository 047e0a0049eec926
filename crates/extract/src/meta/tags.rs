//! Tags, where they stand in a line.

use crate::furniture::seam;
use lang::Packs;
use text::{TokenKind, Tokens};

/// Cuts a line of tags: at marks, else where one word is glued to the next.
pub(crate) fn tags_in(line: &str, packs: &Packs) -> Vec<String> {
    let line = without_cue(line, packs);
    let marks = [',', '|', '#', '·', '•', ';', '،', '、'];
    let mut tags: Vec<String> = Vec::new();
    let mut push = |tag: &str| {
        let tag = tag.trim().trim_matches([':', '-']).trim();
        let known = packs.furniture().cues().get(tag).is_some();
        if !tag.is_empty() && !known && tag.chars().count() <= 60 {
            tags.push(tag.to_owned());
        }
    };
    if line.contains(marks) {
        line.split(marks).for_each(push);
        return tags;
    }
    let mut from = 0;
    let mut before = [' '; 2];
    for (at, c) in line.char_indices() {
        if seam(before, c) {
            push(&line[from..at]);
            from = at;
        }
        before = [before[1], c];
    }
    push(&line[from..]);
    tags
}

/// Takes `Tags:` and the like off the front.
fn without_cue<'l>(line: &'l str, packs: &Packs) -> &'l str {
    let tokens = Tokens::of(line);
    let Some((end, _)) = packs.furniture().cues().longest_at(&tokens, 0) else { return line };
    match tokens.items().get(end) {
        Some(token) if token.kind == TokenKind::Mark => &line[token.span.end as usize..],
        Some(_) => line,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        assert_eq!(tags_in(line, Packs::embedded()), expected);
    }

    #[test]
    fn lines_of_tags() {
        check("Tags: bridge, Girna river", &["bridge", "Girna river"]);
        check("Bresk riverDam talksबांध", &["Bresk river", "Dam talks", "बांध"]);
        check("Tags", &[]);
    }
}
