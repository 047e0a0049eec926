//! The table of events.

use super::actor::Party;
use super::{compact, each, stamp};
use crate::coding::{Coded, built_in, number};
use crate::{Counts, Result, Source, tables};
use model::id::content_hash;
use model::{DocId, Document, Event, Moment};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// One pair of one event, coded.
pub(super) struct Coding<'a> {
    /// The same for the same event in every article.
    pub(super) id: u64,
    pub(super) pair: (Party<'a>, Party<'a>),
    cameo: &'static Cameo,
    date: Option<Moment>,
    place: &'a str,
    /// Whether the event is told in the first block of the article.
    root: bool,
}

/// A CAMEO code and its Goldstein score.
#[derive(Debug, PartialEq)]
struct Cameo {
    code: String,
    goldstein: f64,
}

/// What stands in the table, built up over the articles.
pub(super) struct Tally {
    pub(super) id: u64,
    /// The first publication.
    pub(super) added: Option<Moment>,
    /// The columns that are the same in every article.
    days: [String; 4],
    parties: [[String; 10]; 2],
    code: [String; 5],
    place: String,
    root: bool,
    mentions: u64,
    articles: BTreeSet<DocId>,
    outlets: BTreeSet<String>,
    /// The address of the first article that has one.
    url: Option<(Option<Moment>, String)>,
}

static CODES: LazyLock<BTreeMap<[String; 3], Cameo>> = LazyLock::new(|| {
    let columns = ["event", "was", "mode", "code", "goldstein"];
    let table = built_in("cameo.tsv", include_str!("../../data/cameo.tsv"), &columns);
    let key = |row: &lang::Row| [0, 1, 2].map(|at| row.get(at).to_owned());
    let rows = table.rows().iter();
    rows.map(|row| (key(row), Cameo { code: row.get(3).to_owned(), goldstein: number(&table, row, 4) }))
        .collect()
});

impl<'a> Coding<'a> {
    /// Codes one pair of an event.
    pub(super) fn of(
        document: &'a Document,
        event: &'a Event,
        coded: Coded,
        pair: (Party<'a>, Party<'a>),
    ) -> Self {
        let cameo = cameo(coded);
        let place = event.place.as_deref().unwrap_or_default();
        let day = event.date.map(|date| date.to_day().to_string()).unwrap_or_default();
        let named = [pair.0.name, pair.1.name].iter().any(|name| !name.is_empty());
        // Without a day, or without anybody named, nothing tells that two articles mean the same.
        let apart = if day.is_empty() || !named { document.article().id.as_str() } else { "" };
        let parts =
            [&day, &cameo.code, &pair.0.code(), pair.0.name, &pair.1.code(), pair.1.name, place, apart];
        let hash = content_hash(&parts.map(str::as_bytes));
        // 60 of its bits: readers take the number for a signed one of 64.
        let id = u64::from_str_radix(hash.get(..15).unwrap_or("0"), 16).unwrap_or(0);
        let first = document.article().blocks.first();
        let root = first.is_some_and(|block| block.span.covers(event.trigger));
        Self { id, pair, cameo, date: event.date, place, root }
    }
}

/// Every event of the table, by day and id.
pub(super) type Tallies = BTreeMap<(String, u64), Tally>;

/// Returns every event of the table, and what was left out.
pub(super) fn tally(source: &dyn Source) -> Result<(Tallies, Counts)> {
    let mut tallies = Tallies::new();
    let mut counts = Counts::default();
    tables::documents(source, &mut |placed| {
        each(placed, &mut counts, &mut |coding, _| {
            let days = days(coding.date);
            let tally = tallies.entry((days[2].clone() + &days[1] + &days[0], coding.id));
            let tally = tally.or_insert_with(|| Tally::of(coding, days));
            tally.mentions += 1;
            tally.root |= coding.root;
            tally.articles.insert(placed.document.article().id.clone());
            tally.outlets.extend(placed.line.outlet.map(str::to_owned));
            tally.added = earlier(tally.added, placed.line.date);
            let known = tally.url.as_ref().map(|(date, _)| *date);
            if let Some(url) = placed.line.url
                && known.is_none_or(|known| before(placed.line.date, known))
            {
                tally.url = Some((placed.line.date, url.to_owned()));
            }
            Ok(())
        })
    })?;
    Ok((tallies, counts))
}

impl Tally {
    fn of(coding: &Coding<'_>, days: [String; 4]) -> Self {
        let code = coding.cameo.code.clone();
        let start = |length: usize| code.get(..length).unwrap_or(&code).to_owned();
        let (base, root) = (start(3), start(2));
        let quad = quad(&root).to_string();
        Self {
            id: coding.id,
            added: None,
            days,
            parties: [coding.pair.0.fields(), coding.pair.1.fields()],
            code: [code, base, root, quad, coding.cameo.goldstein.to_string()],
            place: coding.place.to_owned(),
            root: false,
            mentions: 0,
            articles: BTreeSet::new(),
            outlets: BTreeSet::new(),
            url: None,
        }
    }

