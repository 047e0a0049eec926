//! Sentences with their gold, from the forms in which others publish them.
//!
//! [Recognizers-Text](https://github.com/microsoft/Recognizers-Text) specifications, one case a line, and
//! [Duckling](https://github.com/facebook/duckling) examples, one surface a line; our own sentences are read by
//! [`super::braces`].

use super::{LANG, braces};
use crate::files::json_lines;
use anyhow::{Context, Result, bail};
use model::{Moment, Span};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::Path;

/// A text with everything that is to be found in it.
pub(super) struct Case {
    /// The set that it belongs to: `NumberModel`, `DateTimeModel`.
    pub(super) set: String,
    pub(super) text: String,
    pub(super) lang: String,
    pub(super) part: Part,
    /// The moment that relative times count from.
    pub(super) anchor: Option<Moment>,
    /// Whether the publisher's own program is expected to read it.
    pub(super) supported: bool,
    pub(super) gold: Vec<Gold>,
}

/// One thing to be found.
pub(super) struct Gold {
    pub(super) span: Span,
    /// Where the span may begin as well: “\[between \]3 and 5 p.m.”.
    pub(super) from: u32,
    /// The values of which one must be met; none where only the span is told.
    pub(super) values: Vec<Map<String, Value>>,
}

/// A half of the cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// May be looked at.
    Seen,
    /// Is only scored.
    Held,
}

/// A part of the cases of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Was looked at from the start.
    Seen,
    /// The half of the held half that was only scored at first and may be looked at since.
    Opened,
    /// Is only scored.
    Held,
}

impl Part {
    fn of(text: &str) -> Self {
        match (half(text), fnv(text.as_bytes()) >> 33 & 1) {
            (Half::Seen, _) => Self::Seen,
            (Half::Held, 0) => Self::Opened,
            (Half::Held, _) => Self::Held,
        }
    }

    /// Returns what follows the name of a set in the name of a measure.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Seen => ".seen",
            Self::Opened => ".opened",
            Self::Held => ".held",
        }
    }
}

/// Returns the half by the text alone, so that a text that stands in several sets is in one half in all.
pub(crate) fn half(text: &str) -> Half {
    if (fnv(text.as_bytes()) >> 32) & 1 == 0 { Half::Seen } else { Half::Held }
}

/// Returns the [FNV-1a](http://www.isthe.com/chongo/tech/comp/fnv/) hash, the same on every machine.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// Reads the cases of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Case>> {
    if path.is_dir() || path.extension().is_some_and(|extension| extension == "txt") {
        return braces::read(path);
    }
    if path.extension().is_some_and(|extension| extension == "tsv") {
        let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
        return text.lines().filter(|line| !line.trim().is_empty()).map(example).collect();
    }
    let rows: Vec<Row> = json_lines(path)?;
    rows.into_iter().map(Row::case).collect()
}

/// A case as Recognizers-Text gives it.
#[derive(Deserialize)]
struct Row {
    spec: String,
    input: String,
    #[serde(rename = "ref")]
    anchor: Option<String>,
    results: Vec<Found>,
    #[serde(default)]
    dotnet: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    text: String,
    /// In UTF-16 units.
    start: Option<usize>,
    resolution: Option<Map<String, Value>>,
    value: Option<Map<String, Value>>,
}

impl Row {
    fn case(self) -> Result<Case> {
        let set = self.spec.rsplit('/').next().unwrap_or_default().to_owned();
        let anchor = self.anchor.as_deref().and_then(moment);
        let mut gold: Vec<Gold> = Vec::new();
        for found in &self.results {
            let from = gold.last().map_or(0, |last| last.span.end as usize);
            gold.push(Gold::new(found.span(&self.input, from), found.values()));
        }
        let part = Part::of(&self.input);
        Ok(Case { set, text: self.input, lang: LANG.into(), part, anchor, supported: self.dotnet, gold })
    }
}

impl Gold {
    fn new(span: Span, values: Vec<Map<String, Value>>) -> Self {
        Self { span, from: span.start, values }
    }

    /// Gold of our own; the span may begin at `from` as well.
    pub(super) fn own(span: Span, from: usize, value: Map<String, Value>) -> Self {
        Self { from: Span::new(from, from).start, ..Self::new(span, vec![value]) }
    }

    /// Returns what the gold says of one thing.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.values.first()?.get(key)
    }

    /// Returns what the gold says of one thing as text.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Tells whether a span is that of the gold.
    pub(super) fn is_at(&self, span: Span) -> bool {
        span.end == self.span.end && (span.start == self.span.start || span.start == self.from)
    }
}

