//! Lines of marks alone.

use super::{Found, Scene};
use model::FurnitureKind;

/// Recognises a passage without a letter or digit: icons, rules, bullets.
///
/// Matches `🏷` and `* * *`.
/// Refuses `1.`, which may number what follows.
pub(super) fn symbols(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let empty = !scene.passages[at].text.chars().any(char::is_alphanumeric);
    empty.then_some(Found { kind: FurnitureKind::Widget, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::Widget;

    #[test]
    fn icons_go_and_numbers_stay() {
        check("symbols", "🏷", Some(Widget));
        check("symbols", "* * *", Some(Widget));
        check("symbols", "1.", None);
    }
}
