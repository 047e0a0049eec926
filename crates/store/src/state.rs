//! Numbers and blobs that stand beside the tables.

use rusqlite::{Connection, OptionalExtension, Result, params};

/// Returns how often the library was changed, counted in batches.
pub(crate) fn generation(connection: &Connection) -> Result<i64> {
    connection
        .prepare_cached("SELECT value FROM state WHERE name = 'generation'")?
        .query_row([], |row| row.get(0))
}

pub(crate) fn set_generation(connection: &Connection, generation: i64) -> Result<()> {
    set(connection, "generation", &generation)
}

pub(crate) fn set(connection: &Connection, name: &str, value: &dyn rusqlite::ToSql) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO state (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}

pub(crate) fn blob(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT value FROM state WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}
