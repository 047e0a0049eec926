//! Data and programs that stand in the page as text.

use super::{Found, Scene};
use model::FurnitureKind;

/// Recognises a passage that is data or a program: an object or a list of values with its names in quotes, or statements in braces.
///
/// Matches `{"id":"5","slug":"dam-talks","title":"…"}` and `[{"name":"x"}]`, whatever script the values are in.
/// Refuses a paragraph that opens with a bracket, and one that quotes a piece of code.
pub(super) fn code(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let text = scene.passages[at].text.trim();
    let opens = text.starts_with(['{', '[']) && text.ends_with(['}', ']', ';']);
    if !opens {
        return None;
    }
    let named = text.matches("\":").count() + text.matches("\": ").count();
    let found = named >= 2 || (named == 1 && text.len() < 200);
    found.then_some(Found { kind: FurnitureKind::Widget, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::Widget;

    #[test]
    fn data_goes_and_brackets_stay() {
        check("code", "{\"id\":\"5\",\"slug\":\"dam-talks\",\"title\":\"बांध पर बातचीत\"}", Some(Widget)); // Talks on the dam
        check("code", "[{\"name\":\"x\",\"rank\":1}]", Some(Widget));
        check("code", "[The mayor said on Monday that the bridge would be closed.]", None);
        check("code", "He typed {\"a\":1} and waited for the answer.", None);
    }
}
