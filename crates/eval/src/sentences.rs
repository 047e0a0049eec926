//! Task `sentences`: where sentences end, against paragraphs cut by hand.
//!
//! A file a language, named by its code: a sentence a line, an empty line between paragraphs, `#` before the name of
//! what trips a splitter there; a line that begins with `+` is glued to the one before it.

use crate::measure::{Share, harmonic};
use crate::spans::{Half, half};
use crate::{Asked, Bench, Scores};
use anyhow::{Context, Result, bail};
use model::Span;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A paragraph with its sentences.
struct Paragraph {
    trap: String,
    text: String,
    sentences: Vec<Span>,
}

/// What is counted over the paragraphs of one language and half.
#[derive(Default)]
struct Tally {
    whole: [usize; 3],
    ends: [usize; 3],
}

/// Runs the task.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the gold with --data: a file or a folder of them") };
    let mut scores = Scores::default();
    let mut all: [Tally; 3] = Default::default();
    for path in files(path)? {
        let lang = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let marks = bench.packs.get(&lang).grammar.sentence_marks();
        let text = std::fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        let mut tally = Tally::default();
        for paragraph in paragraphs(&text) {
            let found = text::sentences(&paragraph.text, marks);
            let half = half(&paragraph.text);
            tally.add(&paragraph, &found);
            all[0].add(&paragraph, &found);
            all[if half == Half::Seen { 1 } else { 2 }].add(&paragraph, &found);
            if half == Half::Seen && found != paragraph.sentences {
                let found: Vec<_> = found.iter().filter_map(|span| span.of(&paragraph.text)).collect();
                scores.errors.push(format!("{lang} {}: {}", paragraph.trap, found.join(" | ")));
            }
        }
        tally.put(&mut scores, &format!("{lang}."));
    }
    for (tally, name) in all.into_iter().zip(["", "seen.", "held."]) {
        tally.put(&mut scores, name);
    }
    Ok(scores)
}

/// Returns the files of gold, in order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).with_context(|| format!("read {}", path.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    if files.is_empty() {
        bail!("no file .txt in {}", path.display());
    }
    Ok(files)
}

fn paragraphs(gold: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut trap = String::new();
    let mut open = false;
    for line in gold.lines().map(str::trim_end) {
        if let Some(name) = line.strip_prefix("# ") {
            name.clone_into(&mut trap);
        }
        if line.is_empty() || line.starts_with('#') {
            open = false;
            continue;
        }
        if !open {
            all.push(Paragraph { trap: trap.clone(), text: String::new(), sentences: Vec::new() });
        }
        open = true;
        if let Some(paragraph) = all.last_mut() {
            let (glued, sentence) = line.strip_prefix('+').map_or((false, line), |rest| (true, rest));
            if !glued && !paragraph.text.is_empty() {
                paragraph.text.push(' ');
            }
            let start = paragraph.text.len();
            paragraph.text.push_str(sentence);
            paragraph.sentences.push(Span::new(start, paragraph.text.len()));
        }
    }
    all
}

impl Tally {
    fn add(&mut self, paragraph: &Paragraph, found: &[Span]) {
        let gold = &paragraph.sentences;
        let hits = found.iter().filter(|span| gold.contains(span)).count();
        count(&mut self.whole, hits, found.len(), gold.len());
        // The end of the paragraph is no one's merit.
        let inner =
            |spans: &[Span]| -> BTreeSet<u32> { spans.iter().rev().skip(1).map(|span| span.end).collect() };
        let (found, gold) = (inner(found), inner(gold));
        count(&mut self.ends, found.intersection(&gold).count(), found.len(), gold.len());
    }

    fn put(self, scores: &mut Scores, name: &str) {
        for ([hits, found, gold], what) in [(self.ends, "ends"), (self.whole, "sentences")] {
            let (precision, recall) = (Share { hits, of: found }, Share { hits, of: gold });
            scores.share(format!("{name}{what}.precision"), precision);
            scores.share(format!("{name}{what}.recall"), recall);
            scores.put(format!("{name}{what}.f1"), harmonic(precision.value(), recall.value()), gold);
        }
    }
}

fn count(tally: &mut [usize; 3], hits: usize, found: usize, gold: usize) {
    tally[0] += hits;
    tally[1] += found;
    tally[2] += gold;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_joined_and_counted() {
        let read = paragraphs("# plain\n\nOne.\nTwo.\n+Three.\n\nFour.\n");
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].trap.as_str(), read[0].text.as_str()), ("plain", "One. Two.Three."));
        let mut tally = Tally::default();
        tally.add(&read[0], &[Span::new(0, 4), Span::new(5, 15)]);
        assert_eq!((tally.whole, tally.ends), ([1, 2, 3], [1, 1, 2]));
    }
}
