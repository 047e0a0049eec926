//! Bars: how much of a whole each of a few has, drawn and said in numbers.

use crate::{Look, Named};
use askama::Template;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Whose it is.
    pub name: Named,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// How many.
    pub count: usize,
}

/// A table of bars, the longest first.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/bars.html")]
pub struct Bars {
    caption: String,
    name: String,
    unit: String,
    bars: Vec<Drawn>,
    more: Option<String>,
}

impl askama::filters::HtmlSafe for Bars {}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawn {
    name: Named,
    href: Option<String>,
    count: String,
    share: String,
    /// The length in thousandths of the longest bar.
    length: usize,
}

impl Bars {
    /// Draws the longest of the bars against a whole; `None` where there is none to draw.
    pub fn of(
        caption: &str,
        head: [&str; 2],
        mut bars: Vec<Bar>,
        whole: usize,
        most: usize,
        look: &Look,
    ) -> Option<Self> {
        bars.retain(|bar| bar.count > 0);
        bars.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        let longest = bars.first()?.count;
        let more = look.more(bars.len(), most);
        let drawn = bars.into_iter().take(most).map(|bar| Drawn {
            name: bar.name,
            href: bar.href,
            count: look.number(bar.count),
            share: look.share(bar.count, whole),
            length: (bar.count * 1000 / longest).max(4),
        });
        Some(Self {
            caption: caption.to_owned(),
            name: head[0].to_owned(),
            unit: head[1].to_owned(),
            bars: drawn.collect(),
            more,
        })
    }
}
