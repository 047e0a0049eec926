//! What the attributes of an element say about what stands in it.
//!
//! Class names and ids are written by developers, in English whatever the language of the page.
//! A mark is a hint: the caller cancels it where it would cost a good part of the page's prose.

use crate::markup::{Tag, attributes};
use crate::verdict::Talk;
use model::FurnitureKind as Kind;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

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
}

/// What the names of classes say, kept for the page: most stand on it many times.
#[derive(Default)]
pub(crate) struct KnownNames<'a> {
    known: FxHashMap<&'a str, (u32, Marks)>,
    values: Vec<&'a str>,
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
            2 if name.eq_ignore_ascii_case("id") => marks.names[1] = Some(known.read(value, &mut marks)),
            4 if name.eq_ignore_ascii_case("role") => read_role(value, &mut marks),
            5 if name.eq_ignore_ascii_case("class") => marks.names[0] = Some(known.read(value, &mut marks)),
            5 if name.eq_ignore_ascii_case("style") => {
                let plain: String = value.chars().filter(|c| !c.is_whitespace()).take(200).collect();
                let plain = plain.to_ascii_lowercase();
                marks.hidden |= plain.contains("display:none") || plain.contains("visibility:hidden");
            }
            6 if name.eq_ignore_ascii_case("hidden") => marks.hidden |= !value.eq_ignore_ascii_case("false"),
            8 if name.eq_ignore_ascii_case("itemprop") => {
                marks.body |= value.eq_ignore_ascii_case("articleBody");
                if value.eq_ignore_ascii_case("author") || value.eq_ignore_ascii_case("datePublished") {
                    marks.furniture = marks.furniture.or(Some(Kind::Byline));
                }
            }
            11 if name.eq_ignore_ascii_case("aria-hidden") => {
                marks.hidden |= value.eq_ignore_ascii_case("true")
            }
            11 if name.eq_ignore_ascii_case("data-testid") => {
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

/// Names longer than this are generated, not written.
const LONGEST: usize = 400;

impl<'a> KnownNames<'a> {
    /// Returns the different values that were read, in the order in which they came.
    pub(crate) fn into_values(self) -> Vec<&'a str> {
        self.values
    }

    /// Adds what a value says and returns its number.
    fn read(&mut self, value: &'a str, marks: &mut Marks) -> u32 {
        let value = if value.len() > LONGEST { value.get(..LONGEST).unwrap_or_default() } else { value };
        let values = &mut self.values;
        let (number, found) = self.known.entry(value).or_insert_with(|| {
            let mut found = Marks::default();
            value.split_ascii_whitespace().for_each(|name| read_name(name, &mut found));
            values.push(value);
            (values.len() as u32 - 1, found)
        });
        marks.furniture = marks.furniture.or(found.furniture);
        marks.body |= found.body;
        marks.caption |= found.caption;
        marks.subtitle |= found.subtitle;
        marks.hidden |= found.hidden;
        marks.talk.join(found.talk);
        *number
    }
}

