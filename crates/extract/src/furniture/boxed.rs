//! Boxes: a heading of its own, and what stands under it.

use super::{Found, Scene};
use crate::passage::Shape;
use lang::CuePlace;

/// A box holds at most so many passages; a longer one is a page of its own.
const LARGEST: usize = 60;

/// Recognises a box by its heading and takes what follows up to the next running text or heading.
///
/// Matches `Related posts` and the headlines below it, `Featured Video Of The Day` with its title.
/// Refuses `Trending upward, prices …`, where the phrase is not the whole line.
/// Misses where a box holds teasers that read like running text.
pub(super) fn boxed(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let opening = scene.opening(at);
    if !opening.whole {
        return None;
    }
    let cue = opening.cues.iter().find(|cue| cue.place == CuePlace::Box)?;
    let to = (at + 1..scene.passages.len().min(at + LARGEST))
        .find(|next| {
            let passage = &scene.passages[*next];
            // Headlines in a box may be long and end in a mark; a box in the body ends at text without links.
            // The line right below the heading is in the box, whatever it is.
            let below_heading = *next == at + 1 && passage.shape == Shape::Line && !passage.blank_before;
            (passage.is_prose()
                && (passage.weight >= 100 || !passage.text.ends_with(['?', '!']))
                && passage.link_share() < 0.3
                && !below_heading)
                || matches!(passage.shape, Shape::Heading(level) if level <= 2 && passage.link_share() < 0.5)
                || is_subhead(scene, *next)
        })
        .unwrap_or(scene.passages.len().min(at + LARGEST));
    Some(Found { kind: cue.kind, to })
}

/// Tells whether a line without markup heads the paragraph that follows it without an empty line between.
fn is_subhead(scene: &Scene<'_>, at: usize) -> bool {
    let passage = &scene.passages[at];
    passage.shape == Shape::Line
        && passage.blank_before
        && !passage.blank_after
        && scene.passages.get(at + 1).is_some_and(|next| next.is_prose())
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;
    use model::FurnitureKind::Related;

    #[test]
    fn a_box_goes_whole() {
        let lines = [
            "Related posts",
            "Bridge work stops",
            "River level falls",
            "Officials of both countries said on Monday that the talks on the dam had ended without any result.",
        ];
        let found = apply("boxed", &lines, &[], 0);
        assert_eq!(found.map(|found| (found.kind, found.to)), Some((Related, 3)));
    }

    #[test]
    fn a_sentence_stays() {
        assert_eq!(apply("boxed", &["Trending upward, prices rose again."], &[], 0), None);
    }
}
