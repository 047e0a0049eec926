//! Text as a crawler left it: no markup, furniture between the lines.

use crate::article::Judge;
use crate::blocks::{View, keeps};
use crate::draft::{CreditLine, Draft};
use crate::furniture::Scene;
use crate::meta::{Credit, DayOrder, credit, dateline, shown_dates, tags_in};
use crate::passage::{Passage, Shape, find_twins, weigh};
use lang::Packs;
use model::{BlockKind, FurnitureKind};

/// A standfirst is at most this much text.
const LONGEST_SUBTITLE: u32 = 420;

/// Reads a text without markup; `given_title` is the headline where the input carries it apart.
pub(crate) fn read(text: &str, given_title: Option<&str>, packs: &Packs, judge: Judge<'_>) -> Draft {
    let passages = lines(text);
    let mut titles: Vec<String> = given_title.map(str::to_owned).into_iter().collect();
    let title_at = titles.is_empty().then(|| title(&passages, packs)).flatten();
    titles.extend(title_at.map(|at| passages[at].text.clone()));
    let mut settled = vec![None; passages.len()];
    let hinted = settled.clone();
    if let Some(at) = title_at {
        settled[at] = Some(FurnitureKind::Title);
    }
    let mut scene = Scene::new(&passages, settled, &titles, true, packs);
    scene.settle();
    let head_end = head_end(&scene);
    let mut kinds = decide(&scene, head_end);
    let kept: Vec<bool> = kinds.iter().map(Option::is_some).collect();
    let view = View { scene: &scene, kept: &kept, hinted: &hinted, markup: None, linked_body: None };
    if let Some(chances) = judge(&view) {
        follow(&scene, &keeps(&scene, &chances, &kept), &mut kinds);
    }
    collect(&scene, title_at, &kinds)
}

/// Decides by rules what each line is to the body; `None` sets it aside.
fn decide(scene: &Scene<'_>, head_end: usize) -> Vec<Option<BlockKind>> {
    let passages = scene.passages;
    let body = (head_end..passages.len())
        .find(|at| scene.settled[*at].is_none() && passages[*at].is_prose())
        .unwrap_or(passages.len());
    (0..passages.len())
        .map(|at| {
            let open = at >= body && scene.settled[at].is_none();
            open.then(|| kind_in_body(scene, at, at >= scene.prose_end)).flatten()
        })
        .collect()
}

/// Follows what was learned, but for the headline, for what stands twice, and for phrases: there the rules are sure.
fn follow(scene: &Scene<'_>, keeps: &[bool], kinds: &mut [Option<BlockKind>]) {
    for (at, kind) in kinds.iter_mut().enumerate() {
        let keeps = keeps[at] && !scene.stands_above(at);
        match (keeps, &kind) {
            (true, None) => *kind = Some(kind_in_body(scene, at, false).unwrap_or(BlockKind::Paragraph)),
            (false, Some(_)) => *kind = None,
            _ => {}
        }
    }
}

/// Cuts a text into its lines.
fn lines(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut blank = true;
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let at = from;
        from += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank = true;
            if let Some(last) = passages.last_mut() {
                last.blank_after = true;
            }
            continue;
        }
        let start = at + (line.len() - line.trim_start().len());
        let shape = if is_item(trimmed) { Shape::Item } else { Shape::Line };
        let source = (start as u32, (start + trimmed.len()) as u32);
        let mut passage = Passage::new(trimmed.to_owned(), source, shape, 0);
        passage.weight = weigh(trimmed);
        passage.blank_before = blank;
        passages.push(passage.settled());
        blank = false;
    }
    if let Some(last) = passages.last_mut() {
        last.blank_after = true;
    }
    find_twins(&mut passages);
    passages
}

/// Tells whether a line opens with the mark of a list item.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let bullet = matches!(chars.next(), Some('-' | '•' | '*' | '▪' | '●' | '►' | '◆' | '–'));
    bullet
        && chars.as_str().trim_start().chars().next().is_some_and(char::is_alphanumeric)
        && !line.ends_with(['-', '*'])
}

/// Finds the headline: the first line above the body that reads like one.
fn title(passages: &[Passage], packs: &Packs) -> Option<usize> {
    let scene = Scene::new(passages, vec![None; passages.len()], &[], true, packs);
    let above = scene.first_prose.min(12);
    (0..above).find(|at| {
        let passage = &passages[*at];
        let cut_off = passage.is_cut_off();
        let words = passage.text.split_whitespace().count();
        (18..=220).contains(&passage.weight)
            && (words >= 3 || passage.weight >= 40)
            && passage.shape == Shape::Line
            && !cut_off
            && !passage.text.ends_with(['.', '।', ':'])
            && passage.blank_after
            && scene.rule_of(*at).is_none()
            && dateline(&passage.text, packs)
                .is_none_or(|line| line.place.is_none() || !passage.text.ends_with(':'))
    })
}

/// Returns where the head of the page ends: after the last byline or date above the second paragraph.
fn head_end(scene: &Scene<'_>) -> usize {
    let mut prose = 0;
    let mut end = 0;
    for (at, passage) in scene.passages.iter().enumerate() {
        match scene.settled[at] {
            Some(FurnitureKind::Byline | FurnitureKind::Title)
                if prose == 0 || scene.next_prose(at).is_some() =>
            {
                end = at + 1
            }
            None if passage.is_prose() => {
                prose += 1;
                if prose > 1 || passage.weight > LONGEST_SUBTITLE {
                    break;
                }
            }
            _ => {}
        }
    }
    end
}

