//! The learned judgement: scores of names and two ensembles, as they are shipped.

use super::View;
use super::names::NameScores;
use super::second::second;
use super::table::Bounds;
use super::trees::{RankTrees, Trees, take};
use crate::furniture::Scene;
use crate::passage::Shape;
use crate::squeeze::words;
use ::model::FurnitureKind;
use rustc_hash::FxHashSet;
use std::sync::{LazyLock, OnceLock};

/// What was learned from pages with gold.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What the names of elements say.
    pub names: NameScores,
    /// What is thought of a passage at first.
    pub first: Trees,
    /// What is thought of it once its neighbours are known.
    pub second: Trees,
    ranked: OnceLock<Option<Ranked>>,
}

/// Both looks as they are asked of ranks.
#[derive(Clone, Debug)]
struct Ranked {
    bounds: Bounds,
    first: RankTrees,
    second: RankTrees,
}

/// The format that [`Model::write`] writes.
const FORMAT: &[u8; 4] = b"SBM1";
/// A page with less text, in letters, is left to the rules: none like it was learned from.
const LEAST_TEXT: u32 = 600;
/// A page with more passages than this is left to the rules where each is short: a table for them would be many times
/// the page's size.
const MANY_PASSAGES: usize = 1_500;
/// So much text in letters, or so much markup in bytes, makes a row of the table worth its place.
const TEXT_OF_A_ROW: usize = 40;
const MARKUP_OF_A_ROW: usize = 100;

static HTML: LazyLock<Model> = LazyLock::new(|| shipped(include_bytes!("../../model/html.bin")));
static PLAIN: LazyLock<Model> = LazyLock::new(|| shipped(include_bytes!("../../model/plain.bin")));

fn shipped(bytes: &[u8]) -> Model {
    Model::read(bytes).expect("the shipped model is whole: a test reads it")
}

impl Model {
    /// Returns what is shipped for pages with markup.
    pub fn html() -> &'static Self {
        &HTML
    }

    /// Returns what is shipped for text without markup.
    pub fn plain() -> &'static Self {
        &PLAIN
    }

    /// Returns the bytes of a model.
    pub fn write(&self) -> Vec<u8> {
        let mut out = FORMAT.to_vec();
        let rows = self.names.rows();
        out.extend((rows.len() as u32).to_le_bytes());
        for (word, score) in rows {
            out.extend(word.to_le_bytes());
            out.extend(score.to_le_bytes());
        }
        self.first.write(&mut out);
        self.second.write(&mut out);
        out
    }

    /// Reads the bytes that [`Self::write`] returns; `None` where they are damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(FORMAT)?;
        let count = u32::from_le_bytes(take(&mut rest)?);
        let rows = (0..count)
            .map(|_| Some((u32::from_le_bytes(take(&mut rest)?), i8::from_le_bytes(take(&mut rest)?))))
            .collect::<Option<Vec<_>>>()?;
        let first = Trees::read(&mut rest)?;
        let second = Trees::read(&mut rest)?;
        rest.is_empty().then(|| Self::new(NameScores::of_rows(rows), first, second))
    }

    /// Makes a model of its parts.
    pub fn new(names: NameScores, first: Trees, second: Trees) -> Self {
        Self { names, first, second, ranked: OnceLock::new() }
    }

    /// Returns both looks as they are asked of ranks; `None` where the trees ask too much of one column.
    fn ranked(&self) -> Option<&Ranked> {
        let of_trees = || {
            let bounds = Bounds::of(self.first.questions().chain(self.second.questions()))?;
            let [first, second] = [&self.first, &self.second].map(|trees| RankTrees::new(trees, &bounds));
            Some(Ranked { bounds, first, second })
        };
        self.ranked.get_or_init(of_trees).as_ref()
    }

    /// Returns the chance of each passage that it belongs to the article; `None` where the page has too many or
    /// too little text, or nothing was learned.
    pub(crate) fn chances(&self, view: &View<'_>) -> Option<Vec<f32>> {
        let rows = view.scene.passages.len();
        let text: u32 = view.scene.passages.iter().map(|passage| passage.weight).sum();
        let worth = match view.markup {
            Some((tree, ..)) => tree.text.len() / MARKUP_OF_A_ROW,
            None => text as usize / TEXT_OF_A_ROW,
        };
        let too_many = rows > worth.max(MANY_PASSAGES);
        if too_many || text < LEAST_TEXT || self.first.is_empty() {
            return None;
        }
        let ranked = self.ranked();
        let mut table = view.seen(&self.names, ranked.map(|ranked| &ranked.bounds));
        let first = ranked.map_or_else(|| self.first.chances(&table), |ranked| ranked.first.chances(&table));
        if self.second.is_empty() || rows == 0 {
            return Some(first);
        }
        let open: Vec<u32> = (0..rows as u32).filter(|at| first[*at as usize] >= HOPELESS).collect();
        table.keep_rows(&open);
        second(view.scene.passages, view.markup.map(|(tree, ..)| tree), &first, &open, &mut table);
        let second =
            ranked.map_or_else(|| self.second.chances(&table), |ranked| ranked.second.chances(&table));
        let mut chances: Vec<f32> = first.iter().map(|first| both(*first, 0.0)).collect();
        open.iter()
            .zip(second)
            .for_each(|(at, second)| chances[*at as usize] = both(first[*at as usize], second));
        Some(chances)
    }
}

