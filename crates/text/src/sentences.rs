//! Sentences of a block of text.

use crate::script::is_word_char;
use model::Span;
use std::collections::HashSet;

/// The marks and words that decide where sentences end; a language pack gives them.
#[derive(Clone, Debug, Default)]
pub struct SentenceMarks {
    /// Words after which a full stop does not end the sentence, folded, without the stop: shortened words and
    /// the names of letters in scripts without capitals (`जे. डी. वेंस`).
    pub abbreviations: HashSet<String>,
}

/// Cuts one block of text into sentences.
///
/// Ends: `।`, `॥`, `.`, `?`, `!`, `…`, `。`, `؟`, `۔`, each with the quotes and brackets that close after it.
/// A full stop ends no sentence inside a number or an initialism, after a single capital or an
/// abbreviation, or where a lower-case word follows; a glued one ends it when the next word is of a script
/// without case.
///
/// The spans are trimmed and in order; together they hold everything that is not white space.
pub fn sentences(text: &str, marks: &SentenceMarks) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let mut depth = QuoteState::default();
    while let Some((at, c)) = chars.next() {
        depth.see(text, at, c);
        if c == '\n' {
            push(&mut spans, text, start, at);
            start = at + 1;
            depth = QuoteState::default();
            continue;
        }
        if !is_end_mark(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next_at, next)) = chars.peek().copied() {
            if !is_end_mark(next) {
                break;
            }
            chars.next();
            end = next_at + next.len_utf8();
        }
        if c == '.' && end == at + 1 && !stop_ends(text, at, marks) {
            continue;
        }
        // Quotes and brackets that close belong to the sentence, unless a straight mark opens the next one.
        while let Some((next_at, next)) = chars.peek().copied() {
            let closes = match next {
                '”' | '’' | '»' | ')' | ']' => true,
                '"' | '\'' => depth.open(next) || !opens_next(&text[next_at + 1..]),
                _ => false,
            };
            if !closes {
                break;
            }
            chars.next();
            depth.see(text, next_at, next);
            end = next_at + next.len_utf8();
            // An end mark after the closing quote belongs to it too: `"…"।`
            while let Some((mark_at, mark)) = chars.peek().copied() {
                if !is_end_mark(mark) {
                    break;
                }
                chars.next();
                end = mark_at + mark.len_utf8();
            }
        }
        push(&mut spans, text, start, end);
        start = end;
    }
    push(&mut spans, text, start, text.len());
    spans
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '।' | '॥' | '.' | '?' | '!' | '…' | '。' | '؟' | '۔' | '！' | '？')
}

/// Counts straight marks, so that one after a stop is known to close or to open.
#[derive(Default)]
struct QuoteState {
    double: bool,
    single: bool,
}

impl QuoteState {
    fn see(&mut self, text: &str, at: usize, c: char) {
        match c {
            '"' => self.double = !self.double,
            '\'' => {
                let before = text[..at].chars().next_back().is_some_and(is_word_char);
                let after = text[at + 1..].chars().next().is_some_and(is_word_char);
                if !(before && after) {
                    self.single = !self.single;
                }
            }
            _ => {}
        }
    }

    fn open(&self, mark: char) -> bool {
        if mark == '"' { self.double } else { self.single }
    }
}

fn opens_next(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| !c.is_whitespace())
}

fn stop_ends(text: &str, at: usize, marks: &SentenceMarks) -> bool {
    let before = &text[..at];
    let after = &text[at + 1..];
    let next = after.chars().next();
    let word: &str = {
        let from =
            before.char_indices().rev().take_while(|(_, c)| is_word_char(*c)).last().map_or(at, |(i, _)| i);
        &before[from..]
    };
    let Some(next) = next else { return true };
    if next.is_numeric() && word.chars().next_back().is_some_and(char::is_numeric) {
        return false;
    }
    let glued = is_word_char(next);
    let cased = |c: char| c.is_lowercase() || c.is_uppercase();
    if glued && cased(next) {
        // Addresses, initialisms, file names; a capital after a lower-case word is a glued sentence end.
        let last = word.chars().next_back();
        return next.is_uppercase() && last.is_some_and(char::is_lowercase) && word.chars().count() > 2;
    }
    let initial = word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_none();
    if initial || marks.abbreviations.contains(&crate::fold(word)) {
        return false;
    }
    // Initials in Latin script: `U.S. forces`.
    let dotted = before[..at - word.len()].ends_with('.') && word.chars().count() <= 2;
    if dotted && !glued && word.chars().all(char::is_uppercase) {
        return after.trim_start().is_empty();
    }
    if glued {
        return true;
    }
    !after.trim_start().chars().next().is_some_and(char::is_lowercase)
}

fn push(spans: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let span = Span::new(start, end).trimmed(text);
    let Some(surface) = span.of(text) else { return };
    if surface.is_empty() {
        return;
    }
    // Marks alone are no sentence: they join the one before.
    if !surface.chars().any(is_word_char)
        && let Some(last) = spans.last_mut()
    {
        *last = last.join(span);
        return;
    }
    spans.push(span);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let marks = SentenceMarks {
            abbreviations: ["डॉ", "जे", "डी", "mr", "gen"].map(crate::fold).into()
        };
        let found: Vec<&str> = sentences(text, &marks).iter().map(|span| span.of(text).unwrap()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn danda_and_full_stop() {
        check("वह आया। वह गया.", &["वह आया।", "वह गया."]);
        check("वह आया.वह गया.", &["वह आया.", "वह गया."]);
        check("कीमत 3.5 प्रतिशत बढ़ी। फिर घटी।", &["कीमत 3.5 प्रतिशत बढ़ी।", "फिर घटी।"]);
    }

    #[test]
    fn abbreviations_and_initials() {
        check("डॉ. शर्मा आए। जे. डी. वेंस गए।", &["डॉ. शर्मा आए।", "जे. डी. वेंस गए।"]);
        check("Mr. Smith met Gen. Lee. He left.", &["Mr. Smith met Gen. Lee.", "He left."]);
        check("The U.S. forces came. They left.", &["The U.S. forces came.", "They left."]);
    }

    #[test]
    fn closing_quotes_belong_to_the_sentence() {
        check("कहा, \"हम साथ हैं।\" वह गया।", &["कहा, \"हम साथ हैं।\"", "वह गया।"]);
        check("करता है।\"उन्होंने कहा।", &["करता है।", "\"उन्होंने कहा।"]);
        check("\"हम हैं.\"वह बोला।", &["\"हम हैं.\"", "वह बोला।"]);
        check("क्या वह आया? हां! ठीक…", &["क्या वह आया?", "हां!", "ठीक…"]);
    }

    proptest::proptest! {
        #[test]
        fn sentences_hold_everything(text in "[ a-zA-Zक-हा-्।.?!\"'\n0-9]{0,80}") {
            let spans = sentences(&text, &SentenceMarks::default());
            let joined: String = spans.iter().flat_map(|s| s.of(&text).unwrap().chars()).filter(|c| !c.is_whitespace()).collect();
            let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            proptest::prop_assert_eq!(joined, plain);
        }

        #[test]
        fn any_text_is_cut(text in "\\PC{0,80}") {
            for span in sentences(&text, &SentenceMarks::default()) {
                proptest::prop_assert!(span.of(&text).is_some());
            }
        }
    }
}
