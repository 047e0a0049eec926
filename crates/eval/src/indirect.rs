//! Task `indirect`: one report of speech in one sentence, as treebanks mark it: a JSON line a report with `text`, `cue`,
//! `speaker` (its span and head word, or null where the subject is dropped) and `content`, in code points.
//!
//! Of all reports: `found`, that a statement with this cue was read; `speaker`, that its speaker's last word is the
//! head, or that it has none where the gold has none; `content`, that the span is the gold's, marks at its ends aside.
//! Such data is often licensed for research alone: it is measured with, never kept. Of `*.test.*` no error is shown.

use crate::files::json_lines;
use crate::measure::Share;
use crate::place::overlap;
use crate::{Asked, Bench, Scores, plain};
use anyhow::{Result, bail};
use model::{DocId, Document, Span, Statement};
use serde::Deserialize;
use text::fold;

#[derive(Deserialize)]
struct Report {
    id: String,
    #[serde(default = "hindi")]
    lang: String,
    text: String,
    cue: Points,
    speaker: Option<GoldSpeaker>,
    content: Points,
}

#[derive(Deserialize)]
struct GoldSpeaker {
    head: String,
}

/// A range of code points.
#[derive(Deserialize)]
struct Points {
    start: usize,
    end: usize,
}

impl Points {
    fn span(&self, text: &str) -> Span {
        let byte = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
        Span::new(byte(self.start), byte(self.end))
    }
}

/// The language of lines that name none: the one for which such data exists.
fn hindi() -> String {
    "hi".to_owned()
}

/// Runs the task.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the file of the reports with --data") };
    let reports: Vec<Report> = json_lines(path)?;
    let mut scores = Scores::default();
    let (mut met, mut speaker, mut content) = (Share::default(), Share::default(), Share::default());
    for report in &reports {
        let article = plain::article(DocId::given(&report.id), &report.text, &report.lang);
        let document = annotate::annotate(article, &bench.packs);
        let (cue, said) = (report.cue.span(&report.text), report.content.span(&report.text));
        let found = (document.facts().statements.iter())
            .filter(|statement| statement.cue.iter().any(|span| overlap(&[*span], &[cue]) > 0.0))
            .max_by(|a, b| overlap(&a.content, &[said]).total_cmp(&overlap(&b.content, &[said])));
        if found.is_none() && report.speaker.is_none() {
            // Hearsay is nobody's word: where nobody is named, finding no statement is neither right nor wrong.
            continue;
        }
        let right_speaker = found.is_some_and(|statement| is_speaker(&document, statement, report));
        let right_content = found.is_some_and(|statement| {
            let words = statement
                .content
                .iter()
                .fold(None, |all: Option<Span>, span| Some(all.map_or(*span, |all| all.join(*span))));
            words.is_some_and(|words| bare(document.surface(words)) == bare(document.surface(said)))
        });
        met.add(found.is_some());
        speaker.add(right_speaker);
        content.add(right_content);
        let want = report.speaker.as_ref().map(|speaker| speaker.head.as_str());
        let have = found.and_then(|statement| statement.speaker.as_ref());
        let have = have.map(|speaker| document.surface(speaker.span));
        match found {
            None => scores.errors.push(format!("missed {}: {}", report.id, report.text)),
            Some(_) if !right_speaker => scores
                .errors
                .push(format!("speaker {}: want {want:?}, have {have:?}: {}", report.id, report.text)),
            Some(statement) if !right_content => {
                let have: Vec<_> = statement.content.iter().map(|span| document.surface(*span)).collect();
                let want = document.surface(said);
                scores.errors.push(format!("content {}: want {want}, have {}", report.id, have.join(" … ")));
            }
            Some(_) => {}
        }
    }
    scores.share("found", met);
    scores.share("speaker", speaker);
    scores.share("content", content);
    if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".test.")) {
        scores.errors.clear();
    }
    Ok(scores)
}

/// Tells whether the speaker's last word is the gold's head; a dropped subject has no words.
fn is_speaker(document: &Document, statement: &Statement, report: &Report) -> bool {
    let words = statement.speaker.as_ref().map(|speaker| fold(document.surface(speaker.span)));
    let written = statement.rule.as_str() == "told-in-source";
    match (&report.speaker, words) {
        // A treebank marks who acts: a paper in which it stands written is no subject to it.
        (None, words) => words.is_none() || written,
        // Alone, a pronoun leads to nobody: the statement then begins with it.
        (Some(gold), None) => {
            let begins = document.surface(statement.span);
            begins.starts_with(&gold.head)
        }
        (Some(gold), Some(words)) => words.split_whitespace().last() == Some(&*fold(&gold.head)),
    }
}

fn bare(words: &str) -> &str {
    words.trim_matches(|letter: char| {
        letter.is_whitespace() || letter.is_ascii_punctuation() || "‘’“”।".contains(letter)
    })
}
