//! The timeline as a strip: one mark an entry, each a link to where it is told; the list beside it says the same.

use super::timeline;
use crate::source::Source;
use crate::{address, clean, cut};
use askama::Template;
use jiff::civil::Date;
use model::{Certainty, TimelineEntry};
use std::collections::BTreeMap;

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/strip.html")]
pub struct Strip {
    label: String,
    width: i64,
    height: i64,
    /// Where the thread runs.
    base: i64,
    ticks: Vec<(i64, String)>,
    marks: Vec<Mark>,
}

impl askama::filters::HtmlSafe for Strip {}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    href: String,
    title: String,
    certainty: &'static str,
    x: i64,
    y: i64,
}

const WIDTH: i64 = 1000;
/// Marks keep this far from the ends.
const EDGE: i64 = 16;
/// From the middle of one mark to that of the next.
const STEP: i64 = 18;
/// So many marks stand above each other; more are only in the list.
const STACK: i64 = 6;
/// Two labels of the axis keep so far apart.
const LABEL: i64 = 110;

impl Strip {
    /// Draws the timeline of a thread; `None` where there are less than two entries to set apart.
    pub fn of(source: &Source<'_>) -> Option<Self> {
        let entries = &source.thread.timeline;
        let first = entries.iter().map(|entry| entry.date.first_day()).min()?;
        let last = entries.iter().map(|entry| entry.date.first_day()).max()?;
        let length = days(first, last);
        if length == 0 {
            return None;
        }
        let place = |day: Date| EDGE + days(first, day) * (WIDTH - 2 * EDGE) / length;
        let mut days_of: BTreeMap<Date, Vec<&TimelineEntry>> = BTreeMap::new();
        for entry in entries {
            days_of.entry(entry.date.first_day()).or_default().push(entry);
        }
        // More days than fit are drawn where they fall, one over the other.
        let places = spread(&days_of.keys().map(|day| place(*day)).collect::<Vec<_>>());
        let tallest = days_of.values().map(|entries| entries.len() as i64).max().unwrap_or(1).min(STACK);
        let base = tallest * STEP + 6;
        let mut marks = Vec::new();
        for (entries, x) in days_of.values().zip(places) {
            for (row, entry) in entries.iter().take(STACK as usize).enumerate() {
                marks.extend(mark(entry, x, base - STEP / 2 - 4 - row as i64 * STEP, source));
            }
        }
        Some(Self {
            label: source.look.word("timeline.strip").to_owned(),
            width: WIDTH,
            height: base + 28,
            base,
            ticks: ticks(first, last, place, source),
            marks,
        })
    }
}

fn mark(entry: &TimelineEntry, x: i64, y: i64, source: &Source<'_>) -> Option<Mark> {
    let look = source.look;
    let word = match entry.certainty {
        Certainty::Reported => String::new(),
        other => format!("{} {}: ", timeline::sign(other), look.word(&format!("certainty.{}", other.name()))),
    };
    Some(Mark {
        href: address::evidence(entry.evidence.first()?),
        title: format!("{}: {word}{}", look.day(entry.date), cut(&clean(&entry.text), 90)),
        certainty: entry.certainty.name(),
        x,
        y,
    })
}

/// Moves places apart so that marks do not cover each other, as far as there is room.
fn spread(ideal: &[i64]) -> Vec<i64> {
    let mut places = ideal.to_vec();
    if (places.len() as i64 - 1) * STEP > WIDTH - 2 * EDGE {
        return places;
    }
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + STEP);
    }
    let mut most = WIDTH - EDGE;
    for place in places.iter_mut().rev() {
        *place = (*place).min(most);
        most = *place - STEP;
    }
    places
}

/// Returns the beginnings of months between two days that have room for a label; of years where months have none.
fn ticks(first: Date, last: Date, place: impl Fn(Date) -> i64, source: &Source<'_>) -> Vec<(i64, String)> {
    let look = source.look;
    let months = i64::from(last.year() - first.year()) * 12 + i64::from(last.month() - first.month());
    let mut found: Vec<(i64, String)> = Vec::new();
    if months == 0 {
        for day in [first, last] {
            found.push((place(day), look.day_of_month(day)));
        }
        return found;
    }
    let step = (1..).find(|step| months / step * LABEL <= WIDTH).unwrap_or(1);
    let mut month = first.first_of_month();
    let mut at = 0;
    while month <= last {
        if at % step == 0 {
            let x = place(month.max(first));
            if found.last().is_none_or(|(before, _)| x - before >= LABEL) && x + LABEL / 2 <= WIDTH {
                found.push((x, look.month_head(model::Moment::Month(month.year(), month.month()))));
            }
        }
        at += 1;
        match month.checked_add(jiff::Span::new().months(1)) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    found
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ideal: &[i64], expected: &[i64]) {
        assert_eq!(spread(ideal), expected);
    }

    #[test]
    fn marks_move_apart_and_stay_inside() {
        check(&[], &[]);
        check(&[16, 500, 984], &[16, 500, 984]);
        check(&[16, 17, 18], &[16, 34, 52]);
        check(&[16, 980, 984], &[16, 966, 984]);
        check(&[16, 960, 980, 984], &[16, 948, 966, 984]);
    }
}
