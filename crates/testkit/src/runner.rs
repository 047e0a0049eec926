//! Running cases: comparing, and rewriting expectations when asked to.

use crate::facts::{Fact, facts, usual_keys};
use crate::{Case, Error, Input, Line, Result, cases};
use model::Document;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The environment variable that asks for expectations to be rewritten.
pub const BLESS: &str = "SUTRADHAR_BLESS";

/// What came of running cases.
#[derive(Debug, Default)]
pub struct Report {
    /// How many cases ran.
    pub run: usize,
    /// What does not hold, ready to be printed, one text a case.
    pub failures: Vec<String>,
    /// How many cases were rewritten.
    pub rewritten: usize,
}

/// Runs all cases under a folder through `make`; with `bless`, rewrites the expectations that do not hold.
pub fn run(dir: &Path, bless: bool, make: impl Fn(&Input) -> Document) -> Result<Report> {
    let mut report = Report::default();
    let mut rewrites: BTreeMap<PathBuf, Vec<(Case, Vec<Line>)>> = BTreeMap::new();
    for case in cases(dir)? {
        report.run += 1;
        let document = make(&case.input);
        let Err(failure) = check(&case, &document) else { continue };
        if bless {
            report.rewritten += 1;
            let lines = actual(&case.expect, &document);
            rewrites.entry(case.path.clone()).or_default().push((case, lines));
        } else {
            report.failures.push(failure);
        }
    }
    for (path, cases) in rewrites {
        rewrite(&path, &cases)?;
    }
    Ok(report)
}

/// Compares a case with a document; the error is ready to be printed.
pub fn check(case: &Case, document: &Document) -> std::result::Result<(), String> {
    let mut wrong = String::new();
    for kind in kinds(&case.expect) {
        let expected: Vec<&Line> =
            case.expect.iter().filter(|line| line.about() == kind && !line.is_none()).collect();
        let found = facts(document, kind);
        let same = expected.len() == found.len()
            && expected.iter().zip(&found).all(|(line, fact)| holds(line, fact));
        if same {
            continue;
        }
        // Writing into a String cannot fail.
        for line in &expected {
            let sign = if found.iter().any(|fact| holds(line, fact)) { ' ' } else { '-' };
            let _ = writeln!(wrong, "  {sign} {line}");
        }
        for (fact, line) in found.iter().zip(lines(kind, &found, &case.expect)) {
            if !expected.iter().any(|line| holds(line, fact)) {
                let _ = writeln!(wrong, "  + {line}");
            }
        }
        if found.is_empty() {
            let _ = writeln!(wrong, "  + none {kind}");
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!("{}:{}: {}\n{wrong}", case.path.display(), case.line, case.name)),
    }
}

/// Returns the kinds that an expect block names, in its order.
fn kinds(expect: &[Line]) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for line in expect {
        if !kinds.contains(&line.about()) {
            kinds.push(line.about());
        }
    }
    kinds
}

/// Tells whether a fact is as a line says.
fn holds(line: &Line, fact: &Fact) -> bool {
    let is = |(key, value): &(String, String)| {
        fact.values.iter().any(|(name, actual)| name == key && actual.is(value))
    };
    line.surface == fact.surface && line.pairs.iter().all(is)
}

/// Returns the expect block that holds for a document.
fn actual(expect: &[Line], document: &Document) -> Vec<Line> {
    let mut out = Vec::new();
    for kind in kinds(expect) {
        let found = facts(document, kind);
        if found.is_empty() {
            let comment = expect.iter().find(|line| line.is_none() && line.surface == kind);
            out.push(Line {
                kind: "none".to_owned(),
                surface: kind.to_owned(),
                comment: comment.map_or_else(String::new, |line| line.comment.clone()),
                ..Line::default()
            });
        }
        out.extend(lines(kind, &found, expect));
    }
    out
}

/// Returns facts as lines, with the keys and comments of the expected lines about the same words.
fn lines(kind: &str, found: &[Fact], expect: &[Line]) -> Vec<Line> {
    let mut open: Vec<&Line> = expect.iter().filter(|line| line.kind == kind).collect();
    let named: Vec<&str> = {
        let mut named = Vec::new();
        for (key, _) in open.iter().flat_map(|line| &line.pairs) {
            if !named.contains(&key.as_str()) {
                named.push(key.as_str());
            }
        }
        named
    };
    found
        .iter()
        .map(|fact| {
            let model = open.iter().position(|line| line.surface == fact.surface).map(|at| open.remove(at));
            let keys: Vec<&str> = match model {
                Some(line) => line.pairs.iter().map(|(key, _)| key.as_str()).collect(),
                None if named.is_empty() => usual_keys(kind).to_vec(),
                None => named.clone(),
            };
            let pairs = keys.iter().filter_map(|key| {
                let (_, value) = fact.values.iter().find(|(name, _)| name == key)?;
                let expected = model.and_then(|line| line.pairs.iter().find(|(name, _)| name == key));
                // What holds already stays as a person put it.
                let kept = expected.filter(|(_, text)| value.is(text)).map(|(_, text)| text.clone());
                let shown = kept.unwrap_or_else(|| value.shown());
                let wanted = model.is_some() || shown != "?";
                wanted.then(|| ((*key).to_owned(), shown))
            });
            Line {
                kind: kind.to_owned(),
                surface: fact.surface.clone(),
                pairs: pairs.collect(),
                comment: model.map_or_else(String::new, |line| line.comment.clone()),
            }
        })
        .collect()
}

/// Puts new expect blocks into a file.
fn rewrite(path: &Path, cases: &[(Case, Vec<Line>)]) -> Result<()> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the last to the first, so that the line numbers before stay right.
    for (case, expect) in cases.iter().rev() {
        lines.splice(case.range.clone(), expect.iter().map(Line::to_string));
    }
    std::fs::write(path, lines.join("\n") + "\n").map_err(Error::io(path))
}

#[cfg(test)]
mod tests;
