//! Cards: a linked headline with its teaser.

use super::{Found, Scene};
use model::FurnitureKind;

/// Recognises the teaser of a card: text that stands with a linked headline in an element that holds nothing else.
///
/// Matches the two lines under each headline of a list of other articles, however long they are.
/// Refuses a paragraph below a link in the body, where the element that holds both holds the body too.
/// Misses a card whose headline is no link.
pub(super) fn card(scene: &Scene<'_>, at: usize) -> Option<Found> {
    scene.passages[at].card.then_some(Found { kind: FurnitureKind::Related, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::Related;

    #[test]
    fn a_teaser_in_a_card_goes() {
        check("card", "#The builder of the bridge was charged on Monday, the police said.", Some(Related));
        check("card", "The builder of the bridge was charged on Monday, the police said.", None);
    }
}
