//! The path to the page, with its headline cut short.

use super::{Found, Scene};
use crate::passage::ends_sentence;
use crate::squeeze::squeeze;
use model::FurnitureKind;

/// Recognises a breadcrumb that ends in the headline, whole or cut off.
///
/// Matches `HomeWorldDam talks end without …` above the headline `Dam talks end without a deal`.
/// Refuses a sentence that quotes the headline.
/// Misses a breadcrumb without the headline; short ones fall to other rules.
pub(super) fn breadcrumb(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if at >= scene.first_prose || passage.weight > 200 {
        return None;
    }
    let cut = passage.text.trim_end().trim_end_matches(['.', '…']).trim_end();
    let is_cut = cut.len() < passage.text.trim_end().len();
    if !is_cut && ends_sentence(&passage.text) {
        return None;
    }
    let text = squeeze(cut);
    let holds = scene.titles.iter().any(|title| {
        // The path stands before the headline, so the text ends with a beginning of it.
        let least = title.char_indices().nth(18).map_or(title.len(), |(to, _)| to);
        let Some(head) = title.get(..least) else { return false };
        text.find(head).is_some_and(|from| from > 0 && from < 80 && title.starts_with(&text[from..]))
    });
    holds.then_some(Found { kind: FurnitureKind::Menu, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;

    #[test]
    fn a_path_goes_and_a_sentence_stays() {
        let title = "Dam talks end without a deal";
        let body = "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
        let check = |line| apply("breadcrumb", &[line, body], &[title], 0).is_some();
        assert!(check("HomeWorldDam talks end without..."));
        assert!(!check("“Dam talks end without a deal”, wrote the paper."));
    }
}
