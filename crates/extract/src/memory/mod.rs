//! What the pages of an outlet have in common, learned from many of them: lines, and the element that holds the body.
//!
//! A value that the caller passes in and out; extraction is right without it and better with it. Of each outlet the
//! lines of a sample of pages are kept, as hashes: the pages whose addresses hash lowest. So what is remembered is
//! bounded, and does not depend on the order in which pages are seen.

mod place;

use crate::draft::{self, Draft};
use crate::markup::Tree;
use crate::meta::host;
use crate::passage::weigh;
use crate::squeeze::squeeze;
use lang::Packs;
use model::{BlockKind, Furniture, FurnitureKind, Page};
use place::Place;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use place::place;

/// Pages of one outlet that are kept.
const MOST_PAGES: usize = 64;
/// Lines of one page that are kept.
const MOST_LINES: usize = 600;
/// A line that stands on so many other pages of the outlet belongs to none of them.
const COMMON: usize = 3;
/// A shorter line may well come again by chance, in letters.
const SHORTEST: u32 = 6;
/// A longer line may be the background that an outlet repeats in each report, in letters.
const LONGEST: u32 = 320;
/// What stands outside of the element that holds the body on other pages is less than one part in so many.
const OUTSIDE: u32 = 3;

/// What was learned of outlets, each under its host.
///
/// ```
/// # fn page(at: usize) -> model::Page {
/// #     let html = format!("<p>Report {at} on the river says that the water rose by {at} metres in the last week, \
/// #         and that the people of {at} houses on its banks have left them until the water falls again.</p>\
/// #         <p>Our reporters bring you the news of the river every morning.</p>");
/// #     model::Page { id: model::DocId::of_bytes(html.as_bytes()), path: "p".into(), bytes: html.into_bytes(),
/// #         kind: model::PageKind::Html, charset: None,
/// #         given: model::Given { url: Some(format!("https://lok.example/{at}")), ..model::Given::default() } }
/// # }
/// let pages: Vec<model::Page> = (0..5).map(page).collect();
/// let mut memory = extract::OutletMemory::default();
/// pages.iter().for_each(|page| memory.see(page, lang::Packs::embedded()));
/// let article = extract::extract_with(&pages[0], lang::Packs::embedded(), Some(&memory)).unwrap();
/// assert!(!article.text.contains("Our reporters"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct OutletMemory {
    outlets: BTreeMap<String, Outlet>,
}

/// What was learned of one outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Outlet {
    pages: BTreeMap<u64, Seen>,
    /// On how many of the pages each line stands.
    counts: FxHashMap<u32, u32>,
}

/// What is kept of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// The hashes of its lines, sorted, each once.
    lines: Vec<u32>,
    /// The element that held the body.
    place: Option<Place>,
}

/// The form in which a memory is written: counts are drawn up again when it is read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Kept {
    format: String,
    outlets: BTreeMap<String, BTreeMap<u64, Seen>>,
}

/// The name and version of the form.
const FORMAT: &str = "outlet-memory/1";

impl From<Kept> for OutletMemory {
    fn from(kept: Kept) -> Self {
        let mut memory = Self::default();
        for (host, pages) in kept.outlets {
            let outlet = memory.outlets.entry(host).or_default();
            for (key, mut seen) in pages {
                seen.lines.sort_unstable();
                seen.lines.dedup();
                outlet.add(key, seen);
            }
        }
        memory
    }
}

impl From<OutletMemory> for Kept {
    fn from(memory: OutletMemory) -> Self {
        let outlets = memory.outlets.into_iter().map(|(host, outlet)| (host, outlet.pages)).collect();
        Self { format: FORMAT.to_owned(), outlets }
    }
}

impl Outlet {
    fn add(&mut self, key: u64, seen: Seen) {
        self.remove(key);
        for line in &seen.lines {
            *self.counts.entry(*line).or_default() += 1;
        }
        self.pages.insert(key, seen);
        while self.pages.len() > MOST_PAGES
            && let Some(last) = self.pages.last_key_value().map(|(key, _)| *key)
        {
            self.remove(last);
        }
    }

    fn remove(&mut self, key: u64) {
        for line in self.pages.remove(&key).map(|seen| seen.lines).unwrap_or_default() {
            if let Some(count) = self.counts.get_mut(&line) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&line);
                }
            }
        }
    }
}

impl OutletMemory {
    /// Adds what one page of an outlet shows: its lines, and the element that its body stands in.
    /// The same page again takes its own place.
    pub(crate) fn add(&mut self, url: &str, lines: impl Iterator<Item = (u32, u32)>, place: Option<Place>) {
        let Some(host) = host(url) else { return };
        let lines: BTreeSet<u32> =
            lines.filter(|(weight, _)| (SHORTEST..=LONGEST).contains(weight)).map(|(_, hash)| hash).collect();
        // Of a page of very many lines those with the lowest hashes are a sample.
        let seen = Seen { lines: lines.into_iter().take(MOST_LINES).collect(), place };
        self.outlets.entry(host).or_default().add(key(url), seen);
    }

