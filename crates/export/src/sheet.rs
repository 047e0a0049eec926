//! One table of words, as a page shows it, for spreadsheet programs.

use crate::{Error, Format, Result, csv, xlsx};
use std::io::Write;

/// Writes rows of words, a head row first, as [`Format::Csv`] or [`Format::Xlsx`].
///
/// In a workbook the head row stays where it is while the rest is scrolled.
pub fn write_sheet(
    format: Format,
    name: &str,
    rows: &[Vec<String>],
    out: &mut (dyn Write + Send),
) -> Result<()> {
    match format {
        Format::Csv => csv::write_words(rows, out)?,
        Format::Xlsx => xlsx::write_words(name, rows, out)?,
        format => return Err(Error::Sheet(format)),
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        vec![row(["दावा", "Outlet, a"]), row(["=1+1", ""])]
    }

    fn check(format: Format) -> Vec<u8> {
        let mut out = Vec::new();
        write_sheet(format, "matrix", &rows(), &mut out).unwrap();
        let mut again = Vec::new();
        write_sheet(format, "matrix", &rows(), &mut again).unwrap();
        assert_eq!(out, again);
        out
    }

    #[test]
    fn words_are_written_as_values() {
        assert_eq!(String::from_utf8(check(Format::Csv)).unwrap(), "दावा,\"Outlet, a\"\r\n'=1+1,\r\n");
        assert!(check(Format::Xlsx).starts_with(b"PK"));
    }

    #[test]
    fn other_formats_hold_no_sheet() {
        assert!(matches!(
            write_sheet(Format::Atom, "x", &rows(), &mut Vec::new()),
            Err(Error::Sheet(Format::Atom))
        ));
    }
}