fn collect(scene: &Scene<'_>, title_at: Option<usize>, kinds: &[Option<BlockKind>]) -> Draft {
    let mut draft = Draft::default();
    let passages = scene.passages;
    draft.title = title_at.map(|at| passages[at].text.clone());
    let body = kinds.iter().position(Option::is_some).unwrap_or(passages.len());
    let mut subtitle_seen = false;
    for (at, passage) in passages.iter().enumerate() {
        if let Some(kind) = kinds[at] {
            draft.keep(kind, passage);
            continue;
        }
        let settled = scene.settled[at];
        let after = at >= scene.prose_end;
        if at < body && (settled.is_some() || passage.weight <= 60) && Some(at) != title_at {
            draft.credits.push(CreditLine {
                text: passage.text.clone(),
                is_byline: settled == Some(FurnitureKind::Byline),
            });
        }
        let Some(kind) = settled else {
            if at < body {
                head_line(scene, at, body, title_at, &mut subtitle_seen, &mut draft);
            } else {
                draft.set_aside(FurnitureKind::Other, passage);
            }
            continue;
        };
        match kind {
            // A standfirst that the body says again is still the standfirst.
            FurnitureKind::Other if at < body && !subtitle_seen && !has_dates_above(scene, at) => {
                subtitle_seen = true;
                draft.subtitle = Some(passage.text.clone());
            }
            FurnitureKind::Title if Some(at) == title_at => {}
            _ => {
                if after && passage.weight <= 120 && kind == FurnitureKind::Byline {
                    draft.credits.push(CreditLine {
                        text: passage.text.clone(),
                        is_byline: settled == Some(FurnitureKind::Byline),
                    });
                }
                if kind == FurnitureKind::AuthorBox
                    && credit(&passage.text, scene.packs) == Credit::Person
                    && passage.weight <= 45
                {
                    draft.box_names.push(passage.text.clone());
                }
                if kind == FurnitureKind::Tags {
                    draft.tags.extend(tags_in(&passage.text, scene.packs));
                }
                if kind == FurnitureKind::Copyright {
                    draft.rights.push(passage.text.clone());
                }
                draft.set_aside(kind, passage);
            }
        }
    }
    draft
}

/// Tells whether a byline or a date stands between the headline and this line: then it is no standfirst but a caption.
fn has_dates_above(scene: &Scene<'_>, at: usize) -> bool {
    let above = &scene.settled[..at];
    let title = above.iter().rposition(|kind| *kind == Some(FurnitureKind::Title));
    title.is_some_and(|title| above[title..].contains(&Some(FurnitureKind::Byline)))
}

/// Decides about a line above the body: standfirst, section, dateline, or furniture.
fn head_line(
    scene: &Scene<'_>,
    at: usize,
    body: usize,
    title_at: Option<usize>,
    subtitle_seen: &mut bool,
    draft: &mut Draft,
) {
    let passage = &scene.passages[at];
    let below_title = title_at.is_some_and(|title| at > title);
    if at + 1 == body && passage.text.ends_with([':', '।']) && dateline(&passage.text, scene.packs).is_some()
    {
        draft.keep(BlockKind::Paragraph, passage);
    } else if !*subtitle_seen
        && below_title
        && (passage.weight >= 30 || passage.ends())
        && passage.weight >= 15
    {
        *subtitle_seen = true;
        draft.subtitle = Some(passage.text.clone());
    } else {
        let words = passage.text.split_whitespace().count();
        let section = title_at.is_some_and(|title| at < title) && words <= 3 && passage.weight <= 30;
        if section && shown_dates(&passage.text, DayOrder::DayFirst, scene.packs).is_empty() {
            draft.section.get_or_insert_with(|| passage.text.clone());
            draft.set_aside(FurnitureKind::Menu, passage);
        } else {
            let near_body = at + 6 >= body && passage.weight <= 60;
            draft.set_aside(if near_body { FurnitureKind::Byline } else { FurnitureKind::Other }, passage);
        }
    }
}

/// Decides about a line of the body that no rule knows; `None` sets it aside.
fn kind_in_body(scene: &Scene<'_>, at: usize, after: bool) -> Option<BlockKind> {
    let passage = &scene.passages[at];
    if passage.is_prose() {
        return Some(if passage.shape == Shape::Item { BlockKind::List } else { BlockKind::Paragraph });
    }
    if passage.shape == Shape::Item {
        let near_item = at > 0 && scene.passages[at - 1].shape == Shape::Item;
        return (!after || near_item || passage.ends()).then_some(BlockKind::List);
    }
    if after {
        // A short last sentence belongs to the body if it stands right below it.
        return (at == scene.prose_end && passage.ends() && passage.weight >= 12)
            .then_some(BlockKind::Paragraph);
    }
    Some(if passage.ends() && !passage.text.ends_with(['?', ':']) {
        BlockKind::Paragraph
    } else {
        BlockKind::Heading
    })
}
