//! From a page to its article: the text without furniture, and what the page says of itself.
//!
//! Pure: a page and the language packs go in, an article or a reason for setting the page aside comes out.
//! Nothing of a page is dropped silently: what is not the article's text stands in its furniture, with its kind
//! and its place in the page.
//!
//! The way of a page: [`charset`] makes text of bytes, [`markup`] a flat array of nodes, [`passage`] cuts it into
//! passages, [`content`] finds the element that holds the article, [`furniture`] asks one rule after another about
//! each passage, [`blocks`] weighs what they leave open, [`html`] or [`crawl`] decide, [`meta`] reads what the page
//! says of itself, [`mod@article`] joins it all, [`verdict`] says what the page is.
//! [`memory`] learns what the pages of an outlet have in common, for those who pass it in.

mod article;
mod blocks;
mod charset;
mod content;
mod copies;
mod crawl;
mod draft;
mod furniture;
mod html;
#[doc(hidden)]
pub mod learn;
mod marks;
mod markup;
mod memory;
mod meta;
mod passage;
pub mod score;
mod squeeze;
mod verdict;
mod visible;

pub use article::{evidence, extract, extract_with};
pub use memory::OutletMemory;
pub use verdict::Evidence;
pub use visible::visible_text;
