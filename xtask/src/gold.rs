//! Gold lines: what an article says, as a careful human editor marked it, with spans into its gold text.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value, json};

use crate::page::stands_alone;
use crate::problem::Problem;
use crate::source::Article;

/// What a kind of fact is called, in gold lines and in `expected/`, and the keys it may have.
struct Kind {
    name: &'static str,
    file: &'static str,
    keys: &'static [&'static str],
    required: &'static [&'static str],
    /// Longer texts take their places first, so that a short name is not found inside a long one.
    longest_first: bool,
}

const KINDS: [Kind; 5] = [
    Kind {
        name: "statement",
        file: "statements",
        keys: &["mode", "speaker", "chain"],
        required: &["mode", "speaker"],
        longest_first: false,
    },
    Kind { name: "time", file: "times", keys: &["value"], required: &["value"], longest_first: true },
    Kind {
        name: "quantity",
        file: "quantities",
        keys: &["value", "max", "approx", "counted"],
        required: &["approx"],
        longest_first: true,
    },
    Kind {
        name: "event",
        file: "events",
        keys: &["type", "date", "certainty"],
        required: &["type", "certainty"],
        longest_first: false,
    },
    Kind { name: "name", file: "names", keys: &["type"], required: &["type"], longest_first: true },
];

const CHOICES: [(&str, &str, &[&str]); 4] = [
    ("statement", "mode", &["direct", "partly_quoted", "indirect", "denial", "question", "non_report"]),
    (
        "quantity",
        "approx",
        &["exact", "about", "at_least", "at_most", "more_than", "less_than", "range", "vague"],
    ),
    ("event", "certainty", &["reported", "planned", "speculated", "denied"]),
    ("name", "type", &["PER", "LOC", "ORG"]),
];

/// The gold of one article.
pub(crate) struct Gold {
    /// The kinds that are scored on the article, as files of `expected/` are named.
    pub(crate) kinds: Vec<&'static str>,
    /// The facts by file, in the order of their spans.
    pub(crate) facts: BTreeMap<&'static str, Vec<Value>>,
}

/// Returns the names of the files that hold facts.
pub(crate) fn files() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.file)
}

/// Reads an article's gold lines; faults go to `problems`.
pub(crate) fn read(article: &Article, problems: &mut Vec<Problem>) -> Gold {
    let text = article.whole_text();
    let served = article.text().len();
    let mut gold = Gold { kinds: Vec::new(), facts: BTreeMap::new() };
    for kind in &KINDS {
        let mut facts: Vec<Fact> = Vec::new();
        let mut named = false;
        for (line, raw) in &article.gold {
            let (head, rest) = raw.split_once(char::is_whitespace).unwrap_or((raw, ""));
            if head == "none" && rest.trim() == kind.name {
                named = true;
            } else if head == kind.name {
                named = true;
                match Fact::parse(kind, *line, rest.trim()) {
                    Ok(fact) => facts.push(fact),
                    Err(message) => problems.push(Problem::new(&article.file, *line, message)),
                }
            }
        }
        if !named {
            continue;
        }
        gold.kinds.push(kind.file);
        let spans = locate(kind, &facts, &text, |fact, message| {
            problems.push(Problem::new(&article.file, fact.line, message));
        });
        let mut placed: Vec<(usize, usize, &Fact)> = spans
            .into_iter()
            .zip(&facts)
            .filter_map(|(span, fact)| span.map(|(start, end)| (start, end, fact)))
            // What stands behind the cut of a broken page is not on the page.
            .filter(|&(_, end, _)| end <= served)
            .collect();
        placed.sort_by_key(|&(start, end, fact)| (start, end, fact.line));
        let lines = placed.iter().map(|(start, end, fact)| fact.json(article, *start, *end));
        gold.facts.insert(kind.file, lines.collect());
    }
    for (line, raw) in &article.gold {
        let words: Vec<&str> = raw.split_whitespace().take(2).collect();
        let known = |name: &str| KINDS.iter().any(|kind| kind.name == name);
        if !(known(words[0]) || words[0] == "none" && words.get(1).is_some_and(|name| known(name))) {
            problems.push(Problem::new(&article.file, *line, format!("{:?} is no kind of gold", words[0])));
        }
    }
    gold
}

