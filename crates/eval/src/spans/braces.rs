//! Our own sentences with their gold in braces: `DAY TAB text`, a sentence a line.
//!
//! `{on Tuesday|@2031-06-10}` is a time with its value, `?` where it has none. `{at least 17|>=17 #people =dead}` is an
//! amount: how exact (`~`, `>=`, `<=`, `>`, `<`), the value or `LEAST..MOST` or `?`, the unit, what is counted and what
//! became of it; `!` says that it is not so. A length of time is both, with `;` between. What stands in `[…]` before
//! may belong to the span or not. The file's name begins with the language and tells whether it is only scored
//! (`en.dev.txt`, `hi.test.txt`).

use super::cases::{Case, Gold, Part};
use super::{Found, Judged, OWN};
use anyhow::{Context, Result, bail};
use model::{Approx, Document, Quantity, Span};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Reads a file, or all such files of a folder.
pub(super) fn read(path: &Path) -> Result<Vec<Case>> {
    let mut paths = vec![path.to_owned()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path).with_context(|| format!("read {}", path.display()))?;
        paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
    }
    let mut cases = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let lang = name.split('.').next().unwrap_or_default();
        let part = if name.contains(".test.") { Part::Held } else { Part::Seen };
        for (at, line) in text.lines().enumerate().filter(|(_, line)| line.contains('\t')) {
            let case = case(line, lang, part);
            cases.push(case.with_context(|| format!("read line {} of {}", at + 1, path.display()))?);
        }
    }
    Ok(cases)
}

fn case(line: &str, lang: &str, part: Part) -> Result<Case> {
    let (day, marked) = line.split_once('\t').context("no tab after the day")?;
    let mut text = String::new();
    let mut gold: Vec<Gold> = Vec::new();
    // Where words in brackets that ended just now began.
    let mut optional: Option<usize> = None;
    let mut rest = marked;
    while let Some(at) = rest.find(['{', '[']) {
        let (before, mark) = rest.split_at(at);
        text.push_str(before);
        if !before.is_empty() {
            optional = None;
        }
        let close = if mark.starts_with('{') { '}' } else { ']' };
        let (inside, after) = mark[1..].split_once(close).with_context(|| format!("no {close}"))?;
        rest = after;
        if close == ']' {
            optional = Some(text.len());
            text.push_str(inside);
            continue;
        }
        let (surface, told) = inside.split_once('|').context("no | in braces")?;
        let start = text.len();
        text.push_str(surface);
        for told in told.split(';') {
            let from = optional.unwrap_or(start);
            gold.push(Gold::own(Span::new(start, text.len()), from, value(told)?));
        }
        optional = None;
    }
    text.push_str(rest);
    let anchor = Some(day.parse()?);
    Ok(Case { set: format!("{OWN}{lang}"), text, lang: lang.into(), part, anchor, supported: true, gold })
}

