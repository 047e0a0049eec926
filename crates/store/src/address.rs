//! The address of a page: what stays the same when the page changes.

use model::Page;

/// Returns the address under which a page's revisions are kept together; `None` where its URL names no page.
///
/// The fragment is left out, and a URL without a path (`https://outlet.example/`) names an outlet, not a page.
/// Everything else stands as given: outlets tell pages apart by query strings and letter case.
pub(crate) fn address(page: &Page) -> Option<String> {
    let url = page.given.url.as_deref()?.trim();
    let url = url.split('#').next().unwrap_or_default();
    let (scheme, rest) = url.split_once("://")?;
    let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    if host.is_empty() || matches!(path, "" | "/" | "?" | "/?") {
        return None;
    }
    Some(format!("{}://{}{path}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DocId, Given, PageKind};

    fn check(url: Option<&str>, expected: Option<&str>) {
        let page = Page {
            id: DocId::given("x"),
            path: String::new(),
            bytes: Vec::new(),
            kind: PageKind::Html,
            charset: None,
            given: Given { url: url.map(str::to_owned), ..Given::default() },
        };
        assert_eq!(address(&page).as_deref(), expected, "{url:?}");
    }

    #[test]
    fn what_names_a_page() {
        check(Some(" https://Navrekha.example/A/1?p=2#top "), Some("https://navrekha.example/A/1?p=2"));
        check(Some("HTTP://a.example?id=7"), Some("http://a.example?id=7"));
        check(Some("https://a.example/भारत"), Some("https://a.example/भारत"));
    }

    #[test]
    fn what_names_no_page() {
        for url in ["", "#", "a.html", "https://", "https://a.example", "https://a.example/#x", "https:///x"]
        {
            check(Some(url), None);
        }
        check(None, None);
    }
}
