//! What stands around a passage, and where on the page it stands.

use super::look::flag;
use super::table::{Table, log, share};
use crate::furniture::Scene;
use crate::passage::Shape;
use model::FurnitureKind;

/// Adds the columns that tell of a passage's neighbours; `kept` says what the rules alone keep, `hinted` what the place
/// on the page made of a passage before the rules were asked.
pub(crate) fn around(
    scene: &Scene<'_>,
    kept: &[bool],
    hinted: &[Option<FurnitureKind>],
    table: &mut Table<'_>,
) {
    let passages = scene.passages;
    let rows = passages.len();
    let prose: Vec<bool> = passages.iter().map(crate::passage::Passage::is_prose).collect();
    table.push("kept", |at| flag(kept[at]));
    table.push("hint", |at| kind_code(hinted[at]));
    table.push("rule", |at| if hinted[at].is_none() { kind_code(scene.settled[at]) } else { 0.0 });
    table.push("rule that spoke", |at| rule_code(scene.spoke[at]));
    table.push("place", |at| share(at as f64, rows as f64));
    table.push("from the top", |at| log(at as u32));
    table.push("from the end", |at| log((rows - 1 - at) as u32));
    table.push("from the first prose", |at| signed(at, scene.first_prose));
    table.push("from the last prose", |at| signed(at, scene.prose_end));
    let first_kept = kept.iter().position(|kept| *kept).unwrap_or(rows);
    let last_kept = kept.iter().rposition(|kept| *kept).unwrap_or(rows);
    table.push("from the first kept", |at| signed(at, first_kept));
    table.push("from the last kept", |at| signed(at, last_kept));
    let title = (0..rows)
        .rev()
        .find(|at| scene.settled[*at] == Some(FurnitureKind::Title) && *at < first_kept.max(1))
        .or_else(|| scene.settled.iter().position(|kind| *kind == Some(FurnitureKind::Title)));
    table.push("from the headline", |at| title.map_or(-9.0, |title| signed(at, title)));
    copies(scene, table);
    let total: u32 = passages.iter().map(|passage| passage.weight).sum();
    let all_kept: u32 = (0..rows).filter(|at| kept[*at]).map(|at| passages[at].weight).sum();
    let all_prose: u32 = (0..rows).filter(|at| prose[*at]).map(|at| passages[at].weight).sum();
    let kept_share = share(f64::from(all_kept), f64::from(all_prose));
    table.push("page text", |_| log(total));
    table.push("page prose", |_| log(all_prose));
    table.push("page kept", |_| log(all_kept));
    table.push("page kept share", |_| kept_share);
    table.push("part of the kept", |at| share(f64::from(passages[at].weight), f64::from(all_kept)).min(2.0));
    let weights: Vec<f32> = passages.iter().map(|passage| log(passage.weight)).collect();
    let links: Vec<f32> = passages.iter().map(crate::passage::Passage::link_share).collect();
    let looks: Vec<f32> = passages.iter().zip(kept).map(|(passage, kept)| look_of(passage, *kept)).collect();
    for (names, step) in NEAR {
        let of = |all: &[f32], at: usize| {
            at.checked_add_signed(*step).and_then(|other| all.get(other)).copied().unwrap_or(-1.0)
        };
        table.push(names[0], |at| of(&weights, at));
        table.push(names[1], |at| of(&links, at));
        table.push(names[2], |at| of(&looks, at));
    }
    windows(scene, kept, &prose, table);
    distances(scene, &prose, table);
}

/// The neighbours that are looked at one by one.
const NEAR: &[([&str; 3], isize)] = &[
    (["weight 2 above", "links 2 above", "look 2 above"], -2),
    (["weight above", "links above", "look above"], -1),
    (["weight below", "links below", "look below"], 1),
    (["weight 2 below", "links 2 below", "look 2 below"], 2),
];

fn look_of(passage: &crate::passage::Passage, kept: bool) -> f32 {
    let shape = match passage.shape {
        _ if passage.is_prose() => 3.0,
        Shape::Heading(_) => 2.0,
        _ if passage.ends() => 1.0,
        _ => 0.0,
    };
    shape + if kept { 4.0 } else { 0.0 }
}

/// Returns a distance with its direction, near ones told apart better than far ones.
fn signed(at: usize, from: usize) -> f32 {
    let steps = log(at.abs_diff(from) as u32);
    if at < from { -steps } else { steps }
}

