//! The articles of a thread, with what they copy and whom they credit.

use super::copies::Copies;
use crate::source::Source;
use crate::{Named, Quoted, address};
use model::ArticleLine;

/// One article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleEntry {
    /// Its page.
    pub href: String,
    /// The headline.
    pub title: Quoted,
    /// Who published it.
    pub outlet: Named,
    /// The day of publication.
    pub day: String,
    /// Its copy group in words; `None` where no other article prints the same copy.
    pub copy: Option<String>,
    /// The agencies that it credits, in words.
    pub credits: Vec<Named>,
    /// Where it stands on the web.
    pub web: Option<String>,
}

/// Words articles of a thread.
pub fn entries<'a>(
    articles: impl Iterator<Item = &'a ArticleLine>,
    copies: &Copies<'_>,
    source: &Source<'_>,
) -> Vec<ArticleEntry> {
    let look = source.look;
    let entry = |line: &ArticleLine| ArticleEntry {
        href: address::article(&line.id),
        title: match line.title.as_deref() {
            Some(title) if !title.trim().is_empty() => Quoted::new(title, &line.lang),
            _ => Quoted::new(look.word("line.untitled"), look.lang.tag()),
        },
        outlet: source.outlet(&line.id),
        day: look.day_or_none(line.date),
        copy: copies.find(line).map(|(letter, size)| look.fill("copy.of", &[letter, &look.number(size)])),
        credits: line.agencies.iter().map(|agency| source.name(agency)).collect(),
        web: line.url.as_deref().and_then(address::web).map(str::to_owned),
    };
    articles.map(entry).collect()
}
