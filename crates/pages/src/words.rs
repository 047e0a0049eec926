//! Words of pages, made safe to show, with the language that they are in.

use crate::Lang;
use askama::Template;
use model::Span;
use text::Script;
use unicode_segmentation::UnicodeSegmentation;

/// Words of a page and their language; shown in an element that names the language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(source = r#"<span lang="{{ lang }}" dir="auto">{{ text }}</span>"#, ext = "html")]
pub struct Quoted {
    /// The words, on one line.
    text: String,
    /// Their language, as a BCP 47 tag.
    lang: String,
}

impl askama::filters::HtmlSafe for Quoted {}

impl Quoted {
    /// Takes words of a page and the tag of their language.
    pub fn new(text: &str, lang: &str) -> Self {
        let known = !lang.is_empty() && lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        Self { text: clean(text), lang: if known { lang } else { "und" }.to_owned() }
    }

    /// Returns the words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the tag of their language.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Tells whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the words cut after so many grapheme clusters, at a word where one ends near.
    pub fn cut(&self, most: usize) -> Self {
        Self { text: cut(&self.text, most), lang: self.lang.clone() }
    }
}

/// Words of a page with some of them marked, as a search result shows what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(
    source = r#"<span lang="{{ lang }}" dir="auto">{% for (text, marked) in pieces %}{% if *marked %}<mark>{{ text }}</mark>{% else %}{{ text }}{% endif %}{% endfor %}</span>"#,
    ext = "html"
)]
pub struct Marked {
    pieces: Vec<(String, bool)>,
    lang: String,
}

impl askama::filters::HtmlSafe for Marked {}

impl Marked {
    /// Takes words of a page, the tag of their language, and the spans to mark; those that do not lie on letters of
    /// the text mark nothing.
    pub fn new(text: &str, lang: &str, marks: &[Span]) -> Self {
        let marks: Vec<Span> = marks.iter().copied().filter(|span| span.of(text).is_some()).collect();
        let mut pieces: Vec<(String, bool)> = Vec::new();
        let mut gap = false;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() || steers(c) {
                gap = !pieces.is_empty();
                continue;
            }
            let here = Span::new(at, at + c.len_utf8());
            let marked = marks.iter().any(|span| span.covers(here));
            match pieces.last_mut() {
                Some((piece, held)) if *held == marked => {
                    if gap {
                        piece.push(' ');
                    }
                    piece.push(c);
                }
                last => {
                    // The space between two pieces belongs to the one that is not marked.
                    let lead = match last {
                        Some((piece, false)) if gap => {
                            piece.push(' ');
                            ""
                        }
                        Some(_) if gap => " ",
                        _ => "",
                    };
                    pieces.push((format!("{lead}{c}"), marked));
                }
            }
            gap = false;
        }
        Self { pieces, lang: Quoted::new("", lang).lang }
    }
}

/// A name, with the tag of its script where it is not that of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Template)]
#[template(
    source = r#"{% match tag %}{% when Some(tag) %}<bdi lang="{{ tag }}">{{ text }}</bdi>{% when None %}{{ text }}{% endmatch %}"#,
    ext = "html"
)]
pub struct Named {
    text: String,
    tag: Option<&'static str>,
}

impl askama::filters::HtmlSafe for Named {}

impl Named {
    /// Takes a name as it stands.
    pub fn new(name: &str, lang: Lang) -> Self {
        let text = clean(name);
        let tag = strange(&text, lang);
        Self { text, tag }
    }

    /// Returns the name.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Words of the interface with words of pages among them; runs in another script than the interface's carry its tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Template)]
#[template(
    source = r#"{% for run in runs %}{% if !loop.first %} {% endif %}{{ run }}{% endfor %}"#,
    ext = "html"
)]
pub struct Mixed {
    runs: Vec<Named>,
}

impl askama::filters::HtmlSafe for Mixed {}

impl Mixed {
    /// Takes words of the interface that may hold others.
    pub fn new(text: &str, lang: Lang) -> Self {
        let mut runs: Vec<Named> = Vec::new();
        for word in clean(text).split(' ') {
            let tag = strange(word, lang);
            match runs.last_mut() {
                Some(run) if run.tag == tag => {
                    run.text.push(' ');
                    run.text.push_str(word);
                }
                _ => runs.push(Named { text: word.to_owned(), tag }),
            }
        }
        Self { runs }
    }

