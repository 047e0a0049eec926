//! Passages that are links and nothing else.

use super::{Found, Scene};
use crate::passage::Shape;
use model::FurnitureKind;

/// Recognises a passage that is all link.
///
/// Matches a linked headline between paragraphs, and a row of linked topics.
/// Refuses a sentence with links in it, and a cell of a table.
pub(super) fn all_links(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if passage.link_share() < 0.85 || passage.weight == 0 || matches!(passage.shape, Shape::Cell(_)) {
        return None;
    }
    let kind = if passage.weight >= 25 {
        FurnitureKind::Related
    } else if at >= scene.prose_end {
        FurnitureKind::Tags
    } else {
        FurnitureKind::Menu
    };
    Some(Found { kind, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::Related;

    #[test]
    fn linked_headlines_go() {
        check("all-links", "*Bridge work stops after the builder is charged", Some(Related));
        check("all-links", "Bridge work stops after the builder is charged", None);
    }
}