/// Below this chance at the first look no second makes a passage one to keep: with a chance of one it would stay below
/// [`BOUND`].
const HOPELESS: f32 = 2.0 * BOUND - 1.0 - 0.001;

/// Returns the chance by both looks: each errs where the other does not.
pub fn both(first: f32, second: f32) -> f32 {
    (first + second) / 2.0
}

/// A passage of which no rule knows anything is kept from this chance on.
const BOUND: f32 = 0.55;
/// One that is all link, or reads like a line about the makers, the date or other news, must be likelier, and so must
/// a caption, which often comes with its picture: few are the article's.
const BOUND_OF_OTHERS: f32 = 0.8;
/// A line without markup that heads what stands below it may be less likely: few lines between paragraphs look like one.
const BOUND_OF_SUBHEADS: f32 = 0.35;
/// Rules that are right about what they know, whatever stands around it.
const SURE: &[&str] =
    &["title-again", "symbols", "code", "label", "notice", "lead-in", "boxed", "breadcrumb", "crawl-mark"];

/// Tells which passages are kept by their chances; what the rules keep stays where the chances leave hardly any of it.
///
/// A page unlike all that was learned from is better left to the rules than left empty. Lines without any running text
/// are no article: where there is running text of which no rule knows anything, it is kept in their place.
pub(crate) fn keeps(scene: &Scene<'_>, chances: &[f32], by_rules: &[bool]) -> Vec<bool> {
    let passages = scene.passages;
    let keeps: Vec<bool> =
        (chances.iter().enumerate()).map(|(at, chance)| *chance >= bound(scene, at)).collect();
    let weight = |kept: &[bool]| -> u32 {
        let kept = passages.iter().zip(kept).filter(|(_, kept)| **kept);
        kept.map(|(passage, _)| passage.weight).sum()
    };
    let runs = |at: usize| passages[at].is_prose() && passages[at].ends();
    if !(0..passages.len()).any(|at| keeps[at] && runs(at)) {
        let running: Vec<bool> =
            (0..passages.len()).map(|at| scene.settled[at].is_none() && runs(at)).collect();
        if weight(&running) * LEAST_RUNNING > weight(&keeps) {
            return running;
        }
    }
    if weight(&keeps) * LEAST_LEFT < weight(by_rules) { by_rules.to_vec() } else { keeps }
}

/// The chances must leave one part of so many of what the rules keep.
const LEAST_LEFT: u32 = 5;
/// So is running text kept alone only if it is more than one part of so many of the lines that would go for it.
const LEAST_RUNNING: u32 = 3;