    /// Adds what another memory holds.
    pub fn join(&mut self, other: Self) {
        for (host, outlet) in other.outlets {
            let mine = self.outlets.entry(host).or_default();
            outlet.pages.into_iter().for_each(|(key, seen)| mine.add(key, seen));
        }
    }

    /// Returns of how many pages something is kept.
    pub fn pages(&self) -> usize {
        self.outlets.values().map(|outlet| outlet.pages.len()).sum()
    }

    /// Adds what one page shows; a page without an address is of no outlet. The same page again takes its own place.
    pub fn see(&mut self, page: &Page, packs: &Packs) {
        crate::article::remember(page, packs, self);
    }

    /// Returns what is known of the outlet of a page at this address.
    pub(crate) fn of(&self, url: &str) -> Option<Known<'_>> {
        let outlet = self.outlets.get(&host(url)?)?;
        Some(Known { outlet, own: outlet.pages.get(&key(url)), key: key(url) })
    }
}

/// What is known of the outlet of a page, the page itself left out.
#[derive(Clone, Copy)]
pub(crate) struct Known<'m> {
    outlet: &'m Outlet,
    own: Option<&'m Seen>,
    key: u64,
}

impl Known<'_> {
    /// Sets aside what a draft keeps of the outlet's own: lines that stand on other pages, and what stands outside of
    /// the element that holds the body on those.
    pub(crate) fn clear(&self, tree: Option<&Tree<'_>>, draft: &mut Draft) {
        let body = tree.zip(self.place()).and_then(|(tree, place)| place::find(tree, draft, place));
        let outside = |source: (u32, u32)| body.is_some_and(|(from, to)| source.1 <= from || source.0 >= to);
        let share = |goes: &dyn Fn(&draft::Kept) -> bool| -> (u32, u32) {
            draft.blocks.iter().fold((0, 0), |(gone, all), block| {
                let weight = weigh(&block.text);
                (gone + if goes(block) { weight } else { 0 }, all + weight)
            })
        };
        // Where much stands outside, this page is built in another way than the others.
        let (far, all) = share(&|block| outside(block.source));
        let is_built_alike = far * OUTSIDE < all;
        let goes =
            |block: &draft::Kept| self.is_common(&block.text) || is_built_alike && outside(block.source);
        let (gone, _) = share(&goes);
        let goes: Vec<bool> = draft.blocks.iter().map(goes).collect();
        // An article that stands at several addresses is not the outlet's furniture.
        if gone * 2 > all {
            return;
        }
        let ends = goes.last() == Some(&true);
        let mut kept = Vec::with_capacity(draft.blocks.len());
        for (block, goes) in std::mem::take(&mut draft.blocks).into_iter().zip(goes) {
            if goes {
                let source = Some([block.source.0, block.source.1]);
                draft.furniture.push(Furniture { kind: FurnitureKind::Other, text: block.text, source });
            } else {
                kept.push(block);
            }
        }
        // A heading that heads nothing any more is none of the article's.
        if ends && let Some(last) = kept.pop_if(|block| block.kind == BlockKind::Heading) {
            let source = Some([last.source.0, last.source.1]);
            draft.furniture.push(Furniture { kind: FurnitureKind::Other, text: last.text, source });
        }
        draft.blocks = kept;
        draft.furniture.sort_by_key(|line| line.source);
    }

    /// Tells whether a line stands on other pages of the outlet, so that it is none of this article.
    fn is_common(&self, text: &str) -> bool {
        if !(SHORTEST..=LONGEST).contains(&weigh(text)) {
            return false;
        }
        let hash = line(text);
        let count = self.outlet.counts.get(&hash).copied().unwrap_or(0) as usize;
        let own = self.own.is_some_and(|own| own.lines.binary_search(&hash).is_ok());
        count >= COMMON + usize::from(own)
    }

    /// Returns the element that held the body on most other pages.
    fn place(&self) -> Option<Place> {
        let mut places: BTreeMap<Place, usize> = BTreeMap::new();
        let others = self.outlet.pages.iter().filter(|(key, _)| **key != self.key);
        let mut all = 0;
        for place in others.map(|(_, seen)| seen.place) {
            all += 1;
            if let Some(place) = place {
                *places.entry(place).or_default() += 1;
            }
        }
        let (place, count) = places.into_iter().max_by_key(|(place, count)| (*count, *place))?;
        (count >= COMMON && count * 3 >= all * 2).then_some(place)
    }
}

/// Returns what stands for a line: case, spaces and marks make no difference.
pub(crate) fn line(text: &str) -> u32 {
    hash(squeeze(text).as_bytes()) as u32
}

/// Returns what stands for a page: its address without what points into it.
fn key(url: &str) -> u64 {
    hash(url.split('#').next().unwrap_or(url).as_bytes())
}

/// Returns a hash that is the same in every run and on every machine (FNV-1a, mixed at the end).
fn hash(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash ^ (hash >> 32)
}
