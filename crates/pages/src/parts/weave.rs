//! Marks over a text, woven so that elements nest although spans overlap.

use model::Span;
use std::cmp::Reverse;

/// A span to mark. Marks of equal span nest by rank, the lowest outermost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the text.
    pub span: Span,
    /// Which of two marks of one span is the outer one.
    pub rank: u8,
    /// How it is written.
    pub tag: Tag,
}

/// An element as it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// The element.
    pub element: &'static str,
    /// Its classes.
    pub class: String,
    /// Its id; a mark in pieces has it on the first.
    pub id: Option<String>,
    /// Where it leads, where it is a link.
    pub href: Option<String>,
    /// What it is, in words: type, value, rule.
    pub title: Option<String>,
    /// What is shown behind it; a mark in pieces has it on the last.
    pub value: Option<String>,
}

/// What a woven text is written from, in order; opened and closed in pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strand {
    /// An element begins.
    Open(Tag),
    /// Words, with what steers their direction taken out.
    Words(String),
    /// A note begins its passage here.
    Note(usize),
    /// The element begun last ends.
    Close(&'static str),
}

/// Weaves marks and the numbers of notes into one passage of a text.
///
/// What stands outside the passage is cut off; a mark that overlaps the end of another is written in two pieces.
/// A link inside a link is written as a plain span.
pub fn weave(text: &str, passage: Span, marks: &[Mark], notes: &[(u32, usize)]) -> Vec<Strand> {
    let Some(_) = passage.of(text) else { return Vec::new() };
    let mut marks: Vec<Mark> = marks.iter().filter_map(|mark| clipped(mark, passage, text)).collect();
    marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.rank));
    let inside = |(at, _): &&(u32, usize)| passage.start <= *at && *at < passage.end;
    let notes: Vec<(u32, usize)> = notes.iter().filter(inside).copied().collect();
    let mut places: Vec<u32> = (marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]))
        .chain(notes.iter().map(|(at, _)| *at))
        .chain([passage.start, passage.end])
        .filter(|at| text.is_char_boundary(*at as usize))
        .collect();
    places.sort_unstable();
    places.dedup();

    let mut strands = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut coming = marks.into_iter().peekable();
    let mut noted = notes.into_iter().peekable();
    for (at, place) in places.iter().enumerate() {
        let mut again = Vec::new();
        if let Some(lowest) = open.iter().position(|mark| mark.span.end <= *place) {
            for mark in open.drain(lowest..).rev() {
                strands.push(Strand::Close(mark.tag.element));
                if mark.span.end > *place {
                    again.push(mark);
                }
            }
        }
        // The number of a note is a link, so it waits for the end of a name that it would stand in.
        if !open.iter().any(|mark| mark.tag.element == "a") {
            while let Some((_, number)) = noted.next_if(|(at, _)| at <= place) {
                strands.push(Strand::Note(number));
            }
        }
        for mark in &mut again {
            mark.tag.id = None;
            mark.span.start = *place;
        }
        while let Some(mark) = coming.next_if(|mark| mark.span.start <= *place) {
            again.push(mark);
        }
        again.sort_by_key(|mark| (Reverse(mark.span.end), mark.rank));
        for mut mark in again {
            if mark.tag.element == "a" && open.iter().any(|outer| outer.tag.element == "a") {
                mark.tag.element = "span";
                mark.tag.href = None;
            }
            let goes_on = open.iter().any(|outer| outer.span.end < mark.span.end);
            let value = mark.tag.value.clone().filter(|_| !goes_on);
            strands.push(Strand::Open(Tag { value, ..mark.tag.clone() }));
            open.push(mark);
        }
        if let Some(words) = places.get(at + 1).and_then(|next| text.get(*place as usize..*next as usize)) {
            strands.push(Strand::Words(plain(words)));
        }
    }
    strands
}

