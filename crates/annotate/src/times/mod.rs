//! Times: what an expression of time means, against the day of the article.
//!
//! Each rule reads one kind of expression from one token on; `RULES` lists them in reading order, and the
//! longest reading wins. A part of the day or an hour beside a day joins it (“सोमवार सुबह 9 बजे”).
//!
//! **The span** covers the expression with its weekday and the words that modify it (`पिछले साल जून`), not the
//! postposition or preposition around it (`को`, `में`, `से`, `on`, `in`, `since`), though one may change the value: “जून
//! से” is an interval with an open end.
//!
//! Without the article's date only absolute expressions have a value. A weekday alone is the last one up to the
//! article's day, unless its clause lies ahead; a day without a year or a month alone is the nearest, a date against
//! the tense of its clause counting as three times as far. What stays open (“five o'clock”, which half of the day?) is given only as precisely as it is known.

mod ago;
mod anniversary;
mod calendar_date;
mod century;
mod clock;
mod day_word;
mod decade;
mod duration;
mod edge;
mod ending;
mod every;
mod hours;
mod month_day;
mod nth;
mod nth_day;
mod numeric_date;
mod range;
mod relative_period;
mod scan;
mod short_date;
mod stretch;
mod tense;
mod vague;
mod weekday;
mod whole;
mod year;

use crate::quantities::numbers;
use jiff::civil::{Date, Time};
use lang::Pack;
use model::{Moment, Rule, Sentence, TimeExpr, TimeKind, TimeValue};
use scan::Scan;
use std::ops::Range;
use text::Tokens;

/// Returns the times that a text names, in text order, none inside another.
///
/// `anchor` is the article's moment of publication.
///
/// ```
/// use model::{Sentence, Span};
/// let text = "किम बुधवार को पहुंचे।";
/// let tokens = text::Tokens::of(text);
/// let sentences = [Sentence { span: Span::new(0, text.len()) }];
/// let pack = lang::Packs::embedded().get("hi");
/// let found = annotate::times::times(&tokens, &sentences, pack, "2025-09-04".parse().ok());
/// assert_eq!(found[0].span.of(text), Some("बुधवार"));
/// assert_eq!(found[0].value.as_ref().map(ToString::to_string).as_deref(), Some("2025-09-03"));
/// ```
pub fn times(
    tokens: &Tokens<'_>,
    sentences: &[Sentence],
    pack: &Pack,
    anchor: Option<Moment>,
) -> Vec<TimeExpr> {
    let numbers = numbers(tokens, pack);
    let mut all = Vec::new();
    let mut told = Told::default();
    for sentence in sentences {
        let scan = Scan { tokens, range: tokens.within(sentence.span), pack, numbers: &numbers, anchor };
        let mut found = read(&scan);
        settle(&scan, &mut found, &mut told);
        all.extend(found.into_iter().filter_map(|found| {
            Some(TimeExpr {
                span: tokens.span(found.range)?,
                value: found.value,
                kind: found.kind,
                anchor: anchor.filter(|_| found.relative),
                rule: Rule::new(found.rule),
            })
        }));
    }
    all
}