    /// Returns the words.
    pub fn text(&self) -> String {
        self.runs.iter().map(Named::text).collect::<Vec<_>>().join(" ")
    }
}

/// Returns the tag of a text's script where it is not that of the interface.
fn strange(text: &str, lang: Lang) -> Option<&'static str> {
    match (text::dominant_script(text), lang) {
        (Some(Script::Latin), Lang::En) | (Some(Script::Devanagari), Lang::Hi) | (None, _) => None,
        (Some(Script::Latin), _) => Some("und-Latn"),
        (Some(Script::Devanagari), _) => Some("und-Deva"),
        (Some(Script::Cyrillic), _) => Some("und-Cyrl"),
        (Some(Script::Arabic), _) => Some("und-Arab"),
        (Some(Script::Hangul), _) => Some("und-Hang"),
        (Some(_), _) => Some("und"),
    }
}

/// Returns text on one line without characters that turn the direction of what follows.
pub fn clean(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether a character steers how others are shown.
pub(crate) fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Returns text cut after so many grapheme clusters, at a word where one ends near.
pub fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.grapheme_indices(true).nth(most) else { return text.to_owned() };
    let head = &text[..end];
    let at_word = head.rfind(' ').filter(|at| *at * 3 > end * 2).unwrap_or(end);
    format!("{}…", head[..at_word].trim_end_matches([' ', ',', ';', ':', '–', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, most: usize, expected: &str) {
        assert_eq!(cut(text, most), expected);
    }

    #[test]
    fn words_are_cut_between_clusters() {
        check("किम ने कहा", 99, "किम ने कहा");
        check("क्षत्रिय", 1, "क्ष…");
        check("हमने यह बात कही थी", 10, "हमने यह बात…");
    }

    #[test]
    fn what_was_found_is_marked() {
        let shown = |text: &str, marks: &[(usize, usize)]| {
            let marks: Vec<Span> = marks.iter().map(|(start, end)| Span::new(*start, *end)).collect();
            Marked::new(text, "hi", &marks).to_string()
        };
        let span = |inside: &str| format!("<span lang=\"hi\" dir=\"auto\">{inside}</span>");
        assert_eq!(shown("पुल गिरा", &[(0, 9)]), span("<mark>पुल</mark> गिरा"));
        assert_eq!(shown("a  <b>\nc", &[(3, 6), (99, 100)]), span("a <mark>&#60;b&#62;</mark> c"));
        assert_eq!(shown("ab", &[(1, 2)]), span("a<mark>b</mark>"));
        assert_eq!(shown(" a b ", &[(0, 5)]), span("<mark>a b</mark>"));
    }

    #[test]
    fn names_carry_the_script_that_is_not_the_readers() {
        let shown = |name: &str, lang| Named::new(name, lang).to_string();
        assert_eq!(shown("Orbis", Lang::En), "Orbis");
        assert_eq!(shown("Orbis", Lang::Hi), "<bdi lang=\"und-Latn\">Orbis</bdi>");
        assert_eq!(shown("<b>", Lang::Hi), "<bdi lang=\"und-Latn\">&#60;b&#62;</bdi>");
    }

    #[test]
    fn strange_words_among_others_carry_their_script() {
        let shown = |text: &str| Mixed::new(text, Lang::Hi).to_string();
        assert_eq!(shown("कितने: मृत · 2"), "कितने: मृत · 2");
        assert_eq!(shown("मृत: aid <workers> 2"), "मृत: <bdi lang=\"und-Latn\">aid &#60;workers&#62;</bdi> 2");
        assert_eq!(Mixed::new("मृत: aid  workers 2", Lang::Hi).text(), "मृत: aid workers 2");
    }

    proptest::proptest! {
        #[test]
        fn what_is_shown_holds_no_markup_of_its_own(text in ".{0,80}", lang in ".{0,12}", most in 0usize..50) {
            let shown = Quoted::new(&text, &lang).cut(most).to_string();
            proptest::prop_assert_eq!(shown.matches('<').count(), 2);
            proptest::prop_assert_eq!(shown.matches('>').count(), 2);
        }
    }
}
