//! What single words of names say: `nav`, `byline`, `checkout`.

use crate::verdict::Talk;
use model::FurnitureKind as Kind;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What one word of a name says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    /// The furniture that it names.
    pub(crate) furniture: Option<Kind>,
    /// What it speaks of.
    pub(crate) talk: Talk,
}

/// No word in the tables is longer.
const LONGEST: usize = 16;

/// The words in the tables, each with its letters as a number; one bit for each length that the words with a first
/// letter have, and for each first letter of a stem.
struct Known {
    words: FxHashMap<u128, Said>,
    lengths: [u32; 32],
    stems: u32,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known { words: FxHashMap::default(), lengths: [0; 32], stems: 0 };
    let mut add = |word: &str, add: &dyn Fn(&mut Said)| {
        add(known.words.entry(number(word)).or_default());
        known.lengths[letter(word)] |= 1 << word.len();
    };
    for (kind, words) in KINDS {
        words.iter().for_each(|word| add(word, &|said| said.furniture = Some(*kind)));
    }
    for (bit, words) in Talk::WORDS {
        words.iter().for_each(|word| add(word, &|said| said.talk = Talk::one(*bit)));
    }
    let stems = STEMS.iter().map(|(stem, _)| stem).chain(Talk::STEMS.iter().map(|(_, stem)| stem));
    known.stems = stems.fold(0, |letters, stem| letters | 1 << letter(stem));
    known
});

/// Returns what a word says; its letters may be capitals.
pub(crate) fn said_by(word: &str) -> Said {
    let known = &*KNOWN;
    let letter = letter(word);
    let may_be = word.len() <= LONGEST && known.lengths[letter] >> word.len() & 1 == 1;
    let mut said =
        if may_be { known.words.get(&number(word)).copied().unwrap_or_default() } else { Said::default() };
    if known.stems >> letter & 1 == 0 {
        return said;
    }
    let opens = |stem: &str| word.get(..stem.len()).is_some_and(|head| head.eq_ignore_ascii_case(stem));
    if said.furniture.is_none() {
        said.furniture = STEMS.iter().find(|(stem, _)| opens(stem)).map(|(_, kind)| *kind);
    }
    if said.talk.is_silent() {
        said.talk =
            Talk::STEMS.iter().find(|(_, stem)| opens(stem)).map_or(said.talk, |(bit, _)| Talk::one(*bit));
    }
    said
}

/// Returns the number of a word's first letter, whatever its case.
fn letter(word: &str) -> usize {
    usize::from(word.as_bytes().first().map_or(0, |letter| letter & 31))
}

/// Returns the letters of a word of no more than [`LONGEST`] as one number, whatever their case.
fn number(word: &str) -> u128 {
    let mut letters = [0u8; LONGEST];
    for (to, from) in letters.iter_mut().zip(word.bytes()) {
        *to = from | 0x20;
    }
    u128::from_le_bytes(letters)
}

/// Hands over the words of a name, cut as [`words`] cuts it, until one is refused.
#[inline]
pub(crate) fn each_word<'n>(name: &'n str, mut each: impl FnMut(&'n str) -> bool) {
    let bytes = name.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        if !bytes[from].is_ascii_alphabetic() {
            from += 1;
            continue;
        }
        let mut to = from + 1;
        let mut small = bytes[from] & 0x20 != 0;
        while to < bytes.len() && bytes[to].is_ascii_alphabetic() {
            let is_small = bytes[to] & 0x20 != 0;
            if small && !is_small {
                break;
            }
            small = is_small;
            to += 1;
        }
        if !each(&name[from..to]) {
            return;
        }
        from = to;
    }
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

/// Words of names, and the furniture that each names.
const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::Menu,
        &[
            "nav",
            "navbar",
            "navi",
            "menu",
            "submenu",
            "megamenu",
            "masthead",
            "topbar",
            "pagination",
            "pager",
            "toolbar",
            "hamburger",
            "offcanvas",
        ],
    ),
    (Kind::Copyright, &["footer", "copyright", "colophon", "disclaimer", "legal"]),
    (
        Kind::Related,
        &[
            "trending",
            "teaser",
            "teasers",
            "outbrain",
            "taboola",
            "zergnet",
            "rail",
            "sidebar",
            "aside",
            "popular",
            "onward",
            "crosslinks",
            "carousel",
            "playlist",
            "mgid",
            "revcontent",
        ],
    ),
    (
        Kind::Ad,
        &[
            "ad",
            "ads",
            "adv",
            "advt",
            "adslot",
            "adunit",
            "adbox",
            "adsense",
            "adsbygoogle",
            "dfp",
            "banner",
            "adwrapper",
            "adcontainer",
        ],
    ),
    (Kind::AuthorBox, &["bio"]),
    (Kind::Byline, &["byline", "bylines", "author", "authors", "timestamp", "credits", "contributors"]),
    (Kind::Tags, &["tag", "tags", "taglist", "keywords", "topics"]),
    (Kind::Share, &["addthis", "addtoany", "sharedaddy", "follow", "followus"]),
    (Kind::Comments, &["comment", "comments", "commentlist", "disqus", "respond", "replies", "reply"]),
    (
        Kind::Subscription,
        &["registration", "login", "donate", "donation", "donations", "regwall", "membership", "cta"],
    ),
    (Kind::Ticker, &["ticker", "marquee", "breakingnews"]),
    (Kind::Cookie, &["gdpr", "onetrust", "didomi", "cmp"]),
    (
        Kind::Widget,
        &[
            "popup", "modal", "overlay", "tooltip", "lightbox", "weather", "poll", "widget", "widgets",
            "noprint", "flyout", "toast",
        ],
    ),
];

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

    #[test]
    fn both_ways_of_cutting_cut_alike() {
        for name in ["", "article-body", "alsoRead", "XMLHttp2Story", "--a--B", "é-entête", "aBcD"] {
            let mut found = Vec::new();
            each_word(name, |word| {
                found.push(word.to_owned());
                true
            });
            assert_eq!(found, words(name).collect::<Vec<_>>(), "{name}");
        }
        let mut count = 0;
        each_word("a-b-c", |_| {
            count += 1;
            count < 2
        });
        assert_eq!(count, 2);
    }
}
