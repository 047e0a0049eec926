//! Workbooks for spreadsheet programs: one sheet a table, with types, a header that stays, and a filter.
//!
//! A cell holds 32,767 characters at most ([limits](https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3)).
//! A longer text goes on in the sheet `continued`, and the cell says where; nothing is cut. A table with more rows
//! than a sheet holds goes on in a second sheet. The sheet `about` tells what each column means.
//! Rows wait in temporary files, so that memory does not grow with the export.

use crate::cell::{Cell, Column, Kind};
use crate::{Counts, Error, Format, Result, Source, What, tables};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::io::Write;
use unicode_segmentation::UnicodeSegmentation;

/// So many rows fit into a sheet, the header included.
const SHEET_ROWS: u32 = 1_048_576;
/// So many UTF-16 units fit into a cell.
const CELL_UNITS: usize = 32_767;
/// So many of them are kept for the note that tells where a text goes on.
const NOTE_UNITS: usize = 67;

/// Writes a table.
pub(crate) fn write(what: What, source: &dyn Source, out: &mut (dyn Write + Send)) -> Result<Counts> {
    write_parts(what, source, out, SHEET_ROWS, CELL_UNITS)
}

fn write_parts(
    what: What,
    source: &dyn Source,
    out: &mut (dyn Write + Send),
    sheet_rows: u32,
    cell_units: usize,
) -> Result<Counts> {
    let columns = tables::columns(what);
    let mut book = Book::new(what, &columns, sheet_rows, cell_units).map_err(refused)?;
    let mut counts = Counts::default();
    tables::rows(what, source, &mut |cells| {
        counts.wrote();
        book.row(cells).map_err(refused)
    })?;
    book.close(out).map_err(refused)?;
    Ok(counts)
}

/// Writes rows of words, a head row first; a text longer than a cell holds ends in `…`.
pub(crate) fn write_words(name: &str, rows: &[Vec<String>], out: &mut (dyn Write + Send)) -> Result<()> {
    let write = || -> std::result::Result<Workbook, XlsxError> {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title(name).set_creation_datetime(&made));
        let bold = rust_xlsxwriter::Format::new().set_bold();
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 1)?;
        for (at, row) in rows.iter().enumerate().take(SHEET_ROWS as usize) {
            for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let (at, column) = (at as u32, column as u16);
                match parts(text, CELL_UNITS - 1).as_slice() {
                    [whole] if at == 0 => sheet.write_string_with_format(at, column, whole, &bold)?,
                    [whole] => sheet.write_string(at, column, whole)?,
                    [first, ..] => sheet.write_string(at, column, format!("{first}…"))?,
                    [] => continue,
                };
            }
        }
        Ok(workbook)
    };
    let mut workbook = write().map_err(refused)?;
    workbook.save_to_writer(out).map_err(refused)
}

fn refused(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) => Error::Write(error),
        error => Error::Format { format: Format::Xlsx, source: Box::new(error) },
    }
}

/// A workbook on its way.
struct Book<'a> {
    what: What,
    columns: &'a [Column],
    sheet_rows: u32,
    cell_units: usize,
    workbook: Workbook,
    formats: Formats,
    full: Vec<Worksheet>,
    sheet: Worksheet,
    row: u32,
    continued: Option<(Worksheet, u32)>,
}

struct Formats {
    head: rust_xlsxwriter::Format,
    day: rust_xlsxwriter::Format,
}

