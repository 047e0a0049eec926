//! Dates as pages print them: `Sep 04, 2025, 11:48 AM`, `14 जुलाई 2025, 09:20 AM`, `14/07/2025`.

use jiff::civil::{Date, Time};
use lang::{BylineCue, DateMark, Half, Packs};
use model::Moment;
use std::ops::Range;

/// A date that a line shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ShownDate {
    /// The day or minute.
    pub(crate) moment: Moment,
    /// Where it stands in the line, time of day included.
    pub(crate) range: Range<usize>,
    /// What the line says of it.
    pub(crate) role: Role,
}

/// What a line says of a date in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    Plain,
    /// The page was published then.
    Published,
    /// The page was changed then.
    Updated,
}

/// How numeric dates are read where both orders are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// The day stands first.
    DayFirst,
    /// The month stands first.
    MonthFirst,
    /// Nobody can tell; such a date is left alone.
    Unknown,
}

/// Returns the dates that a line shows, in order.
pub(crate) fn shown_dates(line: &str, order: DayOrder, packs: &Packs) -> Vec<ShownDate> {
    // Every date holds a number.
    if !line.chars().any(|c| digit(c).is_some()) {
        return Vec::new();
    }
    let reader = Reader { line, pieces: pieces(line), order, packs };
    let mut found = Vec::new();
    let mut at = 0;
    let mut free_from = 0;
    while at < reader.pieces.len() {
        let Some((day, mut end)) = reader.day(at) else {
            at += 1;
            continue;
        };
        let mut start = at;
        let mut clock = None;
        if let Some((time, after)) = reader.clock_after(end) {
            (clock, end) = (Some(time), after);
        } else if let Some((time, before)) = reader.clock_before(at, free_from) {
            (clock, start) = (Some(time), before);
        }
        let moment = match clock {
            Some((time, offset)) => Moment::Minute(day, time, offset),
            None => Moment::Day(day),
        };
        let range = reader.pieces[start].range.start..reader.pieces[end - 1].range.end;
        found.push(ShownDate { moment, range, role: reader.role(start, free_from) });
        at = end;
        free_from = end;
    }
    found
}

struct Piece {
    range: Range<usize>,
    kind: PieceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Number(u32, u8),
    Word,
    Mark(char),
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if let Some(first) = digit(c) {
            let (mut value, mut length) = (first, 1u8);
            while let Some((at, next)) = chars.peek().copied()
                && let Some(more) = digit(next)
            {
                value = value.saturating_mul(10).saturating_add(more);
                length = length.saturating_add(1);
                end = at + next.len_utf8();
                chars.next();
            }
            pieces.push(Piece { range: start..end, kind: PieceKind::Number(value, length) });
        } else if text::script::is_word_char(c) {
            while let Some((at, next)) = chars.peek().copied()
                && text::script::is_word_char(next)
                && digit(next).is_none()
            {
                end = at + next.len_utf8();
                chars.next();
            }
            pieces.push(Piece { range: start..end, kind: PieceKind::Word });
        } else if !c.is_whitespace() {
            pieces.push(Piece { range: start..end, kind: PieceKind::Mark(c) });
        }
    }
    pieces
}

/// Returns the value of a decimal digit of Latin, Devanagari, Bengali, Arabic and kindred scripts.
fn digit(c: char) -> Option<u32> {
    let code = c as u32;
    let zero = match code {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6F0..=0x6F9 => 0x6F0,
        // The scripts of India lie 128 characters apart, each with its digits in the same place.
        0x966..=0x9EF | 0xA66..=0xAEF | 0xB66..=0xBEF | 0xC66..=0xCEF | 0xD66..=0xD6F => code & !0x7F | 0x66,
        _ => return None,
    };
    code.checked_sub(zero).filter(|value| *value < 10)
}

struct Reader<'a> {
    line: &'a str,
    pieces: Vec<Piece>,
    order: DayOrder,
    packs: &'a Packs,
}

