//! Gold spans found again in the text that was taken out of the page.

use model::Span;

/// Returns where the words of a gold span stand in another text.
///
/// Where they stand more than once, the occurrence with the same number is taken: the second in the gold text
/// is the second in the other. `None` when the words are not there.
pub(crate) fn place(gold_text: &str, span: Span, text: &str) -> Option<Span> {
    let words = span.of(gold_text).filter(|words| !words.is_empty())?;
    let number = gold_text.match_indices(words).take_while(|(at, _)| *at < span.start as usize).count();
    let mut found = text.match_indices(words).map(|(at, _)| at);
    let first = found.next()?;
    let at = std::iter::once(first).chain(found).take(number + 1).last().unwrap_or(first);
    Some(Span::new(at, at + words.len()))
}

/// Returns the share of bytes that two sets of spans have in common, of all bytes of both.
pub(crate) fn overlap(one: &[Span], other: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let common: usize = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| (a, b)))
        .map(|(a, b)| (a.end.min(b.end) as usize).saturating_sub(a.start.max(b.start) as usize))
        .sum();
    let all = length(one) + length(other) - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_occurrence_is_found() {
        let gold = "Liora said. Liora denied.";
        let check = |start, text: &str, expected: Option<Span>| {
            assert_eq!(place(gold, Span::new(start, start + 5), text), expected);
        };
        check(12, "Title. Liora said. Liora denied.", Some(Span::new(19, 24)));
        check(0, "Title. Liora said.", Some(Span::new(7, 12)));
        check(12, "Title. Liora said.", Some(Span::new(7, 12)));
        check(0, "nothing", None);
    }

    #[test]
    fn overlap_is_of_all_bytes() {
        assert_eq!(overlap(&[Span::new(0, 10)], &[Span::new(5, 10)]), 0.5);
        assert_eq!(overlap(&[Span::new(0, 4), Span::new(6, 10)], &[Span::new(0, 10)]), 0.8);
        assert_eq!(overlap(&[], &[]), 0.0);
    }
}
