//! What a person sees of a record.
//!
//! [`sheet()`] chooses and words what is shown, part by part ([`parts`]); [`terminal`], [`markdown`] and [`html`]
//! print the same sheet, so that the three never differ in what they say.
//! The words come from `labels.tsv`. Sentences are those of the pages; nothing is written here but labels.

mod canvas;
pub(crate) mod document;
pub(crate) mod html;
mod labels;
pub(crate) mod markdown;
mod marks;
mod parts;
mod sheet;
pub(crate) mod terminal;
mod words;

pub(crate) use canvas::Canvas;
pub(crate) use labels::Labels;
pub(crate) use sheet::sheet;
pub(crate) use words::Texts;

#[cfg(test)]
mod tests;
