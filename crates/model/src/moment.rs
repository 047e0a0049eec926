//! Moments: a point on the calendar, to the precision known.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A year, a month, a day, or a minute of a day, written as ISO 8601.
///
/// The text forms are `2023`, `2025-08`, `2025-08-13`, `2025-08-13T11:03` and `2025-08-13T11:03+05:30`.
///
/// ```
/// use model::Moment;
/// let shown: Moment = "2025-08-13T11:03+05:30".parse().unwrap();
/// assert_eq!(shown.day().unwrap().to_string(), "2025-08-13");
/// assert_eq!(shown.to_string(), "2025-08-13T11:03+05:30");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A whole year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(Date),
    /// A minute of a day, with the offset from UTC in minutes where it is known.
    Minute(Date, Time, Option<i16>),
}

/// The text is no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("read moment {0:?}: expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM with an offset or none")]
pub struct MomentError(String);

impl Moment {
    /// Returns the day, where it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Minute(day, _, _) => Some(day),
            Self::Year(_) | Self::Month(_, _) => None,
        }
    }

    /// Returns the first day that the moment can mean.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            Self::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            Self::Day(day) | Self::Minute(day, _, _) => day,
        }
    }

    /// Returns the last day that the moment can mean.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(_) => self.first_day().last_of_year(),
            Self::Month(_, _) => self.first_day().last_of_month(),
            Self::Day(day) | Self::Minute(day, _, _) => day,
        }
    }

    /// Returns the same moment without its time of day.
    pub fn to_day(self) -> Self {
        match self {
            Self::Minute(day, _, _) => Self::Day(day),
            other => other,
        }
    }

    /// Tells whether both can mean the same day.
    pub fn compatible(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// Returns the name of the precision: `year`, `month`, `day` or `minute`.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Year(_) => "year",
            Self::Month(_, _) => "month",
            Self::Day(_) => "day",
            Self::Minute(_, _, _) => "minute",
        }
    }

    /// Returns a key that sorts moments by when they begin; with a known offset, by the instant.
    fn sort_key(self) -> (Date, i64, u8) {
        match self {
            Self::Year(_) => (self.first_day(), 0, 0),
            Self::Month(_, _) => (self.first_day(), 0, 1),
            Self::Day(day) => (day, 0, 2),
            Self::Minute(day, time, offset) => {
                let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
                (day, minutes - i64::from(offset.unwrap_or(0)), 3)
            }
        }
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.sort_key().cmp(&other.sort_key()).then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Minute(day, time, offset) => {
                write!(f, "{day}T{:02}:{:02}", time.hour(), time.minute())?;
                match offset {
                    Some(minutes) => {
                        let sign = if minutes < 0 { '-' } else { '+' };
                        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
                    }
                    None => Ok(()),
                }
            }
        }
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| MomentError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (day_part, time_part) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let mut fields = day_part.split('-');
    let year: i16 = digits(fields.next()?, 4)?;
    let month = fields.next().map(|field| digits::<i8>(field, 2));
    let day = fields.next().map(|field| digits::<i8>(field, 2));
    if fields.next().is_some() {
        return None;
    }
    let date_only = match (month, day) {
        (None, _) => Moment::Year(year),
        (Some(month), None) => {
            let month = month?;
            Date::new(year, month, 1).ok()?;
            Moment::Month(year, month)
        }
        (Some(month), Some(day)) => Moment::Day(Date::new(year, month?, day?).ok()?),
    };
    let Some(time_part) = time_part else { return Some(date_only) };
    let Moment::Day(date) = date_only else { return None };
    let time_part = time_part.trim();
    let (clock, offset) = match time_part.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, Some(0)),
        None => match time_part.rfind(['+', '-']) {
            Some(at) => (&time_part[..at], Some(parse_offset(&time_part[at..])?)),
            None => (time_part, None),
        },
    };
    let mut fields = clock.trim().split(':');
    let hour: i8 = digits(fields.next()?, 2)?;
    let minute: i8 = digits(fields.next()?, 2)?;
    if let Some(seconds) = fields.next() {
        // Seconds and fractions are read and dropped: no news page means them.
        digits::<i8>(seconds.split('.').next()?, 2)?;
    }
    Some(Moment::Minute(date, Time::new(hour, minute, 0, 0).ok()?, offset))
}

fn parse_offset(text: &str) -> Option<i16> {
    let (sign, digits_part) = (text.get(..1)?, text.get(1..)?);
    let plain: String = digits_part.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match plain.len() {
        2 => (digits::<i16>(&plain, 2)?, 0),
        4 => (digits::<i16>(plain.get(..2)?, 2)?, digits::<i16>(plain.get(2..)?, 2)?),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let total = hours * 60 + minutes;
    Some(if sign == "-" { -total } else { total })
}

fn digits<T: FromStr>(text: &str, length: usize) -> Option<T> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_forms_come_back_as_they_were() {
        for text in [
            "2023",
            "2025-08",
            "2025-08-13",
            "2025-08-13T11:03",
            "2025-08-13T11:03+05:30",
            "2025-08-13T11:03-03:00",
        ] {
            assert_eq!(text.parse::<Moment>().map(|m| m.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(
            "2025-08-13T11:03:59.5Z".parse::<Moment>().map(|m| m.to_string()),
            Ok("2025-08-13T11:03+00:00".into())
        );
    }

    #[test]
    fn no_moments() {
        for text in
            ["", "25", "2025-13", "2025-02-30", "2025-08-13T25:00", "2025-08-13T11:03+99:00", "किम", "+025"]
        {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_by_beginning() {
        let mut all: Vec<Moment> = ["2025-08-14", "2025-08-13T23:00+05:30", "2025", "2025-08-13"]
            .iter()
            .map(|t| t.parse().unwrap())
            .collect();
        all.sort();
        let shown: Vec<String> = all.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["2025", "2025-08-13", "2025-08-13T23:00+05:30", "2025-08-14"]);
    }

    proptest::proptest! {
        #[test]
        fn parsing_never_panics(text in ".{0,30}") {
            let _ = text.parse::<Moment>();
        }
    }
}
