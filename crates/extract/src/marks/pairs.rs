//! Names whose words say something only side by side: `article-body`, `mostRead`.

use model::FurnitureKind as Kind;
use std::sync::LazyLock;

/// What the known names inside a squeezed one say.
#[derive(Default)]
pub(super) struct Says {
    pub(super) body: bool,
    pub(super) subtitle: bool,
    /// The first of [`WHOLE`] that stands in it, as a place.
    furniture: Option<usize>,
}

impl Says {
    /// Returns what kind of furniture it is said to be.
    pub(super) fn furniture(&self) -> Option<Kind> {
        self.furniture.map(|place| WHOLE[place].1)
    }
}

/// What one known name says; a piece of furniture by its place in [`WHOLE`].
#[derive(Clone, Copy)]
enum Word {
    Body,
    Subtitle,
    Furniture(usize),
}

/// The known names by their first letter, and one bit for each way that one may begin.
///
/// Hardly any place of a name begins a known one: three letters and one bit tell that.
struct Known {
    by_letter: [Vec<(&'static [u8], Word)>; 26],
    openings: [u64; (1 << 15) / 64],
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let body = BODY.iter().map(|known| (*known, Word::Body));
    let subtitle = SUBTITLE.iter().map(|known| (*known, Word::Subtitle));
    let furniture = WHOLE.iter().enumerate().map(|(at, (known, _))| (*known, Word::Furniture(at)));
    let mut all = Known { by_letter: Default::default(), openings: [0; (1 << 15) / 64] };
    for (known, word) in body.chain(subtitle).chain(furniture) {
        let known = known.as_bytes();
        all.by_letter[usize::from(known[0] - b'a')].push((known, word));
        let opening = known[..3].iter().fold(0, |opening, letter| then(opening, *letter));
        all.openings[opening / 64] |= 1 << (opening % 64);
    }
    all
});

/// Returns the number of three letters, given that of the three that end one letter earlier.
fn then(before: usize, letter: u8) -> usize {
    (before << 5 | usize::from(letter & 31)) & ((1 << 15) - 1)
}

/// Finds the known names in a squeezed one: small letters and digits alone.
pub(super) fn says(squeezed: &[u8]) -> Says {
    let known = &*KNOWN;
    let mut says = Says::default();
    let mut opening = 0;
    for (at, letter) in squeezed.iter().enumerate() {
        opening = then(opening, *letter);
        if at < 2 || known.openings[opening / 64] >> (opening % 64) & 1 == 0 {
            continue;
        }
        let rest = &squeezed[at - 2..];
        let Some(list) = known.by_letter.get(usize::from(rest[0]).wrapping_sub(usize::from(b'a'))) else {
            continue;
        };
        for (_, word) in list.iter().filter(|(known, _)| rest.starts_with(known)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_found_wherever_it_stands() {
        let all = BODY.iter().chain(SUBTITLE).chain(WHOLE.iter().map(|(known, _)| known));
        for known in all {
            assert!(known.len() >= 3 && known.bytes().all(|byte| byte.is_ascii_lowercase()), "{known}");
            for name in [known.to_string(), format!("x9{known}"), format!("{known}0z")] {
                let says = says(name.as_bytes());
                let whole = WHOLE.iter().position(|(other, _)| name.contains(other));
                assert_eq!(says.body, BODY.iter().any(|other| name.contains(other)), "{name}");
                assert_eq!(says.subtitle, SUBTITLE.iter().any(|other| name.contains(other)), "{name}");
                assert_eq!(says.furniture, whole, "{name}");
            }
        }
    }

    #[test]
    fn parts_of_known_names_say_nothing() {
        for name in ["", "ar", "articl", "storybod", "0storybod0y"] {
            let says = says(name.as_bytes());
            assert!(!says.body && !says.subtitle && says.furniture().is_none(), "{name}");
        }
    }
}