fn clipped(mark: &Mark, passage: Span, text: &str) -> Option<Mark> {
    let span = Span { start: mark.span.start.max(passage.start), end: mark.span.end.min(passage.end) };
    let holds = span.start < span.end && span.of(text).is_some();
    let mut kept = mark.clone();
    if span.start != mark.span.start {
        kept.tag.id = None;
    }
    kept.span = span;
    holds.then_some(kept)
}

/// Returns words without characters that steer how others are shown; their spaces stay where they are.
fn plain(words: &str) -> String {
    words.chars().map(|c| if crate::words::steers(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize, rank: u8, class: &str) -> Mark {
        let tag = Tag {
            element: if class.starts_with('a') { "a" } else { "span" },
            class: class.to_owned(),
            id: Some(class.to_owned()),
            value: Some("v".to_owned()),
            ..Tag::default()
        };
        Mark { span: Span::new(start, end), rank, tag }
    }

    /// Writes strands out: `(class#id … =value)`.
    fn written(strands: &[Strand]) -> String {
        let mut out = String::new();
        for strand in strands {
            match strand {
                Strand::Open(tag) => {
                    let id = tag.id.as_ref().map_or("", |_| "#");
                    let value = tag.value.as_ref().map_or("", |_| "=");
                    let element = if tag.element == "a" { "@" } else { "" };
                    out += &format!("({element}{}{id}{value}|", tag.class);
                }
                Strand::Words(words) => out += words,
                Strand::Note(number) => out += &format!("[{number}]"),
                Strand::Close(_) => out.push(')'),
            }
        }
        out
    }

    fn check(text: &str, marks: &[Mark], notes: &[(u32, usize)], expected: &str) {
        assert_eq!(written(&weave(text, Span::new(0, text.len()), marks, notes)), expected);
    }

    #[test]
    fn marks_nest() {
        check("abcdef", &[mark(1, 5, 0, "s"), mark(2, 3, 1, "n")], &[], "a(s#=|b(n#=|c)de)f");
        check("abc", &[mark(0, 3, 2, "n"), mark(0, 3, 1, "s")], &[], "(s#=|(n#=|abc))");
        check("abc", &[mark(0, 1, 0, "x"), mark(1, 3, 0, "y")], &[(1, 7)], "(x#=|a)[7](y#=|bc)");
    }

    #[test]
    fn what_overlaps_is_written_in_pieces_with_one_id_and_one_value() {
        check("abcdef", &[mark(0, 4, 0, "x"), mark(2, 6, 1, "y")], &[], "(x#=|ab(y#|cd))(y=|ef)");
    }

    #[test]
    fn no_link_stands_in_a_link() {
        check("abcd", &[mark(0, 4, 0, "a1"), mark(1, 2, 1, "a2")], &[], "(@a1#=|a(a2#=|b)cd)");
    }

    #[test]
    fn only_the_passage_is_woven() {
        let marks = [mark(0, 3, 0, "x"), mark(5, 9, 0, "y"), mark(4, 99, 0, "z")];
        assert_eq!(written(&weave("abcdef", Span::new(2, 5), &marks, &[(0, 1)])), "(x=|c)d(z#=|e)");
        assert_eq!(weave("पुल", Span::new(1, 3), &marks, &[]), []);
    }

    proptest! {
        #[test]
        fn woven_words_are_the_text_and_every_element_ends(
            text in "[a-zक-ह ्।]{0,30}",
            marks in proptest::collection::vec((0..100_usize, 0..100_usize, 0..3_u8), 0..12),
        ) {
            let marks: Vec<Mark> = marks.iter().map(|(a, b, rank)| mark(*a.min(b), *a.max(b), *rank, "m")).collect();
            let strands = weave(&text, Span::new(0, text.len()), &marks, &[]);
            let mut depth = 0_i32;
            let mut words = String::new();
            for strand in &strands {
                match strand {
                    Strand::Open(_) => depth += 1,
                    Strand::Close(_) => depth -= 1,
                    Strand::Words(piece) => words += piece,
                    Strand::Note(_) => {}
                }
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
            prop_assert_eq!(words, text);
        }
    }
}
