//! Codes as FollowTheMoney has them: countries, languages, addresses, items of Wikidata.

use crate::coding::built_in;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static COUNTRIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    pairs("ftm_countries.tsv", include_str!("../../data/ftm_countries.tsv"), &["alpha3", "alpha2"])
});
static LANGUAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    pairs("ftm_languages.tsv", include_str!("../../data/ftm_languages.tsv"), &["lang", "ftm"])
});

fn pairs(file: &str, text: &str, columns: &[&str]) -> BTreeMap<String, String> {
    let table = built_in(file, text, columns);
    table.rows().iter().map(|row| (row.get(0).to_owned(), row.get(1).to_owned())).collect()
}

/// Returns a country's code of two letters, from one of two or three; `None` for what is no country.
pub(super) fn country(code: &str) -> Option<&'static str> {
    let code = code.to_lowercase();
    let two = |two: &&String| **two == code;
    COUNTRIES.get(&code).or_else(|| COUNTRIES.values().find(two)).map(String::as_str)
}

/// Returns a language's code of three letters, from a BCP 47 tag.
pub(super) fn language(tag: &str) -> Option<&'static str> {
    let primary = tag.split('-').next().unwrap_or(tag).to_lowercase();
    let three = |three: &&String| **three == primary;
    LANGUAGES.get(&primary).or_else(|| LANGUAGES.values().find(three)).map(String::as_str)
}

/// Tells whether an address is one of the web, with a host that has a dot and without white space.
pub(super) fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(host) = rest.and_then(|rest| rest.split(['/', '?', '#']).next()) else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control();
    url.chars().all(plain) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

/// Tells whether a text is the id of a Wikidata item.
pub(super) fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found() {
        assert_eq!(country("IND"), Some("in"));
        assert_eq!(country("in"), Some("in"));
        assert_eq!(country("kelden"), None);
        assert_eq!(country("IGO"), None);
        assert_eq!(language("hi-IN"), Some("hin"));
        assert_eq!(language("rus"), Some("rus"));
        assert_eq!(language("und"), None);
        assert!(is_web("https://a.example/b?c") && !is_web("a.example/b") && !is_web("https://a b.example"));
        assert!(is_item("Q987") && !is_item("Q") && !is_item("L1"));
    }
}
