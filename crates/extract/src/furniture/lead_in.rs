//! Lines that open with a cue and go on with what it announces.

use super::{Found, Scene};
use lang::CuePlace;
use model::FurnitureKind;

/// Recognises a line that a phrase of the packs opens and a mark or a headline follows.
///
/// Matches `ये भी पढ़ें: पुल का काम रुका` (also read: work on the bridge stopped) and `Also read | Bridge work stops`.
/// Refuses `यह भी देखें कि …।` (see also that …), a sentence, and `Read by millions, the paper …`.
pub(super) fn lead_in(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    let opening = scene.opening(at);
    let cue = opening.cues.iter().find(|cue| cue.place == CuePlace::Start)?;
    if passage.weight > 260 {
        return None;
    }
    let links = passage.link_share() > 0.4;
    // `पढ़ें-लिखें` (read and write) opens a sentence; the headline of another article ends without a mark.
    if opening.glued && passage.ends() {
        return None;
    }
    let found = match cue.kind {
        // A single word such as `Tags` or `Live` also opens sentences; the mark decides.
        _ if opening.mark_follows || opening.whole => true,
        FurnitureKind::Related | FurnitureKind::Share => {
            links || (scene.crawl && !passage.ends() && several_words(scene, at))
        }
        FurnitureKind::Tags => links,
        FurnitureKind::Ad => !passage.ends(),
        _ => false,
    };
    found.then_some(Found { kind: cue.kind, to: at + 1 })
}

/// Tells whether the line goes on for longer than the phrase, as a headline does.
fn several_words(scene: &Scene<'_>, at: usize) -> bool {
    scene.passages[at].weight >= 30
        && scene.passages[at].text.split_whitespace().take(2).all(|word| word.chars().count() <= 6)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::{Related, Tags};

    #[test]
    fn announced_headlines_go() {
        check("lead-in", "ये भी पढ़ें: पुल का काम रुका, ठेकेदार पर मामला दर्ज", Some(Related));
        check("lead-in", "ये भी पढ़ेंः-पुल का काम रुका", Some(Related));
        check("lead-in", "ये भी पढ़ें पुल का काम रुका, ठेकेदार पर मामला दर्ज हुआ", Some(Related));
        check("lead-in", "Also read | Bridge work stops", Some(Related));
        check("lead-in", "*Read more on the bridge", Some(Related));
        check("lead-in", "Tags: bridge, river", Some(Tags));
    }

    #[test]
    fn sentences_stay() {
        check("lead-in", "यह भी देखें कि सरकार ने इस बारे में क्या कहा है।", None);
        check("lead-in", "Watch towers were built along the border last year.", None);
        check("lead-in", "Live broadcasts were stopped on Monday.", None);
    }
}
