//! Pages with markup: from passages to what is kept and what is set aside.

use crate::article::Judge;
use crate::blocks::{View, keeps};
use crate::content::choose;
use crate::copies;
use crate::draft::{CreditLine, Draft};
use crate::furniture::Scene;
use crate::markup::Tree;
use crate::meta::{dateline, tags_in};
use crate::passage::{Cut, Passage, Shape};
use lang::Packs;
use model::{BlockKind, FurnitureKind};
use rustc_hash::FxHashSet;

/// Lines so far from the headline or the body are no credits of this article.
const CREDIT_REACH: usize = 14;
/// Lines so far away are only looked at where nothing nearer gives a date.
const FAR_REACH: usize = 8;

/// Reads a page with markup; `titles` are the headlines that its metadata give it.
pub(crate) fn read(
    tree: &Tree<'_>,
    cut: &Cut<'_>,
    titles: &[String],
    linked_body: Option<&str>,
    packs: &Packs,
    judge: Judge<'_>,
) -> Draft {
    let content = choose(tree, cut);
    let passages = &cut.passages;
    let mut scene = Scene::new(passages, content.settled.clone(), titles, false, packs);
    scene.settle();
    let mut kinds = decide(tree, &scene, &content.inside);
    let kept: Vec<bool> = kinds.iter().map(|verdict| matches!(verdict, Verdict::Keep(_))).collect();
    let view = View {
        scene: &scene,
        kept: &kept,
        hinted: &content.settled,
        markup: Some((tree, cut, &content.inside)),
        linked_body,
    };
    if let Some(chances) = judge(&view) {
        follow(&scene, &chances, &kept, &mut kinds);
    }
    drop_idle_headings(passages, &mut kinds);
    collect(tree, cut, &scene, &kinds, &content.inside)
}

/// What becomes of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Keep(BlockKind),
    Aside(FurnitureKind),
    Subtitle,
}

/// Decides about every passage: the one place where position and shape are weighed.
fn decide(tree: &Tree<'_>, scene: &Scene<'_>, inside: &[bool]) -> Vec<Verdict> {
    let passages = scene.passages;
    let prose_parents: FxHashSet<u32> = (0..passages.len())
        .filter(|at| scene.settled[*at].is_none() && passages[*at].is_prose())
        .map(|at| passages[at].node)
        .collect();
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(passages.len());
    for (at, passage) in passages.iter().enumerate() {
        let verdict = match scene.settled[at] {
            Some(kind) => Verdict::Aside(if inside[at] { kind } else { kind_outside(scene, at, kind) }),
            None => standing(scene, at, passage, &prose_parents, verdicts.last()),
        };
        verdicts.push(verdict);
    }
    drop_far_runs(tree, passages, &mut verdicts);
    verdicts
}

/// Follows what was learned, but for the headline, for what stands twice, and for phrases: there the rules are sure.
fn follow(scene: &Scene<'_>, chances: &[f32], kept: &[bool], verdicts: &mut [Verdict]) {
    let keeps = keeps(scene, chances, kept);
    let copies = copies::best(scene.passages, chances);
    for (at, verdict) in verdicts.iter_mut().enumerate() {
        let keeps = keeps[at] && copies[at];
        match (keeps, &verdict) {
            (true, Verdict::Aside(_)) => {
                *verdict = Verdict::Keep(match scene.passages[at].shape {
                    Shape::Cell(_) => BlockKind::Table,
                    shape => kind_of(shape),
                });
            }
            (false, Verdict::Keep(_)) => *verdict = Verdict::Aside(FurnitureKind::Other),
            _ => {}
        }
    }
}

/// Decides about a passage inside the article's element that no rule knows.
fn standing(
    scene: &Scene<'_>,
    at: usize,
    passage: &Passage,
    prose_parents: &FxHashSet<u32>,
    before: Option<&Verdict>,
) -> Verdict {
    let other = Verdict::Aside(FurnitureKind::Other);
    if at < scene.first_prose {
        let opens = at + 1 == scene.first_prose && dateline(&passage.text, scene.packs).is_some();
        return if opens { Verdict::Keep(BlockKind::Paragraph) } else { other };
    }
    let after = at >= scene.prose_end;
    match passage.shape {
        _ if passage.is_prose() => Verdict::Keep(kind_of(passage.shape)),
        Shape::Heading(_) if !after => Verdict::Keep(BlockKind::Heading),
        Shape::Paragraph | Shape::Quote if passage.link_share() < 0.6 => {
            let fits = !after || (passage.ends() && passage.weight >= 8);
            if fits { Verdict::Keep(kind_of(passage.shape)) } else { other }
        }
        Shape::Item if passage.link_share() < 0.5 => {
            let goes_on = at == scene.prose_end || before == Some(&Verdict::Keep(BlockKind::List));
            let fits = !after || (goes_on || passage.ends()) && passage.weight >= 8;
            if fits { Verdict::Keep(BlockKind::List) } else { other }
        }
        Shape::Cell(_) | Shape::Loose
            if at == scene.prose_end
                && passage.ends()
                && passage.weight >= 12
                && passage.link_share() < 0.5
                && prose_parents.contains(&passage.node) =>
        {
            Verdict::Keep(BlockKind::Paragraph)
        }
        Shape::Cell(_) if !after && passage.link_share() < 0.8 => Verdict::Keep(BlockKind::Table),
        Shape::Caption if !after && passage.weight >= 20 && !has_credit(&passage.text) => {
            Verdict::Keep(BlockKind::Caption)
        }
        Shape::Loose | Shape::Line if !after => {
            let fits = passage.link_share() < 0.5
                && ((passage.ends() && passage.weight >= 12) || prose_parents.contains(&passage.node));
            if fits { Verdict::Keep(BlockKind::Paragraph) } else { other }
        }
        _ => other,
    }
}

