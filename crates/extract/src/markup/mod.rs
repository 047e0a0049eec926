//! Markup: from the text of a page to a flat array of nodes with their places in the text.
//!
//! This is a reader for news pages, not a browser: it keeps byte ranges, closes what authors leave open, never
//! recurses, and takes time linear in the page. It does not build what a browser would show in every odd case.

mod attributes;
mod tag;
mod tokens;
mod tree;

pub(crate) use attributes::attributes;
pub(crate) use tag::{TAGS, Tag};
pub(crate) use tokens::{Token, Tokenizer};
pub(crate) use tree::{NONE, Tree, push_collapsed, unescape};
