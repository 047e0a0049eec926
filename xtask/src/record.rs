//! The gold record of a thread: `record.toml` with its quotes turned into spans.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::gold::{is_iso, places};
use crate::problem::Problem;
use crate::source::Article;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    #[serde(rename = "title")]
    _title: String,
    #[serde(default)]
    claim: Vec<Claim>,
    #[serde(default)]
    silence: Vec<Silence>,
    #[serde(default)]
    timeline: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    id: String,
    kind: String,
    gloss: String,
    support: String,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    values: Vec<Amount>,
    #[serde(default)]
    at: Vec<Quote>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    value: serde_json::Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approx: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(default)]
    origins: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silence {
    claim: String,
    source: String,
    kind: String,
    article: Option<String>,
    quote: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    date: String,
    certainty: String,
    gloss: String,
    #[serde(default)]
    at: Vec<Quote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quote {
    article: String,
    quote: String,
}

const CHOICES: [(&str, &[&str]); 4] = [
    ("claim kind", &["amount", "event", "position", "attribute"]),
    ("support", &["single", "corroborated", "disputed", "revised", "denied"]),
    ("silence kind", &["stated", "observed"]),
    ("certainty", &["reported", "planned", "speculated", "denied"]),
];

/// Reads a thread's record as lines of `expected/record.jsonl`; faults go to `problems`.
pub(crate) fn read(
    corpus: &Path,
    thread: &str,
    articles: &[Article],
    problems: &mut Vec<Problem>,
) -> Result<Vec<Value>> {
    let file = PathBuf::from("source").join(thread).join("record.toml");
    let path = corpus.join(&file);
    if !path.exists() {
        problems.push(Problem::new(&file, 0, "the thread has no record"));
        return Ok(Vec::new());
    }
    let raw = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
    Ok(parse(&file, thread, &raw, articles, problems))
}

fn parse(
    file: &Path,
    thread: &str,
    raw: &str,
    articles: &[Article],
    problems: &mut Vec<Problem>,
) -> Vec<Value> {
    let record: Record = match toml::from_str(raw) {
        Ok(record) => record,
        Err(error) => {
            let line = error.span().map_or(0, |span| raw[..span.start].matches('\n').count() + 1);
            problems.push(Problem::new(file, line, error.message().to_string()));
            return Vec::new();
        }
    };
    let mut reader = Reader { file, raw, articles: BTreeMap::new(), problems };
    for article in articles {
        reader.articles.insert(&article.front.id, article);
    }
    let mut lines = Vec::new();
    for claim in &record.claim {
        reader.check("claim kind", &claim.kind);
        reader.check("support", &claim.support);
        let at = reader.spans(&claim.at, &claim.gloss);
        lines.push(json!({
            "thread": thread, "type": "claim", "id": claim.id, "kind": claim.kind, "gloss": claim.gloss,
            "support": claim.support, "origins": claim.origins, "values": claim.values, "at": at,
        }));
    }
    for silence in &record.silence {
        reader.check("silence kind", &silence.kind);
        if !record.claim.iter().any(|claim| claim.id == silence.claim) {
            reader.report(&silence.claim, format!("claim {} is not in the record", silence.claim));
        }
        let quotes: Vec<Quote> = match (&silence.article, &silence.quote) {
            (Some(article), Some(quote)) => vec![Quote { article: article.clone(), quote: quote.clone() }],
            _ => Vec::new(),
        };
        let at = if quotes.is_empty() { Vec::new() } else { reader.spans(&quotes, &silence.claim) };
        lines.push(json!({
            "thread": thread, "type": "silence", "claim": silence.claim, "source": silence.source,
            "kind": silence.kind, "at": at,
        }));
    }
    for entry in &record.timeline {
        reader.check("certainty", &entry.certainty);
        if !entry.date.split('/').all(is_iso) {
            reader.report(&entry.date, format!("{} is no ISO 8601 date", entry.date));
        }
        let at = reader.spans(&entry.at, &entry.gloss);
        lines.push(json!({
            "thread": thread, "type": "timeline", "date": entry.date, "certainty": entry.certainty,
            "gloss": entry.gloss, "at": at,
        }));
    }
    lines
}

struct Reader<'a> {
    file: &'a Path,
    raw: &'a str,
    articles: BTreeMap<&'a str, &'a Article>,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    /// Notes a fault at the first line that holds `near`.
    fn report(&mut self, near: &str, message: String) {
        let line = self.raw.find(near).map_or(0, |at| self.raw[..at].matches('\n').count() + 1);
        self.problems.push(Problem::new(self.file, line, message));
    }

    fn check(&mut self, what: &str, value: &str) {
        for (name, choices) in CHOICES {
            if name == what && !choices.contains(&value) {
                self.report(
                    &format!("\"{value}\""),
                    format!("{what} {value} is none of {}", choices.join(", ")),
                );
            }
        }
    }

    /// Turns quotes into spans; what stands behind the cut of a broken page is left out.
    fn spans(&mut self, quotes: &[Quote], near: &str) -> Vec<Value> {
        let mut spans = Vec::new();
        for Quote { article, quote } in quotes {
            let Some(found) = self.articles.get(article.as_str()).copied() else {
                self.report(&format!("\"{article}\""), format!("article {article} does not exist"));
                continue;
            };
            let text = found.whole_text();
            match places(&text, quote).first() {
                None => self.report(quote, format!("{quote:?} does not stand in the body of {article}")),
                Some(&(_, end)) if end > found.text().len() => {}
                Some(&(start, end)) => {
                    spans.push(json!({"article": article, "start": start, "end": end, "text": quote}));
                }
            }
        }
        if spans.is_empty() {
            self.report(near, format!("{near:?} rests on no sentence that a page carries"));
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(record: &str) -> (Vec<Value>, Vec<String>) {
        let article = crate::source::tests::article("", "सात लोग मरे।", "");
        let mut problems = Vec::new();
        let lines = parse(Path::new("record.toml"), "t", record, &[article], &mut problems);
        (lines, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn quotes_become_spans() {
        let (lines, faults) = check(
            "title = \"t\"\n[[claim]]\nid = \"c\"\nkind = \"amount\"\ngloss = \"dead\"\nsupport = \"single\"\n\
             values = [{ value = 7, as_of = \"2025-07-14\" }]\nat = [{ article = \"t-01\", quote = \"लोग\" }]\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        let start = "सात ".len();
        assert_eq!(lines[0]["at"][0]["start"], start);
        assert_eq!(lines[0]["values"][0]["value"], 7);
    }

    #[test]
    fn faults_name_the_line_of_the_quote() {
        let (_, faults) = check(
            "title = \"t\"\n[[timeline]]\ndate = \"2025-07-14\"\ncertainty = \"sure\"\ngloss = \"g\"\n\
             at = [{ article = \"t-01\", quote = \"आठ\" }]\n",
        );
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[1].starts_with("record.toml:6: "), "{faults:?}");
    }
}
