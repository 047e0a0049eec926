//! Lines that a crawler left.

use super::{Found, Scene};
use crate::meta::{DayOrder, shown_dates};
use model::FurnitureKind;

/// Recognises the line `date YYYY-MM-DD section` that crawlers leave at the top of a text.
///
/// Matches `date 2025-08-13 अन्तरराष्ट्रीय` (international).
/// Refuses a line that goes on as a sentence, and a line further down.
pub(super) fn crawl_mark(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if !scene.crawl || at > 2 || passage.ends() || passage.weight > 60 {
        return None;
    }
    let text = passage.text.trim_start();
    let dated = text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("date"))
        && shown_dates(text, DayOrder::DayFirst, scene.packs)
            .first()
            .is_some_and(|date| date.range.start <= 6);
    dated.then_some(Found { kind: FurnitureKind::Byline, to: at + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use model::FurnitureKind::Byline;

    #[test]
    fn a_left_over_goes_and_a_sentence_stays() {
        check("crawl-mark", " date 2025-08-13 अन्तरराष्ट्रीय", Some(Byline));
        check("crawl-mark", "date 2025-08-13 is when the talks were held.", None);
    }
}
