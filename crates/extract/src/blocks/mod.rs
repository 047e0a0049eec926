//! What is learned about passages: for each one, the chance that it belongs to the article.
//!
//! Rules know what their words say; how far weight, place, names and neighbours speak for a passage is learned from
//! pages with gold (see the example `train`). The first look goes by what is seen on the page, the second by
//! what the first found around a passage. Nothing here knows a language: no feature assumes spaces or capitals.

mod around;
mod evidence;
mod judge;
mod lines;
mod look;
mod names;
mod place;
mod second;
mod table;
mod trees;

pub(crate) use judge::keeps;
pub use judge::{Model, both};
pub use names::NameScores;
use table::Bounds;
pub use table::Table;
pub use trees::{Tree as SmallTree, Trees};

pub(crate) use names::{tag_word, words_of};
pub(crate) use second::second;

use crate::furniture::Scene;
use crate::markup::Tree;
use crate::passage::Cut;
use ::model::FurnitureKind;

/// What is looked at: the passages as the rules left them, and their place in the markup where there is any.
pub(crate) struct View<'a> {
    /// The passages and what the rules say of them.
    pub(crate) scene: &'a Scene<'a>,
    /// What the rules alone keep.
    pub(crate) kept: &'a [bool],
    /// What the place on the page made of a passage before the rules were asked.
    pub(crate) hinted: &'a [Option<FurnitureKind>],
    /// The page's markup, and what stands inside the element that its prose chose.
    pub(crate) markup: Option<(&'a Tree<'a>, &'a Cut<'a>, &'a [bool])>,
    /// The article's text as JSON-LD gives it.
    pub(crate) linked_body: Option<&'a str>,
}

impl View<'_> {
    /// Returns what the first look sees: as ranks among these bounds, or as it is.
    pub(crate) fn seen<'b>(&self, names: &NameScores, bounds: Option<&'b Bounds>) -> Table<'b> {
        let mut table = Table::new(self.scene.passages.len(), bounds);
        if table.rows() == 0 {
            return table;
        }
        look::look(self.scene, &mut table);
        around::around(self.scene, self.kept, self.hinted, &mut table);
        if let Some((tree, cut, inside)) = self.markup {
            place::place(tree, cut, self.scene, self.kept, inside, names, &mut table);
            evidence::linked(self.scene.passages, self.linked_body, &mut table);
        } else {
            lines::lines(self.scene, self.kept, &mut table);
        }
        table
    }
}
