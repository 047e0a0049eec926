//! Passages that stand twice.

use super::{Found, Scene};
use model::FurnitureKind;

/// Recognises a passage that stands above already; spaces, dashes and quotation marks may differ.
///
/// Matches the second copy of a body that is printed for two kinds of screen, and a pulled quote set as it stands.
/// Refuses short lines, which may well come again, but for those inside a longer copy.
pub(super) fn duplicate(scene: &Scene<'_>, at: usize) -> Option<Found> {
    scene.stands_above(at).then_some(Found { kind: FurnitureKind::Other, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;

    #[test]
    fn a_second_copy_goes() {
        let body = "Officials of both countries said on Monday that the talks had ended.";
        assert!(apply("duplicate", &[body, body], &[], 1).is_some());
        assert!(apply("duplicate", &[body, body], &[], 0).is_none());
        assert!(apply("duplicate", &["He agreed.", "He agreed."], &[], 1).is_none());
    }
}
