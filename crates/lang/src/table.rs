//! Tables: tab-separated rows with a header, checked as they are read.

use crate::{Error, Result};

/// A checked table.
///
/// The first line that is neither empty nor a comment (`#`) names the columns, which must be those asked for.
/// Rows are in byte order and none stands twice, so that people find a row and see it missing.
#[derive(Clone, Debug)]
pub struct Table {
    file: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line in the file, from 1.
    pub line: usize,
    fields: Vec<String>,
}

impl Row {
    /// Returns the field of this column; empty where the row has none.
    pub fn get(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// Returns the parts of a field that holds several, split at `|`.
    pub fn parts(&self, column: usize) -> impl Iterator<Item = &str> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }
}

impl Table {
    /// Reads a table whose columns must be just these.
    pub fn parse(file: &str, text: &str, columns: &[&str]) -> Result<Self> {
        let table = Self::parse_open(file, text)?;
        if table.columns != columns {
            return Err(Error::row(
                file,
                table.rows.first().map_or(1, |row| row.line.saturating_sub(1)),
                format!("the columns are {:?}, expected {columns:?}", table.columns),
            ));
        }
        Ok(table)
    }

    /// Reads a table whose header may name any columns.
    pub fn parse_open(file: &str, text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut columns: Option<Vec<String>> = None;
        let mut rows: Vec<Row> = Vec::new();
        for (at, line_text) in text.lines().enumerate() {
            let line = at + 1;
            if line_text.trim().is_empty() || line_text.starts_with('#') {
                continue;
            }
            let fields: Vec<String> = line_text.split('\t').map(|field| field.trim().to_owned()).collect();
            let Some(columns) = &columns else {
                columns = Some(fields);
                continue;
            };
            let row = Self::row(file, columns, line, fields)?;
            let fields = &row.fields;
            if let Some(last) = rows.last() {
                match last.fields.cmp(fields) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => return Err(Error::row(file, line, "the row stands twice")),
                    std::cmp::Ordering::Greater => {
                        let what =
                            format!("rows must be sorted: {:?} stands after {:?}", fields[0], last.fields[0]);
                        return Err(Error::row(file, line, what));
                    }
                }
            }
            rows.push(row);
        }
        let columns = columns.ok_or_else(|| Error::row(file, 1, "the header is missing"))?;
        Ok(Self { file: file.to_owned(), columns, rows })
    }

    /// Makes a table of rows in any order, each with its line in the file: for tables that people keep in a spreadsheet.
    pub fn of_rows(file: &str, columns: Vec<String>, rows: Vec<(usize, Vec<String>)>) -> Result<Self> {
        let trimmed = |fields: Vec<String>| -> Vec<String> {
            fields.into_iter().map(|field| field.trim().to_owned()).collect()
        };
        let columns = trimmed(columns);
        let mut made: Vec<Row> = Vec::with_capacity(rows.len());
        for (line, fields) in rows {
            made.push(Self::row(file, &columns, line, trimmed(fields))?);
        }
        Ok(Self { file: file.to_owned(), columns, rows: made })
    }

    fn row(file: &str, columns: &[String], line: usize, fields: Vec<String>) -> Result<Row> {
        if fields.len() > columns.len() {
            let what = format!("the row has {} columns, expected {}", fields.len(), columns.len());
            return Err(Error::row(file, line, what));
        }
        if fields.first().is_none_or(String::is_empty) {
            return Err(Error::row(file, line, "the first column is empty"));
        }
        Ok(Row { line, fields })
    }

    /// Returns the file's name, for messages.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the error about one row of this table.
    pub fn fault(&self, row: &Row, what: impl Into<String>) -> Error {
        Error::row(&self.file, row.line, what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Table::parse("t.tsv", text, &["word", "kind"]).unwrap_err().to_string()
    }

    #[test]
    fn a_good_table_is_read() {
        let table = Table::parse("t.tsv", "# note\nword\tkind\na\tx|y\nb\n", &["word", "kind"]).unwrap();
        assert_eq!(table.rows().len(), 2);
        assert_eq!(table.rows()[0].parts(1).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(table.rows()[1].get(1), "");
    }

    #[test]
    fn faults_name_file_and_line() {
        assert_eq!(
            fault("word\tkind\nb\tx\na\tx\n"),
            r#"read t.tsv: line 3: rows must be sorted: "a" stands after "b""#
        );
        assert_eq!(fault("word\tkind\na\tx\na\tx\n"), "read t.tsv: line 3: the row stands twice");
        assert_eq!(fault("word\tkind\na\tx\ty\n"), "read t.tsv: line 2: the row has 3 columns, expected 2");
        assert!(fault("wort\tkind\na\tx\n").contains("expected"));
        assert!(fault("").contains("header"));
    }
}
