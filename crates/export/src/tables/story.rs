//! The table of stories: one row a story of a thread.

use super::{Told, table};
use crate::cell::words;
use crate::passages::Passages;
use model::{Claim, Moment, StoryLine};

/// A story, its claims, and the passages of its thread.
pub(super) struct Row<'a> {
    passages: &'a Passages<'a>,
    story: &'a StoryLine,
    /// The claims whose best sentence stands in one of its articles, the weightiest first.
    claims: Vec<&'a Claim>,
    /// The article of the weightiest claim's best sentence, else the first article.
    line: Told<'a>,
}

impl<'a> Row<'a> {
    /// Takes a story with its claims.
    pub(super) fn of(passages: &'a Passages<'a>, story: &'a StoryLine) -> Self {
        let claims = passages.claims_of(story.id.as_str());
        let article = claims.first().map(|claim| claim.evidence0.article()).or(story.articles.first());
        Self { passages, story, line: article.map_or_else(Told::default, |id| passages.line(id)), claims }
    }

    fn first(&self) -> Option<&'a Claim> {
        self.claims.first().copied()
    }
}

table! { Row<'_>, "a story";
    "story" Text "the id of the story" |of| of.story.id.as_str();
    "thread" Text "the id of its thread" |of| of.passages.thread.id.as_str();
    "thread_title" Text "the headline of its thread" |of| &of.passages.thread.title;
    "headline" Text "the headline of its most central article" |of| &of.story.title;
    "first" Text "its first day, ISO 8601 to the precision known" |of| of.story.date;
    "first_day" Day "its first day, where the whole day is known" |of| of.story.date.and_then(Moment::day);
    "articles" Words "the ids of its articles, by date" |of| words(of.story.articles.iter().map(|id| id.as_str()));
    "article_count" Whole "how many articles" |of| of.story.articles.len();
    "outlets" Words "the outlets of its articles, sorted" |of| words(of.passages.outlets(&of.story.articles));
    "outlet_count" Whole "how many outlets" |of| of.passages.outlets(&of.story.articles).len();
    "claims" Words "the ids of the claims whose best sentence stands in one of its articles, the weightiest first" |of| words(of.claims.iter().map(|claim| claim.id.as_str()));
    "claim_count" Whole "how many of them" |of| of.claims.len();
    "article" Text "the article of the weightiest claim's best sentence, else the first article" |of| of.line.article;
    "outlet" Text "who published that article" |of| of.line.outlet;
    "date" Text "when it was published, ISO 8601 to the precision known" |of| of.line.date;
    "day" Day "the day of publication, where the whole day is known" |of| of.line.date.and_then(Moment::day);
    "url" Text "its address" |of| of.line.url;
    "lang" Text "its language, as a BCP 47 tag" |of| of.line.lang;
    "start" Whole "where the weightiest claim's best sentence begins, in bytes of the article's text" |of| of.first().map(|claim| claim.evidence0.span().start);
    "end" Whole "where it ends" |of| of.first().map(|claim| claim.evidence0.span().end);
    "text" Text "that sentence, as published" |of| of.first().map(|claim| claim.text.as_str());
    "chain" Words "the way it came, innermost voice first, the outlet last" |of| of.first().and_then(|claim| claim.supports.iter().find(|support| support.evidence.article() == claim.evidence0.article())).map(|support| words(support.chain.iter().map(String::as_str)));
}
