//! Task `groups`: pairs of articles that belong together, as copies, stories and threads.
//!
//! Pair F1 and not BCubed, because most articles stand alone and BCubed rewards leaving them so.

use crate::Bench;
use crate::{Data, Scores};
use anyhow::Result;
use engine::pipeline;
use model::{DocId, Grouping};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct GoldGroup {
    id: String,
    story: String,
    thread: String,
    copy_group: Option<String>,
}

/// Runs the task.
pub(crate) fn run(data: &Data, bench: &Bench) -> Result<Scores> {
    let gold: Vec<GoldGroup> = data.lines("groups")?;
    let setup = bench.setup();
    let (collection, grouping) = pipeline::groups(data.pages(&bench.limits), &setup)?;
    let ids: BTreeMap<&str, &DocId> = collection
        .documents()
        .iter()
        .filter_map(|document| Some((data.gold_of(document.article())?.id.as_str(), &document.article().id)))
        .collect();
    let mut scores = Scores::default();
    let line = |gold: &GoldGroup| ids.get(gold.id.as_str()).and_then(|id| grouping.of(id));
    type Key = fn(&GoldGroup) -> Option<&str>;
    type Found = fn(&Grouping, &DocId) -> Option<String>;
    let tasks: [(&str, [&'static str; 3], Key, Found); 3] = [
        (
            "story",
            ["story_precision", "story_recall", "story_f1"],
            |gold| Some(&gold.story),
            |grouping, id| grouping.of(id).map(|line| line.story.to_string()),
        ),
        (
            "thread",
            ["thread_precision", "thread_recall", "thread_f1"],
            |gold| Some(&gold.thread),
            |grouping, id| grouping.of(id).map(|line| line.thread.to_string()),
        ),
        (
            "copy",
            ["copy_precision", "copy_recall", "copy_f1"],
            |gold| gold.copy_group.as_deref(),
            |grouping, id| grouping.of(id)?.copy_group.as_ref().map(DocId::to_string),
        ),
    ];
    for (what, names, key, find) in tasks {
        let found: Vec<Option<String>> =
            gold.iter().map(|one| line(one).and_then(|line| find(&grouping, &line.id))).collect();
        let (mut hits, mut predicted, mut wanted) = (0, 0, 0);
        for (at, one) in gold.iter().enumerate() {
            for (other, two) in gold.iter().enumerate().skip(at + 1) {
                let in_gold = key(one).is_some() && key(one) == key(two);
                let in_found = found[at].is_some() && found[at] == found[other];
                wanted += usize::from(in_gold);
                predicted += usize::from(in_found);
                hits += usize::from(in_gold && in_found);
                if in_gold != in_found {
                    let how = if in_gold { "apart" } else { "together" };
                    scores.errors.push(format!("{what} wrongly {how}: {} {}", one.id, two.id));
                }
            }
        }
        scores.matching(names, hits, predicted, wanted);
    }
    scores.put("documents_found", ids.len() as f64, gold.len());
    Ok(scores)
}
