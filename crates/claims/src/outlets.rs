//! What to call the outlet of each host.

use model::Document;
use std::collections::BTreeMap;

/// What to call the outlet of each host: pages of one host print its name in many ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlets(BTreeMap<String, String>);

impl Outlets {
    /// Calls each host by the name that most of its pages print, the least of equals.
    ///
    /// Takes hosts, names, and how many pages of the host print the name.
    ///
    /// ```
    /// let outlets = claims::Outlets::of([("a.example", "The A", 2), ("a.example", "A | Home", 1)]);
    /// assert_eq!(outlets.name("a.example"), Some("The A"));
    /// ```
    pub fn of<'n>(printed: impl IntoIterator<Item = (&'n str, &'n str, usize)>) -> Self {
        let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (host, name, pages) in printed {
            *counts.entry(host).or_default().entry(name).or_default() += pages;
        }
        let most = |names: BTreeMap<&str, usize>| {
            names.into_iter().rev().max_by_key(|(_, pages)| *pages).map(|(name, _)| name.to_owned())
        };
        Self(counts.into_iter().filter_map(|(host, names)| Some((host.to_owned(), most(names)?))).collect())
    }

    /// Returns what these documents call their hosts.
    pub(crate) fn of_documents(documents: &[Document]) -> Self {
        let outlets = documents.iter().map(|document| &document.article().outlet);
        Self::of(outlets.filter_map(|outlet| Some((outlet.domain.as_deref()?, outlet.name.as_deref()?, 1))))
    }

    /// Returns what to call the outlet of a host; `None` where no page of it prints a name.
    pub fn name(&self, host: &str) -> Option<&str> {
        self.0.get(host).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_printed_most_wins_then_the_least() {
        let outlets = Outlets::of([
            ("a", "Zeta", 1),
            ("a", "Alpha", 1),
            ("b", "One", 1),
            ("b", "Two", 1),
            ("b", "Two", 1),
        ]);
        assert_eq!(
            [outlets.name("a"), outlets.name("b"), outlets.name("c")],
            [Some("Alpha"), Some("Two"), None]
        );
    }
}
