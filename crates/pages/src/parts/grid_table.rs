//! The matrix as an HTML table: sticky first column, one claim a card on a phone.

use super::badge::Badge;
use super::figures;
use super::grid::{Cell, Column, Grid, Row, Sort, Standpoint};
use crate::source::Source;
use crate::{Quoted, address};
use askama::Template;

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/grid.html")]
pub struct GridTable {
    caption: String,
    claim: &'static str,
    others: Option<&'static str>,
    columns: Vec<HeadCell>,
    groups: Vec<Group>,
}

impl askama::filters::HtmlSafe for GridTable {}

#[derive(Clone, Debug, PartialEq, Eq)]
struct HeadCell {
    name: crate::Named,
    about: Vec<String>,
    alone: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    head: Option<String>,
    badge: Option<Badge>,
    rows: Vec<RowView>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct RowView {
    href: String,
    sentence: Quoted,
    badge: Option<Badge>,
    topic: crate::Mixed,
    course: String,
    cells: Vec<Vec<CellView>>,
    others: Vec<(crate::Named, CellView)>,
    others_more: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct CellView {
    name: &'static str,
    sign: &'static str,
    word: String,
    count: Option<String>,
    href: String,
    quote: Quoted,
}

/// So many letters of a claim's sentence are shown.
const SENTENCE: usize = 150;
/// So many of the columns that are not shown are named in a row.
const OTHERS: usize = 2;
/// So many letters of a cell's sentence are shown.
const QUOTE: usize = 70;

impl GridTable {
    /// Shows a matrix whose rows are sorted so.
    pub fn of(grid: &Grid<'_>, sort: Sort, caption: String, source: &Source<'_>) -> Self {
        let look = source.look;
        let mut groups: Vec<Group> = Vec::new();
        for row in &grid.rows {
            let view = row_view(row, grid.columns.len(), sort, source);
            let (head, badge) = match sort {
                Sort::Support => (None, Some(Badge::of(row.claim.support, look))),
                Sort::Date => {
                    let none = || look.word("date.none").to_owned();
                    (Some(row.date.map_or_else(none, |date| look.month_head(date))), None)
                }
                Sort::Weight => (None, None),
            };
            match groups.last_mut() {
                Some(group) if group.head == head && group.badge == badge => group.rows.push(view),
                _ => groups.push(Group { head, badge, rows: vec![view] }),
            }
        }
        let columns = grid.columns.iter().map(|column| head_cell(column, source)).collect();
        let others = grid.rows.iter().any(|row| !row.others.is_empty());
        Self {
            caption,
            claim: look.find("matrix.claim").unwrap_or_default(),
            others: others.then(|| look.find("matrix.others").unwrap_or_default()),
            columns,
            groups,
        }
    }

    fn width(&self) -> usize {
        self.columns.len() + 1 + usize::from(self.others.is_some())
    }
}

fn head_cell(column: &Column, source: &Source<'_>) -> HeadCell {
    let look = source.look;
    let side = column.side.as_ref().map(|side| look.fill("origin.side", &[side.text()]));
    HeadCell {
        name: column.name.clone(),
        about: column.kind.clone().into_iter().chain(side).collect(),
        alone: (column.alone > 0).then(|| look.count(column.alone, "matrix.alone")),
    }
}

fn row_view(row: &Row<'_>, columns: usize, sort: Sort, source: &Source<'_>) -> RowView {
    let look = source.look;
    let shown = row.others.iter().take(OTHERS);
    RowView {
        others: shown.map(|(name, cell)| (name.clone(), cell_view(cell, row, source))).collect(),
        others_more: look.more(row.others.len(), OTHERS),
        href: address::claim(&row.claim.id),
        sentence: source.sentence(row.claim).cut(SENTENCE),
        badge: (sort != Sort::Support).then(|| Badge::of(row.claim.support, look)),
        topic: figures::topic(row.claim, source),
        course: figures::course(row.claim, source),
        cells: (0..columns)
            .map(|at| {
                row.cells.get(&at).into_iter().flatten().map(|cell| cell_view(cell, row, source)).collect()
            })
            .collect(),
    }
}

fn cell_view(cell: &Cell<'_>, row: &Row<'_>, source: &Source<'_>) -> CellView {
    let look = source.look;
    CellView {
        name: cell.standpoint.name(),
        sign: cell.standpoint.sign(),
        word: look.word(&format!("stance.{}", cell.standpoint.name())).to_owned(),
        count: (cell.count > 1).then(|| look.number(cell.count)),
        href: address::evidence(cell.evidence),
        // The row's own sentence need not be said again, and who left it out said something else.
        quote: match cell.standpoint {
            Standpoint::Silent => Quoted::default(),
            _ if *cell.evidence == row.claim.evidence0 => Quoted::default(),
            _ => source.quote(cell.evidence).cut(QUOTE),
        },
    }
}
