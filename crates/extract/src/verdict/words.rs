//! What the words of class names and ids say of the page they stand on.

/// What class names speak of, as bits: one name may speak of several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Talk(u8);

impl Talk {
    /// How many things class names are listened to for.
    pub(crate) const COUNT: usize = 8;
    const SHOP: u8 = 0;
    const FORUM: u8 = 1;
    const OFFER: u8 = 2;
    const MANUAL: u8 = 3;
    const LIST: u8 = 4;
    const MAKER: u8 = 5;
    const BUTTON: u8 = 6;
    const BUILT: u8 = 7;

    /// What the words speak of, each by the place of its bit.
    pub(crate) const WORDS: &'static [(u8, &'static [&'static str])] = &[
        (
            Self::SHOP,
            &[
                "price", "prices", "cart", "checkout", "sku", "product", "products", "basket", "wishlist",
                "shop", "swatch", "swatches",
            ],
        ),
        (
            Self::FORUM,
            &[
                "thread",
                "threads",
                "forum",
                "forums",
                "signature",
                "postbit",
                "karma",
                "upvote",
                "upvotes",
                "downvote",
                "votes",
                "reputation",
                "poster",
                "replies",
                "messageuser",
                "postprofile",
            ],
        ),
        (
            Self::OFFER,
            &[
                "hero",
                "cta",
                "testimonial",
                "testimonials",
                "features",
                "pricing",
                "plans",
                "solutions",
                "services",
                "service",
                "clients",
                "customers",
                "accordion",
                "faq",
                "faqs",
                "demo",
                "benefits",
                "partners",
                "logos",
                "contact",
                "quote",
                "consultation",
            ],
        ),
        (
            Self::MANUAL,
            &[
                "docs",
                "doc",
                "toc",
                "codehilite",
                "highlight",
                "prism",
                "hljs",
                "rst",
                "sphinx",
                "docusaurus",
                "admonition",
                "api",
                "docutils",
                "versions",
                "codeblock",
            ],
        ),
        (
            Self::LIST,
            &[
                "pagination",
                "pager",
                "facet",
                "facets",
                "filter",
                "filters",
                "grid",
                "listing",
                "listings",
                "results",
                "archive",
                "sort",
                "sorting",
                "loop",
            ],
        ),
        (Self::MAKER, &["byline", "author", "authors", "dateline", "published", "pubdate", "writer"]),
        (Self::BUTTON, &["btn", "button", "buttons"]),
        (
            Self::BUILT,
            &[
                "elementor",
                "vc",
                "divi",
                "webflow",
                "hs",
                "wix",
                "squarespace",
                "fusion",
                "avada",
                "column",
                "columns",
                "row",
                "col",
                "block",
                "module",
            ],
        ),
    ];
    /// Beginnings of words that speak of the same in every ending.
    pub(crate) const STEMS: &'static [(u8, &'static str)] =
        &[(Self::MANUAL, "sphinx"), (Self::MANUAL, "docsearch")];

    /// Makes the talk of one thing, given by the place of its bit.
    pub(crate) fn one(bit: u8) -> Self {
        Self(1 << bit)
    }

    /// Tells whether nothing is spoken of.
    pub(crate) fn is_silent(self) -> bool {
        self.0 == 0
    }

    /// Joins what two words say.
    pub(crate) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Tells for each thing whether it is spoken of.
    pub(crate) fn each(self) -> [bool; Self::COUNT] {
        std::array::from_fn(|bit| self.0 & (1 << bit) != 0)
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn words_speak_of_one_thing_each() {
        let check = |word: &str, expected: Option<usize>| {
            assert_eq!(
                crate::marks::said_by(word).talk.each().iter().position(|said| *said),
                expected,
                "{word}"
            );
        };
        check("cart", Some(0));
        check("thread", Some(1));
        check("testimonials", Some(2));
        check("docs", Some(3));
        check("pagination", Some(4));
        check("byline", Some(5));
        check("headline", None);
        check("story", None);
    }
}
