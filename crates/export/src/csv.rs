//! Comma-separated values as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has them: a header, CRLF line ends,
//! UTF-8 without a byte order mark.
//!
//! Spreadsheet programs take a cell that begins with `=`, `+`, `-` or `@` for a formula, which a hostile page could
//! use. Such a text gets an apostrophe in front ([OWASP](https://owasp.org/www-community/attacks/CSV_Injection)), and
//! so does one that begins with an apostrophe, so that taking one apostrophe off the front always gives the text back.
//! Numbers and days are left alone: they are made here.

use crate::cell::Cell;
use crate::{Counts, Result, Source, What, tables};
use std::io::Write;

/// Writes a table.
pub(crate) fn write(what: What, source: &dyn Source, out: &mut dyn Write) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut row = String::new();
    for (at, column) in tables::columns(what).iter().enumerate() {
        push(&mut row, at, column.name);
    }
    end(&mut row, out)?;
    tables::rows(what, source, &mut |cells| {
        for (at, cell) in cells.iter().enumerate() {
            match cell {
                Cell::Empty => push(&mut row, at, ""),
                Cell::Text(text) => push(&mut row, at, &plain(text)),
                Cell::Whole(number) => push(&mut row, at, &number.to_string()),
                Cell::Real(number) => push(&mut row, at, &number.to_string()),
                Cell::Flag(flag) => push(&mut row, at, if *flag { "true" } else { "false" }),
                Cell::Day(day) => push(&mut row, at, &day.to_string()),
                Cell::Words(_) | Cell::Nested(_) => push(&mut row, at, &cell.to_json().to_string()),
            }
        }
        counts.wrote();
        end(&mut row, out)
    })?;
    Ok(counts)
}

/// Writes rows of words.
pub(crate) fn write_words(rows: &[Vec<String>], out: &mut dyn Write) -> Result<()> {
    let mut row = String::new();
    for cells in rows {
        for (at, cell) in cells.iter().enumerate() {
            push(&mut row, at, &plain(cell));
        }
        end(&mut row, out)?;
    }
    Ok(())
}

fn push(row: &mut String, at: usize, field: &str) {
    if at > 0 {
        row.push(',');
    }
    if field.contains([',', '"', '\r', '\n']) {
        row.push('"');
        row.push_str(&field.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(field);
    }
}

fn end(row: &mut String, out: &mut dyn Write) -> Result<()> {
    row.push_str("\r\n");
    out.write_all(row.as_bytes())?;
    row.clear();
    Ok(())
}

/// Returns a text that no spreadsheet program takes for a formula.
///
/// The wide forms of the signs are formulas too where East Asian input is expected.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠'];
    if text.starts_with(STARTS) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fields: &[&str], expected: &str) {
        let mut row = String::new();
        for (at, field) in fields.iter().enumerate() {
            push(&mut row, at, &plain(field));
        }
        assert_eq!(row, expected);
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        check(&["a", "b c", "किम"], "a,b c,किम");
        check(&["a,b", "say \"x\"", "two\nlines"], "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"");
        check(&["", ""], ",");
    }

    #[test]
    fn no_text_is_a_formula() {
        check(&["=1+1", "-5", "@a", "+b", "'x", "＝1", "a=b"], "'=1+1,'-5,'@a,'+b,''x,'＝1,a=b");
    }

    proptest::proptest! {
        #[test]
        fn a_row_reads_back(fields in proptest::collection::vec(".{0,20}", 1..6)) {
            let mut row = String::new();
            for (at, field) in fields.iter().enumerate() {
                push(&mut row, at, &plain(field));
            }
            let read: Vec<String> = read(&row).iter().map(|field| field.strip_prefix('\'').unwrap_or(field).to_owned()).collect();
            proptest::prop_assert_eq!(read, fields);
        }
    }

    /// Reads one row by the letter of the standard.
    fn read(row: &str) -> Vec<String> {
        let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
        let mut chars = row.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(std::mem::take(&mut field)),
                c => field.push(c),
            }
        }
        fields.push(field);
        fields
    }
}
