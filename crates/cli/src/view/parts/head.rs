//! The head: title, span, counts.

use crate::view::sheet::Source;
use crate::view::words::{Quoted, clean};
use model::Standing;
use std::collections::BTreeSet;

/// What a thread is about, and how much of what it holds.
pub(crate) struct Head {
    /// Which thread of how many.
    pub(crate) number: (usize, usize),
    /// The headline.
    pub(crate) title: Quoted,
    /// First and last day.
    pub(crate) span: String,
    /// Counts with what is counted; what there is none of is left out.
    pub(crate) counts: Vec<String>,
    /// Claims by standing; standings without a claim are left out.
    pub(crate) standings: Vec<(Standing, usize)>,
}

/// The standings in reading order.
pub(crate) const STANDINGS: [Standing; 5] =
    [Standing::Corroborated, Standing::Disputed, Standing::Revised, Standing::Denied, Standing::Single];

/// Returns the sign of a standing.
pub(crate) fn sign(standing: Standing) -> &'static str {
    match standing {
        Standing::Corroborated => "✔",
        Standing::Disputed => "⚠",
        Standing::Revised => "↻",
        Standing::Denied => "✖",
        Standing::Single => "•",
    }
}

/// Makes the head of a thread.
pub(crate) fn head(source: &Source<'_>, number: (usize, usize)) -> Head {
    let thread = source.thread;
    let lang = thread
        .articles
        .iter()
        .find(|article| article.title.as_deref() == Some(thread.title.as_str()))
        .map_or("und", |article| article.lang.as_str());
    let outlets: BTreeSet<&str> = thread.articles.iter().filter_map(|line| line.outlet.as_deref()).collect();
    let counts = [
        (thread.articles.len(), "count.articles"),
        (outlets.len(), "count.outlets"),
        (thread.origins.len(), "count.origins"),
        (thread.claims.len(), "count.claims"),
        (thread.stories.len(), "count.stories"),
    ];
    let standing = |standing| (standing, thread.claims.iter().filter(|c| c.support == standing).count());
    let title =
        if thread.title.is_empty() { source.labels.get("line.untitled") } else { clean(&thread.title) };
    Head {
        number,
        title: Quoted::new(&title, lang),
        span: span(source),
        counts: counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, key)| source.labels.count(count, key))
            .collect(),
        standings: STANDINGS.into_iter().map(standing).filter(|(_, count)| *count > 0).collect(),
    }
}

fn span(source: &Source<'_>) -> String {
    let day = |moment: model::Moment| moment.to_day().to_string();
    match source.thread.span {
        (Some(from), Some(to)) if from.to_day() == to.to_day() => day(from),
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
        (Some(one), None) | (None, Some(one)) => day(one),
        (None, None) => source.labels.get("line.undated"),
    }
}