/// Reads one kind of expression from a token on.
type TimeRule = fn(&Scan<'_>, usize) -> Option<Found>;

/// The rules in reading order; of two readings of one length the earlier rule's is taken.
const RULES: &[TimeRule] = &[
    numeric_date::read,
    edge::read,
    ending::read,
    range::read,
    short_date::read,
    nth::read,
    century::read,
    anniversary::read,
    stretch::read,
    hours::read,
    calendar_date::read,
    month_day::read,
    nth_day::read,
    weekday::read,
    day_word::read,
    vague::read,
    relative_period::read,
    ago::read,
    decade::read,
    year::read,
    every::read,
    whole::read,
    clock::read,
    clock::read_part,
    duration::read,
];

/// How many expressions away an hour looks for its day.
const NEAR: usize = 8;

/// An expression as it was read.
#[derive(Clone, Debug)]
struct Found {
    range: Range<usize>,
    value: Option<TimeValue>,
    kind: TimeKind,
    /// Whether the article's date decides the value.
    relative: bool,
    rule: &'static str,
    /// What the sentence must still say.
    open: Open,
}

/// What an expression still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// Nothing.
    No,
    /// Nothing, and it names a day, which an hour may make more precise.
    Day,
    /// The day of an hour, with the minutes that its zone lies east of UTC; no hour where it is not known which half
    /// of the day is meant.
    Clock(Option<Time>, Option<i16>),
    /// The day of two hours.
    Hours(Time, Time),
    /// The day of a part of the day.
    Part,
    /// The day told before, so many days away from this one.
    From(i32),
    /// The year told before, so many years away from this one.
    FromYear(i16),
}

impl Found {
    /// An expression that names a day; `day` is `None` where the article's date is needed and unknown.
    fn day(range: Range<usize>, day: Option<Date>, relative: bool, rule: &'static str) -> Self {
        Self {
            range,
            value: day.map(|day| TimeValue::Moment(Moment::Day(day))),
            kind: TimeKind::Date,
            relative,
            rule,
            open: Open::Day,
        }
    }

    fn new(
        range: Range<usize>,
        value: Option<TimeValue>,
        kind: TimeKind,
        relative: bool,
        rule: &'static str,
    ) -> Self {
        Self { range, value, kind, relative, rule, open: Open::No }
    }

    fn the_day(&self) -> Option<Date> {
        self.value.as_ref().and_then(TimeValue::moment).and_then(Moment::day)
    }
}

/// What was told last, on which “a day earlier” and “a year earlier” rest.
#[derive(Default)]
struct Told {
    day: Option<Date>,
    year: Option<i16>,
}

impl Told {
    fn take(&mut self, found: &Found) {
        if found.open == Open::Day {
            self.day = found.the_day().or(self.day);
        }
        let year = match &found.value {
            Some(TimeValue::Moment(moment)) => Some(moment.first_day().year()),
            Some(TimeValue::Interval(Some(from), Some(_))) if !found.relative => {
                Some(from.first_day().year())
            }
            _ => None,
        };
        self.year = year.or(self.year);
    }
}

/// Reads one sentence from left to right.
fn read(scan: &Scan<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = scan.range.start;
    while at < scan.range.end {
        match longest(scan, at) {
            Some(found) => {
                let found = open_end(scan, join_hour(scan, found));
                at = found.range.end;
                all.push(found);
            }
            None => at += 1,
        }
    }
    all
}

fn longest(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.may_open(at) {
        return None;
    }
    let mut best: Option<Found> = None;
    for rule in RULES {
        if let Some(found) = rule(scan, at)
            && found.range.end <= scan.range.end
            && best.as_ref().is_none_or(|best| found.range.end > best.range.end)
        {
            best = Some(found);
        }
    }
    best.map(|found| edge::after(scan, found))
}

/// Joins a day with the hour or the part of the day beside it.
fn join_hour(scan: &Scan<'_>, mut found: Found) -> Found {
    let linked = |at: usize| scan.role("of", at).unwrap_or(at);
    match found.open {
        Open::Day => {
            for at in [found.range.end, linked(found.range.end)] {
                let hours = hours::read(scan, at).or_else(|| clock::read(scan, at));
                let Some(hour) = hours.or_else(|| clock::read_part(scan, at)) else {
                    continue;
                };
                found.range.end = hour.range.end;
                if hour.open != Open::Part {
                    found.kind = hour.kind;
                    found.value = found.value.map(|value| at_hour(value, hour.open));
                }
                if let Open::Hours(..) = hour.open {
                    found.open = Open::No;
                }
                break;
            }
        }
        Open::Clock(..) | Open::Hours(..) | Open::Part => {
            for at in [found.range.end, linked(found.range.end)] {
                let Some(day) = longest(scan, at).filter(|day| day.open == Open::Day) else { continue };
                let open = if let Open::Hours(..) = found.open { Open::No } else { day.open };
                return Found {
                    range: found.range.start..day.range.end,
                    value: day.value.map(|value| at_hour(value, found.open)),
                    kind: found.kind,
                    open,
                    ..day
                };
            }
        }
        // “हर सोमवार शाम 4 बजे”: the hour belongs to what comes again.
        Open::No if found.kind == TimeKind::Set => {
            if let Some(hour) =
                clock::read(scan, found.range.end).or_else(|| clock::read_part(scan, found.range.end))
            {
                found.range.end = hour.range.end;
            }
        }
        Open::No | Open::From(_) | Open::FromYear(_) => {}
    }
    found
}

