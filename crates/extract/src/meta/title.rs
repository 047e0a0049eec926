//! The headline: a vote of what the page gives as one.

use super::outlet::strip_outlet;
use crate::squeeze::squeeze;

/// Chooses the headline among the metadata's, JSON-LD's, the top headings' and the title element's.
///
/// `candidates` stand in the order of trust; `outlet` holds the names that the outlet goes by.
pub(crate) fn title(candidates: &[&str], outlet: &[String]) -> Option<String> {
    let names: Vec<String> = outlet.iter().map(|name| squeeze(name)).collect();
    let clean: Vec<(String, String)> = candidates
        .iter()
        .map(|candidate| strip_outlet(candidate, outlet))
        .filter(|candidate| candidate.chars().filter(|c| c.is_alphanumeric()).count() >= 2)
        .map(|candidate| (squeeze(&candidate), candidate))
        .filter(|(squeezed, _)| !names.contains(squeezed))
        .collect();
    // A headline that another source gives too, whole or with something before or after it, is the headline.
    let votes = |at: usize| {
        clean
            .iter()
            .enumerate()
            .filter(|(other, (text, _))| {
                *other != at
                    && (*text == clean[at].0
                        || (clean[at].0.len() >= 20
                            && (text.starts_with(&clean[at].0) || text.ends_with(&clean[at].0))))
            })
            .count()
    };
    let best = (0..clean.len()).max_by_key(|at| (votes(*at).min(2), usize::MAX - at))?;
    Some(clean[best].1.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(candidates: &[&str], expected: &str) {
        let outlet = ["Prabhat Lok".to_owned()];
        assert_eq!(title(candidates, &outlet).as_deref(), Some(expected));
    }

    #[test]
    fn the_headline_most_sources_give_wins() {
        check(&["Dam talks end", "Dam talks end", "Dam talks end | Prabhat Lok"], "Dam talks end");
        check(&["Welcome", "Dam talks end", "Dam talks end - Prabhat Lok"], "Dam talks end");
        check(&["Prabhat Lok", "Dam talks end"], "Dam talks end");
    }
}
