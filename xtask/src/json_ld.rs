//! The JSON-LD of a page: right, wrong or broken, in the shape its outlet uses.

use serde_json::{Value, json};

use crate::chance::hash;
use crate::moment::Moment;
use crate::outlet::{Outlet, Shape};
use crate::source::{Article, Quirk};

/// Returns the text of the JSON-LD script, or nothing if the page has none.
pub(crate) fn json_ld(
    article: &Article,
    outlet: &Outlet,
    url: &str,
    date: Option<&Moment>,
) -> Option<String> {
    let asked = [Quirk::JsonLdWrong, Quirk::JsonLdBroken].iter().any(|&quirk| article.has(quirk));
    let shape = match outlet.json_ld {
        Shape::None if asked || article.has(Quirk::Amp) => Shape::Flat,
        shape => shape,
    };
    if shape == Shape::None || article.has(Quirk::JsonLdAbsent) {
        return None;
    }
    let news = news_article(article, outlet, url, date);
    let crumbs = json!({
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": outlet.name, "item": format!("https://{}/", outlet.domain)},
            {"@type": "ListItem", "position": 2, "name": article.front.section},
        ],
    });
    let site = json!({"@type": "WebSite", "name": outlet.name, "url": format!("https://{}/", outlet.domain)});
    let value = match shape {
        Shape::Graph => json!({"@context": "https://schema.org", "@graph": [site, crumbs, news]}),
        Shape::List => json!([with_context(crumbs), with_context(news)]),
        Shape::Flat | Shape::None => with_context(news),
    };
    let text = value.to_string().replace("</", "<\\/");
    // A missing quote and a raw line break are what content systems break most often.
    let broken = || text.replacen("\",\"", "\n,\"", 1) + ",";
    Some(if article.has(Quirk::JsonLdBroken) { broken() } else { text })
}

fn news_article(article: &Article, outlet: &Outlet, url: &str, date: Option<&Moment>) -> Value {
    let front = &article.front;
    let wrong = article.has(Quirk::JsonLdWrong);
    let mut news = json!({
        "@type": "NewsArticle",
        "headline": if wrong { cut(&front.title) } else { front.title.clone() },
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "inLanguage": front.lang,
    });
    if let Some(date) = date {
        let days = if wrong { -30 - i64::try_from(hash(&front.id) % 300).unwrap_or(0) } else { 0 };
        let published = date.moved(days, 0);
        news["datePublished"] = json!(published.iso());
        news["dateModified"] = json!(published.moved(0, 2).iso());
    }
    let authors: Vec<Value> =
        front.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
    if !authors.is_empty() {
        news["author"] = json!(authors);
    } else if let Some(agency) = &front.agency {
        news["author"] = json!({"@type": "Organization", "name": agency});
    }
    let logo = format!("https://{}/logo.png", outlet.domain);
    news["publisher"] = json!({
        "@type": "NewsMediaOrganization",
        "name": outlet.name,
        "logo": {"@type": "ImageObject", "url": logo, "width": 600, "height": 60},
    });
    news["articleSection"] = json!(front.section);
    news["keywords"] = json!(front.tags.join(","));
    news
}

fn with_context(value: Value) -> Value {
    let mut out = json!({"@context": "https://schema.org"});
    if let (Value::Object(out), Value::Object(fields)) = (&mut out, value) {
        out.extend(fields);
    }
    out
}

/// Returns the first half of a headline, cut between words.
fn cut(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    format!("{}...", words[..words.len().div_ceil(2)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlet() -> Outlet {
        toml::from_str(
            "id = 'prabhatlok'\nname = 'प'\nlatin = 'P'\nlang = 'hi'\ndomain = 'p.example'\ndate = ''\nday = ''\n\
             dateline = '{}: '\njson_ld = 'graph'\nbases = []",
        )
        .unwrap()
    }

    fn made(quirks: &str) -> Option<String> {
        let article = crate::source::tests::article(&format!("quirks = [{quirks}]"), "क।", "");
        json_ld(&article, &outlet(), "https://p.example/a", Some(&Moment::parse("2025-07-14").unwrap()))
    }

    #[test]
    fn it_is_right_unless_asked_otherwise() {
        let value: Value = serde_json::from_str(&made("").unwrap()).unwrap();
        assert_eq!(value["@graph"][2]["datePublished"], "2025-07-14");
        assert_eq!(value["@graph"][2]["headline"], "शीर्षक यहां है");
    }

    #[test]
    fn quirks_make_it_wrong_broken_or_absent() {
        let value: Value = serde_json::from_str(&made("\"json-ld-wrong\"").unwrap()).unwrap();
        assert_ne!(value["@graph"][2]["datePublished"], "2025-07-14");
        assert_eq!(value["@graph"][2]["headline"], "शीर्षक यहां...");
        assert!(serde_json::from_str::<Value>(&made("\"json-ld-broken\"").unwrap()).is_err());
        assert_eq!(made("\"json-ld-absent\""), None);
    }
}
