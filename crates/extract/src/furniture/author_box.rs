//! The box about the author.

use super::{Found, Scene};
use crate::meta::{Credit, credit};
use model::FurnitureKind;

/// Recognises a name that stands alone twice, or with an address glued to it, and the lines about that person below.
///
/// Matches `Mira Sahay`, `Mira Sahayhttp://lok.example`, and the paragraph under them.
/// Refuses a name that stands alone once above a paragraph: that is a subhead.
/// Misses a biography without the name before it.
pub(super) fn author_box(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if passage.weight > 45 || at + 1 >= scene.passages.len() {
        return None;
    }
    let name = passage.text.trim();
    let next = scene.passages[at + 1].text.trim();
    let rest = next.strip_prefix(name)?;
    let repeats =
        rest.is_empty() || rest.starts_with("http") || rest.starts_with("www.") || rest.starts_with('@');
    if !repeats || credit(name, scene.packs) != Credit::Person {
        return None;
    }
    if at < scene.first_prose {
        return Some(Found { kind: FurnitureKind::Byline, to: at + 2 });
    }
    // The life of the author is one paragraph, which stands below without an empty line or reads as running text.
    let mut to = at + 2;
    while let Some(passage) = scene.passages.get(to) {
        let joined = !passage.blank_before && passage.is_prose();
        if !(joined || (to == at + 2 && passage.is_prose() && to + 1 >= scene.prose_end)) {
            break;
        }
        to += 1;
    }
    Some(Found { kind: FurnitureKind::AuthorBox, to })
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;
    use model::FurnitureKind::AuthorBox;

    const BODY: &str =
        "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
    const LIFE: &str =
        "Mira has written about rivers and the people who live along them for more than ten years now.";

    #[test]
    fn a_name_given_twice_goes_with_the_life_below() {
        let found = apply("author-box", &[BODY, "Mira Sahay", "Mira Sahayhttp://lok.example", LIFE], &[], 1);
        assert_eq!(found.map(|found| (found.kind, found.to)), Some((AuthorBox, 4)));
    }

    #[test]
    fn a_name_as_a_subhead_stays() {
        assert_eq!(apply("author-box", &[BODY, "Mira Sahay", LIFE], &[], 1), None);
    }
}
