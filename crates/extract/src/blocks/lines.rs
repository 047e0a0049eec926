//! What can be seen of a line in a text without markup: the empty lines around it, and the words that it shares.

use super::look::flag;
use super::table::{Table, log, share};
use crate::furniture::{Scene, seam};
use crate::passage::weigh;
use crate::score::words;
use rustc_hash::FxHashMap;

/// Adds the columns that only lines without markup need; `kept` says what the rules alone keep.
pub(crate) fn lines(scene: &Scene<'_>, kept: &[bool], table: &mut Table<'_>) {
    let passages = scene.passages;
    table.push("blank above", |at| flag(passages[at].blank_before));
    table.push("blank below", |at| flag(passages[at].blank_after));
    table.push("seams", |at| log(seams(&passages[at].text)));
    table.push("few words", |at| log(passages[at].text.split(' ').count() as u32));
    groups(scene, table);
    overlap(scene, kept, table);
}

/// Counts where words seem to be glued together.
fn seams(text: &str) -> u32 {
    let mut before = [' '; 2];
    let mut seams = 0;
    for c in text.chars() {
        seams += u32::from(seam(before, c));
        before = [before[1], c];
    }
    seams
}

/// Adds what the lines are together that no empty line parts.
fn groups(scene: &Scene<'_>, table: &mut Table<'_>) {
    let passages = scene.passages;
    let mut group = vec![0usize; passages.len()];
    let mut starts: Vec<usize> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        if passage.blank_before || starts.is_empty() {
            starts.push(at);
        }
        group[at] = starts.len() - 1;
    }
    let end = |group: usize| starts.get(group + 1).copied().unwrap_or(passages.len());
    let held: Vec<(u32, u32)> = (0..starts.len())
        .map(|group| {
            let lines = &passages[starts[group]..end(group)];
            let all = lines.iter().map(|line| line.weight).sum();
            let prose = lines.iter().filter(|line| line.is_prose()).map(|line| line.weight).sum();
            (all, prose)
        })
        .collect();
    let size = |group: usize| end(group) - starts[group];
    table.push("lines together", |at| log(size(group[at]) as u32));
    table.push("text together", |at| log(held[group[at]].0));
    table.push("prose together", |at| share(f64::from(held[group[at]].1), f64::from(held[group[at]].0)));
    table.push("lines together above", |at| {
        group[at].checked_sub(1).map_or(-1.0, |above| log(size(above) as u32))
    });
    table.push("lines together below", |at| {
        Some(group[at] + 1)
            .filter(|below| *below < starts.len())
            .map_or(-1.0, |below| log(size(below) as u32))
    });
}

/// Adds how many of a line's rarer words the text around it takes up.
fn overlap(scene: &Scene<'_>, kept: &[bool], table: &mut Table<'_>) {
    let passages = scene.passages;
    // Sorted lists take half the room of sets and are looked through as soon.
    let sets: Vec<Box<[u64]>> = (passages.iter())
        .map(|passage| {
            let mut words = words(&passage.text);
            words.sort_unstable();
            words.dedup();
            words.into_boxed_slice()
        })
        .collect();
    let holds = |set: &[u64], word: &u64| set.binary_search(word).is_ok();
    let mut lines_with: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (at, set) in sets.iter().enumerate() {
        for word in set {
            let count = lines_with.entry(*word).or_default();
            count.0 += 1;
            count.1 += u32::from(kept[at]);
        }
    }
    let common = (passages.len() as u32 / 12).max(4);
    let rare = |word: &u64| lines_with.get(word).is_some_and(|count| count.0 <= common);
    let part = |at: usize, other: Option<usize>| {
        let Some(other) = other else { return -1.0 };
        let mine = sets[at].iter().filter(|word| rare(word)).count();
        let both = sets[at].iter().filter(|word| rare(word) && holds(&sets[other], word)).count();
        if mine == 0 { -0.5 } else { share(both as f64, mine as f64) }
    };
    let is_body = |at: &usize| kept[*at] && passages[*at].is_prose();
    let near = |order: &mut dyn Iterator<Item = usize>| {
        let mut found = vec![None; passages.len()];
        let mut last = None;
        for at in order {
            found[at] = last;
            last = Some(at).filter(is_body).or(last);
        }
        found
    };
    let above = near(&mut (0..passages.len()));
    let below = near(&mut (0..passages.len()).rev());
    table.push("words shared above", |at| part(at, above[at]));
    table.push("words shared below", |at| part(at, below[at]));
    table.push("words shared with the kept", |at| {
        let own = u32::from(kept[at]);
        let all = sets[at].len();
        let held =
            sets[at].iter().filter(|word| lines_with.get(*word).is_some_and(|count| count.1 > own)).count();
        share(held as f64, all as f64)
    });
    let title = scene.settled.iter().position(|kind| *kind == Some(model::FurnitureKind::Title));
    let title: &[u64] = title.map_or(&[], |at| &sets[at]);
    table.push("words shared with the headline", |at| {
        let shared = sets[at].iter().filter(|word| holds(title, word)).count();
        share(shared as f64, sets[at].len() as f64)
    });
    table.push("long", |at| log(weigh(&passages[at].text) / (sets[at].len() as u32).max(1)));
}