/// One gold line.
#[derive(Debug)]
struct Fact {
    line: usize,
    text: String,
    keys: BTreeMap<String, String>,
}

impl Fact {
    fn parse(kind: &Kind, line: usize, raw: &str) -> Result<Self, String> {
        let inner = raw.strip_prefix('"').ok_or("the text does not stand in double quotes")?;
        // The text may hold double quotes itself: the first quote that leaves well-formed keys ends it.
        let parsed = inner.match_indices('"').find_map(|(at, _)| {
            let keys = keys(&inner[at + 1..])?;
            Some((inner[..at].replace("\\\"", "\""), keys))
        });
        let (text, keys) = parsed.ok_or("after the text stands something else than key=value")?;
        if text.is_empty() {
            return Err("the text is empty".to_string());
        }
        if let Some(key) = keys.keys().find(|key| !kind.keys.contains(&key.as_str())) {
            return Err(format!("{} has no key {key}", kind.name));
        }
        if let Some(key) = kind.required.iter().find(|&&key| !keys.contains_key(key)) {
            return Err(format!("{} needs {key}", kind.name));
        }
        for (name, key, choices) in CHOICES {
            if let Some(value) = keys.get(key).filter(|_| name == kind.name)
                && !choices.contains(&value.as_str())
            {
                return Err(format!("{key}={value} is none of {}", choices.join(", ")));
            }
        }
        for key in ["value", "max"] {
            if let Some(value) = keys.get(key).filter(|_| kind.name == "quantity")
                && value.parse::<f64>().is_err()
            {
                return Err(format!("{key}={value} is no number"));
            }
        }
        let date = if kind.name == "time" { keys.get("value") } else { keys.get("date") };
        if let Some(date) = date
            && !date.split('/').all(is_iso)
        {
            return Err(format!("{date} is no ISO 8601 date"));
        }
        Ok(Self { line, text, keys })
    }

    fn json(&self, article: &Article, start: usize, end: usize) -> Value {
        let mut out = json!({"article": article.front.id, "start": start, "end": end, "text": self.text});
        let mut fields = Map::new();
        for (key, value) in &self.keys {
            let value = match key.as_str() {
                "chain" => json!(value.split(" > ").map(str::trim).collect::<Vec<_>>()),
                "speaker" if value == "?" => Value::Null,
                "value" | "max" if self.keys.contains_key("approx") => {
                    number(value).unwrap_or_else(|| json!(value))
                }
                _ => json!(value),
            };
            fields.insert(key.clone(), value);
        }
        if let Value::Object(out) = &mut out {
            out.extend(fields);
        }
        out
    }
}

/// Returns a quantity's number, whole where it is written so.
fn number(raw: &str) -> Option<Value> {
    if let Ok(whole) = raw.parse::<i64>() {
        return Some(json!(whole));
    }
    Number::from_f64(raw.parse().ok()?).map(Value::Number)
}

/// Reads `key=value key="value with spaces"`, or nothing if it is not that.
fn keys(raw: &str) -> Option<BTreeMap<String, String>> {
    let mut keys = BTreeMap::new();
    let mut rest = raw;
    loop {
        let trimmed = rest.trim_start();
        if trimmed.is_empty() || trimmed.starts_with("# ") {
            return Some(keys);
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let (key, value) = trimmed.split_once('=')?;
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return None;
        }
        let value_end = match value.strip_prefix('"') {
            Some(quoted) => quoted.find('"')? + 2,
            None => value.find(char::is_whitespace).unwrap_or(value.len()),
        };
        let plain = value[..value_end].trim_matches('"');
        if plain.is_empty() || keys.insert(key.to_string(), plain.to_string()).is_some() {
            return None;
        }
        rest = &value[value_end..];
    }
}

