//! Marked text: a word and its tag a line (`word TAB B-PER`), an empty line between sentences.
//!
//! Tags open with `B-` or `I-`; `O` stands outside. Further columns are left alone, lines that open with `# ` are
//! remarks. Tags of [IL-NER](https://github.com/ltrc/IL-NER) (`NEP`), of [HiNER](https://github.com/cfiltnlp/HiNER)
//! (`PERSON`) and of CoNLL 2003 (`PER`) name the same kinds.

use model::EntityType;
use std::ops::Range;
use text::{TokenKind, Tokens};

/// A sentence of marked text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// The words with a space between.
    pub text: String,
    /// Where each word stands in the text, in bytes.
    pub words: Vec<Range<usize>>,
    /// The names of kinds that are told apart here: a range of words each.
    pub names: Vec<(Range<usize>, EntityType)>,
    /// The remarks before it.
    pub remarks: Vec<String>,
}

/// Reads marked text.
///
/// ```
/// let read = tagger::marked("# a remark\nAma\tB-PER\nRao\tI-PER\nleft\tO\n\nLiora\tB-NEL\n");
/// assert_eq!(read[0].text, "Ama Rao left");
/// assert_eq!(read[0].names, [(0..2, model::EntityType::Per)]);
/// assert_eq!(read[1].names, [(0..1, model::EntityType::Loc)]);
/// ```
pub fn marked(file: &str) -> Vec<Marked> {
    let mut sentences = Vec::new();
    let mut now = Marked::default();
    let mut end = |now: &mut Marked| {
        if !now.words.is_empty() {
            sentences.push(std::mem::take(now));
        }
    };
    for line in file.lines() {
        if let Some(remark) = line.strip_prefix("# ") {
            now.remarks.push(remark.to_owned());
            continue;
        }
        let mut columns = line.split('\t');
        let word = columns.next().unwrap_or_default().trim();
        if word.is_empty() {
            end(&mut now);
            continue;
        }
        let tag = columns.next().unwrap_or("O").trim();
        if !now.text.is_empty() {
            now.text.push(' ');
        }
        let start = now.text.len();
        now.text.push_str(word);
        let at = now.words.len();
        now.words.push(start..now.text.len());
        let Some((place, kind)) = tag.split_once('-') else { continue };
        let Some(kind) = kind_of(kind) else { continue };
        match now.names.last_mut() {
            Some((range, last)) if place == "I" && range.end == at && *last == kind => range.end = at + 1,
            _ => now.names.push((at..at + 1, kind)),
        }
    }
    end(&mut now);
    sentences
}

fn kind_of(name: &str) -> Option<EntityType> {
    Some(match name {
        "PER" | "PERSON" | "NEP" => EntityType::Per,
        "LOC" | "LOCATION" | "NEL" => EntityType::Loc,
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "NEO" => EntityType::Org,
        _ => return None,
    })
}

impl Marked {
    /// Returns the names as ranges of the tokens of its text, without marks at their ends.
    ///
    /// Marks that the words of the file carry (`"अभियान`) are tokens of their own here.
    pub fn names_in(&self, tokens: &Tokens<'_>) -> Vec<(Range<usize>, EntityType)> {
        let is_mark = |at: usize| tokens.items().get(at).is_none_or(|token| token.kind == TokenKind::Mark);
        let bytes = |words: &Range<usize>| self.words[words.start].start..self.words[words.end - 1].end;
        let in_tokens = self.names.iter().filter_map(|(words, kind)| {
            let bytes = bytes(words);
            let mut range = tokens.within(model::Span::new(bytes.start, bytes.end));
            while range.start < range.end && is_mark(range.start) {
                range.start += 1;
            }
            while range.start < range.end && is_mark(range.end - 1) {
                range.end -= 1;
            }
            (!range.is_empty()).then_some((range, *kind))
        });
        in_tokens.collect()
    }

    /// Returns the words that a passage of the text holds in whole or in part; none where it holds only marks.
    pub fn words_of(&self, bytes: Range<usize>) -> Range<usize> {
        let held = |word: &Range<usize>| {
            let (from, to) = (word.start.max(bytes.start), word.end.min(bytes.end));
            self.text.get(from..to).is_some_and(|part| part.chars().any(char::is_alphanumeric))
        };
        let first = self.words.partition_point(|word| word.end <= bytes.start);
        let mut held = (first..self.words.len())
            .take_while(|at| self.words[*at].start < bytes.end)
            .filter(|at| held(&self.words[*at]));
        match held.next() {
            Some(first) => first..held.last().unwrap_or(first) + 1,
            None => first..first,
        }
    }
}
