//! What the attributes of an element say about what stands in it.
//!
//! Class names and ids are written by developers, in English whatever the language of the page.
//! A mark is a hint: the caller cancels it where it would cost a good part of the page's prose.

mod pairs;
mod words;

pub(crate) use words::{each_word, said_by, words};

use crate::markup::{Tag, attributes};
use crate::verdict::Talk;
use model::FurnitureKind as Kind;
use pairs::says;
use rustc_hash::FxHashMap;

/// The hints that the attributes of one element give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// What kind of furniture it is said to be.
    pub(crate) furniture: Option<Kind>,
    /// Whether it is said to be the article's body.
    pub(crate) body: bool,
    /// Whether it is said to be a caption.
    pub(crate) caption: bool,
    /// Whether it is said to be the line under the headline.
    pub(crate) subtitle: bool,
    /// Whether it is said to be hidden.
    pub(crate) hidden: bool,
    /// Its class and its id, as numbers of what [`KnownNames::into_values`] returns.
    pub(crate) names: [Option<u32>; 2],
    /// What its names speak of.
    pub(crate) talk: Talk,
    /// Whether it is named in other ways than by its class.
    pub(crate) named_otherwise: bool,
}

/// What the names of classes say, kept for the page: most stand on it many times.
#[derive(Default)]
pub(crate) struct KnownNames<'a> {
    known: FxHashMap<&'a str, (u32, Marks)>,
    values: Vec<&'a str>,
    names: FxHashMap<&'a str, Marks>,
}

/// Reads the hints of a start tag.
pub(crate) fn marks<'a>(tag: Tag, text: &'a str, known: &mut KnownNames<'a>) -> Marks {
    let furniture = match tag {
        Tag::Nav => Some(Kind::Menu),
        Tag::Footer => Some(Kind::Copyright),
        Tag::Aside => Some(Kind::Related),
        Tag::Form => Some(Kind::Subscription),
        _ => None,
    };
    let mut marks = Marks { furniture, ..Marks::default() };
    marks.caption = matches!(tag, Tag::Figcaption | Tag::Caption);
    // What is said of the page as a whole says nothing of its parts.
    if text.is_empty() || matches!(tag, Tag::Html | Tag::Body) {
        return marks;
    }
    for (name, value) in attributes(text) {
        match name.len() {
            2 if name.eq_ignore_ascii_case("id") => {
                marks.named_otherwise = true;
                marks.names[1] = Some(known.read(value, &mut marks));
            }
            3 if name.eq_ignore_ascii_case("rel") => marks.named_otherwise = true,
            4 if name.eq_ignore_ascii_case("role") => read_role(value, &mut marks),
            5 if name.eq_ignore_ascii_case("class") => marks.names[0] = Some(known.read(value, &mut marks)),
            5 if name.eq_ignore_ascii_case("style") => {
                let plain: String = value.chars().filter(|c| !c.is_whitespace()).take(200).collect();
                let plain = plain.to_ascii_lowercase();
                marks.hidden |= plain.contains("display:none") || plain.contains("visibility:hidden");
            }
            6 if name.eq_ignore_ascii_case("hidden") => marks.hidden |= !value.eq_ignore_ascii_case("false"),
            8 if name.eq_ignore_ascii_case("itemprop") => {
                marks.named_otherwise = true;
                marks.body |= value.eq_ignore_ascii_case("articleBody");
                if value.eq_ignore_ascii_case("author") || value.eq_ignore_ascii_case("datePublished") {
                    marks.furniture = marks.furniture.or(Some(Kind::Byline));
                }
            }
            11 if name.eq_ignore_ascii_case("aria-hidden") => {
                marks.hidden |= value.eq_ignore_ascii_case("true")
            }
            11 if name.eq_ignore_ascii_case("data-testid") => {
                marks.named_otherwise = true;
                let name = known.read(value, &mut marks);
                marks.names[1] = marks.names[1].or(Some(name));
            }
            14 if name.eq_ignore_ascii_case("data-component") => {
                let name = known.read(value, &mut marks);
                marks.names[1] = marks.names[1].or(Some(name));
            }
            _ => {}
        }
    }
    marks
}

