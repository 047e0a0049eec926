//! Tags that lost the space between them.

use super::{Found, Scene};
use model::FurnitureKind;
use text::Script;

/// Recognises a row of tags glued together, by capitals that follow small letters inside words and by
/// scripts that change inside them.
///
/// Matches `Ukraine warMilitary CooperationNIS report`.
/// Refuses a line with one name such as `iPhone` or `McDonald`, and anything that ends as a sentence.
/// Misses glued tags in scripts without capitals.
pub(super) fn glued_tags(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if passage.ends() || at < scene.first_prose {
        return None;
    }
    let mut seams = 0u32;
    let mut before = [' '; 2];
    for c in passage.text.chars() {
        seams += u32::from(seam(before, c));
        before = [before[1], c];
    }
    let words = passage.text.split_whitespace().count() as u32;
    (seams >= 2 && seams * 8 >= words).then_some(Found { kind: FurnitureKind::Tags, to: at + 1 })
}

/// Tells whether a letter begins a new tag right after the two characters before it: a capital after a small
/// letter, or a letter of another script.
pub(crate) fn seam(before: [char; 2], c: char) -> bool {
    let capital = c.is_uppercase() && before[1].is_lowercase() && before[0].is_alphabetic();
    let other = match (text::script::script_of(before[1]), text::script::script_of(c)) {
        (Some(one), Some(other)) => one != other && (one == Script::Latin || other == Script::Latin),
        _ => false,
    };
    capital || other
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;

    #[test]
    fn glued_tags_go_and_names_stay() {
        let body = "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
        let check = |line| apply("glued-tags", &[body, line], &[], 1).is_some();
        assert!(check("Bresk riverDam talksRiver level"));
        assert!(!check("What McAvoy said about the iPhone"));
    }
}