/// Gives a day its hour or hours; without one it stays a day.
fn at_hour(value: TimeValue, open: Open) -> TimeValue {
    let zone = if let Open::Clock(_, zone) = open { zone } else { None };
    let minute = |day, time| Moment::Minute(day, time, zone);
    match (value.moment().and_then(Moment::day), open) {
        (Some(day), Open::Clock(Some(time), _)) => TimeValue::Moment(minute(day, time)),
        (Some(day), Open::Hours(from, to)) => {
            // From ten at night to two: the second is of the next day.
            let end = if to > from { Some(day) } else { scan::shift(day, 1) };
            TimeValue::Interval(Some(minute(day, from)), end.map(|end| minute(end, to)))
        }
        _ => value,
    }
}

/// Makes an interval with an open end of a time that something began at.
fn open_end(scan: &Scan<'_>, mut found: Found) -> Found {
    let (start, end) = (found.range.start, found.range.end);
    if !(found.kind == TimeKind::Date && matches!(found.open, Open::Day | Open::No)) {
        return found;
    }
    let onward = scan.role("onward", end);
    found.range.end = onward.unwrap_or(end);
    let after =
        onward.is_some() || scan.role("from_after", end).is_some() && scan.role("not_from", end).is_none();
    if !(after || scan.role_before("from_before", start).is_some()) {
        return found;
    }
    if let Some(from) = found.value.as_ref().and_then(TimeValue::moment) {
        found.value = Some(TimeValue::Interval(Some(from), None));
    }
    found.kind = TimeKind::Interval;
    found.open = Open::No;
    found
}

/// Gives hours and parts of a day their day: the nearest one that the sentence tells, else the article's.
fn settle(scan: &Scan<'_>, found: &mut [Found], told: &mut Told) {
    for at in 0..found.len() {
        match found[at].open {
            Open::Clock(..) | Open::Hours(..) | Open::Part => {
                // Only near expressions are looked at, so that a long list of hours costs no more than a short one.
                let near = (at.saturating_sub(NEAR)..found.len().min(at + NEAR))
                    .filter(|other| found[*other].open == Open::Day)
                    .min_by_key(|other| other.abs_diff(at));
                let (day, relative) = match near {
                    Some(near) => (found[near].the_day(), found[near].relative),
                    None => (scan.today(), true),
                };
                let open = found[at].open;
                found[at].value = day.map(|day| at_hour(TimeValue::Moment(Moment::Day(day)), open));
                found[at].relative = relative;
            }
            Open::From(days) => {
                let day = told.day.or(scan.today());
                found[at].value =
                    day.and_then(|day| scan::shift(day, days)).map(|day| TimeValue::Moment(Moment::Day(day)));
                found[at].open = Open::Day;
            }
            Open::FromYear(years) => {
                let from = told.year.or(scan.about_today().map(|today| today.year()));
                let year = from.and_then(|year| year.checked_add(years));
                found[at].value = year.map(|year| TimeValue::Moment(Moment::Year(year)));
            }
            Open::No | Open::Day => {}
        }
        told.take(&found[at]);
    }
}

#[cfg(test)]
mod tests;
