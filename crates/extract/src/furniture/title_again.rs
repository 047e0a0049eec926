//! The headline, printed again.

use super::{Found, Scene};
use crate::passage::Shape;
use model::FurnitureKind;

/// Recognises the page's headline where it stands again in or above the body, whole or without its lead-in.
///
/// Matches `दोनों नेताओं ने की बात` below the headline `Talks : दोनों नेताओं ने की बात` (both leaders talked).
/// Refuses a paragraph that opens with the words of the headline and goes on, and a short subhead of two words of it.
pub(super) fn title_again(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    let longest = scene.titles.iter().map(String::len).max()?;
    if passage.text.len() > longest * 2 + 60 {
        return None;
    }
    let text = scene.squeezed(at);
    let again = scene.titles.iter().any(|title| {
        let long = text.len() * 10 >= title.len() * 6;
        text == title
            || (long && text.len() >= 30 && (title.ends_with(text) || title.starts_with(text)))
            || (text.starts_with(title.as_str()) && title.len() >= 30 && text.len() * 10 <= title.len() * 12)
    });
    let heading = matches!(passage.shape, Shape::Heading(1));
    (again || (heading && at < scene.first_prose)).then_some(Found { kind: FurnitureKind::Title, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;

    fn check(line: &str, title: &str, again: bool) {
        assert_eq!(apply("title-again", &[line], &[title], 0).is_some(), again, "{line}");
    }

    #[test]
    fn the_headline_again_goes() {
        check("दोनों नेताओं ने की लंबी बात", "Talks : दोनों नेताओं ने की लंबी बात", true);
        check("Dam talks end without a deal!", "Dam talks end without a deal", true);
    }

    #[test]
    fn a_subhead_with_words_of_the_headline_stays() {
        check("Without a deal", "Dam talks end without a deal", false);
        check(
            "Dam talks end without a deal, but both sides say that they will meet again in May.",
            "Dam talks end without a deal",
            false,
        );
    }
}
