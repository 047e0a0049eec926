//! A citation: the link from a line to the passage that it rests on.

use crate::source::Source;
use crate::{Named, address};
use askama::Template;
use model::{DocId, Evidence};
use std::collections::BTreeSet;

/// A link to a passage, named by outlet and day.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r#"<a class="cite" href="{{ href }}"{% if let Some(number) = number %} data-n="{{ number }}"{% endif %}>{{ outlet }}{% if !day.is_empty() %}, {{ day }}{% endif %}</a>"#,
    ext = "html"
)]
pub struct Cite {
    /// Where the passage stands.
    pub href: String,
    /// The number of the article in the list of the page, which a printed page shows.
    number: Option<usize>,
    outlet: Named,
    day: String,
}

impl askama::filters::HtmlSafe for Cite {}

impl Cite {
    /// Cites a passage by its outlet and day.
    pub fn of(evidence: &Evidence, source: &Source<'_>) -> Self {
        let date = source.article(evidence.article()).and_then(|line| line.date);
        let day = date.map(|date| source.look.day(date)).unwrap_or_default();
        Self { day, ..Self::by_outlet(evidence, source) }
    }

    /// Cites a passage by its outlet only.
    pub fn by_outlet(evidence: &Evidence, source: &Source<'_>) -> Self {
        let outlet = source.outlet(evidence.article());
        let number = source.number(evidence.article());
        Self { href: address::evidence(evidence), number, outlet, day: String::new() }
    }

    /// Cites the first so many of several passages, one an article, and tells how many are left.
    pub fn first<'e>(
        evidence: impl Iterator<Item = &'e Evidence>,
        most: usize,
        source: &Source<'_>,
    ) -> (Vec<Self>, usize) {
        let mut seen: BTreeSet<&DocId> = BTreeSet::new();
        let once: Vec<&Evidence> = evidence.filter(|evidence| seen.insert(evidence.article())).collect();
        let cites: Vec<Self> =
            once.iter().take(most).map(|evidence| Self::by_outlet(evidence, source)).collect();
        let left = once.len() - cites.len();
        (cites, left)
    }
}
