//! Reading pages: everything outside becomes a [`model::Page`], or a [`model::SetAside`] that says why not.
//!
//! [`read`] takes files, folders, standard input and manifests and gives pages one at a time, in the order of
//! the input; a folder is read in the order of its paths.
//! What a file is, is told from its bytes first and from its name second ([`sniff`]).
//! Memory is bounded by [`Limits`], never by the input: a page larger than the limit is not held, a packed file is
//! unpacked only as far as the limit, records and feed items are handed on one by one.
//!
//! This crate does not decode the text of pages (it cannot see what a page's markup says of its character set),
//! does not look for articles, and drops nothing silently except hidden files inside a folder.

mod date;
mod feed;
mod file;
mod folder;
mod input;
mod kind;
mod records;
mod stream;

pub use input::{Input, Limits, estimate, read};
pub use kind::{Kind, sniff};

/// What comes of one input: a page, or why there is none.
pub type Outcome = Result<model::Page, model::SetAside>;

/// The outcomes of one input, in order.
type Outcomes = Box<dyn Iterator<Item = Outcome> + Send>;

/// Returns the outcomes of an input that has just one.
fn one(outcome: Outcome) -> Outcomes {
    Box::new(std::iter::once(outcome))
}

#[cfg(test)]
mod tests;