impl Found {
    /// Returns where it stands; an empty span where its words are not in the text.
    fn span(&self, input: &str, from: usize) -> Span {
        let words = self.text.trim();
        let told =
            self.start.and_then(|start| utf16(input, start)).filter(|at| input[*at..].starts_with(words));
        let at =
            told.or_else(|| input.get(from..)?.find(words).map(|at| from + at)).or_else(|| input.find(words));
        at.filter(|_| !words.is_empty()).map_or(Span::new(0, 0), |at| Span::new(at, at + words.len()))
    }

    fn values(&self) -> Vec<Map<String, Value>> {
        let Some(told) = self.resolution.as_ref().or(self.value.as_ref()) else { return Vec::new() };
        if let Some(Value::Array(values)) = told.get("values") {
            return values.iter().filter_map(Value::as_object).cloned().collect();
        }
        // A parser gives one reading that lies ahead and one that lies behind.
        let readings = ["FutureResolution", "PastResolution"].into_iter();
        let readings: Vec<_> =
            readings.filter_map(|key| told.get(key)?.as_object()).map(|r| reading(told, r)).collect();
        if readings.is_empty() { vec![told.clone()] } else { readings }
    }
}

/// Returns a parser's reading in the form that models give theirs.
fn reading(told: &Map<String, Value>, reading: &Map<String, Value>) -> Map<String, Value> {
    let mut value = Map::new();
    for (key, text) in reading {
        let (kind, slot) = match key.as_str() {
            "date" => ("date", "value"),
            "dateTime" => ("datetime", "value"),
            "time" => ("time", "value"),
            "duration" => ("duration", "value"),
            "set" => ("set", "value"),
            "startDate" => ("daterange", "start"),
            "endDate" => ("daterange", "end"),
            "startDateTime" => ("datetimerange", "start"),
            "endDateTime" => ("datetimerange", "end"),
            "startTime" => ("timerange", "start"),
            "endTime" => ("timerange", "end"),
            _ => continue,
        };
        value.insert("type".into(), kind.into());
        value.insert(slot.into(), text.clone());
    }
    for (from, to) in [("Timex", "timex"), ("Mod", "Mod")] {
        told.get(from).and_then(|told| value.insert(to.into(), told.clone()));
    }
    value
}

/// Returns the byte at which a position in UTF-16 units stands.
fn utf16(text: &str, units: usize) -> Option<usize> {
    let mut seen = 0;
    text.char_indices().find_map(|(at, c)| {
        let here = seen == units;
        seen += c.len_utf16();
        here.then_some(at)
    })
}

/// Reads a moment such as `2016-11-07T16:12:00`, without its seconds.
fn moment(text: &str) -> Option<Moment> {
    text.get(..16)?.parse().ok()
}

/// Reads an example of Duckling: dimension, value, surface.
fn example(line: &str) -> Result<Case> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [dimension, value, text] = columns[..] else {
        bail!("read example {line:?}: {} columns, expected 3", columns.len());
    };
    let words: Vec<&str> = value.split(' ').collect();
    let values = match words[..] {
        ["NumeralValue" | "OrdinalData", value] => json!({ "value": value }),
        ["DurationData", count, unit] => json!({ "value": count, "unit": unit }),
        ["simple", unit, value] => json!({ "value": value, "unit": unit }),
        _ => bail!("read example {line:?}: no such value"),
    };
    let gold = Gold::new(Span::new(0, text.len()), values.as_object().cloned().into_iter().collect());
    Ok(Case {
        set: dimension.to_owned(),
        text: text.to_owned(),
        lang: LANG.into(),
        part: Part::of(text),
        anchor: None,
        supported: true,
        gold: vec![gold],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read() {
        let row = r#"{"spec":"DateTime/DateTimeModel","input":"वह 😀 कल आया","ref":"2031-05-04T10:00:00","dotnet":true,
            "results":[{"Text":"कल","Start":6,"End":7,"TypeName":"datetimeV2.date",
            "Resolution":{"values":[{"timex":"2031-05-03","type":"date","value":"2031-05-03"}]}}]}"#;
        let case = serde_json::from_str::<Row>(row).unwrap().case().unwrap();
        assert_eq!((case.set.as_str(), case.supported), ("DateTimeModel", true));
        assert_eq!(case.gold[0].span.of(&case.text), Some("कल"));
        assert_eq!(case.gold[0].values[0]["type"], "date");
        assert_eq!(case.anchor.map(|anchor| anchor.to_string()).as_deref(), Some("2031-05-04T10:00"));
    }

    #[test]
    fn an_example_is_read() {
        let case = example("Duration\tDurationData 30 Minute\tआधा घंटा").unwrap();
        assert_eq!(
            (case.set.as_str(), case.gold[0].values[0]["unit"].as_str()),
            ("Duration", Some("Minute"))
        );
        assert!(example("Duration\tआधा घंटा").is_err());
    }

    #[test]
    fn halves_are_fixed() {
        assert_eq!(fnv(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