fn read_name(name: &str, marks: &mut Marks) {
    // Squeezed, the words of a name stand side by side: `article-body`, `articleBody`, `article_body`.
    let mut squeezed = [0u8; 48];
    let mut length = 0;
    for byte in name.bytes().filter(u8::is_ascii_alphanumeric).take(squeezed.len()) {
        squeezed[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let whole = std::str::from_utf8(&squeezed[..length]).unwrap_or_default();
    let says = says(whole);
    marks.body |= says.body;
    marks.subtitle |= says.subtitle;
    marks.caption |=
        whole.starts_with("caption") || whole.ends_with("caption") || whole.ends_with("captiontext");
    marks.hidden |= matches!(
        whole,
        "hidden"
            | "hide"
            | "sronly"
            | "visuallyhidden"
            | "screenreadertext"
            | "dnone"
            | "offscreen"
            | "assistivetext"
    );
    words(name).for_each(|word| marks.talk.join(Talk::of(&word.to_ascii_lowercase())));
    if marks.furniture.is_some() {
        return;
    }
    if let Some(at) = says.furniture {
        marks.furniture = Some(WHOLE[at].1);
        return;
    }
    marks.furniture = words(name).find_map(kind_of_word);
}

/// What the known names inside a squeezed one say.
#[derive(Default)]
struct Says {
    body: bool,
    subtitle: bool,
    /// The first of [`WHOLE`] that stands in it.
    furniture: Option<usize>,
}

/// What one known name says; a piece of furniture by its place in [`WHOLE`].
#[derive(Clone, Copy)]
enum Word {
    Body,
    Subtitle,
    Furniture(usize),
}

/// The known names by their first letter: asking each of a hundred about every name took a sixth of reading a page.
static BY_LETTER: LazyLock<[Vec<(&str, Word)>; 26]> = LazyLock::new(|| {
    let body = BODY.iter().map(|known| (*known, Word::Body));
    let subtitle = SUBTITLE.iter().map(|known| (*known, Word::Subtitle));
    let furniture = WHOLE.iter().enumerate().map(|(at, (known, _))| (*known, Word::Furniture(at)));
    let mut by_letter: [Vec<(&str, Word)>; 26] = Default::default();
    for (known, word) in body.chain(subtitle).chain(furniture) {
        by_letter[usize::from(known.as_bytes()[0] - b'a')].push((known, word));
    }
    by_letter
});

fn says(squeezed: &str) -> Says {
    let mut says = Says::default();
    for (at, letter) in squeezed.bytes().enumerate().filter(|(_, letter)| letter.is_ascii_lowercase()) {
        let here = BY_LETTER[usize::from(letter - b'a')]
            .iter()
            .filter(|(known, _)| squeezed[at..].starts_with(known));
        for (_, word) in here {
            match *word {
                Word::Body => says.body = true,
                Word::Subtitle => says.subtitle = true,
                Word::Furniture(place) => {
                    says.furniture = Some(says.furniture.map_or(place, |first| first.min(place)));
                }
            }
        }
    }
    says
}

/// Cuts a name at marks and at capitals that follow small letters.
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        if at == bytes.len() {
            return None;
        }
        let from = at;
        at += 1;
        while at < bytes.len()
            && bytes[at].is_ascii_alphabetic()
            && !(bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
        {
            at += 1;
        }
        Some(&name[from..at])
    })
}

/// Squeezed names of the element that holds the article's text.
const BODY: &[&str] = &[
    "articlebody",
    "storybody",
    "articlecontent",
    "storycontent",
    "articletext",
    "storytext",
    "entrycontent",
    "postcontent",
    "postbody",
    "contentbody",
    "bodycontent",
    "articlebodytext",
    "newsbody",
    "newscontent",
    "newstext",
    "singlecontent",
    "fulldetails",
    "storydetail",
    "articledetail",
    "detailbody",
    "bodytext",
    "textbody",
    "articlemain",
    "paidcontent",
    "contentarticle",
    "tdpostcontent",
    "richtext",
    "fullstory",
    "fulltext",
];

/// Squeezed names of the line under the headline.
const SUBTITLE: &[&str] = &[
    "subtitle",
    "subheadline",
    "subhead",
    "standfirst",
    "articlesummary",
    "storysummary",
    "articledek",
    "dek",
    "synopsis",
    "articlelead",
    "articleintro",
    "kicker",
    "deck",
    "excerpt",
    "tagline",
    "articledescription",
];

