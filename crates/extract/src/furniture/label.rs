//! Labels that are a whole line.

use super::{Found, Scene};
use lang::CuePlace;

/// Recognises a label that is all there is in a passage, by the phrases of the packs.
///
/// Matches `विज्ञापन` (advertisement), `- Advertisement -`, `Share this story`, `Loading...`.
/// Refuses `विज्ञापन पर रोक लगी` (advertising was banned), which goes on.
pub(super) fn label(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let opening = scene.opening(at);
    if !opening.whole {
        return None;
    }
    let cue = opening.cues.iter().find(|cue| cue.place == CuePlace::Whole)?;
    // The same words may head a box; that rule takes more with it.
    let heads_box = opening.cues.iter().any(|cue| cue.place == CuePlace::Box);
    (!heads_box).then_some(Found { kind: cue.kind, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::{Ad, Share, Widget};

    #[test]
    fn labels_go() {
        check("label", "विज्ञापन", Some(Ad));
        check("label", "- Advertisement -", Some(Ad));
        check("label", "Share this story:", Some(Share));
        check("label", "Loading...", Some(Widget));
    }

    #[test]
    fn lines_that_go_on_stay() {
        check("label", "विज्ञापन पर रोक लगी", None);
        check("label", "Share of women in parliament", None);
    }
}
