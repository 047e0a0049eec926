//! Documents in their stories and threads into a record: claims with origins and support, silences, a timeline.
//!
//! Works on documents only, never on pages. Every line it makes cites a passage; it writes no prose.
//! Origins are counted, never outlets: see [`origins`].
//!
//! [`record()`] draws up the record of a whole collection, [`thread()`] that of one thread, for a library that keeps the
//! others as they are; [`changes()`] tells what is new in a thread since its record was drawn up last.

mod amounts;
mod brief;
#[cfg(test)]
mod built;
pub mod changes;
mod gather;
mod matching;
mod origins;
pub mod outlets;
mod silences;
pub mod successors;
mod support;
mod timeline;
mod weigh;
mod words;

pub use changes::changes;
pub use outlets::Outlets;
pub use successors::renamed;

use lang::Packs;
use model::{ArticleLine, DocId, Document, Grouping, Moment, Record, Story, StoryLine, Thread, ThreadRecord};
use std::collections::BTreeMap;

/// Returns the record of documents that fall into these threads and stories.
///
/// The order of `documents` does not matter. What was set aside before, and counts of it, are the caller's to add.
pub fn record(documents: &[Document], grouping: &Grouping, packs: &Packs) -> Record {
    let by_id = by_id(documents);
    let outlets = Outlets::of_documents(documents);
    let threads = grouping
        .threads
        .iter()
        .map(|thread| thread_record(thread, &by_id, grouping, packs, &outlets))
        .collect();
    Record { threads, ..Record::default() }
}

/// Returns what is known of one thread, as [`record()`] draws it up for each.
///
/// `documents` are those of the thread, in any order; `grouping` tells which of them print one copy, and `outlets`
/// what the hosts of the whole collection are called.
pub fn thread(
    documents: &[Document],
    thread: &Thread,
    grouping: &Grouping,
    packs: &Packs,
    outlets: &Outlets,
) -> ThreadRecord {
    thread_record(thread, &by_id(documents), grouping, packs, outlets)
}

fn by_id(documents: &[Document]) -> BTreeMap<&DocId, &Document> {
    documents.iter().map(|document| (&document.article().id, document)).collect()
}

/// The documents of one thread, and where each belongs.
pub(crate) struct Scope<'a> {
    pub(crate) packs: &'a Packs,
    pub(crate) grouping: &'a Grouping,
    /// What to call the outlet of each host.
    pub(crate) outlets: &'a Outlets,
    /// By date, then id; undated ones last.
    pub(crate) documents: Vec<&'a Document>,
    /// The story of each document, as an index into the thread's stories.
    pub(crate) stories: Vec<usize>,
    /// The origin of what each document tells in its own voice.
    pub(crate) narrations: Vec<origins::Source>,
}

fn thread_record(
    thread: &Thread,
    by_id: &BTreeMap<&DocId, &Document>,
    grouping: &Grouping,
    packs: &Packs,
    outlets: &Outlets,
) -> ThreadRecord {
    let mut placed: Vec<(&Document, usize)> = thread
        .stories
        .iter()
        .enumerate()
        .flat_map(|(index, story)| story.articles.iter().filter_map(move |id| Some((*by_id.get(id)?, index))))
        .collect();
    placed.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
    let mut scope = Scope {
        packs,
        grouping,
        outlets,
        documents: placed.iter().map(|(document, _)| *document).collect(),
        stories: placed.iter().map(|(_, story)| *story).collect(),
        narrations: Vec::new(),
    };
    scope.narrations = origins::of_narrations(&scope);
    let propositions = gather::propositions(&scope);
    let mut matched = matching::matched(&scope, propositions);
    support::settle(&scope, &mut matched);
    let silences = silences::silences(&scope, &matched);
    let timeline = timeline::timeline(&scope, &matched);
    let (claims, origins) = weigh::claims(&scope, matched);
    let brief = brief::brief(&scope, &claims);
    let open = brief::open(&scope, &claims);
    let dates: Vec<Moment> =
        scope.documents.iter().filter_map(|d| d.article().date).map(Moment::to_day).collect();
    ThreadRecord {
        id: thread.id.clone(),
        title: title(&scope.documents),
        span: (dates.iter().min().copied(), dates.iter().max().copied()),
        articles: scope.documents.iter().map(|document| article_line(&scope, document)).collect(),
        stories: thread.stories.iter().map(|story| story_line(story, by_id)).collect(),
        origins,
        claims,
        silences,
        timeline,
        brief,
        open,
    }
}

/// Returns the key that puts documents in order: by date, undated last, then by id.
pub(crate) fn order(document: &Document) -> (bool, Option<Moment>, &DocId) {
    let article = document.article();
    (article.date.is_none(), article.date, &article.id)
}

fn article_line(scope: &Scope<'_>, document: &Document) -> ArticleLine {
    let article = document.article();
    ArticleLine {
        id: article.id.clone(),
        outlet: article.outlet.label().is_some().then(|| origins::outlet_name(scope, article)),
        title: article.title.clone(),
        date: article.date,
        lang: article.lang.clone(),
        path: article.path.clone(),
        url: article.url.clone().or_else(|| article.canonical_url.clone()),
        agencies: article.agencies.clone(),
        copy_group: scope.grouping.of(&article.id).and_then(|line| line.copy_group.clone()),
        notes: article.notes.clone(),
    }
}

fn story_line(story: &Story, by_id: &BTreeMap<&DocId, &Document>) -> StoryLine {
    let mut documents: Vec<&Document> =
        story.articles.iter().filter_map(|id| by_id.get(id).copied()).collect();
    documents.sort_by(|one, other| order(one).cmp(&order(other)));
    StoryLine {
        id: story.id.clone(),
        title: title(&documents),
        date: documents.iter().find_map(|document| document.article().date).map(Moment::to_day),
        articles: documents.iter().map(|document| document.article().id.clone()).collect(),
    }
}

/// Returns the headline that shares most words with the others; the earliest wins a tie.
fn title(documents: &[&Document]) -> String {
    let titles: Vec<(&str, words::Words)> = documents
        .iter()
        .filter_map(|document| document.article().title.as_deref())
        .map(|title| (title, words::plain(title)))
        .collect();
    let shared = words::shared_with_others(titles.iter().map(|(_, words)| words));
    let best = (0..titles.len()).rev().max_by_key(|at| shared[*at]);
    match best {
        Some(at) => titles[at].0.to_owned(),
        None => documents.first().map(|document| first_sentence(document)).unwrap_or_default(),
    }
}

/// Returns the first sentence of a document without a headline.
fn first_sentence(document: &Document) -> String {
    document
        .facts()
        .sentences
        .first()
        .map(|sentence| document.surface(sentence.span).to_owned())
        .unwrap_or_default()
}