/// Tells whether a string is an ISO 8601 year, month, day, or day with a time.
pub(crate) fn is_iso(raw: &str) -> bool {
    let day = raw.split('T').next().unwrap_or_default();
    let digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match day.split('-').collect::<Vec<_>>()[..] {
        [year] => digits(year, 4) && raw.len() == 4,
        [year, month] => digits(year, 4) && digits(month, 2) && raw.len() == 7,
        [_, _, _] => day.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

/// Finds a place for each fact: the first one that no other fact of its kind has taken.
fn locate(
    kind: &Kind,
    facts: &[Fact],
    text: &str,
    mut report: impl FnMut(&Fact, String),
) -> Vec<Option<(usize, usize)>> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    if kind.longest_first {
        order.sort_by_key(|&at| Reverse(facts[at].text.len()));
    }
    let mut spans = vec![None; facts.len()];
    let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
    for at in order {
        let fact = &facts[at];
        let found: Vec<(usize, usize)> = places(text, &fact.text);
        let whole = |&&(start, end): &&(usize, usize)| stands_alone(text, start, end);
        let apart = |&&(start, end): &&(usize, usize)| !used.iter().any(|&(s, e)| start < e && s < end);
        let unused = |span: &&(usize, usize)| !used.contains(*span);
        let place = found
            .iter()
            .find(|span| whole(span) && apart(span))
            .or_else(|| found.iter().find(|span| whole(span) && unused(span)))
            .or_else(|| found.iter().find(unused));
        // Two events may share a trigger, and two statements their content, if something else sets them apart.
        let shared = || {
            let twin = facts
                .iter()
                .any(|other| other.line != fact.line && other.text == fact.text && other.keys == fact.keys);
            found.first().filter(|_| !kind.longest_first && !twin)
        };
        match place.or_else(shared) {
            Some(&span) => {
                used.insert(span);
                spans[at] = Some(span);
            }
            None if found.is_empty() => report(fact, format!("{:?} does not stand in the body", fact.text)),
            None => report(fact, format!("{:?} stands only {} times in the body", fact.text, found.len())),
        }
    }
    spans
}

/// Returns every span of `text` that reads `wanted`.
pub(crate) fn places(text: &str, wanted: &str) -> Vec<(usize, usize)> {
    text.match_indices(wanted).map(|(at, found)| (at, at + found.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::article;

    fn check(body: &str, gold: &str) -> Result<BTreeMap<&'static str, Vec<Value>>, Vec<String>> {
        let mut problems = Vec::new();
        let gold = read(&article("", body, gold), &mut problems);
        if problems.is_empty() {
            Ok(gold.facts)
        } else {
            Err(problems.iter().map(ToString::to_string).collect())
        }
    }

    #[test]
    fn a_statement_keeps_speaker_and_chain() {
        let facts = check(
            "वेन ने कहा कि \"मदद\" दी जाएगी।",
            "statement \"\"मदद\" दी जाएगी\" mode=indirect speaker=? chain=\"तारो वेन > वीसीएनए\"",
        )
        .unwrap();
        let statement = &facts["statements"][0];
        assert_eq!(statement["text"], "\"मदद\" दी जाएगी");
        assert_eq!(statement["speaker"], Value::Null);
        assert_eq!(statement["chain"], json!(["तारो वेन", "वीसीएनए"]));
    }

    #[test]
    fn a_short_name_takes_the_place_outside_the_long_one() {
        let facts = check("तारो वेन आए। वेन बोले।", "name \"वेन\" type=PER\nname \"तारो वेन\" type=PER").unwrap();
        let spans: Vec<u64> = facts["names"].iter().filter_map(|name| name["start"].as_u64()).collect();
        assert_eq!(spans, [0, "तारो वेन आए। ".len() as u64]);
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        let faults = check(
            "सात लोग मरे।",
            "quantity \"आठ\" value=8 approx=exact\nquantity \"सात\" value=x approx=exact\ntime \"सात\" value=2025-13-01\n\
             thing \"सात\"",
        )
        .unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains("\"आठ\" does not stand in the body")), "{faults:?}");
    }

    #[test]
    fn none_names_a_kind_without_facts() {
        assert_eq!(check("क।", "none statement").unwrap()["statements"], Vec::<Value>::new());
    }

    #[test]
    fn facts_behind_the_cut_of_a_broken_page_are_dropped() {
        let broken =
            article("quirks = [\"broken\"]", "क ख।\n\nक ग।", "name \"ख\" type=LOC\nname \"ग\" type=LOC");
        let gold = read(&broken, &mut Vec::new());
        assert_eq!(gold.facts["names"].len(), 1);
    }
}
