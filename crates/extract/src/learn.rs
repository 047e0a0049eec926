//! What the trainer of the learned judgement looks at; no part of reading pages.
//!
//! The example `train` reads pages with gold through this module, so that what is learned and what is read later are
//! seen by the same code.

pub use crate::blocks::{Model, NameScores, SmallTree, Table, Trees, both};

use crate::article::extract_by as by;
use crate::blocks::{View, second, tag_word, words_of};
use crate::markup::{NONE, Tag};
use lang::Packs;
use model::{Article, Page, SetAside};
use std::collections::BTreeSet;

/// A page as the judgement sees it.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    /// The text of each passage.
    pub texts: Vec<String>,
    /// The hashes of the words in the names of the elements around each passage.
    pub names: Vec<Vec<u32>>,
    /// What the rules alone keep.
    pub kept: Vec<bool>,
    /// What is seen of the passages, and with the chances of a first look, what these say.
    pub table: Table<'static>,
}

/// The names of so many elements around a passage are counted.
const LEVELS: usize = 30;

/// Looks at a page; `first` gives the chances of the first look where the second is wanted.
pub fn look(page: &Page, packs: &Packs, names: &NameScores, first: Option<&[f32]>) -> Looked {
    let mut looked = Looked::default();
    let _ = by(page, packs, None, &mut |view: &View<'_>| {
        let passages = view.scene.passages;
        looked.texts = passages.iter().map(|passage| passage.text.clone()).collect();
        looked.kept = view.kept.to_vec();
        looked.names = (0..passages.len()).map(|at| names_around(view, at)).collect();
        looked.table = view.seen(names, None);
        if let Some(first) = first {
            let all: Vec<u32> = (0..passages.len() as u32).collect();
            second(passages, view.markup.map(|(tree, ..)| tree), first, &all, &mut looked.table);
        }
        None
    });
    looked
}

/// Extracts the article by a model that is not the shipped one.
pub fn extract_by(page: &Page, packs: &Packs, model: &Model) -> Result<Article, SetAside> {
    by(page, packs, None, &mut |view: &View<'_>| model.chances(view))
}

/// Extracts the article by chances that were found before, one for each passage.
pub fn extract_with(page: &Page, packs: &Packs, chances: &[f32]) -> Result<Article, SetAside> {
    by(page, packs, None, &mut |_: &View<'_>| Some(chances.to_vec()))
}

fn names_around(view: &View<'_>, at: usize) -> Vec<u32> {
    let Some((tree, cut, _)) = view.markup else { return Vec::new() };
    let mut found = BTreeSet::new();
    let mut node = view.scene.passages[at].node;
    for _ in 0..LEVELS {
        if node == NONE {
            break;
        }
        let tag = tree.nodes[node as usize].tag;
        if tag != Tag::Root {
            found.insert(tag_word(tag));
        }
        for name in cut.marks[node as usize].names.into_iter().flatten() {
            words_of(cut.names[name as usize], |word| {
                found.insert(word);
            });
        }
        node = tree.nodes[node as usize].parent;
    }
    found.into_iter().collect()
}
