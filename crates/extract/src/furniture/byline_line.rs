//! Bylines and date lines.

use super::{Found, Scene};
use crate::meta::{Credit, DayOrder, byline_around, credit, shown_dates};
use crate::passage::Shape;
use model::FurnitureKind;

/// Recognises a line above or below the body that holds names of makers, dates of the page, or how long it takes to read.
///
/// Matches `Edited By Tanuja,Updated: 30 Nov, 2024 11:26 AM`, `Read Time: 21 mins`, `Sep 04, 2025, 11:48 AM`, `(भाषा)`.
/// Refuses `14 July 2025 was the day of the vote.`, which goes on as a sentence, and any line between paragraphs
/// without a date or a word of bylines.
pub(super) fn byline_line(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let passage = &scene.passages[at];
    if passage.weight > 140 || matches!(passage.shape, Shape::Heading(1 | 2)) {
        return None;
    }
    let inside = at >= scene.first_prose && at < scene.prose_end;
    let text = passage.text.trim();
    let found = Found { kind: FurnitureKind::Byline, to: at + 1 };
    if !inside && is_credit_in_brackets(text, scene) {
        return Some(found);
    }
    let dates = shown_dates(text, DayOrder::DayFirst, scene.packs);
    let dated: usize = dates.iter().map(|date| date.range.len()).sum();
    // A line that is a date and nothing more belongs to the page, wherever it stands.
    if dated * 10 >= text.len() * 7 {
        return Some(found);
    }
    if !dates.is_empty()
        && (passage.weight <= 40 || dated * 2 >= text.len())
        && (!passage.ends() || dated * 10 >= text.len() * 7)
        && !inside
    {
        return Some(found);
    }
    if (inside && dates.is_empty()) || (!inside && !opens_with_cue(text, scene)) {
        return None;
    }
    let line = byline_around(text, &dates, scene.packs);
    let nobody = line.authors.is_empty() && line.editors.is_empty() && line.agencies.is_empty();
    let fits = !passage.ends() || (passage.weight <= 60 && !nobody);
    let belongs = if inside { !nobody && passage.weight <= 80 && !passage.ends() } else { fits };
    (line.is_certain && belongs).then_some(found)
}

/// Tells whether a line is a credit in brackets, as wire copy ends: `(भाषा)`, `(वरुणा एजेंसी)`.
fn is_credit_in_brackets(text: &str, scene: &Scene<'_>) -> bool {
    let text = text.trim_end_matches(['.', '।']);
    let Some(inner) = text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']'])) else {
        return false;
    };
    inner.split_whitespace().count() <= 5
        && inner.split(['/', ',']).all(|name| credit(name, scene.packs) != Credit::Nothing)
}

/// Tells whether a line opens with a word of bylines, or a desk or agency is all of it.
fn opens_with_cue(text: &str, scene: &Scene<'_>) -> bool {
    let tokens = text::Tokens::of(text);
    let cues = scene.packs.bylines().cues();
    let first = cues.longest_at(&tokens, 0).map(|(_, cue)| *cue);
    use lang::BylineCue::{Agency, By, Credit as Source, Desk, Editor, Published, ReadTime, Updated};
    let named = || {
        text.split([',', '|', '/', '·', '•'])
            .all(|part| matches!(credit(part, scene.packs), Credit::Desk | Credit::Agency))
    };
    let counts_minutes =
        || (0..tokens.len().min(6)).any(|at| matches!(cues.longest_at(&tokens, at), Some((_, ReadTime))));
    match first {
        Some(By | Editor | Source | Published | Updated | ReadTime) => tokens.len() <= 24,
        Some(Desk | Agency) => named(),
        _ => {
            named()
                || (tokens.len() <= 8
                    && counts_minutes()
                    && tokens.items().iter().any(|token| token.kind == text::TokenKind::Number))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{apply, check};
    use model::FurnitureKind::Byline;

    #[test]
    fn bylines_and_dates_go() {
        check("byline-line", "Edited By Tanuja,Updated: 30 Nov, 2024 11:26 AM", Some(Byline));
        check("byline-line", "Read Time: 21 mins", Some(Byline));
        check("byline-line", "Sep 04, 2025, 11:48 AM", Some(Byline));
        check("byline-line", "By Mira Sahay", Some(Byline));
        check("byline-line", "International Desk", Some(Byline));
    }

    #[test]
    fn sentences_with_dates_and_names_stay() {
        check("byline-line", "14 July 2025 was the day on which the bridge over the river fell.", None);
        check("byline-line", "By then the water had reached the houses of the village.", None);
    }

    #[test]
    fn a_closing_credit_goes() {
        let body = "Officials of both countries said on Monday that the talks on the dam had ended without any result.";
        assert!(apply("byline-line", &[body, "(वरुणा एजेंसी)"], &[], 1).is_some());
        assert!(apply("byline-line", &[body, "(see the map below)"], &[], 1).is_none());
    }
}
