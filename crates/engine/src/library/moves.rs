//! Articles that people moved to another thread, moved in a grouping.

use model::{DocId, Grouped, Grouping, Moment, Story, StoryId, Thread, ThreadId};
use std::collections::{BTreeMap, BTreeSet};

/// Moves articles, each as a story of its own, into the thread that holds most of certain other articles, or out of
/// all threads; names are given as grouping gives them, after the first article.
///
/// `dates` tells when an article was published.
pub(crate) fn moved(
    grouping: Grouping,
    moves: &[(DocId, Option<BTreeSet<DocId>>)],
    dates: &BTreeMap<DocId, Option<Moment>>,
) -> Grouping {
    if moves.is_empty() {
        return grouping;
    }
    let known: BTreeSet<&DocId> = grouping.documents.iter().map(|line| &line.id).collect();
    let leaving: BTreeSet<&DocId> =
        moves.iter().map(|(article, _)| article).filter(|article| known.contains(article)).collect();
    let mut threads: Vec<Vec<Vec<DocId>>> = grouping
        .threads
        .iter()
        .map(|thread| {
            let stays = |story: &Story| -> Vec<DocId> {
                story.articles.iter().filter(|id| !leaving.contains(id)).cloned().collect()
            };
            thread.stories.iter().map(stays).filter(|story| !story.is_empty()).collect()
        })
        .collect();
    for (article, company) in moves.iter().filter(|(article, _)| leaving.contains(article)) {
        let held = |thread: &Vec<Vec<DocId>>| {
            let company = company.as_ref();
            company.map_or(0, |company| thread.iter().flatten().filter(|id| company.contains(id)).count())
        };
        let target = (0..threads.len()).rev().max_by_key(|at| held(&threads[*at]));
        match target.filter(|at| held(&threads[*at]) > 0) {
            Some(at) => threads[at].push(vec![article.clone()]),
            None => threads.push(vec![vec![article.clone()]]),
        }
    }
    let copies: BTreeMap<DocId, Option<DocId>> =
        grouping.documents.into_iter().map(|line| (line.id, line.copy_group)).collect();
    named(threads, &copies, dates)
}

/// Orders threads, stories and articles, and names them after their first.
fn named(
    threads: Vec<Vec<Vec<DocId>>>,
    copies: &BTreeMap<DocId, Option<DocId>>,
    dates: &BTreeMap<DocId, Option<Moment>>,
) -> Grouping {
    let key = |id: &DocId| {
        let date = dates.get(id).copied().flatten();
        (date.is_none(), date, id.clone())
    };
    let mut ordered = Vec::new();
    for mut stories in threads.into_iter().filter(|stories| !stories.is_empty()) {
        stories.iter_mut().for_each(|story| story.sort_by_key(key));
        stories.sort_by_key(|story| key(&story[0]));
        ordered.push((key(&stories[0][0]), stories));
    }
    ordered.sort();
    let mut grouping = Grouping::default();
    for ((_, _, first), stories) in ordered {
        let thread = ThreadId::of(&["thread", first.as_str()]);
        let stories: Vec<Story> = stories
            .into_iter()
            .map(|articles| Story { id: StoryId::of(&["story", articles[0].as_str()]), articles })
            .collect();
        for story in &stories {
            grouping.documents.extend(story.articles.iter().map(|article| Grouped {
                id: article.clone(),
                story: story.id.clone(),
                thread: thread.clone(),
                copy_group: copies.get(article).cloned().flatten(),
            }));
        }
        grouping.threads.push(Thread { id: thread, stories });
    }
    grouping.documents.sort_by(|one, other| one.id.cmp(&other.id));
    grouping
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> DocId {
        DocId::given(name)
    }

    /// Each thread as its stories, each as its articles, in order.
    fn shape(grouping: &Grouping) -> String {
        let story = |story: &Story| story.articles.iter().map(DocId::as_str).collect::<Vec<_>>().join(" ");
        let thread = |thread: &Thread| thread.stories.iter().map(story).collect::<Vec<_>>().join(", ");
        grouping.threads.iter().map(thread).collect::<Vec<_>>().join(" | ")
    }

    fn check(moves: &[(&str, Option<&[&str]>)], expected: &str) {
        let dates: BTreeMap<DocId, Option<Moment>> = [("a", "01"), ("b", "02"), ("c", "03"), ("d", "04")]
            .map(|(name, day)| (id(name), format!("2025-08-{day}").parse().ok()))
            .into();
        let threads = vec![vec![vec![id("a"), id("b")], vec![id("c")]], vec![vec![id("d")]]];
        let grouping = named(threads, &BTreeMap::new(), &dates);
        let moves: Vec<(DocId, Option<BTreeSet<DocId>>)> = moves
            .iter()
            .map(|(article, company)| {
                (id(article), company.map(|company| company.iter().map(|name| id(name)).collect()))
            })
            .collect();
        assert_eq!(shape(&moved(grouping, &moves, &dates)), expected);
    }

    #[test]
    fn articles_go_where_their_company_is() {
        check(&[], "a b, c | d");
        check(&[("b", Some(&["d"]))], "a, c | b, d");
        check(&[("a", None)], "a | b, c | d");
        check(&[("d", Some(&["a", "b"]))], "a b, c, d");
        check(&[("unknown", None)], "a b, c | d");
        check(&[("c", Some(&["gone"]))], "a b | c | d");
    }
}
