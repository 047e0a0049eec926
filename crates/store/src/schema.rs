//! The format of the database and the way from older formats to the newest.

use crate::{Error, Result};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use std::path::Path;

/// Stands in the head of the file, so that `file` and we can tell a library from other databases: `Sutr`.
const APPLICATION_ID: u32 = u32::from_be_bytes(*b"Sutr");

/// What brings a library from one format to the next; the first makes an empty one.
///
/// A migration that was released is never changed: libraries out there have run it.
const MIGRATIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
];

/// Brings the database to the newest format; an empty file becomes an empty library.
///
/// All steps are one transaction: a crash leaves the old format or the new one.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    migrate_through(MIGRATIONS, connection, path)
}

/// Checks that the database is a library of the newest format.
pub(crate) fn expect_newest(connection: &Connection, path: &Path) -> Result<()> {
    let known = MIGRATIONS.len() as u32;
    match format_of(connection, path, known)? {
        Some(found) if found < known => Err(Error::Older { path: path.to_owned(), found, known }),
        Some(_) => Ok(()),
        // A writer that was stopped before it made the tables leaves an empty file.
        None => Err(Error::Missing(path.to_owned())),
    }
}

fn migrate_through(migrations: &[&str], connection: &mut Connection, path: &Path) -> Result<()> {
    let known = migrations.len() as u32;
    let fault = || Error::database("bring up to date");
    if format_of(connection, path, known)? == Some(known) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault())?;
    let found = format_of(&transaction, path, known)?.unwrap_or(0);
    for migration in &migrations[found as usize..] {
        transaction.execute_batch(migration).map_err(fault())?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault())?;
    transaction.pragma_update(None, "user_version", known).map_err(fault())?;
    transaction.commit().map_err(fault())
}

/// Returns the format of a library, or `None` for an empty database.
fn format_of(connection: &Connection, path: &Path, known: u32) -> Result<Option<u32>> {
    let fault = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        _ => Error::database("read format of")(error),
    };
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0)).map_err(fault);
    let tables: u32 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fault)?;
    let (owner, found) = (number("application_id")?, number("user_version")?);
    match (owner, tables) {
        (APPLICATION_ID, _) if found > known => Err(Error::Newer { path: path.to_owned(), found, known }),
        (APPLICATION_ID, _) => Ok(Some(found)),
        (0, 0) => Ok(None),
        _ => Err(Error::Foreign(path.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(connection: &Connection) -> Vec<String> {
        let mut found = connection.prepare("SELECT name FROM sqlite_schema ORDER BY name").unwrap();
        found.query_map([], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect()
    }

    #[test]
    fn each_step_runs_once_and_in_order() {
        let (path, steps) = (Path::new("x"), ["CREATE TABLE one (a)", "ALTER TABLE one RENAME TO two"]);
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_through(&steps[..1], &mut connection, path).unwrap();
        assert_eq!(tables(&connection), ["one"]);
        migrate_through(&steps, &mut connection, path).unwrap();
        migrate_through(&steps, &mut connection, path).unwrap();
        assert_eq!(tables(&connection), ["two"]);
        let fault = migrate_through(&steps[..1], &mut connection, path).unwrap_err();
        assert!(matches!(fault, Error::Newer { found: 2, known: 1, .. }), "{fault}");
    }

    #[test]
    fn a_step_that_fails_leaves_the_format_as_it_was() {
        let (path, steps) =
            (Path::new("x"), ["CREATE TABLE one (a)", "CREATE TABLE two (a); CREATE nonsense"]);
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_through(&steps[..1], &mut connection, path).unwrap();
        assert!(migrate_through(&steps, &mut connection, path).is_err());
        assert_eq!(tables(&connection), ["one"]);
        migrate_through(&steps[..1], &mut connection, path).unwrap();
    }

    #[test]
    fn every_reference_has_an_index() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Path::new("x")).unwrap();
        let strings = |sql: &str, of: &str| -> Vec<String> {
            let mut query = connection.prepare(sql).unwrap();
            query.query_map([of], |row| row.get(0)).unwrap().map(|name| name.unwrap()).collect()
        };
        let mut references = 0;
        for table in strings("SELECT name FROM sqlite_schema WHERE type = ?1", "table") {
            let mut led_by = strings("SELECT name FROM pragma_table_info(?1) WHERE pk = 1", &table);
            for index in strings("SELECT name FROM pragma_index_list(?1)", &table) {
                led_by.extend(strings("SELECT name FROM pragma_index_info(?1) WHERE seqno = 0", &index));
            }
            for column in strings("SELECT \"from\" FROM pragma_foreign_key_list(?1)", &table) {
                assert!(led_by.contains(&column), "{table}.{column} has no index");
                references += 1;
            }
        }
        assert!(references > 20, "{references}");
    }

    #[test]
    fn a_database_of_something_else_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE recipes (name)").unwrap();
        let fault = migrate(&mut connection, Path::new("x")).unwrap_err();
        assert!(matches!(fault, Error::Foreign(_)), "{fault}");
        assert_eq!(tables(&connection), ["recipes"]);
        assert!(matches!(expect_newest(&connection, Path::new("x")), Err(Error::Foreign(_))));
    }
}
