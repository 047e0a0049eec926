//! Publication dates: read as the front matter gives them, printed as outlets and feeds print them.

use anyhow::{Context, Result};
use jiff::civil::{Date, DateTime, Time};

use crate::outlet::Language;

const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A day, or a time of day with its offset from UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) date: Date,
    time: Option<(Time, String)>,
}

impl Moment {
    /// Reads `2025-07-14` or `2025-07-14T09:20+05:30`.
    pub(crate) fn parse(raw: &str) -> Result<Self> {
        let Some((date, rest)) = raw.split_once('T') else {
            let date = raw.parse().with_context(|| format!("read date {raw:?}"))?;
            return Ok(Self { date, time: None });
        };
        let cut =
            rest.find(['Z', '+', '-']).with_context(|| format!("read date {raw:?}: it has no offset"))?;
        let (clock, offset) = rest.split_at(cut);
        let at: DateTime = format!("{date}T{clock}").parse().with_context(|| format!("read date {raw:?}"))?;
        Ok(Self { date: at.date(), time: Some((at.time(), offset.to_string())) })
    }

    /// Returns the moment moved by whole days and, where it has a time of day, to `hours` later.
    pub(crate) fn moved(&self, days: i64, hours: i64) -> Self {
        let mut moved = self.clone();
        let span = jiff::Span::new().days(days);
        moved.date = self.date.checked_add(span).unwrap_or(self.date);
        if let Some((time, _)) = &mut moved.time {
            let later = moved.date.to_datetime(*time).checked_add(jiff::Span::new().hours(hours));
            if let Ok(later) = later {
                (moved.date, *time) = (later.date(), later.time());
            }
        }
        moved
    }

    /// Returns the ISO 8601 form that page heads carry: with seconds, or the bare day.
    pub(crate) fn iso(&self) -> String {
        match &self.time {
            None => self.date.to_string(),
            Some((time, offset)) => {
                let (hour, minute) = (time.hour(), time.minute());
                format!("{}T{hour:02}:{minute:02}:00{offset}", self.date)
            }
        }
    }

    /// Returns the RFC 2822 form that feeds carry.
    pub(crate) fn rfc2822(&self) -> String {
        let (time, offset) = match &self.time {
            Some((time, offset)) if offset != "Z" => (*time, offset.replace(':', "")),
            Some((time, _)) => (*time, "+0000".to_string()),
            None => (Time::midnight(), "+0000".to_string()),
        };
        let (hour, minute) = (time.hour(), time.minute());
        let day = format!("{}, {:02} {}", self.weekday(), self.date.day(), self.month_short());
        format!("{day} {:04} {hour:02}:{minute:02}:00 {offset}", self.date.year())
    }

    /// Prints the moment by a pattern of strftime marks; `%B` is the language's month, `%a` and `%b` English.
    pub(crate) fn print(&self, with_time: &str, bare_day: &str, language: &Language) -> String {
        let (pattern, time) = match &self.time {
            Some((time, _)) => (with_time, *time),
            None => (bare_day, Time::midnight()),
        };
        let hour12 = (time.hour() + 11) % 12 + 1;
        let month = usize::from(self.date.month().unsigned_abs()) - 1;
        let mut out = pattern.to_string();
        for (mark, value) in [
            ("%-d", self.date.day().to_string()),
            ("%d", format!("{:02}", self.date.day())),
            ("%B", language.months.get(month).cloned().unwrap_or_default()),
            ("%b", self.month_short().to_string()),
            ("%a", self.weekday().to_string()),
            ("%m", format!("{:02}", self.date.month())),
            ("%Y", format!("{:04}", self.date.year())),
            ("%H", format!("{:02}", time.hour())),
            ("%-I", hour12.to_string()),
            ("%I", format!("{hour12:02}")),
            ("%M", format!("{:02}", time.minute())),
            ("%p", if time.hour() < 12 { "AM" } else { "PM" }.to_string()),
        ] {
            out = out.replace(mark, &value);
        }
        out
    }

    /// Tells whether an address names this day, as in `/2025/07/14/`, `/2025/jul/14/`, `2025-07-14` or `20250714`.
    pub(crate) fn in_address(&self, address: &str) -> bool {
        let (year, month, day) = (self.date.year(), self.date.month(), self.date.day());
        let name = self.month_short().to_lowercase();
        [
            format!("{year:04}/{month:02}/{day:02}"),
            format!("{year:04}/{name}/{day:02}"),
            format!("{year:04}-{month:02}-{day:02}"),
            format!("{year:04}{month:02}{day:02}"),
        ]
        .iter()
        .any(|form| address.contains(form.as_str()))
    }

    fn month_short(&self) -> &'static str {
        ENGLISH[usize::from(self.date.month().unsigned_abs()) - 1]
    }

    fn weekday(&self) -> &'static str {
        WEEKDAYS[usize::from(self.date.weekday().to_monday_zero_offset().unsigned_abs())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hindi() -> Language {
        let months = (1..=12).map(|month| if month == 7 { "जुलाई".into() } else { format!("m{month}") });
        Language { months: months.collect(), legacy: "utf-16le".into() }
    }

    #[test]
    fn a_time_of_day_is_printed_in_every_form() {
        let moment = Moment::parse("2025-07-14T13:05+05:30").unwrap();
        assert_eq!(moment.iso(), "2025-07-14T13:05:00+05:30");
        assert_eq!(moment.rfc2822(), "Mon, 14 Jul 2025 13:05:00 +0530");
        assert_eq!(moment.print("%d %B %Y, %I:%M %p", "", &hindi()), "14 जुलाई 2025, 01:05 PM");
        assert_eq!(moment.moved(0, 12).iso(), "2025-07-15T01:05:00+05:30");
    }

    #[test]
    fn a_bare_day_stays_a_bare_day() {
        let moment = Moment::parse("2025-07-14").unwrap();
        assert_eq!(moment.iso(), "2025-07-14");
        assert_eq!(moment.print("%H:%M", "%-d %B", &hindi()), "14 जुलाई");
        assert_eq!(moment.moved(-14, 3).iso(), "2025-06-30");
    }

    #[test]
    fn an_address_gives_a_date_only_with_its_day() {
        let moment = Moment::parse("2025-07-14").unwrap();
        assert!(moment.in_address("world/2025/jul/14/bridge"));
        assert!(!moment.in_address("desh/2025/07/pul-01"));
    }
}