/// Reads what stands behind the bar.
fn value(told: &str) -> Result<Map<String, Value>> {
    if let Some(time) = told.strip_prefix('@') {
        return Ok(map(json!({ "time": time })));
    }
    let mut words = told.split_whitespace();
    let first = words.next().context("no value")?;
    let signs =
        [(">=", "at_least"), ("<=", "at_most"), (">", "more_than"), ("<", "less_than"), ("~", "about")];
    let sign = signs.into_iter().find_map(|(sign, name)| Some((first.strip_prefix(sign)?, name)));
    let (number, mut approx) = sign.unwrap_or((first, "exact"));
    let (least, most) = number.split_once("..").map_or((number, None), |(least, most)| (least, Some(most)));
    approx = match (least, most) {
        ("?", _) => "vague",
        (_, Some(_)) => "range",
        _ => approx,
    };
    let number = |text: &str| text.parse::<f64>().with_context(|| format!("no number: {text:?}"));
    let least = if least == "?" { None } else { Some(number(least)?) };
    let most = most.map(number).transpose()?;
    let mut gold = map(json!({ "amount": least, "most": most, "approx": approx }));
    for word in words {
        let (key, value) = match word.split_at(1) {
            ("#", counted) => ("counted", Value::from(counted)),
            ("=", what) => ("what", Value::from(what)),
            ("!", "") => ("negated", Value::from(true)),
            _ if gold.contains_key("unit") => bail!("two units: {told:?}"),
            _ => ("unit", Value::from(word)),
        };
        gold.insert(key.into(), value);
    }
    Ok(gold)
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Judges the times of a case.
pub(super) fn times(case: &Case, document: &Document) -> Judged {
    let shown = |time: &model::TimeExpr| time.value.as_ref().map_or_else(|| "?".into(), ToString::to_string);
    let times = &document.facts().times;
    let found = times.iter().map(|time| {
        let exact = case.gold.iter().position(|gold| gold.is_at(time.span));
        let right = exact.is_some_and(|at| case.gold[at].text("time") == Some(&shown(time)));
        Found { exact, loose: exact, right }
    });
    Judged {
        found: found.collect(),
        shown: times.iter().map(|time| format!("{}={}", document.surface(time.span), shown(time))).collect(),
        in_model: |_, _| true,
        more: Vec::new(),
    }
}

/// Judges the amounts of a case; of those that are right also what they count and what became of it.
pub(super) fn amounts(case: &Case, document: &Document) -> Judged {
    let quantities = &document.facts().quantities;
    let mut more = Vec::new();
    let found = quantities.iter().map(|quantity| {
        let exact = case.gold.iter().position(|gold| gold.is_at(quantity.span));
        let right = exact.is_some_and(|at| is_same(quantity, &case.gold[at]));
        if let Some(gold) = exact.filter(|_| right).map(|at| &case.gold[at]) {
            if let Some(counted) = gold.text("counted") {
                let have = quantity.counted.as_ref().map(|have| document.surface(have.span));
                more.push(("counted", have.is_some_and(|have| have.ends_with(counted))));
            }
            more.push(("what", quantity.what.as_deref() == gold.text("what")));
        }
        Found { exact, loose: exact, right }
    });
    let found = found.collect();
    let shown = quantities.iter().map(|quantity| {
        let counted = quantity.counted.as_ref().map(|counted| document.surface(counted.span));
        let (value, most) =
            (quantity.value.map(model::Number::value), quantity.value_max.map(model::Number::value));
        let (unit, what) = (quantity.unit.as_deref(), quantity.what.as_deref());
        let told = (value, most, quantity.approx.name(), unit, counted, what);
        format!("{}={told:?}", document.surface(quantity.span))
    });
    Judged { found, shown: shown.collect(), in_model: |_, _| true, more }
}

fn is_same(have: &Quantity, gold: &Gold) -> bool {
    let number = |key: &str| gold.get(key).and_then(Value::as_f64);
    let same = |have: Option<model::Number>, gold: Option<f64>| match (have.map(model::Number::value), gold) {
        (None, None) => true,
        (Some(have), Some(gold)) => (have - gold).abs() <= 1e-9 * gold.abs().max(1.0),
        _ => false,
    };
    let bound = |approx: Approx| gold.text("approx") == Some(approx.name());
    let negated = gold.get("negated").is_some();
    same(have.value, number("amount"))
        && same(have.value_max, number("most"))
        && bound(have.approx)
        && have.unit.as_deref() == gold.text("unit")
        && have.negated == negated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(&str, u32, Value)]) {
        let case = case(&format!("2031-05-04\t{line}"), "en", Part::Seen).unwrap();
        let read = case.gold.iter().map(|gold| {
            let surface = gold.span.of(&case.text).unwrap();
            (surface, gold.span.start - gold.from, Value::Object(gold.values[0].clone()))
        });
        let found: Vec<_> = read.collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn gold_is_read_from_braces() {
        check("It rained.", &[]);
        check("Left {on Monday|@2031-04-28}.", &[("on Monday", 0, json!({"time": "2031-04-28"}))]);
        let amount = |value: Value| {
            let mut all = json!({"amount": null, "most": null, "approx": "exact"});
            all.as_object_mut().unwrap().extend(map(value));
            all
        };
        check(
            "Open [between ]{3 and 5 p.m.|@?} for {at least 3|>=3 #men =dead}",
            &[
                ("3 and 5 p.m.", 8, json!({"time": "?"})),
                (
                    "at least 3",
                    0,
                    amount(json!({"amount": 3.0, "approx": "at_least", "counted": "men", "what": "dead"})),
                ),
            ],
        );
        check(
            "{an hour|@PT1H;1 hour} and {5-6 km|5..6 km}",
            &[
                ("an hour", 0, json!({"time": "PT1H"})),
                ("an hour", 0, amount(json!({"amount": 1.0, "unit": "hour"}))),
                ("5-6 km", 0, amount(json!({"amount": 5.0, "most": 6.0, "approx": "range", "unit": "km"}))),
            ],
        );
    }

    #[test]
    fn bad_lines_are_told() {
        for line in
            ["day\ttext", "2031-05-04\t{a", "2031-05-04\t{a}", "2031-05-04\t{a|x}", "2031-05-04\t{a|1 km m}"]
        {
            assert!(case(line, "en", Part::Seen).is_err(), "{line}");
        }
    }
}
