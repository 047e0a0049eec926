//! Cells and columns of the tables.

use jiff::civil::Date;
use model::{Moment, Number, Span};
use serde_json::Value;
use std::borrow::Cow;

/// What a column holds. Every column may be empty in a row, and an empty cell means: not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Real,
    /// Yes or no.
    Flag,
    /// A day of the calendar.
    Day,
    /// A list of texts.
    Words,
    /// A JSON value.
    Nested,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, in one line.
    pub about: &'static str,
}

impl Kind {
    /// Returns the name that the documentation uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Real => "number",
            Self::Flag => "yes or no",
            Self::Day => "day",
            Self::Words => "list of texts",
            Self::Nested => "JSON",
        }
    }
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Real(f64),
    Flag(bool),
    Day(Date),
    Words(Vec<Cow<'a, str>>),
    Nested(Value),
}

impl Cell<'_> {
    /// Tells whether the cell may stand in a column of this kind.
    #[cfg(test)]
    pub(crate) fn fits(&self, kind: Kind) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(_) => kind == Kind::Text,
            Self::Whole(_) => kind == Kind::Whole,
            Self::Real(_) => kind == Kind::Real,
            Self::Flag(_) => kind == Kind::Flag,
            Self::Day(_) => kind == Kind::Day,
            Self::Words(_) => kind == Kind::Words,
            Self::Nested(_) => kind == Kind::Nested,
        }
    }

    /// Returns the cell as a JSON value.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => Value::from(text.as_ref()),
            Self::Whole(number) => Value::from(*number),
            Self::Real(number) => Value::from(*number),
            Self::Flag(flag) => Value::from(*flag),
            Self::Day(day) => Value::from(day.to_string()),
            Self::Words(words) => words.iter().map(|word| Value::from(word.as_ref())).collect(),
            Self::Nested(value) => value.clone(),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Moment> for Cell<'_> {
    fn from(moment: Moment) -> Self {
        Self::from(moment.to_string())
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<u8> for Cell<'_> {
    fn from(number: u8) -> Self {
        Self::Whole(number.into())
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<Number> for Cell<'_> {
    fn from(number: Number) -> Self {
        Self::Real(number.value())
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Value> for Cell<'_> {
    fn from(value: Value) -> Self {
        Self::Nested(value)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Returns a list cell.
pub(crate) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Cell<'a> {
    Cell::Words(words.into_iter().map(Cow::Borrowed).collect())
}

/// Returns a cell with the JSON form of a value.
pub(crate) fn nested<'a>(value: &impl serde::Serialize) -> Cell<'a> {
    serde_json::to_value(value).map_or(Cell::Empty, Cell::Nested)
}

/// Returns the span of passages that stand next to each other, from the first to the last.
pub(crate) fn hull(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::join)
}
