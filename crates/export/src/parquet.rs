//! [Parquet](https://parquet.apache.org/docs/file-format/) files: one table a file, with types.
//!
//! Texts are `STRING`, days `DATE`, lists of texts `LIST<STRING>`, nested values JSON in a `STRING`, so that every
//! reader takes them. All columns are optional; pages are compressed with LZ4_RAW. Rows are held until a row group is
//! full, which bounds memory whatever the size of the export.

use crate::cell::{Cell, Column, Kind};
use crate::{Counts, Error, Format, Result, Source, What, tables};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::{Date, date};
use std::io::Write;
use std::sync::Arc;

/// A row group is written when it holds so many rows, or so many bytes.
const GROUP_ROWS: usize = 1 << 16;
const GROUP_BYTES: usize = 32 << 20;

/// The day that Parquet counts days from.
const EPOCH: Date = date(1970, 1, 1);

/// Writes a table.
pub(crate) fn write(what: What, source: &dyn Source, out: &mut (dyn Write + Send)) -> Result<Counts> {
    let columns = tables::columns(what);
    let format = KeyValue::new("sutradhar.table".to_owned(), format!("{what}/1"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::LZ4_RAW)
        .set_created_by("sutradhar".to_owned())
        .set_key_value_metadata(Some(vec![format]))
        .build();
    let schema = schema(what, &columns).map_err(refused)?;
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(refused)?;
    let mut group = Group::of(&columns);
    let mut counts = Counts::default();
    tables::rows(what, source, &mut |cells| {
        group.take(cells);
        counts.wrote();
        if group.rows >= GROUP_ROWS || group.bytes >= GROUP_BYTES {
            group.write(&mut file).map_err(refused)?;
        }
        Ok(())
    })?;
    if group.rows > 0 {
        group.write(&mut file).map_err(refused)?;
    }
    file.close().map_err(refused)?;
    Ok(counts)
}

fn refused(error: ParquetError) -> Error {
    match error {
        // What the disk or the pipe says is passed on as it is, so that a closed pipe is known as one.
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(error) => Error::Write(*error),
            Err(source) => Error::Format { format: Format::Parquet, source },
        },
        error => Error::Format { format: Format::Parquet, source: Box::new(error) },
    }
}

fn schema(what: What, columns: &[Column]) -> std::result::Result<TypePtr, ParquetError> {
    let fields: std::result::Result<Vec<TypePtr>, ParquetError> = columns.iter().map(field).collect();
    Ok(Arc::new(Type::group_type_builder(what.name()).with_fields(fields?).build()?))
}

fn field(column: &Column) -> std::result::Result<TypePtr, ParquetError> {
    let leaf = |name: &str, physical: Physical, logical: Option<LogicalType>, repetition: Repetition| {
        let builder = Type::primitive_type_builder(name, physical);
        Ok(Arc::new(builder.with_logical_type(logical).with_repetition(repetition).build()?))
    };
    let text = Some(LogicalType::String);
    let optional = Repetition::OPTIONAL;
    match column.kind {
        Kind::Text | Kind::Nested => leaf(column.name, Physical::BYTE_ARRAY, text, optional),
        Kind::Whole => leaf(column.name, Physical::INT64, None, optional),
        Kind::Real => leaf(column.name, Physical::DOUBLE, None, optional),
        Kind::Flag => leaf(column.name, Physical::BOOLEAN, None, optional),
        Kind::Day => leaf(column.name, Physical::INT32, Some(LogicalType::Date), optional),
        Kind::Words => {
            let element = leaf("element", Physical::BYTE_ARRAY, text, Repetition::REQUIRED)?;
            let list = Type::group_type_builder("list");
            let list = list.with_repetition(Repetition::REPEATED).with_fields(vec![element]).build()?;
            let outer = Type::group_type_builder(column.name).with_repetition(optional);
            let outer = outer.with_logical_type(Some(LogicalType::List)).with_fields(vec![Arc::new(list)]);
            Ok(Arc::new(outer.build()?))
        }
    }
}

/// The rows that wait for their row group, column by column.
struct Group {
    columns: Vec<Held>,
    rows: usize,
    bytes: usize,
}

/// The cells of one column: the values that there are, and the levels that say where.
struct Held {
    values: Values,
    /// How much of a cell is there: nothing, an empty list, a value.
    definitions: Vec<i16>,
    /// Whether a value stands in the same list as the one before; for lists only.
    repetitions: Option<Vec<i16>>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Wholes(Vec<i64>),
    Reals(Vec<f64>),
    Flags(Vec<bool>),
    Days(Vec<i32>),
}

impl Group {
    fn of(columns: &[Column]) -> Self {
        let held = |column: &Column| Held {
            values: match column.kind {
                Kind::Text | Kind::Nested | Kind::Words => Values::Texts(Vec::new()),
                Kind::Whole => Values::Wholes(Vec::new()),
                Kind::Real => Values::Reals(Vec::new()),
                Kind::Flag => Values::Flags(Vec::new()),
                Kind::Day => Values::Days(Vec::new()),
            },
            definitions: Vec::new(),
            repetitions: (column.kind == Kind::Words).then(Vec::new),
        };
        Self { columns: columns.iter().map(held).collect(), rows: 0, bytes: 0 }
    }

