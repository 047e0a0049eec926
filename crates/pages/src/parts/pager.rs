//! Links to the pages before and after this one.

use crate::Look;
use askama::Template;

/// Where a page stands in a row of pages.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/pager.html")]
pub struct Pager {
    label: &'static str,
    told: String,
    before: Option<(String, &'static str)>,
    after: Option<(String, &'static str)>,
}

impl askama::filters::HtmlSafe for Pager {}

impl Pager {
    /// Returns the links around page `number` of `pages`, counted from 1; `None` where there is one page.
    pub fn of(number: usize, pages: usize, look: &Look) -> Option<Self> {
        if pages < 2 {
            return None;
        }
        let link = |to: usize| match to {
            1 => look.address.without("page").to_string(),
            _ => look.address.with("page", &to.to_string()).to_string(),
        };
        let word = |key| look.find(key).unwrap_or_default();
        Some(Self {
            label: word("pager.label"),
            told: look.fill("pager.at", &[&look.number(number), &look.number(pages)]),
            before: (number > 1).then(|| (link(number - 1), word("pager.before"))),
            after: (number < pages).then(|| (link(number + 1), word("pager.after"))),
        })
    }
}

/// Returns which page the address asks for, counted from 1, and how many there are of `size` entries each.
pub fn asked(look: &Look, entries: usize, size: usize) -> (usize, usize) {
    let pages = entries.div_ceil(size.max(1)).max(1);
    let number = look.address.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    (number.clamp(1, pages), pages)
}
