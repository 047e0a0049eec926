//! Pages read in other ways: as text without markup, or in letters of another script.

use crate::PageMode;
use model::{Page, PageKind};

/// Returns a page as the mode has it.
pub(crate) fn as_read(page: Page, mode: PageMode) -> Page {
    match mode {
        PageMode::Html => page,
        PageMode::Plain => {
            Page { bytes: extract::visible_text(&page).into_bytes(), kind: PageKind::Text, ..page }
        }
        PageMode::Swapped => {
            let text = String::from_utf8_lossy(&page.bytes);
            Page { bytes: swapped_markup(&text).into_bytes(), ..page }
        }
    }
}

/// Returns a text with each Latin letter in Devanagari's place: no capitals, no word that a pack knows.
pub(crate) fn swapped(text: &str) -> String {
    let letter = |c: char| match c {
        'a'..='z' => char::from_u32(0x0915 + (c as u32 - 'a' as u32)),
        'A'..='Z' => char::from_u32(0x0915 + (c as u32 - 'A' as u32)),
        _ => None,
    };
    text.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

/// Does so to the text of a page, and leaves its markup, character references, scripts and styles alone.
pub(crate) fn swapped_markup(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&swapped(&rest[..at]));
        rest = &rest[at..];
        let end = if let Some(name) = rest.strip_prefix('&') {
            let ends = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(name.len());
            // A lone sign is text.
            if name[ends..].starts_with(';') { ends + 2 } else { 1 }
        } else {
            markup_end(rest)
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out.push_str(&swapped(rest));
    out
}

/// Returns where a tag at the start of a text ends, with what belongs to it that is no text.
pub(crate) fn markup_end(html: &str) -> usize {
    if let Some(comment) = html.strip_prefix("<!--") {
        return comment.find("-->").map_or(html.len(), |at| at + 7);
    }
    let tag = html.find('>').map_or(html.len(), |at| at + 1);
    for raw in ["script", "style"] {
        let opens = html.get(1..1 + raw.len()).is_some_and(|name| name.eq_ignore_ascii_case(raw));
        if opens {
            let close = format!("</{raw}");
            let lower = html[tag..].to_ascii_lowercase();
            return lower.find(&close).map_or(html.len(), |at| tag + at);
        }
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_alone_when_letters_are_swapped() {
        let html = "<p class=\"ab\">Ab &amp; a & b<!-- a --><script>if (a<b) x()</script>b<br>";
        let expected = "<p class=\"ab\">कख &amp; क & ख<!-- a --><script>if (a<b) x()</script>ख<br>";
        assert_eq!(swapped_markup(html), expected);
        assert_eq!(swapped_markup("<p"), "<p");
        assert_eq!(swapped_markup("<script>a"), "<script>a");
    }
}
