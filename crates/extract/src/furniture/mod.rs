//! The rules that recognise furniture among the passages of a page, one rule a file.
//!
//! A rule looks at one passage and its neighbours and says what it is; the first rule that speaks decides.
//! Rules see pages with markup and pages without alike.

mod all_links;
mod author_box;
mod boxed;
mod breadcrumb;
mod byline_line;
mod card;
mod code;
mod crawl_mark;
mod duplicate;
mod glued_tags;
mod label;
mod lead_in;
#[cfg(test)]
mod look_alikes;
mod loose_headline;
mod notice;
#[cfg(test)]
mod phrases;
mod symbols;
mod teaser;
mod title_again;

pub(crate) use glued_tags::seam;

use crate::copies::stand_above;
use crate::passage::Passage;
use crate::squeeze::squeeze;
use lang::{FurnitureCue, Packs};
use model::FurnitureKind;
use std::cell::OnceCell;
use text::{TokenKind, Tokens};

/// What a rule found: passages from the one it looked at up to `to`, and what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// What they are.
    pub(crate) kind: FurnitureKind,
    /// One past the last of them.
    pub(crate) to: usize,
}

/// A rule: its name in the reference, and the function that applies it.
type Rule = (&'static str, fn(&Scene<'_>, usize) -> Option<Found>);

/// The rules in the order in which they are asked.
const RULES: &[Rule] = &[
    ("symbols", symbols::symbols),
    ("code", code::code),
    ("crawl-mark", crawl_mark::crawl_mark),
    ("title-again", title_again::title_again),
    ("breadcrumb", breadcrumb::breadcrumb),
    ("label", label::label),
    ("lead-in", lead_in::lead_in),
    ("boxed", boxed::boxed),
    ("notice", notice::notice),
    ("author-box", author_box::author_box),
    ("all-links", all_links::all_links),
    ("card", card::card),
    ("byline-line", byline_line::byline_line),
    ("glued-tags", glued_tags::glued_tags),
    ("teaser", teaser::teaser),
    ("duplicate", duplicate::duplicate),
    ("loose-headline", loose_headline::loose_headline),
];

/// What the rules may look at.
pub(crate) struct Scene<'a> {
    /// The language packs.
    pub(crate) packs: &'a Packs,
    /// The passages in page order.
    pub(crate) passages: &'a [Passage],
    /// What was settled before the rules were asked, and by the rules so far.
    pub(crate) settled: Vec<Option<FurnitureKind>>,
    /// Which rule settled a passage; none where it was settled before the rules were asked.
    pub(crate) spoke: Vec<Option<&'static str>>,
    /// The headlines that the page gives itself, squeezed.
    pub(crate) titles: Vec<String>,
    /// Whether the page came without markup.
    pub(crate) crawl: bool,
    /// The first passage that reads like running text.
    pub(crate) first_prose: usize,
    /// One past the last passage that reads like running text.
    pub(crate) prose_end: usize,
    repeats: Vec<bool>,
    openings: Vec<OnceCell<Opening>>,
    squeezed: Vec<OnceCell<String>>,
}

/// The furniture phrase that a passage opens with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opening {
    /// What the phrase may mean.
    pub(crate) cues: Vec<FurnitureCue>,
    /// Whether nothing but marks follows the phrase.
    pub(crate) whole: bool,
    /// Whether a mark stands between the phrase and what follows.
    pub(crate) mark_follows: bool,
    /// Whether that mark is a hyphen that glues one word to the next, as in words made of two.
    pub(crate) glued: bool,
}

/// A phrase is looked for in so many bytes of a passage's beginning.
const HEAD: usize = 160;

impl<'a> Scene<'a> {
    /// Sets the scene; `settled` says what is furniture already.
    pub(crate) fn new(
        passages: &'a [Passage],
        settled: Vec<Option<FurnitureKind>>,
        titles: &[String],
        crawl: bool,
        packs: &'a Packs,
    ) -> Self {
        let titles = titles.iter().map(|title| squeeze(title)).filter(|title| !title.is_empty()).collect();
        let openings = vec![OnceCell::new(); passages.len()];
        let squeezed = vec![OnceCell::new(); passages.len()];
        let repeats = stand_above(passages, |at| settled[at].is_none());
        let spoke = vec![None; passages.len()];
        let mut scene = Self {
            packs,
            passages,
            settled,
            spoke,
            titles,
            crawl,
            first_prose: 0,
            prose_end: 0,
            repeats,
            openings,
            squeezed,
        };
        scene.see_prose();
        scene
    }

    /// Finds where running text begins and ends among what is not settled.
    pub(crate) fn see_prose(&mut self) {
        let mut prose = (0..self.passages.len())
            .filter(|at| self.settled[*at].is_none() && self.passages[*at].is_prose());
        self.first_prose = prose.next().unwrap_or(self.passages.len());
        self.prose_end = prose
            .next_back()
            .map_or_else(|| (self.first_prose + 1).min(self.passages.len()), |last| last + 1);
    }

    /// Asks every rule about every passage that is not settled, in page order.
    pub(crate) fn settle(&mut self) {
        let mut at = 0;
        while at < self.passages.len() {
            if self.settled[at].is_some() {
                at += 1;
                continue;
            }
            let found = RULES.iter().find_map(|(name, rule)| Some((*name, rule(self, at)?)));
            match found {
                Some((name, found)) => {
                    let to = found.to.clamp(at + 1, self.passages.len());
                    for at in at..to {
                        if self.settled[at].is_none() {
                            self.settled[at] = Some(found.kind);
                            self.spoke[at] = Some(name);
                        }
                    }
                    at = to;
                }
                None => at += 1,
            }
        }
        self.see_prose();
    }

