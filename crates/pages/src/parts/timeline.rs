//! What happened when, by the event's own day, under the stories that tell it; what is planned or denied says so.

use super::cite::Cite;
use crate::source::Source;
use crate::{Quoted, address};
use model::{Certainty, Moment, StoryLine, TimelineEntry};
use std::collections::BTreeMap;

/// The entries of one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryDays {
    /// The story's page.
    pub href: String,
    /// Its headline.
    pub title: Quoted,
    /// How many articles tell it, in words.
    pub articles: String,
    /// Its entries under heads of months.
    pub months: Vec<MonthDays>,
}

/// The entries of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthDays {
    /// The month and year.
    pub head: String,
    /// What happened in it.
    pub entries: Vec<DayEntry>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayEntry {
    /// The number of the entry in the whole timeline, from 1; marks of the strip carry it.
    pub number: usize,
    /// The day in words, as precise as known.
    pub day: String,
    /// The stable name of the certainty.
    pub certainty: &'static str,
    /// The sign of the certainty.
    pub sign: &'static str,
    /// A word for the certainty; `None` for what is told as having happened.
    pub word: Option<&'static str>,
    /// The sentence that tells it best.
    pub text: Quoted,
    /// Where it is told.
    pub cites: Vec<Cite>,
    /// How many more articles tell it, in words.
    pub more: Option<String>,
}

/// So many passages are cited of an entry.
const CITES: usize = 2;
/// So many letters of a sentence are shown.
const LONGEST: usize = 180;

/// Returns the sign of a certainty.
pub fn sign(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Reported => "●",
        Certainty::Planned => "◇",
        Certainty::Speculated => "?",
        Certainty::Denied => "✖",
    }
}

/// Words the timeline of a thread by story, so many entries of it: those that most articles tell.
pub fn stories(source: &Source<'_>, most: usize) -> Vec<StoryDays> {
    let mut found: Vec<(&StoryLine, Vec<(usize, &TimelineEntry)>)> =
        source.thread.stories.iter().map(|story| (story, Vec::new())).collect();
    let places: BTreeMap<&model::StoryId, usize> =
        source.thread.stories.iter().enumerate().map(|(at, story)| (&story.id, at)).collect();
    // What most articles tell is shown first where there is too much.
    let mut chosen: Vec<(usize, &TimelineEntry)> = source.thread.timeline.iter().enumerate().collect();
    chosen.sort_by_key(|(at, entry)| (std::cmp::Reverse(entry.evidence.len()), *at));
    chosen.truncate(most);
    chosen.sort_by_key(|(at, _)| *at);
    for (at, entry) in chosen {
        let story = story_of(entry, source);
        if let Some(place) = story.and_then(|story| places.get(story)) {
            found[*place].1.push((at + 1, entry));
        }
    }
    // Of what is told shortly, a story without a day of its own is named all the same.
    found.into_iter().map(|(story, entries)| days(story, &entries, source)).collect()
}

/// Returns the story that most of an entry's articles belong to, the first of equals.
fn story_of<'a>(entry: &TimelineEntry, source: &Source<'a>) -> Option<&'a model::StoryId> {
    let mut counts: Vec<(&model::StoryId, usize)> = Vec::new();
    for story in entry.evidence.iter().filter_map(|evidence| source.story_of(evidence.article())) {
        match counts.iter_mut().find(|(id, _)| *id == story) {
            Some((_, count)) => *count += 1,
            None => counts.push((story, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(id, _)| id)
}

fn days(story: &StoryLine, entries: &[(usize, &TimelineEntry)], source: &Source<'_>) -> StoryDays {
    let mut months: Vec<MonthDays> = Vec::new();
    for (number, entry) in entries {
        let head = source.look.month_head(entry.date);
        let line = day_entry(*number, entry, source);
        match months.last_mut() {
            Some(month) if month.head == head => month.entries.push(line),
            _ => months.push(MonthDays { head, entries: vec![line] }),
        }
    }
    let lang = story.articles.iter().find_map(|id| {
        let line = source.article(id)?;
        (line.title.as_deref() == Some(story.title.as_str())).then_some(line.lang.as_str())
    });
    StoryDays {
        href: address::story(&story.id),
        title: Quoted::new(&story.title, lang.unwrap_or("und")),
        articles: source.look.count(story.articles.len(), "count.articles"),
        months,
    }
}

fn day_entry(number: usize, entry: &TimelineEntry, source: &Source<'_>) -> DayEntry {
    let look = source.look;
    let lang = entry.evidence.first().map_or("und", |evidence| source.lang_of(evidence.article()));
    let (cites, more) = Cite::first(entry.evidence.iter(), CITES, source);
    DayEntry {
        number,
        day: match entry.date {
            Moment::Day(day) | Moment::Minute(day, _, _) => look.day_of_month(day),
            other => look.day(other),
        },
        certainty: entry.certainty.name(),
        sign: sign(entry.certainty),
        word: (entry.certainty != Certainty::Reported)
            .then(|| look.find(&format!("certainty.{}", entry.certainty.name())))
            .flatten(),
        text: Quoted::new(&entry.text, lang).cut(LONGEST),
        cites,
        more: look.more(more, 0),
    }
}