type Clock = (Time, Option<i16>);

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<PieceKind> {
        self.pieces.get(at).map(|piece| piece.kind)
    }

    fn word(&self, at: usize) -> Option<&str> {
        let piece = self.pieces.get(at)?;
        (piece.kind == PieceKind::Word).then(|| &self.line[piece.range.clone()])
    }

    fn number(&self, at: usize, longest: u8) -> Option<u32> {
        match self.kind(at)? {
            PieceKind::Number(value, length) if length <= longest => Some(value),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Option<i16> {
        match self.kind(at)? {
            PieceKind::Number(value @ 1900..=2099, 4) => i16::try_from(value).ok(),
            _ => None,
        }
    }

    /// Returns the month that starts at a piece, and where it ends: `Mai`, or a name of two words.
    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let word = text::fold(self.word(at)?);
        let months = self.packs.calendar().months();
        let number = |month: &i8| u32::try_from(*month).ok();
        if let Some(month) = months.folded(&word).and_then(number) {
            return Some((month, at + 1));
        }
        // `tháng 5`
        if self.packs.calendar().marks().folded(&word) == Some(&DateMark::Month) {
            return Some((self.number(at + 1, 2)?, at + 2));
        }
        let pair = format!("{word} {}", self.word(at + 1)?);
        Some((months.get(&pair).and_then(number)?, at + 2))
    }

    /// Tells whether the word at a piece begins with a mark of this kind: `年`, `日電`.
    fn is_date_mark(&self, at: usize, mark: DateMark) -> bool {
        let Some(word) = self.word(at) else { return false };
        let marks = self.packs.calendar().marks();
        let first = &word[..word.chars().next().map_or(0, char::len_utf8)];
        marks.word(word) == Some(&mark) || marks.word(first) == Some(&mark)
    }

    fn cue(&self, at: usize) -> Option<BylineCue> {
        self.packs.bylines().cues().word(self.word(at)?).copied()
    }

    fn is_mark(&self, at: usize, marks: &str) -> bool {
        matches!(self.kind(at), Some(PieceKind::Mark(mark)) if marks.contains(mark))
    }

    /// Skips marks and small words that may stand inside a written date.
    fn skip(&self, mut at: usize, marks: &str, most: usize) -> usize {
        let last = at + most;
        while at < last && (self.is_mark(at, marks) || self.cue(at) == Some(BylineCue::Filler)) {
            at += 1;
        }
        at
    }

    /// Returns the day that starts at a piece, and where it ends.
    fn day(&self, at: usize) -> Option<(Date, usize)> {
        self.numeric_day(at)
            .or_else(|| self.marked_day(at))
            .or_else(|| self.written_day(at))
            .or_else(|| self.written_month_first(at))
            .or_else(|| self.written_year_first(at))
    }

    /// `2024年5月17日`, `2024년 5월 17일`.
    fn marked_day(&self, at: usize) -> Option<(Date, usize)> {
        let year = self.year(at).filter(|_| self.is_date_mark(at + 1, DateMark::Year))?;
        let month = self.number(at + 2, 2).filter(|_| self.is_date_mark(at + 3, DateMark::Month))?;
        let day = self.number(at + 4, 2)?;
        let end = if self.is_date_mark(at + 5, DateMark::Day) { at + 6 } else { at + 5 };
        Some((date(year, month, day)?, end))
    }

    /// `2024 May 17`, `2024. május 17.`
    fn written_year_first(&self, at: usize) -> Option<(Date, usize)> {
        let year = self.year(at)?;
        let (month, after) = self.month(self.skip(at + 1, "-.,/", 1))?;
        let day_at = self.skip(after, "-.,/", 1);
        Some((date(year, month, self.number(day_at, 2)?)?, day_at + 1))
    }

    fn numeric_day(&self, at: usize) -> Option<(Date, usize)> {
        let PieceKind::Mark(mark @ ('-' | '/' | '.')) = self.kind(at + 1)? else { return None };
        if self.kind(at + 3)? != PieceKind::Mark(mark) {
            return None;
        }
        let middle = self.number(at + 2, 2)?;
        if let Some(year) = self.year(at) {
            return Some((date(year, middle, self.number(at + 4, 2)?)?, at + 5));
        }
        let first = self.number(at, 2)?;
        let year = self.year(at + 4).or_else(|| self.short_year(at, mark))?;
        let day_first = first > 12 || mark == '.' || (middle <= 12 && self.order == DayOrder::DayFirst);
        if day_first {
            Some((date(year, middle, first)?, at + 5))
        } else if middle > 12 || first == middle || self.order == DayOrder::MonthFirst {
            Some((date(year, first, middle)?, at + 5))
        } else {
            None
        }
    }

    /// The year of `17.05.24`: two digits each, in a line that holds little else.
    fn short_year(&self, at: usize, mark: char) -> Option<i16> {
        let two = |at: usize| match self.kind(at) {
            Some(PieceKind::Number(value, 2)) => Some(value),
            _ => None,
        };
        let (_, _, year) = (two(at)?, two(at + 2)?, two(at + 4)?);
        let alone = self.pieces.len() <= 14 && !self.is_mark(at + 5, "./-");
        let fits = alone && mark != '-' && year <= 50 && self.order != DayOrder::Unknown;
        i16::try_from(2000 + year).ok().filter(|_| fits)
    }

    /// `14 July 2025`, `30 Nov, 2024`, `13th of August 2025`, `14-Jul-2025`.
    fn written_day(&self, at: usize) -> Option<(Date, usize)> {
        let day = self.number(at, 2)?;
        let mut month_at = at + 1;
        if self.word(month_at).is_some_and(is_ordinal) {
            month_at += 1;
        }
        month_at = self.skip(month_at, "-.,/", 2);
        let (month, mut after) = self.month(month_at)?;
        // The month by both its names: `نيسان / أبريل`.
        if self.is_mark(after, "/")
            && let Some((again, end)) = self.month(after + 1)
            && again == month
        {
            after = end;
        }
        let year_at = self.skip(after, "-.,/'’", 2);
        Some((date(self.year(year_at)?, month, day)?, year_at + 1))
    }

    /// `Sep 04, 2025`, `August 13th 2025`.
    fn written_month_first(&self, at: usize) -> Option<(Date, usize)> {
        // A word is looked up only where a number follows soon.
        self.word(at)?;
        (at + 1..at + 4).find(|at| self.number(*at, 2).is_some())?;
        let (month, after) = self.month(at)?;
        let day_at = self.skip(after, ".-", 1);
        let day = self.number(day_at, 2)?;
        let mut year_at = day_at + 1;
        if self.word(year_at).is_some_and(is_ordinal) {
            year_at += 1;
        }
        year_at = self.skip(year_at, ",.-", 2);
        Some((date(self.year(year_at)?, month, day)?, year_at + 1))
    }

    fn clock_after(&self, at: usize) -> Option<(Clock, usize)> {
        let mut from = self.skip(at, ",|-–—·•/(:;T.", 4);
        let half = self.half(from);
        if half.is_some() {
            from += 1;
        }
        self.clock(from, half)
    }

    /// Returns the time of day that stands just before a day: `11:03 IST, 13 August 2025`.
    fn clock_before(&self, day_at: usize, free_from: usize) -> Option<(Clock, usize)> {
        (free_from.max(day_at.saturating_sub(9))..day_at).find_map(|from| {
            let (clock, end) = self.clock(from, None)?;
            let mut gap = self.skip(end, ",|-–—·•/)", 3);
            if self.word(gap).is_some_and(|word| self.is_weekday(word)) {
                gap = self.skip(gap + 1, ",.", 1);
            }
            (gap == day_at).then_some((clock, from))
        })
    }

    fn is_weekday(&self, word: &str) -> bool {
        let word = text::fold(word);
        self.packs.calendar().weekdays().folded(&word).is_some()
    }

    fn half(&self, at: usize) -> Option<Half> {
        if let Some(word) = self.word(at) {
            let folded = text::fold(word);
            let found = self.packs.calendar().halves().folded(&folded).copied();
            // `a.m.` stands as two letters and two stops.
            return found.or_else(|| {
                let m = self.is_mark(at + 1, ".")
                    && self.word(at + 2).is_some_and(|m| m.eq_ignore_ascii_case("m"));
                match word {
                    "a" | "A" if m => Some(Half::Am),
                    "p" | "P" if m => Some(Half::Pm),
                    _ => None,
                }
            });
        }
        None
    }

    fn clock(&self, at: usize, half_before: Option<Half>) -> Option<(Clock, usize)> {
        let hour = self.number(at, 2)?;
        let (minute, mut end) = if self.is_mark(at + 1, ":.h") {
            match self.kind(at + 2)? {
                PieceKind::Number(minute @ 0..=59, 2) => (minute, at + 3),
                _ => return None,
            }
        } else {
            // A bare hour needs its half: `9 PM`.
            self.half(at + 1)?;
            (0, at + 1)
        };
        if self.is_mark(end, ":") && self.number(end + 1, 2).is_some() {
            end += 2;
        }
        let mut half = half_before;
        let after_filler = self.skip(end, ",", 1);
        if let Some(found) = self.half(end).or_else(|| self.half(after_filler)) {
            if self.half(end).is_none() {
                end = after_filler;
            }
            half = Some(found);
            let dotted = self.is_mark(end + 1, ".");
            end += if dotted && self.is_mark(end + 3, ".") { 4 } else { 1 };
            end = end.min(self.pieces.len());
        }
        let hour = match half {
            Some(Half::Pm) if hour < 12 => hour + 12,
            Some(Half::Am) if hour == 12 => 0,
            _ => hour,
        };
        let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
        let (offset, end) = self.zone(end);
        Some(((time, offset), end))
    }

    fn zone(&self, at: usize) -> (Option<i16>, usize) {
        let named_at = self.skip(at, "(", 2);
        let named = match self.cue(named_at) {
            Some(BylineCue::Zone(minutes)) => Some((minutes, named_at + 1)),
            _ => None,
        };
        let sign_at = named.map_or(at, |(_, end)| end);
        if let Some(PieceKind::Mark(sign @ ('+' | '-'))) = self.kind(sign_at)
            && let Some(PieceKind::Number(value, length)) = self.kind(sign_at + 1)
            && (named.is_none_or(|(minutes, _)| minutes == 0))
        {
            let minutes_apart = self.is_mark(sign_at + 2, ":").then(|| self.number(sign_at + 3, 2)).flatten();
            let (minutes, end) = match (length, minutes_apart) {
                (4, _) => (value / 100 * 60 + value % 100, sign_at + 2),
                (1 | 2, Some(rest)) => (value * 60 + rest, sign_at + 4),
                // `11:48 - 4 comments` gives no zone.
                (1 | 2, None) if named.is_some() => (value * 60, sign_at + 2),
                _ => (u32::MAX, at),
            };
            if minutes <= 14 * 60
                && let Ok(minutes) = i16::try_from(minutes)
            {
                return (Some(if sign == '-' { -minutes } else { minutes }), end);
            }
        }
        match named {
            Some((minutes, end)) => (Some(minutes), end),
            None => (None, at),
        }
    }

    fn role(&self, at: usize, free_from: usize) -> Role {
        for before in (free_from.max(at.saturating_sub(6))..at).rev() {
            match self.cue(before) {
                Some(BylineCue::Updated) => return Role::Updated,
                Some(BylineCue::Published | BylineCue::By) => return Role::Published,
                _ => {}
            }
        }
        Role::Plain
    }
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

fn date(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found: Vec<String> = shown_dates(line, DayOrder::DayFirst, Packs::embedded())
            .iter()
            .map(|date| match date.role {
                Role::Plain => date.moment.to_string(),
                role => format!("{role:?} {}", date.moment),
            })
            .collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn written_dates() {
        check("Sep 04, 2025, 11:48 AM", &["2025-09-04T11:48"]);
        check("14 जुलाई 2025, 09:20 AM", &["2025-07-14T09:20"]);
        check("Wednesday, August 13, 2025", &["2025-08-13"]);
        check("Edited By Tanuja,Updated: 30 Nov, 2024 11:26 AM", &["Updated 2024-11-30T11:26"]);
        check("13th of August 2025 at 9 p.m.", &["2025-08-13T21:00"]);
        check("१४ जुलाई २०२५", &["2025-07-14"]);
    }

    #[test]
    fn written_dates_of_many_languages() {
        check("17. Mai 2024, 10:30 Uhr", &["2024-05-17T10:30"]);
        check("Publicado el 17 de mayo de 2024", &["Published 2024-05-17"]);
        check("Publié le 3 août 2024 à 18:05", &["Published 2024-08-03T18:05"]);
        check("2024年5月17日 10:30", &["2024-05-17T10:30"]);
        check("입력 2024년 5월 17일", &["Published 2024-05-17"]);
        check("17 tháng 5, 2024", &["2024-05-17"]);
        check("17 كانون الثاني 2024", &["2024-01-17"]);
        check("১৭ মে ২০২৪", &["2024-05-17"]);
        check("24 نيسان / أبريل 2020 09:22", &["2020-04-24T09:22"]);
        check("2024. május 17.", &["2024-05-17"]);
        check("2024年第5期第17版", &[]);
    }

    #[test]
    fn every_pack_reads_its_may() {
        for line in [
            "17 maggio 2024 alle 10:30",
            "17 de maio de 2024 às 10:30",
            "17 mei 2024 om 10:30",
            "17 maja 2024, godz. 10:30",
            "17 maj 2024 kl. 10:30",
            "17. maj 2024 kl. 10.30",
            "17. mai 2024 kl. 10:30",
            "17 Mayıs 2024 10:30",
            "17 травня 2024, 10:30",
            "17. května 2024 v 10:30",
            "17 Mei 2024 pukul 10:30",
            "17 மே 2024, 10:30",
            "17 మే 2024, 10:30",
            "17 મે 2024, 10:30",
            "१७ मे २०२४, १०:३०",
            "17 مئی 2024, 10:30",
            "17. toukokuuta 2024 klo 10.30",
            "17 Μαΐου 2024, 10:30",
            "17 mai 2024, 10:30",
            "17 май 2024 г., 10:30",
            "17 ಮೇ 2024, 10:30",
            "17 മേയ് 2024, 10:30",
            "17 ਮਈ 2024, 10:30",
        ] {
            check(line, &["2024-05-17T10:30"]);
        }
        // A word that is no month in any of them.
        check("17 mayor 2024", &[]);
        check("17 sets 2024", &[]);
    }

    #[test]
    fn numeric_dates() {
        check("14/07/2025", &["2025-07-14"]);
        check("date 2025-08-13 section", &["Published 2025-08-13"]);
        check("07.08.2025 18:05", &["2025-08-07T18:05"]);
        check("Stand: 17.05.24, 10:30 Uhr", &["Published 2024-05-17T10:30"]);
        check("Version 10.12.24.7", &[]);
        let order = |order| {
            shown_dates("07/08/2025", order, Packs::embedded()).first().map(|date| date.moment.to_string())
        };
        assert_eq!(order(DayOrder::MonthFirst).as_deref(), Some("2025-07-08"));
        assert!(shown_dates("07/08/2025", DayOrder::Unknown, Packs::embedded()).is_empty());
    }

    #[test]
    fn zones_are_kept_where_they_are_shown() {
        check("Published: 13 Aug 2025, 11:03 IST", &["Published 2025-08-13T11:03+05:30"]);
        check("13 Aug 2025 11:03 GMT+5:30", &["2025-08-13T11:03+05:30"]);
        check("11:03 IST, 13 August 2025", &["2025-08-13T11:03+05:30"]);
    }

    #[test]
    fn two_dates_in_a_line_have_their_own_roles() {
        check(
            "Published: 12 Aug 2025 10:00 | Updated: 13 Aug 2025 11:30",
            &["Published 2025-08-12T10:00", "Updated 2025-08-13T11:30"],
        );
    }

    #[test]
    fn no_dates() {
        check("15 अगस्त को", &[]);
        check("31/02/2025 version 1.2.2025", &["2025-02-01"]);
        check("5,000 soldiers and 1,000 sappers", &[]);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics_and_ranges_slice(line in "([0-9]{1,4}|[ ,:/.+-]|Aug|मई|PM|a\\.m\\.|IST|\\PC){0,24}") {
            for date in shown_dates(&line, DayOrder::DayFirst, Packs::embedded()) {
                proptest::prop_assert!(line.get(date.range).is_some());
            }
        }
    }
}
