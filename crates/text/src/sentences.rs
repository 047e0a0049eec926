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
    /// Words that open sentences, folded: written with a capital behind an initialism they begin one.
    pub openers: HashSet<String>,
}

/// Cuts one block of text into sentences.
///
/// Ends: `।`, `॥`, `.`, `?`, `!`, `…`, `。`, `؟`, `۔`, each with the quotes and brackets that close after it.
/// A full stop ends no sentence inside a number or an initialism, after a single capital, an abbreviation or the
/// number of a list, or where a lower-case word follows; no mark does before the end of a bracket that opened inside; a glued one ends it when the next word is of a script
/// without case.
///
/// The spans are trimmed and in order; together they hold everything that is not white space.
pub fn sentences(text: &str, marks: &SentenceMarks) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut depth = QuoteState::default();
    while let Some(c) = text[at..].chars().next() {
        depth.see(text, at, c);
        let next = at + c.len_utf8();
        if c == '\n' {
            push(&mut spans, text, start, at);
            start = next;
            depth = QuoteState::default();
        } else if is_end_mark(c) {
            let stops = run(text, at);
            let plain = c == '.' && stops == next;
            if !plain || stop_ends(text, start, at, marks) {
                let (end, inside) = closed(text, stops, start, &mut depth);
                if !inside && !goes_on(text, end, c) {
                    push(&mut spans, text, start, end);
                    start = end;
                }
                at = end;
                continue;
            }
        }
        at = next;
    }
    push(&mut spans, text, start, text.len());
    spans
}

/// Returns where the end marks from a place on stop.
fn run(text: &str, at: usize) -> usize {
    text[at..].find(|c| !is_end_mark(c)).map_or(text.len(), |length| at + length)
}

/// Takes in the quotes and brackets that close after an end mark; tells whether one closes a bracket that opened
/// inside the sentence, which then goes on behind it.
fn closed(text: &str, stops: usize, start: usize, depth: &mut QuoteState) -> (usize, bool) {
    let mut end = stops;
    let mut inside = false;
    while let Some(next) = text[end..].chars().next() {
        let doubled = next == '\'' && text[end + 1..].starts_with('\'');
        let after = end + if doubled { 2 } else { next.len_utf8() };
        // A straight mark closes what is open; where nothing is, it opens the next sentence unless space follows.
        let closes = match next {
            '”' | '’' | '»' | ')' | ']' => true,
            '"' | '\'' => depth.open(if doubled { '"' } else { next }) || !opens_next(&text[after..]),
            _ => false,
        };
        if !closes {
            break;
        }
        if next == ')' {
            let opened = text[start..end].rfind('(').map(|at| start + at);
            inside = opened.is_some_and(|at| text[start..at].chars().any(is_word_char));
        }
        if doubled {
            depth.double = false;
        } else {
            depth.see(text, end, next);
        }
        end = after;
        // An end mark after the closing quote belongs to it too: `"…"।`
        let more = run(text, end);
        inside &= more == end;
        end = more;
    }
    (end, inside)
}

/// Tells whether a sentence goes on behind an end mark and what closes after it: with a small letter.
///
/// A danda and its like end it whatever follows.
fn goes_on(text: &str, end: usize, mark: char) -> bool {
    let rest = &text[end..];
    let space = rest.starts_with([' ', '\u{A0}', ',']);
    let next = rest.trim_start_matches([' ', '\u{A0}']).chars().next();
    matches!(mark, '.' | '?' | '!' | '…')
        && next
            .is_some_and(|c| (space && c.is_lowercase()) || (c == ',' && text[..end].ends_with(closes_quote)))
}

fn closes_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '"' | '\'')
}

