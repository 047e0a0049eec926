//! Headlines of other news between the paragraphs of a page without markup.

use super::{Found, Scene};
use crate::squeeze::words;
use model::FurnitureKind;
use rustc_hash::FxHashSet;

/// Below this share of its words in the paragraph it heads, a headline is of other news.
const OVERLAP: f32 = 0.45;
/// A shorter line is a subhead or a label, not a headline.
const SHORTEST: u32 = 28;

/// Recognises the headline of another article that stands between paragraphs without any cue.
///
/// It is a full headline without an end mark, with empty lines on both sides, and few of its words come in the
/// paragraph below.
/// Refuses a subhead, whose words the paragraph below takes up, or which stands right on top of it.
/// Misses a headline whose words are all in the paragraph below.
pub(super) fn loose_headline(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    let fits = scene.crawl
        && passage.blank_before
        && passage.blank_after
        && passage.weight >= SHORTEST
        && passage.weight <= 200
        && !passage.ends()
        && at > scene.first_prose;
    if !fits {
        return None;
    }
    let found = Some(Found { kind: FurnitureKind::Related, to: at + 1 });
    // Below the body nothing is headed.
    let Some(below) = scene.next_prose(at) else { return found };
    let taken: FxHashSet<String> = words(&scene.passages[below].text).into_iter().collect();
    let is_small = |word: &str| scene.packs.iter().any(|pack| pack.grammar.is_stop(word));
    let own: Vec<String> = words(&passage.text).into_iter().filter(|word| !is_small(word)).collect();
    let shared = own.iter().filter(|word| taken.contains(*word)).count();
    ((shared as f32) < OVERLAP * own.len() as f32).then_some(())?;
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::apply;

    #[test]
    fn other_news_goes_and_a_subhead_stays() {
        let body = "दोनों देशों के अधिकारियों ने सोमवार को कहा कि बांध पर बातचीत किसी नतीजे के बिना समाप्त हो गई।"; // Officials said on Monday that the talks on the dam ended without result.
        let check = |line| apply("loose-headline", &[body, line, body], &[], 1).is_some();
        assert!(check("फिल्म अभिनेत्री के नए घर की तस्वीरें आईं सामने, देखने वालों की भीड़")); // Pictures of the actress's new house are out.
        assert!(!check("बांध पर दोनों देशों के अधिकारियों की बातचीत समाप्त")); // Talks of both countries' officials on the dam end
    }
}