fn read_role(value: &str, marks: &mut Marks) {
    let kind = match value {
        "navigation" | "menu" | "menubar" | "banner" => Kind::Menu,
        "contentinfo" => Kind::Copyright,
        "complementary" => Kind::Related,
        "search" | "dialog" | "alertdialog" | "tooltip" => Kind::Widget,
        _ => return,
    };
    marks.furniture = marks.furniture.or(Some(kind));
}

/// Names longer than this are generated, not written; no more of them is kept.
pub(crate) const LONGEST: usize = 400;

impl<'a> KnownNames<'a> {
    /// Makes room for the names that a page of so many bytes is likely to have.
    pub(crate) fn of_page(bytes: usize) -> Self {
        let likely = (bytes / 1_000).min(1_000);
        let mut names = Self::default();
        names.known.reserve(likely);
        names.names.reserve(likely);
        names
    }

    /// Returns the different values that were read, in the order in which they came.
    pub(crate) fn into_values(self) -> Vec<&'a str> {
        self.values
    }

    /// Adds what a value says and returns its number.
    fn read(&mut self, value: &'a str, marks: &mut Marks) -> u32 {
        let value = if value.len() > LONGEST { value.get(..LONGEST).unwrap_or_default() } else { value };
        let (values, names) = (&mut self.values, &mut self.names);
        let (number, found) = self.known.entry(value).or_insert_with(|| {
            let mut found = Marks::default();
            for name in value.split_ascii_whitespace() {
                found.join(names.entry(name).or_insert_with(|| read_name(name)));
            }
            values.push(value);
            (values.len() as u32 - 1, found)
        });
        marks.join(found);
        *number
    }
}

impl Marks {
    /// Adds what a name says; of two kinds of furniture the first is believed.
    fn join(&mut self, found: &Self) {
        self.furniture = self.furniture.or(found.furniture);
        self.body |= found.body;
        self.caption |= found.caption;
        self.subtitle |= found.subtitle;
        self.hidden |= found.hidden;
        self.talk.join(found.talk);
    }
}

fn read_name(name: &str) -> Marks {
    let mut marks = Marks::default();
    // Squeezed, the words of a name stand side by side: `article-body`, `articleBody`, `article_body`.
    let mut squeezed = [0u8; 48];
    let mut length = 0;
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric()
            && let Some(to) = squeezed.get_mut(length)
        {
            *to = byte.to_ascii_lowercase();
            length += 1;
        }
    }
    let whole = &squeezed[..length];
    let says = says(whole);
    marks.body |= says.body;
    marks.subtitle |= says.subtitle;
    marks.caption |=
        whole.starts_with(b"caption") || whole.ends_with(b"caption") || whole.ends_with(b"captiontext");
    marks.hidden |= HIDDEN.contains(&whole);
    let mut by_word = None;
    each_word(name, |word| {
        let said = said_by(word);
        marks.talk.join(said.talk);
        by_word = by_word.or(said.furniture);
        true
    });
    marks.furniture = says.furniture().or(by_word);
    marks
}

/// Squeezed names of what is not shown.
const HIDDEN: &[&[u8]] = &[
    b"hidden",
    b"hide",
    b"sronly",
    b"visuallyhidden",
    b"screenreadertext",
    b"dnone",
    b"offscreen",
    b"assistivetext",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(attributes: &str, expected: Option<Kind>) {
        assert_eq!(
            marks(Tag::Div, attributes, &mut KnownNames::default()).furniture,
            expected,
            "{attributes}"
        );
    }

    #[test]
    fn words_of_names_tell_what_stands_inside() {
        check("class=\"related-posts\"", Some(Kind::Related));
        check("id='alsoRead'", Some(Kind::Related));
        check("class=\"box SocialShare\"", Some(Kind::Share));
        check("class=top-ad", Some(Kind::Ad));
        check("role=navigation", Some(Kind::Menu));
    }

    #[test]
    fn look_alikes_say_nothing() {
        check("class=\"headline address thread\"", None);
        check("class=\"story-text\"", None);
        check("title=\"comments\"", None);
    }

    #[test]
    fn the_body_is_known_by_name() {
        assert!(marks(Tag::Div, "itemprop='articleBody'", &mut KnownNames::default()).body);
        assert!(marks(Tag::Div, "class='c-article__body'", &mut KnownNames::default()).body);
        assert!(marks(Tag::Div, "style='display: none'", &mut KnownNames::default()).hidden);
    }
}