impl<'a> Book<'a> {
    fn new(
        what: What,
        columns: &'a [Column],
        sheet_rows: u32,
        cell_units: usize,
    ) -> std::result::Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed day: the same library gives the same bytes.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_title(what.name()).set_creation_datetime(&made));
        let formats = Formats {
            head: rust_xlsxwriter::Format::new().set_bold(),
            day: rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd"),
        };
        let sheet = sheet(&mut workbook, what.name(), columns, &formats)?;
        let full = Vec::new();
        Ok(Self {
            what,
            columns,
            sheet_rows,
            cell_units,
            workbook,
            formats,
            full,
            sheet,
            row: 1,
            continued: None,
        })
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> std::result::Result<(), XlsxError> {
        if self.row >= self.sheet_rows {
            let name = format!("{} {}", self.what, self.full.len() + 2);
            let next = sheet(&mut self.workbook, &name, self.columns, &self.formats)?;
            self.full.push(std::mem::replace(&mut self.sheet, next));
            self.row = 1;
        }
        for (at, cell) in cells.iter().enumerate() {
            let (row, column) = (self.row, at as u16);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => self.text(row, column, text)?,
                Cell::Words(words) => self.text(row, column, &words.join(" | "))?,
                Cell::Nested(value) => self.text(row, column, &value.to_string())?,
                Cell::Whole(number) => {
                    self.sheet.write_number(row, column, *number as f64)?;
                }
                Cell::Real(number) => {
                    self.sheet.write_number(row, column, *number)?;
                }
                Cell::Flag(flag) => {
                    self.sheet.write_boolean(row, column, *flag)?;
                }
                Cell::Day(day) => match date(*day) {
                    Some(date) => {
                        self.sheet.write_datetime_with_format(row, column, &date, &self.formats.day)?;
                    }
                    None => self.text(row, column, &day.to_string())?,
                },
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Writes a text, and what does not fit into its cell into the sheet `continued`.
    fn text(&mut self, row: u32, column: u16, text: &str) -> std::result::Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        // Each character has at least as many bytes as units, so this is quick for all but long texts.
        if text.len() <= self.cell_units || text.encode_utf16().count() <= self.cell_units {
            self.sheet.write_string(row, column, text)?;
            return Ok(());
        }
        let mut parts = parts(text, self.cell_units - NOTE_UNITS).into_iter();
        let first = parts.next().unwrap_or_default();
        let place = (row, column);
        let sheet_name = self.sheet.name();
        let (sheet, next) = match &mut self.continued {
            Some(continued) => continued,
            None => {
                let names = ["sheet", "row", "column", "part", "text"];
                let kinds = [Kind::Text, Kind::Whole, Kind::Text, Kind::Whole, Kind::Text];
                let columns = names.iter().zip(kinds).map(|(name, kind)| Column { name, kind, about: "" });
                let columns: Vec<Column> = columns.collect();
                let new = sheet(&mut self.workbook, "continued", &columns, &self.formats)?;
                self.continued.insert((new, 1))
            }
        };
        let note = format!("{first} … [goes on in sheet “continued”, row {}]", *next + 1);
        for (number, part) in parts.enumerate() {
            sheet.write_string(*next, 0, &sheet_name)?;
            sheet.write_number(*next, 1, f64::from(place.0) + 1.0)?;
            sheet.write_string(*next, 2, self.columns[usize::from(place.1)].name)?;
            sheet.write_number(*next, 3, number as f64 + 2.0)?;
            sheet.write_string(*next, 4, part)?;
            *next += 1;
        }
        self.sheet.write_string(row, column, note)?;
        Ok(())
    }

    fn close(mut self, out: &mut (dyn Write + Send)) -> std::result::Result<(), XlsxError> {
        let last = (self.columns.len().max(1) - 1) as u16;
        for sheet in &mut self.full {
            sheet.autofilter(0, 0, self.sheet_rows - 1, last)?;
        }
        self.sheet.autofilter(0, 0, self.row - 1, last)?;
        let about = self.about()?;
        let continued = self.continued.map(|(sheet, _)| sheet);
        for sheet in self.full.into_iter().chain([self.sheet]).chain(continued).chain([about]) {
            self.workbook.push_worksheet(sheet);
        }
        self.workbook.save_to_writer(out)
    }

    fn about(&mut self) -> std::result::Result<Worksheet, XlsxError> {
        let head = [
            Column { name: "column", kind: Kind::Text, about: "" },
            Column { name: "kind", kind: Kind::Text, about: "" },
            Column { name: "meaning", kind: Kind::Text, about: "" },
        ];
        let mut about = sheet(&mut self.workbook, "about", &head, &self.formats)?;
        for (at, column) in self.columns.iter().enumerate() {
            for (to, text) in [column.name, column.kind.name(), column.about].iter().enumerate() {
                about.write_string(at as u32 + 1, to as u16, *text)?;
            }
        }
        Ok(about)
    }
}

/// Starts a sheet with its header.
fn sheet(
    workbook: &mut Workbook,
    name: &str,
    columns: &[Column],
    formats: &Formats,
) -> std::result::Result<Worksheet, XlsxError> {
    let mut sheet = workbook.new_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in columns.iter().enumerate() {
        let width = match (column.kind, column.name) {
            (Kind::Text, "text" | "sentence" | "content" | "meaning") | (Kind::Nested, _) => 60.0,
            (Kind::Text, "title" | "headline") => 40.0,
            (Kind::Text | Kind::Words, _) => 22.0,
            (Kind::Whole | Kind::Real | Kind::Flag | Kind::Day, _) => 11.0,
        };
        sheet.set_column_width(at as u16, width)?;
    }
    for (at, column) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, column.name, &formats.head)?;
    }
    Ok(sheet)
}

/// Returns a day as spreadsheets count it; none before 1900, where they do not agree.
fn date(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year > 1900)?;
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()
}

/// Cuts a text into parts of at most so many UTF-16 units, between what readers see as characters.
fn parts(text: &str, units: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut part, mut held) = (String::new(), 0);
    let mut push = |piece: &str| {
        let size = piece.encode_utf16().count();
        if held + size > units && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
            held = 0;
        }
        part.push_str(piece);
        held += size;
    };
    for grapheme in text.graphemes(true) {
        // A heap of marks on one letter may be longer than a cell.
        if grapheme.len() <= units {
            push(grapheme);
        } else {
            grapheme.char_indices().for_each(|(at, c)| push(&grapheme[at..at + c.len_utf8()]));
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_same_source_gives_the_same_bytes() {
        let write = |rows, units| {
            let mut out = Vec::new();
            let counts = write_parts(What::Supports, &testing::held(), &mut out, rows, units).unwrap();
            assert_eq!(counts.written, 2);
            out
        };
        assert!(write(SHEET_ROWS, CELL_UNITS).starts_with(b"PK"));
        assert_eq!(write(2, 80), write(2, 80));
        assert_ne!(write(2, 80), write(SHEET_ROWS, CELL_UNITS));
    }

    proptest::proptest! {
        #[test]
        fn parts_put_together_are_the_text(text in "(?s).{0,80}", units in 2usize..20) {
            let parts = parts(&text, units);
            proptest::prop_assert!(parts.iter().all(|part| part.encode_utf16().count() <= units));
            proptest::prop_assert_eq!(parts.concat(), text);
        }
    }
}
