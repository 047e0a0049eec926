//! Time expressions and their values.

use crate::{Moment, Rule, Span};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A span that names a time, resolved against the article's date where it needs one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpr {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What it means; `None` where the article's date is needed and unknown.
    pub value: Option<TimeValue>,
    /// What kind of time it is.
    pub kind: TimeKind,
    /// The date that it was resolved against; `None` for an absolute expression.
    pub anchor: Option<Moment>,
    /// What found it.
    pub rule: Rule,
}

/// What kind of time an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// A day, a month or a year.
    Date,
    /// A time of day.
    DateTime,
    /// From one to another.
    Interval,
    /// A length of time.
    Duration,
    /// Something that comes again.
    Set,
    /// A vague past, present or future.
    Ref,
}

/// What a time expression means. The text form is ISO 8601, or `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimeValue {
    /// One moment.
    Moment(Moment),
    /// From one moment to another, both included; an open end is `None` (`..` in text).
    Interval(Option<Moment>, Option<Moment>),
    /// An ISO 8601 duration such as `P4D` or `PT5H`.
    Duration(String),
    /// An ISO 8601 repetition or other recurring value such as `R/P1W`.
    Set(String),
    /// Some time before the article.
    Past,
    /// About the time of the article.
    Present,
    /// Some time after the article.
    Future,
}

impl TimeValue {
    /// Returns the one moment, where the value is one.
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Moment(moment) => Some(*moment),
            _ => None,
        }
    }
}

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |moment: &Option<Moment>| moment.map_or_else(|| "..".to_owned(), |m| m.to_string());
        match self {
            Self::Moment(moment) => write!(f, "{moment}"),
            Self::Interval(from, to) => write!(f, "{}/{}", end(from), end(to)),
            Self::Duration(text) | Self::Set(text) => f.write_str(text),
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

/// The text is no time value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("read time value {0:?}: expected a date, an interval, a duration or a _REF")]
pub struct TimeValueError(String);

impl FromStr for TimeValue {
    type Err = TimeValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || TimeValueError(text.to_owned());
        let end = |part: &str| match part {
            ".." | "" => Ok(None),
            part => part.parse::<Moment>().map(Some).map_err(|_| bad()),
        };
        Ok(match text {
            "PAST_REF" => Self::Past,
            "PRESENT_REF" => Self::Present,
            "FUTURE_REF" => Self::Future,
            _ if text.starts_with('P') => Self::Duration(text.to_owned()),
            _ if text.starts_with('R') => Self::Set(text.to_owned()),
            _ => match text.split_once('/') {
                Some((from, to)) => Self::Interval(end(from)?, end(to)?),
                None => Self::Moment(text.parse().map_err(|_| bad())?),
            },
        })
    }
}

impl Serialize for TimeValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeValue {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