/// Tells whether a caption carries a picture credit, by the marks that set one apart: `(Photo: …)`, `© …`, `… / …`.
///
/// Such captions are the picture agency's, and the same picture comes with many articles.
fn has_credit(caption: &str) -> bool {
    caption.contains(['(', '[', '©', '/', ':', '|'])
}

fn kind_of(shape: Shape) -> BlockKind {
    match shape {
        Shape::Item => BlockKind::List,
        Shape::Quote => BlockKind::Quote,
        Shape::Caption => BlockKind::Caption,
        Shape::Heading(_) => BlockKind::Heading,
        Shape::Paragraph | Shape::Loose | Shape::Line | Shape::Cell(_) => BlockKind::Paragraph,
    }
}

/// So much text set aside in one place, in letters, parts what stands before it from what stands after it.
const GAP: u32 = 260;
/// So does so many passages set aside in one place.
const GAP_PASSAGES: u32 = 22;

/// Keeps the largest run of the body and what stands near it; a small run far below or above is another text.
fn drop_far_runs(tree: &Tree<'_>, passages: &[Passage], verdicts: &mut [Verdict]) {
    let kept = |verdict: &Verdict| matches!(verdict, Verdict::Keep(_));
    let total: u32 = passages
        .iter()
        .zip(verdicts.iter())
        .filter(|(_, verdict)| kept(verdict))
        .map(|(passage, _)| passage.weight)
        .sum();
    let gap_limit = GAP.max(total / 5);
    let mut runs: Vec<(std::ops::Range<usize>, u32)> = Vec::new();
    let mut gap = u32::MAX;
    let mut passed = 0;
    for (at, passage) in passages.iter().enumerate() {
        if !kept(&verdicts[at]) {
            gap = gap.saturating_add(passage.weight);
            passed += 1;
            continue;
        }
        match runs.last_mut() {
            Some((range, weight)) if gap <= gap_limit && passed < GAP_PASSAGES => {
                range.end = at + 1;
                *weight += passage.weight;
            }
            _ => runs.push((at..at + 1, passage.weight)),
        }
        gap = 0;
        passed = 0;
    }
    let Some(main) = (0..runs.len()).max_by_key(|run| (runs[*run].1, usize::MAX - run)) else { return };
    let level = |range: &std::ops::Range<usize>, up: usize| -> FxHashSet<u32> {
        range.clone().map(|at| ancestor(tree, passages[at].node, up)).collect()
    };
    let home = runs[main].0.clone();
    let (parents, grandparents) = (level(&home, 1), level(&home, 2));
    for (run, (range, weight)) in runs.iter().enumerate() {
        // What stands in the same element as the largest run, or in one of a row of equal elements, belongs to it.
        let at_home = !parents.is_disjoint(&level(range, 1)) || !grandparents.is_disjoint(&level(range, 2));
        let small =
            !at_home && (if run < main { weight * 4 < runs[main].1 } else { weight * 5 < runs[main].1 * 4 });
        if run != main && small {
            for verdict in &mut verdicts[range.clone()] {
                if kept(verdict) {
                    *verdict = Verdict::Aside(FurnitureKind::Other);
                }
            }
        }
    }
}

/// Returns the element so many levels above a node; the root at the latest.
fn ancestor(tree: &Tree<'_>, node: u32, up: usize) -> u32 {
    let mut at = node;
    for _ in 0..up {
        let parent = tree.nodes[at as usize].parent;
        if parent == crate::markup::NONE {
            break;
        }
        at = parent;
    }
    at
}

/// A heading that heads nothing kept is none of the article's.
fn drop_idle_headings(passages: &[Passage], verdicts: &mut [Verdict]) {
    let mut heads_something = false;
    for at in (0..verdicts.len()).rev() {
        match verdicts[at] {
            Verdict::Keep(BlockKind::Heading) => {
                let level =
                    |at: usize| if let Shape::Heading(level) = passages[at].shape { level } else { 7 };
                // Two headings in a row: the upper one stays only if it is of a higher level.
                let next = verdicts[at + 1..]
                    .iter()
                    .position(|next| matches!(next, Verdict::Keep(_)))
                    .map(|next| at + 1 + next);
                let next_heads = next.filter(|next| verdicts[*next] == Verdict::Keep(BlockKind::Heading));
                if !heads_something || next_heads.is_some_and(|next| level(next) <= level(at)) {
                    verdicts[at] = Verdict::Aside(FurnitureKind::Other);
                }
            }
            Verdict::Keep(_) => heads_something = true,
            _ => {}
        }
    }
}

