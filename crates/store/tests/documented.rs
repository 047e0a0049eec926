//! `docs/library.md` and the database say the same.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use rusqlite::Connection;
use store::Library;

/// Reads the tables of the document: one line a column, with its table, type and target.
fn documented(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut table, mut of_a_table) = ("", true);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            table = name;
        } else if line == "## Views" {
            of_a_table = false;
        } else if line.starts_with("| ") && !line.starts_with("| column |") && !line.starts_with("| --- |") {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let meaning = cells.last().copied().unwrap_or_default();
            assert!(!meaning.is_empty(), "{table}.{} is not explained", cells[0]);
            let (kind, target) = if of_a_table { (cells[1], cells[2]) } else { ("", "") };
            lines.push(format!("{table}.{} {kind} {target}", cells[0]));
        }
    }
    lines
}

/// Reads the tables of the database in the same form.
fn real(connection: &Connection, kind: &str) -> Vec<String> {
    let mut select = connection
        .prepare(
            "SELECT s.name || '.' || c.name || ' ' || CASE s.type WHEN 'view' THEN '' ELSE c.type END || ' '
                    || coalesce((SELECT f.\"table\" FROM pragma_foreign_key_list(s.name) AS f
                                 WHERE f.\"from\" = c.name), '')
             FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c
             WHERE s.type = ?1 AND s.name NOT LIKE 'sqlite_%' ORDER BY s.rowid, c.cid",
        )
        .unwrap();
    select.query_map([kind], |row| row.get(0)).unwrap().map(|line| line.unwrap()).collect()
}

#[test]
fn every_column_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    drop(Library::open(folder.path()).unwrap());
    let connection = Connection::open(folder.path().join("library.sqlite")).unwrap();
    let mut expected = real(&connection, "table");
    expected.extend(real(&connection, "view"));
    let text = include_str!("../../../docs/library.md");
    let mut found = documented(text);
    // Tables may be explained in another order than they are made in; columns may not.
    let table = |line: &String| line.split('.').next().unwrap_or_default().to_owned();
    expected.sort_by_key(table);
    found.sort_by_key(table);
    assert_eq!(found, expected);
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert!(text.contains(&format!("is the version of the schema, here {version}.")));
}
