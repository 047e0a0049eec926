//! The article's parts as the reading of a page finds them, before metadata joins them.

use crate::passage::Passage;
use model::{Block, BlockKind, Furniture, FurnitureKind, Span};

/// What the reading of a page gives: what is kept, what is set aside, and the lines that tell of the page itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// The blocks of the body, in order.
    pub(crate) blocks: Vec<Kept>,
    /// What was set aside.
    pub(crate) furniture: Vec<Furniture>,
    /// The headline, where it was found among the lines.
    pub(crate) title: Option<String>,
    /// The line under the headline.
    pub(crate) subtitle: Option<String>,
    /// The section, where it was found among the lines.
    pub(crate) section: Option<String>,
    /// The lines around the headline and below the body that may name the makers and the dates.
    pub(crate) credits: Vec<CreditLine>,
    /// Lines further off, which may give a date where nothing nearer does.
    pub(crate) far_lines: Vec<String>,
    /// Persons named in boxes about the author.
    pub(crate) box_names: Vec<String>,
    /// Tags found among the lines.
    pub(crate) tags: Vec<String>,
    /// Notices of rights.
    pub(crate) rights: Vec<String>,
}

/// A line that may name the makers or the dates of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CreditLine {
    /// What it says.
    pub(crate) text: String,
    /// Whether markup or a rule says that it is a byline.
    pub(crate) is_byline: bool,
}

/// A block that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// What it says.
    pub(crate) text: String,
    /// Where it stood.
    pub(crate) source: (u32, u32),
    /// How much text it is, in letters.
    pub(crate) weight: u32,
}

impl Draft {
    /// Sets a passage aside.
    pub(crate) fn set_aside(&mut self, kind: FurnitureKind, passage: &Passage) {
        let text = passage.text.trim().to_owned();
        if !text.is_empty() {
            let source = Some([passage.source.0, passage.source.1]);
            self.furniture.push(Furniture { kind, text, source });
        }
    }

    /// Keeps a passage as a block.
    pub(crate) fn keep(&mut self, kind: BlockKind, passage: &Passage) {
        let text = passage.text.trim();
        if !text.is_empty() {
            let (source, weight) = (passage.source, passage.weight);
            self.blocks.push(Kept { kind, text: text.to_owned(), source, weight });
        }
    }

    /// Returns the text and its blocks: joined by line breaks, which stand in no block.
    pub(crate) fn joined(&self) -> (String, Vec<Block>) {
        let mut text = String::with_capacity(self.blocks.iter().map(|block| block.text.len() + 1).sum());
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(&block.text);
            let span = Span::new(start, text.len());
            blocks.push(Block { kind: block.kind, span, source: Some([block.source.0, block.source.1]) });
        }
        (text, blocks)
    }
}