/// Tells whether a mark may end a sentence.
pub fn is_end_mark(c: char) -> bool {
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
            // Two single marks side by side are one double: it turns at the first.
            '\'' if text[at + 1..].starts_with('\'') && !text[..at].ends_with('\'') => {
                self.double = !self.double
            }
            '\'' if text[..at].ends_with('\'') => {}
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

fn stop_ends(text: &str, start: usize, at: usize, marks: &SentenceMarks) -> bool {
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
    if is_list_number(&text[start..at], word) {
        return false;
    }
    let glued = is_word_char(next);
    let cased = |c: char| c.is_lowercase() || c.is_uppercase();
    if glued && cased(next) {
        // Addresses, initialisms, file names; a capital after a lower-case word is a glued sentence end.
        let last = word.chars().next_back();
        return next.is_uppercase() && last.is_some_and(char::is_lowercase) && word.chars().count() > 2;
    }
    // “the U.N. He left”: a word that opens sentences begins one here too.
    let opens = !glued && opens_sentence(after, marks);
    let initial =
        !opens && word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_none();
    if initial || marks.abbreviations.contains(&crate::fold(word)) {
        return false;
    }
    // The name of a letter that is also another word, behind one that is not: `आर. के. पुरवार`.
    let uncased = word.chars().all(|c| !cased(c) && !c.is_numeric());
    if uncased
        && word.chars().count() <= 3
        && !glued
        && follows_abbreviation(&before[..at - word.len()], marks)
    {
        return false;
    }
    // Initials in Latin script: `U.S. forces`.
    let dotted = before[..at - word.len()].ends_with('.') && word.chars().count() <= 2;
    if dotted && !glued && word.chars().all(char::is_uppercase) {
        return opens || after.trim_start().is_empty();
    }
    if glued {
        return true;
    }
    !after.trim_start().chars().next().is_some_and(char::is_lowercase)
}

/// Tells whether the digits before a stop number what follows: `1.`, `: 2.`, `, 3.`
fn is_list_number(sentence: &str, word: &str) -> bool {
    let digits = word.chars().count() <= 2 && !word.is_empty() && word.chars().all(char::is_numeric);
    let before = sentence.get(..sentence.len() - word.len()).unwrap_or_default().trim_end();
    digits && (before.is_empty() || before.ends_with([':', ',', ';', '(']))
}

/// Tells whether a text begins with a word that opens sentences, written with a capital.
fn opens_sentence(after: &str, marks: &SentenceMarks) -> bool {
    let after = after.trim_start();
    let word = &after[..after.find(|c| !is_word_char(c)).unwrap_or(after.len())];
    word.starts_with(char::is_uppercase) && word.len() <= 24 && marks.openers.contains(&crate::fold(word))
}

/// Tells whether a text ends with an abbreviation and its stop.
fn follows_abbreviation(before: &str, marks: &SentenceMarks) -> bool {
    let Some(rest) = before.trim_end_matches([' ', '\u{A0}']).strip_suffix('.') else { return false };
    let from = rest.char_indices().rev().take_while(|(_, c)| is_word_char(*c)).last();
    from.is_some_and(|(at, _)| {
        rest.len() - at <= 12 && marks.abbreviations.contains(&crate::fold(&rest[at..]))
    })
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
            abbreviations: ["डॉ", "जे", "डी", "mr", "gen"].map(crate::fold).into(),
            openers: ["he", "it"].map(crate::fold).into(),
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
        check(
            "It left the U.N. He stayed. U.N. Forces came.",
            &["It left the U.N.", "He stayed.", "U.N. Forces came."],
        );
    }

    #[test]
    fn closing_quotes_belong_to_the_sentence() {
        check("कहा, \"हम साथ हैं।\" वह गया।", &["कहा, \"हम साथ हैं।\"", "वह गया।"]);
        check("करता है।\"उन्होंने कहा।", &["करता है।", "\"उन्होंने कहा।"]);
        check("\"हम हैं.\"वह बोला।", &["\"हम हैं.\"", "वह बोला।"]);
        check("क्या वह आया? हां! ठीक…", &["क्या वह आया?", "हां!", "ठीक…"]);
        check("कहा, ''हम हैं।'' वह गया।", &["कहा, ''हम हैं।''", "वह गया।"]);
        check("\"Stop!\" he cried. He ran.", &["\"Stop!\" he cried.", "He ran."]);
        check("He said ''no.'' She left.", &["He said ''no.''", "She left."]);
    }

    #[test]
    fn what_looks_like_an_end_inside_a_sentence() {
        check("जे. के. राव आए। कौन के. वह?", &["जे. के. राव आए।", "कौन के.", "वह?"]);
        check("नियम: 1. भरें, 2. दें। कुल थे 40. सब गए।", &["नियम: 1. भरें, 2. दें।", "कुल थे 40.", "सब गए।"]);
        check("पुल (जो बना था।) बंद है। (वह गया।) बस।", &["पुल (जो बना था।) बंद है।", "(वह गया।)", "बस।"]);
        check("He waited ... and left. So... Then no.", &["He waited ... and left.", "So...", "Then no."]);
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
