//! The grouping of a set of documents: copies, then stories, then threads.

use crate::copies::{Shingles, groups_of, sorted};
use crate::frequencies::Frequencies;
use crate::outline::Outline;
use crate::profile::Profile;
use crate::stories::stories_of;
use crate::threads::threads_of;
use lang::Packs;
use model::{DocId, Document, Grouped, Grouping, Moment, Story, StoryId, Thread, ThreadId};
use rayon::prelude::*;
use std::borrow::Borrow;

/// Groups documents into copies, stories and threads.
///
/// The result does not depend on the order of the documents; one that comes twice counts once.
/// A story is named after its first article by date, a thread after its first story's, so that the name
/// stays when later articles come in.
///
/// ```
/// let grouping = story::group(&[], lang::Packs::embedded());
/// assert!(grouping.threads.is_empty());
/// ```
pub fn group(documents: &[Document], packs: &Packs) -> Grouping {
    let outlines: Vec<Outline> =
        sorted(documents).into_iter().map(|document| Outline::of(document, packs)).collect();
    group_outlines(&outlines, &Frequencies::of(&outlines))
}

/// Groups articles by their outlines into copies, stories and threads, as [`group()`] does.
///
/// The frequencies may be those of a larger collection, such as the library that the articles are a part of.
/// The order of the outlines changes nothing; of two with one id the one that sorts first stands for both.
pub fn group_outlines<O: Borrow<Outline>>(outlines: &[O], frequencies: &Frequencies) -> Grouping {
    let mut articles: Vec<&Outline> = outlines.iter().map(Borrow::borrow).collect();
    articles.sort();
    group_weighed(articles.par_iter().map(|outline| Weighed::of(outline, frequencies)).collect())
}

/// What of an article is compared when it is grouped: about half the size of its [`Outline`].
pub struct Weighed {
    id: DocId,
    date: Option<Moment>,
    shingles: Shingles,
    profile: Profile,
}

impl Weighed {
    /// Weighs an article's words and names by how rare they are.
    pub fn of(outline: &Outline, frequencies: &Frequencies) -> Self {
        Self {
            id: outline.id.clone(),
            date: outline.date,
            shingles: outline.shingles.clone(),
            profile: Profile::of(outline, frequencies),
        }
    }

    /// Returns the id of the article.
    pub fn id(&self) -> &DocId {
        &self.id
    }

    /// Returns when the article was published.
    pub fn date(&self) -> Option<Moment> {
        self.date
    }
}

/// Groups articles that were weighed by the same frequencies, as [`group_outlines`] does.
///
/// Each id should come once; of two with one id the first stands for both.
pub fn group_weighed(mut articles: Vec<Weighed>) -> Grouping {
    articles.sort_by(|one, other| one.id.cmp(&other.id));
    articles.dedup_by(|one, other| one.id == other.id);
    let mut heads = Vec::with_capacity(articles.len());
    let (mut shingles, mut profiles) =
        (Vec::with_capacity(articles.len()), Vec::with_capacity(articles.len()));
    for article in articles {
        heads.push((article.id, article.date));
        shingles.push(article.shingles);
        profiles.push(article.profile);
    }
    let copy_groups = groups_of(&shingles.iter().collect::<Vec<_>>());
    drop(shingles);
    let stories = stories_of(&profiles, &copy_groups);
    let threads = threads_of(&profiles, &stories);
    grouping(&heads, &copy_groups, &stories, threads)
}

/// Names the stories and the threads, and puts them in order.
fn grouping(
    articles: &[(DocId, Option<Moment>)],
    copy_groups: &[Vec<usize>],
    stories: &[Vec<usize>],
    threads: Vec<Vec<usize>>,
) -> Grouping {
    let id = |at: usize| articles[at].0.clone();
    let mut copy_group: Vec<Option<DocId>> = vec![None; articles.len()];
    for members in copy_groups {
        for member in members {
            copy_group[*member] = members.first().map(|first| id(*first));
        }
    }
    let mut lines = Vec::with_capacity(articles.len());
    let mut ordered: Vec<(Key, Thread)> = Vec::with_capacity(threads.len());
    for thread in threads {
        let mut members: Vec<(Key, Story, &[usize])> = Vec::with_capacity(thread.len());
        for at in thread {
            let mut keys: Vec<Key> = stories[at].iter().map(|member| Key::of(&articles[*member])).collect();
            keys.sort();
            let Some(first) = keys.first().cloned() else { continue };
            let story_id = StoryId::of(&["story", first.id.as_str()]);
            let story = Story { id: story_id, articles: keys.into_iter().map(|key| key.id).collect() };
            members.push((first, story, &stories[at]));
        }
        members.sort_by(|one, other| one.0.cmp(&other.0));
        let Some(first) = members.first().map(|(key, _, _)| key.clone()) else { continue };
        let thread_id = ThreadId::of(&["thread", first.id.as_str()]);
        for (_, story, positions) in &members {
            lines.extend(positions.iter().map(|at| Grouped {
                id: id(*at),
                story: story.id.clone(),
                thread: thread_id.clone(),
                copy_group: copy_group[*at].clone(),
            }));
        }
        let stories = members.into_iter().map(|(_, story, _)| story).collect();
        ordered.push((first, Thread { id: thread_id, stories }));
    }
    ordered.sort_by(|one, other| one.0.cmp(&other.0));
    lines.sort_by(|one, other| one.id.cmp(&other.id));
    Grouping { threads: ordered.into_iter().map(|(_, thread)| thread).collect(), documents: lines }
}

/// Orders articles by date, then id; those without a date come last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    undated: bool,
    date: Option<Moment>,
    id: DocId,
}

impl Key {
    fn of((id, date): &(DocId, Option<Moment>)) -> Self {
        Self { undated: date.is_none(), date: *date, id: id.clone() }
    }
}
