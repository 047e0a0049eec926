//! Tables as [GDELT 2.0](http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf) has them:
//! events (61 columns) and their mentions (16 columns), tab-separated, without a header.
//!
//! As there, events of several articles with the same day, actors, action and place are one event.
//! What is not known is left empty, above all the day: it is the event's own and never that of the report.

mod actor;
mod event;
mod mention;

use crate::coding;
use crate::tables::{self, Placed};
use crate::{Counts, Result, Source};
use actor::Party;
use event::Coding;
use model::{Document, Event, Moment};
use std::collections::BTreeMap;
use std::io::Write;

/// So many pairs of one event are kept: a list of fifty signatories is no thousand events.
const PAIRS: usize = 32;

/// Writes the table of events.
pub(crate) fn write_events(source: &dyn Source, out: &mut dyn Write) -> Result<Counts> {
    let (tallies, mut counts) = event::tally(source)?;
    for tally in tallies.values() {
        line(out, &tally.fields())?;
        counts.wrote();
    }
    Ok(counts)
}

/// Writes the table of mentions.
pub(crate) fn write_mentions(source: &dyn Source, out: &mut dyn Write) -> Result<Counts> {
    // An event's first day of publication stands in each of its mentions, so all must be seen before one is written.
    let (tallies, left_out) = event::tally(source)?;
    let added: BTreeMap<u64, String> = tallies.values().map(|tally| (tally.id, stamp(tally.added))).collect();
    let mut counts = Counts { written: 0, ..left_out };
    let mut ignored = Counts::default();
    tables::documents(source, &mut |placed| {
        let places = mention::Places::of(placed.document);
        each(placed, &mut ignored, &mut |coding, event| {
            let first = added.get(&coding.id).map_or("", String::as_str);
            line(out, &mention::fields(placed, coding, event, &places, first))?;
            counts.wrote();
            Ok(())
        })
    })?;
    Ok(counts)
}

/// Hands on each pair of each event of a document that CAMEO has a code for.
fn each(
    placed: &Placed<'_>,
    counts: &mut Counts,
    take: &mut dyn FnMut(&Coding<'_>, &Event) -> Result<()>,
) -> Result<()> {
    let document = placed.document;
    for event in &document.facts().events {
        let coded = match coding::code(event) {
            Ok(coded) => coded,
            Err(reason) => {
                counts.left_out(reason);
                continue;
            }
        };
        for (at, pair) in pairs(document, event).into_iter().enumerate() {
            if at < PAIRS {
                take(&Coding::of(document, event, coded, pair), event)?;
            } else {
                counts.left_out("pair of actors beyond 32 of one event");
            }
        }
    }
    Ok(())
}

/// Returns who acts upon whom: each actor with each recipient, or those who act together two by two.
fn pairs<'a>(document: &'a Document, event: &'a Event) -> Vec<(Party<'a>, Party<'a>)> {
    let parties =
        |of: &'a [model::Actor]| of.iter().map(|actor| Party::of(document, actor)).collect::<Vec<_>>();
    let (actors, recipients) = (parties(&event.actors), parties(&event.recipients));
    // One more than is kept, so that what is beyond is seen and counted once.
    let most = PAIRS + 1;
    match (&actors[..], &recipients[..]) {
        ([], []) => vec![(Party::default(), Party::default())],
        ([], recipients) => recipients.iter().map(|to| (Party::default(), *to)).take(most).collect(),
        ([one], []) => vec![(*one, Party::default())],
        (together, []) => {
            let pairs = together.iter().enumerate();
            pairs
                .flat_map(|(at, one)| together[at + 1..].iter().map(|other| (*one, *other)))
                .take(most)
                .collect()
        }
        (actors, recipients) => {
            actors.iter().flat_map(|from| recipients.iter().map(|to| (*from, *to))).take(most).collect()
        }
    }
}

/// Returns a moment as GDELT stamps it, in UTC where the offset is known: `YYYYMMDDHHMMSS`; empty without a day.
fn stamp(moment: Option<Moment>) -> String {
    match moment {
        Some(Moment::Minute(day, time, offset)) => {
            let local = day.to_datetime(time);
            let shift = jiff::Span::new().minutes(i64::from(offset.unwrap_or(0)));
            let utc = local.checked_sub(shift).unwrap_or(local);
            format!("{}{:02}{:02}00", compact(utc.date()), utc.hour(), utc.minute())
        }
        Some(Moment::Day(day)) => format!("{}000000", compact(day)),
        _ => String::new(),
    }
}

fn compact(day: jiff::civil::Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Writes one row; the table has no quoting, so tabs and line ends become spaces.
fn line(out: &mut dyn Write, fields: &[String]) -> Result<()> {
    let mut row = String::new();
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            row.push('\t');
        }
        row.extend(field.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
    row.push('\n');
    Ok(out.write_all(row.as_bytes())?)
}
