//! The tables: which columns they have, and the rows of a source.
//!
//! A table is a list of lines, each a column and how its cell is made, so that the two cannot drift apart.

mod article;
mod claim;
mod document;
mod event;
mod statement;
mod story;
mod support;

use crate::cell::{Cell, Column};
use crate::passages::Passages;
use crate::{Error, Result, Source, What};
pub(crate) use article::Told;
use model::Document;

/// Makes `columns()` and `cells(row)` of a table from one list.
macro_rules! table {
    ($row:ty, $about_row:literal; $($name:literal $kind:ident $about:literal |$value:pat_param| $cell:expr;)*) => {
        #[doc = concat!("Returns the columns that tell of ", $about_row, ".")]
        pub(super) fn columns() -> Vec<$crate::cell::Column> {
            vec![$($crate::cell::Column {
                name: $name,
                kind: $crate::cell::Kind::$kind,
                about: $about,
            }),*]
        }

        #[doc = concat!("Returns the cells that tell of ", $about_row, ".")]
        pub(super) fn cells<'r>(row: &'r $row) -> Vec<$crate::cell::Cell<'r>> {
            vec![$({
                let $value = row;
                $crate::cell::Cell::from($cell)
            }),*]
        }
    };
}
use table;

/// Returns the columns of a table, in order; those of event mentions are GDELT's and not here.
pub fn columns(what: What) -> Vec<Column> {
    let (own, article): (Vec<Column>, Vec<Column>) = match what {
        What::Documents => (Vec::new(), document::columns()),
        What::Statements => (statement::columns(), article::columns()),
        What::Events => (event::columns(), article::columns()),
        What::Claims => (claim::columns(), article::columns()),
        What::Supports => (support::columns(), article::columns()),
        What::Stories => (Vec::new(), story::columns()),
        What::EventMentions => return Vec::new(),
    };
    joined(own, article)
}

/// Hands on the rows of a table.
pub(crate) fn rows(
    what: What,
    source: &dyn Source,
    row: &mut dyn FnMut(&[Cell<'_>]) -> Result<()>,
) -> Result<()> {
    match what {
        What::Documents => documents(source, &mut |told| row(&document::cells(told))),
        What::Statements => documents(source, &mut |told| {
            let mut all = told.document.facts().statements.iter();
            all.try_for_each(|of| {
                let own = statement::Row { document: told.document, statement: of };
                row(&joined(statement::cells(&own), article::cells(&told.line)))
            })
        }),
        What::Events => documents(source, &mut |told| {
            let mut all = told.document.facts().events.iter();
            all.try_for_each(|of| {
                let own = event::Row::of(told.document, of);
                row(&joined(event::cells(&own), article::cells(&told.line)))
            })
        }),
        What::Claims => threads(source, &mut |passages| {
            passages.thread.claims.iter().try_for_each(|of| {
                let line = passages.line(of.evidence0.article());
                row(&joined(claim::cells(&claim::Row { passages, claim: of }), article::cells(&line)))
            })
        }),
        What::Supports => threads(source, &mut |passages| {
            passages.thread.claims.iter().try_for_each(|claim| {
                claim.supports.iter().enumerate().try_for_each(|(at, of)| {
                    let line = passages.line(of.evidence.article());
                    let own = support::Row { passages, claim, support: of, number: at + 1 };
                    row(&joined(support::cells(&own), article::cells(&line)))
                })
            })
        }),
        What::Stories => threads(source, &mut |passages| {
            passages
                .thread
                .stories
                .iter()
                .try_for_each(|of| row(&story::cells(&story::Row::of(passages, of))))
        }),
        What::EventMentions => Ok(()),
    }
}

/// A document and what its rows say of where it belongs.
pub(crate) struct Placed<'a> {
    pub(crate) document: &'a Document,
    pub(crate) line: Told<'a>,
    pub(crate) copy_group: Option<&'a str>,
}

/// Goes through the documents of a source, each with where it belongs.
pub(crate) fn documents(source: &dyn Source, each: &mut dyn FnMut(&Placed<'_>) -> Result<()>) -> Result<()> {
    for document in source.documents() {
        let document = document.map_err(Error::Source)?;
        let group = source.group(&document.article().id).map_err(Error::Source)?;
        let line = Told::of_article(document.article(), group.as_ref());
        let copy_group = group.as_ref().and_then(|group| Some(group.copy_group.as_ref()?.as_str()));
        each(&Placed { document: &document, line, copy_group })?;
    }
    Ok(())
}

/// Goes through the threads of a source, each with the passages that its record cites.
pub(crate) fn threads(source: &dyn Source, each: &mut dyn FnMut(&Passages<'_>) -> Result<()>) -> Result<()> {
    for thread in source.threads() {
        let thread = thread.map_err(Error::Source)?;
        each(&Passages::of(&thread, source)?)?;
    }
    Ok(())
}

/// Puts what tells of the article behind the key of a table.
fn joined<T>(mut own: Vec<T>, article: Vec<T>) -> Vec<T> {
    let at = own.len().min(1);
    own.splice(at..at, article);
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_has_a_fitting_cell_for_each_column() {
        let source = testing::held();
        for what in What::Stories.formats().next().into_iter().flat_map(|format| format.carries()) {
            let columns = columns(*what);
            let names: BTreeSet<&str> = columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), columns.len(), "{what}: a name stands twice");
            let mut count = 0;
            rows(*what, &source, &mut |cells| {
                count += 1;
                assert_eq!(cells.len(), columns.len(), "{what}");
                for (cell, column) in cells.iter().zip(&columns) {
                    assert!(cell.fits(column.kind), "{what}: {} holds {cell:?}", column.name);
                }
                Ok(())
            })
            .unwrap();
            assert!(count > 0, "{what}");
        }
    }
}
