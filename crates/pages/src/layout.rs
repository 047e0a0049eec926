//! What every page has around it: head, search box, navigation, toggles, foot.

use crate::{Lang, Look, Place, assets};
use askama::Template;

/// The frame of one page; templates of pages extend `layout.html` and hold it as `frame`.
pub(crate) struct Frame<'a> {
    pub(crate) look: &'a Look,
    pub(crate) title: String,
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
    pub(crate) mark: &'static str,
    pub(crate) font: &'static str,
    pub(crate) nav: Vec<NavLink<'a>>,
    pub(crate) other_lang: OtherLang<'a>,
    pub(crate) themes: Vec<(&'a str, String)>,
    pub(crate) digits: Option<(&'a str, String)>,
    pub(crate) query: String,
    pub(crate) as_of: String,
}

pub(crate) struct NavLink<'a> {
    pub(crate) href: &'static str,
    pub(crate) word: &'a str,
    pub(crate) here: bool,
}

pub(crate) struct OtherLang<'a> {
    pub(crate) tag: &'static str,
    pub(crate) href: String,
    pub(crate) word: &'a str,
}

impl<'a> Frame<'a> {
    /// Frames a page of this title.
    pub(crate) fn of(look: &'a Look, place: Place, title: &str) -> Self {
        let (other, href) = look.other_lang();
        let link = |to, href, key| NavLink { href, word: look.word(key), here: place == to };
        Self {
            look,
            title: look.titled(title),
            style: assets::style(),
            script: assets::script(),
            mark: assets::mark(),
            font: assets::font(look.lang),
            nav: vec![
                link(Place::Desk, "/", "nav.desk"),
                link(Place::Search, "/search", "nav.search"),
                link(Place::Admin, "/admin", "nav.admin"),
            ],
            other_lang: OtherLang {
                tag: other.tag(),
                href,
                word: match other {
                    Lang::En => look.word("toggle.en"),
                    Lang::Hi => look.word("toggle.hi"),
                },
            },
            themes: (look.other_themes().into_iter())
                .map(|(name, href)| (look.find(&format!("theme.{name}")).unwrap_or(name), href))
                .collect(),
            digits: (look.other_digits())
                .map(|(name, href)| (look.find(&format!("digits.to-{name}")).unwrap_or(name), href)),
            query: match place {
                Place::Search => look.address.get("q").unwrap_or_default().to_owned(),
                _ => String::new(),
            },
            as_of: look.as_of.map(|at| look.fill("foot.as-of", &[&look.moment(at)])).unwrap_or_default(),
        }
    }
}

/// Renders a page.
pub(crate) fn render(page: &impl Template) -> String {
    page.render().expect("a template that writes into memory and calls nothing that fails cannot fail")
}
