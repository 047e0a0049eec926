//! What can be seen of a passage's text without knowing its language.

use super::table::{Table, log, share};
use crate::furniture::Scene;
use crate::passage::{Shape, is_end_mark};

/// What the characters of a text are.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    ends: u32,
    commas: u32,
    digits: u32,
    bars: u32,
    quotes: u32,
    spaces: u32,
    chars: u32,
}

/// Adds the columns that describe each passage by itself.
pub(crate) fn look(scene: &Scene<'_>, table: &mut Table<'_>) {
    let passages = scene.passages;
    let signs: Vec<Signs> = passages.iter().map(|passage| signs(&passage.text)).collect();
    let per =
        |at: usize, count: u32| share(f64::from(count.min(50)), f64::from(signs[at].chars.max(1)) / 10.0);
    table.push("weight", |at| log(passages[at].weight));
    table.push("link share", |at| passages[at].link_share());
    table.push("ends", |at| flag(passages[at].ends()));
    table.push("cut off", |at| flag(passages[at].is_cut_off()));
    table.push("end marks", |at| log(signs[at].ends));
    table.push("end marks per text", |at| per(at, signs[at].ends));
    table.push("commas", |at| per(at, signs[at].commas));
    table.push("digits", |at| per(at, signs[at].digits));
    table.push("bars", |at| per(at, signs[at].bars));
    table.push("quotes", |at| per(at, signs[at].quotes));
    table.push("spaces", |at| per(at, signs[at].spaces));
    table.push("opens with", |at| opens_with(&passages[at].text));
    table.push("colon at the end", |at| flag(passages[at].text.ends_with(':')));
    table.push("question at the end", |at| flag(passages[at].text.ends_with(['?', '؟', '？', '!', '！'])));
    table.push("prose", |at| flag(passages[at].is_prose()));
    table.push("heading", |at| match passages[at].shape {
        Shape::Heading(level) => f32::from(level),
        _ => 0.0,
    });
    table.push("shape", |at| match passages[at].shape {
        Shape::Paragraph => 0.0,
        Shape::Quote => 1.0,
        Shape::Line => 2.0,
        Shape::Loose => 3.0,
        Shape::Heading(_) => 4.0,
        Shape::Item => 5.0,
        Shape::Cell(_) => 6.0,
        Shape::Caption => 7.0,
    });
}

/// Returns one for what holds and nought for what does not.
pub(crate) fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

fn signs(text: &str) -> Signs {
    let mut signs = Signs::default();
    for c in text.chars() {
        signs.chars += 1;
        match c {
            'a'..='z' | 'A'..='Z' => {}
            ' ' => signs.spaces += 1,
            '0'..='9' => signs.digits += 1,
            ',' | ';' | '،' | '、' | '，' | '؛' => signs.commas += 1,
            '|' | '/' | '•' | '·' | '»' | '›' | '©' | '@' | '#' | '_' | '+' | '=' | '→' | '>' | '%' => {
                signs.bars += 1
            }
            '"' | '“' | '”' | '«' | '„' | '「' | '』' | '‘' | '’' | '\'' => signs.quotes += 1,
            _ if is_end_mark(c) => signs.ends += 1,
            _ if c.is_ascii() => {}
            _ => signs.digits += u32::from(c.is_numeric()),
        }
    }
    signs
}

fn opens_with(text: &str) -> f32 {
    match text.chars().next() {
        None => 0.0,
        Some('"' | '“' | '«' | '„' | '「' | '‘' | '\'') => 1.0,
        Some('-' | '–' | '—' | '•' | '*' | '►' | '▪') => 2.0,
        Some('(' | '[') => 3.0,
        Some('©' | '#' | '@' | '|' | '/' | '»' | '>') => 4.0,
        Some(c) if c.is_numeric() => 5.0,
        Some(_) => 6.0,
    }
}
