//! Task `articles`: what the pages say, without their furniture.
//!
//! `text_f1` is the mean over pages of the F1 of four-word shingles; `furniture_leaks` counts strings of
//! furniture that stand in the text, of all that could; a page without an article counts as empty.

use crate::Bench;
use crate::measure::{Share, harmonic};
use crate::{Data, Scores};
use anyhow::Result;
use engine::pipeline;
use model::Article;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Runs the task.
pub(crate) fn run(data: &Data, bench: &Bench) -> Result<Scores> {
    let setup = bench.setup();
    let mut articles: Vec<Article> = Vec::new();
    let mut scores = Scores::default();
    let flow = pipeline::articles(data.pages(&bench.limits), &setup, |outcome| {
        match outcome {
            Ok(article) => articles.push(article),
            Err(aside) => scores.errors.push(format!("set aside {}: {}", aside.path, aside.advice)),
        }
        ControlFlow::<()>::Continue(())
    });
    debug_assert!(flow.is_continue());
    let found = data.by_gold(&articles, |article| article);
    let (mut read, mut title, mut date, mut undated) =
        (Share::default(), Share::default(), Share::default(), Share::default());
    let (mut outlet, mut agencies, mut dateline, mut leaks) =
        (Share::default(), Share::default(), Share::default(), Share::default());
    let mut sums = [0.0; 3];
    for gold in &data.articles {
        let article = found.get(gold.id.as_str());
        read.add(article.is_some());
        let text = article.map_or("", |article| article.text.as_str());
        let shingles = shingle_score(&gold.text, text);
        for (sum, value) in sums.iter_mut().zip(shingles) {
            *sum += value;
        }
        if shingles[2] < 0.98 {
            scores.errors.push(format!("text {}: F1 {:.3}", gold.id, shingles[2]));
        }
        for furniture in &gold.without {
            let leaks_out = text.contains(furniture.as_str());
            leaks.add(leaks_out);
            if leaks_out {
                scores.errors.push(format!("furniture {}: {furniture}", gold.id));
            }
        }
        let Some(article) = article else {
            scores.errors.push(format!("no article {}", gold.id));
            continue;
        };
        let mut compare = |share: &mut Share, what: &str, right: bool, want: &str, have: &str| {
            share.add(right);
            if !right {
                scores.errors.push(format!("{what} {}: want {want:?}, have {have:?}", gold.id));
            }
        };
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (want, have) = (gold.title.as_deref().unwrap_or(""), article.title.as_deref().unwrap_or(""));
        compare(&mut title, "title", spaced(want) == spaced(have), want, have);
        let have = article.date.map(|date| date.to_string()).unwrap_or_default();
        match &gold.date {
            // To the day: pages print their minutes, feeds their own.
            Some(want) => compare(&mut date, "date", day(want) == day(&have), want, &have),
            None => compare(&mut undated, "date", have.is_empty(), "", &have),
        }
        let host = gold.url.as_deref().and_then(host).unwrap_or_default();
        let have = article.outlet.domain.as_deref().unwrap_or("");
        compare(&mut outlet, "outlet", have == host, host, have);
        let (want, have) = (gold.agencies.join(", "), article.agencies.join(", "));
        compare(&mut agencies, "agencies", same_set(&gold.agencies, &article.agencies), &want, &have);
        let (want, have) =
            (gold.dateline.as_deref().unwrap_or(""), article.dateline.as_deref().unwrap_or(""));
        compare(&mut dateline, "dateline", want == have, want, have);
    }
    let pages = data.articles.len();
    scores.share("articles_found", read);
    for (name, sum) in ["text_precision", "text_recall", "text_f1"].into_iter().zip(sums) {
        scores.put(name, if pages == 0 { 0.0 } else { sum / pages as f64 }, pages);
    }
    scores.put("furniture_leaks", leaks.hits as f64, leaks.of);
    scores.share("title", title);
    scores.share("date", date);
    scores.share("undated_stay_undated", undated);
    scores.share("outlet", outlet);
    scores.share("agencies", agencies);
    scores.share("dateline", dateline);
    Ok(scores)
}

/// Returns precision, recall and F1 of four-word shingles.
fn shingle_score(gold: &str, text: &str) -> [f64; 3] {
    let (gold, text) = (shingles(gold), shingles(text));
    let size = |bag: &BTreeMap<Vec<&str>, usize>| bag.values().sum::<usize>();
    let common: usize = gold.iter().map(|(key, n)| (*n).min(text.get(key).copied().unwrap_or(0))).sum();
    let (precision, recall) =
        (Share { hits: common, of: size(&text) }.value(), Share { hits: common, of: size(&gold) }.value());
    [precision, recall, harmonic(precision, recall)]
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut bag = BTreeMap::new();
    for shingle in words.windows(words.len().clamp(1, 4)) {
        *bag.entry(shingle.to_vec()).or_default() += 1;
    }
    bag
}

fn day(date: &str) -> &str {
    date.split('T').next().unwrap_or(date)
}

fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

fn same_set(one: &[String], other: &[String]) -> bool {
    let sorted =
        |list: &[String]| list.iter().map(|name| text::fold(name)).collect::<std::collections::BTreeSet<_>>();
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_count_as_often_as_they_stand() {
        assert_eq!(shingle_score("a b c d e", "a b c d e"), [1.0, 1.0, 1.0]);
        assert_eq!(shingle_score("a b c d e", "a b c d"), [1.0, 0.5, 2.0 / 3.0]);
        assert_eq!(shingle_score("a b c d", ""), [0.0, 0.0, 0.0]);
        assert_eq!(shingle_score("a b", "a b"), [1.0, 1.0, 1.0]);
    }

    #[test]
    fn hosts_are_read_without_www() {
        assert_eq!(host("https://www.a.example/x?y"), Some("a.example"));
        assert_eq!(host("nothing"), None);
    }
}
