//! Text above the body that the body says again.

use super::{Found, Scene};
use crate::squeeze::squeeze;
use model::FurnitureKind;
use text::sentences;

/// Recognises a line above the body whose words stand again below: a teaser, a standfirst, a caption.
///
/// Matches a standfirst that is cut off with `...` and goes on in the first paragraph, and one of whose sentences
/// the first paragraph repeats.
/// Refuses the first paragraph itself, which nothing below repeats.
pub(super) fn teaser(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if !scene.crawl || at > 12 || passage.weight < 40 || passage.weight > 500 {
        return None;
    }
    let prose_before = (0..at)
        .filter(|before| scene.settled[*before].is_none() && scene.passages[*before].is_prose())
        .count();
    if prose_before > 0 {
        return None;
    }
    let found = Some(Found { kind: FurnitureKind::Other, to: at + 1 });
    let whole = scene.squeezed(at);
    // Looking through the whole page would be quadratic for a page of equal lines; a caption stands near its text.
    for below in (at + 1..scene.passages.len()).take(12) {
        let other = scene.squeezed(below);
        if scene.passages[below].weight > passage.weight && other.contains(whole) {
            return found;
        }
    }
    let below = scene.next_prose(at)?;
    let other = scene.squeezed(below);
    let repeated: usize = sentences(&passage.text, &Default::default())
        .iter()
        .filter_map(|span| span.of(&passage.text))
        .map(squeeze)
        .filter(|sentence| sentence.len() > 60 && other.contains(sentence.as_str()))
        .map(|sentence| sentence.len())
        .sum();
    (repeated * 4 >= whole.len()).then_some(())?;
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;

    #[test]
    fn a_repeated_standfirst_goes_and_the_first_paragraph_stays() {
        let teaser = "Officials of both countries said on Monday that the talks on the dam had ended ...";
        let body = "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
        let more =
            "The next round will be held in May, said the water minister of the country that lies upstream.";
        assert!(apply("teaser", &[teaser, body, more], &[], 0).is_some());
        assert!(apply("teaser", &[body, more], &[], 0).is_none());
    }
}
