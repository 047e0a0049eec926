//! Words of pages, made safe to show, with the language that they are in.

use crate::Lang;
use askama::Template;
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
        let tag = match (text::dominant_script(&text), lang) {
            (Some(Script::Latin), Lang::En) | (Some(Script::Devanagari), Lang::Hi) | (None, _) => None,
            (Some(Script::Latin), _) => Some("und-Latn"),
            (Some(Script::Devanagari), _) => Some("und-Deva"),
            (Some(Script::Cyrillic), _) => Some("und-Cyrl"),
            (Some(Script::Arabic), _) => Some("und-Arab"),
            (Some(Script::Hangul), _) => Some("und-Hang"),
            (Some(_), _) => Some("und"),
        };
        Self { text, tag }
    }

    /// Returns the name.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Returns text on one line without characters that turn the direction of what follows.
pub fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let spaced: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
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
    fn names_carry_the_script_that_is_not_the_readers() {
        let shown = |name: &str, lang| Named::new(name, lang).to_string();
        assert_eq!(shown("Orbis", Lang::En), "Orbis");
        assert_eq!(shown("Orbis", Lang::Hi), "<bdi lang=\"und-Latn\">Orbis</bdi>");
        assert_eq!(shown("<b>", Lang::Hi), "<bdi lang=\"und-Latn\">&#60;b&#62;</bdi>");
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
