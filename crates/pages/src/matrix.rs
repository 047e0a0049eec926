//! A thread's matrix: every claim as a row, and what each origin, outlet or language does to it.

use crate::layout::{Frame, render};
use crate::parts::grid::{Columns, Grid, Sort};
use crate::parts::grid_table::GridTable;
use crate::parts::pager::{Pager, asked};
use crate::source::{Source, Texts};
use crate::{Look, Names, Place, Quoted, address};
use askama::Template;
use model::ThreadRecord;

/// The matrix of one thread; its address says what the columns are (`columns`), how rows are sorted (`sort`), which
/// page of them is shown (`page`), and whether columns are left out (`all`).
#[derive(Clone, Copy)]
pub struct MatrixView<'a> {
    /// The thread's record.
    pub record: &'a ThreadRecord,
    /// The texts that it cites.
    pub texts: &'a dyn Texts,
    /// The names of who and what it names.
    pub names: &'a Names,
}

/// So many rows stand on a page.
const ROWS: usize = 20;
/// So many columns are shown at first.
const COLUMNS: usize = 7;
/// So many columns are shown when all are wanted; the exports hold every one.
const MOST_COLUMNS: usize = 40;

/// A choice between views of the same: its links in order, the one that is shown marked.
struct Choice {
    label: &'static str,
    links: Vec<(String, &'static str, bool)>,
}

#[derive(Template)]
#[template(path = "matrix.html")]
struct MatrixPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    title: Quoted,
    thread_href: String,
    choices: Vec<Choice>,
    table: Option<GridTable>,
    stances: Vec<(&'static str, &'static str, &'static str)>,
    pager: Option<Pager>,
    columns_more: Option<(String, String)>,
    csv_href: String,
    xlsx_href: String,
}

/// Returns the page of a thread's matrix.
pub fn matrix(view: &MatrixView<'_>, look: &Look) -> String {
    let source = Source::of(view.record, view.texts, view.names, look);
    let (columns, sort) = (Columns::of(look.address.get("columns")), Sort::of(look.address.get("sort")));
    let grid = Grid::of(&source, columns, sort);
    let (number, pages) = asked(look, grid.rows.len(), ROWS);
    let all = look.address.get("all").is_some();
    let held = grid.columns.len();
    let grid = grid.top(if all { MOST_COLUMNS } else { COLUMNS }, (number - 1) * ROWS..number * ROWS);
    let shown = grid.columns.len();
    let title = crate::thread::title(&source);
    let thread_href = address::thread(&view.record.id);
    let export = |ending: &str| {
        let mut address = crate::Address::of(&format!("{thread_href}/matrix.{ending}"));
        for key in ["columns", "sort"] {
            if let Some(value) = look.address.get(key) {
                address = address.with(key, value);
            }
        }
        address.to_string()
    };
    let caption = look.fill(
        "matrix.caption",
        &[
            &look.number(grid.rows.len()),
            &look.number(view.record.claims.len()),
            &look.number(shown),
            &look.number(held),
        ],
    );
    render(&MatrixPage {
        frame: Frame::of(look, Place::Elsewhere, &format!("{}: {}", look.word("matrix.head"), title.text())),
        look,
        title,
        choices: vec![
            choice("matrix.columns", "columns", Columns::ALL.map(Columns::name), columns.name(), look),
            choice("matrix.sort", "sort", Sort::ALL.map(Sort::name), sort.name(), look),
        ],
        table: (!grid.rows.is_empty()).then(|| GridTable::of(&grid, sort, caption, &source)),
        stances: stances(look),
        pager: Pager::of(number, pages, look),
        columns_more: (shown < held && !all).then(|| {
            let words = look.fill("matrix.all-columns", &[&look.number(held)]);
            (look.address.with("all", "1").to_string(), words)
        }),
        csv_href: export("csv"),
        xlsx_href: export("xlsx"),
        thread_href,
    })
}

/// Words the matrix as a table of text, a head row first, for a spreadsheet: every row and every column.
pub fn matrix_rows(view: &MatrixView<'_>, look: &Look) -> Vec<Vec<String>> {
    let source = Source::of(view.record, view.texts, view.names, look);
    let (columns, sort) = (Columns::of(look.address.get("columns")), Sort::of(look.address.get("sort")));
    crate::parts::grid::matrix_rows(&source, columns, sort)
}

fn choice(label: &str, key: &str, names: [&'static str; 3], chosen: &str, look: &Look) -> Choice {
    let link = |(at, name): (usize, &'static str)| {
        let plain = look.address.without(key).without("page");
        // What is shown by default needs no word in the address.
        let address = if at == 0 { plain } else { plain.with(key, name) };
        (address.to_string(), look.find(&format!("{label}.{name}")).unwrap_or(name), name == chosen)
    };
    Choice {
        label: look.find(label).unwrap_or_default(),
        links: names.into_iter().enumerate().map(link).collect(),
    }
}

/// Returns the signs of the stances with their words, as a key to the table.
fn stances(look: &Look) -> Vec<(&'static str, &'static str, &'static str)> {
    use crate::parts::grid::Standpoint;
    let all = [
        Standpoint::Asserts,
        Standpoint::Denies,
        Standpoint::Presupposes,
        Standpoint::SaysNotReported,
        Standpoint::SaidSilent,
        Standpoint::Silent,
    ];
    let told = |stance: Standpoint| {
        let about = look.find(&format!("stance.{}.about", stance.name())).unwrap_or_default();
        (stance.name(), stance.sign(), about)
    };
    all.map(told).to_vec()
}
