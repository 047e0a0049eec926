//! The columns about the article that a row rests on.

use super::table;
use model::{Article, ArticleLine, Grouped, Moment};

/// What rows say of the article they rest on.
#[derive(Clone, Copy, Default)]
pub(crate) struct Told<'a> {
    pub(crate) article: &'a str,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
    pub(crate) date: Option<Moment>,
    pub(crate) url: Option<&'a str>,
    pub(crate) lang: &'a str,
    pub(crate) thread: Option<&'a str>,
    pub(crate) story: Option<&'a str>,
}

impl<'a> Told<'a> {
    /// Tells of an article and where it belongs.
    pub(crate) fn of_article(article: &'a Article, group: Option<&'a Grouped>) -> Self {
        Self {
            article: article.id.as_str(),
            outlet: article.outlet.label(),
            title: article.title.as_deref(),
            date: article.date,
            url: article.url.as_deref().or(article.canonical_url.as_deref()),
            lang: &article.lang,
            thread: group.map(|group| group.thread.as_str()),
            story: group.map(|group| group.story.as_str()),
        }
    }

    /// Tells of an article as its thread's record lists it.
    pub(crate) fn of_line(line: &'a ArticleLine, thread: &'a str, story: Option<&'a str>) -> Self {
        Self {
            article: line.id.as_str(),
            outlet: line.outlet.as_deref(),
            title: line.title.as_deref(),
            date: line.date,
            url: line.url.as_deref(),
            lang: &line.lang,
            thread: Some(thread),
            story,
        }
    }
}

table! { Told<'_>, "the article a row rests on";
    "article" Text "the id of the article" |of| of.article;
    "outlet" Text "who published it" |of| of.outlet;
    "title" Text "its headline" |of| of.title;
    "date" Text "when it was published, ISO 8601 to the precision known" |of| of.date;
    "day" Day "the day of publication, where the whole day is known" |of| of.date.and_then(Moment::day);
    "url" Text "its address" |of| of.url;
    "lang" Text "its language, as a BCP 47 tag" |of| of.lang;
    "thread" Text "the id of the thread it belongs to" |of| of.thread;
    "story" Text "the id of the story it belongs to" |of| of.story;
}
