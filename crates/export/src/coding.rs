//! Events in the terms that event data sets share: PLOVER's kinds and scores, and PLOVER's rules for what is to come.

use lang::{Row, Table};
use model::{Certainty, Event};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An event type with one of its modes, or with none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kind {
    pub(crate) event: String,
    pub(crate) mode: Option<String>,
    pub(crate) quad: u8,
    pub(crate) score: f64,
}

/// An event as event data has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Coded {
    pub(crate) kind: &'static Kind,
    /// What was planned, where PLOVER's rules turned it into a promise.
    pub(crate) was: Option<&'static str>,
}

/// What is planned of these is a promise now: AGREE, or CONCEDE.
const PROMISES: [(&str, &str); 5] = [
    ("AID", "AGREE"),
    ("CONSULT", "AGREE"),
    ("COOPERATE", "AGREE"),
    ("SUPPORT", "AGREE"),
    ("RETREAT", "CONCEDE"),
];

/// Acts of words, which happen when they are told, whatever they are about.
const OF_NOW: [&str; 2] = ["AGREE", "CONCEDE"];

static KINDS: LazyLock<BTreeMap<(String, String), Kind>> = LazyLock::new(|| {
    let kind = |table: &Table, row: &Row| {
        let mode = Some(row.get(1)).filter(|mode| !mode.is_empty()).map(str::to_owned);
        let (quad, score) = (number(table, row, 2), number(table, row, 3));
        Kind { event: row.get(0).to_owned(), mode, quad: quad as u8, score }
    };
    let table =
        built_in("plover.tsv", include_str!("../data/plover.tsv"), &["event", "mode", "quad", "score"]);
    table
        .rows()
        .iter()
        .map(|row| ((row.get(0).to_owned(), row.get(1).to_owned()), kind(&table, row)))
        .collect()
});

/// Returns the kind of an event type and mode; an unknown mode is left away, an unknown type is `None`.
pub(crate) fn kind(event: &str, mode: Option<&str>) -> Option<&'static Kind> {
    let of = |mode: &str| KINDS.get(&(event.to_owned(), mode.to_owned()));
    of(mode.unwrap_or_default()).or_else(|| of(""))
}

/// Returns an event as event data has it, or why it has no place there.
///
/// Event data tells what happened. By PLOVER's rules what is denied is left out, and what is planned becomes a promise
/// where there is one for it; whatever else is planned, and what only may happen, is left out too.
pub(crate) fn code(event: &Event) -> Result<Coded, &'static str> {
    let plain = kind(&event.event, event.mode.as_deref()).ok_or("not a PLOVER event")?;
    match event.certainty {
        Certainty::Reported => Ok(Coded { kind: plain, was: None }),
        Certainty::Planned if OF_NOW.contains(&event.event.as_str()) => Ok(Coded { kind: plain, was: None }),
        Certainty::Planned => {
            let promise = PROMISES.iter().find(|(planned, _)| *planned == event.event).ok_or("planned")?;
            Ok(Coded { kind: kind(promise.1, None).ok_or("planned")?, was: Some(promise.0) })
        }
        Certainty::Speculated => Err("speculated"),
        Certainty::Denied => Err("denied"),
    }
}

/// Reads a table that is built in; a test reads them all, so that a build with a bad one never passed.
pub(crate) fn built_in(file: &str, text: &str, columns: &[&str]) -> Table {
    Table::parse(file, text, columns).unwrap_or_else(|error| panic!("a built-in table must parse: {error}"))
}

/// Reads a number of a built-in table.
pub(crate) fn number(table: &Table, row: &Row, column: usize) -> f64 {
    let field = row.get(column);
    field.parse().unwrap_or_else(|_| panic!("{}: line {}: {field:?} is no number", table.file(), row.line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn every_kind_has_a_quad_and_a_score() {
        for kind in KINDS.values() {
            assert!((1..=4).contains(&kind.quad) && (-10.0..=10.0).contains(&kind.score), "{kind:?}");
        }
        assert_eq!(KINDS.values().filter(|kind| kind.mode.is_none()).count(), 16);
    }

    #[test]
    fn every_kind_that_packs_name_is_coded() {
        for pack in lang::Packs::embedded().iter() {
            for named in pack.happenings.kinds().filter(|kind| kind.event.chars().all(char::is_uppercase)) {
                let key = (named.event.clone(), named.mode.clone().unwrap_or_default());
                assert!(KINDS.contains_key(&key), "{}: {key:?}", pack.code);
            }
        }
    }

    fn check(
        event: &str,
        mode: Option<&str>,
        certainty: Certainty,
        expected: Result<(&str, Option<&str>), &str>,
    ) {
        let event = Event { event: event.into(), mode: mode.map(Into::into), certainty, ..testing::event() };
        let coded = code(&event);
        assert_eq!(coded.map(|coded| (coded.kind.event.as_str(), coded.was)), expected, "{event:?}");
    }

    #[test]
    fn only_what_happened_is_coded() {
        use Certainty::{Denied, Planned, Reported, Speculated};
        check("CONSULT", Some("visit"), Reported, Ok(("CONSULT", None)));
        check("CONSULT", Some("no such mode"), Reported, Ok(("CONSULT", None)));
        check("CONSULT", Some("visit"), Planned, Ok(("AGREE", Some("CONSULT"))));
        check("RETREAT", None, Planned, Ok(("CONCEDE", Some("RETREAT"))));
        check("AGREE", None, Planned, Ok(("AGREE", None)));
        check("PROTEST", Some("strike"), Planned, Err("planned"));
        check("ASSAULT", None, Denied, Err("denied"));
        check("ASSAULT", None, Speculated, Err("speculated"));
        check("accident", None, Reported, Err("not a PLOVER event"));
    }
}