/// Names what stands outside of the article's element, as far as its words tell.
fn kind_outside(scene: &Scene<'_>, at: usize, kind: FurnitureKind) -> FurnitureKind {
    if kind != FurnitureKind::Other {
        return kind;
    }
    scene.rule_of(at).unwrap_or(FurnitureKind::Other)
}

fn collect(
    tree: &Tree<'_>,
    cut: &Cut<'_>,
    scene: &Scene<'_>,
    verdicts: &[Verdict],
    inside: &[bool],
) -> Draft {
    let mut draft = Draft::default();
    let passages = scene.passages;
    let subtitle = subtitle(tree, cut, scene, verdicts);
    let kept = |verdict: &Verdict| matches!(verdict, Verdict::Keep(_));
    let body = verdicts.iter().position(kept).unwrap_or(passages.len());
    let body_end = verdicts.iter().rposition(kept).map_or(passages.len(), |last| last + 1);
    let headline =
        (0..body).rev().find(|at| verdicts[*at] == Verdict::Aside(FurnitureKind::Title)).unwrap_or(body);
    if let Some(passage) = passages.get(headline).filter(|_| headline < body) {
        draft.title = Some(passage.text.clone());
    }
    let mut row: Option<u32> = None;
    for (at, passage) in passages.iter().enumerate() {
        let verdict = if Some(at) == subtitle { Verdict::Subtitle } else { verdicts[at] };
        let this_row = match (verdict, passage.shape) {
            (Verdict::Keep(BlockKind::Table), Shape::Cell(row)) => Some(row),
            _ => None,
        };
        match verdict {
            Verdict::Keep(kind) => match (this_row, draft.blocks.last_mut()) {
                (Some(this), Some(last)) if row == Some(this) => {
                    last.text.push_str(" | ");
                    last.text.push_str(&passage.text);
                    last.weight += passage.weight;
                    last.source.1 = passage.source.1;
                }
                _ => draft.keep(kind, passage),
            },
            Verdict::Subtitle => draft.subtitle = Some(passage.text.clone()),
            Verdict::Aside(kind) => {
                let speaks = !matches!(
                    kind,
                    FurnitureKind::Related
                        | FurnitureKind::Menu
                        | FurnitureKind::Ad
                        | FurnitureKind::Comments
                        | FurnitureKind::Ticker
                        | FurnitureKind::Copyright
                );
                let is_byline = kind == FurnitureKind::Byline;
                let above = at + 2 >= headline && at <= body + 1 && at <= headline + CREDIT_REACH;
                let below = at >= body_end && at <= body_end + 4 && inside[at];
                if passage.weight <= 160 && speaks {
                    let line = CreditLine { text: passage.text.clone(), is_byline };
                    if above || below || (is_byline && at >= headline && at <= body_end + 2) {
                        draft.credits.push(line);
                    } else if at + FAR_REACH >= headline && at <= body_end + FAR_REACH {
                        draft.far_lines.push(line.text);
                    }
                }
                if kind == FurnitureKind::Copyright && passage.weight <= 200 {
                    draft.rights.push(passage.text.clone());
                }
                if kind == FurnitureKind::Tags && at >= headline {
                    draft.tags.extend(tags_in(&passage.text, scene.packs));
                }
                draft.set_aside(kind, passage);
            }
        }
        row = this_row;
    }
    draft
}

/// Finds the line under the headline: marked as such, or a heading right below it.
fn subtitle(tree: &Tree<'_>, cut: &Cut<'_>, scene: &Scene<'_>, verdicts: &[Verdict]) -> Option<usize> {
    let fits = |at: &usize| {
        let passage = &scene.passages[*at];
        let kind = scene.settled[*at];
        (20..=400).contains(&passage.weight)
            && passage.link_share() < 0.3
            && matches!(kind, None | Some(FurnitureKind::Other | FurnitureKind::Title))
            && !scene.titles.iter().any(|title| title == scene.squeezed(*at))
    };
    let marked = |at: &usize| {
        let mut node = scene.passages[*at].node;
        for _ in 0..3 {
            if cut.marks[node as usize].subtitle {
                return true;
            }
            node = tree.nodes[node as usize].parent;
            if node == crate::markup::NONE {
                return false;
            }
        }
        false
    };
    let near = || (0..(scene.first_prose + 2).min(scene.passages.len())).filter(fits);
    let below_title = || {
        let title =
            (0..scene.first_prose).rev().find(|at| verdicts[*at] == Verdict::Aside(FurnitureKind::Title))?;
        let next = title + 1;
        (next < scene.first_prose
            && fits(&next)
            && matches!(scene.passages[next].shape, Shape::Heading(2..=4) | Shape::Paragraph))
        .then_some(next)
    };
    near().filter(marked).find(|at| *at + 20 > scene.first_prose).or_else(below_title)
}
