//! Feeds: RSS 2.0 whose items carry whole articles that have no page of their own in the corpus.

use std::collections::BTreeMap;

use anyhow::Result;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use crate::moment::Moment;
use crate::page::{Page, Press};
use crate::source::Article;

/// One feed and the articles in it.
pub(crate) struct Feed {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
    /// The furniture of each article's item, by article id.
    pub(crate) without: BTreeMap<String, Vec<String>>,
}

#[derive(Serialize)]
struct Item {
    title: String,
    url: String,
    number: u64,
    pub_date: String,
    byline: String,
    agency: String,
    tags: Vec<String>,
    description: String,
    body: String,
}

/// Prints the feed of one outlet; newest items stand first.
pub(crate) fn print(press: &Press, outlet: &str, articles: &[&Article]) -> Result<Feed> {
    let outlet = press.outlets.get(outlet)?;
    let mut newest_first = articles.to_vec();
    newest_first.sort_by_key(|article| std::cmp::Reverse((article.date(), &article.front.id)));
    let mut items = Vec::new();
    let mut without = BTreeMap::new();
    for article in newest_first {
        let date = article.date().map(Moment::parse).transpose()?;
        let view = press.view(article, outlet)?;
        let mut item = Item {
            title: view.title.clone(),
            url: view.url.clone(),
            number: view.number,
            pub_date: date.map(|date| date.rfc2822()).unwrap_or_default(),
            byline: view.byline.clone(),
            agency: view.agency.clone(),
            tags: view.tags.clone(),
            description: view.description.clone(),
            body: String::new(),
        };
        let aside;
        (item.body, aside) = press.fill("feed-item.html", article, outlet, view)?;
        without.insert(article.front.id.clone(), aside);
        items.push(item);
    }
    let context = context! { outlet => Value::from(Serde(outlet)), items => Value::from(Serde(items)) };
    let bytes = press.render("feed.xml", context)?.into_bytes();
    let path = format!("feeds/{}.xml", outlet.id);
    Ok(Feed { path, bytes, without })
}

/// Returns the page that stands for an article of a feed in the gold.
pub(crate) fn page(press: &Press, feed: &Feed, article: &Article) -> Result<Page> {
    let own = press.print(article)?;
    let without = feed.without.get(&article.front.id).cloned().unwrap_or_default();
    Ok(Page { path: feed.path.clone(), without, bytes: Vec::new(), ..own })
}