/// Returns a number for a kind of furniture, those that are surest of all last.
fn kind_code(kind: Option<FurnitureKind>) -> f32 {
    match kind {
        None => 0.0,
        Some(FurnitureKind::Other) => 1.0,
        Some(FurnitureKind::Byline) => 2.0,
        Some(FurnitureKind::AuthorBox) => 3.0,
        Some(FurnitureKind::Widget) => 4.0,
        Some(FurnitureKind::Subscription) => 5.0,
        Some(FurnitureKind::Ad) => 6.0,
        Some(FurnitureKind::Share) => 7.0,
        Some(FurnitureKind::Related) => 8.0,
        Some(FurnitureKind::Tags) => 9.0,
        Some(FurnitureKind::Menu) => 10.0,
        Some(FurnitureKind::Comments) => 11.0,
        Some(FurnitureKind::Cookie) => 12.0,
        Some(FurnitureKind::Copyright) => 13.0,
        Some(FurnitureKind::Title) => 14.0,
        Some(_) => 15.0,
    }
}

/// Returns a number for a rule, those that are right most often last.
fn rule_code(name: Option<&str>) -> f32 {
    const RULES: &[&str] = &[
        "teaser",
        "loose-headline",
        "duplicate",
        "glued-tags",
        "byline-line",
        "author-box",
        "card",
        "all-links",
        "boxed",
        "breadcrumb",
        "title-again",
        "crawl-mark",
        "lead-in",
        "notice",
        "label",
        "symbols",
    ];
    let Some(name) = name else { return 0.0 };
    RULES.iter().position(|rule| *rule == name).map_or(1.0, |at| at as f32 + 2.0)
}

/// Adds how often a text stands on the page, and whether it stands above already.
fn copies(scene: &Scene<'_>, table: &mut Table<'_>) {
    let mut counts = vec![0u32; scene.passages.len()];
    let above: Vec<u32> = (scene.passages.iter())
        .map(|passage| {
            let count = &mut counts[passage.twin as usize];
            *count += 1;
            *count - 1
        })
        .collect();
    table.push("copies", |at| counts[scene.passages[at].twin as usize].min(4) as f32);
    table.push("copies above", |at| above[at].min(4) as f32);
}

/// Adds what the passages near this one are on the whole.
fn windows(scene: &Scene<'_>, kept: &[bool], prose: &[bool], table: &mut Table<'_>) {
    let passages = scene.passages;
    let sums = |value: &dyn Fn(usize) -> f64| {
        let mut sum = 0.0;
        let mut sums = vec![0.0];
        sums.extend((0..passages.len()).map(|at| {
            sum += value(at);
            sum
        }));
        sums
    };
    let weight = sums(&|at| f64::from(passages[at].weight) + 2.0);
    let prose = sums(&|at| if prose[at] { f64::from(passages[at].weight) } else { 0.0 });
    let links = sums(&|at| f64::from(passages[at].link_weight));
    let kept = sums(&|at| if kept[at] { f64::from(passages[at].weight) } else { 0.0 });
    for (names, reach) in WINDOWS {
        let part = |of: &[f64], at: usize| {
            let (from, to) = (at.saturating_sub(*reach), (at + reach + 1).min(passages.len()));
            share(of[to] - of[from], weight[to] - weight[from])
        };
        table.push(names[0], |at| part(&prose, at));
        table.push(names[1], |at| part(&links, at));
        table.push(names[2], |at| part(&kept, at));
    }
    let end = passages.len();
    table.push("kept above", |at| share(kept[at], kept[end]));
    table.push("prose above", |at| share(prose[at], prose[end]));
}

const WINDOWS: &[([&str; 3], usize)] = &[
    (["prose within 4", "links within 4", "kept within 4"], 4),
    (["prose within 14", "links within 14", "kept within 14"], 14),
];

/// Adds how far away running text stands above and below.
fn distances(scene: &Scene<'_>, prose: &[bool], table: &mut Table<'_>) {
    let passages = scene.passages;
    let rows = passages.len();
    let walk = |order: &mut dyn Iterator<Item = usize>| {
        let mut found = vec![(40u32, 4000u32); rows];
        let mut gap = (40u32, 4000u32);
        for at in order {
            found[at] = gap;
            gap = if prose[at] {
                (0, 0)
            } else {
                ((gap.0 + 1).min(40), (gap.1 + passages[at].weight).min(4000))
            };
        }
        found
    };
    let above = walk(&mut (0..rows));
    let below = walk(&mut (0..rows).rev());
    table.push("steps to prose above", |at| log(above[at].0));
    table.push("text to prose above", |at| log(above[at].1));
    table.push("steps to prose below", |at| log(below[at].0));
    table.push("text to prose below", |at| log(below[at].1));
}