/// Squeezed pairs of words whose parts alone would say too little.
const WHOLE: &[(&str, Kind)] = &[
    ("authorbio", Kind::AuthorBox),
    ("authorbox", Kind::AuthorBox),
    ("aboutauthor", Kind::AuthorBox),
    ("abouttheauthor", Kind::AuthorBox),
    ("authorinfo", Kind::AuthorBox),
    ("authordesc", Kind::AuthorBox),
    ("authorprofile", Kind::AuthorBox),
    ("authorcard", Kind::AuthorBox),
    ("postauthor", Kind::AuthorBox),
    ("mostread", Kind::Related),
    ("mostpopular", Kind::Related),
    ("mostviewed", Kind::Related),
    ("readmore", Kind::Related),
    ("readalso", Kind::Related),
    ("alsoread", Kind::Related),
    ("alsolike", Kind::Related),
    ("morenews", Kind::Related),
    ("morestories", Kind::Related),
    ("morefrom", Kind::Related),
    ("morein", Kind::Related),
    ("moreon", Kind::Related),
    ("upnext", Kind::Related),
    ("nextarticle", Kind::Related),
    ("nextstory", Kind::Related),
    ("topstories", Kind::Related),
    ("topnews", Kind::Related),
    ("latestnews", Kind::Related),
    ("lateststories", Kind::Related),
    ("editorspick", Kind::Related),
    ("readnext", Kind::Related),
    ("seealso", Kind::Related),
    ("youmay", Kind::Related),
    ("postnav", Kind::Menu),
    ("tagcloud", Kind::Tags),
    ("catlinks", Kind::Tags),
    ("articletag", Kind::Tags),
    ("publishdate", Kind::Byline),
    ("pubdate", Kind::Byline),
    ("postmeta", Kind::Byline),
    ("entrymeta", Kind::Byline),
    ("articlemeta", Kind::Byline),
    ("storymeta", Kind::Byline),
    ("metainfo", Kind::Byline),
    ("articleinfo", Kind::Byline),
    ("articledate", Kind::Byline),
    ("postdate", Kind::Byline),
    ("readtime", Kind::Byline),
    ("readingtime", Kind::Byline),
    ("signup", Kind::Subscription),
    ("appdownload", Kind::Subscription),
    ("downloadapp", Kind::Subscription),
    ("backtotop", Kind::Widget),
    ("skiplink", Kind::Menu),
    ("skipto", Kind::Menu),
    ("printonly", Kind::Widget),
];

/// Returns what one word of a name says.
fn kind_of_word(word: &str) -> Option<Kind> {
    let mut lower = [0u8; 16];
    let length = word.len().min(lower.len());
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let word = std::str::from_utf8(&lower[..length]).ok()?;
    let exact = match word {
        "nav" | "navbar" | "navi" | "menu" | "submenu" | "megamenu" | "masthead" | "topbar"
        | "pagination" | "pager" | "toolbar" | "hamburger" | "offcanvas" => Kind::Menu,
        "footer" | "copyright" | "colophon" | "disclaimer" | "legal" => Kind::Copyright,
        "trending" | "teaser" | "teasers" | "outbrain" | "taboola" | "zergnet" | "rail" | "sidebar"
        | "aside" | "popular" | "onward" | "crosslinks" | "carousel" | "playlist" | "mgid" | "revcontent" => {
            Kind::Related
        }
        "ad" | "ads" | "adv" | "advt" | "adslot" | "adunit" | "adbox" | "adsense" | "adsbygoogle" | "dfp"
        | "banner" | "adwrapper" | "adcontainer" => Kind::Ad,
        "bio" => Kind::AuthorBox,
        "byline" | "bylines" | "author" | "authors" | "timestamp" | "credits" | "contributors" => {
            Kind::Byline
        }
        "tag" | "tags" | "taglist" | "keywords" | "topics" => Kind::Tags,
        "addthis" | "addtoany" | "sharedaddy" | "follow" | "followus" => Kind::Share,
        "comment" | "comments" | "commentlist" | "disqus" | "respond" | "replies" | "reply" => Kind::Comments,
        "registration" | "login" | "donate" | "donation" | "donations" | "regwall" | "membership" | "cta" => {
            Kind::Subscription
        }
        "ticker" | "marquee" | "breakingnews" => Kind::Ticker,
        "gdpr" | "onetrust" | "didomi" | "cmp" => Kind::Cookie,
        "popup" | "modal" | "overlay" | "tooltip" | "lightbox" | "weather" | "poll" | "widget"
        | "widgets" | "noprint" | "flyout" | "toast" => Kind::Widget,
        _ => {
            return STEMS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, kind)| *kind);
        }
    };
    Some(exact)
}

/// Beginnings of words that say the same in every ending.
const STEMS: &[(&str, Kind)] = &[
    ("relat", Kind::Related),
    ("recommend", Kind::Related),
    ("recirc", Kind::Related),
    ("promo", Kind::Related),
    ("sidebar", Kind::Related),
    ("breadcrumb", Kind::Menu),
    ("navigat", Kind::Menu),
    ("advert", Kind::Ad),
    ("sponsor", Kind::Ad),
    ("share", Kind::Share),
    ("sharing", Kind::Share),
    ("social", Kind::Share),
    ("comment", Kind::Comments),
    ("newsletter", Kind::Subscription),
    ("subscri", Kind::Subscription),
    ("cookie", Kind::Cookie),
    ("consent", Kind::Cookie),
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