    /// Returns the 61 columns.
    pub(super) fn fields(&self) -> Vec<String> {
        let mut row = vec![self.id.to_string()];
        row.extend(self.days.iter().cloned());
        row.extend(self.parties.iter().flatten().cloned());
        row.push(u8::from(self.root).to_string());
        row.extend(self.code.iter().cloned());
        row.extend(
            [self.mentions, self.outlets.len() as u64, self.articles.len() as u64].map(|n| n.to_string()),
        );
        // The tone, and where the two actors stand on the map: not coded.
        row.extend(std::iter::repeat_n(String::new(), 1 + 8 + 8));
        // Where it happened: only the name is known.
        row.extend([String::new(), self.place.clone()]);
        row.extend(std::iter::repeat_n(String::new(), 6));
        row.push(stamp(self.added));
        row.push(self.url.as_ref().map(|(_, url)| url.clone()).unwrap_or_default());
        row
    }
}

/// Returns day, month, year and year with the part of it gone, each where it is known.
fn days(date: Option<Moment>) -> [String; 4] {
    let none = String::new;
    match date {
        None => [none(), none(), none(), none()],
        Some(Moment::Year(year)) => [none(), none(), format!("{year:04}"), none()],
        Some(Moment::Month(year, month)) => {
            [none(), format!("{year:04}{month:02}"), format!("{year:04}"), none()]
        }
        Some(Moment::Day(day) | Moment::Minute(day, _, _)) => {
            // Months of thirty days, as GDELT counts them.
            let gone = (i32::from(day.month()) - 1) * 30 + i32::from(day.day());
            let compact = compact(day);
            let (year, month) = (compact[..4].to_owned(), compact[..6].to_owned());
            let part = (f64::from(gone) / 365.0 * 10_000.0) as i32;
            [compact, month, year.clone(), format!("{year}.{part:04}")]
        }
    }
}

fn cameo(coded: Coded) -> &'static Cameo {
    let of = |was: &str, mode: &str| CODES.get(&[coded.kind.event.as_str(), was, mode].map(str::to_owned));
    let mode = coded.kind.mode.as_deref().unwrap_or_default();
    // A test holds that the table has a row for each kind and each promise.
    of(coded.was.unwrap_or_default(), mode).or_else(|| of("", "")).unwrap_or(&OTHER)
}

static OTHER: Cameo = Cameo { code: String::new(), goldstein: 0.0 };

/// Returns GDELT's class of a CAMEO root code: words or deeds, with or against each other.
fn quad(root: &str) -> u8 {
    match root.parse::<u8>().unwrap_or(0) {
        0..=5 => 1,
        6..=9 => 2,
        10..=14 => 3,
        _ => 4,
    }
}

fn earlier(one: Option<Moment>, other: Option<Moment>) -> Option<Moment> {
    if before(other, one) { other } else { one }
}

/// Tells whether one is known and before the other, or the other is not known.
fn before(one: Option<Moment>, other: Option<Moment>) -> bool {
    one.is_some_and(|one| other.is_none_or(|other| one < other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::{code, kind};
    use crate::testing;
    use model::Certainty;

    #[test]
    fn every_kind_and_promise_has_a_cameo_code() {
        let mut seen = BTreeSet::new();
        for key in CODES.keys() {
            let event = Event {
                event: if key[1].is_empty() { key[0].clone() } else { key[1].clone() },
                mode: Some(key[2].clone()).filter(|mode| !mode.is_empty()),
                certainty: if key[1].is_empty() { Certainty::Reported } else { Certainty::Planned },
                ..testing::event()
            };
            let coded = code(&event).unwrap();
            assert_eq!(coded.kind.event, key[0]);
            assert_eq!(cameo(coded), &CODES[key]);
            seen.insert((coded.kind.event.clone(), coded.kind.mode.clone()));
        }
        let kinds =
            include_str!("../../data/plover.tsv").lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(seen.len(), kinds);
        assert!(kind("CONSULT", None).is_some());
    }

    #[test]
    fn days_are_as_precise_as_they_are_known() {
        let check = |date: &str, expected: [&str; 4]| assert_eq!(days(date.parse().ok()), expected, "{date}");
        check("2015-02-18", ["20150218", "201502", "2015", "2015.1315"]);
        check("2015-02", ["", "201502", "2015", ""]);
        check("2015", ["", "", "2015", ""]);
        check("", ["", "", "", ""]);
    }
}
