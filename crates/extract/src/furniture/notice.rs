//! Notices: offers, rights, cookies, scripts.

use super::{Found, Scene};
use lang::CuePlace;
use model::FurnitureKind;

/// Recognises a notice by the phrase that opens it, whatever follows.
///
/// Matches `हमें गूगल न्यूज पर फॉलो करें और …` (follow us on Google News and …), `We use cookies to …`, `© 2025 …`.
/// Refuses a long paragraph: an article about copyright may open with the word.
pub(super) fn notice(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    let cue = scene.opening(at).cues.iter().find(|cue| cue.place == CuePlace::Always)?;
    // Notices of rights and cookies run long; above the body nothing long is one.
    let longest = match cue.kind {
        FurnitureKind::Cookie => 900,
        FurnitureKind::Copyright if at > scene.first_prose => 700,
        _ => 320,
    };
    (passage.weight <= longest).then_some(Found { kind: cue.kind, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::{Cookie, Copyright, Subscription};

    #[test]
    fn notices_go() {
        check(
            "notice",
            "We use cookies to improve your visit. You can change this at any time.",
            Some(Cookie),
        );
        check("notice", "हमें गूगल न्यूज पर फॉलो करें और ताजा खबरें पाएं।", Some(Subscription));
        check("notice", "© 2025 Prabhat Lok. All rights reserved.", Some(Copyright));
    }

    #[test]
    fn sentences_with_like_words_stay() {
        check("notice", "The bill on cookies was passed on Monday.", None);
        check("notice", "The rights of the workers are reserved by law.", None);
    }
}
