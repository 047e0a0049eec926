//! Addresses: the state of a page is its address, and every link of a page is made here.

use model::{ClaimId, DocId, EntityId, Evidence, Span, StoryId, ThreadId};
use std::fmt;
use url::form_urlencoded;

/// The path and the query of a page, from which links to the same page in another state are made.
///
/// ```
/// use pages::Address;
/// let here = Address::of("/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2&kind=claim");
/// assert_eq!(here.get("q"), Some("पुल"));
/// assert_eq!(here.with("ui", "hi").without("q").to_string(), "/search?kind=claim&ui=hi");
/// assert_eq!(Address::of("//elsewhere.example").to_string(), "/elsewhere.example");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// Reads the path and query of a request; it never leads to another host.
    pub fn of(target: &str) -> Self {
        let target = target.split('#').next().unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path: String = path.chars().filter(|c| !c.is_control() && *c != '\\').collect();
        Self {
            path: format!("/{}", path.trim_start_matches('/')),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        }
    }

    /// Returns the path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Tells whether the key has this value, alone or beside others.
    pub fn has(&self, key: &str, value: &str) -> bool {
        self.query.iter().any(|(name, held)| name == key && held == value)
    }

    /// Returns every pair of the query in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.query
    }

    /// Returns the address with this one value for the key.
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut changed = self.without(key);
        changed.query.push((key.to_owned(), value.to_owned()));
        changed
    }

    /// Returns the address with one more value for the key.
    pub fn plus(&self, key: &str, value: &str) -> Self {
        let mut changed = self.minus(key, value);
        changed.query.push((key.to_owned(), value.to_owned()));
        changed
    }

    /// Returns the address without the key.
    pub fn without(&self, key: &str) -> Self {
        let query = self.query.iter().filter(|(name, _)| name != key).cloned().collect();
        Self { path: self.path.clone(), query }
    }

    /// Returns the address without this value of the key.
    pub fn minus(&self, key: &str, value: &str) -> Self {
        let query = self.query.iter().filter(|(name, held)| name != key || held != value).cloned().collect();
        Self { path: self.path.clone(), query }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.query.is_empty() {
            write!(
                f,
                "?{}",
                form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.query).finish()
            )?;
        }
        Ok(())
    }
}

/// Returns the address of a thread's page.
pub fn thread(id: &ThreadId) -> String {
    format!("/thread/{}", segment(id.as_str()))
}

/// Returns the address of a story's page.
pub fn story(id: &StoryId) -> String {
    format!("/story/{}", segment(id.as_str()))
}

/// Returns the address of a claim's page.
pub fn claim(id: &ClaimId) -> String {
    format!("/claim/{}", segment(id.as_str()))
}

/// Returns the address of an entity's page.
pub fn entity(id: &EntityId) -> String {
    format!("/entity/{}", segment(id.as_str()))
}

/// Returns the address of an article's page.
pub fn article(id: &DocId) -> String {
    format!("/article/{}", segment(id.as_str()))
}

/// Returns the address of a passage in an article: `/article/{id}?at={start}-{end}#at`.
///
/// The article's page marks the passage that `at` names and gives the mark the id `at`, so the passage is shown exactly
/// although passages overlap and no script runs. Its sentences have anchors of their own: `#s{start}`.
pub fn passage(id: &DocId, span: Span) -> String {
    format!("{}?at={}-{}#at", article(id), span.start, span.end)
}

/// Returns the address of the passage that a piece of evidence cites.
pub fn evidence(evidence: &Evidence) -> String {
    passage(evidence.article(), evidence.span())
}

/// Returns the passage that the `at` of an article's address names.
///
/// ```
/// assert_eq!(pages::address::passage_of("3-9"), Some(model::Span::new(3, 9)));
/// assert_eq!(pages::address::passage_of("9-3"), None);
/// ```
pub fn passage_of(at: &str) -> Option<Span> {
    let (start, end) = at.split_once('-')?;
    let span = Span { start: start.parse().ok()?, end: end.parse().ok()? };
    (span.start < span.end).then_some(span)
}

/// Returns an address of the web where it is one; anything else could run as a script.
pub fn web(url: &str) -> Option<&str> {
    let scheme = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (scheme.starts_with("https://") || scheme.starts_with("http://")).then_some(url)
}

/// Returns text as one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            // A dot stands as itself unless the segment could mean this folder or the one above.
            b'.' if text.bytes().any(|other| other != b'.') => out.push('.'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: &str) {
        assert_eq!(article(&DocId::given(id)), expected);
    }

    #[test]
    fn ids_stand_as_one_segment() {
        check("varta-01", "/article/varta-01");
        check("a/../b?x#y", "/article/a%2F..%2Fb%3Fx%23y");
        check("..", "/article/%2E%2E");
        check("पुल", "/article/%E0%A4%AA%E0%A5%81%E0%A4%B2");
        check("\"><script>", "/article/%22%3E%3Cscript%3E");
    }

    #[test]
    fn values_come_and_go() {
        let here = Address::of("/search?q=a+b&outlet=x&outlet=y#z");
        assert_eq!(here.to_string(), "/search?q=a+b&outlet=x&outlet=y");
        assert_eq!(here.minus("outlet", "x").to_string(), "/search?q=a+b&outlet=y");
        assert_eq!(here.plus("outlet", "z").to_string(), "/search?q=a+b&outlet=x&outlet=y&outlet=z");
        assert_eq!(here.with("outlet", "z").to_string(), "/search?q=a+b&outlet=z");
        assert!(here.has("outlet", "y"));
    }

    #[test]
    fn no_address_leads_to_another_host() {
        for target in ["//evil.example/a", "\\\\evil.example", "/\t/evil.example", "https://evil.example"] {
            let shown = Address::of(target).to_string();
            assert!(shown.starts_with('/') && !shown.starts_with("//"), "{shown}");
        }
        assert_eq!(web("javascript:alert(1)"), None);
        assert_eq!(web("HTTPS://a.example"), Some("HTTPS://a.example"));
    }

    proptest::proptest! {
        #[test]
        fn addresses_come_back_as_they_were(target in ".{0,60}") {
            let once = Address::of(&target);
            proptest::prop_assert_eq!(Address::of(&once.with("ui", "hi").to_string()), once.with("ui", "hi"));
            let _ = passage_of(&target);
        }
    }
}