    fn take(&mut self, cells: &[Cell<'_>]) {
        for (held, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += 16 + held.take(cell);
        }
        self.rows += 1;
    }

    fn write<W: Write + Send>(
        &mut self,
        file: &mut SerializedFileWriter<W>,
    ) -> std::result::Result<(), ParquetError> {
        let mut group = file.next_row_group()?;
        for held in &mut self.columns {
            let Some(mut column) = group.next_column()? else { break };
            held.write(column.untyped())?;
            column.close()?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Held {
    /// Takes a cell and tells how many bytes it has.
    fn take(&mut self, cell: &Cell<'_>) -> usize {
        if let Some(repetitions) = &mut self.repetitions {
            let (Cell::Words(words), Values::Texts(texts)) = (cell, &mut self.values) else {
                self.definitions.push(0);
                repetitions.push(0);
                return 0;
            };
            if words.is_empty() {
                self.definitions.push(1);
                repetitions.push(0);
            }
            for (at, word) in words.iter().enumerate() {
                texts.push(ByteArray::from(word.as_bytes().to_vec()));
                self.definitions.push(2);
                repetitions.push(i16::from(at > 0));
            }
            return words.iter().map(|word| word.len() + 16).sum();
        }
        // A cell that does not fit its column cannot be: a test goes through every column of every table.
        let taken = match (&mut self.values, cell) {
            (Values::Texts(texts), Cell::Text(text)) => {
                texts.push(ByteArray::from(text.as_bytes().to_vec()));
                Some(text.len())
            }
            (Values::Texts(texts), Cell::Nested(value)) => {
                let text = value.to_string();
                let length = text.len();
                texts.push(ByteArray::from(text.into_bytes()));
                Some(length)
            }
            (Values::Wholes(numbers), Cell::Whole(number)) => Some(put(numbers, *number)),
            (Values::Reals(numbers), Cell::Real(number)) => Some(put(numbers, *number)),
            (Values::Flags(flags), Cell::Flag(flag)) => Some(put(flags, *flag)),
            (Values::Days(days), Cell::Day(day)) => Some(put(days, (*day - EPOCH).get_days())),
            _ => None,
        };
        self.definitions.push(i16::from(taken.is_some()));
        taken.unwrap_or(0)
    }

    fn write(&mut self, column: &mut ColumnWriter<'_>) -> std::result::Result<(), ParquetError> {
        let (definitions, repetitions) = (Some(&self.definitions[..]), self.repetitions.as_deref());
        match (&self.values, column) {
            (Values::Texts(all), ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(all, definitions, repetitions)?
            }
            (Values::Wholes(all), ColumnWriter::Int64ColumnWriter(to)) => {
                to.write_batch(all, definitions, None)?
            }
            (Values::Reals(all), ColumnWriter::DoubleColumnWriter(to)) => {
                to.write_batch(all, definitions, None)?
            }
            (Values::Flags(all), ColumnWriter::BoolColumnWriter(to)) => {
                to.write_batch(all, definitions, None)?
            }
            (Values::Days(all), ColumnWriter::Int32ColumnWriter(to)) => {
                to.write_batch(all, definitions, None)?
            }
            _ => return Err(ParquetError::General("a column has another type than its values".to_owned())),
        };
        self.definitions.clear();
        if let Some(repetitions) = &mut self.repetitions {
            repetitions.clear();
        }
        match &mut self.values {
            Values::Texts(all) => all.clear(),
            Values::Wholes(all) => all.clear(),
            Values::Reals(all) => all.clear(),
            Values::Flags(all) => all.clear(),
            Values::Days(all) => all.clear(),
        }
        Ok(())
    }
}

fn put<T>(all: &mut Vec<T>, value: T) -> usize {
    all.push(value);
    size_of::<T>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::RowAccessor;

    #[test]
    fn a_file_reads_back_with_its_types() {
        let mut out = Vec::new();
        write(What::Statements, &testing::held(), &mut out).unwrap();
        let file = tempfile(&out);
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(std::result::Result::unwrap).collect();
        let columns = tables::columns(What::Statements);
        let at = |name: &str| columns.iter().position(|column| column.name == name).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].get_string(at("speaker")).unwrap(), "Ama Rao");
        assert!(!rows[0].get_bool(at("speaker_described")).unwrap());
        assert_eq!(rows[0].get_long(at("content_start")).unwrap(), 37);
        let day = format!("{}", rows[0].get_column_iter().nth(at("said_day")).unwrap().1);
        assert_eq!(day, "2031-05-05");
        let chain = rows[0].get_list(at("chain")).unwrap();
        assert_eq!(format!("{:?}", chain.elements()), r#"[Str("Ama Rao"), Str("Tidewire")]"#);
    }

    #[test]
    fn many_row_groups_hold_every_row() {
        let source = testing::held();
        let columns = tables::columns(What::Supports);
        let mut out = Vec::new();
        let schema = schema(What::Supports, &columns).unwrap();
        let mut file = SerializedFileWriter::new(&mut out, schema, Arc::default()).unwrap();
        let mut group = Group::of(&columns);
        for _ in 0..5 {
            tables::rows(What::Supports, &source, &mut |cells| {
                group.take(cells);
                group.write(&mut file).map_err(refused)
            })
            .unwrap();
        }
        file.close().unwrap();
        let reader = SerializedFileReader::new(tempfile(&out)).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 10);
        assert_eq!(reader.get_row_iter(None).unwrap().count(), 10);
    }

    fn tempfile(bytes: &[u8]) -> std::fs::File {
        let mut file = ::tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }
}