/// Returns the chance from which on a passage is kept; none reaches that of a passage of which a rule is sure.
fn bound(scene: &Scene<'_>, at: usize) -> f32 {
    match scene.spoke[at] {
        Some(rule) if SURE.contains(&rule) => 2.0,
        _ if scene.settled[at] == Some(FurnitureKind::Title) => 2.0,
        Some("all-links" | "byline-line" | "glued-tags" | "loose-headline") => BOUND_OF_OTHERS,
        None if scene.passages[at].shape == Shape::Caption => BOUND_OF_OTHERS,
        None if scene.crawl && scene.settled[at].is_none() && heads_next(scene, at) => BOUND_OF_SUBHEADS,
        _ => BOUND,
    }
}

/// A subhead is at most so long, in letters.
const LONGEST_SUBHEAD: u32 = 90;

/// Tells whether a line without markup heads the paragraph below it, which takes up its words.
fn heads_next(scene: &Scene<'_>, at: usize) -> bool {
    let Some(next) = scene.passages.get(at + 1) else { return false };
    let line = &scene.passages[at];
    let fits = (8..=LONGEST_SUBHEAD).contains(&line.weight)
        && !line.is_prose()
        && at > scene.first_prose
        && next.is_prose()
        && scene.settled[at + 1].is_none();
    if !fits {
        return false;
    }
    let taken: FxHashSet<String> = words(&next.text).into_iter().collect();
    let is_small = |word: &str| scene.packs.iter().any(|pack| pack.grammar.is_stop(word));
    let own: Vec<String> = words(&line.text).into_iter().filter(|word| !is_small(word)).collect();
    own.len() >= 2 && own.iter().filter(|word| taken.contains(*word)).count() * 2 >= own.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shipped: &[u8]) {
        let model = Model::read(shipped).expect("the shipped model is whole");
        assert_eq!(model.write(), shipped);
        assert!(Model::read(&shipped[..shipped.len() - 1]).is_none());
    }

    #[test]
    fn the_shipped_models_are_whole_and_are_written_as_they_were_read() {
        check(include_bytes!("../../model/html.bin"));
        check(include_bytes!("../../model/plain.bin"));
    }

    /// Checks which of these lines are kept by their chances, where the rules keep all of them.
    fn check_kept(lines: &[(&str, f32)], expected: &[bool]) {
        let (texts, chances): (Vec<&str>, Vec<f32>) = lines.iter().copied().unzip();
        crate::furniture::tests::scene_of(&texts, |scene| {
            assert_eq!(keeps(scene, &chances, &vec![true; texts.len()]), expected, "{texts:?}");
        });
    }

    const BODY: &str =
        "Officials of both countries said on Monday that the talks on the dam had ended without any result.";

    #[test]
    fn lines_alone_are_no_article_where_running_text_stands_beside_them() {
        check_kept(&[("November (82)", 0.7), ("October (113)", 0.6), (BODY, 0.2)], &[false, false, true]);
    }

    #[test]
    fn short_lines_beside_running_text_stay() {
        check_kept(&[("November (82)", 0.7), (BODY, 0.9), (BODY, 0.2)], &[true, true, false]);
        // Verses have no running text, and are longer than what stands around them.
        let verse = ("The river goes where rivers go and does not ask the stone", 0.9);
        let mut poem = vec![verse; 8];
        poem.push((BODY, 0.2));
        let kept: Vec<bool> = (0..9).map(|at| at < 8).collect();
        check_kept(&poem, &kept);
    }

    #[test]
    fn a_line_that_heads_its_paragraph_may_be_less_likely() {
        let heads = "Talks on the dam";
        check_kept(&[(BODY, 0.9), (heads, 0.4), (BODY, 0.9)], &[true, true, true]);
        check_kept(&[(BODY, 0.9), (heads, 0.3), (BODY, 0.9)], &[true, false, true]);
        check_kept(&[(BODY, 0.9), ("Pictures of the actress", 0.4), (BODY, 0.9)], &[true, false, true]);
        check_kept(&[(BODY, 0.9), (heads, 0.4)], &[true, false]);
    }
}