    /// Returns what the rules say of a passage, settled or not.
    pub(crate) fn rule_of(&self, at: usize) -> Option<FurnitureKind> {
        RULES.iter().find_map(|(_, rule)| rule(self, at)).map(|found| found.kind)
    }

    /// Returns the furniture phrase that a passage opens with.
    pub(crate) fn opening(&self, at: usize) -> &Opening {
        self.openings[at].get_or_init(|| opening(&self.passages[at].text, self.packs))
    }

    /// Returns a passage's folded letters and digits.
    pub(crate) fn squeezed(&self, at: usize) -> &str {
        self.squeezed[at].get_or_init(|| squeeze(&self.passages[at].text))
    }

    /// Tells whether the same letters stand above, in what was not furniture from the start.
    pub(crate) fn stands_above(&self, at: usize) -> bool {
        self.repeats[at]
    }

    /// Returns the next passage after this one that reads like running text and is not settled.
    pub(crate) fn next_prose(&self, at: usize) -> Option<usize> {
        (at + 1..self.passages.len())
            .take(40)
            .find(|next| self.settled[*next].is_none() && self.passages[*next].is_prose())
    }
}

/// Returns a text up to the first space behind a letter or digit; what stands before a space is cut alike whatever
/// follows. A longer text without one is returned whole.
fn first_words(text: &str) -> &str {
    let from = text.find(|c: char| text::script::is_word_char(c) || c == '©').unwrap_or(0);
    text[from..].find(' ').map_or(text, |length| &text[..from + length])
}

/// Tells whether a phrase may begin where the first token stands that is no mark.
fn may_open(tokens: &Tokens<'_>, packs: &Packs) -> bool {
    let is_mark = |at: &usize| tokens.items()[*at].kind == TokenKind::Mark && tokens.surface(*at) != "©";
    (0..tokens.len()).find(|at| !is_mark(at)).is_none_or(|at| packs.furniture().cues().opens_at(tokens, at))
}

fn opening(passage: &str, packs: &Packs) -> Opening {
    let mut to = passage.len().min(HEAD);
    while !passage.is_char_boundary(to) {
        to -= 1;
    }
    // Most passages open with a word that opens no phrase: the first words tell that before the rest is cut.
    let tokens = Tokens::of(first_words(&passage[..to]));
    if !may_open(&tokens, packs) {
        return Opening::default();
    }
    let tokens = Tokens::of(&passage[..to]);
    let is_mark = |at: usize| tokens.items()[at].kind == TokenKind::Mark;
    let Some(first) = (0..tokens.len()).find(|at| !is_mark(*at) || tokens.surface(*at) == "©") else {
        return Opening::default();
    };
    let Some((end, cues)) = packs.furniture().cues().longest_at(&tokens, first) else {
        return Opening::default();
    };
    let whole = to == passage.len() && (end..tokens.len()).all(is_mark);
    let glued = end == first + 1
        && tokens.items().get(first..first + 3).is_some_and(|three| {
            tokens.surface(end) == "-"
                && three[0].span.end == three[1].span.start
                && three[1].span.end == three[2].span.start
                && three[2].kind != TokenKind::Mark
        });
    let mark_follows = end < tokens.len()
        && matches!(tokens.surface(end), ":" | "-" | "–" | "—" | "|" | "»" | ">" | "›" | "→" | "…");
    Opening { cues: cues.clone(), whole, mark_follows, glued }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::passage::{Shape, find_twins, weigh};

    /// Does something with the scene of these lines, none of them settled.
    pub(crate) fn scene_of<T>(lines: &[&str], with: impl FnOnce(&Scene<'_>) -> T) -> T {
        let passages = passages(lines);
        with(&Scene::new(&passages, vec![None; passages.len()], &[], true, Packs::embedded()))
    }

    /// Applies one rule to the passage at `at`; `*` before a text makes it all link, `#` makes it part of a card.
    pub(crate) fn apply(rule: &str, lines: &[&str], titles: &[&str], at: usize) -> Option<Found> {
        let passages = passages(lines);
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        let scene = Scene::new(&passages, vec![None; passages.len()], &titles, true, Packs::embedded());
        let (_, rule) = RULES.iter().find(|(name, _)| *name == rule).expect("the rule is in the registry");
        rule(&scene, at)
    }

    fn passages(lines: &[&str]) -> Vec<Passage> {
        let mut passages: Vec<Passage> = lines
            .iter()
            .map(|line| {
                let text = line.trim_start_matches(['*', '#']).to_owned();
                let weight = weigh(&text);
                let mut passage = Passage::new(text, (0, 0), Shape::Line, 0);
                passage.link_weight = if line.starts_with('*') { weight } else { 0 };
                passage.links = u32::from(line.starts_with('*'));
                passage.weight = weight;
                passage.card = line.starts_with('#');
                (passage.blank_before, passage.blank_after) = (true, true);
                passage.settled()
            })
            .collect();
        find_twins(&mut passages);
        passages
    }

    /// Checks what one rule says of a line that stands alone.
    pub(crate) fn check(rule: &str, line: &str, expected: Option<FurnitureKind>) {
        assert_eq!(apply(rule, &[line], &[], 0).map(|found| found.kind), expected, "{line}");
    }
}
